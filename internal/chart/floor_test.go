package chart

import (
	"math"
	"strconv"
	"testing"
)

// The vertical axis of a scatter begins at a tick, unless that would print as zero.
func TestAxisBeginsAtATick(t *testing.T) {
	whole := func(v float64) string { return strconv.FormatFloat(v, 'f', 0, 64) }
	for _, test := range []struct {
		lo, hi float64
		log    bool
		tick   Format
		want   float64
	}{
		{9, 98, false, nil, 0}, {60, 98, false, nil, 50}, {-37, 80, false, nil, -50}, {31, 98, false, nil, 25},
		{.032, 410, true, nil, .01}, {3, 90, true, nil, 2}, {700, 9e5, true, nil, 100}, {3, 4, true, nil, 3},
		{.4, 900, true, whole, .34},
	} {
		a := newAxisOf(axisSpec{lo: test.lo, hi: test.hi, count: 4, tick: test.tick}, test.log).floored(test.log, test.tick)
		if math.Abs(a.lo-test.want) > .01*math.Abs(test.want) || (a.lo == a.ticks[0]) != (test.tick == nil) {
			t.Errorf("%g to %g, log %t: from %g, ticks %v", test.lo, test.hi, test.log, a.lo, a.ticks)
		}
	}
}
