package study

import (
	"context"

	"tradestats/internal/analysis"
	"tradestats/internal/economy"
)

// A Study is a question that can be put. Its fields with a yaml tag are what a
// topic can ask for, those of its Query among them.
type Study interface {
	// Asked returns the part of the question that every study has.
	Asked() *Query
	// Run answers it: a result for each indicator and partner, none of them
	// without rows. What was asked for and does not exist or makes no sense is an
	// error of kind tidy.Usage, a selection without data one of kind tidy.Empty.
	Run(ctx context.Context, d *Desk) ([]analysis.Result, error)
}

// Asked returns the query itself, so that a study that embeds it has it.
func (q *Query) Asked() *Query { return q }

// each answers a question indicator by indicator, and partner by partner.
func (d *Desk) each(ctx context.Context, q Query, answer func(*analysis.Data, analysis.Selection) (analysis.Result, error)) ([]analysis.Result, error) {
	if err := q.OnlyYear(); err != nil {
		return nil, err
	}
	data, err := d.Prepare(ctx, q)
	if err != nil {
		return nil, err
	}
	var out []analysis.Result
	for _, one := range data {
		sel, err := d.Selection(q, one.Years(), economy.World)
		if err != nil {
			return nil, err
		}
		r, err := answer(one, sel)
		if err != nil {
			return nil, err
		}
		r.About, r.Partner = one.Indicator, one.Partner
		analysis.OnBasis(r.Rows, one.Basis)
		out = append(out, r)
	}
	return out, nil
}
