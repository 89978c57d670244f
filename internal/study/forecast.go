package study

import (
	"context"
	"fmt"

	"tradestats/internal/analysis"
	"tradestats/internal/formula"
	"tradestats/internal/tidy"
)

// A Forecast asks for a mechanical projection.
type Forecast struct {
	Query     `yaml:",inline"`
	Model     string `yaml:"model"`     // of analysis.Models; "" chooses by the length of the series
	Horizon   int    `yaml:"horizon"`   // years ahead; 0: as many as the series carries
	Published bool   `yaml:"published"` // groups are the publisher's own
}

// Run answers the question.
func (q *Forecast) Run(ctx context.Context, d *Desk) ([]analysis.Result, error) {
	if q.Model != "" {
		if err := tidy.OneOf("--model", q.Model, analysis.Models); err != nil {
			return nil, err
		}
	}
	if q.Horizon < 0 || q.Horizon > formula.MaxHorizon {
		return nil, tidy.Errorf(tidy.Usage, fmt.Sprintf("give a number of years, 1 to %d", formula.MaxHorizon), "a horizon of %d years", q.Horizon)
	}
	if q.Year != 0 {
		return nil, tidy.Errorf(tidy.Usage, "{to} says the last year that is fitted", "a projection is not of {year %d}", q.Year)
	}
	return d.each(ctx, q.Query, func(data *analysis.Data, sel analysis.Selection) (analysis.Result, error) {
		rows, err := analysis.Forecast(data, analysis.ForecastOptions{
			SeriesOptions: q.series(sel, q.Published), Model: q.Model, Horizon: q.Horizon,
		})
		if len(rows) == 0 && err == nil {
			err = d.NoValues(data, sel, "value", Period(q.From, q.To))
		}
		return analysis.Result{Analysis: "forecast", Rows: rows}, err
	})
}

// series is which years of whom a fit is laid on.
func (q *Query) series(sel analysis.Selection, published bool) analysis.SeriesOptions {
	return analysis.SeriesOptions{Selection: sel, Coverage: q.Coverage, From: q.From, To: q.To, Published: published}
}
