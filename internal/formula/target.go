package formula

import "math"

// A Figure is a number, or NaN and the reason there is none.
type Figure struct {
	Value  float64
	Reason Reason
}

func noFigure(r Reason) Figure { return Figure{math.NaN(), r} }

// figure takes a result in, which may be too large for a number.
func figure(v float64, r Reason) Figure {
	switch {
	case r != NoReason:
		return noFigure(r)
	case !finite(v):
		return noFigure(NotFinite)
	}
	return Figure{v, NoReason}
}

// over divides, unless by zero.
func over(part, whole float64) Figure {
	if whole == 0 {
		return noFigure(ZeroBase)
	}
	return figure(part/whole, NoReason)
}

// A Point is a value of a year.
type Point struct {
	Year  int
	Value float64
}

// A Target is a value to be reached in a year: from below, or from above where
// lower is better, as for prices. A percentage is bounded by 0 and 100.
type Target struct {
	Point
	LowerIsBetter bool
	Percentage    bool
}

// gap returns how far a value still has to go; 0 or less when it has arrived.
func (t Target) gap(value float64) float64 {
	if t.LowerIsBetter {
		return value - t.Value
	}
	return t.Value - value
}

// needless says why nothing can be needed a year from now on.
func (t Target) needless(now Point) Reason {
	switch {
	case t.gap(now.Value) <= 0:
		return TargetReached
	case t.Year <= now.Year:
		return DeadlinePassed
	}
	return NoReason
}

// A Standing says how a series stands to a target.
type Standing string

// The standings. The middle three compare the pace so far with the pace needed
// (docs/method.md, D8).
const (
	Reached     Standing = "reached"
	OnTrack     Standing = "on-track"
	SlightlyOff Standing = "slightly-off"
	OffTrack    Standing = "off-track"
	Missed      Standing = "missed"  // the year has come, the target has not
	NoStanding  Standing = "unknown" // no pace to compare
)

// From which ratio of the pace so far to the pace needed a standing begins.
const (
	OnTrackFrom     = 1.0
	SlightlyOffFrom = 0.75
)

// rounding keeps what is exactly enough from failing by a last digit.
const rounding = 1e-9

// An Outlook is how far a series is from a target and how it moves (docs/method.md, D8).
type Outlook struct {
	Standing Standing // by the ratio of the linear course
	Gap      Figure   // still to go, in the unit of the value; 0 or less when reached, whichever direction is better
	Relative Figure   // Gap as a part of the target
	Change   Figure   // needed in all, in per cent of the present value; below 0 where lower is better
	CAGR     Figure   // needed, in per cent a year
	Achieved Figure   // part of the way from the base to the target
	Elapsed  Figure   // part of the time from the base to the target's year
	Linear   Course
	Logit    Course // of a percentage only, else AtBound throughout
	// Path holds the value needed in each year after the present one, up to the
	// target's: for a percentage on the logit. A percentage or a target at a bound
	// has no logit; the path is straight then, and PathReason keeps AtBound. There
	// is none when nothing is needed any more.
	Path       []Point
	PathReason Reason
}

// OutlookOf measures the way from now to a target. The pace is that since base;
// a base that is no earlier than now gives none (TooFewPoints).
func OutlookOf(target Target, base, now Point) Outlook {
	gap := target.gap(now.Value)
	o := Outlook{Gap: figure(gap, NoReason), Relative: over(gap, math.Abs(target.Value))}
	o.Change = figure(YearOnYear(now.Value, target.Value))
	o.Achieved, o.Elapsed = noFigure(TooFewPoints), noFigure(TooFewPoints)
	if base.Year < now.Year {
		o.Achieved = over(now.Value-base.Value, target.Value-base.Value)
		o.Elapsed = over(float64(now.Year-base.Year), float64(target.Year-base.Year))
	}
	needless := target.needless(now)
	o.CAGR = noFigure(needless)
	if needless == NoReason {
		o.CAGR = figure(Compound(now.Value, target.Value, target.Year-now.Year))
	}
	o.Linear = courseOf(target, base, now, linearScale)
	o.Logit = noCourse(AtBound)
	if target.Percentage {
		o.Logit = courseOf(target, base, now, logitScale)
	}
	o.Standing = standing(o.Linear.Ratio)
	o.Path, o.PathReason = pathTo(target, now)
	return o
}

func standing(ratio Figure) Standing {
	switch {
	case ratio.Reason == TargetReached:
		return Reached
	case ratio.Reason == DeadlinePassed:
		return Missed
	case ratio.Reason != NoReason:
		return NoStanding
	case ratio.Value >= OnTrackFrom-rounding:
		return OnTrack
	case ratio.Value >= SlightlyOffFrom-rounding:
		return SlightlyOff
	}
	return OffTrack
}

// pathTo returns the values of the years after now, equal steps apart on the scale.
func pathTo(target Target, now Point) ([]Point, Reason) {
	if r := target.needless(now); r != NoReason {
		return nil, r
	}
	if !finite(now.Value, target.Value) {
		return nil, NotFinite
	}
	var kept Reason
	on := linearScale
	if target.Percentage {
		_, atNow := Logit(now.Value)
		_, atTarget := Logit(target.Value)
		if atNow == NoReason && atTarget == NoReason {
			on = logitScale
		} else {
			kept = AtBound
		}
	}
	from, _ := on.to(now.Value)
	to, _ := on.to(target.Value)
	n := target.Year - now.Year
	path := make([]Point, n)
	for k := range path {
		share := float64(k+1) / float64(n)
		path[k] = Point{now.Year + k + 1, on.from(from*(1-share) + to*share)}
	}
	path[n-1].Value = target.Value
	return path, kept
}
