package formula

import (
	"math"
	"math/rand/v2"
	"testing"
)

// bilateralOf returns the figures of trade between two, of drawn amounts.
func bilateralOf(draw func() float64) map[string]measure {
	t, m := Trade{draw(), draw()}, Mirror{draw(), draw()}
	i := Intensity{draw(), draw(), draw(), draw(), draw()}
	s := Specialization{draw(), draw(), draw(), draw()}
	a, b, c := draw(), draw(), draw()
	parts := []Priced{{draw(), draw(), draw()}, {draw(), draw(), draw()}}
	return map[string]measure{
		"balance": t.Balance, "cover": t.Cover, "normalised balance": t.Normalised,
		"difference": m.Difference, "relative": m.Relative, "index": m.Index, "signed": m.Signed, "symmetry": m.Symmetry, "ratio": m.Ratio,
		"balanced": func() (float64, Reason) { return m.Balanced(a, b) },
		"TII":      i.Simple, "TII without self": i.ExcludingSelf, "symmetric TII": i.Symmetric,
		"RCA": s.Balassa, "RSCA": s.Symmetric, "ln RCA": s.Log, "NRCA": s.Normalised,
		"GL":      func() (float64, Reason) { return GrubelLloyd(t, Trade(m)) },
		"real":    func() (float64, Reason) { return RealGrowth(a, b) },
		"volume":  func() (float64, Reason) { return Volume(parts) },
		"implied": func() (float64, Reason) { return ImplicitDeflator(parts) },
		"shift": func() (float64, Reason) {
			s, why := ShiftShare([]RatioPart{{t.Exports, t.Imports, a, b}, {m.Exports, m.Imports, c, a}})
			return s.Within + s.Between, why
		},
		"beta": func() (float64, Reason) {
			b, why := BetaLogs([]Span{{a, b}, {c, a}, {t.Exports, t.Imports}, {m.Exports, m.Imports}}, 3)
			return b.Slope, why
		},
		"beta's t": func() (float64, Reason) {
			b, _ := BetaLevels([]Span{{a, b}, {c, a}, {t.Exports, t.Imports}, {m.Exports, m.Imports}}, 3)
			return b.T, b.TReason
		},
		"half-life": func() (float64, Reason) {
			b, _ := BetaLevels([]Span{{a, b}, {c, a}, {t.Exports, t.Imports}, {m.Exports, m.Imports}}, 3)
			return b.HalfLife + b.Lambda, b.SpeedReason
		},
		"sigma": func() (float64, Reason) { return SigmaLogs([]float64{a, b, c}) },
	}
}

func TestVectorBilateral(t *testing.T) {
	all := vectors(t)
	check := func(group string, want map[string]measure) {
		t.Helper()
		for key, f := range want {
			v, why := f()
			expect(t, group+" "+key, sure(t, key, v, why), number(t, all, group, key))
		}
	}
	in := func(keys ...string) float64 { return number(t, all, keys...) }
	m := Mirror{in("G10_asym", "x_AB"), in("G10_asym", "m_BA")}
	check("G10_asym", map[string]measure{"abs": m.Difference, "rel_to_mean_pct": m.Relative, "index_XM": m.Index,
		"symmetric_pm1": m.Signed, "symmetry": m.Symmetry, "ratio": m.Ratio})
	v, why := m.Balanced(in("G10_asym", "balanced_example", "sym_A"), in("G10_asym", "balanced_example", "sym_B"))
	expect(t, "balanced", sure(t, "balanced", v, why), in("G10_asym", "balanced_example", "balanced"))

	i := Intensity{in("I3_tii", "x_ij"), in("I3_tii", "X_i"), in("I3_tii", "M_j"), in("I3_tii", "M_w"), in("I3_tii", "M_i")}
	check("I3_tii", map[string]measure{"tii_simple": i.Simple, "tii_excl_self": i.ExcludingSelf, "sym": i.Symmetric})

	trade := Trade{in("I5_balance", "X"), in("I5_balance", "M")}
	check("I5_balance", map[string]measure{"balance": trade.Balance, "cover_ratio": trade.Cover, "norm_balance": trade.Normalised})

	s := Specialization{in("I1_rca", "i_dds"), in("I1_rca", "i_tot"), in("I1_rca", "w_dds"), in("I1_rca", "w_tot")}
	check("I1_rca", map[string]measure{"rca": s.Balassa, "rsca": s.Symmetric, "lnrca": s.Log})
	v, why = s.Normalised()
	expect(t, "nrca", 1e4*sure(t, "nrca", v, why), in("I1_rca", "nrca_x10000"))

	var items []Trade
	each := numbers(t, all, "I4_gl", "gl_each")
	for k, p := range at(t, all, "I4_gl", "pairs").([]any) {
		pair := p.([]any)
		items = append(items, Trade{pair[0].(float64), pair[1].(float64)})
		v, why := GrubelLloyd(items[k])
		expect(t, "GL", sure(t, "GL", v, why), each[k])
	}
	v, why = GrubelLloyd(items...)
	expect(t, "GL of all", sure(t, "GL of all", v, why), in("I4_gl", "gl_agg"))
}

