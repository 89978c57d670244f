package picture

import (
	"cmp"
	"slices"
	"strings"

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
			without = append(without, series{s.id, s.data, map[int]point{from: a, to: b}})
			continue
		}
		b.broken = m.breaksWithin(s, from, to)
		_, b.apart = s.othersReport(from, to)
		out = append(out, pair{s, a, b})
		m.plot(s, m.q.As, from, a)
		m.plot(s, m.q.As, to, b)
	}
	if len(out) == 0 {
		return nil, from, to, m.nothing()
	}
	slices.SortStableFunc(out, func(a, b pair) int { return cmp.Compare(b.to.value, a.to.value) })
	m.tellOneYear(without, from, to)
	m.tellBreaks(out)
	shown := seriesOf(out)
	m.tellMarked(shown, from, to)
	m.tellBegun(shown, from, to)
	m.tell(shown, to)
	m.subject = m.subjectOf(all)
	return out, from, to, nil
}

// tellOneYear names those that have no value in one of the two years, or in both.
func (m *maker) tellOneYear(without []series, from, to int) {
	var names []string
	var withheld []series
	for _, s := range without {
		if year, _ := s.withheld(); year != 0 {
			withheld = append(withheld, s)
			continue
		}
		names = union(names, []string{m.label(s.id)})
	}
	if len(names) > 0 {
		m.note(m.say("picture.not-both", args{"from": from, "to": to, "names": m.reader.Listed(names)}))
	}
	m.tellWithout(withheld)
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
	if m.title = m.overtaking(pairs, from, to); m.title == "" {
		m.title = m.changeFinding(pairs, u)
	}
	body := chart.Slope{Left: m.Year(from), Right: m.Year(to), Value: u.alike(m.Locale, valuesOf(pairs))}
	for _, p := range pairs {
		body.Rows = append(body.Rows, chart.SlopeRow{Name: m.labelOf(p.series, seriesOf(pairs)) + mark(max(p.from.mark, p.to.mark)), Start: p.from.value, End: p.to.value, Emphasis: m.emphasis(p.id), Broken: p.to.parted()})
	}
	m.out.Chart.Body = body
	m.parts = []string{u.Words, m.perimeter(), m.twoYears(from, to)}
	m.tellOthers(pairs, from, to, u)
	return nil
}

// valuesOf are those of both years.
func valuesOf(pairs []pair) (out []float64) {
	for _, p := range pairs {
		out = append(out, p.from.value, p.to.value)
	}
	return out
}

// dumbbell shows two years in rows.
func (m *maker) dumbbell() error {
	pairs, from, to, err := m.pairs()
	if err != nil {
		return err
	}
	all := seriesOf(pairs)
	u := m.unit(all)
	m.title = m.changeFinding(pairs, u)
	body := chart.Dumbbell{StartLabel: m.Year(from), EndLabel: m.Year(to), Value: u.Round, Tick: u.Tick, TopTick: u.Top, Max: m.ceiling(all)}
	for _, p := range pairs {
		body.Rows = append(body.Rows, chart.Dumb{Name: m.labelOf(p.series, all) + mark(max(p.from.mark, p.to.mark)), Start: p.from.value, End: p.to.value, Emphasis: m.emphasis(p.id), Broken: p.to.parted()})
	}
	m.out.Chart.Body = body
	m.parts = []string{u.Words, m.perimeter(), m.twoYears(from, to)}
	m.tellOthers(pairs, from, to, u)
	return nil
}

// twoYears is "2015 and 2023".
func (m *maker) twoYears(from, to int) string { return m.List([]string{m.Year(from), m.Year(to)}) }

// byNewest puts the largest by their newest value first, where a group's members were
// asked for together: economies that were named keep the order that they were named in.
func (m *maker) byNewest(all []series) {
	if len(m.used) > 1 || !m.each && !slices.ContainsFunc(m.q.Economies, func(e string) bool { return strings.Contains(e, membersOf) }) {
		return
	}
	slices.SortStableFunc(all, func(a, b series) int {
		_, x := a.last()
		_, y := b.last()
		return cmp.Compare(y.value, x.value)
	})
}

// multiples draws each series in a panel of its own, all on one scale.
func (m *maker) multiples() error {
	all, err := m.measure()
	if err != nil {
		return err
	}
	m.byNewest(all)
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
	m.parts = []string{u.Words, m.perimeter(), m.yearsText(), m.Word("picture.others-grey")}
	m.tellMarks(all)
	m.tellBreakYears(all)
	m.tellBegun(all)
	m.tellApart(all, u)
	m.tell(all, m.years.last)
	return nil
}
