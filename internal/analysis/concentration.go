package analysis

import "math"

// Concentration says how far a whole rests on few (method D2). Shares are of
// the given total.
type Concentration struct {
	HHI       float64 // sum of squared shares, 0 to 1
	Effective float64 // 1/HHI: so many equal parts would be as concentrated
	N         int
}

// Concentrate computes the Herfindahl-Hirschman index of values that are all
// of a whole: their own sum is the total. It has no value when they sum to
// zero or one of them is negative.
func Concentrate(values []float64) (Concentration, Reason) {
	total := 0.0
	for _, v := range values {
		if v < 0 {
			return Concentration{HHI: math.NaN(), Effective: math.NaN()}, NotPositive
		}
		total += v
	}
	if total == 0 {
		return Concentration{HHI: math.NaN(), Effective: math.NaN()}, ZeroBase
	}
	c := Concentration{N: len(values)}
	for _, v := range values {
		c.HHI += v / total * (v / total)
	}
	c.Effective = 1 / c.HHI
	return c, NoReason
}
