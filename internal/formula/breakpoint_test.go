package formula

import (
	"math"
	"math/rand/v2"
	"testing"
)

func yearsFrom(first, n int) []int {
	out := make([]int, n)
	for k := range out {
		out[k] = first + k
	}
	return out
}

func TestChowVector(t *testing.T) {
	v := at(t, vectors(t), "I10_chow")
	y := numbers(t, v, "y")
	b, reason := Chow(yearsFrom(2010, len(y)), y, int(number(t, v, "break_before_index")))
	if reason != NoReason {
		t.Fatal(reason)
	}
	expect(t, "pooled", b.Pooled, number(t, v, "ssr_pooled"))
	expect(t, "before", b.Before, number(t, v, "ssr1"))
	expect(t, "after", b.After, number(t, v, "ssr2"))
	expect(t, "F", b.F, number(t, v, "F"))
	if df := numbers(t, v, "df"); float64(b.DF1) != df[0] || float64(b.DF2) != df[1] {
		t.Errorf("degrees of freedom %d, %d, want %v", b.DF1, b.DF2, df)
	}
	best, _ := BestBreak(yearsFrom(2010, len(y)), y)
	if want := int(number(t, v, "best_single_break", "index")); best.Index != want {
		t.Errorf("best break at %d, want %d", best.Index, want)
	}
	expect(t, "ssr", best.SSR(), number(t, v, "best_single_break", "ssr"))
}

func TestBestBreak(t *testing.T) {
	for _, c := range []struct {
		name   string
		years  []int
		values []float64
		index  int
		want   Reason
	}{
		{"nothing", nil, nil, -1, TooFewPoints},
		{"five values", yearsFrom(2000, 5), []float64{1, 2, 3, 9, 10}, -1, TooFewPoints},
		{"two perfect lines", yearsFrom(2000, 7), []float64{1, 2, 3, 4, 9, 8, 7}, 4, PerfectFit},
		{"two perfect lines of thirds", yearsFrom(2000, 6), []float64{1. / 3, 2. / 3, 1, 10. / 3, 11. / 3, 4}, 3, PerfectFit},
		{"one perfect line", yearsFrom(2000, 7), []float64{1e9 + 0.1, 1e9 + 0.2, 1e9 + 0.3, 1e9 + 0.4, 1e9 + 0.5, 1e9 + 0.6, 1e9 + 0.7}, 3, NoBreak},
		{"a constant", yearsFrom(2000, 6), []float64{5, 5, 5, 5, 5, 5}, 3, NoBreak},
		{"a gap in the years", []int{2000, 2001, 2002, 2010, 2011, 2012}, []float64{1, 2.5, 3, 40, 42, 41}, 3, NoReason},
		{"no number", yearsFrom(2000, 6), []float64{1, 2, math.NaN(), 4, 5, 6}, -1, NotFinite},
		{"too large", yearsFrom(2000, 6), []float64{1e300, 0, 1e300, 0, 1e300, 0}, -1, NotFinite},
	} {
		b, reason := BestBreak(c.years, c.values)
		if reason != c.want || b.Index != c.index {
			t.Errorf("%s: at %d, %q, want %d, %q", c.name, b.Index, reason, c.index, c.want)
		}
		if math.IsNaN(b.F) != (reason != NoReason) || math.IsInf(b.F, 0) {
			t.Errorf("%s: F %v for reason %q", c.name, b.F, reason)
		}
	}
}

// A step that stands out of the noise is found where it was put, and F does not
// depend on unit, origin or slope.
func TestBestBreakFindsTheStep(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 1))
	for range 200 {
		n := 8 + random.IntN(20)
		at := MinSegment + random.IntN(n-2*MinSegment+1)
		years, values, tilted := yearsFrom(1995, n), make([]float64, n), make([]float64, n)
		for k := range values {
			values[k] = random.NormFloat64()
			if k >= at {
				values[k] += 200
			}
			tilted[k] = 12*values[k] + 7*float64(k) - 3000
		}
		b, reason := BestBreak(years, values)
		if reason != NoReason || b.Index != at || !(b.F > 0) {
			t.Errorf("a step at %d of %d: found %+v, %q", at, n, b, reason)
		}
		if other, _ := BestBreak(years, tilted); other.Index != at || math.Abs(other.F-b.F) > 1e-6*b.F {
			t.Errorf("tilted: %+v, want F %v", other, b.F)
		}
	}
}
