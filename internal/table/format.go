package table

import (
	"math"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/tidy"
)

// Value prints a value of an indicator for a reader: three digits that count,
// but no more decimals than its publisher prints; nothing for what is missing.
func (r *Reader) Value(i catalog.Indicator, v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return r.Locale.Number(v, Decimals(i, v))
}

// Change is value with its sign.
func (r *Reader) Change(i catalog.Indicator, v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return r.Locale.Signed(v, Decimals(i, v))
}

// Decimals are those that a value of an indicator is printed with.
func Decimals(i catalog.Indicator, v float64) int {
	most := i.Digits
	if i.Kind == catalog.Unknown || i.Dataset.Own && most == 0 {
		most = 2 // nobody said
	}
	switch a := math.Abs(v); {
	case i.Kind == catalog.Ratio:
		return min(1, most)
	case a >= 100:
		return 0
	case a >= 10:
		return min(1, most)
	}
	return min(2, most)
}

// Percent prints a share or a coverage.
func (r *Reader) Percent(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return r.Locale.Percent(v, 1)
}

// Rate prints a growth rate.
func (r *Reader) Rate(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return r.Locale.Growth(v)
}

// Word is a heading in the reader's language.
func (r *Reader) Word(key string) string { return r.Locale.Word("table." + key) }

// ResultOr is a text of the words under "result", or what has none as it is.
func (r *Reader) ResultOr(key, otherwise string) string {
	if !r.Locale.Has("result." + key) {
		return otherwise
	}
	return r.Result(key, nil)
}

// ColumnHead is the heading of a column of a list.
func (r *Reader) ColumnHead(name string) string {
	if r.Locale.Has("table." + name) {
		return r.Word(name)
	}
	return r.ResultOr("column."+name, name)
}

// Term is a word of the catalogue or of the list of economies in the reader's
// language.
func (r *Reader) Term(english string) string {
	return r.ResultOr("term."+english, english)
}

// Years are those of an economy or an indicator, for a reader.
func (r *Reader) Years(years []int) string {
	if len(years) == 0 {
		return r.Result("none", nil)
	}
	return tidy.YearRanges(years)
}

// Terms are those of some that are not empty.
func (r *Reader) Terms(english ...string) []string {
	var out []string
	for _, e := range english {
		if e != "" {
			out = append(out, r.Term(e))
		}
	}
	return out
}

// Status prints how a result stands.
func (r *Reader) Status(status string) string { return r.Locale.Word("status." + status) }

// StatusOf is a status in the reader's language, of a sum that is complete without
// members that have not begun to report too: its coverage cannot weigh them
// (docs/method.md, C4).
func (r *Reader) StatusOf(status string, notes analysis.Notes, about catalog.Indicator) string {
	if _, ok := notes.Find(analysis.NoteNotBegun); ok && status == analysis.OK && about.Additive() {
		return r.Status("so-far")
	}
	return r.Status(status)
}

// Title names an indicator, its unit and, when it is bilateral, the partner.
func (r *Reader) Title(i catalog.Indicator, partner string) string {
	text := i.Name.In(r.Locale.Lang())
	if i.Unit != "" {
		text += ", " + r.Locale.Unit(i.Unit)
	}
	if partner != "" && partner != tidy.World {
		text += ", " + r.Name(partner)
	}
	return text
}

// Sheet starts the table of an indicator.
func (r *Reader) Sheet(i catalog.Indicator, partner string, columns ...Column) Sheet {
	return Sheet{Title: r.Title(i, partner), Columns: columns, Label: r.Locale.Word("label.note"),
		Between: r.Locale.Semicolon() + " ", Foot: []string{r.Source(i)}}
}
