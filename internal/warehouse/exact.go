package warehouse

import (
	"fmt"
	"strconv"
)

// A sum of floats depends on the order of its terms, and servers add up in whatever
// order blocks and shards come: the last digits would change from run to run. So each
// value is taken apart into whole numbers, whose sums do not: how many times 2^20 is in
// it, how many times 2^-20 in the rest, and how many times 2^-65 in what is then left.
// All of this is exact but for what is below the last.

const (
	coarse = 1 << 20         // 2^20
	fine   = 1.0 / (1 << 45) // of the 2^-20 that the rest is counted in
	middle = 1.0 / coarse
)

// exactSum are the three sums of a column in SQL.
func exactSum(column string) []string {
	rest := fmt.Sprintf("(%[1]s - floor(%[1]s / %[2]d) * %[2]d) * %[2]d", column, coarse)
	return []string{
		fmt.Sprintf("sum(toInt64(floor(%s / %d)))", column, coarse),
		fmt.Sprintf("sum(toInt64(floor(%s)))", rest),
		fmt.Sprintf("sum(toInt64(floor((%[1]s - floor(%[1]s)) * %[2]d)))", rest, int64(1/fine)),
	}
}

// An exact is a sum taken apart.
type exact [3]int64

// read adds the three sums of an answer.
func (e *exact) read(row []string) error {
	for k, text := range row[:3] {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return err
		}
		e[k] += n
	}
	return nil
}

// float is the sum.
func (e exact) float() float64 {
	return float64(e[0])*coarse + (float64(e[1])*middle + float64(e[2])*(middle*fine))
}
