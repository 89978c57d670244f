package picture

import (
	"fmt"
	"math"
	"slices"

	"tradestats/internal/chart"
	"tradestats/internal/tidy"
)

// line draws levels over years, each series with its name at its end.
func (m *maker) line() error {
	all, err := m.measure()
	if err != nil {
		return err
	}
	if err := m.sameUnit(); err != nil {
		return err
	}
	if len(all) > mostLines && len(m.items) == 0 {
		m.desk.Warning(fmt.Sprintf("%d lines can hardly be told apart: add --kind multiples for a panel each, or --highlight for one of them", len(all)))
	}
	u := m.unit(all)
	log := m.q.Log && m.mayLog(all)
	if log && m.q.As == AsValue && !InMillions(m.used[0]) && widelySpread(all) {
		u = compactUnit(m.Locale, m.used[0])
	}
	if m.title = m.leadFinding(all); m.title == "" {
		m.title = m.multipliedFinding(all)
	}
	body := chart.Lines{Log: log, Value: u.Round, Tick: u.Tick, TopTick: u.Top, FromZero: m.q.As != AsIndex && m.q.As != AsGrowth, BreakLabel: capital(m.Word("flag.break"))}
	for _, s := range all {
		body.Series = append(body.Series, chart.Series{Name: m.labelOf(s, all), Points: s.line(), Emphasis: m.emphasis(s.id)})
		m.plotAll(s)
	}
	body.Max = m.ceiling(all)
	m.out.Chart.Body = body
	m.subject = m.subjectOf(all)
	m.parts = []string{u.Words, m.perimeter(), m.yearsText()}
	if m.q.As == AsIndex {
		m.note(m.Word("picture.not-from-zero"))
	}
	m.note(GapsNote(m.Locale, body.Series))
	m.tellMarks(all)
	m.tellBreakYears(all)
	m.tellBegun(all)
	m.tellApart(all, u)
	m.tell(all, m.years.last)
	return nil
}

// mostLines is how many grey lines a reader can follow.
const mostLines = 10

// plotAll notes every value of a series, withheld ones among them.
func (m *maker) plotAll(s series) {
	for _, y := range sortedYears(s) {
		if p := s.at[y]; p.drawn() || !absent(p.notes) {
			m.plot(s, m.q.As, y, p)
		}
	}
}

// widelySpread tells whether values lie more than six powers of ten apart.
func widelySpread(all []series) bool {
	least := math.Inf(1)
	for _, s := range all {
		for _, y := range s.years() {
			least = math.Min(least, math.Abs(s.at[y].value))
		}
	}
	return largest(all) > 1e6*least
}

func sortedYears(s series) []int {
	var out []int
	for y := range s.at {
		out = append(out, y)
	}
	slices.Sort(out)
	return out
}

// emphasis is how loudly a series speaks: the first of --highlight is
// highlighted, the others are named.
func (m *maker) emphasis(id string) chart.Emphasis {
	switch k := slices.Index(m.items, id); {
	case k < 0 && slices.Contains(m.rivals, id):
		return chart.Named
	case k == 0:
		return chart.Highlight
	case k > 0:
		return chart.Named
	}
	return chart.Plain
}

// ceiling is 100 for percentages that cannot exceed it.
func (m *maker) ceiling(all []series) float64 {
	if m.q.As == AsValue && all[0].data.Indicator.IsPercentage() && largest(all) > 50 && largest(all) <= 100 {
		return 100
	}
	return 0
}

// sameUnit refuses indicators that do not share an axis.
func (m *maker) sameUnit() error {
	for _, i := range m.used[1:] {
		if a, b := m.unitOf(m.used[0]), m.unitOf(i); a != b {
			return tidy.Errorf(tidy.Usage, "take {as index}, {kind scatter} for two, or draw each in a chart of its own", "%s is in %s, %s in %s: they share no axis", m.used[0].ID, orNone(a), i.ID, orNone(b))
		}
	}
	return nil
}

func orNone(unit string) string {
	if unit == "" {
		return "a unit that nobody said"
	}
	return unit
}

// mayLog tells whether a wish for a logarithmic axis can be met; if not, a note
// says so.
func (m *maker) mayLog(all []series) bool {
	for _, s := range all {
		for _, y := range s.years() {
			if s.at[y].value <= 0 {
				m.note(m.say("picture.no-log", args{"name": m.labelOf(s, all), "year": y}))
				return false
			}
		}
	}
	m.note(m.Word("picture.log"))
	return true
}
