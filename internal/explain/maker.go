package explain

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/formula"
	"tradestats/internal/frame"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// A Maker makes numbers again from observations. It reads the figures of an
// indicator once, so that many numbers can be asked of one.
type Maker struct {
	desk   *study.Desk
	loaded map[string]*sources
	cells  map[string]map[string][]tidy.Observation
}

// NewMaker returns a maker that reads through a desk. The desk's engine must count as
// the publishers do: currencies are those of the numbers.
func NewMaker(d *study.Desk) *Maker {
	return &Maker{d, map[string]*sources{}, map[string]map[string][]tidy.Observation{}}
}

// A Part is a number made again: an operation has Parts, a measure Inputs.
type Part struct {
	Number
	Value    float64      // NaN where the inputs give none
	Formula  string       // a key of the words under explain.formula
	Section  string       // of docs/method.md
	Group    bool         // of a measure: it is of a group
	Members  int          // of the group
	Sample   int          // of them, those whose values the formula takes
	Coverage float64      // of the group in Year, in per cent; NaN where it has none
	Fit      *formula.Fit // of what is projected: the model; else nil
	Parts    []Part
	Inputs   []Input
}

// Make makes a number again. Inputs that are not there leave NaN; an error is of what
// cannot be read.
func (m *Maker) Make(ctx context.Context, n Number) (Part, error) {
	part := Part{Number: n, Value: math.NaN(), Coverage: math.NaN()}
	operate, isOperation := operations[n.Measure]
	switch {
	case n.Measure == Given:
		part.Value, part.Formula = n.Given, n.Measure
		return part, nil
	case !isOperation:
		return part, m.measure(ctx, &part)
	}
	var values []float64
	for _, of := range n.Of {
		p, err := m.Make(ctx, of)
		if err != nil {
			return part, err
		}
		part.Parts, values = append(part.Parts, p), append(values, p.Value)
	}
	part.Value, part.Formula = operate(values), n.Measure
	return part, nil
}

// measure makes a number of an indicator.
func (m *Maker) measure(ctx context.Context, part *Part) error {
	n := part.Number
	if strings.HasPrefix(n.Measure, Pairs) {
		return m.betweenSides(ctx, part)
	}
	make, known := measures[n.Measure]
	if !known {
		return fmt.Errorf("internal error: no measure %q", n.Measure)
	}
	c, err := m.count(ctx, n)
	if err != nil {
		return err
	}
	part.Group = c.group
	part.Formula, part.Section = c.formula(n)
	part.Members = len(c.members)
	part.Value, err = make(c, n)
	part.Fit = c.fitOf(n)
	if c.group && len(c.members) > 0 {
		part.Coverage = c.covered(n)
	}
	if err == nil {
		err = c.sources.err
	}
	part.Inputs = c.sources.inputs
	part.Sample = sampleOf(part.Inputs)
	if n.Measure == Last && len(part.Inputs) > 0 { // which is of an earlier year
		part.Year = part.Inputs[0].Year
	}
	return err
}

// sampleOf is how many economies' values the formula takes.
func sampleOf(inputs []Input) int {
	taken := map[string]bool{}
	for _, in := range inputs {
		switch in.Role {
		case RoleValue, RoleStart, RoleEnd:
			taken[in.Economy] = true
		}
	}
	return len(taken)
}

// count gathers what a number of an indicator is made with.
func (m *Maker) count(ctx context.Context, n Number) (count, error) {
	partner := n.Partner
	if partner == "" {
		partner = tidy.World
	}
	s, err := m.gather(ctx, n.Indicator, study.Money{Currency: n.Currency}, partner)
	if err != nil {
		return count{}, err
	}
	asOf := n.AsOf
	if asOf == 0 {
		asOf = n.Year
	}
	c := count{sources: s, d: m.desk, year: n.Year, q: Question{Query: study.Query{From: n.From, Year: n.Year}, Measure: n.Measure}}
	if n.Measure == Published {
		return c, nil
	}
	items, err := m.desk.Economies.Select([]string{n.Economy}, economy.YearEnd(asOf))
	if err != nil {
		return c, err
	}
	c.group = items[0].Group
	if c.members, err = m.desk.Economies.Expand(items[0], economy.YearEnd(asOf)); err != nil || n.With == "" {
		return c, err
	}
	other, err := m.gather(ctx, n.With, study.Money{Currency: n.Currency}, partner)
	if err == nil {
		c.members = slices.DeleteFunc(slices.Clone(c.members), func(e string) bool { _, ok := other.value(e, n.Year); return !ok })
	}
	return c, err
}

// gather returns the observations of an indicator with one partner or several, the
// first of which counts reporters, and with those of its weight: as published, before
// any currency.
func (m *Maker) gather(ctx context.Context, id string, money study.Money, partners ...string) (*sources, error) {
	name := id + "|" + strings.Join(partners, " ") + "|" + money.Currency
	if m.loaded[name] == nil {
		s, err := read(ctx, m.desk, id, money, partners)
		if err != nil {
			return nil, err
		}
		m.loaded[name] = s
	}
	s := *m.loaded[name]
	s.rated = map[string]bool{}
	return &s, nil
}

func read(ctx context.Context, d *study.Desk, id string, money study.Money, partners []string) (*sources, error) {
	about, err := d.Catalog().Indicator(id)
	if err != nil {
		return nil, err
	}
	needs, err := analysis.Needs(d.Engine.Catalog(), []string{id})
	if err != nil {
		return nil, err
	}
	found, err := d.Engine.Load(ctx, dataset.Query{Indicators: needs, Partners: withWorld(partners)})
	if err != nil {
		return nil, err
	}
	for _, text := range found.Doubts {
		d.Warning(text)
	}
	basis, err := d.Basis(ctx, money)
	if err != nil {
		return nil, err
	}
	s := &sources{about: about, partner: partners[0], rates: basis.Rates, currency: basis.Currency, fits: map[string]carriedSeries{}}
	economies, err := frame.Observations(found.Frame)
	if err != nil {
		return nil, err
	}
	groups, err := frame.Observations(found.Published)
	s.observed, s.published = index(economies), index(groups)
	s.summed = found.Summed
	s.reporters, s.pairs = years(economies, about.ID, partners[0]), pairsOf(economies, about.ID)
	return s, err
}

func withWorld(partners []string) []string {
	if slices.Contains(partners, tidy.World) {
		return partners
	}
	return append([]string{tidy.World}, partners...)
}
