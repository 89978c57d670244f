package analysis

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"tradestats/internal/frame"
)

// A Revision sums up what differs in one indicator with one partner, of the
// economies or of the publishers' groups. Every observation of the old vintage
// is one of Unchanged, Revised, Rounding, Reflagged or Gone, every one of the new
// vintage one of the first four or Added. What differs by rounding only, which the
// rows call revised, is counted apart here: it would hide what was revised.
type Revision struct {
	Indicator, Partner string
	Groups             bool
	OldUnit, NewUnit   string  // as each states it, "" where it does not
	Converted          float64 // what the old values were multiplied by; 0 where they were not

	Unchanged, Revised, Reflagged, Added, Gone int
	Up, Down                                   int     // of Revised
	MedianPct                                  float64 // of the sizes of the revisions, in per cent of the old value
	MedianDifference                           float64 // the same in the unit

	Rows                        RevisionRows // what differs, by economy and year
	NewEconomies, LostEconomies []string     // those of which the other vintage has nothing
	NewYears, LostYears         []int        // those of which the other vintage has nothing
	Factors                     []RevisionFactor
	Rounding                    RevisionRounding

	common               map[int]*common // by year
	ratios               map[string][]float64
	oldDigits, newDigits int
}

// A RevisionFactor is what every value of some economies was multiplied by.
type RevisionFactor struct {
	Factor     float64
	PowerOfTen bool // as a change of unit makes it
	Economies  []string
	Values     int
}

// RevisionRounding tells how many differences are no more than the rounding of
// the vintage that has fewer decimals.
type RevisionRounding struct {
	Count                    int
	OldDecimals, NewDecimals int
}

// common is what both vintages have in one year.
type common struct {
	values   int
	old, new float64 // their sums
}

// Common is how many observations both vintages have.
func (s *Revision) Common() int { return s.Unchanged + s.Revised + s.Rounding.Count + s.Reflagged }

// Differs tells whether anything does.
func (s *Revision) Differs() bool { return len(s.Rows) > 0 }

// both notes an observation that both vintages have.
func (s *Revision) both(r RevisionRow) {
	y := s.common[r.Year]
	if y == nil {
		y = &common{}
		s.common[r.Year] = y
	}
	y.values++
	y.old += r.Old
	y.new += r.New
	ratios := s.ratios[r.Economy]
	switch {
	case r.Old != 0:
		ratios = append(ratios, r.New/r.Old)
	case r.New != 0:
		ratios = append(ratios, math.NaN()) // no factor makes it
	}
	s.ratios[r.Economy] = ratios // also without any: the economy is in both
	s.oldDigits = max(s.oldDigits, decimalsOf(r.Old))
	s.newDigits = max(s.newDigits, decimalsOf(r.New))
}

// decimalsOf is how many decimals a value is written with.
func decimalsOf(v float64) int {
	_, decimals, _ := strings.Cut(frame.Number(v), ".")
	if strings.ContainsAny(decimals, "e") {
		return 0 // too small or too large to tell
	}
	return len(decimals)
}

// conclude draws the summary from what was noted.
func (s *Revision) conclude() {
	s.findRounding()
	for _, r := range s.Rows {
		switch {
		case r.Status == Added:
			s.Added++
		case r.Status == Gone:
			s.Gone++
		case r.Status == Reflagged:
			s.Reflagged++
		case s.rounded(r):
		case r.Difference > 0:
			s.Up++
		default:
			s.Down++
		}
	}
	s.Revised = s.Up + s.Down
	s.MedianPct, s.MedianDifference = s.medians(s.Rows)
	s.findNew()
	s.findFactors()
	s.setApart()
}

// medians are those of the sizes of revisions, in per cent and in the unit.
func (s *Revision) medians(rows RevisionRows) (pct, difference float64) {
	var pcts, differences []float64
	for _, r := range rows {
		if r.Status != Revised || s.rounded(r) {
			continue
		}
		differences = append(differences, math.Abs(r.Difference))
		if !math.IsNaN(r.DifferencePct) {
			pcts = append(pcts, math.Abs(r.DifferencePct))
		}
	}
	return medianOf(pcts), medianOf(differences)
}

