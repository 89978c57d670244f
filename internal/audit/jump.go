package audit

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// A line is a series of one economy, or of one pair, by year.
type line struct {
	trackKey
	points []point
	steps  []step
}

type point struct {
	year, line int
	value      float64
	flagged    bool // as a break
}

// A step leads from one value to the next, in logarithms.
type step struct {
	to   int // index of the point it leads to
	log  float64
	peer float64 // median of the others in that year; 0 when they are few
	few  bool    // there are too few others to tell
}

// Steps over more years than this are not looked at.
const mostGap = 2

// judgeJumps looks for jumps in the totals of each economy and, where not too
// many, in its values by partner.
func (l *ledger) judgeJumps() {
	all := map[uint32][]*line{}
	for _, ln := range l.linesOf(l.cells) {
		all[ln.series] = append(all[ln.series], ln)
	}
	for key, s := range l.spreads {
		if !slices.ContainsFunc(all[key.series], func(o *line) bool { return o.economy == key.economy }) {
			all[key.series] = append(all[key.series], s.line(key))
		}
	}
	for _, s := range l.order {
		lines := all[s.number]
		slices.SortFunc(lines, func(a, b *line) int { return cmp.Compare(a.economy, b.economy) })
		l.judgeSeries(s, lines)
	}
	for _, ln := range l.linesOf(l.pairs) {
		ln.walk()
		l.judgeUnits(l.order[ln.series], ln)
	}
}

// linesOf gathers values by track.
func (l *ledger) linesOf(cells []cell) []*line {
	cells = slices.Clone(cells)
	slices.SortFunc(cells, func(a, b cell) int { return cmp.Or(cmp.Compare(a.track, b.track), cmp.Compare(a.year, b.year)) })
	var out []*line
	for k, c := range cells {
		if k == 0 || cells[k-1].track != c.track {
			out = append(out, &line{trackKey: l.track[c.track].trackKey})
		}
		ln := out[len(out)-1]
		ln.points = append(ln.points, point{int(c.year), int(c.line), c.value, c.flagged})
	}
	return out
}

// line is the sum over partners, by year.
func (s *spread) line(key trackKey) *line {
	out := &line{trackKey: key}
	for _, u := range s.sums {
		out.points = append(out.points, point{year: u.year, line: u.line, value: u.value})
	}
	slices.SortFunc(out.points, func(a, b point) int { return cmp.Compare(a.year, b.year) })
	return out
}

// walk finds the steps between neighbouring years.
func (ln *line) walk() {
	for k := 1; k < len(ln.points); k++ {
		a, b := ln.points[k-1], ln.points[k]
		if b.year-a.year <= mostGap && a.value > 0 && b.value > 0 {
			ln.steps = append(ln.steps, step{to: k, log: math.Log(b.value / a.value), few: true})
		}
	}
}

// logs are the steps, without some.
func logs(steps []step, except func(int) bool) []float64 {
	var out []float64
	for k, s := range steps {
		if !except(k) {
			out = append(out, s.log)
		}
	}
	return out
}

// judgeSeries looks at all economies of a series.
func (l *ledger) judgeSeries(s *series, lines []*line) {
	byYear := map[int][]float64{}
	for _, ln := range lines {
		ln.walk()
		if l.parties[ln.economy].Group {
			continue
		}
		for _, st := range ln.steps {
			byYear[ln.points[st.to].year] = append(byYear[ln.points[st.to].year], st.log)
		}
	}
	const enough = 5
	peers := map[int]float64{}
	for year, all := range byYear {
		if len(all) >= enough {
			peers[year] = median(all)
		}
	}
	together := l.judgeAll(s, lines, peers)
	for _, ln := range lines {
		for k := range ln.steps {
			st := &ln.steps[k]
			peer, ok := peers[ln.points[st.to].year]
			if ok {
				st.peer, st.few = peer, false
			}
		}
		if !together {
			l.judgeBreaks(s, ln, l.judgeUnits(s, ln))
		}
	}
}

