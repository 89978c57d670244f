package formula

import "math"

// A Specialization holds the four amounts, in one unit, that compare what an
// economy exports of something with what the world does (docs/method.md, D1).
type Specialization struct {
	Part, Total           float64 // the economy's exports of it, and of all
	WorldPart, WorldTotal float64 // the world's
}

// Balassa returns the revealed comparative advantage: the share of it in the
// economy's exports over that in the world's, neutral at 1 (docs/method.md, D1).
func (s Specialization) Balassa() (float64, Reason) {
	own, why := quotient(s.Part, s.Total)
	if why != NoReason {
		return math.NaN(), why
	}
	world, why := quotient(s.WorldPart, s.WorldTotal)
	if why != NoReason {
		return math.NaN(), why
	}
	return quotient(own, world)
}

// Symmetric returns Laursen's symmetric form (RCA-1)/(RCA+1), -1 to 1
// (docs/method.md, D1).
func (s Specialization) Symmetric() (float64, Reason) {
	rca, why := s.Balassa()
	if why != NoReason {
		return math.NaN(), why
	}
	return Symmetric(rca)
}

// Log returns the logarithm of RCA, neutral at 0 (docs/method.md, D1). There is none
// where the economy exports nothing of it.
func (s Specialization) Log() (float64, Reason) {
	rca, why := s.Balassa()
	switch {
	case why != NoReason:
		return math.NaN(), why
	case rca <= 0:
		return math.NaN(), NotPositive
	}
	return result(math.Log(rca))
}

// Normalised returns the normalised form, x/W - X·w/W² of the world's exports
// W: how far the economy's exports of it are from the neutral level, over all
// exports of the world (docs/method.md, D1). It adds up over economies and products, and
// is so small that it is printed times 10,000.
func (s Specialization) Normalised() (float64, Reason) {
	actual, why := quotient(s.Part, s.WorldTotal)
	if why != NoReason {
		return math.NaN(), why
	}
	size, why := quotient(s.Total, s.WorldTotal)
	if why != NoReason {
		return math.NaN(), why
	}
	share, why := quotient(s.WorldPart, s.WorldTotal)
	if why != NoReason {
		return math.NaN(), why
	}
	return result(actual - size*share)
}