// findNew finds the economies and the years of which one vintage has nothing.
func (s *Revision) findNew() {
	economies, years := map[string][2]int{}, map[int][2]int{}
	for _, r := range s.Rows {
		k := 0
		switch r.Status {
		case Added:
			k = 1
		case Gone:
		default:
			continue
		}
		e, y := economies[r.Economy], years[r.Year]
		e[k]++
		y[k]++
		economies[r.Economy], years[r.Year] = e, y
	}
	has := map[string]bool{} // in both vintages
	for e := range s.ratios {
		has[e] = true
	}
	for _, e := range slices.Sorted(maps.Keys(economies)) {
		switch n := economies[e]; {
		case has[e]:
		case n[0] == 0:
			s.NewEconomies = append(s.NewEconomies, e)
		case n[1] == 0:
			s.LostEconomies = append(s.LostEconomies, e)
		}
	}
	for _, y := range slices.Sorted(maps.Keys(years)) {
		switch n := years[y]; {
		case s.common[y] != nil:
		case n[0] == 0:
			s.NewYears = append(s.NewYears, y)
		case n[1] == 0:
			s.LostYears = append(s.LostYears, y)
		}
	}
}

const (
	leastForPower  = 2    // values of an economy that make a change of unit
	leastForFactor = 3    // and any other factor
	nearPower      = 5e-3 // how far rounding takes the median from a power of ten
	farFromPower   = 2    // how many times any of them, revised as well, may be off
	nearFactor     = 1e-6
)

// findFactors finds economies whose values were all multiplied by one number.
func (s *Revision) findFactors() {
	counts := map[string]int{}
	for _, r := range s.Rows {
		if r.Status == Revised {
			counts[r.Economy]++
		}
	}
	found := map[float64]*RevisionFactor{}
	for _, e := range slices.Sorted(maps.Keys(counts)) {
		ratios := s.ratios[e]
		if counts[e] != len(ratios) {
			continue
		}
		f, power, ok := factorOf(ratios)
		if !ok {
			continue
		}
		if found[f] == nil {
			found[f] = &RevisionFactor{Factor: f, PowerOfTen: power}
		}
		found[f].Economies = append(found[f].Economies, e)
		found[f].Values += len(ratios)
	}
	for _, f := range found {
		s.Factors = append(s.Factors, *f)
	}
	slices.SortFunc(s.Factors, func(a, b RevisionFactor) int {
		return cmp.Or(cmp.Compare(b.Values, a.Values), cmp.Compare(a.Factor, b.Factor))
	})
}

// setApart takes the economies with a factor from the totals, which would tell
// of nothing else. All their values are among the rows, but those that are zero.
func (s *Revision) setApart() {
	told := s.told()
	for _, r := range s.Rows {
		if r.Status == Revised && told[r.Economy] {
			s.common[r.Year].old -= r.Old
			s.common[r.Year].new -= r.New
		}
	}
}

// told are the economies that have a factor.
func (s *Revision) told() map[string]bool {
	out := map[string]bool{}
	for _, f := range s.Factors {
		for _, e := range f.Economies {
			out[e] = true
		}
	}
	return out
}

// factorOf is the number that all ratios are, to six digits. A power of ten is
// recognised although values were rounded, or some revised as well.
func factorOf(ratios []float64) (factor float64, power, ok bool) {
	within := func(f, least, most float64) bool {
		return !slices.ContainsFunc(ratios, func(r float64) bool { return !(r/f >= least && r/f <= most) })
	}
	if len(ratios) < leastForPower || slices.ContainsFunc(ratios, math.IsNaN) {
		return 0, false, false
	}
	middle := medianOf(slices.Clone(ratios))
	if middle == 0 {
		return 0, false, false
	}
	exponent := math.Round(math.Log10(math.Abs(middle)))
	f := math.Copysign(math.Pow(10, exponent), middle)
	if exponent != 0 && math.Abs(middle/f-1) <= nearPower && within(f, 1.0/farFromPower, farFromPower) {
		return f, true, true
	}
	if len(ratios) < leastForFactor || !within(middle, 1-nearFactor, 1+nearFactor) {
		return 0, false, false
	}
	f = toSixDigits(middle)
	return f, false, f != 1
}

