package formula

import (
	"cmp"
	"math"
	"slices"
)

// A Distribution is a set of values with weights, such as internet use with
// population, for the measures of the divide (docs/method.md, D6). It keeps its values
// in order of size, so that the order in which they came changes no digit.
type Distribution struct {
	values []float64
	shares []float64 // the weights, summing to 1
	source []int     // the place of each value among those given
	given  int
	mean   float64
}

// NewDistribution makes a distribution of values, in any unit, each with its
// weight; without weights each counts once. A value whose weight is zero counts
// nowhere, neither in the extremes: it is as if it had been repeated no times.
func NewDistribution(values, weights []float64) (Distribution, Reason) {
	if weights == nil {
		weights = ones(len(values))
	}
	if why := checked(values, weights); why != NoReason {
		return Distribution{}, why
	}
	d := Distribution{given: len(values)}
	for k, w := range weights {
		if w > 0 {
			d.source = append(d.source, k)
		}
	}
	if len(d.source) == 0 {
		return Distribution{}, ZeroWeight
	}
	slices.SortFunc(d.source, func(a, b int) int {
		return cmp.Or(cmp.Compare(values[a], values[b]), cmp.Compare(weights[a], weights[b]), cmp.Compare(a, b))
	})
	sorted := make([]float64, len(d.source))
	for k, from := range d.source {
		d.values, sorted[k] = append(d.values, values[from]), weights[from]
	}
	return d.weighted(sorted)
}

// checked tells why values with weights are no distribution.
func checked(values, weights []float64) Reason {
	switch {
	case len(weights) != len(values):
		return BadWeight
	case len(values) == 0:
		return TooFewPoints
	}
	for k, w := range weights {
		switch {
		case !finite(w) || w < 0:
			return BadWeight
		case !finite(values[k]):
			return NotFinite
		}
	}
	return NoReason
}

func ones(n int) []float64 { return slices.Repeat([]float64{1}, n) }

// weighted gives the sorted values their weights.
func (d Distribution) weighted(weights []float64) (Distribution, Reason) {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	if math.IsInf(total, 0) {
		return Distribution{}, NotFinite
	}
	d.shares, d.mean = make([]float64, len(weights)), 0
	for k, w := range weights {
		d.shares[k] = w / total
		d.mean += d.shares[k] * d.values[k]
	}
	// Rounding may push the mean of equal values off them, and make a divide of nothing.
	d.mean = min(max(d.mean, d.values[0]), d.values[len(d.values)-1])
	return d, NoReason
}

// Plain returns the distribution of the same values, each counted once.
func (d Distribution) Plain() Distribution {
	if len(d.values) == 0 {
		return d
	}
	plain, _ := d.weighted(ones(len(d.values)))
	return plain
}

// N returns how many values count.
func (d Distribution) N() int { return len(d.values) }

// Mean returns the weighted mean, in the unit of the values.
func (d Distribution) Mean() (float64, Reason) {
	if len(d.values) == 0 {
		return math.NaN(), TooFewPoints
	}
	return d.mean, NoReason
}

// relative tells why there is no measure that divides by the mean of amounts.
func (d Distribution) relative() Reason {
	switch {
	case len(d.values) == 0:
		return TooFewPoints
	case d.values[0] < 0:
		return NegativeValue
	case d.mean == 0:
		return ZeroBase
	}
	return NoReason
}

// Gini returns the Gini coefficient, 0 to 1: half the mean absolute difference
// over the mean (docs/method.md, D6). There is none with a negative value or a mean of zero.
func (d Distribution) Gini() (float64, Reason) {
	if why := d.relative(); why != NoReason {
		return math.NaN(), why
	}
	// Each gap between neighbours parts all pairs of one below and one above it:
	// one pass over the sorted values instead of all pairs, and no cancellation.
	below, sum := 0.0, 0.0
	for k := range len(d.values) - 1 {
		below += d.shares[k]
		sum += (d.values[k+1] - d.values[k]) / d.mean * below * max(0, 1-below)
	}
	return result(sum)
}

// CorrectedGini returns the plain Gini coefficient times n/(n-1), which can
// reach 1 with few values too (docs/method.md, D6). It needs two values.
func (d Distribution) CorrectedGini() (float64, Reason) {
	if len(d.values) < 2 {
		return math.NaN(), TooFewPoints
	}
	g, why := d.Plain().Gini()
	n := float64(len(d.values))
	return g * n / (n - 1), why
}

// CV returns the coefficient of variation: the weighted standard deviation of
// the population over the mean (docs/method.md, D6), which has to be above zero.
func (d Distribution) CV() (float64, Reason) {
	if why := d.aboveZero(); why != NoReason {
		return math.NaN(), why
	}
	return result(d.deviation(d.mean))
}

// deviation returns the standard deviation of the population in that unit.
func (d Distribution) deviation(unit float64) float64 {
	sum := 0.0
	for k, v := range d.values {
		x := (v - d.mean) / unit
		sum += d.shares[k] * x * x
	}
	return math.Sqrt(sum)
}

// sampleDeviation returns the standard deviation of a sample (n-1), each value
// counted once.
func (d Distribution) sampleDeviation(unit float64) float64 {
	n := float64(len(d.values))
	return d.Plain().deviation(unit) * math.Sqrt(n/(n-1))
}

// SampleCV returns the coefficient of variation of the values each counted
// once, by the standard deviation of a sample (n-1: docs/method.md, D6 and D7). It needs
// two values and a mean above zero.
func (d Distribution) SampleCV() (float64, Reason) {
	plain := d.Plain()
	if why := plain.aboveZero(); why != NoReason {
		return math.NaN(), why
	}
	if len(d.values) < 2 {
		return math.NaN(), TooFewPoints
	}
	return result(d.sampleDeviation(plain.mean))
}

// aboveZero tells why the mean is no base of a variation.
func (d Distribution) aboveZero() Reason {
	switch {
	case len(d.values) == 0:
		return TooFewPoints
	case d.mean == 0:
		return ZeroBase
	case d.mean < 0:
		return NegativeBase
	}
	return NoReason
}

// HighToLow returns how many times the lowest value the highest is
// (docs/method.md, D6). There is no such ratio when the lowest is zero or below.
func (d Distribution) HighToLow() (float64, Reason) {
	switch {
	case len(d.values) == 0:
		return math.NaN(), TooFewPoints
	case d.values[0] <= 0:
		return math.NaN(), NotPositive
	}
	return result(d.values[len(d.values)-1] / d.values[0])
}

// Gap returns the highest value less the lowest, in the unit of the values:
// points, for percentages (docs/method.md, D6).
func (d Distribution) Gap() (float64, Reason) {
	if len(d.values) == 0 {
		return math.NaN(), TooFewPoints
	}
	return result(d.values[len(d.values)-1] - d.values[0])
}
