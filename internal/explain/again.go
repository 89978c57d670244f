package explain

import (
	"math"
	"slices"

	"tradestats/internal/economy"
	"tradestats/internal/formula"
	"tradestats/internal/study"
)

// again computes the figure from observations and lists each that it takes.
func (s *sources) again(d *study.Desk, q Question, e *Explanation) (recomputed, error) {
	out := recomputed{math.NaN(), math.NaN()}
	who := e.Item
	if q.Measure == Rank {
		who = economy.Item{ID: economy.World, Group: true}
	}
	members, err := d.Economies.Expand(who, economy.YearEnd(q.Year))
	if err != nil {
		return out, err
	}
	c := count{sources: s, d: d, q: q, members: members, year: q.Year, group: who.Group}
	e.Bounds = bounds(e.Bounds, q)
	switch {
	case q.Measure == Rank:
		e.Members = len(members)
		out = c.rank(e)
	case q.Measure == Growth && e.Reason != "composition-changed":
		out = c.growth()
	case q.Measure == Share:
		out, err = c.share(d, e)
	case q.Measure == Value || q.Measure == Coverage:
		out = c.level(e.Formula)
	}
	if q.Measure == Coverage {
		out.value = out.coverage
	}
	if err == nil {
		err = s.err
	}
	return out, err
}

// bounds are the thresholds after --coverage and --min-coverage.
func bounds(b [2]float64, q Question) [2]float64 {
	if b == [2]float64{} {
		return b
	}
	if q.Coverage.ByMembers {
		b[1] = b[0]
	}
	if q.Coverage.Forced {
		b[0] = q.Coverage.Min
		b[1] = max(b[0], b[1])
	}
	return b
}

// A count computes with the members of one economy or group.
type count struct {
	*sources
	d       *study.Desk
	q       Question
	members []string // sorted, so that sums are the same each time
	year    int
	group   bool
}

// reporting are the members that have a value in a year, and a weight where
// weighed.
func (c count) reporting(year int, weighed bool) []string {
	var out []string
	for _, m := range c.members {
		_, ok := c.value(m, year)
		_, heavy := c.weight(m, year)
		if ok && (heavy || !weighed) {
			out = append(out, m)
		}
	}
	return out
}

func (c count) weighed() bool { return c.group && !c.about.Additive() && c.about.Weight != "" }

// level is the value of the year, with its coverage.
func (c count) level(by string) recomputed {
	weighed := c.weighed() && by != "median" && by != "none"
	sample := c.reporting(c.year, weighed)
	for _, m := range sample {
		c.list(RoleValue, m, c.year)
		if weighed {
			c.listWeight(RoleWeight, m, c.year)
		}
	}
	out := recomputed{c.made(sample, c.year, weighed), math.NaN()}
	if !c.group {
		out.coverage = 100
		if len(sample) == 0 {
			out.coverage = math.NaN()
		}
		return out
	}
	c.rest(sample, c.year, weighed)
	if by != "median" && by != "none" {
		out.coverage = c.coverage(sample, c.year, weighed)
	}
	return out
}

// made is the sum or the weighted mean of a sample, or its one value.
func (c count) made(sample []string, year int, weighed bool) float64 {
	sum, weights := 0.0, 0.0
	for _, m := range sample {
		v, _ := c.value(m, year)
		w := 1.0
		if weighed {
			w, _ = c.weight(m, year)
		}
		sum, weights = sum+w*v, weights+w
	}
	switch {
	case len(sample) == 0:
		return math.NaN()
	case weighed:
		return sum / weights
	}
	return sum
}

// rest lists what else coverage rests on: the values of members outside of the
// sample, what the absent last reported, and the weights of all others.
func (c count) rest(sample []string, year int, weighed bool) {
	for _, m := range c.members {
		if slices.Contains(sample, m) {
			continue
		}
		if _, ok := c.value(m, year); ok {
			c.list(RoleUnmatched, m, year)
		} else if last, ok := c.last(m, year); ok {
			c.list(RoleLast, m, last)
		}
		if _, ok := c.weight(m, year); ok && weighed {
			c.listWeight(RoleOther, m, year)
		}
	}
}

// last is the latest year up to one in which an economy reported.
func (c count) last(economy string, year int) (int, bool) {
	for _, y := range slices.Backward(c.reporters[economy]) {
		if _, ok := c.value(economy, y); ok && y <= year {
			return y, true
		}
	}
	return 0, false
}

// coverage of a sample in a year, in per cent, by the rule asked for.
func (c count) coverage(sample []string, year int, weighed bool) float64 {
	if weighed {
		part, whole := 0.0, 0.0
		for _, m := range c.members {
			w, _ := c.weight(m, year)
			whole += w
			if slices.Contains(sample, m) {
				part += w
			}
		}
		return 100 * part / whole
	}
	if c.q.Coverage.ByMembers {
		return 100 * float64(len(sample)) / float64(c.headcount())
	}
	return c.byValue(sample, year)
}

