package picture

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"tradestats/internal/chart"
)

// usualRanks is how many places a bump chart shows.
const usualRanks = 10

// bump draws places over years: those of the economies that reported each.
func (m *maker) bump() error {
	newest, err := m.rankedYear()
	if err != nil {
		return err
	}
	all, err := m.measure()
	if err != nil {
		return err
	}
	if newest == 0 {
		newest = m.newestCommon(all)
	}
	first := m.q.From
	if first == 0 {
		first = newest - 10
	}
	depth := cmp.Or(m.q.Count, usualRanks)
	if !m.each {
		depth = len(all)
	}
	places := placesOf(all, first, newest)
	body := chart.Bump{Depth: depth, Value: func(v float64) string { return strconv.Itoa(int(v)) }}
	for _, s := range m.everTop(all, places, depth, newest) {
		line := chart.Series{Name: m.label(s.id), Emphasis: m.emphasis(s.id)}
		for _, y := range slices.Sorted(maps.Keys(places[s.id])) {
			if rank := places[s.id][y]; rank <= depth {
				line.Points = append(line.Points, chart.Point{X: y, Y: float64(rank)})
				m.plot(s, "rank", y, point{value: float64(rank), status: s.at[y].status, flag: s.at[y].flag})
				m.out.Data[len(m.out.Data)-1].Unit = "rank"
			}
		}
		if len(line.Points) > 0 {
			body.Series = append(body.Series, line)
		}
	}
	m.out.Chart.Body = body
	m.subject = m.subjectOf(all)
	m.parts = []string{m.say("picture.places", args{"n": depth}), m.perimeter(), m.yearsText()}
	m.title = m.riseFinding(all, places, newest)
	if m.each {
		m.note(m.Word("picture.places-note"))
	} else {
		m.note(m.Word("picture.places-shown"))
	}
	m.tellFewer(newest)
	return nil
}

// placesOf ranks those who reported each year; equal values share a place.
func placesOf(all []series, first, last int) map[string]map[int]int {
	out := map[string]map[int]int{}
	for y := first; y <= last; y++ {
		var present []series
		for _, s := range all {
			if p, ok := s.at[y]; ok && p.drawn() {
				present = append(present, s)
			}
		}
		slices.SortStableFunc(present, func(a, b series) int { return cmp.Compare(b.at[y].value, a.at[y].value) })
		for k, s := range present {
			place := k + 1
			if k > 0 && present[k-1].at[y].value == s.at[y].value {
				place = out[present[k-1].id][y]
			}
			if out[s.id] == nil {
				out[s.id] = map[int]int{}
			}
			out[s.id][y] = place
		}
	}
	return out
}

// everTop are those that ever were among the first, in the order of the last year.
func (m *maker) everTop(all []series, places map[string]map[int]int, depth, newest int) []series {
	var out []series
	for _, s := range all {
		if slices.ContainsFunc(slices.Collect(maps.Values(places[s.id])), func(place int) bool { return place <= depth }) {
			out = append(out, s)
		}
	}
	place := func(s series) int { return cmp.Or(places[s.id][newest], 1<<30) }
	slices.SortStableFunc(out, func(a, b series) int { return cmp.Compare(place(a), place(b)) })
	return out
}
