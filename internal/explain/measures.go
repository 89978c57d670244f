package explain

import (
	"maps"
	"math"
	"slices"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/formula"
)

// A measure makes a number of an indicator from observations, and lists these: over
// observations one by one, apart from package analysis, which prints the number.
type measure func(count, Number) (float64, error)

// measures are all of them by their names.
var measures = joined(levels, spreads, projections)

func joined(parts ...map[string]measure) map[string]measure {
	out := map[string]measure{}
	for _, part := range parts {
		maps.Copy(out, part)
	}
	return out
}

// levels are the measures of values, of their coverage and of who reported.
var levels = map[string]measure{
	Value:           func(c count, n Number) (float64, error) { return c.valueOfYear(), nil },
	Coverage:        func(c count, n Number) (float64, error) { return c.level("").coverage, nil },
	Growth:          func(c count, n Number) (float64, error) { return c.growth().value, nil },
	MatchedCoverage: func(c count, n Number) (float64, error) { return c.growth().coverage, nil },
	StandingGrowth:  count.standingGrowth,
	Share:           count.shareOfWorld,
	Rank:            count.place,
	RankBefore:      count.placeBefore,
	Published:       func(c count, n Number) (float64, error) { return c.publishers(RoleValue, n.Economy, n.Year), nil },
	Standing: func(c count, n Number) (float64, error) {
		if v := c.publishers(RoleValue, n.Economy, n.Year); !math.IsNaN(v) {
			return v, nil
		}
		return c.valueOfYear(), nil
	},
	Start: func(c count, n Number) (float64, error) { return c.matchedLevel(n.From, RoleStart), nil },
	End:   func(c count, n Number) (float64, error) { return c.matchedLevel(n.Year, RoleEnd), nil },
	Matched: func(c count, n Number) (float64, error) {
		return float64(len(c.listed(c.matched(), RoleEnd, n.Year))), nil
	},
	Reporting: func(c count, n Number) (float64, error) {
		return float64(len(c.listed(c.reporting(n.Year, false), RoleValue, n.Year))), nil
	},
	Perimeter: count.everReported,
	Members:   func(c count, n Number) (float64, error) { return float64(len(c.members)), nil },
	Last:      count.lastKnown,
	Median:    count.median,
	Lowest:    func(c count, n Number) (float64, error) { low, _ := c.span(); return low, nil },
	Highest:   func(c count, n Number) (float64, error) { _, high := c.span(); return high, nil },
	HHI:       count.hhi,
	Weight:    count.weightOf,
}

// valueOfYear is the value of the year; of nobody NaN.
func (c count) valueOfYear() float64 {
	if c.group && c.about.Rule == catalog.Median {
		v, _ := c.median(Number{})
		return v
	}
	return c.level("").value
}

// listed lists the values of some members in a year, and returns them.
func (c count) listed(members []string, role string, year int) []string {
	for _, m := range members {
		c.list(role, m, year)
	}
	return members
}

// matched are the members with a value in both years, and a weight where the group's
// mean is weighed.
func (c count) matched() []string { return c.inBoth(c.weighed()) }

// inBoth are the members with a value in both years, and a weight where asked for.
func (c count) inBoth(weighed bool) []string {
	after := c.reporting(c.q.Year, weighed)
	return slices.DeleteFunc(c.reporting(c.q.From, weighed), func(m string) bool { return !slices.Contains(after, m) })
}

// matchedLevel is the level in a year of those that reported both years.
func (c count) matchedLevel(year int, role string) float64 {
	sample := c.listed(c.matched(), role, year)
	if c.weighed() {
		for _, m := range sample {
			c.listWeight(RoleWeight, m, year)
		}
	}
	if c.group {
		c.rest(sample, year, c.weighed())
	}
	return c.made(sample, year, c.weighed())
}

// shareOfWorld is that in the publisher's World, else in the sum of all that reported.
func (c count) shareOfWorld(n Number) (float64, error) {
	e := Explanation{}
	out, err := c.share(c.d, &e)
	return out.value, err
}

// standingGrowth is that of the publisher's own group where it has both years.
func (c count) standingGrowth(n Number) (float64, error) {
	_, ends := c.published[c.own(n.Economy, n.Year)]
	_, starts := c.published[c.own(n.Economy, n.From)]
	if !ends || !starts {
		return c.growth().value, nil
	}
	now, before := c.publishers(RoleEnd, n.Economy, n.Year), c.publishers(RoleStart, n.Economy, n.From)
	switch {
	case c.about.IsPercentage():
		return now - before, nil
	case c.q.Year-n.From == 1:
		rate, _ := formula.YearOnYear(before, now) // none: NaN
		return rate, nil
	}
	rate, _ := formula.Compound(before, now, c.q.Year-n.From)
	return rate, nil
}

