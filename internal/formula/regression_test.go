package formula

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestFitLineVector(t *testing.T) {
	v := at(t, vectors(t), "G3_lsgr")
	series := numbers(t, v, "series")
	x, ln := make([]float64, len(series)), make([]float64, len(series))
	for k, s := range series {
		x[k], ln[k] = float64(k), math.Log(s)
	}
	l, reason := FitLine(x, ln)
	if reason != NoReason {
		t.Fatal(reason)
	}
	expect(t, "a", l.Intercept, number(t, v, "a"))
	expect(t, "b", l.Slope, number(t, v, "b"))
	expect(t, "se_b", l.StdErr, number(t, v, "se_b"))
	expect(t, "r2", l.R2, number(t, v, "r2"))
}

func TestFitLine(t *testing.T) {
	for _, c := range []struct {
		name string
		t, y []float64
		line Line
		want Reason
	}{
		{"two points", []float64{1, 2}, []float64{1, 2}, noLine, TooFewPoints},
		{"one year", []float64{1, 1, 1}, []float64{1, 2, 3}, noLine, NoVariation},
		{"level", []float64{1, 2, 3}, []float64{4, 4, 4}, Line{Intercept: 4}, NoReason},
		{"a line", []float64{1, 2, 3}, []float64{5, 7, 9}, Line{Intercept: 3, Slope: 2, R2: 1}, NoReason},
		// By hand: mean y 2, slope 2/2, residuals 1/3, -2/3, 1/3.
		{"a bend", []float64{0, 1, 2}, []float64{1./3 + 1, 2 - 2./3, 3 + 1./3}, Line{1, 1, math.Sqrt(1. / 3), 0.75, 2. / 3}, NoReason},
		{"no number", []float64{0, 1, 2}, []float64{1, math.NaN(), 2}, noLine, NotFinite},
	} {
		l, reason := FitLine(c.t, c.y)
		if reason != c.want {
			t.Errorf("%s: %q, want %q", c.name, reason, c.want)
			continue
		}
		if reason == NoReason {
			expect(t, c.name+" intercept", l.Intercept, c.line.Intercept)
			expect(t, c.name+" slope", l.Slope, c.line.Slope)
			expect(t, c.name+" error", l.StdErr, c.line.StdErr)
			expect(t, c.name+" r2", l.R2, c.line.R2)
			expect(t, c.name+" ssr", l.SSR, c.line.SSR)
		}
	}
}

// No other line comes closer, and the slope does not depend on where years count from.
func TestFitLineProperties(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 1))
	for range 200 {
		n := 3 + random.IntN(30)
		x, late, y := make([]float64, n), make([]float64, n), make([]float64, n)
		for k := range x {
			x[k], late[k], y[k] = float64(k), float64(k+2000), 3*float64(k)+10*random.NormFloat64()
		}
		l, _ := FitLine(x, y)
		m, _ := FitLine(late, y)
		expect(t, "slope from another year", m.Slope, l.Slope)
		for _, d := range [][2]float64{{1e-3, 0}, {-1e-3, 0}, {0, 1e-3}, {0, -1e-3}} {
			var ssr float64
			for k := range x {
				e := y[k] - (l.Intercept + d[0]) - (l.Slope+d[1])*x[k]
				ssr += e * e
			}
			if ssr < l.SSR {
				t.Errorf("%+v is beaten by a line %v off", l, d)
			}
		}
	}
}
