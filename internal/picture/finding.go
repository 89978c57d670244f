package picture

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"tradestats/internal/analysis"
)

// A finding is a title that the figures assert: each of the functions below
// tests them and returns "" where they do not. A title states what is larger
// than what, never why, and rests on no estimate, no partial coverage and no
// break.

// sound tells whether a point can carry a finding.
func sound(p point) bool {
	return p.drawn() && p.status != "" && !partial(p.status) && p.mark == 0
}

// leadFinding says whom the highlighted line overtook: it was below them in the
// first year and has been above them since another one up to the last.
func (m *maker) leadFinding(all []series) string {
	k := m.lead(all)
	if k < 0 || len(m.used) > 1 || m.q.As == AsGrowth || m.q.As == AsIndex {
		return ""
	}
	var passed []overtaken
	for j, s := range all {
		if o, ok := overtakes(all[k], s); ok && j != k {
			passed = append(passed, o)
		}
	}
	if len(passed) == 0 {
		return ""
	}
	slices.SortFunc(passed, func(a, b overtaken) int { return cmp.Compare(b.value, a.value) })
	passed = passed[:min(mostRivals, len(passed))]
	for _, o := range passed {
		m.rivals = append(m.rivals, o.id)
	}
	return m.ahead(all[k].id, passed)
}

// mostRivals is how many a title has room for.
const mostRivals = 2

// ahead says of whom one is ahead, and of each since when: one year for two where it is
// the same.
func (m *maker) ahead(id string, passed []overtaken) string {
	first, last := passed[0], passed[len(passed)-1]
	if first.since == last.since {
		var names, ofNames []string
		for _, o := range passed {
			names, ofNames = append(names, m.name(o.id).The()), append(ofNames, m.name(o.id).Of())
		}
		return m.say("picture.finding-ahead", args{"a": m.name(id), "b": m.List(names), "ofB": m.List(ofNames), "year": first.since})
	}
	if first.since > last.since {
		first, last = last, first
	}
	return m.say("picture.finding-ahead-each", args{"a": m.name(id), "b": m.name(first.id), "year": first.since, "c": m.name(last.id), "later": last.since})
}

// lead is the place of the highlighted series, or -1.
func (m *maker) lead(all []series) int {
	if len(m.items) == 0 {
		return -1
	}
	return slices.IndexFunc(all, func(s series) bool { return s.id == m.items[0] })
}

// overtaken is who is behind since a year, with their last value.
type overtaken struct {
	id    string
	since int
	value float64
}

// overtakes tells whether a was below b in the first year that both have and is
// above since one year up to the last that either has.
func overtakes(a, b series) (overtaken, bool) {
	years := a.years()
	last, _ := b.last()
	if years[len(years)-1] != last {
		return overtaken{}, false
	}
	since, below := 0, false
	for k, y := range years {
		p, q := a.at[y], b.at[y]
		if !sound(p) || k > 0 && (p.parted() || q.parted() || y != years[k-1]+1) {
			return overtaken{}, false
		}
		if !sound(q) {
			if _, has := b.at[y]; !has && !below && since == 0 {
				continue // b has not begun
			}
			return overtaken{}, false
		}
		switch {
		case p.value < q.value:
			below, since = true, 0
		case p.value == q.value:
			since = 0
		case since == 0:
			since = y
		}
	}
	return overtaken{b.id, since, b.at[last].value}, below && since != 0
}

// multipliedFinding says of a single or highlighted series that it at least
// doubled.
func (m *maker) multipliedFinding(all []series) string {
	k := m.lead(all)
	if k < 0 && len(all) == 1 {
		k = 0
	}
	if k < 0 || m.q.As != AsValue || !all[k].data.Indicator.Additive() {
		return ""
	}
	s := all[k]
	years := s.years()
	for j, y := range years {
		if p := s.at[y]; !sound(p) || j > 0 && p.parted() {
			return ""
		}
	}
	from, to := s.at[years[0]], s.at[years[len(years)-1]]
	first, last := from.value, to.value
	if !slices.Equal(from.sample, to.sample) { // who began to report in between is in one of them
		return ""
	}
	if first <= 0 || last < 2*first {
		return ""
	}
	return m.say("picture.finding-multiplied", args{"a": m.name(s.id), "factor": last / first, "year": years[0], "name": m.called(s.data.Indicator)})
}

// placeFinding says at which place the highlighted bar stands among all that are
// ranked: all economies, or the members of a group, of whom none is absent that was as
// large when it last reported.
func (m *maker) placeFinding(ranked []series, year int) string {
	k := m.lead(ranked)
	if k < 0 || !m.each && m.perimeter() == "" || m.q.As == AsGrowth {
		return ""
	}
	value := func(j int) float64 { return ranked[j].at[year].value }
	d := ranked[k].data
	own, _ := d.Value(ranked[k].id, year)
	for _, id := range m.who {
		absent := !slices.ContainsFunc(ranked, func(s series) bool { return s.id == id })
		if last, reported := d.LastKnown(id, year); absent && reported && last.Value >= own {
			return ""
		}
	}
	for _, s := range ranked {
		if !sound(s.at[year]) && s.at[year].value >= value(k) {
			return "" // an estimate may stand above or below
		}
	}
	if !sound(ranked[k].at[year]) || k > 0 && value(k-1) == value(k) || k+1 < len(ranked) && value(k+1) == value(k) {
		return "" // a shared place
	}
	return m.say("picture.finding-place", args{"a": m.name(ranked[k].id), "n": k + 1, "of": len(ranked), "year": year})
}

