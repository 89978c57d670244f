package cli

import (
	"math"

	"tradestats/internal/catalog"
)

// value prints a value of an indicator for a reader: three digits that count,
// but no more decimals than its publisher prints; nothing for what is missing.
func (s *session) value(i catalog.Indicator, v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return s.locale.Number(v, decimals(i, v))
}

// change is value with its sign.
func (s *session) change(i catalog.Indicator, v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return s.locale.Signed(v, decimals(i, v))
}

func decimals(i catalog.Indicator, v float64) int {
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

// percent prints a share or a coverage.
func (s *session) percent(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return s.locale.Percent(v, 1)
}

// rate prints a growth rate.
func (s *session) rate(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return s.locale.Growth(v)
}

// word is a heading in the reader's language.
func (s *session) word(key string) string { return s.locale.Word("table." + key) }

// resultOr is a text of the words under "result", or what has none as it is.
func (s *session) resultOr(key, otherwise string) string {
	if !s.locale.Has("result." + key) {
		return otherwise
	}
	return s.result(key, nil)
}

// columnHead is the heading of a column of a list.
func (s *session) columnHead(name string) string {
	if s.locale.Has("table." + name) {
		return s.word(name)
	}
	return s.resultOr("column."+name, name)
}

// term is a word of the catalogue or of the list of economies in the reader's
// language.
func (s *session) term(english string) string {
	return s.resultOr("term."+english, english)
}

// years are those of an economy or an indicator, for a reader.
func (s *session) years(years []int) string {
	if len(years) == 0 {
		return s.result("none", nil)
	}
	return yearsText(years)
}

// terms are those of some that are not empty.
func (s *session) terms(english ...string) []string {
	var out []string
	for _, e := range english {
		if e != "" {
			out = append(out, s.term(e))
		}
	}
	return out
}

// status prints how a result stands.
func (s *session) status(status string) string { return s.locale.Word("status." + status) }

// title names an indicator, its unit and, when it is bilateral, the partner.
func (s *session) title(i catalog.Indicator, partner string) string {
	text := i.Name.In(s.Lang)
	if i.Unit != "" {
		text += ", " + s.locale.Unit(i.Unit)
	}
	if partner != "" && partner != worldPartner {
		text += ", " + s.name(partner)
	}
	return text
}

// sheet starts the table of an indicator.
func (s *session) sheet(i catalog.Indicator, partner string, columns ...column) sheet {
	return sheet{title: s.title(i, partner), columns: columns, label: s.locale.Word("label.note"),
		between: s.locale.Semicolon() + " ", foot: []string{s.source(i)}}
}
