package picture

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/chart"
	"tradestats/internal/locale"
)

// worthSaying are the notes of a figure that a reader of a chart must know.
var worthSaying = map[analysis.NoteKey]bool{
	analysis.NoteInternalTrade: true, analysis.NoteCurrency: true, analysis.NotePrices: true, analysis.NoteOwnPrices: true,
	analysis.NoteSummed: true, analysis.NoteNetted: true, analysis.NoteFilled: true, analysis.NoteUndeclared: true,
}

// tell notes what there is to know of the points of some years, and how
// estimates and the like are drawn.
func (m *maker) tell(all []series, years ...int) {
	names := map[string][]string{}
	var order []string
	within := m.besideEconomies(all, years)
	hear := func(text string, s series) {
		if names[text] == nil {
			order = append(order, text)
		}
		if label := m.labelOf(s, all); len(names[text]) == 0 || names[text][len(names[text])-1] != label {
			names[text] = append(names[text], label)
		}
	}
	for _, s := range all {
		for _, y := range years {
			for _, n := range s.at[y].notes {
				if worthSaying[n.Key] && (n.Key != analysis.NoteInternalTrade || !within) {
					hear(m.reader.Note(n), s)
				}
			}
			if s.at[y].status == published {
				hear(m.say("picture.published", args{"publisher": publisherOf(m.Locale, s.data.Indicator)}), s)
			}
		}
	}
	for _, text := range order {
		if len(names[text]) == len(all) {
			m.note(sentence(text))
			continue
		}
		m.note(sentence(m.reader.Listed(names[text]) + m.Colon() + " " + text))
	}
}

// publisherOf is how a text calls the publisher of an indicator.
func publisherOf(l *locale.Locale, i catalog.Indicator) string {
	return cmp.Or(i.Dataset.Called.In(l.Lang()), i.Dataset.Short.In(l.Lang()))
}

// besideEconomies puts into the subtitle that the sum of a group includes what its
// members trade with each other, where economies stand beside it whose trade is all
// with others: who reads one as so many times the other must know. It tells whether
// it did.
func (m *maker) besideEconomies(all []series, years []int) bool {
	var groups []string
	single := false
	for _, s := range all {
		_, group := m.desk.Economies.Group(unpinned(s.id))
		single = single || !group
		for _, y := range years {
			if _, internal := s.at[y].notes.Find(analysis.NoteInternalTrade); internal {
				groups = union(groups, []string{s.id})
			}
		}
	}
	if !single || len(groups) == 0 {
		return false
	}
	m.within = m.say("picture.with-internal-some", nil)
	if len(groups) == 1 {
		m.within = m.say("picture.with-internal", args{"one": m.name(groups[0])})
	}
	return true
}

// sentence is a note with a capital and a full stop.
func sentence(text string) string {
	if text == "" || strings.HasSuffix(text, ".") {
		return capital(text)
	}
	return capital(text) + "."
}

// tellMarks says how estimates and provisional figures are drawn, and why
// years are withheld.
func (m *maker) tellMarks(all []series) {
	var partly, flagged, provisional bool
	var withheld []string
	for _, s := range all {
		last, why := s.withheld()
		for _, p := range s.at {
			switch {
			case !p.drawn():
			case p.mark == chart.Provisional:
				provisional = true
			case p.mark == chart.Estimate:
				partly = partly || p.status == analysis.Partial
				flagged = flagged || p.status != analysis.Partial
			}
		}
		if last != 0 && len(withheld) < 3 {
			text := m.labelOf(s, all) + " " + m.Year(last)
			if texts := m.reader.Notes(why); len(texts) > 0 {
				text += " (" + texts[0] + ")"
			}
			withheld = append(withheld, text)
		}
	}
	for _, n := range []struct {
		is  bool
		key string
	}{{partly, "picture.partial"}, {flagged, "picture.estimates"}, {provisional, "picture.provisional"}} {
		if n.is {
			m.note(m.Word(n.key))
		}
	}
	if len(withheld) > 0 {
		m.note(m.say("picture.withheld", args{"list": m.List(withheld)}))
	}
}

