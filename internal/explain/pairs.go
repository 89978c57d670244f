package explain

import (
	"context"
	"math"
	"slices"

	"tradestats/internal/economy"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// The measures of trade between two sides, Economy and Partner, each an economy or a
// group: sums over the pairs of a member of each (docs/method.md, C4, C5, D3 to D5).
const (
	Pairs         = "pairs"          // that have a value
	PairsMatched  = "pairs-matched"  // that have one of With too, or never trade that way
	PairsMirrored = "pairs-mirrored" // whose mirror, reported by the partner, has one of With
	PairsOfWhole  = "pairs-of-whole" // of the members whose total with all partners is known
	PairsCount    = "pairs-count"    // how many have a value
	PairsAsked    = "pairs-asked"    // how many there are
	PairsWhole    = "pairs-whole"    // that total, without the trade among the members themselves
)

// trade is what numbers of two sides are made from.
type trade struct {
	*sources
	with             *sources // of the other indicator; nil without one
	members, partner []string
	year             int
}

type pair struct{ economy, partner string }

// betweenSides makes a number of two sides.
func (m *Maker) betweenSides(ctx context.Context, part *Part) error {
	t, err := m.trade(ctx, part.Number)
	if err != nil {
		return err
	}
	part.Formula, part.Section = part.Measure, "C4, C5, D3"
	part.Value = t.measure(part.Measure)
	part.Inputs = t.inputs
	return t.err
}

func (m *Maker) trade(ctx context.Context, n Number) (*trade, error) {
	t := &trade{year: n.Year}
	for _, side := range []struct {
		text string
		to   *[]string
	}{{n.Economy, &t.members}, {n.Partner, &t.partner}} {
		items, err := m.desk.Economies.Select([]string{side.text}, economy.YearEnd(max(n.AsOf, n.Year)))
		if err != nil {
			return nil, err
		}
		if *side.to, err = m.desk.Economies.Expand(items[0], economy.YearEnd(n.Year)); err != nil {
			return nil, err
		}
	}
	partners := slices.Concat([]string{tidy.World}, t.members, t.partner)
	slices.Sort(partners)
	partners = slices.Compact(partners)
	var err error
	if t.sources, err = m.gather(ctx, n.Indicator, study.Money{Currency: n.Currency}, partners...); err != nil || n.With == "" {
		return t, err
	}
	t.with, err = m.gather(ctx, n.With, study.Money{Currency: n.Currency}, partners...)
	return t, err
}

func (t *trade) measure(measure string) float64 {
	switch measure {
	case PairsMatched:
		return t.sum(func(p pair) bool {
			own, other := t.has(t.sources, p), t.has(t.with, p)
			return (own || other) && (own || t.tradesNone(t.sources, p)) && (other || t.tradesNone(t.with, p))
		})
	case PairsMirrored:
		return t.sum(func(p pair) bool { return t.has(t.with, pair{p.partner, p.economy}) })
	case PairsOfWhole:
		return t.sum(func(p pair) bool { return t.whole(p.economy) })
	case PairsAsked:
		return float64(len(t.all(t.partner)))
	case PairsCount:
		return float64(len(slices.DeleteFunc(t.all(t.partner), func(p pair) bool {
			if t.has(t.sources, p) {
				t.take(RoleValue, p)
			}
			return !t.has(t.sources, p)
		})))
	case PairsWhole:
		return t.total()
	}
	return t.sum(func(pair) bool { return true })
}

// all are the pairs of a member of each side.
func (t *trade) all(partners []string) (out []pair) {
	for _, m := range t.members {
		for _, p := range partners {
			if m != p {
				out = append(out, pair{m, p})
			}
		}
	}
	return out
}

func (t *trade) has(s *sources, p pair) bool {
	_, ok := s.observed[key{s.about.ID, p.economy, p.partner, t.year}]
	return ok
}

// ever tells whether a pair has a value in any year.
func (t *trade) ever(s *sources, p pair) bool {
	return s.pairs[p]
}

// leastOfWorld is how many partners a sum must have to stand for all of them.
const leastOfWorld = 100

// reports tells whether a member's total with all partners is known.
func (t *trade) reports(s *sources, member string) bool {
	n := s.summed(s.about.ID, member, t.year)
	return t.has(s, pair{member, tidy.World}) && (n == 0 || n >= leastOfWorld)
}

func (t *trade) tradesNone(s *sources, p pair) bool {
	return t.reports(s, p.economy) && !t.ever(s, p)
}

// whole tells whether a member counts where trade is set beside its total.
func (t *trade) whole(member string) bool {
	own := slices.DeleteFunc(t.all(t.partner), func(p pair) bool { return p.economy != member })
	return t.reports(t.sources, member) && (slices.ContainsFunc(own, func(p pair) bool { return t.has(t.sources, p) }) || !slices.ContainsFunc(own, func(p pair) bool { return t.ever(t.sources, p) }))
}

// sum adds up the pairs that count, and lists them; of none NaN.
func (t *trade) sum(counts func(pair) bool) float64 {
	sum, n := 0.0, 0
	for _, p := range t.all(t.partner) {
		if !t.has(t.sources, p) || !counts(p) {
			continue
		}
		sum, n = sum+t.take(RoleValue, p), n+1
	}
	if n == 0 {
		return math.NaN()
	}
	return sum
}

func (t *trade) take(role string, p pair) float64 {
	o := t.observed[key{t.about.ID, p.economy, p.partner, t.year}]
	t.note(role, o)
	v, known := t.counted(o)
	if !known {
		return math.NaN()
	}
	return v
}

// total is what the members that count trade with all partners but each other.
func (t *trade) total() float64 {
	sum := 0.0
	counting := slices.DeleteFunc(slices.Clone(t.members), func(m string) bool { return !t.whole(m) })
	for _, m := range counting {
		sum += t.take(RoleWhole, pair{m, tidy.World})
	}
	for _, p := range t.all(t.members) {
		if slices.Contains(counting, p.economy) && t.has(t.sources, p) {
			sum -= t.take(RoleUnmatched, p)
		}
	}
	return sum
}
