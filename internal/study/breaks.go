package study

import (
	"context"

	"tradestats/internal/analysis"
	"tradestats/internal/tidy"
)

// Breaks asks where the trend of a series breaks.
type Breaks struct {
	Query     `yaml:",inline"`
	Published bool `yaml:"published"` // groups are the publisher's own
}

// Run answers the question.
func (q *Breaks) Run(ctx context.Context, d *Desk) ([]analysis.Result, error) {
	if q.Year != 0 {
		return nil, tidy.Errorf(tidy.Usage, "give --from and --to", "a break is not sought in --year %d alone", q.Year)
	}
	return d.each(ctx, q.Query, func(data *analysis.Data, sel analysis.Selection) (analysis.Result, error) {
		rows, err := analysis.FindBreaks(data, q.series(sel, q.Published))
		if len(rows) == 0 && err == nil {
			err = d.NoValues(data, sel, "value", Period(q.From, q.To))
		}
		return analysis.Result{Analysis: "breaks", Rows: rows}, err
	})
}
