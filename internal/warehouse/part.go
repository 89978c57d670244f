package warehouse

import (
	"context"
	"regexp"

	"tradestats/internal/tidy"
)

// spreadOver is what a Distributed table says that it is spread over: of a cluster, a
// database and a table, quoted or not.
var spreadOver = regexp.MustCompile("^Distributed\\(['`]?[^,]*?['`]?, *['`]?([^,]*?)['`]?, *['`]?([^,)]*?)['`]?[,)]")

// notAPart refuses a table that is what one server has of a larger one: its figures are
// no figures of anything.
func (c *Client) notAPart(ctx context.Context) error {
	rows, err := c.ask(ctx, selection{columns: pick("database", "name", "engine_full"), grouped: 3, from: "system.tables", where: []string{"engine = 'Distributed'"}})
	if err != nil {
		return err
	}
	for _, r := range rows {
		if m := spreadOver.FindStringSubmatch(r[2]); m != nil && m[1] == c.Database && m[2] == c.Table {
			whole := c.Address
			whole.Database, whole.Table = r[0], r[1]
			return tidy.Errorf(tidy.Failed, "name "+whole.String(), "%s is the part of a table that one server of a cluster has", c.String())
		}
	}
	return nil
}
