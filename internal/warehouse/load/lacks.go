package load

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
)

// mostCompared is how many rows a server is asked to compare with those of a load for a
// warning alone: it holds their keys in memory, some 100 bytes each.
const mostCompared = 5_000_000

// keepsAll refuses a load that would take the place of one under another name without having
// each of its figures: that it has its indicators, years, economies and partners does not say
// that it has them together. Of one of the same name, which is replaced all the same, it
// returns what is lost as a warning. It is asked before the load stands.
func (t *target) keepsAll(ctx context.Context, l *register.Load, before []*register.Load) ([]string, error) {
	var lost []string
	for _, o := range before {
		if l.Dates(o) || l.Replaces(o) && l.Rows > mostCompared {
			continue
		}
		n, err := t.rowsLacking(ctx, l, o)
		switch {
		case err == nil && n > 0 && l.Replaces(o):
			lost = append(lost, fmt.Sprintf("%s has taken the place of %s and does not have all of it; the table no longer has %d of its figures", l.File, o.File, n))
		case err == nil && n > 0:
			err = t.clash(l, o)
		}
		if err != nil {
			return nil, err
		}
	}
	return lost, nil
}

// rowsLacking is how many rows of another load a load has none for.
func (t *target) rowsLacking(ctx context.Context, l, o *register.Load) (int, error) {
	const key = "indicator, economy, partner, year"
	s := client.Selection{Columns: client.Pick("attempt"), Grouped: 1, From: t.InSQL(""), Where: append(o.OfLoad(),
		"("+key+") GLOBAL NOT IN (SELECT "+key+" FROM "+t.InSQL("")+" WHERE "+strings.Join(l.OfLoad(), " AND ")+")")}
	rows, err := t.Ask(ctx, s)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	n, err := strconv.Atoi(rows[0][1])
	if err != nil {
		err = t.Garbage(strings.Join(rows[0], " "))
	}
	return n, err
}
