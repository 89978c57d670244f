package formula

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestVectorChain(t *testing.T) {
	in := at(t, vectors(t), "G7_chain")
	year := func(before, after, price string) []Priced {
		var parts []Priced
		for _, id := range []string{"A", "B"} {
			parts = append(parts, Priced{number(t, in, before, id), number(t, in, after, id), number(t, in, price, id)})
		}
		return parts
	}
	first, second := year("v0", "v1", "pr1"), year("v1", "v2", "pr2")
	q1, why := Volume(first)
	expect(t, "volume 1", 100*(sure(t, "volume 1", q1, why)-1), number(t, in, "vol1_pct"))
	q2, why := Volume(second)
	expect(t, "volume 2", 100*(sure(t, "volume 2", q2, why)-1), number(t, in, "vol2_pct"))
	p1, why := ImplicitDeflator(first)
	expect(t, "deflator", sure(t, "deflator", p1, why), number(t, in, "implicit_deflator1"))
	real, why := RealGrowth(number(t, in, "nominal1_pct"), 100*(p1-1))
	expect(t, "real growth", sure(t, "real growth", real, why), number(t, in, "vol1_pct"))
	index, why := Chain(100, []float64{q1, q2})
	want := numbers(t, in, "chain_index")
	if len(index) != len(want) || why != NoReason {
		t.Fatalf("chain %v, reason %q", index, why)
	}
	for k := range want {
		expect(t, "chain", index[k], want[k])
	}
}

func TestChainEdges(t *testing.T) {
	for what, c := range map[string]struct {
		parts []Priced
		want  Reason
	}{
		"nothing":         {nil, TooFewPoints},
		"no price":        {[]Priced{{1, 1, 0}}, NotPositive},
		"no value before": {[]Priced{{0, 1, 1}}, ZeroBase},
		"a value below":   {[]Priced{{1, -1, 1}}, NegativeValue},
		"missing price":   {[]Priced{{1, 1, math.NaN()}}, NotFinite},
		"endless price":   {[]Priced{{1, 1, math.Inf(1)}}, NotFinite},
	} {
		v, why := Volume(c.parts)
		without(t, what, v, why, c.want)
		v, why = ImplicitDeflator(c.parts)
		without(t, what+", deflator", v, why, c.want)
	}
	if v, why := Volume([]Priced{{1, 0, 2}}); v != 0 || why != NoReason {
		t.Errorf("all gone: %v %q", v, why)
	}
	v, why := ImplicitDeflator([]Priced{{1, 0, 2}})
	without(t, "all gone, deflator", v, why, ZeroBase)
	for what, c := range map[string]struct {
		nominal, prices float64
		want            Reason
	}{
		"prices gone": {5, -100, SignChange}, "value below": {-101, 5, SignChange}, "missing": {5, math.NaN(), NotFinite}, "endless": {5, math.Inf(1), NotFinite},
	} {
		v, why := RealGrowth(c.nominal, c.prices)
		without(t, what, v, why, c.want)
	}
	for what, c := range map[string]struct {
		start     float64
		relatives []float64
		want      Reason
	}{
		"below": {100, []float64{1, -1}, NegativeValue}, "missing": {100, []float64{math.NaN()}, NotFinite}, "start": {math.Inf(1), nil, NotFinite},
	} {
		if index, why := Chain(c.start, c.relatives); index != nil || why != c.want {
			t.Errorf("%s: %v, reason %q, want %q", what, index, why, c.want)
		}
	}
}

// One price for all parts takes the same growth out as one deflator does, and
// value is always volume times price.
func TestVolumeTimesPriceIsValue(t *testing.T) {
	r := rand.New(rand.NewPCG(51, 52))
	for range 200 {
		var parts, alike []Priced
		before, after, inflation := 0.0, 0.0, 0.5+r.Float64()
		for range 1 + r.IntN(10) {
			p := Priced{0.1 + r.Float64(), r.Float64(), 0.5 + r.Float64()}
			parts, alike = append(parts, p), append(alike, Priced{p.Before, p.After, inflation})
			before, after = before+p.Before, after+p.After
		}
		q, _ := Volume(parts)
		p, why := ImplicitDeflator(parts)
		expect(t, "value", q*sure(t, "deflator", p, why), after/before)
		q, _ = Volume(alike)
		real, why := RealGrowth(100*(after/before-1), 100*(inflation-1))
		expect(t, "real growth", sure(t, "real growth", real, why), 100*(q-1))
		if p, _ = ImplicitDeflator(alike); !near(p, inflation) {
			t.Errorf("one price of %v: deflator %v", inflation, p)
		}
	}
}
