package study

import (
	"context"
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/economy"
	"tradestats/internal/tidy"
)

// A Divide asks how unequal the economies of a group are in a ratio.
type Divide struct {
	Query   `yaml:",inline"`
	By      []string `yaml:"by"`      // groups that have no member in common
	Matched bool     `yaml:"matched"` // only those with a value in every year asked for
}

// Run answers the question.
func (q *Divide) Run(ctx context.Context, d *Desk) ([]analysis.Result, error) {
	from, to := q.Span()
	if q.Matched && (from == 0 || to == 0) {
		return nil, tidy.Errorf(tidy.Usage, "give --from and --to: the newest year often has few reporters", "--matched without the years that are to be compared")
	}
	return d.each(ctx, q.Query, func(data *analysis.Data, sel analysis.Selection) (analysis.Result, error) {
		if err := ratio(data.Indicator, "divide"); err != nil {
			return analysis.Result{}, err
		}
		if err := groups(sel, "divide"); err != nil {
			return analysis.Result{}, err
		}
		by, err := d.parts(q.By, sel.Reference)
		if err != nil {
			return analysis.Result{}, err
		}
		rows, err := analysis.Divide(data, analysis.DivideOptions{
			Selection: sel, Coverage: q.Coverage, By: by, Matched: q.Matched, From: from, To: to,
		})
		if err == nil && !slices.ContainsFunc(rows, func(r analysis.DivideRow) bool {
			return r.Perimeter > 0 && (q.Matched || r.N > 0) || r.Reason == analysis.NoMembers
		}) {
			err = d.NoValues(data, sel, "value", Period(from, to))
		}
		if len(by) > 0 { // the table has no room for the highest and the lowest
			for k := range rows {
				rows[k].Notes = rows[k].Notes.Without(analysis.NoteAsHigh, analysis.NoteAsLow)
			}
		}
		return analysis.Result{Analysis: "divide", Rows: rows, Hidden: data.Hidden(len(by) > 0)}, err
	})
}

// parts reads --by.
func (d *Desk) parts(texts []string, year int) ([]economy.Item, error) {
	if len(texts) == 0 {
		return nil, nil
	}
	return d.Economies.Select(texts, economy.YearEnd(year))
}
