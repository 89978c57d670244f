package formula

import "math"

// A RatioPart is a part of a ratio in two years: its weight, in any unit, and
// its own ratio, such as the services exports of an economy and the share that
// can be delivered digitally.
type RatioPart struct {
	WeightBefore, WeightAfter float64
	RatioBefore, RatioAfter   float64
}

// A Shift splits the change of a ratio, in its unit (in points, for per cent).
type Shift struct {
	Before, After   float64 // the ratio, the weighted mean of its parts
	Within, Between float64 // from ratios that moved, from weights that moved: they sum to the change
	Parts           []PartShift
}

// A PartShift is what one part adds to the change within and between.
type PartShift struct {
	Within, Between float64
}

// ShiftShare splits the change of a ratio into what its parts' ratios changed
// and what their weights did, at weights of the midpoint: without a remainder
// (docs/method.md, B12). A part without weight in a year has no ratio in it, which may
// be NaN; it takes that of the other year, so that it comes or goes between.
func ShiftShare(parts []RatioPart) (Shift, Reason) {
	if len(parts) == 0 {
		return noShift(TooFewPoints)
	}
	before, after := 0.0, 0.0
	for _, p := range parts {
		if !finite(p.WeightBefore, p.WeightAfter) || p.WeightBefore < 0 || p.WeightAfter < 0 {
			return noShift(BadWeight)
		}
		before, after = before+p.WeightBefore, after+p.WeightAfter
	}
	switch {
	case before == 0 || after == 0:
		return noShift(ZeroWeight)
	case !finite(before, after):
		return noShift(NotFinite)
	}
	s := Shift{Parts: make([]PartShift, len(parts))}
	for k, p := range parts {
		w0, w1 := p.WeightBefore/before, p.WeightAfter/after
		r0, r1 := p.ratios()
		part := PartShift{Within: (w0 + w1) / 2 * (r1 - r0), Between: (r0 + r1) / 2 * (w1 - w0)}
		s.Parts[k] = part
		s.Before, s.After = s.Before+w0*r0, s.After+w1*r1
		s.Within, s.Between = s.Within+part.Within, s.Between+part.Between
	}
	if !finite(s.Before, s.After, s.Within+s.Between) {
		return noShift(NotFinite)
	}
	return s, NoReason
}

// ratios fills in the ratio of a year in which the part has no weight.
func (p RatioPart) ratios() (before, after float64) {
	before, after = p.RatioBefore, p.RatioAfter
	switch {
	case p.WeightBefore == 0 && p.WeightAfter == 0:
		return 0, 0
	case p.WeightBefore == 0 && math.IsNaN(before):
		before = after
	case p.WeightAfter == 0 && math.IsNaN(after):
		after = before
	}
	return before, after
}

func noShift(why Reason) (Shift, Reason) {
	nan := math.NaN()
	return Shift{Before: nan, After: nan, Within: nan, Between: nan}, why
}
