package formula

import (
	"math"
	"math/rand/v2"
	"testing"
)

func spansOf(start, end []float64) []Span {
	out := make([]Span, len(start))
	for k := range start {
		out[k] = Span{start[k], end[k]}
	}
	return out
}

func TestVectorConvergence(t *testing.T) {
	in := at(t, vectors(t), "I7_convergence")
	start, end := numbers(t, in, "y0"), numbers(t, in, "y1")
	years := int(number(t, in, "T"))
	logs, why := BetaLogs(spansOf(start, end), years)
	expect(t, "b", sure(t, "beta", logs.Slope, why), number(t, in, "beta_log"))
	expect(t, "a", logs.Intercept, number(t, in, "a"))
	expect(t, "R2", logs.R2, number(t, in, "r2"))
	expect(t, "lambda", sure(t, "lambda", logs.Lambda, logs.SpeedReason), number(t, in, "lambda_"))
	expect(t, "half-life", logs.HalfLife, number(t, in, "half_life"))
	levels, why := BetaLevels(spansOf(start, end), years)
	expect(t, "b of levels", sure(t, "levels", levels.Slope, why), number(t, in, "beta_pp_level"))
	expect(t, "a of levels", levels.Intercept, number(t, in, "a_pp"))
	for key, values := range map[string][]float64{"sigma0_sdlog": start, "sigma1_sdlog": end} {
		v, why := SigmaLogs(values)
		expect(t, key, sure(t, key, v, why), number(t, in, key))
	}
	for key, values := range map[string][]float64{"cv0": start, "cv1": end} {
		v, why := distribution(t, values, nil).SampleCV()
		expect(t, key, sure(t, key, v, why), number(t, in, key))
	}
}

// Residuals of -1, 2 and -1 around 0.5 x: a standard error by hand.
func TestBetaByHand(t *testing.T) {
	b, why := BetaLevels([]Span{{10, 10 - 5 - 1}, {20, 20 - 10 + 2}, {30, 30 - 15 - 1}}, 2)
	sure(t, "slope", b.Slope, why)
	for what, c := range map[string][2]float64{
		"slope": {b.Slope, -0.5}, "intercept": {b.Intercept, 0}, "error": {b.StdErr, math.Sqrt(6.0 / 200)},
		"t": {b.T, -0.5 / math.Sqrt(6.0/200)}, "R2": {b.R2, 50.0 / 56}, "lambda": {b.Lambda, math.Ln2 / 2}, "half-life": {b.HalfLife, 2},
	} {
		if math.Abs(c[0]-c[1]) > 1e-12 {
			t.Errorf("%s: %v, want %v", what, c[0], c[1])
		}
	}
	if b.N != 3 {
		t.Errorf("N: %d", b.N)
	}
}

func TestConvergenceEdges(t *testing.T) {
	good := []Span{{1, 5}, {2, 6}, {4, 7}}
	for what, c := range map[string]struct {
		of    func([]Span, int) (Beta, Reason)
		spans []Span
		years int
		want  Reason
	}{
		"nobody":            {BetaLogs, nil, 5, TooFewPoints},
		"two":               {BetaLevels, good[:2], 5, TooFewPoints},
		"no years":          {BetaLogs, good, 0, TooFewPoints},
		"years backwards":   {BetaLevels, good, -1, TooFewPoints},
		"equal starts":      {BetaLogs, []Span{{0.1, 1}, {0.1, 2}, {0.1, 3}}, 5, NoVariation},
		"equal levels":      {BetaLevels, []Span{{0.1, 1}, {0.1, 2}, {0.1, 3}}, 5, NoVariation},
		"a start of zero":   {BetaLogs, []Span{{0, 1}, {1, 2}, {2, 3}}, 5, NotPositive},
		"an end below zero": {BetaLogs, []Span{{1, -1}, {1, 2}, {2, 3}}, 5, NotPositive},
		"missing":           {BetaLogs, []Span{{1, 1}, {math.NaN(), 2}, {2, 3}}, 5, NotFinite},
		"missing level":     {BetaLevels, []Span{{1, 1}, {3, math.NaN()}, {2, 3}}, 5, NotFinite},
	} {
		b, why := c.of(c.spans, c.years)
		without(t, what, b.Slope, why, c.want)
		without(t, what+", t", b.T, b.TReason, c.want)
		without(t, what+", half-life", b.HalfLife, b.SpeedReason, c.want)
	}
	for what, c := range map[string]struct {
		values []float64
		want   Reason
	}{
		"two": {[]float64{1, 2}, TooFewPoints}, "zero": {[]float64{0, 1, 2}, NotPositive}, "missing": {[]float64{math.NaN(), 1, 2}, NotFinite},
	} {
		v, why := SigmaLogs(c.values)
		without(t, "sigma of "+what, v, why, c.want)
	}
	if v, why := SigmaLogs([]float64{0.1, 0.1, 0.1}); v != 0 || why != NoReason {
		t.Errorf("sigma of equal values: %v %q", v, why)
	}
}

