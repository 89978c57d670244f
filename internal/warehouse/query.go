package warehouse

import (
	"fmt"
	"strings"
	"sync"

	"tradestats/internal/dataset"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
)

// A query is a Want in the terms of a table.
type query struct {
	load   *register.Load
	want   source.Want
	whole  bool     // the totals over partners are wanted
	parts  []string // partners that are in a total; with the World's row beside it
	kept   []string // partners whose own rows are wanted
	excess bool     // the load has further partners

	mu    sync.Mutex
	fresh []answer // not known to be of a load that stands
}

// plan decides what of a load a Want is about.
func plan(l *register.Load, w source.Want) (*query, error) {
	q := &query{load: l, want: w}
	if !l.About.Bilateral {
		return q, nil
	}
	if w.Partner == nil {
		q.kept = register.SortedKeys(l.Partners)
		return q, nil
	}
	world, err := w.Partner(tidy.World, "")
	if err != nil {
		return nil, err
	}
	q.whole = world&source.Whole != 0
	for _, id := range register.SortedKeys(l.Partners) {
		if id == tidy.World {
			continue
		}
		side := source.Part
		if l.Partners[id] != dataset.ARest {
			if side, err = w.Partner(id, ""); err != nil {
				return nil, err
			}
		}
		if side&source.Part != 0 {
			q.parts = append(q.parts, id)
		} else {
			q.excess = true
		}
		if side&source.Keep != 0 {
			q.kept = append(q.kept, id)
		}
	}
	return q, nil
}

// conditions are those that all rows of a query meet.
func (q *query) conditions(indicators []string) []string {
	var where []string
	if !q.load.Foreign() {
		where = q.load.OfLoad()
	}
	where = append(where, "indicator IN "+client.List(indicators))
	if q.want.From != 0 {
		where = append(where, fmt.Sprintf("year >= %d", q.want.From))
	}
	if q.want.To != 0 {
		where = append(where, fmt.Sprintf("year <= %d", q.want.To))
	}
	return where
}

// reporters are the condition on economies, of single partners or of totals; none
// where all are wanted. impossible tells that no economy is.
func (q *query) reporters(pairs bool) (where []string, impossible bool) {
	if q.want.Reporter == nil {
		return nil, false
	}
	var wanted []string
	all := true
	for _, id := range register.SortedKeys(q.load.Economies) {
		any, single := true, true // groups are the publisher's, and always wanted
		if q.load.Economies[id] == dataset.AnEconomy {
			any, single = q.want.Reporter(id, "")
		}
		if any && (single || !pairs) {
			wanted = append(wanted, id)
		} else {
			all = false
		}
	}
	if all || len(wanted) > register.MostListed { // who is not wanted may come
		return nil, false
	}
	return []string{"economy IN " + client.List(wanted)}, len(wanted) == 0
}

// wantsOf tells whether rows of an economy are wanted.
func (q *query) wantsOf(economy string) bool {
	if q.want.Reporter == nil {
		return true
	}
	any, _ := q.want.Reporter(economy, "")
	return any
}

// What each row of an answer has, in its order.
const (
	atEconomy = iota
	atYear
	atIndicator // "" where series are added up
	atPartner   // "" where partners are
	atWhole     // the row of the World
	atUnit
	atFlag
	grouped
	atValue    = iota - 1 // an exact sum, and the next two
	atReported = atValue + 3
	atPlain    = atReported + 3 // a sum of floats in place of the exact one, and the next for reported
	atOnly     = atPlain + 2    // the value, where there is one row
	atUnfit    = atOnly + 1     // rows whose value is no number
	atFirst    = atUnfit + 1
	atLast     = atFirst + 1
	atPartners = atFirst + 2
	atItems    = atFirst + 3
	atTwice    = atFirst + 4 // the partner that stands twice in the cell, of a table of another hand
	atCount    = atFirst + 5
)

var zero, none = client.Always("0"), client.Always("")

func field(sql string) client.Picked { return client.Picked{SQL: sql} }

// summedColumns are what is selected of sums, in the order of the constants.
func (q *query) summedColumns(addedUp bool, partner, whole client.Picked) []client.Picked {
	indicator, flag, items, partners := field("indicator"), field("flag"), none, zero
	if q.load.About.Reported { // by which a sum is flagged
		flag = none
	}
	if addedUp {
		indicator, items, partners = none, field("arrayStringConcat(arraySort(groupUniqArray(indicator)), ' ')"), field("uniqExact(partner)")
	}
	out := append([]client.Picked{field("economy"), field("year"), indicator, partner, whole, field("unit"), flag}, client.Pick(exactSum("value")...)...)
	if q.load.About.Reported {
		out = append(append(out, client.Pick(exactSum("reported")...)...), field(plainSum("value")), field(plainSum("reported")))
	} else {
		out = append(out, zero, zero, zero, field(plainSum("value")), none)
	}
	twice := none
	if q.load.Foreign() {
		twice = field("if(max(copies) > 1, concat('with ', argMax(partner, copies)), '')")
	}
	return append(append(out, client.Pick("max(value)", "sum(isFinite(value) = 0)", "min(line)", "max(line)")...), partners, items, twice)
}

// keyed has the rows of a table put together first that have all of a key: a sum would
// count each of them.
func keyed(s client.Selection) client.Selection {
	const key = "indicator, economy, year, partner"
	s.From = "(SELECT " + key + ", any(unit) AS unit, any(flag) AS flag, max(value) AS value, any(reported) AS reported, min(line) AS line, count() AS copies FROM " +
		s.From + " WHERE " + strings.Join(s.Where, " AND ") + " GROUP BY " + key + ")"
	s.Where = nil
	return s
}

// singleColumns are what is selected of rows that stand for themselves.
func singleColumns(partner client.Picked) []client.Picked {
	return []client.Picked{field("economy"), field("year"), field("indicator"), partner, zero, field("unit"), field("flag"), zero, zero, zero, zero, zero, zero, none, none,
		field("max(value)"), field("sum(isFinite(value) = 0)"), field("min(line)"), zero, zero, none, none}
}

// totals selects the totals over partners of some indicators: each by itself, or all
// of them added up.
func (q *query) totals(indicators []string, addedUp bool) (client.Selection, bool) {
	whole := client.Picked{SQL: "equals(partner, " + client.Literal(tidy.World) + ")", As: "whole"}
	s := client.Selection{Columns: q.summedColumns(addedUp, none, whole), Grouped: grouped, Where: q.conditions(indicators)}
	if q.excess {
		s.Where = append(s.Where, "partner IN "+client.List(append([]string{tidy.World}, q.parts...)))
	}
	only, nobody := q.reporters(false)
	s.Where = append(s.Where, only...)
	return s, !nobody
}

// pairs selects the rows with single partners.
func (q *query) pairs(indicators []string, addedUp bool) (client.Selection, bool) {
	columns := singleColumns(field("partner"))
	if addedUp {
		columns = q.summedColumns(true, field("partner"), zero)
	}
	s := client.Selection{Columns: columns, Grouped: grouped, Single: !addedUp, Where: append(q.conditions(indicators), "partner IN "+client.List(q.kept))}
	only, nobody := q.reporters(true)
	s.Where = append(s.Where, only...)
	return s, !nobody
}

// plain selects the rows of a table without partners.
func (q *query) plain(indicators []string) (client.Selection, bool) {
	s := client.Selection{Columns: singleColumns(none), Grouped: grouped, Single: true, Where: q.conditions(indicators)}
	only, nobody := q.reporters(false)
	s.Where = append(s.Where, only...)
	return s, !nobody
}
