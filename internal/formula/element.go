package formula

import "math"

// ElementT returns what a group adds to the between part of Theil T: its share
// of the weights times x ln x, where x is its mean over that of all
// (docs/method.md, D6). It is below zero for a group below the mean; those of all
// groups sum to the part.
func ElementT(share, x float64) (float64, Reason) {
	switch {
	case x < 0:
		return math.NaN(), NegativeValue
	case x == 0:
		return 0, NoReason
	}
	return result(share * x * math.Log(x))
}

// ElementL returns what a group adds to the between part of Theil L: its share of
// the weights times -ln x (docs/method.md, D6), above zero for a group below the mean.
func ElementL(share, x float64) (float64, Reason) {
	if x <= 0 {
		return math.NaN(), NotPositive
	}
	return result(-share * math.Log(x))
}
