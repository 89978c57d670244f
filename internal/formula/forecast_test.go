package formula

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
)

func TestDriftVector(t *testing.T) {
	v := at(t, vectors(t), "I9_drift")
	f, reason := Drift(numbers(t, v, "y"))
	if reason != NoReason {
		t.Fatal(reason)
	}
	expect(t, "drift", f.Trend, number(t, v, "drift"))
	expect(t, "sigma", f.Sigma, number(t, v, "sigma"))
	values, errors := numbers(t, v, "fc"), numbers(t, v, "se")
	intervals := at(t, v, "pi95").([]any)
	for k, want := range values {
		p := f.At(k + 1)
		expect(t, "value", p.Value, want)
		expect(t, "error", p.StdErr, errors[k])
		// The vectors round the intervals to five decimals.
		pair := intervals[k].([]any)
		if math.Abs(p.Low95-pair[0].(float64)) > 1e-5 || math.Abs(p.High95-pair[1].(float64)) > 1e-5 {
			t.Errorf("interval %d: got %v to %v, want %v", k+1, p.Low95, p.High95, pair)
		}
	}
}

func TestHoltVectors(t *testing.T) {
	for _, name := range []string{"I9_holt", "I9_damped"} {
		v := at(t, vectors(t), name)
		f, reason := Holt(numbers(t, v, "y"), number(t, v, "alpha"), number(t, v, "beta_star"), number(t, v, "phi"))
		if reason != NoReason {
			t.Fatal(reason)
		}
		expect(t, name+" level", f.Level, number(t, v, "l_T"))
		expect(t, name+" trend", f.Trend, number(t, v, "b_T"))
		expect(t, name+" sse", f.SSE, number(t, v, "sse"))
		expect(t, name+" sigma", f.Sigma, number(t, v, "sigma_mle"))
		for _, h := range []int{1, 2, 3, 5} {
			expect(t, name+" value", f.At(h).Value, number(t, v, "fc", strconv.Itoa(h)))
			expect(t, name+" error", f.At(h).StdErr, number(t, v, "se", strconv.Itoa(h)))
		}
	}
}

func TestProjectRules(t *testing.T) {
	eight := []float64{100, 104, 111, 115, 124, 130, 139, 145}
	rising := []float64{10, 20, 30, 45, 60, 70, 80, 88, 92}
	for _, c := range []struct {
		name       string
		values     []float64
		model      Model
		horizon    int
		percentage bool
		want       Reason
	}{
		{"no value", nil, DriftModel, 1, false, TooFewPoints},
		{"one value", eight[:1], DriftModel, 1, false, TooFewPoints},
		{"two values", eight[:2], DriftModel, 1, false, TooFewPoints},
		{"three values", eight[:3], DriftModel, 1, false, NoReason},
		{"a third of three", eight[:3], DriftModel, 2, false, BeyondHorizon},
		{"seven are too few for holt", eight[:7], HoltModel, 1, false, TooFewPoints},
		{"and for damped", eight[:7], DampedModel, 1, false, TooFewPoints},
		{"but not for drift", eight[:7], DriftModel, 2, false, NoReason},
		{"eight", eight, DampedModel, 2, false, NoReason},
		{"a third of eight", eight, DampedModel, 3, false, BeyondHorizon},
		{"a percentage", rising, HoltModel, 3, true, NoReason},
		{"at 100", append(slices.Clone(rising), 100), HoltModel, 3, true, AtBound},
		{"at 0", append([]float64{0}, rising...), DriftModel, 3, true, AtBound},
		{"above 100", append(slices.Clone(rising), 104), DriftModel, 3, true, AtBound},
		{"never changed, at 100", []float64{100, 100, 100}, DriftModel, 1, true, NoReason},
		{"no number", []float64{1, math.NaN(), 3}, DriftModel, 1, false, NotFinite},
		{"no number for holt", append([]float64{math.NaN()}, eight...), HoltModel, 1, false, NotFinite},
		{"too large", []float64{1e300, -1e300, 1e300}, DriftModel, 1, false, NotFinite},
		{"too large for holt", []float64{1e300, 0, 1e300, 0, 1e300, 0, 1e300, 0, 1e300}, HoltModel, 1, false, NotFinite},
	} {
		_, got, reason := Project(c.values, c.model, c.horizon, c.percentage)
		if reason != c.want {
			t.Errorf("%s: reason %q, want %q", c.name, reason, c.want)
		}
		if want := c.horizon; reason == NoReason && len(got) != want || reason != NoReason && got != nil {
			t.Errorf("%s: %d years for reason %q", c.name, len(got), reason)
		}
	}
}

