package load

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tradestats/internal/dataset"
	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
)

// shards are the servers of a cluster, each asked over HTTP at the port of the address:
// statements that make or empty tables go to each of them, so that no service has to
// spread them.
func (c *target) shards(ctx context.Context, cluster string) ([]*register.Server, error) {
	rows, err := c.Ask(ctx, client.Selection{Columns: client.Pick("shard_num", "replica_num", "host_name", "is_local"), Grouped: 4, From: "system.clusters", Where: []string{"cluster = " + client.Literal(cluster)}})
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, c.noCluster(ctx, cluster)
	}
	var out []*register.Server
	seen := map[string]bool{}
	slices.SortFunc(rows, func(a, b []string) int {
		return cmp.Or(cmp.Compare(len(a[0]), len(b[0])), cmp.Compare(a[0], b[0])) // as numbers
	})
	for _, r := range rows {
		switch {
		case r[1] != "1":
			return nil, tidy.Errorf(tidy.Failed, register.HowCopies, "the cluster %s keeps copies of its shards, and a copy may not have all rows yet when it is read", cluster)
		case seen[r[2]]:
			return nil, tidy.Errorf(tidy.Failed, "shards on one host need tables made by hand, see docs/clickhouse.md", "the cluster %s has two shards on %s", cluster, r[2])
		}
		seen[r[2]] = true
		out = append(out, register.Dial(c.At(r[2])))
	}
	return out, c.isOneOf(cluster, rows)
}

// isOneOf refuses a cluster that the server which is asked is not in: the tables would be made
// elsewhere.
func (c *target) isOneOf(cluster string, servers [][]string) error {
	var hosts []string
	for _, r := range servers {
		if r[3] == "1" || c.At(r[2]).Host == c.Host {
			return nil
		}
		hosts = append(hosts, r[2])
	}
	return tidy.Errorf(tidy.Usage, "name one of its servers, as "+c.At(servers[0][2]).Typed()+", or another cluster", "the cluster %s is of other servers than %s: %s", cluster, c.Host, dataset.Some(hosts))
}

// noCluster says which clusters there are.
func (c *target) noCluster(ctx context.Context, cluster string) error {
	rows, err := c.Ask(ctx, client.Selection{Columns: client.Pick("cluster"), Grouped: 1, From: "system.clusters"})
	if err != nil {
		return err
	}
	var names []string
	for _, r := range rows {
		names = append(names, r[0])
	}
	slices.Sort(names)
	hint := c.Host + " knows of none: leave --cluster out, or name its servers in its configuration"
	if len(names) > 0 {
		hint = "there are " + strings.Join(names, ", ")
	}
	return tidy.Errorf(tidy.Failed, hint, "%s has no cluster %q", c.Host, cluster)
}

// A target is where a load goes.
type target struct {
	*register.Server                    // asked for all
	nodes            []*register.Server // the servers that keep rows
	local            string             // the end of the names of their tables
}

// prepare makes what is missing of the tables of an address, and refuses those that
// are there and other ones.
func prepare(ctx context.Context, c *register.Server, cluster string) (*target, error) {
	t := &target{Server: c}
	if err := t.spread(ctx, cluster); err != nil {
		return nil, err
	}
	for _, of := range []struct {
		suffix     string
		columns    []register.Column
		order, key string
	}{{register.LoadsSuffix, register.Loads, loadsOrder, loadsKey}, {"", register.Figures, figuresOrder, figuresKey}} { // a table of loads alone is one of a load that was cut off here
		for _, node := range t.nodes {
			err := node.Run(ctx, create(c.InSQL(of.suffix+t.local), of.columns, of.order))
			if err == nil && cluster != "" {
				err = node.Run(ctx, t.distribute(of.suffix, of.columns, cluster, of.key))
			}
			if err != nil {
				return nil, err
			}
		}
		has, err := c.Has(ctx, of.suffix)
		if err == nil {
			err = c.Missing(of.suffix, has, of.columns)
		}
		if err != nil {
			return nil, err
		}
	}
	return t, nil
}

// spread finds the servers that keep the rows.
func (t *target) spread(ctx context.Context, cluster string) error {
	t.nodes = []*register.Server{t.Server}
	t.Cluster = cluster
	if cluster != "" {
		shards, err := t.shards(ctx, cluster)
		if err != nil {
			return err
		}
		t.nodes, t.local = shards, register.LocalSuffix
	}
	return t.engines(ctx, cluster)
}

// engines finds a table that is there and is of another kind than --cluster says.
func (t *target) engines(ctx context.Context, cluster string) error {
	rows, err := t.Ask(ctx, client.Selection{Columns: client.Pick("name", "engine", "engine_full"), Grouped: 3, From: "system.tables",
		Where: []string{"database = " + client.Literal(t.Database), "name IN " + client.List([]string{t.Table, t.Table + register.LoadsSuffix})}})
	if err != nil {
		return err
	}
	if len(rows) == 1 && rows[0][0] != t.Table+register.LoadsSuffix {
		return tidy.Errorf(tidy.Failed, "name another table, or remove this one", "%s has %s and not the other of the two tables that a load needs: it is of another hand", t.Host, rows[0][0])
	}
	for _, r := range rows {
		switch distributed := r[1] == "Distributed"; {
		case distributed && cluster == "":
			return tidy.Errorf(tidy.Failed, "say --cluster "+register.SpreadOver(r[2]).Cluster, "%s is spread over a cluster", t.String())
		case distributed && register.SpreadOver(r[2]).Cluster != cluster:
			return tidy.Errorf(tidy.Failed, "say --cluster "+register.SpreadOver(r[2]).Cluster+", or name another table", "%s is spread over the cluster %q, not %q", t.String(), register.SpreadOver(r[2]).Cluster, cluster)
		case !distributed && cluster != "":
			return tidy.Errorf(tidy.Failed, "leave --cluster out, or name another table", "%s is a table of one server", t.String())
		}
	}
	return nil
}
