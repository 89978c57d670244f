package picture

import (
	"cmp"
	"fmt"
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/chart"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
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
	shown, absent := m.ranked(all, year)
	if len(shown) == 0 {
		return m.nothing()
	}
	of := len(shown)
	shown = m.top(shown, cmp.Or(m.q.Count, usualBars))
	u := m.unit(shown)
	body := chart.Bars{Value: u.Value, FirstValue: u.First}
	for _, s := range shown {
		body.Rows = append(body.Rows, chart.Bar{Name: m.label(s.id), Value: s.at[year].value, Emphasis: m.emphasis(s.id), Mark: mark(s.at[year].mark)})
		m.plot(s, m.q.As, year, s.at[year])
	}
	for _, s := range absent {
		body.Rows = append(body.Rows, chart.Bar{Name: m.label(s.id), Missing: m.Word("picture.not-reported"), Emphasis: m.emphasis(s.id)})
	}
	m.out.Chart.Body = body
	m.subject = m.subjectOf(all)
	m.parts = []string{u.Words, m.Year(year)}
	if m.each {
		m.parts = append([]string{m.say("picture.largest-of", args{"n": len(shown), "of": of})}, m.parts...)
	}
	m.title = m.placeFinding(shown, year, of)
	m.tellMarked(shown, year)
	m.tell(shown, year)
	return nil
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
	return shown, absent
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
	partly := false
	for _, s := range all {
		for _, y := range years {
			p := s.at[y]
			if p.mark != chart.Reported {
				marks[p.mark] = p.status != analysis.Partial
				partly = partly || p.status == analysis.Partial
			}
		}
	}
	for _, n := range []struct {
		is  bool
		key string
	}{{partly, "picture.mark-partial"}, {marks[chart.Estimate], "picture.mark-estimate"}, {marks[chart.Provisional], "picture.mark-provisional"}} {
		if n.is {
			m.note(m.Word(n.key))
		}
	}
}

// usageUnits refuses two indicators on one axis.
func usageUnits(a, b catalog.Indicator) error {
	return tidy.Errorf(tidy.Usage, "draw them as --as index, or each in a chart of its own", "%s is in %s, %s in %s: they share no axis", a.ID, orNone(a.Unit), b.ID, orNone(b.Unit))
}

func orNone(unit string) string {
	if unit == "" {
		return "a unit that nobody said"
	}
	return fmt.Sprint(unit)
}