// world makes the count one of all economies.
func (c count) world() (count, error) {
	var err error
	c.group = true
	c.members, err = c.d.Economies.Expand(economy.Item{ID: economy.World, Group: true}, economy.YearEnd(c.year))
	return c, err
}

func (c count) place(n Number) (float64, error) {
	c, err := c.world()
	e := Explanation{Item: economy.Item{ID: n.Economy}}
	return c.rank(&e).value, err
}

// placeBefore is the place in From among those that reported both years.
func (c count) placeBefore(n Number) (float64, error) {
	c, err := c.world()
	own, ok := c.value(n.Economy, n.From)
	if err != nil || !ok {
		return math.NaN(), err
	}
	place := 1
	after := c.reporting(n.Year, false)
	for _, m := range c.reporting(n.From, false) {
		if !slices.Contains(after, m) {
			continue
		}
		c.list(RoleStart, m, n.From)
		if v, _ := c.value(m, n.From); v > own {
			place++
		}
	}
	return float64(place), nil
}

// own is the place of the publisher's own value of a group.
func (c count) own(group string, year int) key {
	return key{c.about.ID, c.d.Engine.Catalog().PublishedCode(group), c.partner, year}
}

// publishers is the publisher's own value of a group, listed; NaN where there is none.
func (c count) publishers(role, group string, year int) float64 {
	o, ok := c.published[c.own(group, year)]
	if !ok {
		return math.NaN()
	}
	v, known := c.counted(o)
	if !known {
		return math.NaN()
	}
	c.note(role, o)
	return v
}

// everReported counts the members with a value in any year; the newest of each is listed.
func (c count) everReported(Number) (float64, error) {
	n := 0
	for _, m := range c.members {
		if years := c.reporters[m]; len(years) > 0 {
			n++
			c.list(RoleValue, m, years[len(years)-1])
		}
	}
	return float64(n), nil
}

func (c count) lastKnown(n Number) (float64, error) {
	year, ok := c.last(n.Economy, n.Year)
	if !ok {
		return math.NaN(), nil
	}
	c.list(RoleLast, n.Economy, year)
	v, _ := c.value(n.Economy, year)
	return v, nil
}

func (c count) median(Number) (float64, error) {
	values := c.valuesOf(c.listed(c.reporting(c.year, false), RoleValue, c.year), c.year)
	slices.Sort(values)
	k := len(values)
	switch {
	case k == 0:
		return math.NaN(), nil
	case k%2 == 1:
		return values[k/2], nil
	}
	return (values[k/2-1] + values[k/2]) / 2, nil
}

// span is where a value would lie if the absent had reported: a sum from what was
// reported to as much again as they last were, a mean from none of the rest to all of it.
func (c count) span() (low, high float64) {
	out := c.level("")
	v, part := out.value, out.coverage/100
	switch {
	case !c.group || !(part > 0 && part < 1):
		return v, v
	case c.about.Additive():
		return v, v / part
	case c.about.IsPercentage():
		return v * part, v*part + 100*(1-part)
	}
	return v * part, v * (2 - part)
}

// hhi is the sum of the squared shares in the publisher's World, times 10 000.
func (c count) hhi(n Number) (float64, error) {
	values := c.valuesOf(c.listed(c.reporting(c.year, false), RoleValue, c.year), c.year)
	whole := c.publishers(RoleWhole, economy.World, n.Year)
	shares, why := formula.SharesOf(values, whole)
	if why != formula.NoReason {
		return math.NaN(), nil
	}
	index, _ := shares.HHI() // there are shares
	return 10000 * index, nil
}

// weightOf is the weight of an economy; of a group, that of those that reported both
// years.
func (c count) weightOf(n Number) (float64, error) {
	sum := 0.0
	members := c.members
	if c.group {
		members = c.matched()
	}
	for _, m := range members {
		w, _ := c.weight(m, n.Year)
		c.listWeight(RoleWeight, m, n.Year)
		sum += w
	}
	return sum, nil
}

// covered is the coverage of a group by those that a measure takes, by the rule of its
// kind.
func (c count) covered(n Number) float64 {
	weighed := c.weighed()
	if !weighed && !c.about.Additive() {
		return math.NaN()
	}
	switch n.Measure {
	case Start:
		return c.coverage(c.matched(), n.From, weighed)
	case End:
		return c.coverage(c.matched(), n.Year, weighed)
	case Growth, MatchedCoverage:
		sample := c.matched()
		return min(c.coverage(sample, n.From, weighed), c.coverage(sample, n.Year, weighed))
	}
	return c.coverage(c.reporting(c.year, weighed), c.year, weighed)
}
