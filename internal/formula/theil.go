package formula

import (
	"maps"
	"math"
	"slices"
)

// A Split is an index of inequality and its two parts, which sum to it:
// what lies between the means of the groups, and what lies within the groups.
type Split struct {
	Total, Between, Within float64
}

// A theil is one of the two indices: the term of a value at x times the mean,
// and the weight of a group with a mean of x times the mean of all.
type theil struct {
	term   func(x float64) float64
	weight func(x float64) float64
}

// Both terms add what sums to zero over a distribution (1-x for T, x-1 for L):
// no term is negative then, and those near the mean keep their digits.
var (
	theilT = theil{term: termT, weight: func(x float64) float64 { return x }}
	theilL = theil{term: termL, weight: func(float64) float64 { return 1 }}
)

// termT is x ln x - (x-1), and 1 at zero, where x ln x is nothing.
func termT(x float64) float64 {
	if x == 0 {
		return 1
	}
	return max(0, x*logOf(x)-(x-1))
}

// termL is -ln x + (x-1).
func termL(x float64) float64 { return max(0, x-1-logOf(x)) }

// logOf is the logarithm, exact close to 1.
func logOf(x float64) float64 {
	if math.Abs(x-1) < 0.5 {
		return math.Log1p(x - 1)
	}
	return math.Log(x)
}

// index sums the terms of a distribution.
func (t theil) index(values, shares []float64, mean float64) float64 {
	sum := 0.0
	for k, v := range values {
		sum += shares[k] * t.term(v/mean)
	}
	return sum
}

// TheilT returns the Theil T index, 0 when all are equal: the mean of
// (y/m) ln(y/m), where a value of zero counts nothing (docs/method.md, D6). There is none
// with a negative value or a mean of zero.
func (d Distribution) TheilT() (float64, Reason) {
	if why := d.relative(); why != NoReason {
		return math.NaN(), why
	}
	return result(theilT.index(d.values, d.shares, d.mean))
}

// TheilL returns the Theil L index, the mean logarithmic deviation: the mean of
// ln(m/y) (docs/method.md, D6). All values have to be above zero.
func (d Distribution) TheilL() (float64, Reason) {
	if why := d.logarithmic(); why != NoReason {
		return math.NaN(), why
	}
	return result(theilL.index(d.values, d.shares, d.mean))
}

// logarithmic tells why the values have no logarithms.
func (d Distribution) logarithmic() Reason {
	switch {
	case len(d.values) == 0:
		return TooFewPoints
	case d.values[0] <= 0:
		return NotPositive
	}
	return NoReason
}

// SplitT splits Theil T by groups (docs/method.md, D6). groups holds the number of the
// group of each value, from 0, in the order in which the values were given.
func (d Distribution) SplitT(groups []int) (Split, Reason) {
	if why := d.relative(); why != NoReason {
		return noSplit(why)
	}
	return d.split(theilT, groups)
}

// SplitL splits Theil L by groups, as SplitT does.
func (d Distribution) SplitL(groups []int) (Split, Reason) {
	if why := d.logarithmic(); why != NoReason {
		return noSplit(why)
	}
	return d.split(theilL, groups)
}

func noSplit(why Reason) (Split, Reason) {
	return Split{math.NaN(), math.NaN(), math.NaN()}, why
}

func (d Distribution) split(t theil, groups []int) (Split, Reason) {
	if len(groups) != d.given {
		return noSplit(NoGroup)
	}
	members := map[int]Distribution{} // with their shares of all
	for k, from := range d.source {
		g := groups[from]
		if g < 0 {
			return noSplit(NoGroup)
		}
		m := members[g]
		m.values, m.shares = append(m.values, d.values[k]), append(m.shares, d.shares[k])
		members[g] = m
	}
	s := Split{Total: t.index(d.values, d.shares, d.mean)}
	for _, g := range slices.Sorted(maps.Keys(members)) {
		share := 0.0
		for _, w := range members[g].shares {
			share += w
		}
		m, _ := members[g].weighted(members[g].shares)
		x := m.mean / d.mean
		s.Between += share * t.term(x)
		if m.mean > 0 { // a group of zeros is equal within
			s.Within += share * t.weight(x) * t.index(m.values, m.shares, m.mean)
		}
	}
	if !finite(s.Total, s.Between, s.Within) {
		return noSplit(NotFinite)
	}
	return s, NoReason
}
