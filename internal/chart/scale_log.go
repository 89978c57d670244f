package chart

import (
	"fmt"
	"math"
)

// scale maps values to pixels: linear or logarithmic.
type scale interface{ at(v float64) float64 }

// logarithmic maps values above zero: equal ratios are equal lengths. Its
// linear scale is one of decades.
type logarithmic struct{ decades linear }

func (s logarithmic) at(v float64) float64 { return s.decades.at(math.Log10(v)) }

// span is the axis over r0..r1 px: its values or, where log is set, its
// decades.
func (a axis) span(log bool, r0, r1 float64) linear {
	if log {
		return linear{math.Log10(a.lo), math.Log10(a.hi), r0, r1}
	}
	return linear{a.lo, a.hi, r0, r1}
}

// scale is the scale of the axis over r0..r1 px.
func (a axis) scale(log bool, r0, r1 float64) scale {
	if log {
		return logarithmic{a.span(log, r0, r1)}
	}
	return a.span(log, r0, r1)
}

// newAxisOf is a linear or a logarithmic axis.
func newAxisOf(s axisSpec, log bool) axis {
	if log {
		return newLogAxis(s)
	}
	return newAxis(s)
}

// NotPositive is the error of a value that has no place on a logarithmic
// scale. Find it with errors.As to fall back to a linear one, and say so in
// the notes.
type NotPositive struct {
	Name  string  // the series, row or point
	Year  int     // 0 where there are no years
	Axis  string  // "horizontal" or "vertical" where there are two axes
	Value float64 // zero or below
}

func (e *NotPositive) Error() string {
	where := e.Name
	if e.Year != 0 {
		where += ", " + yearText(e.Year)
	}
	if e.Axis != "" {
		where += ", " + e.Axis + " axis"
	}
	return fmt.Sprintf("%s: %g has no place on a logarithmic scale, which holds values above zero only: leave it out or take a linear scale", where, e.Value)
}

// LogRefused is the first point of the series that a logarithmic scale cannot
// hold, nil when all values are above zero.
func LogRefused(series []Series) *NotPositive {
	for _, s := range series {
		for _, q := range s.Points {
			if noLog(q.Y) {
				return &NotPositive{Name: s.Name, Year: q.X, Value: q.Y}
			}
		}
	}
	return nil
}

// noLog says whether a logarithmic scale cannot hold a value: as large ones,
// those that are all but zero are too much for arithmetic.
func noLog(v float64) bool { return v < 1e-300 }

// logLeast is the number of decades in the data from which on ticks follow
// them; fewer hold too few of 1, 2, 5, and have steps as on a linear axis.
const logLeast = .6

// decades is how many there are from lo to hi.
func decades(lo, hi float64) float64 { return math.Log10(hi) - math.Log10(lo) }

// newLogAxis has ticks at 1, 2, 5 x 10^k where the data span few decades, else
// at each, each second, ... decade: whichever comes nearest to the wanted
// number, mostly 3 to 6 (7 where 1, 2, 5 make so many). It ends as a
// linear one does, fractions of a step measured in decades.
func newLogAxis(s axisSpec) axis {
	lo, hi := s.logSpan()
	if decades(lo, hi) < logLeast {
		return nearLogAxis(s, lo, hi)
	}
	best, bestCost := axis{}, math.Inf(1)
	for _, step := range []int{-1, 1, 2, 3, 5, 10, 20, 50, 100, 200} {
		a, ok := logTicked(lo, hi, step)
		if !ok {
			continue
		}
		a.dropZeros(s.tick)
		n := float64(len(a.ticks))
		cost := math.Abs(n - s.count)
		if n < 3 || n > math.Max(6, s.count) {
			cost += 10
		}
		if step > 1 { // a decade without tick is a loss
			cost++
		}
		if !a.printsApart(s.tick) {
			cost += 100
		}
		if cost < bestCost {
			best, bestCost = a, cost
		}
	}
	return best.logPadded(lo, hi)
}

// logSpan is the data's, widened to the wanted maximum, and where it is a
// single value.
func (s axisSpec) logSpan() (lo, hi float64) {
	lo, hi = s.lo, math.Max(s.hi, s.max)
	if decades(lo, hi) < .0005 {
		return lo / 1.25, hi * 1.25
	}
	return lo, hi
}

// nearLogAxis is the axis of data that span less than a decade: the ticks are
// those of a linear axis without zero.
func nearLogAxis(s axisSpec, lo, hi float64) axis {
	s.lo, s.hi, s.fromZero, s.max = lo, hi, false, 0
	var a axis
	for _, v := range newAxis(s).ticks {
		if v > 0 {
			a.ticks = append(a.ticks, v)
		}
	}
	return a.logPadded(lo, hi)
}

// logTick is the k-th tick: of 1, 2, 5 x 10^e for a step below zero, else of
// each step-th decade.
func logTick(k, step int) float64 {
	if step > 0 {
		return scaled(1, k*step)
	}
	e := floorDiv(k, 3)
	return scaled([]float64{1, 2, 5}[k-3*e], e)
}

// logTicked is the axis with these ticks over lo..hi.
func logTicked(lo, hi float64, step int) (axis, bool) {
	first := int(math.Floor(math.Log10(lo))) - 1
	if step > 0 {
		first = floorDiv(first, step)
	} else {
		first *= 3
	}
	for logTick(first, step) < lo*(1-1e-9) {
		first++
	}
	last := first - 1
	for logTick(last+1, step) <= hi*(1+1e-9) {
		last++
	}
	part := func(k int, v float64) float64 { // of the way from tick k to the next
		return decades(logTick(k, step), v) / decades(logTick(k, step), logTick(k+1, step))
	}
	if 1-part(first-1, lo) > .55 {
		first--
	}
	if part(last, hi) > .55 {
		last++
	}
	if last-first < 1 || last-first > 40 {
		return axis{}, false
	}
	var a axis
	for k := first; k <= last; k++ {
		a.ticks = append(a.ticks, logTick(k, step))
	}
	return a, true
}

// dropZeros takes away the lowest ticks, all but two, that the format prints
// like zero: there is none on this axis.
func (a *axis) dropZeros(f Format) {
	for f != nil && len(a.ticks) > 2 && f(a.ticks[0]) == f(0) {
		a.ticks = a.ticks[1:]
	}
}

// printsApart says whether no two neighbours look alike.
func (a axis) printsApart(f Format) bool {
	for i := 1; f != nil && i < len(a.ticks); i++ {
		if f(a.ticks[i]) == f(a.ticks[i-1]) {
			return false
		}
	}
	return true
}

// logPadded sets the ends: at the outer ticks, or 2 % of the length beyond the
// data.
func (a axis) logPadded(lo, hi float64) axis {
	pad := math.Pow(10, .02*decades(lo, hi))
	a.lo, a.hi = lo/pad, hi*pad
	if n := len(a.ticks); n > 0 {
		if a.ticks[0] <= lo {
			a.lo = a.ticks[0]
		}
		if a.ticks[n-1] >= hi {
			a.hi = a.ticks[n-1]
		}
	}
	return a
}

func floorDiv(a, b int) int { return -ceilDiv(-a, b) }
