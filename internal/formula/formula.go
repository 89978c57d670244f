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

// The reasons of fits and projections.
const (
	NotFinite      Reason = "not-finite"      // a value or a result is too large for a number
	NoVariation    Reason = "no-variation"    // nothing varies that a line could follow
	NoBreak        Reason = "no-break"        // one line fits perfectly already
	PerfectFit     Reason = "perfect-fit"     // nothing is left over, so no ratio of what is left over
	AtBound        Reason = "at-bound"        // a percentage at or beyond 0 or 100 has no logit
	BeyondHorizon  Reason = "beyond-horizon"  // further ahead than the series carries
	TargetReached  Reason = "target-reached"  // nothing is needed any more
	DeadlinePassed Reason = "deadline-passed" // no years are left to the target
	MovingAway     Reason = "moving-away"     // at this pace the target is never reached
	NotInSight     Reason = "not-in-sight"    // reached later than in any year of four digits
)

// The reasons of the indices.
const (
	NegativeValue Reason = "negative-value" // an amount below zero, where zero would do
	BadWeight     Reason = "bad-weight"     // a weight is missing or negative
	ZeroWeight    Reason = "zero-weight"    // the weights sum to zero
	NoGroup       Reason = "no-group"       // a value belongs to no group
	ExceedsWhole  Reason = "exceeds-whole"  // a part is larger than its whole
	ShortOfWhole  Reason = "short-of-whole" // the parts leave too much of the whole out
	NoConvergence Reason = "no-convergence" // the low do not gain on the high
	Overshooting  Reason = "overshooting"   // the low would pass the high within the period
)
