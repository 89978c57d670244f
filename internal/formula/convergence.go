package formula

import (
	"math"
	"slices"
)

// same is how close figures have to be, relative to the largest of them, for
// their difference to be one of rounding.
const same = 1e-12

// A Span is the value of an economy at the start and at the end of a period.
type Span struct {
	Start, End float64
}

// A Beta is the line of growth on the starting level over all economies: below
// zero where those that start low gain on those that start high (docs/method.md, D7).
type Beta struct {
	Line                // the intercept is a, the slope b
	N           int     // economies
	T           float64 // the slope over its standard error, with N-2 degrees of freedom
	TReason     Reason  // why there is no T
	Lambda      float64 // share of the distance to the common level made up in a year, compounded continuously
	HalfLife    float64 // years until half of that distance is made up
	SpeedReason Reason  // why there is neither Lambda nor HalfLife
}

// BetaLogs fits (1/T) ln(end/start) = a + b ln(start) over a period of T years
// (docs/method.md, D7). It needs three economies, all values above zero, and starting
// values that differ.
func BetaLogs(spans []Span, years int) (Beta, Reason) {
	x, y := make([]float64, len(spans)), make([]float64, len(spans))
	for k, s := range spans {
		if s.Start <= 0 || s.End <= 0 {
			return noBeta(NotPositive)
		}
		x[k] = math.Log(s.Start)
		y[k] = (math.Log(s.End) - x[k]) / float64(years)
	}
	return beta(spans, x, y, years, float64(years))
}

// BetaLevels fits end-start = a + b start, for percentages, over a period of
// that many years (docs/method.md, D7): b is for the whole period. Values bounded above
// converge by arithmetic alone, which whoever prints it has to say.
func BetaLevels(spans []Span, years int) (Beta, Reason) {
	x, y := make([]float64, len(spans)), make([]float64, len(spans))
	for k, s := range spans {
		x[k], y[k] = s.Start, s.End-s.Start
	}
	return beta(spans, x, y, years, 1)
}

// beta fits y on x; a slope times whole is that of the whole period.
func beta(spans []Span, x, y []float64, years int, whole float64) (Beta, Reason) {
	if years <= 0 || len(spans) < 3 {
		return noBeta(TooFewPoints)
	}
	if !differ(spans) {
		return noBeta(NoVariation)
	}
	line, why := FitLine(x, y)
	if why != NoReason {
		return noBeta(why)
	}
	if alike(x, y) {
		line = Line{Intercept: y[0], R2: math.NaN()} // the slope would be that of the rounding
	}
	b := Beta{Line: line, N: len(spans), T: line.Slope / line.StdErr, Lambda: math.NaN(), HalfLife: math.NaN()}
	if line.StdErr <= same*math.Abs(line.Slope) {
		b.T, b.TReason = math.NaN(), PerfectFit
	}
	switch left := 1 + line.Slope*whole; { // of a distance, after the period
	case line.Slope >= 0:
		b.SpeedReason = NoConvergence
	case left <= 0:
		b.SpeedReason = Overshooting
	default:
		b.Lambda = -math.Log(left) / float64(years)
		if b.HalfLife, b.SpeedReason = result(math.Ln2 / b.Lambda); b.SpeedReason != NoReason {
			b.Lambda, b.SpeedReason = math.NaN(), NoConvergence // too slow for a number
		}
	}
	return b, NoReason
}

// alike tells whether all of y are the same, but for rounding.
func alike(x, y []float64) bool {
	size := 0.0
	for k := range x {
		size = max(size, math.Abs(x[k]), math.Abs(y[k]))
	}
	return slices.Max(y)-slices.Min(y) <= same*size
}

// differ tells whether the economies start at different levels. Logarithms of
// equal values need not have a variance of exactly zero around their mean.
func differ(spans []Span) bool {
	for _, s := range spans {
		if s.Start != spans[0].Start {
			return true
		}
	}
	return false
}

func noBeta(why Reason) (Beta, Reason) {
	nan := math.NaN()
	return Beta{Line: noLine, T: nan, TReason: why, Lambda: nan, HalfLife: nan, SpeedReason: why}, why
}

// SigmaLogs returns the standard deviation of the logarithms in one year, of a
// sample (n-1): economies converge where it falls (docs/method.md, D7). It needs three
// economies, all values above zero. The other measure of sigma is SampleCV.
func SigmaLogs(values []float64) (float64, Reason) {
	if len(values) < 3 {
		return math.NaN(), TooFewPoints
	}
	logs := make([]float64, len(values))
	for k, v := range values {
		if v <= 0 {
			return math.NaN(), NotPositive
		}
		logs[k] = math.Log(v)
	}
	d, why := NewDistribution(logs, nil)
	if why != NoReason {
		return math.NaN(), why
	}
	return result(d.sampleDeviation(1))
}
