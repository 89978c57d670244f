package formula

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// measure is what a method of a distribution returns.
type measure func() (float64, Reason)

// sure returns a result that has to exist.
func sure(t *testing.T, what string, v float64, why Reason) float64 {
	t.Helper()
	if why != NoReason || !finite(v) {
		t.Fatalf("%s: %v, reason %q", what, v, why)
	}
	return v
}

// without checks that there is no result, and why.
func without(t *testing.T, what string, v float64, got, want Reason) {
	t.Helper()
	if !math.IsNaN(v) || got != want {
		t.Errorf("%s: %v, reason %q, want %q", what, v, got, want)
	}
}

// close12 tells whether two figures agree to twelve digits.
func close12(a, b float64) bool { return math.Abs(a-b) <= 1e-12*max(math.Abs(a), math.Abs(b)) }

func distribution(t *testing.T, values, weights []float64) Distribution {
	t.Helper()
	d, why := NewDistribution(values, weights)
	if why != NoReason {
		t.Fatalf("distribution of %v, %v: %s", values, weights, why)
	}
	return d
}

func TestVectorInequality(t *testing.T) {
	in := at(t, vectors(t), "I6_inequality")
	d := distribution(t, numbers(t, in, "y"), numbers(t, in, "pop"))
	for key, f := range map[string]measure{
		"mean_popw": d.Mean, "mean": d.Plain().Mean, "theilT_popw": d.TheilT, "theilL_popw": d.TheilL,
		"theilT_unw": d.Plain().TheilT, "gini_unw": d.Plain().Gini, "gini_unw_corrected": d.CorrectedGini,
		"gini_popw": d.Gini, "cv_popw": d.CV, "cv_unw_population_sd": d.Plain().CV,
		"cv_unw_sample_sd": d.SampleCV, "max_min": d.HighToLow, "gap_pp": d.Gap,
	} {
		v, why := f()
		expect(t, key, sure(t, key, v, why), number(t, in, key))
	}
	groups := make([]int, d.N())
	for g, members := range at(t, in, "groups").([]any) {
		for _, k := range members.([]any) {
			groups[int(k.(float64))] = g
		}
	}
	s, why := d.SplitT(groups)
	expect(t, "between", sure(t, "between", s.Between, why), number(t, in, "between"))
	expect(t, "within", s.Within, number(t, in, "within"))
}

// Worked by hand: two of four have everything, one of them half as heavy.
func TestInequalityByHand(t *testing.T) {
	d := distribution(t, []float64{0, 4}, []float64{3, 1}) // mean 1
	for what, c := range map[string]struct {
		of   measure
		want float64
	}{
		"mean": {d.Mean, 1}, "plain mean": {d.Plain().Mean, 2},
		"gini": {d.Gini, 0.75}, "plain": {d.Plain().Gini, 0.5}, "corrected": {d.CorrectedGini, 1},
		"T": {d.TheilT, math.Log(4)}, "CV": {d.CV, math.Sqrt(3)}, "sample": {d.SampleCV, math.Sqrt2}, "gap": {d.Gap, 4},
	} {
		v, why := c.of()
		if sure(t, what, v, why); !close12(v, c.want) {
			t.Errorf("%s: %v, want %v", what, v, c.want)
		}
	}
	l, why := distribution(t, []float64{1, 3}, nil).TheilL()
	if sure(t, "L", l, why); !close12(l, math.Log(2)-math.Log(3)/2) {
		t.Errorf("L: %v", l)
	}
	s, why := d.SplitT([]int{7, 2}) // a group of zeros and one alone: all lies between
	if why != NoReason || !close12(s.Between, math.Log(4)) || s.Within != 0 {
		t.Errorf("split of extremes: %+v %q", s, why)
	}
}

