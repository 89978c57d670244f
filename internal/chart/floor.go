package chart

import "math"

// floored is the axis with a tick where it begins, one step lower where there is none:
// a reader asks first what the floor of a field is. A tick that would print as zero, or
// as the one above it, is none.
func (a axis) floored(log bool, f Format) axis {
	if len(a.ticks) < 2 || a.ticks[0] <= a.lo || a.ticks[0] == 0 { // zero is told, what is a little below it follows
		return a
	}
	lower := a.below(log)
	if f != nil && (f(lower) == f(a.ticks[0]) || log && f(lower) == f(0)) {
		return a
	}
	a.lo = lower
	a.ticks = append([]float64{lower}, a.ticks...)
	return a
}

// below is the tick under the lowest: of a logarithmic axis the next lower decade, or of
// 1, 2, 5 x 10^k where its ticks are those.
func (a axis) below(log bool) float64 {
	first, second := a.ticks[0], a.ticks[1]
	e := int(math.Floor(math.Log10(first) + 1e-9))
	switch {
	case !log || decades(first, second) < .29:
		if lower := first - (second - first); !log || lower > 0 {
			return lower
		}
		return first
	case decades(first, second) > .9:
		return scaled(1, e-1)
	}
	switch math.Round(first / math.Pow10(e)) {
	case 5:
		return scaled(2, e)
	case 2:
		return scaled(1, e)
	}
	return scaled(5, e-1)
}
