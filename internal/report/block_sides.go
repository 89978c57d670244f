package report

import (
	"fmt"
	"math"
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/explain"
)

// sidesBlock sets economies and groups beside each other: the level of each, its
// growth on matched samples, and its share of the publisher's World.
type sidesBlock struct {
	header     `yaml:",inline"`
	Indicator  string            `yaml:"indicator"`
	Sides      []string          `yaml:"sides"`      // economies and groups; GROUP:members is each member
	Focus      []string          `yaml:"focus"`      // those that charts put in colour, of Sides or before Others
	Others     []string          `yaml:"others"`     // those that the focus is set beside, where there are no Sides
	Currencies map[string]string `yaml:"currencies"` // of sides: growth is given in them too
	Since      int               `yaml:"since"`      // of the longer growth and of the index
	From       int               `yaml:"from"`       // the first year drawn; 0 is the first there is
	Charts     []string          `yaml:"charts"`     // lines, index, bars

	data  *analysis.Data
	year  int
	sides []side // in the order of the topic
	focus []string
}

// A side is one of those beside each other.
type side struct {
	id         string
	now        analysis.Aggregation // of the block's year; withheld where there is none
	before     analysis.Aggregation // of Since
	years      []analysis.Aggregation
	index      []analysis.IndexRow // from Since, of the members that reported both years
	growth     analysis.GrowthRow  // on the year before
	since      analysis.GrowthRow  // a year, since Since
	share      float64             // of the publisher's World, in per cent; NaN where there is none
	currency   string              // of its own, "" where none is asked for
	own        float64             // growth in it
	ownIsThere bool
}

func (b *sidesBlock) needs() []string { return []string{b.Indicator} }

func (b *sidesBlock) check() (w wants) {
	w.text("indicator", b.Indicator)
	if len(b.Sides) > 0 && len(b.Others) > 0 {
		w = append(w, "give sides, or focus and others")
	}
	if len(b.Sides) == 0 {
		w.list("sides, or focus and others together,", append(slices.Clone(b.Focus), b.Others...), 2)
	}
	w.among("charts", b.Charts, []string{"lines", "index", "bars"})
	knownCurrencies(&w, b.Currencies)
	return w
}

func (b *sidesBlock) compute(e *env) error {
	d, err := e.data(b.Indicator)
	if err != nil {
		return err
	}
	b.data, b.Since = d, e.since(b.Since, d.Years())
	ids, err := b.ids(e)
	if err == nil {
		err = e.amongSides(b.ID, ids, b.focus, b.Currencies)
	}
	if err != nil {
		return err
	}
	byID, err := e.aggregates(d, 0, e.year, ids...)
	if err != nil {
		return err
	}
	if b.year = newestOfMost(byID, len(ids)); b.year == 0 {
		return nil
	}
	b.Since = min(b.Since, b.year-1)
	_, money := catalog.Currency(d.Indicator.Unit)
	for _, id := range ids {
		s := side{id: id, years: byID[id], share: math.NaN()}
		if money {
			s.currency = b.Currencies[id]
		}
		s.now, s.before = at(byID[id], id, b.year), at(byID[id], id, b.Since)
		if world, ok := d.Published("world", b.year); ok && d.Indicator.Additive() && world != 0 && s.has() {
			s.share = 100 * s.now.Value / world
		}
		b.sides = append(b.sides, s)
	}
	return b.grow(e, ids)
}

// ids are the sides and, of them, the focus.
func (b *sidesBlock) ids(e *env) (ids []string, err error) {
	if len(b.Focus) > 0 {
		if b.focus, err = e.expand(b.Focus...); err != nil {
			return nil, err
		}
	}
	return e.expand(b.named()...)
}

// named are the sides as the topic names them.
func (b *sidesBlock) named() []string {
	if len(b.Sides) > 0 {
		return b.Sides
	}
	return append(slices.Clone(b.Focus), b.Others...)
}

// newestOfMost is the newest year in which at least two thirds of so many sides
// can be published: one that is late must not make all the others old.
func newestOfMost(byID map[string][]analysis.Aggregation, n int) int {
	published := map[int]int{}
	for _, rows := range byID {
		for _, r := range rows {
			if r.Status != analysis.Withheld {
				published[r.Year]++
			}
		}
	}
	return analysis.NewestOfMost(published, n)
}

