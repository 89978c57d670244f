package analysis

import "math"

// Concentration says how far a whole rests on few (docs/method.md, D2).
type Concentration struct {
	HHI       float64 // sum of squared shares, 0 to 1
	Effective float64 // 1/HHI: so many equal parts would be as concentrated
	N         int
}

// Concentrate computes the Herfindahl-Hirschman index of values in a whole.
// With the whole given, such as the publisher's World, those that did not
// report are missing from it with their small squares only, so that the index
// does not move because they come and go; a whole of 0 is the sum of the
// values. There is no index when the whole is zero or a value negative.
func Concentrate(values []float64, whole float64) (Concentration, Reason) {
	sum := 0.0
	for _, v := range values {
		if v < 0 {
			return Concentration{HHI: math.NaN(), Effective: math.NaN()}, NotPositive
		}
		sum += v
	}
	total := whole
	if total == 0 {
		total = sum
	}
	if total <= 0 {
		return Concentration{HHI: math.NaN(), Effective: math.NaN()}, ZeroBase
	}
	c := Concentration{N: len(values)}
	for _, v := range values {
		c.HHI += v / total * (v / total)
	}
	c.Effective = 1 / c.HHI
	return c, NoReason
}
