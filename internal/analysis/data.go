// Package analysis computes growth, aggregates, ranks and what follows from
// them. An analysis takes prepared data and a selection and returns rows with
// their coverage, status and reasons; a result is a frame of these rows. No
// result holds NaN without a status that says why.
//
// The rules are those of docs/method.md, in short: a group's growth is taken on the members that reported both years;
// what absent members last reported tells how much of the group is covered;
// below two thirds a figure is withheld.
package analysis

import (
	"fmt"
	"math"
	"slices"

	"tradestats/internal/catalog"
	"tradestats/internal/frame"
	"tradestats/internal/tidy"
)

// Absent is what a member last reported; the value is a weight, never data of
// another year.
type Absent struct {
	Economy string
	Year    int
	Value   float64
}

// Break is a flagged break: the first observation that does not compare with
// those before.
type Break struct {
	Economy string
	Year    int
	Share   float64 // of the result that rests on it, in per cent; NaN when not known
}

// Data is one indicator with one partner, ready to be analysed.
type Data struct {
	Indicator catalog.Indicator
	Partner   string
	Basis     Notes // in what money is counted, where it is not as published
	values    *panel
	weights   *panel          // nil when the indicator has no weight
	published *panel          // the publisher's own groups, by their code
	silent    map[int]int     // of net data: pairs of members without figures, which count as no trade
	between   map[int]float64 // of net data: the trade between the members that was taken out
	code      func(group string) string
}

// Prepare makes the data of each indicator asked for, and of each partner that
// the frame holds, in that order. The frames are those of dataset.Loaded; the
// weights of ratios must have been loaded with them (see Needs).
func Prepare(c *catalog.Catalog, values, published frame.Frame, indicators []string) ([]*Data, error) {
	panels, partners, err := split(values)
	if err != nil {
		return nil, err
	}
	groups, _, err := split(published)
	if err != nil {
		return nil, err
	}
	var out []*Data
	for _, id := range indicators {
		i, err := c.Indicator(id)
		if err != nil {
			return nil, err
		}
		if len(partners[id]) == 0 {
			partners[id] = []string{tidy.World}
		}
		for _, partner := range partners[id] {
			d := &Data{Indicator: i, Partner: partner, code: c.PublishedCode}
			d.values = orEmpty(panels[[2]string{id, partner}])
			d.published = orEmpty(groups[[2]string{id, partner}])
			if i.Weight != "" {
				d.weights = orEmpty(panels[[2]string{i.Weight, tidy.World}])
			}
			out = append(out, d)
		}
	}
	return out, nil
}

func orEmpty(p *panel) *panel {
	if p == nil {
		return (&builder{}).panel()
	}
	return p
}

// split takes a frame apart by indicator and partner.
func split(f frame.Frame) (map[[2]string]*panel, map[string][]string, error) {
	cols, err := frame.Columns(f)
	if err != nil {
		return nil, nil, err
	}
	builders, partners := map[[2]string]*builder{}, map[string][]string{}
	var into *builder
	var of [2]string
	for r, v := range cols.Value {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, nil, fmt.Errorf("%s %s %d: value is not finite", cols.Indicator[r], cols.Economy[r], cols.Year[r])
		}
		if k := [2]string{cols.Indicator[r], cols.Partner[r]}; into == nil || k != of { // rows of one panel mostly follow each other
			if of = k; builders[k] == nil {
				builders[k] = &builder{}
				partners[k[0]] = append(partners[k[0]], k[1])
			}
			into = builders[k]
		}
		into.put(cols.Economy[r], cols.Year[r], cell{v, cols.Flag[r]})
	}
	panels := make(map[[2]string]*panel, len(builders))
	for k, b := range builders {
		panels[k] = b.panel()
	}
	for _, list := range partners {
		slices.Sort(list)
	}
	return panels, partners, nil
}

// Needs returns the indicators to load for analyses of some: themselves and
// their weights.
func Needs(c *catalog.Catalog, indicators []string) ([]string, error) {
	var out []string
	seen := map[string]bool{}
	add := func(id string) {
		if id != "" && !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	for _, id := range indicators {
		i, err := c.Indicator(id)
		if err != nil {
			return nil, err
		}
		add(id)
		if c.Has(i.Weight) {
			add(i.Weight)
		}
	}
	return out, nil
}

// Years returns the years in which anyone reported, ascending.
func (d *Data) Years() []int { return d.values.all }

// Value returns an economy's value of a year, in the indicator's unit.
func (d *Data) Value(economy string, year int) (float64, bool) { return d.values.at(economy, year) }

// Size returns how much an economy counts for in a year: its weight where the
// indicator has weights, else its value. A publisher's own group counts for more
// than any.
func (d *Data) Size(id string, year int) float64 {
	if _, ok := d.Published(id, year); ok {
		return math.Inf(1)
	}
	by := d.values
	if d.weights != nil {
		by = d.weights
	}
	v, _ := by.at(id, year)
	return v
}

// Reporters returns the economies that reported in a year, sorted.
func (d *Data) Reporters(year int) []string { return d.values.reporters(year) }

// EverReported returns the economies that reported in any year, sorted.
func (d *Data) EverReported() []string { return d.values.everReported() }

// LastKnown returns an economy's latest value up to a year.
func (d *Data) LastKnown(economy string, year int) (Absent, bool) {
	return d.values.lastKnown(economy, year)
}

// Breaks returns the flagged breaks of some economies after a year, up to
// another, with what each economy makes of their sum, or of their weights, in
// the last year.
func (d *Data) Breaks(economies []string, after, upTo int) []Break {
	out := d.values.breaksOf(economies, after, upTo)
	if len(out) == 0 {
		return nil
	}
	by := d.weights
	if d.Indicator.Additive() {
		by = d.values
	}
	if by == nil {
		return out
	}
	whole := 0.0
	for _, e := range economies {
		if _, reports := d.values.at(e, upTo); reports {
			v, _ := by.at(e, upTo)
			whole += v
		}
	}
	for k := range out {
		v, _ := by.at(out[k].Economy, upTo)
		out[k].Share = percent(v, whole)
	}
	return out
}

// Published returns the publisher's own value of a group, and whether there
// is one.
func (d *Data) Published(group string, year int) (float64, bool) {
	return d.published.at(d.code(group), year)
}

// PublishedYears returns the years of the publisher's own value of a group.
func (d *Data) PublishedYears(group string) []int { return d.published.years(d.code(group)) }
