package warehouse

import (
	"cmp"
	"context"
	"regexp"
	"strings"

	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/client"
)

// A spreading is what a Distributed table says that it is spread over.
type spreading struct{ cluster, database, table string }

// argument is one of the engine's, quoted in either way or not at all.
const argument = "(?:'((?:[^'\\\\]|\\\\.)*)'|`((?:[^`\\\\]|\\\\.)*)`|([^,'`\\s)]+))"

var ofDistributed = regexp.MustCompile(`^Distributed\(` + strings.Join([]string{argument, argument, argument}, `\s*,\s*`))

// spreadOver reads the definition of an engine; of another one than Distributed it is
// zero.
func spreadOver(engine string) spreading {
	m := ofDistributed.FindStringSubmatch(engine)
	if m == nil {
		return spreading{}
	}
	at := func(k int) string { return cmp.Or(client.Uncell(m[k]), client.Uncell(m[k+1]), m[k+2]) }
	return spreading{at(1), at(4), at(7)}
}

// notAPart refuses a table that is what one server has of a larger one: its figures are
// no figures of anything.
func (c *server) notAPart(ctx context.Context) error {
	rows, err := c.Ask(ctx, client.Selection{Columns: client.Pick("database", "name", "engine_full"), Grouped: 3, From: "system.tables", Where: []string{"engine = 'Distributed'"}})
	if err != nil {
		return err
	}
	for _, r := range rows {
		if of := spreadOver(r[2]); of.database == c.Database && of.table == c.Table {
			whole := c.Address
			whole.Database, whole.Table = r[0], r[1]
			return tidy.Errorf(tidy.Failed, "name "+whole.Typed(), "%s is the part of a table that one server of a cluster has", c.String())
		}
	}
	return nil
}
