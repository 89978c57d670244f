package explain

import (
	"context"
	"math"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// ask puts the question to the study that prints the figure.
func ask(ctx context.Context, d *study.Desk, q Question) (Explanation, error) {
	e := Explanation{Year: q.Year, From: q.From, Measure: q.Measure, Value: math.NaN(), Coverage: math.NaN()}
	if err := d.Known(ctx, q.Query); err != nil { // before the economy, as other commands do
		return e, err
	}
	items, err := d.Economies.Select(q.Economies, economy.YearEnd(q.Year))
	if err != nil {
		return e, err
	}
	partners, err := d.PartnersAsked(q.Query)
	switch {
	case err != nil:
		return e, err
	case len(items) != 1:
		return e, tidy.Errorf(tidy.Usage, "name one", "explain takes one economy or group, not %d", len(items))
	case len(partners) != 1:
		return e, tidy.Errorf(tidy.Usage, "name one", "explain takes one partner, not %d", len(partners))
	}
	e.Item, e.Partner = items[0], partners[0]
	if e.Indicator, err = d.Catalog().Indicator(q.Indicators[0]); err != nil {
		return e, err
	}
	e.Unit = e.Indicator.Unit
	switch q.Measure {
	case Growth:
		return e, e.askGrowth(ctx, d, q)
	case Share:
		return e, e.askShare(ctx, d, q)
	case Rank:
		return e, e.askRank(ctx, d, q)
	}
	return e, e.askValue(ctx, d, q)
}

// rowsOf runs a study of one indicator and returns its rows.
func rowsOf[R any](ctx context.Context, d *study.Desk, s study.Study) ([]R, analysis.Notes, error) {
	results, err := s.Run(ctx, d)
	if err != nil {
		return nil, nil, err
	}
	rows, _ := results[0].Rows.([]R)
	return rows, results[0].Notes, nil
}

func (e *Explanation) askValue(ctx context.Context, d *study.Desk, q Question) error {
	one := q.Query
	one.From, one.To = 0, 0
	rows, _, err := rowsOf[analysis.Aggregation](ctx, d, &study.Aggregate{Query: one})
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return empty("see 'tradestats show "+q.Indicators[0]+"'", "%s has no values in %d", q.Indicators[0], q.Year)
	}
	r := rows[0]
	e.Value, e.Status, e.Reason, e.Coverage, e.Notes = r.Value, r.Status, r.Reason, r.Covered, r.Notes
	e.Members, e.Reporting = r.Members, r.Reporting
	e.Formula, e.Section, e.Bounds = "sum", "C4", sumBounds
	switch {
	case !e.Item.Group:
		e.Formula, e.Section, e.Bounds = "reported", "", [2]float64{}
	case r.Rule == catalog.WeightedMean:
		e.Formula, e.Bounds = "weighted-mean", meanBounds
	case r.Rule == catalog.RatioOfSums:
		e.Formula, e.Bounds = "ratio-of-sums", meanBounds
	case r.Rule == catalog.Median:
		e.Formula, e.Bounds = "median", meanBounds
	case r.Rule != catalog.Sum:
		e.Formula, e.Bounds = "none", [2]float64{}
	}
	if e.Measure == Coverage {
		e.ofCoverage(q)
	}
	return nil
}

// ofCoverage makes the coverage the figure that is explained: it stands even
// where the value is withheld.
func (e *Explanation) ofCoverage(q Question) {
	e.Value, e.Unit = e.Coverage, percent
	switch {
	case q.Coverage.ByMembers && e.Formula == "sum":
		e.Formula = "coverage-members"
	case e.Formula == "sum":
		e.Formula = "coverage-value"
	case e.Formula == "weighted-mean", e.Formula == "ratio-of-sums":
		e.Formula = "coverage-weights"
	}
}

// percent is the unit of rates, shares and coverages.
const percent = "per cent"

// The coverages in per cent from which a figure is published at all, and
// without a mark (docs/method.md, C4).
var (
	sumBounds  = [2]float64{200.0 / 3, 95}
	meanBounds = [2]float64{200.0 / 3, 90}
)

func (e *Explanation) askGrowth(ctx context.Context, d *study.Desk, q Question) error {
	span := q.Query
	span.From, span.To, span.Year = q.From, q.Year, 0
	rows, _, err := rowsOf[analysis.GrowthRow](ctx, d, &study.Growth{Query: span, Method: q.method()})
	if err != nil {
		return err
	}
	if len(rows) == 0 || rows[0].From != q.From || rows[0].To != q.Year {
		return empty("see 'tradestats show "+q.Indicators[0]+"'", "%s has no values for both %d and %d", q.Indicators[0], q.From, q.Year)
	}
	r := rows[0]
	e.Value, e.Unit, e.Status, e.Reason, e.Coverage, e.Notes = r.GrowthPct, percent, r.Status, r.Reason, r.Covered, r.Notes
	e.Members, e.Reporting = r.Members, r.Matched
	e.Formula, e.Section = "growth-yoy", "B1"
	if q.method() == analysis.CAGR {
		e.Formula, e.Section = "growth-cagr", "B2"
	}
	if e.Indicator.IsPercentage() {
		e.Value, e.Unit, e.Points, e.Formula, e.Section = r.Change, r.ChangeUnit, true, "growth-points", "C4"
	}
	if e.Item.Group {
		e.Section += ", B8"
		e.Bounds = meanBounds
	}
	return nil
}

func (e *Explanation) askShare(ctx context.Context, d *study.Desk, q Question) error {
	rows, _, err := rowsOf[analysis.ShareRow](ctx, d, &study.Share{Query: q.Query})
	if err != nil {
		return err
	}
	r := rows[0]
	e.Value, e.Unit, e.Status, e.Coverage, e.Notes = r.SharePct, percent, r.Status, r.Covered, r.Notes
	e.Members, e.Reporting = r.Members, r.Matched
	e.Formula, e.Section = "share", "C8"
	if e.Item.Group {
		e.Bounds = sumBounds
	}
	return nil
}

func (e *Explanation) askRank(ctx context.Context, d *study.Desk, q Question) error {
	if e.Item.Group {
		return tidy.Errorf(tidy.Usage, "name an economy, or take --measure share", "%s is a group, which has no rank", e.Item)
	}
	all := q.Query
	all.Economies, all.From = nil, 0
	rows, _, err := rowsOf[analysis.RankRow](ctx, d, &study.Rank{Query: all})
	if err != nil {
		return err
	}
	e.Unit, e.Formula, e.Section, e.Bounds = "", "rank", "C8", meanBounds
	if e.Indicator.Additive() && !q.Coverage.ByMembers {
		e.Bounds = sumBounds
	}
	for _, r := range rows {
		if r.Economy != e.Item.ID {
			continue
		}
		e.Status, e.Notes, e.Reporting = r.Status, r.Notes, len(rows)
		if r.Rank > 0 {
			e.Value = float64(r.Rank)
		}
		return nil
	}
	return e.askValue(ctx, d, q) // which says the years that there are
}
