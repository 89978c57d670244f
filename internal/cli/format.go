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

// heading is a word with a unit behind it.
func (s *session) heading(key, unit string) string {
	if unit == "" {
		return s.word(key)
	}
	return s.word(key) + " (" + s.locale.Unit(unit) + ")"
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
	return sheet{title: s.title(i, partner), columns: columns, label: s.locale.Word("label.note"), foot: []string{s.source(i)}}
}
