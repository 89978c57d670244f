package formula

import (
	"math"
	"testing"
)

// The critical values are those of any printed table of Student's t.
func TestSignificant(t *testing.T) {
	for _, c := range []struct {
		freedom  int
		critical float64
	}{{1, 12.706}, {2, 4.303}, {7, 2.365}, {31, 2.040}, {120, 1.980}} {
		for _, sign := range []float64{1, -1} {
			if Significant(sign*(c.critical-.001), c.freedom) || !Significant(sign*(c.critical+.001), c.freedom) {
				t.Errorf("%d degrees of freedom: the limit is not %v", c.freedom, sign*c.critical)
			}
		}
	}
	if Significant(50, 0) || Significant(math.NaN(), 9) {
		t.Error("without degrees of freedom or a statistic nothing is significant")
	}
}
