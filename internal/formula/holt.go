package formula

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/optimize"
)

// Where Holt's parameters are sought (docs/method.md, D10). The weights lie between 0
// and 1; at the ends themselves nothing would be smoothed.
const (
	minWeight, maxWeight = 1e-4, 1 - 1e-4
	minPhi, maxPhi       = 0.8, 0.98
)

// Holt smooths level and trend with given parameters, phi = 1 for a trend that
// does not fade (docs/method.md, D10). Level and trend start at the first value and the
// first change. It needs three values.
func Holt(values []float64, alpha, beta, phi float64) (Fit, Reason) {
	f := Fit{Model: HoltModel, Alpha: alpha, Beta: beta, Phi: phi, N: len(values)}
	if phi != 1 {
		f.Model = DampedModel
	}
	if f.N < MinForDrift {
		return noFit(f.Model), TooFewPoints
	}
	f.smooth(values)
	f.Sigma = math.Sqrt(f.SSE / float64(f.N-1))
	return f.checked()
}

// smooth runs through the values and leaves level, trend and squared errors.
func (f *Fit) smooth(values []float64) {
	f.Level, f.Trend, f.SSE = values[0], values[1]-values[0], 0
	for _, v := range values[1:] {
		faded := f.Phi * f.Trend
		expected := f.Level + faded
		e := v - expected
		f.SSE += e * e
		level := expected + f.Alpha*e
		f.Trend = f.Beta*(level-f.Level) + (1-f.Beta)*faded
		f.Level = level
	}
}

// holtAhead returns how many of its trends a fit adds in h years, and the
// variance of the projection as a multiple of that of one year.
func (f Fit) holtAhead(h int) (trends, spread float64) {
	spread = 1
	fading := 1.0
	for j := 1; j <= h; j++ {
		fading *= f.Phi
		trends += fading
		if j < h {
			c := f.Alpha + f.Alpha*f.Beta*trends
			spread += c * c
		}
	}
	return trends, spread
}

// FitHolt fits Holt's weights to at least eight values: those of the least squared
// errors of one year ahead.
func FitHolt(values []float64) (Fit, Reason) { return fitHolt(values, HoltModel, 1, 1) }

// FitDamped fits Holt's weights and a fading of the trend between 0.8 and 0.98.
func FitDamped(values []float64) (Fit, Reason) { return fitHolt(values, DampedModel, minPhi, maxPhi) }

// The grid that the search starts from: points a parameter, how many of its low
// points are followed down and how far apart they are.
const (
	gridWeights = 11
	gridPhis    = 5
	gridStarts  = 8
	startsApart = 0.4 // radians
)

// fitHolt searches a fixed grid and follows its lowest points down: the errors
// may have more than one minimum, and no start may depend on chance.
func fitHolt(values []float64, model Model, lowPhi, highPhi float64) (Fit, Reason) {
	if len(values) < MinForModel {
		return noFit(model), TooFewPoints
	}
	scaled, reason := unitChanges(values)
	if reason != NoReason {
		return noFit(model), reason
	}
	// Parameters are angles, so that the search has no edges to fall over and
	// yet reaches the bounds.
	within := func(angle, low, high float64) float64 {
		s := math.Sin(angle)
		return low + (high-low)*s*s
	}
	parameters := func(x []float64) Fit {
		f := Fit{Alpha: within(x[0], minWeight, maxWeight), Beta: within(x[1], minWeight, maxWeight), Phi: lowPhi}
		if len(x) > 2 {
			f.Phi = within(x[2], lowPhi, highPhi)
		}
		return f
	}
	errors := func(x []float64) float64 {
		f := parameters(x)
		f.smooth(scaled)
		return f.SSE
	}
	best := lowest(errors, gridOf(lowPhi < highPhi))
	p := parameters(best)
	f, reason := Holt(values, p.Alpha, p.Beta, p.Phi)
	f.Model = model
	return f, reason
}

// unitChanges scales a series to changes of at most 1, so that the search stops
// at the same parameters in whatever unit the values are.
func unitChanges(values []float64) ([]float64, Reason) {
	var size float64
	for k := 1; k < len(values); k++ {
		size = math.Max(size, math.Abs(values[k]-values[k-1])) // keeps a NaN
	}
	if !finite(size) {
		return nil, NotFinite
	}
	if size == 0 {
		size = 1
	}
	out := make([]float64, len(values))
	for k, v := range values {
		out[k] = (v - values[0]) / size
	}
	return out, NoReason
}

// gridOf returns the points of the grid, as angles.
func gridOf(damped bool) [][]float64 {
	angle := func(k, of int) float64 { return math.Asin(math.Sqrt((float64(k) + 0.5) / float64(of))) }
	var out [][]float64
	for a := range gridWeights {
		for b := range gridWeights {
			if !damped {
				out = append(out, []float64{angle(a, gridWeights), angle(b, gridWeights)})
				continue
			}
			for p := range gridPhis {
				out = append(out, []float64{angle(a, gridWeights), angle(b, gridWeights), angle(p, gridPhis)})
			}
		}
	}
	return out
}

// lowest follows the lowest points of the grid that are not next to one another
// and returns the lowest end, the first of equals.
func lowest(f func([]float64) float64, grid [][]float64) []float64 {
	type point struct {
		x []float64
		f float64
	}
	points := make([]point, len(grid))
	for k, x := range grid {
		points[k] = point{x, f(x)}
	}
	slices.SortStableFunc(points, func(a, b point) int { return cmp.Compare(a.f, b.f) })
	best := points[0]
	var starts [][]float64
	for _, p := range points {
		near := slices.ContainsFunc(starts, func(s []float64) bool { return angleBetween(s, p.x) < startsApart })
		if near {
			continue
		}
		starts = append(starts, p.x)
		if x, end := descend(f, p.x); end < best.f {
			best = point{x, end}
		}
		if len(starts) == gridStarts {
			break
		}
	}
	// A simplex may shrink before it has arrived: once more from where it stopped.
	x, _ := descend(f, best.x)
	return x
}

// descend walks down from a start until the errors no longer fall.
func descend(f func([]float64) float64, start []float64) ([]float64, float64) {
	settings := &optimize.Settings{
		MajorIterations: 2000,
		Converger:       &optimize.FunctionConverge{Absolute: 1e-15, Relative: 1e-12, Iterations: 20},
	}
	low := f(start)
	end, err := optimize.Minimize(optimize.Problem{Func: f}, start, settings, &optimize.NelderMead{})
	if err != nil || !(end.F < low) {
		return start, low
	}
	return end.X, end.F
}

func angleBetween(a, b []float64) float64 {
	var sum float64
	for k := range a {
		sum += (a[k] - b[k]) * (a[k] - b[k])
	}
	return math.Sqrt(sum)
}
