package study

import (
	"context"
	"fmt"
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/dataset"
	"tradestats/internal/tidy"
)

// A Corridor asks for the trade between two sides, as both report it; without
// figures by partner, for what the two can be compared by.
type Corridor struct {
	Query `yaml:",inline"`
	A     string `yaml:"a"` // an economy or a group
	B     string `yaml:"b"` // another
}

// Run answers the question: where there are few lines of trade with a result
// for each, else with one for all of them; without trade by partner with one of
// totals.
func (q *Corridor) Run(ctx context.Context, d *Desk) ([]analysis.Result, error) {
	if err := q.OnlyYear(); err != nil {
		return nil, err
	}
	counted, basis, err := d.counting(ctx, q.Money)
	if err != nil {
		return nil, err
	}
	if q.Deflator != "" {
		return nil, tidy.Errorf(tidy.Usage, "leave --deflator out", "a corridor is compared at current prices: two reporters have two levels of prices")
	}
	asked := *q
	asked.Money = Money{} // the desk counts in it already
	out, err := asked.run(ctx, counted)
	if counted != d {
		d.used = append(d.used, counted.used...)
	}
	for _, r := range out {
		if rows, ok := r.Rows.(analysis.CorridorRows); ok {
			rows.OnBasis(basis)
		}
	}
	return out, err
}

func (q *Corridor) run(ctx context.Context, d *Desk) ([]analysis.Result, error) {
	sel, err := d.sides(q)
	if err != nil {
		return nil, err
	}
	now := sel
	now.Reference = d.reference(sel)
	if err := apart(now, now.Reference); err != nil {
		return nil, err
	}
	lines, err := d.lines(ctx, q.Indicators)
	if err != nil {
		return nil, err
	}
	out, err := q.bilateral(ctx, d, sel, lines)
	if err != nil || len(out) > 0 {
		return out, err
	}
	return q.totals(ctx, d, now)
}

// bilateral compares the trade between the sides; there is none where no line
// has any.
func (q *Corridor) bilateral(ctx context.Context, d *Desk, sel analysis.Selection, lines []line) ([]analysis.Result, error) {
	a, err := ever(sel, sel.Items[0])
	if err != nil {
		return nil, err
	}
	b, err := ever(sel, sel.Items[1])
	if err != nil {
		return nil, err
	}
	if len(lines) == 0 {
		return nil, nil
	}
	trades, warnings, err := d.trades(ctx, lines, append(slices.Clone(a), b...))
	if err != nil {
		return nil, err
	}
	kept := slices.DeleteFunc(slices.Clone(lines), func(l line) bool { return !trades.Traded(l.Line, a, b) })
	for _, id := range q.Indicators { // one that was named is missed
		if !slices.ContainsFunc(kept, func(l line) bool { return l.Exports == id || l.Imports == id }) && len(kept) > 0 {
			d.Warning(fmt.Sprintf("%s has no trade between %s and %s", id, q.A, q.B))
		}
	}
	if len(kept) == 0 {
		return nil, nil
	}
	years, err := q.years(trades, kept, a, b)
	if err != nil {
		return nil, err
	}
	for _, w := range oncePerKind(warnings) {
		d.Warning(w)
	}
	sel.Reference = years[len(years)-1]
	for _, year := range years {
		if err := apart(sel, year); err != nil {
			return nil, err
		}
	}
	return q.compare(trades, sel, kept, years)
}

// years are those asked for, else the newest with trade between the sides.
func (q *Corridor) years(t *analysis.Trades, lines []line, a, b []string) ([]int, error) {
	all := t.YearsBetween(plain(lines), a, b)
	from, to := q.Span()
	if from == 0 && to == 0 {
		return all[len(all)-1:], nil
	}
	years := slices.DeleteFunc(slices.Clone(all), func(y int) bool { return y < from || to != 0 && y > to })
	if len(years) == 0 {
		return nil, empty("the data have it for "+tidy.YearRanges(all), "no trade between %s and %s in %s", q.A, q.B, Period(from, to))
	}
	return years, nil
}

// fewLines is how many lines are laid out one by one; more of them are set
// against each other.
const fewLines = 2

func (q *Corridor) compare(t *analysis.Trades, sel analysis.Selection, lines []line, years []int) ([]analysis.Result, error) {
	each := [][]line{lines}
	if len(lines) <= fewLines {
		each = nil
		for _, l := range lines {
			each = append(each, []line{l})
		}
	}
	var out []analysis.Result
	for _, some := range each {
		rows, err := analysis.Corridor(t, analysis.CorridorOptions{Selection: sel, Coverage: q.Coverage, Lines: plain(some), Years: years})
		if err != nil {
			return nil, err
		}
		out = append(out, analysis.Result{Analysis: "corridor", About: some[0].about, Partner: tidy.World, Rows: rows})
	}
	return out, nil
}

// trades loads lines, of the trade among some economies and of the totals of
// all, with what there is to be warned of.
func (d *Desk) trades(ctx context.Context, lines []line, among []string) (*analysis.Trades, []string, error) {
	var ids []string
	for _, l := range lines {
		for _, id := range []string{l.Exports, l.Imports} {
			if id != "" {
				ids = append(ids, id)
			}
		}
	}
	d.used = append(d.used, ids...)
	found, err := d.Engine.Load(ctx, dataset.Query{Indicators: ids, Partners: append([]string{tidy.World}, among...), Between: among})
	if err != nil {
		return nil, nil, err
	}
	t, err := analysis.ReadTrades(d.Engine.Catalog(), found.Frame, found.Published, found.Summed)
	if err != nil {
		return nil, nil, err
	}
	return t, found.Warnings, t.Align(plain(lines))
}
