package study

import (
	"cmp"
	"context"
	"math"
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/economy"
	"tradestats/internal/tidy"
)

// A Growth asks how fast economies and groups grew.
type Growth struct {
	Query        `yaml:",inline"`
	Method       string `yaml:"method"`        // of analysis.Methods; "" is analysis.YoY
	LSConvention string `yaml:"ls_convention"` // of analysis.LS: exp, the default, or log
}

// Run answers the question.
func (q *Growth) Run(ctx context.Context, d *Desk) ([]analysis.Result, error) {
	if err := q.Settle(); err != nil {
		return nil, err
	}
	return d.each(ctx, q.Query, func(data *analysis.Data, _ analysis.Selection) (analysis.Result, error) {
		rows, err := q.Of(d, data)
		return analysis.Result{Analysis: "growth", Rows: []analysis.GrowthRow(rows)}, err
	})
}

// Settle checks the question, and turns --year into the pair or the end that the method measures.
func (q *Growth) Settle() error {
	if q.Method == "" {
		q.Method = analysis.YoY
	}
	if err := tidy.OneOf("--method", q.Method, analysis.Methods); err != nil {
		return err
	}
	if err := tidy.OneOf("--ls-convention", q.LSConvention, []string{"", "exp", "log"}); err != nil {
		return err
	}
	if q.LSConvention != "" && q.Method != analysis.LS {
		return tidy.Errorf(tidy.Usage, "add --method ls", "--ls-convention is of least squares only")
	}
	if q.Year == 0 {
		if q.From != 0 && q.From == q.To {
			return tidy.Errorf(tidy.Usage, "growth needs two years: {year} is enough for one and the year before", "{from} and {to} are both %d", q.From)
		}
		return nil
	}
	pairs := q.Method == analysis.YoY || q.Method == analysis.MidpointChange && q.From == 0
	if q.To != 0 || pairs && q.From != 0 {
		return q.OnlyYear()
	}
	if q.From >= q.Year {
		return tidy.Errorf(tidy.Usage, "the first year comes before the last", "{from %d} is not before {year %d}", q.From, q.Year)
	}
	if pairs {
		q.From = q.Year - 1
	}
	q.To, q.Year = q.Year, 0
	return nil
}

// Of measures the growth of one indicator and partner; years that nobody reported are
// no rows.
func (q *Growth) Of(d *Desk, data *analysis.Data) (analysis.GrowthRows, error) {
	sel, err := d.Selection(q.Query, data.Years(), economy.World)
	if err != nil {
		return nil, err
	}
	options := analysis.GrowthOptions{Selection: sel, Coverage: q.Coverage, Method: q.Method, LogRate: q.LSConvention == "log", From: q.From, To: q.To}
	if q.Method == analysis.YoY {
		options.From, options.To = clip(data.Years(), q.From, q.To)
	}
	rows, err := analysis.Growth(data, options)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(rows, func(r analysis.GrowthRow) bool { return reported(data, r) }) {
		years := data.Years()
		return nil, d.NoValues(data, sel, "growth", Period(cmp.Or(q.From, years[0]), cmp.Or(q.To, years[len(years)-1])))
	}
	return rows, nil
}

// clip takes the years asked for to those that anyone reported.
func clip(years []int, from, to int) (int, int) {
	if from != 0 && from < years[0] && (to == 0 || to > years[0]) {
		from = years[0]
	}
	if last := years[len(years)-1]; to > last && from < last {
		to = last
	}
	return from, to
}

// reported tells whether a row rests on any value, so that it is a result
// even when it is withheld.
func reported(d *analysis.Data, r analysis.GrowthRow) bool {
	both := slices.Contains(d.Years(), r.From) && slices.Contains(d.Years(), r.To)
	switch r.Reason {
	case analysis.NoReporter:
		return false
	case analysis.NoValue:
		return both && !(math.IsNaN(r.Start) && math.IsNaN(r.End))
	}
	return both
}
