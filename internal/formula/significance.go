package formula

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Significant tells whether a t statistic with so many degrees of freedom is one
// that chance alone gives in less than one case of twenty, to either side.
func Significant(t float64, freedom int) bool {
	if freedom < 1 || math.IsNaN(t) {
		return false
	}
	critical := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(freedom)}.Quantile(.975)
	return math.Abs(t) >= critical
}
