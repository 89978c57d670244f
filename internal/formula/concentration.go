package formula

import (
	"math"
	"slices"
)

// Shares are the shares of parts in their whole, the largest first: what the
// measures of concentration are taken from (docs/method.md, D2).
type Shares []float64

// SharesOf returns the shares of values in a whole in the same unit. With the
// whole given, such as the publisher's World, those that did not report are
// missing from it with their small squares only, so that no index moves because
// they come and go; a whole of 0 is the sum of the values. There are no shares of
// a whole of zero or below, of negative values, or of more than the whole.
func SharesOf(values []float64, whole float64) (Shares, Reason) {
	if len(values) == 0 {
		return nil, TooFewPoints
	}
	// Summed in order of size, the order in which they came changes no digit.
	s := Shares(slices.Clone(values))
	slices.Sort(s)
	slices.Reverse(s)
	sum := 0.0
	for _, v := range s {
		if v < 0 {
			return nil, NegativeValue
		}
		sum += v
	}
	if whole == 0 {
		whole = sum
	}
	for k, v := range s {
		share, why := quotient(v, whole)
		switch {
		case why != NoReason:
			return nil, why
		case share > 1:
			return nil, ExceedsWhole
		}
		s[k] = share
	}
	return s, NoReason
}

// HHI returns the Herfindahl-Hirschman index, the sum of the squared shares, 0
// to 1: times 10,000 as it is often printed (docs/method.md, D2).
func (s Shares) HHI() (float64, Reason) {
	if len(s) == 0 {
		return math.NaN(), TooFewPoints
	}
	sum := 0.0
	for _, share := range s {
		sum += share * share
	}
	return sum, NoReason
}

// Normalised returns (H-1/n)/(1-1/n), 0 where all n parts are equal and 1 where
// one is everything (docs/method.md, D2). It needs two parts, and parts that leave so
// little of the whole out that H is not below that of n equal parts.
func (s Shares) Normalised() (float64, Reason) {
	return s.normalised(func(v float64) float64 { return v })
}

// Root returns UNCTAD's form of the normalised index, on square roots:
// (√H-√(1/n))/(1-√(1/n)) (docs/method.md, D2). It needs what Normalised needs.
func (s Shares) Root() (float64, Reason) { return s.normalised(math.Sqrt) }

func (s Shares) normalised(of func(float64) float64) (float64, Reason) {
	if len(s) < 2 {
		return math.NaN(), TooFewPoints
	}
	h, _ := s.HHI()
	least := 1 / float64(len(s))
	switch {
	case h < least*(1-1e-12):
		return math.NaN(), ShortOfWhole
	case h < least: // by rounding alone
		h = least
	}
	return result((of(h) - of(least)) / (1 - of(least)))
}

// Ratio returns CR-k, the share of the k largest parts, or of all where there
// are fewer (docs/method.md, D2).
func (s Shares) Ratio(k int) (float64, Reason) {
	if len(s) == 0 || k < 1 {
		return math.NaN(), TooFewPoints
	}
	sum := 0.0
	for _, share := range s[:min(k, len(s))] {
		sum += share
	}
	return sum, NoReason
}

// Effective returns the effective number 1/H: so many equal parts would be as
// concentrated (docs/method.md, D2).
func (s Shares) Effective() (float64, Reason) {
	h, why := s.HHI()
	if why != NoReason {
		return math.NaN(), why
	}
	return quotient(1, h)
}
