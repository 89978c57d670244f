package formula

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func sharesOf(t *testing.T, values []float64, whole float64) Shares {
	t.Helper()
	s, why := SharesOf(values, whole)
	if why != NoReason {
		t.Fatalf("shares of %v in %v: %s", values, whole, why)
	}
	return s
}

func TestVectorConcentration(t *testing.T) {
	in := at(t, vectors(t), "I2_hhi")
	s := sharesOf(t, numbers(t, in, "shares"), 0)
	cr2 := func() (float64, Reason) { return s.Ratio(2) }
	for key, f := range map[string]measure{"hhi": s.HHI, "norm_01": s.Normalised, "unctad_sqrt_norm": s.Root, "eff_number": s.Effective, "cr2": cr2} {
		v, why := f()
		expect(t, key, sure(t, key, v, why), number(t, in, key))
	}
}

func TestConcentrationByHand(t *testing.T) {
	quarter := sharesOf(t, []float64{5, 5, 5, 5}, 0)
	one := sharesOf(t, []float64{0, 8, 0}, 0)
	of := sharesOf(t, []float64{30, 50}, 100)
	for what, c := range map[string]struct {
		of   measure
		want float64
	}{
		"equal": {quarter.HHI, 0.25}, "equal, normalised": {quarter.Normalised, 0}, "equal, root": {quarter.Root, 0},
		"equal, effective": {quarter.Effective, 4},
		"one":              {one.HHI, 1}, "one, normalised": {one.Normalised, 1}, "one, root": {one.Root, 1},
		"of a whole": {of.HHI, 0.34},
		"CR-1":       {func() (float64, Reason) { return of.Ratio(1) }, 0.5},
		"CR-9":       {func() (float64, Reason) { return of.Ratio(9) }, 0.8},
	} {
		v, why := c.of()
		if sure(t, what, v, why); !close12(v, c.want) {
			t.Errorf("%s: %v, want %v", what, v, c.want)
		}
	}
}

func TestConcentrationEdges(t *testing.T) {
	for what, c := range map[string]struct {
		values []float64
		whole  float64
		want   Reason
	}{
		"nothing": {nil, 10, TooFewPoints}, "negative": {[]float64{3, -1}, 0, NegativeValue}, "zeros": {[]float64{0, 0}, 0, ZeroBase},
		"negative whole": {[]float64{1}, -4, NegativeBase}, "more than the whole": {[]float64{7}, 5, ExceedsWhole},
	} {
		s, why := SharesOf(c.values, c.whole)
		if why != c.want || s != nil {
			t.Errorf("%s: %v, reason %q, want %q", what, s, why, c.want)
		}
		v, why := s.HHI()
		without(t, what, v, why, TooFewPoints)
	}
	one := sharesOf(t, []float64{4}, 0)
	v, why := one.Normalised()
	without(t, "one part, normalised", v, why, TooFewPoints)
	v, why = one.Root()
	without(t, "one part, root", v, why, TooFewPoints)
	v, why = sharesOf(t, []float64{1, 1}, 100).Normalised()
	without(t, "parts of little", v, why, ShortOfWhole)
	v, why = sharesOf(t, []float64{0}, 100).Effective()
	without(t, "no share", v, why, ZeroBase)
	v, why = one.Ratio(0)
	without(t, "CR-0", v, why, TooFewPoints)
}

func TestConcentrationProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for range 300 {
		var values, scaled, split []float64
		for range 2 + r.IntN(30) {
			v := r.ExpFloat64()
			values, scaled, split = append(values, v), append(scaled, 250*v), append(split, v/2, v/2)
		}
		s := sharesOf(t, values, 0)
		h, _ := s.HHI()
		if all, _ := s.Ratio(len(s)); !close12(all, 1) {
			t.Errorf("shares sum to %v", all)
		}
		if got, _ := sharesOf(t, scaled, 0).HHI(); !close12(got, h) {
			t.Errorf("scaled: %v, not %v", got, h)
		}
		if got, _ := sharesOf(t, split, 0).HHI(); !close12(got, h/2) {
			t.Errorf("every part halved: %v, not half of %v", got, h)
		}
		n, _ := s.Normalised()
		if h < 1/float64(len(s))-1e-12 || h > 1 || n < 0 || n > h {
			t.Errorf("%d parts: H %v, normalised %v", len(s), h, n)
		}
		r.Shuffle(len(values), func(i, j int) { values[i], values[j] = values[j], values[i] })
		if again := sharesOf(t, values, 0); !slices.Equal(again, s) {
			t.Errorf("another order: %v, not %v", again, s)
		}
	}
}

// Rounding may put H of equal parts below 1/n: none is short of the whole for it.
func TestEqualPartsAreNotShort(t *testing.T) {
	for n := 2; n <= 200; n++ {
		values := make([]float64, n)
		for k := range values {
			values[k] = 0.1
		}
		s := sharesOf(t, values, 0)
		for what, f := range map[string]measure{"normalised": s.Normalised, "root": s.Root} {
			v, why := f()
			if sure(t, what, v, why); v < 0 || v > 1e-12 {
				t.Errorf("%d equal parts: %s %v", n, what, v)
			}
		}
	}
}
