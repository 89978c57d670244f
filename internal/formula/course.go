package formula

import "math"

// A Course is a movement towards a target along one scale: the value's own, or
// the logit of a percentage (docs/method.md, D8).
type Course struct {
	Pace      Figure // change a year so far, on the scale
	Needed    Figure // change a year from now on, on the scale
	Ratio     Figure // of Pace to Needed: 1 is on track, below 0 moves away
	Projected Figure // at this pace in the target's year, in the unit of the value
	Years     Figure // from now until the target is reached at this pace
	ReachedIn int    // the first year at or past the target at this pace; 0 for none
	NoYear    Reason // why ReachedIn is 0
}

// A scale is what a course is straight on.
type scale struct {
	to   func(float64) (float64, Reason)
	from func(float64) float64
}

var (
	linearScale = scale{
		func(v float64) (float64, Reason) { return v, NoReason },
		func(v float64) float64 { return v },
	}
	logitScale = scale{Logit, FromLogit}
)

// lastYear is the last that is written with four digits: a target further off
// than that is not in sight.
const lastYear = 9999

func noCourse(r Reason) Course {
	f := noFigure(r)
	return Course{f, f, f, f, f, 0, r}
}

// courseOf measures a course. On the logit, a target or a present value at a bound leaves
// nothing; a base at a bound leaves what is needed from now on.
func courseOf(target Target, base, now Point, on scale) Course {
	from, atNow := on.to(now.Value)
	to, atTarget := on.to(target.Value)
	if atNow != NoReason || atTarget != NoReason {
		return noCourse(AtBound)
	}
	left := float64(target.Year - now.Year)
	needless := target.needless(now)
	c := noCourse(TooFewPoints)
	if c.Needed = noFigure(needless); needless == NoReason {
		c.Needed = figure((to-from)/left, NoReason)
	}
	if base.Year < now.Year {
		start, atBase := on.to(base.Value)
		c.Pace = figure((from-start)/float64(now.Year-base.Year), atBase)
	}
	switch {
	case needless != NoReason:
		c.Ratio = noFigure(needless)
	case c.Pace.Reason != NoReason:
		c.Ratio = c.Pace
	default:
		c.Ratio = over(c.Pace.Value, c.Needed.Value)
	}
	c.Projected = noFigure(DeadlinePassed)
	if left > 0 {
		c.Projected = figure(on.from(from+c.Pace.Value*left), c.Pace.Reason)
	}
	c.arrive(target, now, to-from)
	return c
}

// arrive fills in when the target is reached at the pace so far.
func (c *Course) arrive(target Target, now Point, way float64) {
	switch {
	case target.gap(now.Value) <= 0:
		c.Years = noFigure(TargetReached)
	case c.Pace.Reason != NoReason:
		c.Years = c.Pace
	case !finite(way):
		c.Years = noFigure(NotFinite)
	case c.Pace.Value == 0, c.Pace.Value > 0 != (way > 0):
		c.Years = noFigure(MovingAway)
	default:
		c.Years = figure(way/c.Pace.Value, NoReason)
	}
	c.NoYear = c.Years.Reason
	if c.NoYear != NoReason {
		return
	}
	year := float64(now.Year) + math.Ceil(c.Years.Value-rounding)
	if year > lastYear {
		c.NoYear = NotInSight
		return
	}
	c.ReachedIn = int(year)
}
