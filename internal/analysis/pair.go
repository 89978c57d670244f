package analysis

import (
	"math"
	"slices"

	"tradestats/internal/economy"
	"tradestats/internal/formula"
)

// YearlyOptions are those of an analysis that has a row for each item and year.
type YearlyOptions struct {
	Selection
	Coverage
	From, To int // years, both included; 0 is open
}

// A pair is two indicators of one item in a year, over the members that reported
// both: a ratio or a difference of sums over different members says nothing.
type pair struct {
	first, second float64
	members       int
	sample        []string
	covered       float64 // in per cent, of the indicator that is less covered
	status        string
	reason        Reason
}

// matchedPair finds two indicators of an item. Both must be sums, or the item one
// economy.
func matchedPair(a, b *Data, s Selection, c Coverage, item economy.Item, year int) (pair, error) {
	p := pair{first: math.NaN(), second: math.NaN(), covered: math.NaN()}
	members, err := s.Members(item, year)
	if err != nil {
		return p, err
	}
	p.members = len(members)
	if len(members) == 0 {
		p.withhold(NoMembers)
		return p, nil
	}
	if !item.Group {
		p.single(a, b, item.ID, year)
		return p, nil
	}
	ra, rb := a.values.roster(members, year), b.values.roster(members, year)
	p.sample = intersect(ra.reporters, rb.reporters)
	if len(p.sample) == 0 {
		p.covered = 0
		p.withhold(NoReporter)
		return p, nil
	}
	p.covered = min(a.values.valueCoverage(p.sample, ra, year), b.values.valueCoverage(p.sample, rb, year))
	if c.ByMembers {
		p.covered = percent(float64(len(p.sample)), s.headcount(ra))
	}
	p.status = c.status(p.covered, growthThresholds)
	if p.status == Withheld {
		p.reason = LowCoverage
	} else if len(p.sample) < 2 {
		p.status, p.reason = c.few(SingleReporter)
	}
	if p.status != Withheld {
		p.first, p.second = a.total(p.sample, year), b.total(p.sample, year)
	}
	return p, nil
}

func (p *pair) withhold(why Reason) { p.status, p.reason = Withheld, why }

func (p *pair) single(a, b *Data, economy string, year int) {
	var ok [2]bool
	p.first, ok[0] = a.values.at(economy, year)
	p.second, ok[1] = b.values.at(economy, year)
	p.first, p.second = orNaN(p.first, ok[0]), orNaN(p.second, ok[1])
	if !ok[0] || !ok[1] {
		p.withhold(NoValue)
		return
	}
	p.sample, p.covered, p.status = []string{economy}, 100, OK
}

// quotient is 100 first/second, or why there is none.
func (p *pair) quotient(scale float64) float64 {
	switch {
	case p.status == Withheld:
	case p.second == 0:
		p.withhold(DividesByZero)
	case p.second < 0:
		p.withhold(formula.NegativeValue)
	default:
		return scale * p.first / p.second
	}
	return math.NaN()
}

// notes are those of a row that rests on a pair: why there is no result, that
// trade within the group is in it, breaks and flags.
func (p *pair) notes(a, b *Data, item economy.Item, year int) Notes {
	var n Notes
	if p.reason != NoReason {
		n.add(Note{Key: ReasonKey(p.reason), Year: year})
	}
	if p.status == Withheld {
		return n
	}
	if a.tradesWithin(item) || b.tradesWithin(item) {
		n.say(NoteInternalTrade)
	}
	for _, d := range []*Data{a, b} {
		n.breaks(d.Breaks(p.sample, year-1, year))
		if item.Group {
			n.flags(d.Flagged(p.sample, year), year)
		} else {
			n.ownFlags(d, item.ID, year, year)
		}
	}
	return n
}

// eachShared calls do for each item and each year in which anyone reported both.
func eachShared(a, b *Data, o YearlyOptions, do func(item economy.Item, year int, p pair)) error {
	for _, item := range o.Items {
		for _, year := range shared(a, b, o.From, o.To) {
			p, err := matchedPair(a, b, o.Selection, o.Coverage, item, year)
			if err != nil {
				return err
			}
			do(item, year, p)
		}
	}
	return nil
}

// shared are the years in which anyone reported both.
func shared(a, b *Data, from, to int) []int {
	var out []int
	for _, year := range within(a.values.all, from, to) {
		if slices.Contains(b.values.all, year) {
			out = append(out, year)
		}
	}
	return out
}

// trade is a pair of exports and imports.
func (p pair) trade() formula.Trade { return formula.Trade{Exports: p.first, Imports: p.second} }
