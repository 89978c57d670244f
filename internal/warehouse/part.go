package warehouse

import (
	"context"

	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
)

// notAPart refuses a table that is what one server has of a larger one: its figures are
// no figures of anything.
func (c *opening) notAPart(ctx context.Context) error {
	rows, err := c.Ask(ctx, client.Selection{Columns: client.Pick("database", "name", "engine_full"), Grouped: 3, From: "system.tables", Where: []string{"engine = 'Distributed'"}})
	if err != nil {
		return err
	}
	for _, r := range rows {
		if of := register.SpreadOver(r[2]); of.Database == c.Database && of.Table == c.Table {
			whole := c.Address
			whole.Database, whole.Table = r[0], r[1]
			return tidy.Errorf(tidy.Failed, "name "+whole.Typed(), "%s is the part of a table that one server of a cluster has", c.String())
		}
	}
	return nil
}
