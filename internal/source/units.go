package source

import (
	"cmp"
	"fmt"
	"slices"

	"tradestats/internal/tidy"
)

// Terms of a sum are in one unit, or in units of which each is so many of another, as
// thousands and millions are. What is in each unit is added up by itself and put together
// at the end, so that a table of a server, which adds up itself, says the same.

// A UnitSum is what of a sum over partners is in one unit.
type UnitSum struct {
	Unit            string  // "" is that of the series
	Line            int     // the first one; 0 in a table that has no lines
	Value, Reported float64 // in the unit
}

// A Mixed is the error of a sum whose terms are in units of which none is so many of the
// other.
type Mixed struct {
	Code, Economy string
	Year          int
	First, Other  UnitSum
}

// Error implements error.
func (m *Mixed) Error() string { return m.In("").Error() }

// In says it of a file, or of a table.
func (m *Mixed) In(file string) *tidy.RowError {
	with := named(m.First.Unit)
	if m.First.Line > 0 {
		with += fmt.Sprintf(" of line %d", m.First.Line)
	}
	return &tidy.RowError{File: file, Line: m.Other.Line,
		Why:  fmt.Sprintf("%s differs from %s, and the sum over the partners of %s %d of %s would mix them", named(m.Other.Unit), with, m.Economy, m.Year, m.Code),
		Hint: "convert the values, or give the series an id of its own"}
}

func named(unit string) string {
	if unit == "" {
		return "a row without a unit"
	}
	return fmt.Sprintf("the unit %q", unit)
}

// before tells which of two is named: the one whose line stands first, of one line that of
// the first series, economy and year.
func (m *Mixed) before(n *Mixed) bool {
	return n == nil || cmp.Or(cmp.Compare(m.Other.Line, n.Other.Line), cmp.Compare(m.Code, n.Code), cmp.Compare(m.Economy, n.Economy), cmp.Compare(m.Year, n.Year)) < 0
}

// FirstMixed is the one of two that is named, of which each may be nil.
func FirstMixed(a, b *Mixed) *Mixed {
	if b != nil && b.before(a) {
		return b
	}
	return a
}

// wantsOf tells whether rows of an economy are wanted.
func (w *Want) wantsOf(code, label string) bool {
	if w.Reporter == nil {
		return true
	}
	any, _ := w.Reporter(code, label)
	return any
}

// factor is what one of a unit of a series is in another one.
func (w *Want) factor(code, from, to string) (float64, bool) {
	switch {
	case from == to:
		return 1, true
	case w.Factor == nil:
		return 1, from == "" || to == ""
	}
	return w.Factor(code, from, to)
}

// Together adds up what is in several units, in the one that stands first.
func (w *Want) Together(code, economy string, year int, sums []UnitSum) (UnitSum, *Mixed) {
	if len(sums) == 1 {
		return sums[0], nil
	}
	sums = slices.Clone(sums)
	slices.SortFunc(sums, func(a, b UnitSum) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Unit, b.Unit)) })
	all := sums[0]
	var value, reported Sum
	for _, s := range sums {
		f, ok := w.factor(code, s.Unit, all.Unit)
		if !ok {
			return all, &Mixed{code, economy, year, all, s}
		}
		value.Add(s.Value * f)
		reported.Add(s.Reported * f)
	}
	all.Value, all.Reported = value.Float(), reported.Float()
	return all, nil
}

// Same tells whether two rows of one key say the same: one value, in one unit once both
// are in that of the series.
func (w *Want) Same(a, b *Row) bool {
	if a.Unit == b.Unit {
		return a.Value == b.Value
	}
	between, ok := w.factor(a.Code, b.Unit, a.Unit)
	if !ok {
		return false
	}
	of, known := w.factor(a.Code, a.Unit, "")
	in, too := w.factor(b.Code, b.Unit, "")
	if !known || !too {
		return a.Value == b.Value*between
	}
	return a.Value*of == b.Value*in
}

// Said is the value of a row that stands beside one that differs, with its unit where that
// differs too.
func (r *Row) Said(beside *Row) string {
	if r.Unit == beside.Unit || r.Unit == "" {
		return fmt.Sprint(r.Value)
	}
	return fmt.Sprintf("%v %s", r.Value, r.Unit)
}
