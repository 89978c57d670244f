package picture

import (
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
	var best overtaken
	for j, s := range all {
		if j == k {
			continue
		}
		if o, ok := overtakes(all[k], s); ok && o.value > best.value {
			best = o
		}
	}
	if best.id == "" {
		return ""
	}
	return m.say("picture.finding-ahead", args{"a": m.name(all[k].id), "b": m.name(best.id), "year": best.since})
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
		if !sound(p) || k > 0 && (p.broken || q.broken) {
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
		if p := s.at[y]; !sound(p) || j > 0 && p.broken {
			return ""
		}
	}
	first, last := s.at[years[0]].value, s.at[years[len(years)-1]].value
	if first <= 0 || last < 2*first {
		return ""
	}
	return m.say("picture.finding-multiplied", args{"a": m.name(s.id), "factor": last / first, "year": years[0], "name": m.called(s.data.Indicator)})
}

// placeFinding says at which place the highlighted bar stands.
func (m *maker) placeFinding(shown []series, year, of int) string {
	k := m.lead(shown)
	if k < 0 || !m.each || m.q.As == AsGrowth {
		return ""
	}
	for j := range k + 1 {
		if !sound(shown[j].at[year]) {
			return ""
		}
	}
	if k > 0 && shown[k-1].at[year].value == shown[k].at[year].value || k+1 < len(shown) && shown[k+1].at[year].value == shown[k].at[year].value {
		return "" // a shared place
	}
	place := k + 1
	if k >= m.placesShown() {
		return "" // it was put behind the others, and its place is not k+1
	}
	return m.say("picture.finding-place", args{"a": m.name(shown[k].id), "n": place, "of": of, "year": year})
}

func (m *maker) placesShown() int {
	if m.q.Count > 0 {
		return m.q.Count
	}
	return usualBars
}

// changeFinding names the largest rise of all shown, in points or in per cent.
func (m *maker) changeFinding(pairs []pair, u Unit) string {
	if len(pairs) < 3 {
		return ""
	}
	best, second := -1, math.Inf(-1)
	for k, p := range pairs {
		if !sound(p.from) || !sound(p.to) || p.to.broken {
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
	change := u.Signed(top.change())
	if m.q.As == AsShare || m.q.As == AsValue && top.data.Indicator.IsPercentage() {
		change = m.Points(top.change(), 1)
	} else if u.Short != "" {
		change += "\u00a0" + u.Short
	}
	return m.say("picture.finding-rise", args{"a": m.name(top.id), "change": change})
}

// overtaking says whom the highlighted row of two years passed.
func (m *maker) overtaking(pairs []pair, from int) string {
	k := m.lead(seriesOf(pairs))
	if k < 0 || !sound(pairs[k].from) || !sound(pairs[k].to) || pairs[k].to.broken {
		return ""
	}
	best := -1
	for j, p := range pairs {
		if !sound(p.from) || !sound(p.to) || p.to.broken {
			continue
		}
		if p.from.value > pairs[k].from.value && p.to.value < pairs[k].to.value && (best < 0 || p.to.value > pairs[best].to.value) {
			best = j
		}
	}
	if best < 0 {
		return ""
	}
	return m.say("picture.finding-passed", args{"a": m.name(pairs[k].id), "b": m.name(pairs[best].id), "year": from})
}

// riseFinding says from which place to which the highlighted one rose.
func (m *maker) riseFinding(all []series, places map[string]map[int]int, newest int) string {
	k := m.lead(all)
	if k < 0 {
		return ""
	}
	s, first := all[k], 0
	for y := range places[s.id] {
		if first == 0 || y < first {
			first = y
		}
	}
	if first == 0 || !sound(s.at[first]) || !sound(s.at[newest]) || places[s.id][newest] >= places[s.id][first] {
		return ""
	}
	return m.say("picture.finding-rose", args{"a": m.name(s.id), "from": places[s.id][first], "to": places[s.id][newest], "year": first})
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

// belowHalfFinding counts the economies below one half of a percentage.
func (m *maker) belowHalfFinding(all []series, year int) string {
	i := all[0].data.Indicator
	if m.q.As != AsValue || !i.IsPercentage() || largest(all) > 100 {
		return ""
	}
	below, of := 0, 0
	for _, s := range all {
		if p, ok := s.at[year]; ok && p.drawn() {
			of++
			if p.value < 50 {
				below++
			}
		}
	}
	if below == 0 || below == of || of < 10 { // half means nothing where nobody comes near it
		return ""
	}
	return m.say("picture.finding-below", args{"n": below, "of": of, "year": year})
}
