package explain

import (
	"math"

	"tradestats/internal/formula"
)

// operations make a number of the values that it is of, in their order.
var operations = map[string]func([]float64) float64{
	Less:     func(v []float64) float64 { return v[0] - v[1] },
	Over:     func(v []float64) float64 { return v[0] / v[1] },
	Percent:  func(v []float64) float64 { return 100 * v[0] / v[1] },
	Increase: func(v []float64) float64 { return 100 * (v[0]/v[1] - 1) },
	Average: func(v []float64) float64 {
		rate, _ := formula.Compound(v[1], v[0], int(v[2])) // no rate: NaN
		return rate
	},
	Sum: func(v []float64) float64 {
		sum := 0.0
		for _, x := range v {
			sum += x
		}
		return sum
	},
	Times: func(v []float64) float64 {
		product := 1.0
		for _, x := range v {
			product *= x
		}
		return product
	},
	Logit: func(v []float64) float64 {
		logit, _ := formula.Logit(v[0]) // none: NaN
		return logit
	},
	Size:        func(v []float64) float64 { return math.Abs(v[0]) },
	HowMany:     counting(func(v float64) bool { return !math.IsNaN(v) }),
	Positive:    counting(func(v float64) bool { return v > 0 }),
	NotNegative: counting(func(v float64) bool { return v >= 0 }),
	Place: func(v []float64) float64 {
		return 1 + counting(func(x float64) bool { return x > v[0] })(v)
	},
}

func counting(of func(float64) bool) func([]float64) float64 {
	return func(v []float64) float64 {
		n := 0
		for _, x := range v {
			if of(x) {
				n++
			}
		}
		return float64(n)
	}
}
