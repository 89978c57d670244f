package audit

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"tradestats/internal/source"
)

// A spread is a series of an economy, added up over its partners.
type spread struct {
	sums []sum
	last int // where the last row went: the next one is often beside it
}

type sum struct {
	year, partners, line int
	value                float64
}

func (s *spread) add(r *source.Row) {
	into := s.find(r.Year)
	if into.partners++; into.partners == 1 {
		into.line = r.Line
	}
	into.value += r.Value
}

func (s *spread) find(year int) *sum {
	for k := range s.sums {
		at := (s.last + k) % len(s.sums)
		if s.sums[at].year == year {
			s.last = (at + 1) % len(s.sums)
			return &s.sums[at]
		}
	}
	s.sums = append(s.sums, sum{year: year})
	return &s.sums[len(s.sums)-1]
}

// By how much a total may differ from its parts: publishers round each of them.
const rounding = 0.005

// judgeTotals compares totals with what they are the totals of.
func (l *ledger) judgeTotals() {
	l.judgePartners()
	l.judgeWorld()
	l.judgeParts()
}

// judgePartners compares the World's row of each series and economy with its
// partners. They may be fewer than the World; more than it they are not. Where
// they are the World nearly everywhere, they should be everywhere.
func (l *ledger) judgePartners() {
	type compared struct {
		cell
		sum sum
	}
	bySeries := map[uint32][]compared{}
	for _, c := range l.cells {
		t := l.track[c.track]
		s := l.spreads[trackKey{t.series, t.economy, 0}]
		if t.partner == 0 || s == nil {
			continue
		}
		if k := slices.IndexFunc(s.sums, func(u sum) bool { return int32(u.year) == c.year }); k >= 0 {
			bySeries[t.series] = append(bySeries[t.series], compared{c, s.sums[k]})
		}
	}
	for n, s := range l.order {
		all := bySeries[uint32(n)]
		whole := 0
		for _, c := range all {
			if near(c.sum.value, c.value) {
				whole++
			}
		}
		complete := len(all) >= 10 && whole*10 >= len(all)*9
		for _, c := range all {
			if near(c.sum.value, c.value) || c.sum.value < c.value && !complete {
				continue
			}
			l.found.add(Problem{Line: int(c.line), Severity: Warning, Kind: Total, value: c.value, Hint: "the World's row is taken; check it and the partners",
				Why: fmt.Sprintf("%s: %s %d: the row of the World is %s, its %d partners add up to %s", l.called(s), l.nameOf(l.track[c.track].economy),
					c.year, shown(c.value), c.sum.partners, shown(c.sum.value))})
		}
	}
}

// near tells whether a sum is the total but for rounding.
func near(sum, total float64) bool {
	return math.Abs(sum-total) <= rounding*math.Max(math.Abs(sum), math.Abs(total))
}

// judgeWorld finds totals of the world that are smaller than the sum of the
// economies.
func (l *ledger) judgeWorld() {
	type yearKey struct {
		series uint32
		year   int32
	}
	world, sums := map[yearKey]cell{}, map[yearKey]*sum{}
	for _, c := range l.cells {
		t := l.track[c.track]
		if !l.order[t.series].indicator.Additive() {
			continue
		}
		key := yearKey{t.series, c.year}
		switch who := l.parties[t.economy]; {
		case who.isWorld():
			world[key] = c
		case !who.Group:
			if sums[key] == nil {
				sums[key] = &sum{}
			}
			sums[key].partners++
			sums[key].value += c.value
		}
	}
	for _, key := range slices.SortedFunc(maps.Keys(world), func(a, b yearKey) int { return int(world[a].line) - int(world[b].line) }) {
		w, of := world[key], sums[key]
		if of == nil || of.value <= w.value*(1+rounding) {
			continue
		}
		l.found.add(Problem{Line: int(w.line), Severity: Warning, Kind: Total, value: w.value, Hint: "groups are never added to economies here; check the two",
			Why: fmt.Sprintf("%s: the World of %d is %s, its %d economies add up to %s", l.called(l.order[key.series]), w.year, shown(w.value), of.partners, shown(of.value))})
	}
}

// judgeParts finds parts that are larger than their whole, of series that the
// catalogue knows to be contained in one another.
func (l *ledger) judgeParts() {
	type key struct {
		id               string
		economy, partner uint32
		year             int32
	}
	wholes := map[key]cell{}
	parts := map[string][]string{} // part -> wholes
	for _, s := range l.order {
		for _, part := range s.indicator.Parts {
			parts[part] = append(parts[part], s.indicator.ID)
		}
	}
	if len(parts) == 0 {
		return
	}
	for _, c := range l.cells {
		t := l.track[c.track]
		wholes[key{l.order[t.series].indicator.ID, t.economy, t.partner, c.year}] = c
	}
	for _, c := range l.cells {
		t := l.track[c.track]
		s := l.order[t.series]
		for _, id := range parts[s.indicator.ID] {
			of, there := wholes[key{id, t.economy, t.partner, c.year}]
			if !there || c.value <= of.value*(1+rounding) {
				continue
			}
			l.found.add(Problem{Line: int(c.line), Severity: Warning, Kind: Total, value: c.value, Hint: "check the two values",
				Why: fmt.Sprintf("%s: %s %d is %s, and %s, of which it is a part, is %s in line %d", s.indicator.ID, l.pairName(t.trackKey), c.year,
					shown(c.value), id, shown(of.value), of.line)})
		}
	}
}