func TestInequalityEdges(t *testing.T) {
	for what, c := range map[string]struct {
		values, weights []float64
		want            Reason
	}{
		"nothing":          {nil, nil, TooFewPoints},
		"too few weights":  {[]float64{1, 2}, []float64{1}, BadWeight},
		"negative weight":  {[]float64{1, 2}, []float64{1, -1}, BadWeight},
		"missing weight":   {[]float64{1, 2}, []float64{1, math.NaN()}, BadWeight},
		"weights of zero":  {[]float64{1, 2}, []float64{0, 0}, ZeroWeight},
		"missing value":    {[]float64{1, math.NaN()}, nil, NotFinite},
		"infinite value":   {[]float64{1, math.Inf(1)}, nil, NotFinite},
		"weights too much": {[]float64{1, 2}, []float64{math.MaxFloat64, math.MaxFloat64}, NotFinite},
	} {
		d, why := NewDistribution(c.values, c.weights)
		if why != c.want {
			t.Errorf("%s: reason %q, want %q", what, why, c.want)
		}
		for name, f := range measures(d) {
			v, why := f()
			without(t, what+", "+name, v, why, TooFewPoints)
		}
	}
	for _, equal := range [][]float64{{7}, {0.1, 0.1, 0.1}, {1e300, 1e300}} {
		d := distribution(t, equal, nil)
		for _, f := range []measure{d.Gini, d.TheilT, d.TheilL, d.CV, d.Gap} {
			if v, why := f(); v != 0 || why != NoReason {
				t.Errorf("equal %v: %v %q", equal, v, why)
			}
		}
	}
	for what, c := range map[string]struct {
		values []float64
		of     func(Distribution) (float64, Reason)
		want   Reason
	}{
		"negative, gini":    {[]float64{-1, 5}, Distribution.Gini, NegativeValue},
		"negative, T":       {[]float64{-1, 5}, Distribution.TheilT, NegativeValue},
		"negative, L":       {[]float64{-1, 5}, Distribution.TheilL, NotPositive},
		"zero, L":           {[]float64{0, 5}, Distribution.TheilL, NotPositive},
		"zero, high to low": {[]float64{0, 5}, Distribution.HighToLow, NotPositive},
		"zeros, gini":       {[]float64{0, 0}, Distribution.Gini, ZeroBase},
		"zeros, T":          {[]float64{0, 0}, Distribution.TheilT, ZeroBase},
		"mean of zero, CV":  {[]float64{-1, 1}, Distribution.CV, ZeroBase},
		"mean below, CV":    {[]float64{-3, 1}, Distribution.SampleCV, NegativeBase},
		"one, sample CV":    {[]float64{3}, Distribution.SampleCV, TooFewPoints},
		"one, corrected":    {[]float64{3}, Distribution.CorrectedGini, TooFewPoints},
		"overflow, gap":     {[]float64{-math.MaxFloat64, math.MaxFloat64}, Distribution.Gap, NotFinite},
	} {
		v, why := c.of(distribution(t, c.values, nil))
		without(t, what, v, why, c.want)
	}
}

func TestSplitEdges(t *testing.T) {
	for what, groups := range map[string][]int{"none": nil, "too few": {0}, "no group": {0, -1}} {
		for _, of := range []func(Distribution, []int) (Split, Reason){Distribution.SplitT, Distribution.SplitL} {
			s, why := of(distribution(t, []float64{1, 2}, nil), groups)
			without(t, what, s.Within, why, NoGroup)
		}
	}
	s, why := distribution(t, []float64{0, 2}, nil).SplitL([]int{0, 1})
	without(t, "L of zero", s.Between, why, NotPositive)
	s, why = distribution(t, []float64{0, 0}, nil).SplitT([]int{0, 1})
	without(t, "T of zeros", s.Total, why, ZeroBase)
}

// measures are all figures of a distribution, by their names.
func measures(d Distribution) map[string]measure {
	return map[string]measure{
		"mean": d.Mean, "gini": d.Gini, "corrected gini": d.CorrectedGini, "T": d.TheilT, "L": d.TheilL,
		"CV": d.CV, "sample CV": d.SampleCV, "high to low": d.HighToLow, "gap": d.Gap,
	}
}

// sample draws values above zero with whole weights, some of them zero, and groups.
func sample(r *rand.Rand) (values, weights []float64, groups []int) {
	for range 1 + r.IntN(40) {
		v := math.Exp(2 * r.NormFloat64())
		if r.IntN(2) == 0 {
			v = 0.3 + float64(r.IntN(3)) // some are equal
		}
		values = append(values, v)
		weights = append(weights, float64(r.IntN(6)))
		groups = append(groups, r.IntN(5))
	}
	weights[0]++
	return values, weights, groups
}

func TestGiniIsItsDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		y, w, _ := sample(r)
		d := distribution(t, y, w)
		sum, weight, total := 0.0, 0.0, 0.0
		for i := range y {
			weight, total = weight+w[i], total+w[i]*y[i]
			for j := range y {
				sum += w[i] * w[j] * math.Abs(y[i]-y[j])
			}
		}
		g, why := d.Gini()
		if want := sum / 2 / weight / total; math.Abs(sure(t, "gini", g, why)-want) > 1e-12 {
			t.Errorf("gini of %v, %v: %v, want %v", y, w, g, want)
		}
		plain, why := d.Plain().Gini()
		n, ranks, values := float64(d.N()), 0.0, 0.0
		for k, v := range d.values {
			ranks, values = ranks+float64(k+1)*v, values+v
		}
		if want := 2*ranks/(n*values) - (n+1)/n; math.Abs(sure(t, "plain gini", plain, why)-want) > 1e-12 {
			t.Errorf("plain gini of %v: %v, want %v", y, plain, want)
		}
	}
}