// changeFinding names the largest rise of all shown, in points or in per cent.
func (m *maker) changeFinding(pairs []pair, u Unit) string {
	if len(pairs) < 3 {
		return ""
	}
	best, second := -1, math.Inf(-1)
	for k, p := range pairs {
		if !sound(p.from) || !sound(p.to) || p.to.parted() {
			return ""
		}
		switch {
		case best < 0 || p.change() > pairs[best].change():
			if best >= 0 {
				second = pairs[best].change()
			}
			best = k
		default:
			second = math.Max(second, p.change())
		}
	}
	top := pairs[best]
	if top.change() <= 0 || u.Signed(top.change()) == u.Signed(second) {
		return ""
	}
	if k := m.lead(seriesOf(pairs)); k >= 0 && k != best {
		return "" // the picture is about another one
	}
	if len(m.items) == 0 {
		m.items = []string{top.id} // whom the title speaks of
	}
	return m.say("picture.finding-rise", args{"a": m.name(top.id), "start": u.Value(top.from.value), "end": u.First(top.to.value)})
}

// overtaking says whom the highlighted row of two years passed.
func (m *maker) overtaking(pairs []pair, from, to int) string {
	k := m.lead(seriesOf(pairs))
	if k < 0 || !sound(pairs[k].from) || !sound(pairs[k].to) || pairs[k].to.parted() {
		return ""
	}
	best := -1
	for j, p := range pairs {
		if !sound(p.from) || !sound(p.to) || p.to.parted() {
			continue
		}
		if p.from.value > pairs[k].from.value && p.to.value < pairs[k].to.value && (best < 0 || p.to.value > pairs[best].to.value) {
			best = j
		}
	}
	if best < 0 {
		return ""
	}
	m.rivals = []string{pairs[best].id}
	return m.say("picture.finding-passed", args{"a": m.name(pairs[k].id), "b": m.name(pairs[best].id), "year": from, "last": to})
}

// riseFinding says from which place to which the highlighted one rose, where it
// rose among those that reported both years as well: nobody moves up because
// another one stopped reporting.
func (m *maker) riseFinding(all []series, places map[string]map[int]int, newest int) string {
	k := m.lead(all)
	if k < 0 || len(places[all[k].id]) == 0 {
		return ""
	}
	s := all[k]
	first := slices.Min(slices.Collect(maps.Keys(places[s.id])))
	from, to := places[s.id][first], places[s.id][newest]
	if to == 0 || to >= from || m.breaksWithin(s, first, newest) {
		return ""
	}
	matched := slices.DeleteFunc(slices.Clone(all), func(o series) bool { return !sound(o.at[first]) || !sound(o.at[newest]) })
	both := placesOf(matched, first, newest)[s.id]
	if both[newest] == 0 || both[newest] >= both[first] || both[newest] != to || both[first] != from {
		return ""
	}
	return m.say("picture.finding-rose", args{"a": m.name(s.id), "from": from, "to": to, "year": first})
}

// contributionFinding says how much of a rise the two largest parts make up.
func (m *maker) contributionFinding(steps []analysis.ContributionRow, total analysis.ContributionRow) string {
	if len(steps) < 3 || partial(total.Status) || total.Change <= 0 {
		return ""
	}
	share := 0.0
	for _, r := range steps[:2] {
		if r.Status != analysis.OK || r.Change <= 0 {
			return ""
		}
		share += 100 * r.Change / total.Change
	}
	if share > 100 || share < 25 {
		return ""
	}
	return m.say("picture.finding-two", args{"a": m.name(steps[0].Part), "b": m.name(steps[1].Part), "share": share})
}

// belowHalfFinding counts the economies below one half of a percentage, of those
// that are drawn.
func (m *maker) belowHalfFinding(drawn []series, year int) string {
	if len(drawn) < 10 || m.q.As != AsValue || !drawn[0].data.Indicator.IsPercentage() || largest(drawn) > 100 {
		return ""
	}
	n := 0
	for _, s := range drawn {
		p := s.at[year]
		if !sound(p) {
			return ""
		}
		if p.value < 50 {
			n++
		}
	}
	if n == 0 || n == len(drawn) { // half means nothing where nobody comes near it
		return ""
	}
	return m.say("picture.finding-below", args{"name": m.called(drawn[0].data.Indicator), "n": n, "of": len(drawn), "year": year})
}
