package picture

import (
	"testing"

	"tradestats/internal/catalog"
)

// Values that are set against each other have the same decimals.
func TestAlike(t *testing.T) {
	l := reader(t, desk(t), "en").Locale
	u := UnitOf(l, catalog.Indicator{Unit: "million US dollars"}, 420e3)
	for _, test := range []struct {
		values []float64
		want   []string
	}{{[]float64{68e3, 3.5e3}, []string{"68.0", "3.5"}}, {[]float64{68.4e3, 420e3}, []string{"68", "420"}}} {
		f := u.alike(l, test.values)
		for k, v := range test.values {
			if got := f(v); got != test.want[k] {
				t.Errorf("%g is %s, not %s", v, got, test.want[k])
			}
		}
	}
}