func TestBilateralByHand(t *testing.T) {
	all := []Mirror{{90, 110}, {300, 100}} // symmetries 0.9 and 0.5, weights 200 and 400
	for what, c := range map[string]struct {
		of   measure
		want float64
	}{
		"nothing sold":         {Trade{0, 8}.Normalised, -1},
		"nothing sold, cover":  {Trade{0, 8}.Cover, 0},
		"deficit":              {Trade{2, 8}.Balance, -6},
		"importer reports":     {Mirror{0, 8}.Relative, -200},
		"importer alone":       {Mirror{0, 8}.Index, 1},
		"agreed":               {Mirror{8, 8}.Symmetry, 1},
		"mean symmetry":        {func() (float64, Reason) { return MeanSymmetry(all...) }, 380.0 / 600},
		"trusts exporter only": {func() (float64, Reason) { return all[0].Balanced(0.8, 0) }, 90},
		"no trade is no zero":  {Intensity{0, 10, 5, 50, 10}.Symmetric, -1},
		"neutral":              {Intensity{1, 10, 5, 60, 10}.ExcludingSelf, 1},
		"none of it":           {Specialization{0, 10, 5, 50}.Symmetric, -1},
		"neutral RCA":          {Specialization{1, 10, 5, 50}.Log, 0},
		"neutral NRCA":         {Specialization{1, 10, 5, 50}.Normalised, 0},
	} {
		v, why := c.of()
		if sure(t, what, v, why); math.Abs(v-c.want) > 1e-12 {
			t.Errorf("%s: %v, want %v", what, v, c.want)
		}
	}
}

func TestBilateralEdges(t *testing.T) {
	for what, c := range map[string]struct {
		of   measure
		want Reason
	}{
		"no imports, cover":    {Trade{8, 0}.Cover, ZeroBase},
		"no trade":             {Trade{}.Normalised, ZeroBase},
		"negative imports":     {Trade{8, -1}.Cover, NegativeBase},
		"negative exports":     {Trade{-8, 1}.Normalised, NegativeValue},
		"missing":              {Trade{math.NaN(), 1}.Balance, NotFinite},
		"too large":            {Trade{math.MaxFloat64, math.MaxFloat64}.Normalised, NotFinite},
		"no flow at all":       {Mirror{}.Symmetry, ZeroBase},
		"no flow at all, rel":  {Mirror{}.Relative, ZeroBase},
		"no importer":          {Mirror{8, 0}.Ratio, ZeroBase},
		"no symmetry":          {func() (float64, Reason) { return Mirror{8, 4}.Balanced(0, 0) }, ZeroWeight},
		"negative symmetry":    {func() (float64, Reason) { return Mirror{8, 4}.Balanced(1, -1) }, BadWeight},
		"no items":             {func() (float64, Reason) { return GrubelLloyd() }, TooFewPoints},
		"idle items":           {func() (float64, Reason) { return GrubelLloyd(Trade{}, Trade{}) }, ZeroBase},
		"negative item":        {func() (float64, Reason) { return GrubelLloyd(Trade{1, -1}) }, NegativeValue},
		"exports nothing":      {Intensity{0, 0, 5, 50, 10}.Simple, ZeroBase},
		"partner buys nothing": {Intensity{0, 10, 0, 50, 10}.Simple, ZeroBase},
		"itself the world":     {Intensity{1, 10, 5, 50, 50}.ExcludingSelf, ZeroBase},
		"world too small":      {Intensity{1, 10, 5, 50, 60}.ExcludingSelf, NegativeBase},
		"own imports negative": {Intensity{1, 10, 5, 50, -60}.ExcludingSelf, NegativeValue},
		"no total":             {Specialization{0, 0, 5, 50}.Balassa, ZeroBase},
		"world sells none":     {Specialization{1, 10, 0, 50}.Symmetric, ZeroBase},
		"log of none":          {Specialization{0, 10, 5, 50}.Log, NotPositive},
		"no world":             {Specialization{1, 10, 5, 0}.Normalised, ZeroBase},
		"endless imports":      {Trade{8, math.Inf(1)}.Cover, NotFinite},
		"negative part":        {Specialization{-1, 10, 5, 50}.Normalised, NegativeValue},
	} {
		v, why := c.of()
		without(t, what, v, why, c.want)
	}
	v, why := Symmetric(-2)
	without(t, "symmetric of a negative", v, why, NegativeValue)
}

func TestBilateralProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	amount := func() float64 { return 0.01 + 100*r.ExpFloat64() }
	for range 300 {
		m := Mirror{amount(), amount()}
		back := Mirror{m.Imports, m.Exports}
		scaled := Trade{1000 * m.Exports, 1000 * m.Imports}
		s, _ := m.Signed()
		if v, _ := back.Signed(); !close12(v, -s) {
			t.Errorf("%v: %v, mirrored %v", m, s, v)
		}
		if v, _ := scaled.Normalised(); math.Abs(v-s) > 1e-12 {
			t.Errorf("%v: %v, scaled %v", m, s, v)
		}
		index, _ := m.Index()
		if v, _ := m.Symmetry(); math.Abs(v+index-1) > 1e-12 {
			t.Errorf("%v: index %v, symmetry %v", m, index, v)
		}
		cover, _ := Trade(m).Cover()
		if v, _ := Symmetric(cover); math.Abs(v-s) > 1e-12 {
			t.Errorf("%v: symmetric cover %v, normalised %v", m, v, s)
		}
		if v, _ := m.Balanced(amount(), amount()); v < min(m.Exports, m.Imports)-1e-9 || v > max(m.Exports, m.Imports)+1e-9 {
			t.Errorf("%v: balanced %v", m, v)
		}
		// Items that are merged never have less trade within them than apart.
		other := Trade{amount(), amount()}
		apart, _ := GrubelLloyd(Trade(m), other)
		if v, _ := GrubelLloyd(Trade{m.Exports + other.Exports, m.Imports + other.Imports}); v < apart-1e-12 {
			t.Errorf("%v and %v: merged %v, apart %v", m, other, v, apart)
		}
	}
}

// The normalised advantages of a world sum to zero over economies and products.
func TestNormalisedAdvantagesSumToZero(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 24))
	for range 100 {
		var x [4][3]float64
		var economies [4]float64
		var products [3]float64
		world := 0.0
		for e := range x {
			for p := range x[e] {
				x[e][p] = r.ExpFloat64()
				economies[e], products[p], world = economies[e]+x[e][p], products[p]+x[e][p], world+x[e][p]
			}
		}
		for e := range x {
			sum := 0.0
			for p := range x[e] {
				s := Specialization{x[e][p], economies[e], products[p], world}
				v, why := s.Normalised()
				sum += sure(t, "NRCA", v, why)
				if rca, _ := s.Balassa(); (rca > 1) != (v > 0) {
					t.Errorf("RCA %v, NRCA %v", rca, v)
				}
			}
			if math.Abs(sum) > 1e-12 {
				t.Errorf("advantages sum to %v", sum)
			}
		}
	}
}
