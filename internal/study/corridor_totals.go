package study

import (
	"context"
	"fmt"
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/tidy"
)

// compared are the indicators by which two sides are compared without figures by
// partner, where none are asked for.
var compared = []string{
	"digital-services-exports", "digital-services-imports", "ict-services-exports", "internet-users", "fixed-broadband", "mobile-subscriptions",
}

// totals compares the sides by what each has with all partners.
func (q *Corridor) totals(ctx context.Context, d *Desk, sel analysis.Selection) ([]analysis.Result, error) {
	d.Warning(fmt.Sprintf("no figures of trade between %s and %s: what follows are totals with all partners", q.A, q.B))
	for _, way := range filledBy {
		d.Warning(way)
	}
	ids, err := q.comparable(d)
	if err != nil {
		return nil, err
	}
	head, gdp, err := d.denominators(ctx)
	if err != nil {
		return nil, err
	}
	var rows analysis.CorridorRows
	var about analysis.Result
	for _, id := range ids {
		data, err := d.Prepare(ctx, Query{Indicators: []string{id}})
		if tidy.KindOf(err) == tidy.Empty {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, one := range data {
			from, to := q.Span()
			part, err := analysis.Totals(one, analysis.TotalsOptions{Selection: sel, Coverage: q.Coverage, From: from, To: to, Head: head, GDP: gdp})
			if err != nil {
				return nil, err
			}
			if about.Analysis == "" {
				about = analysis.Result{Analysis: "corridor-totals", About: one.Indicator, Partner: tidy.World}
			}
			rows = append(rows, part...)
		}
	}
	if !slices.ContainsFunc(rows, func(r analysis.CorridorRow) bool { return r.Status != analysis.Withheld }) {
		return nil, empty("{cli:see 'tradestats list indicators' for what there is}", "neither trade between %s and %s nor totals of them", q.A, q.B)
	}
	about.Rows = rows
	about.Notes = analysis.Notes{{Key: analysis.NoteNoBilateral}}
	return []analysis.Result{about}, nil
}

// filledBy says which files have trade by partner.
var filledBy = []string{
	"trade in services by partner: the bulk CSV of BaTIS, of the OECD and the WTO (layout OECD-WTO BaTIS), read with --data FILE",
	"services of European economies by partner: table bop_its6_det of Eurostat (layout Eurostat TSV or SDMX-CSV), read with --data FILE",
	"goods by partner and HS code: an extract of UN Comtrade (layout UN Comtrade), read with --data FILE",
}

// comparable are the indicators to compare by: those asked for and their
// counterparts, else the usual ones.
func (q *Corridor) comparable(d *Desk) ([]string, error) {
	if len(q.Indicators) == 0 {
		return compared, nil
	}
	var out []string
	for _, id := range q.Indicators {
		i, err := d.Engine.Catalog().Indicator(id)
		if err != nil {
			return nil, err
		}
		for _, one := range []string{id, i.Counterpart} {
			if one != "" && !slices.Contains(out, one) {
				out = append(out, one)
			}
		}
	}
	return out, nil
}

// denominators are population and GDP, nil where there are none.
func (d *Desk) denominators(ctx context.Context) (head, gdp *analysis.Data, err error) {
	for _, of := range []struct {
		id   string
		into **analysis.Data
	}{{"population", &head}, {"gdp", &gdp}} {
		data, err := d.Prepare(ctx, Query{Indicators: []string{of.id}})
		if tidy.KindOf(err) == tidy.Empty {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		*of.into = data[0]
	}
	return head, gdp, nil
}