// byValue is the coverage by last known values; where all are zero, by number.
func (c count) byValue(sample []string, year int) float64 {
	part, whole, ever := 0.0, 0.0, 0
	for _, m := range c.members {
		if len(c.reporters[m]) > 0 {
			ever++
		}
		v, ok := c.value(m, year)
		if last, known := c.last(m, year); !ok && known {
			v, _ = c.value(m, last)
		}
		whole += math.Abs(v)
		if slices.Contains(sample, m) {
			part += math.Abs(v)
		}
	}
	if whole == 0 {
		part, whole = float64(len(sample)), float64(ever)
	}
	return 100 * part / whole
}

// headcount is how many members the World Bank's rule counts: those that ever
// reported, and those of its own list.
func (c count) headcount() int {
	n := 0
	for _, m := range c.members {
		e, ok := c.d.Economies.Economy(m)
		if len(c.reporters[m]) > 0 || ok && e.BankRegion != "" {
			n++
		}
	}
	return n
}

// growth is that of the members that reported both years.
func (c count) growth() recomputed {
	out := recomputed{math.NaN(), math.NaN()}
	weighed, sample := c.weighed(), c.matched()
	for _, end := range []struct {
		role string
		year int
	}{{RoleStart, c.q.From}, {RoleEnd, c.q.Year}} {
		for _, m := range sample {
			c.list(end.role, m, end.year)
			if weighed {
				c.listWeight(RoleWeight, m, end.year)
			}
		}
		c.rest(sample, end.year, weighed)
	}
	if len(sample) == 0 {
		return out
	}
	start, finish := c.made(sample, c.q.From, weighed), c.made(sample, c.q.Year, weighed)
	switch {
	case c.about.IsPercentage():
		out.value = finish - start
	case c.q.Year-c.q.From == 1:
		out.value, _ = formula.YearOnYear(start, finish) // no rate: analysis says why
	default:
		out.value, _ = formula.Compound(start, finish, c.q.Year-c.q.From)
	}
	if out.coverage = 100; c.group {
		out.coverage = min(c.coverage(sample, c.q.From, weighed), c.coverage(sample, c.q.Year, weighed))
	}
	return out
}

// share is that in the publisher's own value of the world, else in the sum of
// all that reported. Its coverage is compared where it is that of the part.
func (c count) share(d *study.Desk, e *Explanation) (recomputed, error) {
	out := c.level("sum")
	code := d.Engine.Catalog().PublishedCode(economy.World)
	if o, ok := c.published[key{c.about.ID, code, c.partner, c.year}]; ok {
		if whole, known := c.counted(o); known {
			c.note(RoleWhole, o)
			out.value = 100 * out.value / whole
			return out, nil
		}
	}
	members, err := d.Economies.Expand(economy.Item{ID: economy.World, Group: true}, economy.YearEnd(c.year))
	if err != nil {
		return out, err
	}
	c.members = members
	all := c.reporting(c.year, false)
	for _, m := range all {
		c.list(RoleWhole, m, c.year)
	}
	return recomputed{100 * out.value / c.made(all, c.year, false), math.NaN()}, nil
}

// rank counts who reported more.
func (c count) rank(e *Explanation) recomputed {
	own, ok := c.value(e.Item.ID, c.year)
	if !ok {
		return recomputed{math.NaN(), math.NaN()}
	}
	place, sample := 1, c.reporting(c.year, false)
	for _, m := range sample {
		c.list(RoleValue, m, c.year)
		if v, _ := c.value(m, c.year); v > own {
			place++
		}
	}
	c.rest(sample, c.year, false)
	switch ever := len(slices.DeleteFunc(slices.Clone(c.members), func(m string) bool { return len(c.reporters[m]) == 0 })); {
	case c.about.Additive() && !c.q.Coverage.ByMembers:
		e.Coverage = c.byValue(sample, c.year)
	default:
		e.Coverage = 100 * float64(len(sample)) / float64(ever)
	}
	slices.SortStableFunc(c.inputs, func(a, b Input) int { return byUse(a, b) })
	return recomputed{float64(place), math.NaN()}
}

// byUse puts the values of a ranking first, the largest at the top.
func byUse(a, b Input) int {
	switch {
	case a.Role != RoleValue && b.Role != RoleValue:
		return 0
	case a.Role != RoleValue:
		return 1
	case b.Role != RoleValue, a.Used > b.Used:
		return -1
	case a.Used < b.Used:
		return 1
	}
	return 0
}
