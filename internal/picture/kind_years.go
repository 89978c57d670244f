package picture

import (
	"cmp"
	"math"
	"slices"

	"tradestats/internal/chart"
)

// pair is a series with a value in both of two years.
type pair struct {
	series
	from, to point
}

// change is from the first year to the second.
func (p pair) change() float64 { return p.to.value - p.from.value }

// pairs are the series with values in two years, the largest in the second
// first. Those with one only are named in a note.
func (m *maker) pairs() (out []pair, from, to int, err error) {
	all, err := m.measure()
	if err != nil {
		return nil, 0, 0, err
	}
	if from, to, err = m.two(all); err != nil {
		return nil, 0, 0, err
	}
	var without []series
	for _, s := range all {
		a, okA := s.at[from]
		b, okB := s.at[to]
		if !okA || !okB || !a.drawn() || !b.drawn() {
			without = append(without, s)
			continue
		}
		b.broken = m.breaksWithin(s, from, to)
		out = append(out, pair{s, a, b})
		m.plot(s, m.q.As, from, a)
		m.plot(s, m.q.As, to, b)
	}
	if len(out) == 0 {
		return nil, from, to, m.nothing()
	}
	slices.SortStableFunc(out, func(a, b pair) int { return cmp.Compare(b.to.value, a.to.value) })
	m.tellWithout(without)
	m.tellBreaks(out)
	shown := seriesOf(out)
	m.tellMarked(shown, from, to)
	m.tell(shown, to)
	m.subject = m.subjectOf(all)
	return out, from, to, nil
}

func seriesOf(pairs []pair) []series {
	out := make([]series, len(pairs))
	for k, p := range pairs {
		out[k] = p.series
	}
	return out
}

// breaksWithin tells whether the figures of a series break between two years.
func (m *maker) breaksWithin(s series, from, to int) bool {
	return len(s.data.Breaks([]string{s.id}, from, to)) > 0
}

// tellBreaks names the changes that rest on a break.
func (m *maker) tellBreaks(pairs []pair) {
	var names []string
	for _, p := range pairs {
		if p.to.broken {
			names = append(names, m.label(p.id))
		}
	}
	if len(names) > 0 {
		m.note(m.say("picture.breaks", args{"names": m.reader.Listed(names)}))
	}
}

// slope joins two years by lines.
func (m *maker) slope() error {
	pairs, from, to, err := m.pairs()
	if err != nil {
		return err
	}
	u := m.unit(seriesOf(pairs))
	body := chart.Slope{Left: m.Year(from), Right: m.Year(to), Value: u.Round}
	for _, p := range pairs {
		body.Rows = append(body.Rows, chart.SlopeRow{Name: m.labelOf(p.series, seriesOf(pairs)) + mark(max(p.from.mark, p.to.mark)), Start: p.from.value, End: p.to.value, Emphasis: m.emphasis(p.id)})
	}
	m.out.Chart.Body = body
	m.parts = []string{u.Words, m.twoYears(from, to)}
	if m.title = m.overtaking(pairs, from); m.title == "" {
		m.title = m.changeFinding(pairs, u)
	}
	return nil
}

// dumbbell shows two years in rows.
func (m *maker) dumbbell() error {
	pairs, from, to, err := m.pairs()
	if err != nil {
		return err
	}
	all := seriesOf(pairs)
	u := m.unit(all)
	body := chart.Dumbbell{StartLabel: m.Year(from), EndLabel: m.Year(to), Value: u.Round, Tick: u.Tick, TopTick: u.Top, Max: m.ceiling(all)}
	for _, p := range pairs {
		body.Rows = append(body.Rows, chart.Dumb{Name: m.labelOf(p.series, all) + mark(max(p.from.mark, p.to.mark)), Start: p.from.value, End: p.to.value, Emphasis: m.emphasis(p.id)})
	}
	m.out.Chart.Body = body
	m.parts = []string{u.Words, m.twoYears(from, to)}
	m.title = m.changeFinding(pairs, u)
	return nil
}

// twoYears is "2015 and 2023".
func (m *maker) twoYears(from, to int) string { return m.List([]string{m.Year(from), m.Year(to)}) }

