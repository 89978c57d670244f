package study

import (
	"context"
	"slices"

	"tradestats/internal/analysis"
)

// An Index asks for levels with a base year as 100.
type Index struct {
	Query `yaml:",inline"`
	Base  int `yaml:"base"` // 0: the first year that can be published
}

// Run answers the question.
func (q *Index) Run(ctx context.Context, d *Desk) ([]analysis.Result, error) {
	return d.each(ctx, q.Query, func(data *analysis.Data, sel analysis.Selection) (analysis.Result, error) {
		from, to := q.Span()
		rows, err := analysis.Index(data, analysis.IndexOptions{Selection: sel, Coverage: q.Coverage, Base: q.Base, From: from, To: to})
		compared := func(r analysis.IndexRow) bool { return r.Matched > 0 || r.Members == 0 }
		switch {
		case err != nil:
		case len(rows) == 0:
			err = d.NoValues(data, sel, "value", Period(from, to))
		case q.Base != 0 && !slices.ContainsFunc(rows, compared):
			err = d.NoValues(data, sel, "base", Period(q.Base, q.Base))
		}
		return analysis.Result{Analysis: "index", Rows: rows}, err
	})
}
