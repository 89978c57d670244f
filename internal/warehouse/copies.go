package warehouse

import (
	"context"

	"tradestats/internal/tidy"
)

// Servers that keep copies of a shard get its rows one after the other, and which of them
// answers a Distributed table is another one from question to question: rows may be
// counted on one and added up on another that has not got them yet. So a table is spread
// over one server of each shard, which may have copies elsewhere.

const howCopies = "name a cluster that has one server of each shard: see 'Copies' in docs/clickhouse.md"

// notOverCopies refuses a table that is spread over a cluster with copies, and notes the
// cluster of another one.
func (c *Client) notOverCopies(ctx context.Context) error {
	rows, err := c.ask(ctx, selection{columns: pick("name", "engine_full"), grouped: 2, from: "system.tables",
		where: []string{"engine = 'Distributed'", "database = " + literal(c.Database), "name IN " + list([]string{c.Table, c.Table + loadsSuffix})}})
	if err != nil {
		return err
	}
	for _, r := range rows {
		cluster := spreadOver(r[1]).cluster
		copies, err := c.ask(ctx, selection{columns: pick("shard_num"), grouped: 1, from: "system.clusters", where: []string{"cluster = " + literal(cluster), "replica_num > 1"}})
		if err != nil {
			return err
		}
		if len(copies) > 0 {
			return tidy.Errorf(tidy.Failed, howCopies, "%s is spread over the cluster %s, which keeps copies of its shards, and a copy may not have all rows yet", c.String(), cluster)
		}
		c.cluster = cluster
	}
	return nil
}
