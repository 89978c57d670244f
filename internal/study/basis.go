package study

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/frame"
	"tradestats/internal/tidy"
)

// Money is in what money is counted, as a user asks for it.
type Money struct {
	Currency string `yaml:"currency"` // ISO 4217; "" as published
	Deflator string `yaml:"deflator"` // INDICATOR, each economy's own prices, or INDICATOR:ECONOMY; "" current prices
	Standing bool   `yaml:"-"`        // a setting rather than asked for here: what is no money stays as it is
}

// Basis reads what is asked for: exchange rates, and the levels of prices.
func (d *Desk) Basis(ctx context.Context, m Money) (analysis.Basis, error) {
	b := analysis.Basis{Currency: strings.ToUpper(m.Currency), Rates: map[string]map[int]float64{}}
	if b.Currency != "" {
		for _, code := range dataset.Currencies() {
			rates, err := dataset.Rates(code)
			if err != nil {
				return b, err
			}
			b.Rates[code] = rates
		}
		if _, err := dataset.Rates(b.Currency); b.Currency != catalog.Dollar && err != nil {
			return b, err
		}
	}
	if m.Deflator == "" {
		return b, nil
	}
	var err error
	b.Deflator, err = d.deflator(ctx, m.Deflator)
	return b, err
}

func (d *Desk) deflator(ctx context.Context, text string) (*analysis.Deflator, error) {
	id, of, one := strings.Cut(text, ":")
	i, err := d.Engine.Catalog().Indicator(id)
	if err != nil {
		return nil, err
	}
	if i.Kind == catalog.Flow || i.Kind == catalog.Stock || i.Kind == catalog.Ratio {
		return nil, tidy.Errorf(tidy.Usage, "give an index of prices, as in {cli:--data gdp-deflator=FILE }{deflator gdp-deflator}", "%s is a %s, not a level of prices", id, i.Kind)
	}
	f := &analysis.Deflator{Indicator: id, Levels: map[string]map[int]float64{}}
	if one {
		item, group, err := d.Economies.Resolve(of)
		if err != nil {
			return nil, err
		}
		if group {
			return nil, tidy.Errorf(tidy.Usage, "name one economy, or none for each its own", "{deflator %s}: %s is a group", text, of)
		}
		f.Of = item
	}
	d.used = append(d.used, id)
	found, err := d.Engine.Load(ctx, dataset.Query{Indicators: []string{id}})
	if err != nil {
		return nil, err
	}
	levels, err := frame.Observations(found.Frame)
	if err != nil {
		return nil, err
	}
	for _, o := range levels {
		if f.Levels[o.Economy] == nil {
			f.Levels[o.Economy] = map[int]float64{}
		}
		f.Levels[o.Economy][o.Year] = o.Value
	}
	if late := d.Engine.Missing(id); late != nil {
		return nil, tidy.Wrap(tidy.Empty, late, "", "nothing selected")
	}
	if one && len(f.Levels[f.Of]) == 0 {
		return nil, empty("take one that it has", "%s has no values of %s", id, f.Of)
	}
	return f, nil
}

// recount gives the indicators of a query the units that they have on a basis. That
// none of them is money, or one is at constant prices already, is refused.
func (d *Desk) recount(b analysis.Basis, q Query) error {
	c, ids := d.Engine.Catalog(), parts(q.Indicators)
	money := slices.ContainsFunc(ids, func(id string) bool {
		i, err := c.Indicator(id)
		return err == nil && b.Touches(i.Unit)
	})
	if !money && q.Money.Standing {
		return nil
	}
	if !money {
		i, err := c.Indicator(ids[0])
		if err != nil {
			return err
		}
		return tidy.Errorf(tidy.Usage, "leave {currency} and {deflator} out", "%s is in %q, which is no money", i.ID, i.Unit)
	}
	if err := stillCurrent(c, b, ids); err != nil {
		return err
	}
	var err error
	d.extended, err = recounted(d.Catalog(), c, b, ids)
	return err
}