// judgeAll finds a year in which most economies jump by the same power of ten:
// the unit of the whole series has changed.
func (l *ledger) judgeAll(s *series, lines []*line, peers map[int]float64) bool {
	found := false
	for year, peer := range peers {
		factor := power(peer)
		if factor == 0 {
			continue
		}
		found = true
		at := 0
		for _, ln := range lines {
			for _, p := range ln.points {
				if p.year == year && (at == 0 || p.line < at) {
					at = p.line
				}
			}
		}
		l.found.add(Problem{Line: at, Severity: Warning, Kind: Unit, Hint: "two tables in different units may have been joined",
			Why: fmt.Sprintf("%s: most economies jump by about %s in %d: the unit may have changed", l.called(s), factorText(factor), year)})
	}
	return found
}

// powers are the factors between units: thousands, millions, per cent, and a
// decimal mark that was misplaced.
var powers = []int{1, 2, 3, 6}

// power is the power of ten that a step is; 0 when it is none. A year's own
// growth is part of the step.
func power(log float64) int {
	digits := log / math.Ln10
	for _, k := range powers {
		wide := 0.15
		if k == 1 {
			wide = 0.06
		}
		if math.Abs(math.Abs(digits)-float64(k)) <= wide {
			return int(math.Copysign(float64(k), digits))
		}
	}
	return 0
}

// fromTo says a step in a message.
func fromTo(a, b point) string {
	return fmt.Sprintf("%s (%d) to %s (%d)", shown(a.value), a.year, shown(b.value), b.year)
}

func factorText(power int) string {
	if power < 0 {
		return "1/" + factorText(-power)
	}
	return fmt.Sprintf("%.0f", math.Pow10(power))
}

// judgeUnits finds values that are a power of ten away from their neighbours,
// in a series that is calm otherwise while the others do not jump.
// It returns the points from and to which they jump.
func (l *ledger) judgeUnits(s *series, ln *line) map[int]bool {
	jumps := map[int]bool{}
	if p := l.parties[ln.economy]; p.Group && !p.isWorld() {
		return jumps // its members change
	}
	for k := 0; k < len(ln.steps); k++ {
		st := ln.steps[k]
		back := k+1 < len(ln.steps) && ln.steps[k+1].to == st.to+1 && math.Abs(ln.steps[k+1].log+st.log) < 0.5
		factor := power(st.log)
		spreads := factor > 0 && !back && ln.growth(k) > math.Log(1.25) // something new, by its own growth
		if factor == 0 || spreads || (factor == 1 || factor == -1) && !back || power(st.peer) != 0 || !ln.calm(k, back, factor) {
			continue
		}
		p, before := ln.points[st.to], ln.points[st.to-1]
		why := fmt.Sprintf("%s: %s %s: a factor of about %s", l.called(s), l.pairName(ln.trackKey), fromTo(before, p), factorText(factor))
		jumps[st.to] = true
		if back {
			why += ", and back"
			jumps[st.to+1] = true
			k++
		}
		l.found.add(Problem{Line: p.line, Severity: Warning, Kind: Unit, value: p.value, Why: why, Hint: "check the unit and the decimal mark of this value"})
	}
	return jumps
}

// growth is the usual step, but for one.
func (ln *line) growth(k int) float64 {
	return median(logs(ln.steps, func(i int) bool { return i == k || i == k+1 }))
}

// calm tells whether the steps of a series, but for one and the way back from
// it, are small beside a factor: nine in ten of them small, none near it.
func (ln *line) calm(k int, back bool, factor int) bool {
	others := logs(ln.steps, func(i int) bool { return i == k || back && i == k+1 })
	least, small := 3, math.Log(4)
	switch factor = max(factor, -factor); {
	case factor == 1:
		least, small = 1, math.Log(2)
	case back:
		least = 0
	case factor >= 3:
		least = 1
	}
	large := 0
	for _, o := range others {
		if o = math.Abs(o); o > math.Abs(ln.steps[k].log)/2 {
			return false
		} else if o > small {
			large++
		}
	}
	return len(others) >= least && large*10 <= len(others)
}

// median of some numbers; 0 of none.
func median(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	v = slices.Sorted(slices.Values(v))
	if n := len(v); n%2 == 0 {
		return (v[n/2-1] + v[n/2]) / 2
	}
	return v[len(v)/2]
}
