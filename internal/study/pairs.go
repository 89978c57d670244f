package study

import (
	"context"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/tidy"
)

// beside loads a second indicator for the data of a first one, with the same partner.
func (d *Desk) beside(ctx context.Context, q Query, id, partner string) (*analysis.Data, error) {
	i, err := d.indicator(ctx, id)
	if err != nil {
		return nil, err
	}
	other := Query{Indicators: []string{id}, Economies: q.Economies, From: q.From, To: q.To, Year: q.Year, Money: q.Money}
	if partner != tidy.World {
		other.Partners = []string{partner}
	}
	if _, money := catalog.Currency(i.Unit); !money {
		other.Money = Money{}
	}
	data, err := d.Prepare(ctx, other)
	if err != nil {
		return nil, err
	}
	return data[0], nil
}

// indicator is one that is asked for by its id, a sum of some among them.
func (d *Desk) indicator(ctx context.Context, id string) (catalog.Indicator, error) {
	if err := d.Known(ctx, Query{Indicators: []string{id}}); err != nil {
		return catalog.Indicator{}, err
	}
	return d.Catalog().Indicator(id)
}

// paired is the selection of what compares two indicators: without a year asked for
// the members are those of the last that both have.
func (d *Desk) paired(q Query, a, b *analysis.Data, sel analysis.Selection) (analysis.Selection, error) {
	years := analysis.CommonYears(a, b)
	if len(years) == 0 {
		return sel, empty("{cli:see 'tradestats show "+b.Indicator.ID+"'}", "%s and %s have no year in common", a.Indicator.ID, b.Indicator.ID)
	}
	return d.Selection(q, years, economy.World)
}

// yearly are the options of an analysis of each item and year.
func (q Query) yearly(sel analysis.Selection) analysis.YearlyOptions {
	from, to := q.Span()
	return analysis.YearlyOptions{Selection: sel, Coverage: q.Coverage, From: from, To: to}
}

// some refuses a result without any row that rests on a value.
func some[R any](d *Desk, data *analysis.Data, sel analysis.Selection, q Query, rows []R, err error) ([]R, error) {
	if err == nil && len(rows) == 0 {
		from, to := q.Span()
		err = d.NoValues(data, sel, "value", Period(from, to))
	}
	return rows, err
}

// lastSpan are the two years that an analysis of a change compares: those asked for,
// --year with the year before, else the newest pair in which the data can be
// published for the first item.
func (d *Desk) lastSpan(q Query, data *analysis.Data, sel analysis.Selection) (from, to int, err error) {
	if q.Year != 0 {
		return q.Year - 1, q.Year, nil
	}
	if to = q.To; to == 0 {
		first := sel
		first.Items = sel.Items[:1]
		rows, err := analysis.Aggregate(data, analysis.AggregateOptions{Selection: first, Coverage: q.Coverage, From: q.From})
		if err != nil {
			return 0, 0, err
		}
		for _, r := range rows {
			if r.Status != analysis.Withheld {
				to = r.Year
			}
		}
	}
	if from = q.From; from == 0 {
		from = to - 1
	}
	switch {
	case to == 0:
		return 0, 0, d.NoValues(data, sel, "value", Period(q.From, q.To))
	case from >= to:
		return 0, 0, tidy.Errorf(tidy.Usage, "the first year comes before the last", "{from %d} is not before %d", from, to)
	}
	return from, to, nil
}

// partsWithin reads a list of groups and economies as the parts of each whole that
// is selected. Parts that share a member, or reach beyond a whole, are refused.
func (d *Desk) partsWithin(texts []string, year int, sel analysis.Selection) ([]economy.Item, error) {
	if len(texts) == 0 {
		return nil, nil
	}
	items, err := d.Economies.Select(texts, economy.YearEnd(year))
	if err != nil {
		return nil, err
	}
	ids, lists := make([]string, len(items)), map[string][]string{}
	for k, item := range items {
		ids[k] = item.String()
		if lists[ids[k]], err = sel.Members(item, year); err != nil {
			return nil, err
		}
	}
	if err := mayStandApart(ids, lists); err != nil {
		return nil, err
	}
	for _, whole := range sel.Items {
		members, err := sel.Members(whole, year)
		if err != nil {
			return nil, err
		}
		for k, item := range items {
			if err := within(item, lists[ids[k]], whole, members); err != nil {
				return nil, err
			}
		}
	}
	return items, nil
}
