package audit

import (
	"fmt"
	"maps"
	"slices"

	"tradestats/internal/catalog"
	"tradestats/internal/source"
)

// A spelledUnit is a unit that rows of a series have.
type spelledUnit struct {
	name   string
	factor float64 // to that of the indicator; 0 when it is another
	rows   int     // that cannot be used for it
	first  int     // line
}

// convert puts a row into the unit of its indicator; false when that is another.
func (s *series) convert(r *source.Row) bool {
	if s.unit == nil || s.unit.name != r.Unit {
		s.unit = s.unitOf(r.Unit)
	}
	if u := s.unit; u.factor == 0 {
		if u.rows++; u.first == 0 {
			u.first = r.Line
		}
		return false
	}
	r.Value *= s.unit.factor
	return true
}

func (s *series) unitOf(name string) *spelledUnit {
	if u := s.units[name]; u != nil {
		return u
	}
	u := &spelledUnit{name: name, factor: 1}
	if name != "" && s.indicator.Unit != "" && name != s.indicator.Unit {
		u.factor, _ = catalog.Convert(name, s.indicator.Unit)
	}
	s.units[name] = u
	return u
}

// judgeUnitNames says which rows have a unit that is not that of their series:
// no engine would take them.
func (l *ledger) judgeUnitNames() {
	for _, s := range l.order {
		for _, name := range slices.Sorted(maps.Keys(s.units)) {
			if u := s.units[name]; u.rows > 0 {
				l.found.add(Problem{Line: u.first, Severity: Error, Kind: Unit, Text: u.name,
					Why:  fmt.Sprintf("unit differs from that of %s, which is %q (%s)", l.called(s), s.indicator.Unit, rowsOf(u.rows)),
					Hint: "convert the values, or give the series an id of its own"})
			}
		}
	}
}
