package locale

import (
	"math"
	"strings"
)

// moneyDigits is how many significant digits an amount has at least.
const moneyDigits = 3

// Money prints an amount in million US dollars for a sentence, in the unit that
// suits it: 4462457 is "US$4.46 trillion" or "4 462 milliards de dollars".
func (l *Locale) Money(millionUSD float64) string {
	if !finite(millionUSD) {
		return l.Missing()
	}
	dollars := decimalOf(millionUSD).shift(6)
	unit, amount := l.form.money[0], rounded{}
	for _, unit = range l.form.money {
		amount = dollars.shift(-unit.power).significant(moneyDigits)
		// As printed, so that 999.96 million is 1.00 billion.
		if amount.atLeastOne() {
			break
		}
	}
	sign := ""
	if amount.negative {
		sign, amount.negative = minus, false
	}
	return sign + strings.Replace(l.choose(amount, unit.noun), "#", l.text(amount, false), 1)
}

// A Scale is the one unit of money of a table or of an axis.
type Scale struct {
	Factor float64 // million US dollars in one Unit: 1 or 1000
	Unit   string  // for headings, such as "billion US dollars"

	power  int
	locale *Locale
}

// Scale chooses the unit of a table or an axis by its largest amount, in
// million US dollars: billions from 10 billion on, else millions. It is the
// same in all languages, so that their tables and charts have the same digits.
func (l *Locale) Scale(maxMillionUSD float64) Scale {
	steps := l.form.scale
	for _, s := range steps {
		if math.Abs(maxMillionUSD) >= s.from {
			return l.scaleOf(s)
		}
	}
	return l.scaleOf(steps[len(steps)-1]) // NaN is compared with nothing
}

func (l *Locale) scaleOf(s step) Scale {
	factor := 1.0
	for range s.power {
		factor *= 10
	}
	return Scale{Factor: factor, Unit: l.Word(s.key), power: s.power, locale: l}
}

// Value prints an amount in million US dollars as a number of the scale's unit,
// with the digits that Money gives it in a sentence.
func (s Scale) Value(millionUSD float64) string {
	if !finite(millionUSD) {
		return s.locale.Missing()
	}
	return s.locale.text(decimalOf(millionUSD).shift(-s.power).significant(moneyDigits), false)
}

// Signed is Value with a plus before what is above zero, for changes.
func (s Scale) Signed(millionUSD float64) string {
	if !finite(millionUSD) {
		return s.locale.Missing()
	}
	return s.locale.text(decimalOf(millionUSD).shift(-s.power).significant(moneyDigits), true)
}