// absent tells whether nobody reported, which leaves a gap and withholds nothing.
func absent(notes analysis.Notes) bool {
	for _, why := range []analysis.Reason{analysis.NoValue, analysis.NoReporter} {
		if _, ok := notes.Find(analysis.ReasonKey(why)); ok {
			return true
		}
	}
	return len(notes) == 0
}

// tellAbsent counts the members without a value in the year that is drawn.
func (m *maker) tellAbsent(n, year int) {
	if n > 0 {
		m.note(m.say("picture.absent-members", args{"n": n, "year": year}))
	}
}

// tellLater says who has a later value than those of the year that is drawn because most
// have it: a reader who knows the newer figure would think the chart out of date.
func (m *maker) tellLater(all []series, year int) {
	if m.q.Year != 0 {
		return
	}
	names := map[int][]string{} // by their last year
	for _, s := range all {
		if years := s.years(); len(years) > 0 && years[len(years)-1] > year {
			last := years[len(years)-1]
			names[last] = union(names[last], []string{m.labelOf(s, all)})
		}
	}
	n := 0
	var list []string
	for _, last := range slices.Sorted(maps.Keys(names)) {
		n += len(names[last])
		list = append(list, m.reader.Listed(names[last])+" ("+m.Year(last)+")")
	}
	switch {
	case n > mostWithout:
		m.note(m.say("picture.later-many", args{"n": n, "year": year}))
	case n > 0:
		m.note(m.say("picture.later", args{"list": strings.Join(list, "; "), "year": year}))
	}
}

// mostWithout is how many that have no data are named.
const mostWithout = 6

// tellBreakYears names the breaks within the years drawn: the figures before and
// after do not compare.
func (m *maker) tellBreakYears(all []series) {
	var list []string
	for _, s := range all {
		for _, y := range s.years() {
			if s.at[y].broken {
				list = union(list, []string{m.say("picture.break-year", args{"name": m.label(s.id), "year": y})})
			}
		}
	}
	if len(list) > 0 {
		m.note(m.say("picture.broken", args{"list": m.reader.Listed(list)}))
	}
}

// tellWithout names what was asked for and has no value, each once: withheld with
// the reason, or not reported by anybody.
func (m *maker) tellWithout(without []series) {
	var names, withheld []string
	for _, s := range without {
		name := m.label(s.id)
		if year, why := s.withheld(); year != 0 {
			if texts := m.reader.Notes(why); len(texts) > 0 {
				name += " (" + texts[0] + ")"
			}
			withheld = union(withheld, []string{name})
			continue
		}
		names = union(names, []string{name})
	}
	switch n := len(names); {
	case n > mostWithout:
		m.note(m.say("picture.without-some", args{"n": n}))
	case n > 0:
		m.note(m.say("picture.without", args{"names": m.List(names)}))
	}
	if len(withheld) > 0 {
		m.note(m.say("picture.withheld", args{"list": m.reader.Listed(withheld)}))
	}
}

// withheld is the newest year whose value is withheld though somebody reported it,
// and why; 0 where there is none.
func (s series) withheld() (last int, why analysis.Notes) {
	for y, p := range s.at {
		if y > last && !p.drawn() && p.status == analysis.Withheld && !absent(p.notes) {
			last, why = y, p.notes
		}
	}
	return last, why
}

// tellEstimates names those drawn whose figures of some years are estimates or rest
// on a part of the members, where marks have no room to say so.
func (m *maker) tellEstimates(all []series, years ...int) {
	var names []string
	for _, s := range all {
		for _, y := range years {
			if s.at[y].mark != chart.Reported {
				names = union(names, []string{m.label(s.id)})
			}
		}
	}
	if len(names) > 0 {
		m.note(m.say("picture.among-estimates", args{"names": m.reader.Listed(names)}))
	}
}
