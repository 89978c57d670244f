package chart

import (
	"fmt"
	"math"
	"slices"
	"sort"
)

// classes divide values at cuts: a value at a cut belongs to the class that is
// farther from 0.
type classes struct {
	cuts      []float64 // rising, at most 6
	diverging bool      // around 0
	value     Format    // what prints as a cut does belongs with it
}

// newClasses takes the cuts that were given, or chooses them from the values.
func newClasses(cuts, values []float64, diverging bool, value, cut Format) classes {
	if len(cuts) == 0 {
		cuts = chooseCuts(values, diverging, cut)
	}
	return classes{cuts, diverging, value}
}

// checkCuts says why cuts cannot be drawn.
func checkCuts(cuts []float64, diverging bool) error {
	for i, c := range cuts {
		if err := checkValue("cut between classes", c); err != nil {
			return err
		}
		if i > 0 && c <= cuts[i-1] {
			return fmt.Errorf("the cut %v comes after %v; cuts between classes must rise", c, cuts[i-1])
		}
	}
	if !diverging && len(cuts) >= Steps {
		return fmt.Errorf("%d cuts make %d classes, a reader tells %d apart: give at most %d cuts", len(cuts), len(cuts)+1, Steps, Steps-1)
	}
	if c := (classes{cuts: cuts, diverging: true}); diverging && max(c.below(), c.above()) > Steps/2 {
		return fmt.Errorf("a reader tells %d classes apart on each side of 0: give at most %d cuts below it and as many above", Steps/2, Steps/2)
	}
	return nil
}

// of is the class of a value. One that prints as a cut does belongs to the
// class of the cut: a cell that says 5 is not below 5.
func (c classes) of(v float64) int {
	n := 0
	for _, cut := range c.cuts {
		same := c.value != nil && c.value(v) == c.value(cut)
		if cut < 0 && v > cut && !same || cut >= 0 && (v >= cut || same) {
			n++
		}
	}
	return n
}

// below and above count the classes wholly on one side of 0.
func (c classes) below() int {
	return sort.Search(len(c.cuts), func(i int) bool { return c.cuts[i] > 0 })
}

func (c classes) above() int {
	return len(c.cuts) - sort.Search(len(c.cuts), func(i int) bool { return c.cuts[i] >= 0 })
}

// side is how far out class i of a diverging scale stands, -3 to 3; 0 is the
// class around the centre. Both sides go as far as the one with more classes.
func (c classes) side(i int) int {
	below, above := c.below(), c.above()
	most, far, sign := max(below, above), 0, 1
	switch {
	case i < below:
		far, sign = below-i, -1
	case i > len(c.cuts)-above:
		far = i - (len(c.cuts) - above)
	}
	switch {
	case far == 0:
		return 0
	case most == 1:
		return sign * 2
	case most == 2:
		return sign * (2*far - 1)
	}
	return sign * far
}

// known are the values of cells that have one.
func known(cells []Cell, into []float64) []float64 {
	for _, c := range cells {
		if c.Known {
			into = append(into, c.Value)
		}
	}
	return into
}

// chooseCuts finds round cuts for at most seven classes that divide the values
// well, fewer where there are few different values, none for a single one.
func chooseCuts(values []float64, diverging bool, cut Format) []float64 {
	v := slices.Clone(values)
	if diverging {
		for i := range v {
			v[i] = math.Abs(v[i])
		}
	}
	sort.Float64s(v)
	if len(v) == 0 {
		return nil
	}
	if !diverging && v[len(v)-1] <= 0 && v[0] < 0 { // mirrored
		for i := range v {
			v[i] = -v[i]
		}
		slices.Reverse(v)
		return mirrored(bestCuts(v, Steps, Format(func(x float64) string { return cut.print(-x) })))
	}
	if !diverging {
		return bestCuts(v, Steps, cut)
	}
	outer := bestCuts(append([]float64{0}, v...), Steps/2+1, cut)
	return append(mirrored(outer), outer...)
}

// mirrored are the cuts on the other side of 0, rising.
func mirrored(cuts []float64) []float64 {
	out := make([]float64, len(cuts))
	for i, c := range cuts {
		out[len(cuts)-1-i] = -c
	}
	return out
}