func TestModelAndHorizon(t *testing.T) {
	for _, c := range []struct {
		n       int
		model   Model
		horizon int
	}{{0, DriftModel, 0}, {2, DriftModel, 0}, {3, DriftModel, 1}, {7, DriftModel, 2}, {8, DampedModel, 2}, {15, DampedModel, 5}, {40, DampedModel, 5}} {
		if m, h := ModelFor(c.n), HorizonFor(c.n); m != c.model || h != c.horizon {
			t.Errorf("%d values: %s, %d years, want %s, %d", c.n, m, h, c.model, c.horizon)
		}
	}
}

func TestUnbrokenEnd(t *testing.T) {
	for _, c := range []struct {
		years []int
		want  int
	}{{nil, 0}, {[]int{2020}, 1}, {[]int{2018, 2019, 2020}, 3}, {[]int{2010, 2012, 2013}, 2}, {[]int{2010, 2011, 2013}, 1}} {
		values := make([]float64, len(c.years))
		for k := range values {
			values[k] = float64(k)
		}
		got := UnbrokenEnd(c.years, values)
		if len(got) != c.want || c.want > 0 && got[len(got)-1] != values[len(values)-1] {
			t.Errorf("%v: got %v, want the last %d", c.years, got, c.want)
		}
	}
}

// A series that never changes goes on as it is, without a width.
func TestProjectConstant(t *testing.T) {
	for _, level := range []float64{-3, 0, 0.1, 42, 100} {
		for _, percentage := range []bool{false, true} {
			values := slices.Repeat([]float64{level}, 12)
			for _, m := range []Model{DriftModel, HoltModel, DampedModel} {
				_, got, reason := Project(values, m, 4, percentage)
				if reason != NoReason || len(got) != 4 {
					t.Fatalf("%s of %v: %q", m, level, reason)
				}
				for _, p := range got {
					if want := (Forecast{p.Ahead, level, 0, level, level, level, level, level, level}); p != want {
						t.Errorf("%s of %v: %+v", m, level, p)
					}
				}
			}
		}
	}
}

// A straight line goes on as a straight line: Holt's errors are then nought
// whatever its parameters.
func TestProjectStraightLine(t *testing.T) {
	values := make([]float64, 12)
	for k := range values {
		values[k] = 7 - 2.5*float64(k)
	}
	for _, m := range []Model{DriftModel, HoltModel} {
		_, got, reason := Project(values, m, 4, false)
		if reason != NoReason {
			t.Fatal(m, reason)
		}
		for _, p := range got {
			expect(t, string(m), p.Value, 7-2.5*float64(11+p.Ahead))
			expect(t, string(m)+" error", p.StdErr, 0)
		}
	}
}

