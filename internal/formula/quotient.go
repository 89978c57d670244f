package formula

import "math"

// result passes a number on, or says that there is none: values close to the
// largest number overflow, and a missing value that slipped in stays visible.
func result(v float64) (float64, Reason) {
	if !finite(v) {
		return math.NaN(), NotFinite
	}
	return v, NoReason
}

// quotient divides amounts that mean nothing below zero, such as exports.
func quotient(part, whole float64) (float64, Reason) {
	switch {
	case !finite(part, whole):
		return math.NaN(), NotFinite
	case whole == 0:
		return math.NaN(), ZeroBase
	case whole < 0:
		return math.NaN(), NegativeBase
	case part < 0:
		return math.NaN(), NegativeValue
	}
	return result(part / whole)
}

// Symmetric maps a ratio whose neutral value is 1 to -1 to 1 with 0 as neutral:
// (r-1)/(r+1), the form that weighs half and double alike (docs/method.md, D1 and D4).
func Symmetric(ratio float64) (float64, Reason) {
	if ratio < 0 {
		return math.NaN(), NegativeValue
	}
	return result((ratio - 1) / (ratio + 1))
}
