package chart

import (
	"math"
	"slices"
	"sort"
)

// cutSearch looks for the cuts that divide sorted values best: evenly filled
// classes, less what the cuts cost a reader.
type cutSearch struct {
	sorted []float64 // not empty
	lo, hi float64
	most   int    // classes
	cut    Format // cuts that it cannot print apart, or not whole, are not taken
	best   []float64
	score  float64
}

// What cuts cost a reader, in parts of a perfect division: even steps nothing,
// steps of 1, 2, 5 a little, cuts at rounded quantiles more.
const (
	costEven     = .0
	costLog      = .05
	costQuantile = .12
	widestOpen   = 3.0 // steps that an open class of even steps may cover
)

// bestCuts are the cuts for at most that many classes of sorted values.
func bestCuts(sorted []float64, classes int, cut Format) []float64 {
	distinct := len(slices.Compact(slices.Clone(sorted)))
	s := &cutSearch{sorted: sorted, lo: sorted[0], hi: sorted[len(sorted)-1], most: min(classes, distinct), cut: cut, score: math.Inf(-1)}
	if s.most < 2 {
		return nil
	}
	s.even()
	s.logarithmic()
	s.quantiles()
	return s.best
}

// try keeps the cuts if they are better than the best so far.
func (s *cutSearch) try(cuts []float64, cost float64) {
	if len(cuts) == 0 || len(cuts) >= s.most || cuts[0] <= s.lo || cuts[len(cuts)-1] > s.hi {
		return
	}
	for _, c := range cuts {
		cost += roughness(c)
	}
	if score := s.evenness(cuts) - cost; score > s.score+1e-9 && s.printable(cuts) {
		s.best, s.score = slices.Clone(cuts), score
	}
}

// evenness is the entropy of the classes' shares, 1 when all the classes that
// there may be are filled alike.
func (s *cutSearch) evenness(cuts []float64) float64 {
	n, from, sum := float64(len(s.sorted)), 0, 0.0
	for i := 0; i <= len(cuts); i++ {
		to := len(s.sorted)
		if i < len(cuts) {
			to = sort.SearchFloat64s(s.sorted, cuts[i])
		}
		if to > from {
			share := float64(to-from) / n
			sum -= share * math.Log(share)
		}
		from = to
	}
	return sum / math.Log(float64(s.most))
}

// roughness is what the digits of a cut cost: 20 nothing, 25 a little, 37 more.
func roughness(c float64) float64 {
	if c == 0 {
		return 0
	}
	m := math.Abs(c) / math.Pow10(lastDigit(c)-1)
	switch {
	case m < 100: // one digit
		return 0
	case m < 1000 && math.Mod(math.Round(m/10), 5) == 0:
		return .006
	case m < 1000:
		return .015
	}
	return .05
}

// lastDigit is the power of ten of the last digit of c that is not 0.
func lastDigit(c float64) int {
	e := int(math.Floor(math.Log10(math.Abs(c)) + 1e-12))
	for low := e - 3; e > low; e-- {
		if m := math.Abs(c) / math.Pow10(e); math.Abs(m-math.Round(m)) < 1e-9 {
			break
		}
	}
	return e
}

// printable says whether the format prints the cuts apart and each with its
// last digit: 2.5 as 2 or 3 would be wrong.
func (s *cutSearch) printable(cuts []float64) bool {
	if s.cut == nil {
		return true
	}
	for i, c := range cuts {
		text := s.cut(c)
		if i > 0 && text == s.cut(cuts[i-1]) {
			return false
		}
		if d := math.Pow10(lastDigit(c)); c != 0 && (s.cut(c+d) == text || s.cut(c-d) == text) {
			return false
		}
	}
	return true
}

