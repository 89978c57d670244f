package dataset

import (
	"cmp"

	"tradestats/internal/catalog"
	"tradestats/internal/source"
)

// factors tells the reader what one of a unit is in another one, by the catalogue. A row
// that names no unit is in that of its indicator, and an indicator that has none tells no
// row from another.
func factors(unitOf func(code string) string) func(code, from, to string) (float64, bool) {
	return func(code, from, to string) (float64, bool) {
		own := unitOf(code)
		from, to = cmp.Or(from, own), cmp.Or(to, own)
		if from == to || from == "" || to == "" {
			return 1, true
		}
		return catalog.Convert(from, to)
	}
}

// unitOf is the unit of the indicator that a series of a text is here.
func (f *own) unitOf(code string) string {
	for _, i := range f.dataset.Indicators {
		if i.ID == f.ids[code] {
			return i.Unit
		}
	}
	return ""
}

// Same tells whether two rows of one key say the same, as for a file that is read.
func (s *Surveyed) Same(a, b *Streamed) bool {
	w := source.Want{Factor: factors(s.own.unitOf)}
	return w.Same(&a.Row, &b.Row)
}
