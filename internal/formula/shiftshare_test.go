package formula

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestVectorShiftShare(t *testing.T) {
	in := at(t, vectors(t), "G11_shift_share")
	var parts []RatioPart
	for _, id := range []string{"A", "B"} {
		w, r := numbers(t, in, "data", id, "w"), numbers(t, in, "data", id, "r")
		parts = append(parts, RatioPart{w[0], w[1], r[0], r[1]})
	}
	s, why := ShiftShare(parts)
	expect(t, "before", sure(t, "before", s.Before, why), number(t, in, "R0"))
	expect(t, "after", s.After, number(t, in, "R1"))
	expect(t, "within", 100*s.Within, number(t, in, "within_pp"))
	expect(t, "between", 100*s.Between, number(t, in, "between_pp"))
	expect(t, "change", 100*(s.After-s.Before), number(t, in, "total_pp"))
}

func TestShiftShareByHand(t *testing.T) {
	nan := math.NaN()
	for what, c := range map[string]struct {
		parts           []RatioPart
		within, between float64
	}{
		"ratios move":        {[]RatioPart{{1, 2, 10, 20}, {1, 2, 30, 40}}, 10, 0},
		"weights move":       {[]RatioPart{{1, 3, 10, 10}, {1, 1, 30, 30}}, 0, -5},
		"one enters":         {[]RatioPart{{1, 1, 10, 10}, {0, 1, nan, 30}}, 0, 10},
		"one leaves":         {[]RatioPart{{1, 1, 10, 10}, {1, 0, 30, nan}}, 0, -10},
		"one is never there": {[]RatioPart{{1, 1, 10, 12}, {0, 0, nan, nan}}, 2, 0},
	} {
		s, why := ShiftShare(c.parts)
		sure(t, what, s.Within, why)
		if math.Abs(s.Within-c.within) > 1e-12 || math.Abs(s.Between-c.between) > 1e-12 {
			t.Errorf("%s: within %v, between %v", what, s.Within, s.Between)
		}
	}
}

func TestShiftShareEdges(t *testing.T) {
	for what, c := range map[string]struct {
		parts []RatioPart
		want  Reason
	}{
		"nothing":         {nil, TooFewPoints},
		"no weight":       {[]RatioPart{{1, 0, 10, 20}}, ZeroWeight},
		"negative weight": {[]RatioPart{{1, -1, 10, 20}, {1, 3, 10, 20}}, BadWeight},
		"missing weight":  {[]RatioPart{{1, math.NaN(), 10, 20}}, BadWeight},
		"missing ratio":   {[]RatioPart{{1, 1, 10, math.NaN()}}, NotFinite},
	} {
		s, why := ShiftShare(c.parts)
		without(t, what, s.Within, why, c.want)
		without(t, what, s.After, why, c.want)
	}
}

func TestShiftShareIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 42))
	for range 300 {
		var parts, scaled []RatioPart
		for range 1 + r.IntN(30) {
			p := RatioPart{r.ExpFloat64(), r.ExpFloat64(), 100 * r.Float64(), 100 * r.Float64()}
			parts = append(parts, p)
			scaled = append(scaled, RatioPart{1000 * p.WeightBefore, 7 * p.WeightAfter, p.RatioBefore, p.RatioAfter})
		}
		s, why := ShiftShare(parts)
		sure(t, "within", s.Within, why)
		if math.Abs(s.Within+s.Between-(s.After-s.Before)) > 1e-11 {
			t.Errorf("%v + %v, not %v", s.Within, s.Between, s.After-s.Before)
		}
		within, between := 0.0, 0.0
		for _, p := range s.Parts {
			within, between = within+p.Within, between+p.Between
		}
		if within != s.Within || between != s.Between {
			t.Errorf("the parts sum to %v and %v, not %v and %v", within, between, s.Within, s.Between)
		}
		if again, _ := ShiftShare(scaled); math.Abs(again.Within-s.Within) > 1e-11 {
			t.Errorf("weights in another unit: within %v, not %v", again.Within, s.Within)
		}
	}
}
