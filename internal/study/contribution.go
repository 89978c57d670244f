package study

import (
	"context"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/tidy"
)

// A Contribution asks who added how much to the growth of groups. Each group of
// Economies is a whole; By are the parts, else each of its members.
type Contribution struct {
	Query `yaml:",inline"`
	By    []string `yaml:"by"`
}

// Run answers the question.
func (q *Contribution) Run(ctx context.Context, d *Desk) ([]analysis.Result, error) {
	return d.each(ctx, q.Query, func(data *analysis.Data, sel analysis.Selection) (analysis.Result, error) {
		if err := mustAdd(data.Indicator, "a contribution", "take a flow or a stock, such as digital-services-exports{cli:, or ask for 'tradestats shift-share "+data.Indicator.ID+"'}"); err != nil {
			return analysis.Result{}, err
		}
		from, to, err := d.lastSpan(q.Query, data, sel)
		if err != nil {
			return analysis.Result{}, err
		}
		parts, err := d.partsWithin(q.By, to, sel)
		if err != nil {
			return analysis.Result{}, err
		}
		rows, err := analysis.ContributionsTo(data, analysis.ContributionOptions{Selection: sel, Coverage: q.Coverage, Parts: parts, From: from, To: to})
		return analysis.Result{Analysis: "contribution", Rows: rows}, err
	})
}

// A ShiftShare asks whether a group's ratio moved because its parts' ratios did, or
// because their weights did.
type ShiftShare struct {
	Query `yaml:",inline"`
	Of    string   `yaml:"of"` // the whole that the indicator is a part of; "" where it is a ratio itself
	By    []string `yaml:"by"`
}

// Run answers the question.
func (q *ShiftShare) Run(ctx context.Context, d *Desk) ([]analysis.Result, error) {
	return d.each(ctx, q.Query, func(data *analysis.Data, sel analysis.Selection) (analysis.Result, error) {
		out := analysis.Result{Analysis: "shift-share"}
		ratio, err := q.ratio(ctx, d, data, &out)
		if err != nil {
			return analysis.Result{}, err
		}
		from, to, err := d.lastSpan(q.Query, data, sel)
		if err != nil {
			return analysis.Result{}, err
		}
		parts, err := d.partsWithin(q.By, to, sel)
		if err != nil {
			return analysis.Result{}, err
		}
		rows, err := analysis.ShiftShareOf(ratio, analysis.ShiftOptions{Selection: sel, Coverage: q.Coverage, Parts: parts, From: from, To: to})
		out.Rows = rows
		return out, err
	})
}

func (q *ShiftShare) ratio(ctx context.Context, d *Desk, data *analysis.Data, out *analysis.Result) (analysis.Ratio, error) {
	i := data.Indicator
	if q.Of == "" {
		if i.Additive() || i.Weight == "" || !d.Catalog().Has(i.Weight) {
			return analysis.Ratio{}, tidy.Errorf(tidy.Usage, "name a whole with --of, or a ratio with weights, such as internet-users", "%s is no ratio whose weights are here", i.ID)
		}
		return analysis.RatioOf(data), nil
	}
	if err := mustAdd(i, "a ratio of two sums", "leave --of out"); err != nil {
		return analysis.Ratio{}, err
	}
	share := Share{Query: q.Query}
	of, err := share.whole(ctx, d, data, q.Of)
	if err != nil {
		return analysis.Ratio{}, err
	}
	out.Also = []catalog.Indicator{of.Indicator}
	return analysis.RatioIn(data, of), nil
}