func toSixDigits(v float64) float64 {
	const digits = 6
	scale := math.Pow(10, digits-1-math.Floor(math.Log10(math.Abs(v))))
	return frame.Significant(math.Round(v*scale) / scale)
}

// findRounding counts the differences that are no more than rounding, where they
// are too many to be by chance.
func (s *Revision) findRounding() {
	s.Rounding = RevisionRounding{OldDecimals: s.oldDigits, NewDecimals: s.newDigits}
	n, revised := 0, 0
	for _, r := range s.Rows {
		if r.Status == Revised {
			revised++
		}
		if s.vanishes(r) {
			n++
		}
	}
	if n >= leastRounded && 2*n >= revised {
		s.Rounding.Count = n
	}
}

const leastRounded = 5

// rounded tells whether a row is counted as rounding.
func (s *Revision) rounded(r RevisionRow) bool { return s.Rounding.Count > 0 && s.vanishes(r) }

// vanishes tells whether a revision does where the vintage with more decimals is
// rounded to those of the other.
func (s *Revision) vanishes(r RevisionRow) bool {
	half := 0.5 * math.Pow(10, -float64(min(s.oldDigits, s.newDigits)))
	return r.Status == Revised && s.oldDigits != s.newDigits && math.Abs(r.Difference) <= half*(1+1e-9)
}

// Largest are the n revisions that are largest in the unit, or relative to the
// old value, the largest first. Those of economies with a factor are told by that
// and are left out, as is what is rounding only.
func (s *Revision) Largest(n int, relative bool) RevisionRows {
	size := func(r RevisionRow) float64 {
		if relative {
			return math.Abs(r.DifferencePct)
		}
		return math.Abs(r.Difference)
	}
	told := s.told()
	var out RevisionRows
	for _, r := range s.Rows {
		if r.Status == Revised && !told[r.Economy] && !s.rounded(r) && !math.IsNaN(size(r)) {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b RevisionRow) int { return cmp.Compare(size(b), size(a)) })
	return out[:min(n, len(out))]
}

// A RevisionSpan sums up what differs in some years. The totals are of the
// observations that both vintages have, without the economies that have a factor.
type RevisionSpan struct {
	From, To                                                   int
	Common, Revised, Up, Down, Rounded, Reflagged, Added, Gone int
	MedianPct, MedianDifference                                float64
	OldTotal, NewTotal                                         float64
}

// Spans returns the years in which anything differs, ascending: the newest one
// by one, at most most spans in all, the first of which holds all earlier years.
func (s *Revision) Spans(most int) []RevisionSpan {
	byYear := map[int]RevisionRows{}
	for _, r := range s.Rows {
		byYear[r.Year] = append(byYear[r.Year], r)
	}
	years := slices.Sorted(maps.Keys(byYear))
	var out []RevisionSpan
	if early := len(years) - most + 1; early > 1 {
		var rows RevisionRows
		for _, y := range years[:early] {
			rows = append(rows, byYear[y]...)
		}
		out = append(out, s.span(years[0], years[early-1], rows))
		years = years[early:]
	}
	for _, y := range years {
		out = append(out, s.span(y, y, byYear[y]))
	}
	return out
}

func (s *Revision) span(from, to int, rows RevisionRows) RevisionSpan {
	out := RevisionSpan{From: from, To: to}
	for _, r := range rows {
		switch {
		case r.Status == Added:
			out.Added++
		case r.Status == Gone:
			out.Gone++
		case r.Status == Reflagged:
			out.Reflagged++
		case s.rounded(r):
			out.Rounded++
		case r.Difference > 0:
			out.Up++
		default:
			out.Down++
		}
	}
	out.Revised = out.Up + out.Down
	for year := from; year <= to; year++ {
		if y := s.common[year]; y != nil {
			out.Common += y.values
			out.OldTotal += y.old
			out.NewTotal += y.new
		}
	}
	out.MedianPct, out.MedianDifference = s.medians(rows)
	return out
}