// What a fit must keep on any series: intervals in order and inside the bounds,
// widening with the years, and moving with the unit and the origin of the values.
func TestProjectProperties(t *testing.T) {
	random := rand.New(rand.NewPCG(10, 1))
	for range 40 {
		n := 9 + random.IntN(20)
		values, percents, moved := make([]float64, n), make([]float64, n), make([]float64, n)
		level := 0.0
		for k := range values {
			level += random.NormFloat64() + 0.3
			values[k], percents[k], moved[k] = level, FromLogit(level/4), 1000*level+5e6
		}
		for _, m := range []Model{DriftModel, HoltModel, DampedModel} {
			fit, plain, _ := Project(values, m, HorizonFor(n), false)
			fitMoved, scaled, _ := Project(moved, m, HorizonFor(n), false)
			_, bounded, reason := Project(percents, m, HorizonFor(n), true)
			if reason != NoReason {
				t.Fatal(m, reason)
			}
			// The minimum is flat: the errors agree to more digits than where they lie.
			if math.Abs(fitMoved.SSE/1e6-fit.SSE) > 1e-7*fit.SSE {
				t.Errorf("%s: errors %v, in another unit %v", m, fit.SSE, fitMoved.SSE/1e6)
			}
			for k, p := range plain {
				inOrder(t, p)
				inOrder(t, bounded[k])
				if b := bounded[k]; b.Low95 < 0 || b.High95 > 100 {
					t.Errorf("%s: a percentage from %v to %v", m, b.Low95, b.High95)
				}
				if k > 0 && p.StdErr < plain[k-1].StdErr {
					t.Errorf("%s: the error shrinks with the years: %v", m, plain)
				}
				if math.Abs((scaled[k].Value-5e6)/1000-p.Value) > 1e-3*math.Max(1, math.Abs(p.Value)) {
					t.Errorf("%s: %v, in another unit %v", m, p.Value, scaled[k].Value)
				}
			}
		}
	}
}

func inOrder(t *testing.T, p Forecast) {
	t.Helper()
	if !slices.IsSorted([]float64{p.Low95, p.Low80, p.Value, p.High80, p.High95}) || !(p.High95 > p.Low95) {
		t.Errorf("intervals out of order: %+v", p)
	}
}

// No point of a dense grid and no random one may beat the fit.
func TestFitIsTheMinimum(t *testing.T) {
	random := rand.New(rand.NewPCG(10, 2))
	for range 30 {
		values := make([]float64, 8+random.IntN(25))
		for k := range values {
			values[k] = 50 + 3*float64(k) + 8*random.NormFloat64()
		}
		for _, c := range []struct {
			fit       func([]float64) (Fit, Reason)
			low, high float64
		}{{FitHolt, 1, 1}, {FitDamped, minPhi, maxPhi}} {
			f, reason := c.fit(values)
			if reason != NoReason {
				t.Fatal(reason)
			}
			if f.Alpha < minWeight || f.Alpha > maxWeight || f.Beta < minWeight || f.Beta > maxWeight || f.Phi < c.low || f.Phi > c.high {
				t.Errorf("parameters out of bounds: %+v", f)
			}
			weight := func() float64 { return minWeight + (maxWeight-minWeight)*random.Float64() }
			for range 3000 {
				other, _ := Holt(values, weight(), weight(), c.low+(c.high-c.low)*random.Float64())
				if other.SSE < f.SSE*(1-1e-9) {
					t.Fatalf("%+v is beaten by %+v on %v", f, other, values)
				}
			}
			again, _ := c.fit(slices.Clone(values))
			if again != f {
				t.Errorf("fitted twice: %+v and %+v", f, again)
			}
		}
	}
}

func TestLogit(t *testing.T) {
	for _, bad := range []float64{-1, 0, 100, 101, math.NaN(), math.Inf(1)} {
		if _, reason := Logit(bad); reason != AtBound {
			t.Errorf("logit of %v: %q", bad, reason)
		}
	}
	for _, p := range []float64{1e-6, 1, 50, 99.9999} {
		l, _ := Logit(p)
		if math.Abs(FromLogit(l)-p) > 1e-9 {
			t.Errorf("%v there and back is %v", p, FromLogit(l))
		}
	}
	if FromLogit(-1e4) != 0 || FromLogit(1e4) != 100 {
		t.Error("a far logit leaves the bounds")
	}
}

// The errors of this series have a second, higher minimum, in which a search from the
// lowest point of a coarse grid ends.
func TestFitFindsTheLowerMinimum(t *testing.T) {
	values := []float64{3587, 3958, 4452, 5323, 4711, 4077, 3997, 4744, 5831, 7040, 7950, 10229, 10046, 9733}
	f, reason := FitDamped(values)
	if reason != NoReason || f.SSE > 8773531 {
		t.Errorf("%+v, %q: the lower minimum is at 8773530.3", f, reason)
	}
}