// multiples draws each series in a panel of its own, all on one scale.
func (m *maker) multiples() error {
	all, err := m.measure()
	if err != nil {
		return err
	}
	u := m.unit(all)
	body := chart.Multiples{Value: u.Round, Tick: u.Tick, TopTick: u.Top, FromZero: m.q.As != AsIndex && m.q.As != AsGrowth, Max: m.ceiling(all)}
	for _, s := range all {
		e := m.emphasis(s.id)
		if e == chart.Named {
			e = chart.Plain
		}
		body.Panels = append(body.Panels, chart.Panel{Name: m.labelOf(s, all), Points: s.line(), Emphasis: e})
		m.plotAll(s)
	}
	m.out.Chart.Body = body
	m.subject = m.subjectOf(all)
	m.parts = []string{u.Words, m.yearsText(), m.Word("picture.others-grey")}
	m.tellMarks(all)
	m.tell(all, m.years.last)
	return nil
}

// grouped draws up to three years, or up to three indicators of one year, side
// by side.
func (m *maker) grouped() error {
	all, err := m.measure()
	if err != nil {
		return err
	}
	if err := m.sameUnit(); err != nil {
		return err
	}
	body := chart.Grouped{Missing: m.Word("picture.not-reported")}
	ids := idsOf(all)
	years, err := m.groupedYears(all)
	if err != nil {
		return err
	}
	if len(m.used) > 1 {
		for _, i := range m.used {
			body.Series = append(body.Series, m.briefly(i))
		}
	} else {
		for _, y := range years {
			body.Series = append(body.Series, m.Year(y))
		}
	}
	for _, id := range ids {
		row := chart.GroupedRow{Name: m.label(id), Emphasis: m.emphasis(id)}
		for _, i := range m.used {
			for _, y := range years {
				row.Values = append(row.Values, m.cellOf(all, id, i.ID, y))
			}
		}
		body.Rows = append(body.Rows, row)
	}
	slices.SortStableFunc(body.Rows, func(a, b chart.GroupedRow) int {
		return cmp.Compare(lastOf(b), lastOf(a))
	})
	u := m.unit(all)
	body.Value, body.FirstValue = u.Value, u.First
	m.out.Chart.Body = body
	m.subject = m.subjectOf(all)
	when := m.yearsText()
	if len(years) > 1 && len(m.used) == 1 {
		when = m.List(body.Series)
	}
	m.parts = []string{u.Words, when}
	m.tellMarked(all, years...)
	m.tell(all, years[len(years)-1])
	return nil
}

func lastOf(r chart.GroupedRow) float64 {
	for k := len(r.Values) - 1; k >= 0; k-- {
		if r.Values[k].Known {
			return r.Values[k].Value
		}
	}
	return math.Inf(-1)
}

// groupedYears are the years side by side: of one indicator the first, the
// middle and the last of those asked for, of several the newest.
func (m *maker) groupedYears(all []series) ([]int, error) {
	if len(m.used) > 1 || m.q.Year != 0 {
		return []int{m.newestCommon(all)}, nil
	}
	from, to, err := m.two(all)
	if err != nil {
		return nil, err
	}
	if middle := (from + to) / 2; to-from >= 4 {
		return []int{from, middle, to}, nil
	}
	return []int{from, to}, nil
}

// cellOf is a value for a row of a table, and notes it as plotted.
func (m *maker) cellOf(all []series, id, indicator string, year int) chart.Cell {
	for _, s := range all {
		if s.id != id || s.data.Indicator.ID != indicator {
			continue
		}
		p, ok := s.at[year]
		if ok {
			m.plot(s, m.q.As, year, p)
		}
		if ok && p.drawn() {
			return chart.Cell{Value: p.value, Known: true, Status: p.mark}
		}
	}
	return chart.Cell{}
}

// idsOf are the economies and groups of some series, each once, in order.
func idsOf(all []series) []string {
	var out []string
	for _, s := range all {
		if !slices.Contains(out, s.id) {
			out = append(out, s.id)
		}
	}
	return out
}
