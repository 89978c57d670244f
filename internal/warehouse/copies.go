package warehouse

import (
	"context"

	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/client"
)

// Servers that keep copies of a shard get its rows one after the other, and which of them
// answers a Distributed table is another one from question to question: rows may be
// counted on one and added up on another that has not got them yet. So a table is spread
// over one server of each shard, which may have copies elsewhere.

const howCopies = "name a cluster that has one server of each shard: see 'Copies' in docs/clickhouse.md"

// notOverCopies refuses a table that is spread over a cluster with copies, and notes the
// cluster of another one.
func (c *server) notOverCopies(ctx context.Context) error {
	rows, err := c.Ask(ctx, client.Selection{Columns: client.Pick("name", "engine_full"), Grouped: 2, From: "system.tables",
		Where: []string{"engine = 'Distributed'", "database = " + client.Literal(c.Database), "name IN " + client.List([]string{c.Table, c.Table + loadsSuffix})}})
	if err != nil {
		return err
	}
	for _, r := range rows {
		cluster := spreadOver(r[1]).cluster
		copies, err := c.Ask(ctx, client.Selection{Columns: client.Pick("shard_num"), Grouped: 1, From: "system.clusters", Where: []string{"cluster = " + client.Literal(cluster), "replica_num > 1"}})
		if err != nil {
			return err
		}
		if len(copies) > 0 {
			return tidy.Errorf(tidy.Failed, howCopies, "%s is spread over the cluster %s, which keeps copies of its shards, and a copy may not have all rows yet", c.String(), cluster)
		}
		c.Cluster = cluster
	}
	return nil
}
