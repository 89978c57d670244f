// Package formula holds what is computed from numbers alone: rates, indices,
// fits and projections, each with its source under the letters of docs/method.md.
// It knows no economies, units or coverage: that is analysis, which hands it
// values and decides what may be printed.
//
// A formula that has no result returns NaN and the Reason; none returns a NaN or
// an Inf without one.
package formula

// A Reason says why there is no figure. Its text is a key: the words of each
// language translate it.
type Reason string

// The reasons that lie in the numbers themselves.
const (
	NoReason     Reason = ""
	ZeroBase     Reason = "zero-base"
	NegativeBase Reason = "negative-base"
	SignChange   Reason = "sign-change"
	NotPositive  Reason = "not-positive"
	TooFewPoints Reason = "too-few-points"
)