// Where there is a line there may still be no t, and no speed.
func TestBetaWithoutSpeed(t *testing.T) {
	apart, _ := BetaLevels([]Span{{1, 2}, {2, 5}, {4, 9}}, 5)
	without(t, "apart", apart.Lambda, apart.SpeedReason, NoConvergence)
	past, _ := BetaLevels([]Span{{1, 9}, {2, 5}, {4, 2}}, 5)
	without(t, "past each other", past.HalfLife, past.SpeedReason, Overshooting)
	exact, why := BetaLevels([]Span{{1, 3}, {2, 3.5}, {4, 4.5}}, 1)
	sure(t, "half-life of a line", exact.HalfLife, exact.SpeedReason)
	without(t, "t of a line", exact.T, exact.TReason, PerfectFit)
	expect(t, "slope of a line", sure(t, "line", exact.Slope, why), -0.5)

	var alike []Span // all grow by the same rate, but for rounding
	for k := range 10 {
		start := 0.3 + 1.7*float64(k)
		alike = append(alike, Span{start, start * 1.1})
	}
	b, why := BetaLogs(alike, 7)
	if sure(t, "alike", b.Slope, why) != 0 {
		t.Errorf("growing alike: slope %v", b.Slope)
	}
	expect(t, "growing alike", b.Intercept, math.Log(1.1)/7)
	without(t, "growing alike, t", b.T, b.TReason, PerfectFit)
	without(t, "growing alike, speed", b.Lambda, b.SpeedReason, NoConvergence)
}

// Values made to converge at a speed give that speed back, and in another unit
// the same slope.
func TestBetaFindsTheSpeed(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	for range 200 {
		lambda, years := 0.01+0.1*r.Float64(), 1+r.IntN(20)
		left := math.Exp(-lambda * float64(years))
		var logs, levels, scaled []Span
		for range 3 + r.IntN(20) {
			start := math.Exp(r.NormFloat64())
			logs = append(logs, Span{start, math.Exp(left*math.Log(start) + 2)})
			levels = append(levels, Span{start, left*start + 7})
			scaled = append(scaled, Span{1000 * start, 1000 * logs[len(logs)-1].End})
		}
		for what, f := range map[string]func() (Beta, Reason){
			"logs": func() (Beta, Reason) { return BetaLogs(logs, years) }, "levels": func() (Beta, Reason) { return BetaLevels(levels, years) },
			"scaled": func() (Beta, Reason) { return BetaLogs(scaled, years) },
		} {
			b, why := f()
			sure(t, what, b.Slope, why)
			if got := sure(t, what, b.Lambda, b.SpeedReason); math.Abs(got-lambda) > 1e-9 {
				t.Errorf("%s: lambda %v, want %v", what, got, lambda)
			}
			expect(t, what+" half-life", b.HalfLife, math.Ln2/lambda)
		}
	}
}
