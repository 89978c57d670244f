package chart

import (
	"math"
	"slices"
	"strconv"
)

// linear maps values d0..d1 to pixels r0..r1.
type linear struct{ d0, d1, r0, r1 float64 }

// at is the pixel of a value. A scale of one value maps it to r1.
func (s linear) at(v float64) float64 {
	if s.d0 == s.d1 {
		return s.r1
	}
	return s.r0 + (v-s.d0)/(s.d1-s.d0)*(s.r1-s.r0)
}

// axis is the span of a value scale and its ticks.
type axis struct {
	lo, hi float64
	ticks  []float64
}

// axisSpec says what axis is wanted.
type axisSpec struct {
	lo, hi   float64 // the data
	count    float64 // wanted number of ticks, need not be whole
	fromZero bool    // the axis includes zero
	max      float64 // where the axis ends if above the data, as 100 for percentages; 0 for none
	tick     Format  // steps that it cannot print apart are not taken
}

// newAxis chooses steps of 1, 2, 2.5 or 5 x 10^k so that 3 to 6 ticks come
// nearest to the wanted number. The axis ends at a tick unless the data end
// below .55 of the last step: then it ends just above the data.
func newAxis(s axisSpec) axis {
	lo, hi := s.span()
	best, bestCost := axis{}, math.Inf(1)
	exp := int(math.Floor(math.Log10((hi - lo) / math.Max(s.count, 1))))
	for e := exp - 1; e <= exp+2; e++ {
		for _, m := range []float64{1, 2, 2.5, 5} {
			a, ok := ticked(lo, hi, m, e)
			if !ok {
				continue
			}
			n := float64(len(a.ticks))
			cost := math.Abs(n - s.count)
			if n < 3 || n > 6 {
				cost += 10
			}
			if !a.distinct(s.tick, m) {
				cost += 100
			}
			if cost <= bestCost { // the larger step on a tie
				best, bestCost = a, cost
			}
		}
	}
	return best.padded(lo, hi).aboveZero(s, lo, hi)
}

// aboveZero keeps an axis that need not begin at zero from doing so where steps happen
// to be wide: in each size it begins below its data.
func (a axis) aboveZero(s axisSpec, lo, hi float64) axis {
	if s.fromZero || lo <= 0 || a.lo > 0 {
		return a
	}
	a.lo = math.Max(lo-.04*(hi-lo), lo/2)
	a.ticks = slices.DeleteFunc(a.ticks, func(v float64) bool { return v < a.lo })
	return a
}

// span is the data's, widened to zero, to the wanted maximum, and where it is
// a single value.
func (s axisSpec) span() (lo, hi float64) {
	lo, hi = s.lo, s.hi
	if s.fromZero {
		lo, hi = math.Min(lo, 0), math.Max(hi, 0)
	}
	if s.max > hi {
		hi = s.max
	}
	switch {
	case hi-lo > 1e-12*math.Max(math.Abs(lo), math.Abs(hi)):
		return lo, hi
	case lo == 0:
		return 0, 1
	default:
		d := math.Abs(lo) / 10
		return lo - d, hi + d
	}
}

// ticked is the axis with steps of m x 10^e over lo..hi.
func ticked(lo, hi, m float64, e int) (axis, bool) {
	step := scaled(m, e)
	if step == 0 || math.IsInf(step, 0) || (hi-lo)/step > 40 {
		return axis{}, false
	}
	first, last := math.Ceil(lo/step-1e-9), math.Floor(hi/step+1e-9)
	if first*step-lo > .55*step {
		first--
	}
	if hi-last*step > .55*step {
		last++
	}
	if last-first < 1 {
		return axis{}, false
	}
	var a axis
	for k := first; k <= last; k++ {
		a.ticks = append(a.ticks, scaled(k*m, e)+0) // +0: no negative zero
	}
	return a, true
}

// scaled is v x 10^e, dividing for negative e so that .3 is .3.
func scaled(v float64, e int) float64 {
	if e < 0 {
		return v / math.Pow10(-e)
	}
	return v * math.Pow10(e)
}

// distinct says whether the format prints the ticks apart and, for steps of
// 2.5, with the digit that makes them what they are.
func (a axis) distinct(f Format, m float64) bool {
	if f == nil {
		return true
	}
	step := a.ticks[1] - a.ticks[0]
	for i, v := range a.ticks {
		if i > 0 && f(v) == f(a.ticks[i-1]) {
			return false
		}
		if m == 2.5 && (f(v+step/5) == f(v) || f(v-step/5) == f(v)) {
			return false
		}
	}
	return true
}

// padded sets the ends: at the outer ticks, or 2 % beyond the data.
func (a axis) padded(lo, hi float64) axis {
	pad := .02 * (hi - lo)
	a.lo, a.hi = a.ticks[0], a.ticks[len(a.ticks)-1]
	if lo < a.lo {
		a.lo = lo - pad
	}
	if hi > a.hi {
		a.hi = hi + pad
	}
	return a
}

// tickCount is the wanted number of ticks on a length: one each 5 b, 3 to 6.
func tickCount(length, b float64) float64 {
	return math.Min(6, math.Max(3, length/(5*b)))
}

// yearTicks are the years that are printed below an axis of length px: first
// and last always, between them round years at most 8 in all, twice the width
// of a label apart; one too near to an end is left out. Where that makes for steps of
// different lengths before the last one, years at one distance take their place.
func yearTicks(first, last int, length, label float64) []int {
	if first == last {
		return []int{last}
	}
	round := roundTicks(first, last, length, label)
	if inner := round[1 : len(round)-1]; evenly(round[:len(round)-1]) || len(inner) > 3 && evenly(inner) { // many round years carry odd ends
		return round
	}
	for _, step := range []int{1, 2, 3, 4, 5, 6, 8, 10} {
		var ticks []int
		for y := first; y <= last; y += step {
			ticks = append(ticks, y)
		}
		if ticks[len(ticks)-1] == last && len(ticks) > 2 && len(ticks) <= 8 && float64(step)*length/float64(last-first) >= 2*label {
			return ticks
		}
	}
	return round
}

// evenly tells whether all steps between some years are the same.
func evenly(years []int) bool {
	for k := 2; k < len(years); k++ {
		if years[k]-years[k-1] != years[1]-years[0] {
			return false
		}
	}
	return true
}

// roundTicks are the first and the last year and round ones between them.
func roundTicks(first, last int, length, label float64) []int {
	perYear := length / float64(last-first)
	for _, step := range []int{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000} {
		ticks := []int{first}
		near := .55 * float64(step)
		for y := ceilDiv(first+1, step) * step; y < last; y += step {
			if float64(y-first) >= near && float64(last-y) >= near {
				ticks = append(ticks, y)
			}
		}
		ticks = append(ticks, last)
		if len(ticks) <= 8 && (float64(step)*perYear >= 2*label || len(ticks) == 2) && spaced(ticks, perYear, label) {
			return ticks
		}
	}
	return []int{first, last}
}

// spaced says whether labels at these years keep apart: .55 of a step is less
// than a label where the step is just twice its width.
func spaced(years []int, perYear, label float64) bool {
	for i := 1; i < len(years); i++ {
		if float64(years[i]-years[i-1])*perYear < 1.3*label && len(years) > 2 {
			return false
		}
	}
	return true
}

func ceilDiv(a, b int) int {
	q := a / b
	if a%b > 0 {
		q++
	}
	return q
}

// yearText prints a year without separators.
func yearText(y int) string { return strconv.Itoa(y) }
