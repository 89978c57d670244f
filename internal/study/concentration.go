package study

import (
	"context"
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/tidy"
)

// A Concentration asks how far a sum over a group rests on few economies.
type Concentration struct {
	Query `yaml:",inline"`
	Top   int `yaml:"top"` // how many of the largest make the ratio; 0 is 4
}

// Run answers the question.
func (q *Concentration) Run(ctx context.Context, d *Desk) ([]analysis.Result, error) {
	top := q.Top
	if top == 0 {
		top = 4
	}
	if top < 0 {
		return nil, tidy.Errorf(tidy.Usage, "give a number such as 4", "the largest %d cannot be counted", top)
	}
	return d.each(ctx, q.Query, func(data *analysis.Data, sel analysis.Selection) (analysis.Result, error) {
		if err := additive(data.Indicator, "concentration"); err != nil {
			return analysis.Result{}, err
		}
		if err := groups(sel, "concentration"); err != nil {
			return analysis.Result{}, err
		}
		from, to := q.Span()
		rows, err := analysis.Concentrations(data, analysis.ConcentrationOptions{Selection: sel, Coverage: q.Coverage, Top: top, From: from, To: to})
		if err == nil && !slices.ContainsFunc(rows, func(r analysis.ConcentrationRow) bool { return r.N > 0 || r.Reason == analysis.NoMembers }) {
			err = d.NoValues(data, sel, "value", Period(from, to))
		}
		return analysis.Result{Analysis: "concentration", Rows: rows}, err
	})
}
