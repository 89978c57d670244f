package audit

import (
	"fmt"
	"math"
	"strings"
)

// judgeBreaks finds jumps to another level, far outside the habit of a series
// and not shared by others, that the publisher does not mark; told are points that
// something was said of.
func (l *ledger) judgeBreaks(s *series, ln *line, told map[int]bool) {
	economy := l.parties[ln.economy]
	for k, p := range ln.points {
		if k == 0 || economy.Group || told[k] {
			continue
		}
		before := ln.points[k-1]
		text := fmt.Sprintf("%s: %s %s", l.called(s), l.pairName(ln.trackKey), fromTo(before, p))
		problem := Problem{Line: p.line, Severity: Warning, Kind: Break, value: p.value}
		switch {
		case l.text.KnownBreak(l.text.IDs[s.Code], economy.ID, p.year, p.value):
			problem.Why, problem.Hint = text+": a known break, not flagged by the publisher", "it gets the flag break here; no growth is computed over it"
		case p.flagged:
			continue
		case ln.breaks(k, strings.HasPrefix(s.indicator.Unit, "per cent")):
			problem.Why, problem.Hint = text+": far outside its habit, perhaps a break", "see the publisher's notes; a value flagged break is not compared with those before"
		default:
			continue
		}
		l.found.add(problem)
	}
}

// breaks tells whether point k begins another level.
func (ln *line) breaks(k int, points bool) bool {
	if points {
		return ln.breaksBy(k, func(a, b point) float64 { return b.value - a.value }, 15, 1)
	}
	return ln.breaksBy(k, func(a, b point) float64 {
		if a.value <= 0 || b.value <= 0 {
			return math.NaN()
		}
		return math.Log(b.value / a.value)
	}, math.Log(2.5), 0.05)
}

// breaksBy compares the change to point k with the others of its series: it is
// at least least, many times the usual one, and more than twice the largest
// other; and the level stays.
func (ln *line) breaksBy(k int, change func(a, b point) float64, least, floor float64) bool {
	if ln.starts(k) || k < 2 || k+1 >= len(ln.points) || ln.points[k].year-ln.points[k-1].year > mostGap {
		return false
	}
	at := change(ln.points[k-1], ln.points[k])
	if !(math.Abs(at) >= least) {
		return false
	}
	var others []float64
	for i := 1; i < len(ln.points); i++ {
		if d := change(ln.points[i-1], ln.points[i]); i != k && !math.IsNaN(d) {
			others = append(others, d)
		}
	}
	if len(others) < 4 {
		return false
	}
	m := median(others)
	var off []float64
	largest := 0.0
	for _, d := range others {
		off = append(off, math.Abs(d-m))
		largest = max(largest, math.Abs(d-m))
	}
	usual := max(floor, 1.4826*median(off))
	rest := math.Abs(at - m)
	return rest >= 8*usual && rest >= 2*largest
}

// starts tells a jump that says little: from next to nothing, as when something
// new spreads, or between small whole numbers.
func (ln *line) starts(k int) bool {
	const small, few = 0.05, 10
	a, b := ln.points[k-1].value, ln.points[k].value
	most, integral := 0.0, true
	for _, p := range ln.points {
		most = max(most, p.value)
		integral = integral && p.value == math.Trunc(p.value)
	}
	return b > a && a < small*most || integral && min(a, b) < few
}
