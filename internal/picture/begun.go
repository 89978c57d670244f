package picture

import (
	"maps"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/economy"
	"tradestats/internal/locale"
	"tradestats/internal/tidy"
)

// mostBegun is how many members that began to report late a note names.
const mostBegun = 6

// tellBegun names the members of groups that had not begun to report in years that are
// drawn, or report no more: the sum rises when they begin, and lacks them when they stop.
func (m *maker) tellBegun(all []series, years ...int) {
	for _, s := range all {
		notes, gone := map[int]analysis.Notes{}, map[int][]string{}
		for y, p := range s.at {
			if p.drawn() && (len(years) == 0 || slices.Contains(years, y)) {
				notes[y], gone[y] = p.notes, p.gone
			}
		}
		if s.data.Indicator.Additive() {
			m.note(BegunNote(m.Locale, m.desk.Economies, s.id, notes))
			m.note(GoneNote(m.Locale, m.desk.Economies, m.name(s.id).Text, gone))
		}
	}
}

// Lacking are the members of a group that a sum is without and that reported before.
func Lacking(r analysis.Aggregation) []string {
	var out []string
	for _, a := range r.Absent {
		if r.Group != a.Economy {
			out = append(out, a.Economy)
		}
	}
	return out
}

// mostGone is how many members without figures a note names: each has years of its own.
const mostGone = 3

// GoneNote names the members that the sums of some years are without, by the years; "" where
// there are none. Of many it says how many they are.
func GoneNote(l *locale.Locale, registry *economy.Registry, name string, years map[int][]string) string {
	without := map[string][]int{}
	for _, year := range slices.Sorted(maps.Keys(years)) {
		for _, id := range years[year] {
			without[id] = append(without[id], year)
		}
	}
	w := words{Locale: l}
	if n := len(without); n > mostGone {
		return w.say("picture.gone-some", args{"name": name, "n": n})
	}
	var items []string
	for _, id := range slices.Sorted(maps.Keys(without)) {
		item := registry.Name(id, l.Lang()).Text
		if len(years) > 1 {
			item = w.say("picture.gaps-of", args{"name": item, "years": strings.ReplaceAll(tidy.YearRanges(without[id]), "-", "–")})
		}
		items = append(items, item)
	}
	if len(items) == 0 {
		return ""
	}
	return w.say("picture.gone", args{"name": name, "list": l.List(items)})
}

// BegunNote names the members of a group that had not begun to report in some of its
// years, by the last of them; "" where there are none.
func BegunNote(l *locale.Locale, registry *economy.Registry, group string, years map[int]analysis.Notes) string {
	late := analysis.LateStarts(years)
	if len(late) == 0 {
		return ""
	}
	w, name := words{Locale: l}, registry.Name(group, l.Lang()).Text
	n := 0
	var items []string
	for _, one := range late {
		names := make([]string, len(one.Economies))
		for k, id := range one.Economies {
			names[k] = registry.Name(id, l.Lang()).Text
		}
		n += len(names)
		items = append(items, w.say("picture.begun-to", args{"economies": l.List(names), "year": one.Year}))
	}
	if n > mostBegun {
		first := late[0].Year
		for y := range years {
			first = min(first, y)
		}
		return w.say("picture.begun-some", args{"name": name, "n": n, "year": first})
	}
	return w.say("picture.begun", args{"name": name, "list": l.List(items)})
}
