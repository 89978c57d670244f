package picture

import (
	"cmp"
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/chart"
	"tradestats/internal/study"
)

// usualBars is how many bars a ranking of all economies shows.
const usualBars = 15

// bars draws one year as a ranking, the largest first.
func (m *maker) bars() error {
	year, err := m.rankedYear()
	if err != nil {
		return err
	}
	all, err := m.measure()
	if err != nil {
		return err
	}
	if year == 0 {
		year = m.newestCommon(all)
	}
	ranked, absent := m.ranked(all, year)
	if len(ranked) == 0 {
		return m.nothing()
	}
	shown := m.top(ranked, cmp.Or(m.q.Count, usualBars))
	m.barRows(ranked, shown, absent, year)
	m.subject = m.subjectOf(all)
	m.title = m.placeFinding(ranked, year)
	m.tellWithout(withheldIn(absent, year))
	m.tellFewer(year)
	if !m.each { // the ranking of all says how many have reported later years
		m.tellLater(all, year)
	}
	m.tellMarked(shown, year)
	m.tellBegun(shown, year)
	m.tell(shown, year)
	return nil
}

// barRows are the bars of those that are shown of a ranking and the places of those that were
// asked for and have none, and the words of their unit.
func (m *maker) barRows(ranked, shown, absent []series, year int) {
	u := m.unit(shown)
	body := chart.Bars{Value: u.Value, FirstValue: u.First}
	n := min(len(shown), cmp.Or(m.q.Count, usualBars))
	for k, s := range shown {
		name := m.label(s.id)
		if m.each && k >= n { // it stands behind a gap: say at which place
			name = m.say("picture.at-place", args{"name": name, "n": 1 + slices.IndexFunc(ranked, func(o series) bool { return o.id == s.id })})
		}
		body.Rows = append(body.Rows, chart.Bar{Name: name, Value: s.at[year].value, Emphasis: m.emphasis(s.id), Mark: mark(s.at[year].mark)})
		m.plot(s, m.q.As, year, s.at[year])
	}
	for _, s := range absent {
		body.Rows = append(body.Rows, chart.Bar{Name: m.label(s.id), Missing: m.missingIn(s, year, u), Emphasis: m.emphasis(s.id)})
	}
	m.out.Chart.Body = body
	m.parts = []string{u.Words, m.perimeter(), m.Year(year)}
	if m.each {
		key := "picture.largest-of"
		if m.q.As == AsGrowth {
			key = "picture.highest-of"
		}
		m.parts = append([]string{m.say(key, args{"n": n, "of": len(ranked)})}, m.parts...)
	}
}

// tellFewer says where fewer economies have reported a year than the one before.
func (m *maker) tellFewer(year int) {
	if !m.each {
		return
	}
	d := m.data[0]
	if now, before := len(d.Reporters(year)), len(d.Reporters(year-1)); 10*now < 9*before {
		m.note(m.say("picture.fewer", args{"n": now, "year": year, "before": before, "last": year - 1}))
	}
}

// rankedYear is the newest year that enough economies have reported to be
// ranked, where all of them are; 0 where some are named.
func (m *maker) rankedYear() (int, error) {
	if !m.each || m.q.Year != 0 {
		return m.q.Year, nil
	}
	q := m.q.Query
	q.From = 0
	if m.q.UpTo != 0 { // the newest up to it that can be ranked, not that one
		q.To = 0
	}
	results, err := (&study.Rank{Query: q, UpTo: m.q.UpTo}).Run(m.ctx, m.desk)
	if err != nil {
		return 0, err
	}
	for _, text := range m.reader.Notes(results[0].Notes) {
		m.note(sentence(text))
	}
	rows := results[0].Rows.([]analysis.RankRow)
	return rows[0].Year, nil
}

// ranked are the series with a value in a year, the largest first, and those
// that were asked for and have none.
func (m *maker) ranked(all []series, year int) (shown, absent []series) {
	for _, s := range all {
		switch {
		case s.at[year].drawn() && s.at[year].status != "":
			shown = append(shown, s)
		case !m.each:
			absent = append(absent, s)
		}
	}
	slices.SortStableFunc(shown, func(a, b series) int {
		return cmp.Or(cmp.Compare(b.at[year].value, a.at[year].value), cmp.Compare(a.id, b.id))
	})
	slices.SortStableFunc(absent, func(a, b series) int { // who was large before it stopped comes first
		return cmp.Or(cmp.Compare(before(b, year), before(a, year)), cmp.Compare(a.id, b.id))
	})
	return shown, absent
}

// before is the last value of a series before a year, 0 where there is none.
func before(s series, year int) float64 {
	last := 0.0
	for _, y := range s.years() {
		if y < year {
			last = s.at[y].value
		}
	}
	return last
}

// top keeps the first ones, and those that are highlighted wherever they stand.
func (m *maker) top(all []series, n int) []series {
	var out []series
	for k, s := range all {
		if k < n || slices.Contains(m.items, s.id) || !m.each {
			out = append(out, s)
		}
	}
	return out
}

// mark is put behind what is an estimate or rests on partial coverage.
func mark(s chart.Status) string {
	if s != chart.Reported {
		return "*"
	}
	return ""
}

// tellMarked says what the marks behind values mean.
func (m *maker) tellMarked(all []series, years ...int) {
	marks := map[chart.Status]bool{}
	var partly []string
	for _, s := range all {
		for _, y := range years {
			p := s.at[y]
			switch {
			case p.mark == chart.Reported:
			case p.status == analysis.Partial:
				partly = append(partly, m.say("picture.covered", args{"name": m.label(s.id), "year": y, "share": p.covered}))
			default:
				marks[p.mark] = true
			}
		}
	}
	if len(partly) > 0 {
		m.note(m.say("picture.mark-partial", args{"list": m.reader.Listed(partly)}))
	}
	if marks[chart.Estimate] {
		m.note(m.Word("picture.mark-estimate"))
	}
	if marks[chart.Provisional] {
		m.note(m.Word("picture.mark-provisional"))
	}
}

// missing says why a mark is missing: withheld, or not reported by anybody.
func (m *maker) missing(p point) string {
	if p.status == analysis.Withheld && !absent(p.notes) {
		return m.Word("status.withheld")
	}
	return m.Word("picture.not-reported")
}

// missingIn is why a bar is missing, and what it last was: the largest may be late.
func (m *maker) missingIn(s series, year int, u Unit) string {
	why := m.missing(s.at[year])
	years := slices.DeleteFunc(s.years(), func(y int) bool { return y >= year || !s.at[y].drawn() || s.at[y].status == analysis.Withheld })
	if len(years) == 0 || m.q.As != AsValue {
		return why
	}
	last := slices.Max(years)
	return m.say("picture.last-value", args{"why": why, "value": u.Value(s.at[last].value), "year": last})
}

// withheldIn are the series whose value of a year is withheld, with that year alone.
func withheldIn(all []series, year int) []series {
	var out []series
	for _, s := range all {
		if p := s.at[year]; p.status == analysis.Withheld && !absent(p.notes) {
			out = append(out, series{s.id, s.data, map[int]point{year: p}})
		}
	}
	return out
}
