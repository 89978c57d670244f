package warehouse

import (
	"fmt"
	"strconv"

	"tradestats/internal/source"
)

// A sum of floats depends on the order of its terms, and servers add up in whatever
// order blocks and shards come: the last digits would change from run to run. So each
// value is taken apart into whole numbers, whose sums do not: how many times 2^20 is in
// it, how many times 2^-20 in the rest, and how many times 2^-65 in what is then left.
// All of this is exact but for what is below the last, for the parts have the sign of
// their value: down to the next whole number, the rest of -0.1 would be 2^20 less it. Where the largest value is too
// large or too small for that, or there are too many rows for an integer to hold them,
// the server's sum of floats comes instead.

const (
	coarse = 1 << 20         // 2^20
	fine   = 1.0 / (1 << 45) // of the 2^-20 that the rest is counted in
	middle = 1.0 / coarse

	leastExact    = 1.0 / (1 << 17) // of the largest value: what is below 2^-65 is then none of 14 digits
	mostExact     = float64(1 << 60)
	mostExactRows = 1 << 17 // times 2^45 is below 2^63
)

// number is a limit in SQL.
func number(f float64) string { return strconv.FormatFloat(f, 'e', -1, 64) }

// exactSum are the three sums of a column in SQL. What no integer can hold, and newer
// servers refuse to make one of, is nothing in them, for then they are not used.
func exactSum(column string) []string {
	column = fmt.Sprintf("if(abs(%[1]s) <= %[2]s, %[1]s, 0.)", column, number(mostExact))
	rest := fmt.Sprintf("(%[1]s - trunc(%[1]s / %[2]d) * %[2]d) * %[2]d", column, coarse)
	return []string{
		fmt.Sprintf("sum(toInt64(trunc(%s / %d)))", column, coarse),
		fmt.Sprintf("sum(toInt64(trunc(%s)))", rest),
		fmt.Sprintf("sum(toInt64(trunc((%[1]s - trunc(%[1]s)) * %[2]d)))", rest, int64(1/fine)),
	}
}

// plainSum is the sum of floats of a column in SQL as a text, which is empty where the
// exact sum of the values holds.
func plainSum(column string) string {
	return fmt.Sprintf("if((max(abs(value)) = 0 OR max(abs(value)) BETWEEN %s AND %s) AND count() <= %d, '', toString(sum(%s)))",
		number(leastExact), number(mostExact), mostExactRows, column)
}

// A total is a sum taken apart, and what could not be.
type total struct {
	parts [3]int64 // the last two below 2^40 and 2^45, so that equal sums are equal
	plain float64
}

// read adds the three sums of an answer, or the one that stands for them.
func (t *total) read(row []string, plain string) error {
	if plain != "" {
		f, err := strconv.ParseFloat(plain, 64)
		t.plain += f
		return err
	}
	for k, text := range row[:3] {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return err
		}
		t.parts[k] += n
	}
	t.carry()
	return nil
}

// carry moves what is whole of a smaller part into the next larger one.
func (t *total) carry() {
	t.parts[1], t.parts[2] = t.parts[1]+t.parts[2]>>45, t.parts[2]&(1<<45-1)
	t.parts[0], t.parts[1] = t.parts[0]+t.parts[1]>>40, t.parts[1]&(1<<40-1)
}

// float is the sum.
func (t total) float() float64 {
	var sum source.Sum
	for k, unit := range []float64{coarse, middle, middle * fine} {
		sum.Add(float64(t.parts[k]) * unit)
	}
	sum.Add(t.plain)
	return sum.Float()
}
