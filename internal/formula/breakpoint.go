package formula

import "math"

// MinSegment is the least number of values on each side of a break: a line
// through two fits whatever they are.
const MinSegment = 3

// lineParameters is what each segment estimates: a level and a slope.
const lineParameters = 2

// A Breakpoint parts a series into two lines. F is Chow's, with DF1 and DF2
// degrees of freedom. Where the break was searched for, its usual critical values do
// not apply, since the largest of many F is taken: it is indicative only.
type Breakpoint struct {
	Index    int     // of the first value after the break
	Pooled   float64 // sum of squared residuals of one line through all values
	Before   float64 // that of the line before the break
	After    float64 // and of the line from the break on
	F        float64
	DF1, DF2 int
}

// SSR returns the sum of squared residuals of both lines.
func (b Breakpoint) SSR() float64 { return b.Before + b.After }

// Chow compares one line with two that part before the value of that index
// (docs/method.md, D11). Where both fit perfectly, F has no denominator: it is
// NaN for NoBreak where one line fits perfectly already, else for PerfectFit. Years may have gaps.
func Chow(years []int, values []float64, index int) (Breakpoint, Reason) {
	none := Breakpoint{Index: -1, Pooled: math.NaN(), Before: math.NaN(), After: math.NaN(), F: math.NaN()}
	n := len(values)
	if index < MinSegment || n-index < MinSegment {
		return none, TooFewPoints
	}
	t, noise := make([]float64, n), 0.0
	for k, v := range values {
		t[k], noise = float64(years[k]-years[0]), max(noise, math.Abs(v))
	}
	// What rounding leaves of a perfect fit is no variance to divide by.
	noise = float64(n) * (noise * 1e-12) * (noise * 1e-12)
	var ssr [3]float64
	for k, part := range [3][2]int{{0, n}, {0, index}, {index, n}} {
		l, reason := FitLine(t[part[0]:part[1]], values[part[0]:part[1]])
		if reason != NoReason {
			return none, reason
		}
		if ssr[k] = l.SSR; l.SSR <= noise {
			ssr[k] = 0
		}
	}
	b := Breakpoint{Index: index, Pooled: ssr[0], Before: ssr[1], After: ssr[2], DF1: lineParameters, DF2: n - 2*lineParameters}
	b.F = math.NaN()
	switch {
	case b.Pooled == 0:
		return b, NoBreak
	case b.SSR() == 0:
		return b, PerfectFit
	}
	// Two lines never fit worse than one, but for rounding.
	b.F = max(0, b.Pooled-b.SSR()) / float64(b.DF1) / (b.SSR() / float64(b.DF2))
	if !finite(b.F) {
		return none, NotFinite
	}
	return b, NoReason
}

// BestBreak returns the break that leaves the least sum of squared residuals, the
// earliest of equals (docs/method.md, D11: best single break, indicative). It
// needs six values.
func BestBreak(years []int, values []float64) (Breakpoint, Reason) {
	best, reason := Chow(years, values, MinSegment)
	for k := MinSegment + 1; k <= len(values)-MinSegment; k++ {
		if b, r := Chow(years, values, k); b.SSR() < best.SSR() {
			best, reason = b, r
		}
	}
	return best, reason
}
