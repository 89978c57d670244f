package study

import (
	"context"

	"tradestats/internal/analysis"
	"tradestats/internal/tidy"
)

// A Compare asks for groups beside the publisher's own.
type Compare struct {
	Query `yaml:",inline"`
}

// Run answers the question.
func (q *Compare) Run(ctx context.Context, d *Desk) ([]analysis.Result, error) {
	return d.each(ctx, q.Query, func(data *analysis.Data, sel analysis.Selection) (analysis.Result, error) {
		rows, err := analysis.ComparePublished(data, q.yearly(sel))
		if err == nil && len(rows) == 0 {
			err = tidy.Errorf(tidy.Empty, "{cli:see 'tradestats show "+data.Indicator.ID+"' for the groups that its publisher makes}",
				"nothing selected: the publisher of %s makes none of these groups", data.Indicator.ID)
		}
		return analysis.Result{Analysis: "compare", Rows: rows}, err
	})
}
