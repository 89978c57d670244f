package explain

import (
	"math"
	"testing"
)

// TestCompare: inputs that give another figure are refused, the last digits of
// another order of adding are not.
func TestCompare(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name            string
		value, coverage float64
		again           recomputed
		refused         bool
	}{
		{"the same", 12, 99, recomputed{12, 99}, false},
		{"last digits", 12, 99, recomputed{12 * (1 + 1e-12), 99}, false},
		{"another value", 12, 99, recomputed{12 * (1 + 1e-8), 99}, true},
		{"no value from the inputs", 12, 99, recomputed{nan, 99}, true},
		{"another coverage", 12, 99, recomputed{12, 98}, true},
		{"another coverage of what is withheld", nan, 50, recomputed{12, 51}, true},
		{"withheld", nan, 50, recomputed{12, 50}, false},
		{"coverage is not of this measure", 3, 99, recomputed{3, nan}, false},
		{"zero", 0, 100, recomputed{0, 100}, false},
	} {
		err := compare(Explanation{Measure: Value, Value: c.value, Coverage: c.coverage}, c.again)
		if (err != nil) != c.refused {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestPlace takes the origins apart that dataset writes.
func TestPlace(t *testing.T) {
	for origin, want := range map[string]Input{
		"datasets/figures/gdp.csv:12": {File: "datasets/figures/gdp.csv", Line: 12},
		"x.csv:2-6 (2 rows)":          {File: "x.csv", Line: 2, LastLine: 6, Rows: 2},
		"a:b/zip.zip/in.csv:3":        {File: "a:b/zip.zip/in.csv", Line: 3},
		"":                            {},
	} {
		var got Input
		got.place(origin)
		if got != want {
			t.Errorf("%q: %+v", origin, got)
		}
	}
}
