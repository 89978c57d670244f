package formula

import (
	"math"

	"gonum.org/v1/gonum/stat"
)

// YearOnYear returns the growth from one value to the next, in per cent
// (docs/method.md, B1), or why there is none. A base of zero, a negative one or a
// change of sign has a change of level but no rate (B10).
func YearOnYear(before, after float64) (float64, Reason) {
	switch {
	case before == 0:
		return math.NaN(), ZeroBase
	case before < 0 && after > 0, before > 0 && after < 0:
		return math.NaN(), SignChange
	case before < 0:
		return math.NaN(), NegativeBase
	}
	return 100 * (after/before - 1), NoReason
}

// Compound returns the average annual growth over n years between two end
// points, in per cent (docs/method.md, B2: the World Bank's geometric end-point rate).
func Compound(first, last float64, n int) (float64, Reason) {
	switch {
	case first == 0:
		return math.NaN(), ZeroBase
	case first < 0, last <= 0:
		return math.NaN(), NotPositive
	case n <= 0:
		return math.NaN(), TooFewPoints
	}
	if n == 1 {
		return 100 * (last/first - 1), NoReason
	}
	return 100 * (math.Pow(last/first, 1/float64(n)) - 1), NoReason
}

// LeastSquares returns the growth rate of the line through the logarithms, in
// per cent a year: exp(b)-1 (docs/method.md, B4: UNCTAD's current convention). It needs
// three values and half of the years of the span, all above zero; missing
// years are simply absent.
func LeastSquares(years []int, values []float64) (float64, Reason) {
	slope, why := logSlope(years, values)
	return 100 * math.Expm1(slope), why
}

// LogSlope is LeastSquares with the coefficient b itself, as UNCTAD printed it until
// some years ago; it is what continuous compounding makes of the same rate.
func LogSlope(years []int, values []float64) (float64, Reason) {
	slope, why := logSlope(years, values)
	return 100 * slope, why
}

func logSlope(years []int, values []float64) (float64, Reason) {
	n := len(years)
	if n < 3 || 2*n < years[n-1]-years[0]+1 {
		return math.NaN(), TooFewPoints
	}
	t, ln := make([]float64, n), make([]float64, n)
	for k, v := range values {
		if v <= 0 {
			return math.NaN(), NotPositive
		}
		t[k], ln[k] = float64(years[k]-years[0]), math.Log(v)
	}
	_, slope := stat.LinearRegression(t, ln, nil, false)
	return slope, NoReason
}

// Midpoint returns the change in per cent of the mean of both values, between
// -200 and 200 (docs/method.md, B9): defined where a rate is not, and never called one
// without its name.
func Midpoint(before, after float64) (float64, Reason) {
	size := math.Abs(before) + math.Abs(after)
	if size == 0 {
		return math.NaN(), ZeroBase
	}
	return 100 * 2 * (after - before) / size, NoReason
}
