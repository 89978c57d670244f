package analysis

import (
	"math"
	"slices"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/frame"
	"tradestats/internal/tidy"
)

// Trades are bilateral figures by indicator.
type Trades struct {
	of    map[string]*trade
	world string // the publishers' code of the World
}

// A trade is one indicator by reporter and partner.
type trade struct {
	about  catalog.Indicator
	pairs  *panel                 // by pairOf
	totals *panel                 // of reporters with all partners
	summed map[string]map[int]int // of how many partners a total is the sum, by reporter and year
	world  *panel                 // the publisher's own World as a reporter, and other groups

	build struct{ pairs, totals, world builder } // while it is read
}

// wholeWorld is how many economies a sum must have to stand for the World where
// no publisher gives its total: a file with trade among a few holds no total,
// and their sum must not pass for one.
const wholeWorld = 100

// ReadTrades makes trades of the frames of dataset.Loaded. summed says of how
// many partners the total of an indicator, economy and year was made, 0 where it
// was published.
func ReadTrades(c *catalog.Catalog, values, published frame.Frame, summed func(indicator, economy string, year int) int) (*Trades, error) {
	t := &Trades{of: map[string]*trade{}, world: c.PublishedCode("world")}
	obs, err := frame.Observations(values)
	if err != nil {
		return nil, err
	}
	for _, o := range obs {
		of, err := t.at(c, o.Indicator)
		if err != nil {
			return nil, err
		}
		if of.about.Unit == "" {
			of.about.Unit = o.Unit
		}
		switch n := summed(o.Indicator, o.Economy, o.Year); {
		case o.Partner != tidy.World:
			o.Economy = pairOf(o.Economy, o.Partner)
			of.build.pairs.put(o.Economy, o.Year, cell{o.Value, o.Flag})
		case n == 0 || n >= wholeWorld:
			of.build.totals.put(o.Economy, o.Year, cell{o.Value, o.Flag})
			of.partners(o, n)
		}
	}
	groups, err := frame.Observations(published)
	if err != nil {
		return nil, err
	}
	for _, o := range groups {
		if of := t.of[o.Indicator]; of != nil && o.Partner == tidy.World && summed(o.Indicator, o.Economy, o.Year) == 0 {
			of.build.world.put(o.Economy, o.Year, cell{o.Value, o.Flag})
		}
	}
	for _, of := range t.of {
		of.pairs = of.build.pairs.panel()
		of.totals = of.build.totals.panel()
		of.world = of.build.world.panel()
	}
	return t, nil
}

func (t *Trades) at(c *catalog.Catalog, indicator string) (*trade, error) {
	if t.of[indicator] == nil {
		about, err := c.Indicator(indicator)
		if err != nil {
			return nil, err
		}
		t.of[indicator] = &trade{about: about, summed: map[string]map[int]int{}}
	}
	return t.of[indicator], nil
}

// partners notes of how many partners a total is the sum.
func (t *trade) partners(o tidy.Observation, n int) {
	if t.summed[o.Economy] == nil {
		t.summed[o.Economy] = map[int]int{}
	}
	t.summed[o.Economy][o.Year] = n
}

// pairOf names who reports trade with whom.
func pairOf(reporter, partner string) string { return reporter + " " + partner }

// mirrorOf is the pair of the other reporter.
func mirrorOf(pair string) string {
	reporter, partner, _ := strings.Cut(pair, " ")
	return pairOf(partner, reporter)
}

func reporterOf(pair string) string {
	reporter, _, _ := strings.Cut(pair, " ")
	return reporter
}

// pairsOf are the pairs of some reporters with some partners, in order. An
// economy does not trade with itself.
func pairsOf(reporters, partners []string) []string {
	out := make([]string, 0, len(reporters)*len(partners))
	for _, r := range reporters {
		for _, p := range partners {
			if r != p {
				out = append(out, pairOf(r, p))
			}
		}
	}
	return out
}

// YearsBetween are the years in which anyone of two sets reports trade with
// anyone of the other, in either direction, ascending.
func (t *Trades) YearsBetween(lines []Line, a, b []string) []int {
	all := append(pairsOf(a, b), pairsOf(b, a)...)
	seen := map[int]bool{}
	for _, l := range lines {
		for _, id := range []string{l.Exports, l.Imports} {
			if of := t.of[id]; of != nil {
				for _, pair := range all {
					for _, year := range of.pairs.years(pair) {
						seen[year] = true
					}
				}
			}
		}
	}
	out := make([]int, 0, len(seen))
	for year := range seen {
		out = append(out, year)
	}
	slices.Sort(out)
	return out
}

// Traded tells whether anyone of two sets reports trade of a line with anyone
// of the other.
func (t *Trades) Traded(l Line, a, b []string) bool { return len(t.YearsBetween([]Line{l}, a, b)) > 0 }

// worldTotal is what the World trades in a year: the publisher's own figure,
// else the sum of the economies where there are enough of them; with its
// coverage in per cent.
func (t *Trades) worldTotal(of *trade, year int) (value, covered float64, ok bool) {
	if v, ok := of.world.at(t.world, year); ok {
		return v, 100, true
	}
	reporters := of.totals.reporters(year)
	if len(reporters) < wholeWorld {
		return math.NaN(), math.NaN(), false
	}
	all := of.totals.roster(of.totals.everReported(), year)
	return of.totals.sum(reporters, year), of.totals.valueCoverage(reporters, all, year), true
}

// sum adds what some of a panel have in a year, in their order.
func (p *panel) sum(keys []string, year int) float64 {
	sum := 0.0
	for _, k := range keys {
		v, _ := p.at(k, year)
		sum += v
	}
	return sum
}

// Align brings the imports of each line to the unit of its exports. Units that
// cannot be brought together are an error of kind tidy.Usage.
func (t *Trades) Align(lines []Line) error {
	for _, l := range lines {
		x, m := t.of[l.Exports], t.of[l.Imports]
		if x == nil || m == nil || x.about.Unit == m.about.Unit {
			continue
		}
		factor, ok := catalog.Convert(m.about.Unit, x.about.Unit)
		if !ok {
			return tidy.Errorf(tidy.Usage, "give both in one unit", "%s is in %q and %s in %q", l.Exports, x.about.Unit, l.Imports, m.about.Unit)
		}
		for _, p := range []*panel{m.pairs, m.totals, m.world} {
			p.scale(factor)
		}
		m.about.Unit = x.about.Unit
	}
	return nil
}

func (p *panel) scale(factor float64) {
	for _, t := range p.tracks {
		for k := range t.cells {
			t.cells[k].value *= factor
		}
	}
}

// rosterOfPairs is the roster of a list that is made for the occasion.
func (p *panel) rosterOfPairs(pairs []string, year int) roster {
	return p.scope(pairs).roster(pairs, year)
}