// even tries multiples of 1, 2, 2.5 and 5 x 10^k, any run of them whose open
// classes are not too wide.
func (s *cutSearch) even() {
	cost := costEven
	if s.lo > 0 && s.hi/s.lo > 1000 {
		cost = 3 * costLog // magnitudes apart: even steps show the largest only
	}
	exp := int(math.Floor(math.Log10(s.hi - s.lo)))
	for e := exp - 2; e <= exp+1; e++ {
		for _, m := range []float64{5, 2.5, 2, 1} {
			step := scaled(m, e)
			first, last := math.Floor(s.lo/step)+1, math.Floor(s.hi/step)
			if step == 0 || last-first > 40 {
				continue
			}
			var all []float64
			for k := first; k <= last; k++ {
				all = append(all, scaled(k*m, e)+0)
			}
			s.windows(all, cost, func(cuts []float64) bool {
				return cuts[0]-s.lo <= widestOpen*step && s.hi-cuts[len(cuts)-1] <= widestOpen*step
			})
		}
	}
}

// windows tries each run of neighbouring cuts that passes.
func (s *cutSearch) windows(all []float64, cost float64, passes func([]float64) bool) {
	for i := range all {
		for n := 1; n < s.most && i+n <= len(all); n++ {
			if passes(all[i : i+n]) {
				s.try(all[i:i+n], cost)
			}
		}
	}
}

// logarithmic tries 1, 2, 5, 10, then 1, 5, 10, then powers of ten, of a
// hundred and so on: what values over many magnitudes want.
func (s *cutSearch) logarithmic() {
	from := sort.Search(len(s.sorted), func(i int) bool { return s.sorted[i] > 0 })
	if s.lo < 0 || from == len(s.sorted) {
		return
	}
	e0, e1 := int(math.Floor(math.Log10(s.sorted[from]))), int(math.Floor(math.Log10(s.hi)))
	pass := func([]float64) bool { return true }
	for _, digits := range [][]float64{{1, 2, 5}, {1, 5}} {
		s.windows(powers(e0, e1, 1, digits), costLog, pass)
	}
	for stride := 1; stride <= max(1, (e1-e0)/2); stride++ {
		for phase := range stride {
			s.windows(powers(e0+phase, e1, stride, []float64{1}), costLog+.01*float64(stride-1), pass)
		}
	}
}

// powers are the digits at every stride-th power of ten.
func powers(e0, e1, stride int, digits []float64) []float64 {
	var out []float64
	for e := e0; e <= e1; e += stride {
		for _, d := range digits {
			out = append(out, scaled(d, e))
		}
	}
	return out
}

// quantiles tries quantiles rounded to steps of the range and, for values that
// are not negative, to round numbers of their own size.
func (s *cutSearch) quantiles() {
	exp := int(math.Floor(math.Log10(s.hi - s.lo)))
	for k := s.most; k >= 2; k-- {
		for e := exp - 2; e <= exp; e++ {
			for _, m := range []float64{5, 1} {
				step := scaled(m, e)
				s.try(s.rounded(k, func(q float64) float64 { return scaled(math.Round(q/step)*m, e) + 0 }), costQuantile)
			}
		}
		if s.lo >= 0 {
			s.try(s.rounded(k, roundNumber), costQuantile)
		}
	}
}

// rounded are the cuts of k classes with equal numbers, rounded; those that
// fall together or out of the values are left out.
func (s *cutSearch) rounded(k int, round func(float64) float64) []float64 {
	var out []float64
	for i := 1; i < k; i++ {
		c := round(s.sorted[i*len(s.sorted)/k])
		if c > s.lo && c <= s.hi && (len(out) == 0 || c > out[len(out)-1]) {
			out = append(out, c)
		}
	}
	return out
}

// roundNumber is the nearest of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 x 10^k.
func roundNumber(q float64) float64 {
	if q <= 0 {
		return 0
	}
	e := int(math.Floor(math.Log10(q)))
	best := scaled(1, e)
	for _, m := range []float64{1.5, 2, 2.5, 3, 4, 5, 6, 8, 10} {
		if c := scaled(m, e); math.Abs(c-q) < math.Abs(best-q) {
			best = c
		}
	}
	return best
}
