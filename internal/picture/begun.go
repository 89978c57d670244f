package picture

import (
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/economy"
	"tradestats/internal/locale"
)

// mostBegun is how many members that began to report late a note names.
const mostBegun = 6

// tellBegun names the members of groups that had not begun to report in years that are
// drawn: the sum rises when they begin.
func (m *maker) tellBegun(all []series, years ...int) {
	for _, s := range all {
		notes := map[int]analysis.Notes{}
		for y, p := range s.at {
			if p.drawn() && (len(years) == 0 || slices.Contains(years, y)) {
				notes[y] = p.notes
			}
		}
		if s.data.Indicator.Additive() {
			m.note(BegunNote(m.Locale, m.desk.Economies, s.id, notes))
		}
	}
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
