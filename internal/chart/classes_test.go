package chart

import (
	"fmt"
	"image/color"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestChosenCuts: round cuts for easy and hard values.
func TestChosenCuts(t *testing.T) {
	whole := func(v float64) string { return fmt.Sprintf("%.0f", v) }
	uniform := func(from, to float64, n int) (out []float64) {
		for i := range n {
			out = append(out, from+(to-from)*float64(i)/float64(n-1))
		}
		return out
	}
	for name, test := range map[string]struct {
		values    []float64
		diverging bool
		cut       Format
		want      []float64
	}{
		"none":          {nil, false, nil, nil},
		"one":           {[]float64{3}, false, nil, nil},
		"all equal":     {[]float64{3, 3, 3}, false, nil, nil},
		"two":           {[]float64{3, 8}, false, nil, []float64{5}},
		"even":          {uniform(0, 70, 71), false, nil, []float64{10, 20, 30, 40, 50, 60}},
		"all negative":  {uniform(-70, 0, 71), false, nil, []float64{-60, -50, -40, -30, -20, -10}},
		"growth":        {uniform(-20, 20, 81), true, nil, []float64{-15, -10, -5, 5, 10, 15}},
		"no growth":     {[]float64{0, 0}, true, nil, nil},
		"one fall":      {[]float64{-5}, true, nil, []float64{-5, 5}},
		"not printable": {[]float64{.1, .2, .3, .4}, false, whole, nil},
		"magnitudes":    {[]float64{1e-6, 1e-3, 1, 1e3, 1e6, 1e9, 1e13}, false, nil, nil},
	} {
		got := chooseCuts(test.values, test.diverging, test.cut)
		if name == "magnitudes" {
			if len(got) < 3 || got[len(got)-1]/got[0] < 1e6 {
				t.Errorf("%s: cuts %v", name, got)
			}
			continue
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: cuts %v, want %v", name, got, test.want)
		}
	}
}

// TestRandomCuts: cuts rise, lie within the values, leave no outer class empty
// and are symmetrical around 0 where they diverge.
func TestRandomCuts(t *testing.T) {
	skipUnderRace(t)
	r := rand.New(rand.NewPCG(7, 8))
	for n := range 400 {
		scale, tail := math.Pow(10, float64(r.IntN(19)-6)), r.Float64()*3
		shift := []float64{0, 0, -.5, -5, 5}[r.IntN(5)]
		var values []float64
		for range 1 + r.IntN(200) {
			values = append(values, scale*(shift+math.Exp(tail*r.NormFloat64())))
		}
		c := classes{cuts: chooseCuts(values, n%2 == 0, nil), diverging: n%2 == 0}
		if err := checkCuts(c.cuts, c.diverging); err != nil {
			t.Fatalf("%d: %v", n, err)
		}
		counts := make([]int, len(c.cuts)+1)
		for _, v := range values {
			counts[c.of(v)]++
		}
		if c.diverging {
			for i, cut := range c.cuts {
				if cut != -c.cuts[len(c.cuts)-1-i] {
					t.Errorf("%d: not symmetrical: %v", n, c.cuts)
				}
			}
		} else if len(values) > 1 && (counts[0] == 0 || counts[len(counts)-1] == 0 || len(counts) < 2) {
			t.Errorf("%d: %v divide %d values into %v", n, c.cuts, len(values), counts)
		}
	}
}

// TestHeavyTail: values of money over magnitudes are cut at 1, 2, 5 or at
// powers of ten, with no class of nearly all of them.
func TestHeavyTail(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var values []float64
	for range 200 {
		values = append(values, 1e9*math.Exp(2.2*r.NormFloat64()))
	}
	c := classes{cuts: chooseCuts(values, false, nil)}
	counts := make([]int, len(c.cuts)+1)
	for _, v := range values {
		counts[c.of(v)]++
	}
	for i, n := range counts {
		if n > 80 {
			t.Errorf("class %d of %v holds %d of 200", i, c.cuts, n)
		}
	}
	for _, cut := range c.cuts {
		if d := cut / math.Pow10(lastDigit(cut)); d != 1 && d != 2 && d != 5 {
			t.Errorf("the cut %v is not 1, 2 or 5", cut)
		}
	}
}

// TestClassOf: a value at a cut is farther from 0, one that prints as the cut
// is with it.
func TestClassOf(t *testing.T) {
	c := classes{cuts: []float64{-5, 5}, diverging: true}
	for v, want := range map[float64]int{-6: 0, -5: 0, -4.9: 1, 0: 1, 4.9: 1, 5: 2} {
		if got := c.of(v); got != want {
			t.Errorf("%v is in class %d, want %d", v, got, want)
		}
	}
	c.value = func(v float64) string { return fmt.Sprintf("%.0f", v) }
	for v, want := range map[float64]int{-4.9: 0, 4.9: 2, 4.4: 1} {
		if got := c.of(v); got != want {
			t.Errorf("%v, printed %s, is in class %d, want %d", v, c.value(v), got, want)
		}
	}
}

func TestSides(t *testing.T) {
	for _, test := range []struct{ cuts, want []float64 }{
		{nil, []float64{0}},
		{[]float64{-5, 5}, []float64{-2, 0, 2}},
		{[]float64{0}, []float64{-2, 2}},
		{[]float64{-10, -5, 5, 10}, []float64{-3, -1, 0, 1, 3}},
		{[]float64{-10, -5, -1, 1, 5, 10}, []float64{-3, -2, -1, 0, 1, 2, 3}},
		{[]float64{-5, 0, 5, 10}, []float64{-2, -1, 1, 2, 3}},
		{[]float64{1, 2, 3}, []float64{0, 1, 2, 3}},
	} {
		c := classes{cuts: test.cuts, diverging: true}
		for i, want := range test.want {
			if got := c.side(i); got != int(want) {
				t.Errorf("%v: class %d is on side %d, want %v", test.cuts, i, got, want)
			}
		}
	}
}

// TestClassPalettes: neighbouring Steps stay apart, values can be read on each,
// also in a theme without palettes of its own.
func TestClassPalettes(t *testing.T) {
	bare := *Light
	bare.Sequential, bare.Diverging = nil, nil
	for _, th := range append(Themes(), &bare) {
		for name, palette := range map[string][]color.NRGBA{"sequential": th.sequential(), "diverging": th.diverging()} {
			if len(palette) != Steps {
				t.Fatalf("%s: %s has %d Steps", th.Name, name, len(palette))
			}
			for i, c := range palette {
				if r := contrast(th.on(c), c); r < 4 {
					t.Errorf("%s: a value on step %d of %s contrasts %.2f", th.Name, i, name, r)
				}
				if i > 0 {
					if d, _ := difference(c, palette[i-1]); d < 6 && !(th.Striped && name == "diverging") {
						t.Errorf("%s: Steps %d and %d of %s differ by %.1f", th.Name, i-1, i, name, d)
					}
				}
			}
			if d, _ := difference(palette[0], palette[Steps-1]); d < 25 && !th.Striped {
				t.Errorf("%s: the ends of %s differ by %.1f", th.Name, name, d)
			}
		}
	}
}
