package formula

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestElements: what groups add between them is the between part of both indices.
func TestElements(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	for range 200 {
		n := 2 + r.IntN(10)
		values, weights, groups := make([]float64, n), make([]float64, n), make([]int, n)
		weight, sum := [3]float64{}, [3]float64{}
		for k := range n {
			values[k], weights[k], groups[k] = 100*r.Float64()+1e-3, r.Float64()+1e-3, r.IntN(3)
			weight[groups[k]] += weights[k]
			sum[groups[k]] += weights[k] * values[k]
		}
		d, why := NewDistribution(values, weights)
		if why != NoReason {
			t.Fatal(why)
		}
		splitT, _ := d.SplitT(groups)
		splitL, _ := d.SplitL(groups)
		mean, _ := d.Mean()
		total, gotT, gotL := weight[0]+weight[1]+weight[2], 0.0, 0.0
		for g, w := range weight {
			if w == 0 {
				continue
			}
			a, whyT := ElementT(w/total, sum[g]/w/mean)
			b, whyL := ElementL(w/total, sum[g]/w/mean)
			if whyT != NoReason || whyL != NoReason {
				t.Fatal(whyT, whyL)
			}
			gotT, gotL = gotT+a, gotL+b
		}
		expect(t, "T", gotT, splitT.Between)
		expect(t, "L", gotL, splitL.Between)
	}
}

func TestElementsWithout(t *testing.T) {
	for _, c := range []struct {
		x    float64
		t, l float64
		whyT Reason
		whyL Reason
	}{
		{1, 0, 0, NoReason, NoReason},
		{0, 0, math.NaN(), NoReason, NotPositive},
		{-1, math.NaN(), math.NaN(), NegativeValue, NotPositive},
		{math.E, math.E / 2, -0.5, NoReason, NoReason},
	} {
		gotT, whyT := ElementT(0.5, c.x)
		gotL, whyL := ElementL(0.5, c.x)
		if whyT != c.whyT || whyL != c.whyL || math.IsNaN(gotT) != math.IsNaN(c.t) || math.IsNaN(gotL) != math.IsNaN(c.l) {
			t.Fatalf("%g: %g %q, %g %q", c.x, gotT, whyT, gotL, whyL)
		}
		if !math.IsNaN(c.t) {
			expect(t, "T", gotT, c.t)
		}
		if !math.IsNaN(c.l) {
			expect(t, "L", gotL, c.l)
		}
	}
}