func TestTheilSplitsExactly(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		y, w, groups := sample(r)
		d := distribution(t, y, w)
		for name, of := range map[string]struct {
			split func([]int) (Split, Reason)
			total measure
			def   func(x float64) float64
		}{
			"T": {d.SplitT, d.TheilT, func(x float64) float64 { return x * math.Log(x) }},
			"L": {d.SplitL, d.TheilL, func(x float64) float64 { return -math.Log(x) }},
		} {
			s, why := of.split(groups)
			sure(t, name, s.Total, why)
			if !close12(s.Between+s.Within, s.Total) {
				t.Errorf("%s of %v: %v + %v, not %v", name, y, s.Between, s.Within, s.Total)
			}
			if total, _ := of.total(); total != s.Total {
				t.Errorf("%s: total %v, index %v", name, s.Total, total)
			}
			def := 0.0
			for k, v := range d.values {
				def += d.shares[k] * of.def(v/d.mean)
			}
			if math.Abs(def-s.Total) > 1e-12 {
				t.Errorf("%s of %v: %v, by definition %v", name, y, s.Total, def)
			}
			if s.Between < 0 || s.Within < 0 {
				t.Errorf("%s: a part below zero: %+v", name, s)
			}
		}
	}
}

// Neither scale nor order matters, and a weight of k is k values.
func TestInequalityInvariance(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		y, w, groups := sample(r)
		var scaled, repeated, shuffled, weights []float64
		var regrouped []int
		for _, k := range r.Perm(len(y)) {
			shuffled, weights, regrouped = append(shuffled, y[k]), append(weights, w[k]), append(regrouped, groups[k])
		}
		for k, v := range y {
			scaled = append(scaled, 1000*v)
			repeated = append(repeated, slices.Repeat([]float64{v}, int(w[k]))...)
		}
		d := distribution(t, y, w)
		scale, order, repeat := measures(distribution(t, scaled, w)), measures(distribution(t, shuffled, weights)), measures(distribution(t, repeated, nil))
		for name, f := range measures(d) {
			v, why := f()
			if got, _ := order[name](); got != v && why == NoReason {
				t.Errorf("%s: %v in another order, not %v", name, got, v)
			}
			want := v
			if name == "mean" || name == "gap" {
				want *= 1000
			}
			if got, _ := scale[name](); why == NoReason && math.Abs(got-want) > 1e-12*max(1, want) {
				t.Errorf("%s: %v times 1000, not %v", name, got, want)
			}
			if name == "corrected gini" || name == "sample CV" {
				continue // these count observations
			}
			if got, again := repeat[name](); again != why || math.Abs(got-v) > 1e-12*max(1, v) {
				t.Errorf("%s: %v repeated, %v weighted", name, got, v)
			}
		}
		a, _ := d.SplitT(groups)
		if b, _ := distribution(t, shuffled, weights).SplitT(regrouped); a != b {
			t.Errorf("split: %+v in another order, not %+v", b, a)
		}
	}
}

// Whatever the numbers are, no figure is without one and without a reason.
func TestNoNumberWithoutReason(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	odd := []float64{0, 1, -1, 0.1, 3, 1e-320, 1e308, -1e308, 1e-160, math.NaN(), math.Inf(1)}
	draw := func() float64 { return odd[r.IntN(len(odd))] }
	found := 0
	for range 20000 {
		n := r.IntN(5)
		y, w, groups := make([]float64, n), make([]float64, n), make([]int, n)
		for k := range n {
			y[k], w[k], groups[k] = draw(), draw(), r.IntN(3)
		}
		if r.IntN(2) == 0 {
			w = nil
		}
		d, _ := NewDistribution(y, w)
		shares, _ := SharesOf(y, draw())
		all := measures(d)
		for name, f := range measures(d.Plain()) {
			all["plain "+name] = f
		}
		all["T between"] = func() (float64, Reason) { s, why := d.SplitT(groups); return s.Between + s.Within, why }
		all["L between"] = func() (float64, Reason) { s, why := d.SplitL(groups); return s.Between + s.Within, why }
		all["HHI"], all["normalised HHI"], all["root"], all["effective"] = shares.HHI, shares.Normalised, shares.Root, shares.Effective
		all["CR"] = func() (float64, Reason) { return shares.Ratio(2) }
		for name, f := range bilateralOf(draw) {
			all[name] = f
		}
		for name, f := range all {
			v, why := f()
			if finite(v) != (why == NoReason) || math.IsInf(v, 0) {
				t.Fatalf("%s of %v weighted %v: %v, reason %q", name, y, w, v, why)
			}
			if why == NoReason {
				found++
			}
		}
	}
	if found == 0 {
		t.Error("nothing had a result")
	}
}

func ExampleDistribution() {
	use := []float64{90, 60, 30}    // per cent of people online
	people := []float64{10, 50, 40} // million
	d, _ := NewDistribution(use, people)
	gini, _ := d.Gini()
	split, _ := d.SplitT([]int{0, 0, 1})
	fmt.Printf("%.4f %.4f = %.4f between + %.4f within\n", gini, split.Total, split.Between, split.Within)
	// Output: 0.1941 0.0710 = 0.0606 between + 0.0103 within
}
