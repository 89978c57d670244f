package register

import (
	"cmp"
	"context"
	"regexp"
	"strings"

	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/client"
)

// Servers that keep copies of a shard get its rows one after the other, and which of them
// answers a Distributed table is another one from question to question: rows may be
// counted on one and added up on another that has not got them yet. So a table is spread
// over one server of each shard, which may have copies elsewhere.

// HowCopies is what to do about a cluster with copies of its shards.
const HowCopies = "name a cluster that has one server of each shard: see 'Copies' in docs/clickhouse.md"

// NotOverCopies refuses a table that is spread over a cluster with copies, and notes the
// cluster of another one.
func (c *Server) NotOverCopies(ctx context.Context) error {
	rows, err := c.Ask(ctx, client.Selection{Columns: client.Pick("name", "engine_full"), Grouped: 2, From: "system.tables",
		Where: []string{"engine = 'Distributed'", "database = " + client.Literal(c.Database), "name IN " + client.List([]string{c.Table, c.Table + LoadsSuffix})}})
	if err != nil {
		return err
	}
	for _, r := range rows {
		cluster := SpreadOver(r[1]).Cluster
		copies, err := c.Ask(ctx, client.Selection{Columns: client.Pick("shard_num"), Grouped: 1, From: "system.clusters", Where: []string{"cluster = " + client.Literal(cluster), "replica_num > 1"}})
		if err != nil {
			return err
		}
		if len(copies) > 0 {
			return tidy.Errorf(tidy.Failed, HowCopies, "%s is spread over the cluster %s, which keeps copies of its shards, and a copy may not have all rows yet", c.String(), cluster)
		}
		c.Cluster = cluster
	}
	return nil
}

// A spreading is what a Distributed table says that it is spread over.
type spreading struct{ Cluster, Database, Table string }

// argument is one of the engine's, quoted in either way or not at all.
const argument = "(?:'((?:[^'\\\\]|\\\\.)*)'|`((?:[^`\\\\]|\\\\.)*)`|([^,'`\\s)]+))"

var ofDistributed = regexp.MustCompile(`^Distributed\(` + strings.Join([]string{argument, argument, argument}, `\s*,\s*`))

// SpreadOver reads the definition of an engine; of another one than Distributed it is
// zero.
func SpreadOver(engine string) spreading {
	m := ofDistributed.FindStringSubmatch(engine)
	if m == nil {
		return spreading{}
	}
	at := func(k int) string { return cmp.Or(client.Uncell(m[k]), client.Uncell(m[k+1]), m[k+2]) }
	return spreading{at(1), at(4), at(7)}
}
