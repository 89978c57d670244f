package study

import (
	"context"
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/tidy"
)

// A Convergence asks whether the economies of a group come closer.
type Convergence struct {
	Query `yaml:",inline"`
	Form  string `yaml:"form"` // of analysis.Forms; "" is that of the indicator
}

// Run answers the question.
func (q *Convergence) Run(ctx context.Context, d *Desk) ([]analysis.Result, error) {
	if q.Form != "" && !slices.Contains(analysis.Forms, q.Form) {
		return nil, tidy.Unknown("form", q.Form, analysis.Forms)
	}
	if from, to := q.Span(); from != 0 && from >= to && to != 0 {
		return nil, tidy.Errorf(tidy.Usage, "give --from and a later --to", "convergence is between two years")
	}
	return d.each(ctx, q.Query, func(data *analysis.Data, sel analysis.Selection) (analysis.Result, error) {
		if err := groups(sel, "convergence"); err != nil {
			return analysis.Result{}, err
		}
		rows, err := analysis.Convergence(data, analysis.ConvergenceOptions{
			Selection: sel, Coverage: q.Coverage, Form: q.Form, From: q.From, To: q.To,
		})
		if err == nil && !slices.ContainsFunc(rows, func(r analysis.ConvergenceRow) bool {
			return r.N > 0 || r.Perimeter > 0 || r.Reason == analysis.NoMembers || r.Reason == analysis.CompositionChanged
		}) {
			err = d.NoValues(data, sel, "two values", Period(q.From, q.To))
		}
		r := analysis.Result{Analysis: "convergence", Rows: rows}
		if data.Form(q.Form) == analysis.FormLevel { // the spread that goes with the form
			r.Hidden, r.Notes = []string{"sd_log_start", "sd_log_end"}, analysis.Notes{{Key: analysis.NoteFormLevel}}
		} else {
			r.Hidden, r.Notes = []string{"cv_start", "cv_end"}, analysis.Notes{{Key: analysis.NoteFormLog}}
		}
		return r, err
	})
}