// rebase puts what was found on a basis, and returns what of the economies could not
// be.
func rebase(b analysis.Basis, found *dataset.Loaded) ([]analysis.LeftOut, error) {
	var out []analysis.LeftOut
	for _, f := range []*frame.Frame{&found.Frame, &found.Published} {
		obs, err := frame.Observations(*f)
		if err != nil {
			return nil, err
		}
		obs, left := b.Apply(obs)
		if f == &found.Frame {
			out = left
		}
		*f = frame.FromObservations(obs)
	}
	return out, nil
}

// rebaseAsked is rebase, and warns of what a query asks for and could not have.
func (d *Desk) rebaseAsked(q Query, b analysis.Basis, found *dataset.Loaded) ([]analysis.LeftOut, error) {
	left, err := rebase(b, found)
	if err != nil {
		return nil, err
	}
	asked, err := d.asked(q, left)
	for _, text := range leftOut(b, asked) {
		d.Warning(text)
	}
	return left, err
}

// stillCurrent refuses to deflate what is at constant prices already.
func stillCurrent(c *catalog.Catalog, b analysis.Basis, indicators []string) error {
	for _, id := range indicators {
		i, err := c.Indicator(id)
		if err != nil || !catalog.IsConstant(i.Unit) {
			continue
		}
		if of, _ := catalog.Currency(i.Unit); b.Currency != "" && of != b.Currency {
			return tidy.Errorf(tidy.Usage, "leave {currency} out", "%s is at constant prices: at each year's exchange rate it would move with the rate", id)
		}
		if b.Deflator != nil {
			return tidy.Errorf(tidy.Usage, "leave {deflator} out", "%s is at constant prices already", id)
		}
	}
	return nil
}

// leftOut says what has no exchange rate or no level of prices.
func leftOut(b analysis.Basis, left []analysis.LeftOut) (out []string) {
	var years []int
	var who []string
	n := 0
	for _, l := range left {
		if l.NoRate {
			years = append(years, l.Year)
			continue
		}
		who = append(who, l.Economy)
		n++
	}
	if len(years) > 0 {
		out = append(out, fmt.Sprintf("no exchange rate of %s for %s: those years are left out", b.Currency, tidy.YearRanges(years)))
	}
	slices.Sort(who)
	who = slices.Compact(who)
	if len(who) == 0 {
		return out
	}
	if more := len(who) - 12; more > 1 {
		who = append(who[:12:12], fmt.Sprintf("and %d more", more))
	}
	return append(out, fmt.Sprintf("%s has no level of prices for all years of %s: %s left out", b.Deflator.Indicator, strings.Join(who, " "), valuesAre(n)))
}

// asked keeps what a query asks for of what was left out: it loads more than that,
// for the coverage of groups.
func (d *Desk) asked(q Query, left []analysis.LeftOut) ([]analysis.LeftOut, error) {
	from, to := q.Span()
	items, err := d.Economies.Select(q.Economies, economy.YearEnd(max(q.Year, q.To)))
	if err != nil {
		return nil, err
	}
	who := map[string]bool{}
	for _, item := range items {
		members, err := d.Economies.Expand(item, economy.YearEnd(max(q.Year, q.To)))
		if err != nil {
			return nil, err
		}
		for _, m := range members {
			who[m] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(left), func(l analysis.LeftOut) bool {
		return len(items) > 0 && !who[l.Economy] || l.Year < from || to != 0 && l.Year > to
	}), nil
}

// recounted is a catalogue in which some indicators, as another one has them, are in
// the unit of a basis.
func recounted(c, as *catalog.Catalog, b analysis.Basis, indicators []string) (*catalog.Catalog, error) {
	var more []*catalog.Dataset
	for _, id := range indicators {
		i, err := as.Indicator(id)
		if err != nil || !b.Touches(i.Unit) {
			continue
		}
		of := *i.Dataset
		i.Unit = b.Unit(i.Unit)
		of.Indicators = []catalog.Indicator{i}
		more = append(more, &of)
	}
	return c.With(more...)
}

func valuesAre(n int) string {
	if n == 1 {
		return "1 value is"
	}
	return fmt.Sprintf("%d values are", n)
}
