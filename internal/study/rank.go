package study

import (
	"context"
	"maps"
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/economy"
	"tradestats/internal/tidy"
)

// A Rank asks for the places of economies; groups stand for their members.
type Rank struct {
	Query `yaml:",inline"` // From is the year compared with
	UpTo  int              `yaml:"-"` // the newest year that is taken where none is asked for; 0: of the data
}

// Run answers the question.
func (q *Rank) Run(ctx context.Context, d *Desk) ([]analysis.Result, error) {
	if err := q.Settle(); err != nil {
		return nil, err
	}
	one := q.Query
	one.From = 0 // not the first of several
	return d.each(ctx, one, func(data *analysis.Data, _ analysis.Selection) (analysis.Result, error) {
		r, err := q.Of(d, data, func(e string) string { return d.Economies.Name(e, "en").Text })
		return analysis.Result{Analysis: "rank", Rows: r.Rows, Notes: r.Newer}, err
	})
}

// Settle checks the question, and reads --to as the year that is ranked.
func (q *Rank) Settle() error {
	if q.Year != 0 && q.To != 0 {
		return tidy.Errorf(tidy.Usage, "they mean the same here", "{year} stands beside {to}")
	}
	q.Year, q.To = max(q.Year, q.To), 0
	if q.Year != 0 && q.From >= q.Year {
		return tidy.Errorf(tidy.Usage, "compare with an earlier year", "{from %d} is not before %d", q.From, q.Year)
	}
	return nil
}

// Of ranks one indicator and partner. name is how economies are printed.
func (q *Rank) Of(d *Desk, data *analysis.Data, name func(economy string) string) (analysis.Ranking, error) {
	none := analysis.Ranking{}
	sel, err := d.Selection(q.Query, data.Years(), economy.World)
	if err != nil {
		return none, err
	}
	set, err := Members(sel, sel.Reference)
	if err != nil {
		return none, err
	}
	who := slices.Sorted(maps.Keys(set))
	upTo := sel.Reference
	if q.UpTo != 0 {
		upTo = min(upTo, q.UpTo)
	}
	if ranked := data.NewestRanking(who, q.Coverage, upTo); q.Year == 0 && ranked != 0 && ranked != sel.Reference {
		newest := *q
		newest.Year = ranked // and the members of that year
		r, err := newest.Of(d, data, name)
		r.Newer = analysis.Rank(data, analysis.RankOptions{Economies: who, Coverage: q.Coverage, Name: name}).Newer
		return r, err
	}
	r := analysis.Rank(data, analysis.RankOptions{Economies: who, Coverage: q.Coverage, Year: q.Year, Previous: q.From, Name: name})
	switch {
	case len(r.Rows) == 0:
		return r, d.NoValues(data, sel, "value", Period(r.Year, r.Year))
	case q.From >= r.Year:
		return r, tidy.Errorf(tidy.Usage, "compare with an earlier year", "{from %d} is not before %d, the newest year", q.From, r.Year)
	case q.From != 0 && !slices.Contains(YearsOf(data, set), q.From):
		return r, d.NoValues(data, sel, "value", Period(q.From, q.From))
	}
	return r, nil
}
