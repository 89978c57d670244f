package source

import (
	"math"
	"math/big"
	"slices"
	"testing"
)

// terms are made up, of sizes as trade has them.
func terms() []float64 {
	out := make([]float64, 2000)
	for k := range out {
		out[k] = math.Exp(math.Mod(float64(k)*0.7548776662, 1)*16-6) / 3
	}
	return out
}

// A sum is the float next to the exact one, in whatever order and blocks its terms come.
func TestASumIsThatOfNoOrder(t *testing.T) {
	all := terms()
	exact := new(big.Float).SetPrec(500)
	for _, v := range all {
		exact.Add(exact, big.NewFloat(v))
	}
	want, _ := exact.Float64()
	orders := [][]float64{slices.Clone(all), slices.Sorted(slices.Values(all)), slices.Clone(all)}
	slices.Reverse(orders[2])
	plain := map[float64]bool{}
	for k, order := range orders {
		for _, size := range []int{1, 7, 512, len(order)} {
			var sum Sum
			for block := range slices.Chunk(order, size) {
				var part Sum
				for _, v := range block {
					part.Add(v)
				}
				sum.Join(part)
			}
			if got := sum.Float(); got != want {
				t.Errorf("order %d in blocks of %d: %v; want %v", k, size, got, want)
			}
		}
		naive := 0.0
		for _, v := range order {
			naive += v
		}
		plain[naive] = true
	}
	if len(plain) < 2 {
		t.Error("the terms do not tell a plain sum from an exact one")
	}
}

// What is too large is infinite, and no sum of it is a number.
func TestASumThatIsTooLarge(t *testing.T) {
	var sum Sum
	sum.Add(math.MaxFloat64)
	sum.Add(math.MaxFloat64)
	if got := sum.Float(); !math.IsInf(got, 1) {
		t.Error(got)
	}
}
