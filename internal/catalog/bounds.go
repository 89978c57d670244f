package catalog

import (
	"math"
	"regexp"
	"slices"
	"strings"
)

// Bounds are the limits that the values of an indicator cannot pass, NaN where there
// is none.
type Bounds struct {
	Below, Above float64

	// Vague tells of a percentage that does not say of what: it may be a rate of growth.
	// What lies outside is told only where nearly all of the series lies inside.
	Vague bool
}

// None tells whether there are no limits.
func (b Bounds) None() bool { return math.IsNaN(b.Below) && math.IsNaN(b.Above) }

// Percentage tells whether they are those of a share of a whole.
func (b Bounds) Percentage() bool { return !math.IsNaN(b.Above) }

// Outside says on which side of the limits a value lies, "" for between them.
func (b Bounds) Outside(v float64) string { // a comparison with NaN is false
	switch {
	case v < b.Below && b.Percentage():
		return "below 0 per cent"
	case v < b.Below:
		return "below zero"
	case v > b.Above:
		return "above 100 per cent"
	}
	return ""
}

// Doubts tells whether it can be said that values are wrong where so many of all lie
// outside; name is what the series is called.
func (b Bounds) Doubts(outside, all int, name string) bool {
	return !b.Vague || FewOutside(outside, all) && 2*outside <= all && !rate.MatchString(name)
}

// FewOutside tells whether so few values are outside that each of them is suspect, and
// not the limit.
func FewOutside(outside, all int) bool { return outside <= max(3, all/50) }

// whole are what a percentage can be of without passing 100; of turnover or GDP
// it can, and a balance can of the total of the world.
var whole = []string{"population", "individuals", "people", "persons", "enterprises", "businesses", "firms", "households", "employ"}

var rate = regexp.MustCompile(`(?i)(?:\b|_)(?:growth|change|variation|balance|inflation)(?:\b|_)`)

// Bounds are the limits of an indicator's values; unit is that of its rows, for one that
// has none itself.
func (i Indicator) Bounds(unit string) Bounds {
	b := Bounds{Below: math.NaN(), Above: math.NaN()}
	if i.Unit != "" {
		unit = i.Unit
	}
	unit = strings.ToLower(PlainUnit(unit))
	of, percentage := strings.CutPrefix(unit, "per cent")
	if !percentage {
		of, percentage = strings.CutPrefix(unit, "percentage")
	}
	switch {
	case percentage && strings.Contains(of, "change"):
	case percentage && (of == "" || isShare(of)):
		b = Bounds{Below: 0, Above: 100, Vague: of == ""}
	case i.Kind == Flow, i.Kind == Stock, strings.HasPrefix(unit, "per 100"), strings.HasPrefix(unit, "persons"):
		b.Below = 0
	}
	return b
}

// isShare tells a part of a whole from a comparison of two things.
func isShare(of string) bool {
	return strings.HasPrefix(of, " of ") && slices.ContainsFunc(whole, func(w string) bool { return strings.Contains(of, w) })
}