// at is a side's figure of a year, withheld where there is none.
func at(rows []analysis.Aggregation, id string, year int) analysis.Aggregation {
	for _, r := range rows {
		if r.Year == year {
			return r
		}
	}
	return analysis.Aggregation{Group: id, Year: year, Value: math.NaN(), Status: analysis.Withheld, Reason: analysis.NoValue}
}

// grow measures growth and index of all sides.
func (b *sidesBlock) grow(e *env, ids []string) error {
	yearly, err := e.growths(b.data, b.year-1, b.year, ids...)
	if err != nil {
		return err
	}
	long, err := e.growths(b.data, b.Since, b.year, ids...)
	if err != nil {
		return err
	}
	s, err := e.selection(e.year, ids...)
	if err != nil {
		return err
	}
	index, err := analysis.Index(b.data, analysis.IndexOptions{Selection: s, Base: b.Since, From: b.Since, To: b.year})
	if err != nil {
		return err
	}
	for k := range b.sides {
		side := &b.sides[k]
		side.growth, side.since = yearly[side.id], long[side.id]
		if side.currency != "" && !math.IsNaN(side.growth.GrowthPct) && side.growth.Status != "" {
			side.own, side.ownIsThere = e.recounted(side.growth.GrowthPct, side.currency, b.year-1, b.year)
		}
		for _, r := range index {
			if r.Economy == side.id {
				side.index = append(side.index, r)
			}
		}
	}
	return nil
}

// has tells whether a side has a figure, in full or in part.
func (s side) has() bool { return s.now.Status != analysis.Withheld }

// full tells whether its figure is covered well enough to be compared.
func (s side) full() bool { return s.now.Status == analysis.OK }

// grew tells whether a growth can be said: it is there, in full, and rests on no
// flagged break.
func grew(g analysis.GrowthRow) bool { return g.Status == analysis.OK && len(g.Breaks) == 0 }

// rate is a growth as it is printed: in points for percentages.
func (b *sidesBlock) rate(g analysis.GrowthRow) float64 {
	switch {
	case g.Status == "" || g.Status == analysis.Withheld:
		return math.NaN()
	case b.data.Indicator.IsPercentage():
		return g.Change
	}
	return g.GrowthPct
}

// factor is by what a side has been multiplied since Since, matched.
func (s side) factor() float64 {
	if s.since.Start > 0 {
		return s.since.End / s.since.Start
	}
	return math.NaN()
}

func (b *sidesBlock) fig(what, who string, year int, v float64, unit, status string) figure {
	return figure{ID: fmt.Sprintf("%s/%s/%d", what, who, year), Value: v, Unit: unit, Status: status,
		Selection: fmt.Sprintf("%s, %s, %d", b.Indicator, who, year), of: b.made(what, who, year)}
}

// count is how many economies or groups a sentence compares.
func (b *sidesBlock) count(what string, of []explain.Number) figure {
	return b.fig(what, "sides", b.year, float64(len(of)), "economies", analysis.OK).from(howMany(of...))
}

// value is a side's level.
func (b *sidesBlock) value(a analysis.Aggregation) figure {
	return b.fig("value", a.Group, a.Year, a.Value, b.data.Indicator.Unit, a.Status)
}

// growthFigure is a side's growth between two years.
func (b *sidesBlock) growthFigure(id string, from int, g analysis.GrowthRow) figure {
	unit := "per cent"
	switch {
	case b.data.Indicator.IsPercentage():
		unit = "percentage points"
	case b.year-from > 1:
		unit = "per cent a year"
	}
	return figure{ID: fmt.Sprintf("growth/%s/%d-%d", id, from, b.year), Value: b.rate(g), Unit: unit, Status: g.Status,
		Selection: fmt.Sprintf("%s, %s, %d to %d, %d matched", b.Indicator, id, from, b.year, g.Matched), of: explain.Between(explain.Growth, b.Indicator, id, from, b.year)}
}

// beside are the sides that the topic has not put into focus.
func (b *sidesBlock) beside() []side {
	var out []side
	for _, s := range b.sides {
		if !slices.Contains(b.focus, s.id) {
			out = append(out, s)
		}
	}
	return out
}
