package locale

import (
	"math"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
)

// Number prints a value with a fixed number of decimals: "1,234.5". Like all
// the functions here it prints the missing mark for NaN and infinities, a true
// minus sign, and never a negative zero.
func (l *Locale) Number(v float64, decimals int) string {
	if !finite(v) {
		return l.Missing()
	}
	return l.text(decimalOf(v).round(decimals), false)
}

// Signed is Number with a plus before what is above zero once rounded.
func (l *Locale) Signed(v float64, decimals int) string {
	if !finite(v) {
		return l.Missing()
	}
	return l.text(decimalOf(v).round(decimals), true)
}

// Significant prints a value with at least so many significant digits; the
// integer part is never rounded: 4462.457 with 3 digits is "4,462".
func (l *Locale) Significant(v float64, digits int) string {
	if !finite(v) {
		return l.Missing()
	}
	return l.text(decimalOf(v).significant(digits), false)
}

// Plain prints a value with the decimals that it has and no more, for the
// ticks of an axis and for parameters: 2.50 is "2.5", 1000 is "1,000".
func (l *Locale) Plain(v float64) string {
	if !finite(v) {
		return l.Missing()
	}
	d := decimalOf(v)
	return l.text(d.round(len(d.digits)-d.point), false)
}

// Percent prints a value that is in per cent: 9.26779 is "9.3%" or "9,3 %".
func (l *Locale) Percent(v float64, decimals int) string {
	if !finite(v) {
		return l.Missing()
	}
	return l.Number(v, decimals) + l.form.percent
}

// SignedPercent is Percent with a plus before what is above zero.
func (l *Locale) SignedPercent(v float64, decimals int) string {
	if !finite(v) {
		return l.Missing()
	}
	return l.Signed(v, decimals) + l.form.percent
}

// Growth prints a growth rate in per cent for a table: signed, with one
// decimal, or two when it is below 1 % in magnitude.
func (l *Locale) Growth(v float64) string {
	if !finite(v) {
		return l.Missing()
	}
	// The decimals follow what is printed: 0.996 becomes +1.0, not +1.00, and
	// what rounds to nothing is 0.0 like any other zero.
	small := decimalOf(v).round(2)
	if small.zero() || small.atLeastOne() {
		return l.SignedPercent(v, 1)
	}
	return l.SignedPercent(v, 2)
}

// Points prints a difference of two percentages: "+2.0 percentage points".
func (l *Locale) Points(v float64, decimals int) string { return l.points(v, decimals, true) }

// PointsSize is Points without the sign, for sentences whose verb says the
// direction: "2.0 percentage points".
func (l *Locale) PointsSize(v float64, decimals int) string {
	return l.points(math.Abs(v), decimals, false)
}

func (l *Locale) points(v float64, decimals int, sign bool) string {
	if !finite(v) {
		return l.Missing()
	}
	r := decimalOf(v).round(decimals)
	return l.text(r, sign) + l.form.unitSpace + l.choose(r, l.form.point)
}

// PointsShort is Points with the abbreviation, for tables: "+2.0 pp".
func (l *Locale) PointsShort(v float64, decimals int) string {
	if !finite(v) {
		return l.Missing()
	}
	return l.Signed(v, decimals) + l.form.unitSpace + l.form.pointShort
}

// Times prints a factor: "2.4 times"; in French the bare number, which follows
// "multiplié par". From 100 on the decimal is left out.
func (l *Locale) Times(v float64) string {
	if !finite(v) {
		return l.Missing()
	}
	decimals := 1
	if math.Abs(v) >= 100 {
		decimals = 0
	}
	return l.Number(v, decimals) + l.form.times
}

// Year prints a year, which is never grouped.
func (l *Locale) Year(y int) string { return strconv.Itoa(y) }

// Missing is the mark of a value that is not available: "n.a." or "n.d.".
func (l *Locale) Missing() string { return l.form.missing }

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// text joins the digits with the separators of the language.
func (l *Locale) text(r rounded, sign bool) string {
	var b strings.Builder
	switch {
	case r.negative:
		b.WriteString(minus)
	case sign && !r.zero():
		b.WriteByte('+')
	}
	grouped := len(r.whole) >= l.form.minGroup
	for i, digit := range []byte(r.whole) {
		if grouped && i > 0 && (len(r.whole)-i)%3 == 0 {
			b.WriteString(l.form.group)
		}
		b.WriteByte(digit)
	}
	if r.frac != "" {
		b.WriteString(l.form.decimal + r.frac)
	}
	return b.String()
}

// choose takes the form of a noun that goes with a number as printed: the
// decimals count, "1.0 points" in English, "1,9 point" in French.
func (l *Locale) choose(r rounded, n noun) string {
	trimmed := strings.TrimRight(r.frac, "0")
	form := plural.Cardinal.MatchPlural(l.tag, operand(r.whole),
		len(r.frac), len(trimmed), operand(r.frac), operand(trimmed))
	if form == plural.One {
		return n.one
	}
	return n.many
}

// operand reads digits for the plural rules, which look at no more than the
// last few; a long number keeps a leading 1 so that it stays large.
func operand(digits string) int {
	const most = 7
	if len(digits) > most {
		digits = "1" + digits[len(digits)-most:]
	}
	n, _ := strconv.Atoi(digits)
	return n
}
