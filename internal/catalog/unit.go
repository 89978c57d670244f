package catalog

import (
	"slices"
	"strings"
)

// Convert says by what a value in one unit is multiplied to be in another, when
// both are spellings of one unit, up to a power of ten: from "US Dollar thousand"
// to "million US dollars" it is 0.001. A percentage that does not say of what is
// taken for any ("%" and "per cent of population"), two that do must agree. ok is
// false when the units differ, or when nothing shows that they are the same: then
// a value must not be used.
func Convert(from, to string) (factor float64, ok bool) {
	a, b := parseUnit(from), parseUnit(to)
	if len(a.words) == 0 || !a.agrees(b) {
		return 0, false
	}
	factor = a.scale / b.scale
	if !(factor >= 1/mostScale && factor <= mostScale) {
		return 0, false
	}
	return factor, true
}

// mostScale is far beyond what a publisher prints, and far from where numbers
// end: "million million million ..." is no unit.
const mostScale = 1e30

// A unit is what is counted, as words, and in which power of ten.
type unit struct {
	words []string
	scale float64
}

func (u unit) agrees(other unit) bool {
	if slices.Equal(u.words, other.words) {
		return true
	}
	short, long := u.words, other.words
	if len(short) > len(long) {
		short, long = long, short
	}
	return slices.Equal(short, []string{"%"}) && slices.Equal(long[:min(2, len(long))], []string{"%", "of"})
}

// oneWord makes one word of what publishers spell in many ways. Of two that
// start alike the longer one comes first.
var oneWord = strings.NewReplacer(
	"us dollars", " usd ", "us dollar", " usd ", "u.s. dollars", " usd ", "u.s. dollar", " usd ",
	"united states dollars", " usd ", "united states dollar", " usd ", "us$", " usd ", "us $", " usd ",
	"per cent", " % ", "percentages", " % ", "percentage", " % ", "percent", " % ", "%", " % ",
	"per 100 ", "per100 ", "per hundred ", "per100 ",
	"in thousands", "thousands", "in millions", "millions", "in billions", "billions",
)

// scales are the words for powers of ten.
var scales = map[string]float64{
	"thousand": 1e3, "thousands": 1e3, "ths": 1e3, "'000": 1e3, "000": 1e3,
	"million": 1e6, "millions": 1e6, "mio": 1e6, "mn": 1e6, "mln": 1e6,
	"billion": 1e9, "billions": 1e9, "bn": 1e9, "trillion": 1e12, "trillions": 1e12,
}

// sameWord are words that count the same.
var sameWord = map[string]string{
	"person": "persons", "people": "persons", "inhabitants": "persons", "individuals": "persons",
	"number": "persons", "nr": "persons", "pc": "%",
}

// idle are words that add nothing to the word they stand with. Every figure in
// dollars of the catalogue is at current prices; "constant" is not idle.
var idle = map[string][]string{
	"usd":     {"current", "prices", "price", "at", "in", "of", "bop", "exchange", "rates"},
	"persons": {"of", "in"},
	"per100":  {"subscriptions", "of"},
}

func parseUnit(text string) unit {
	u := unit{scale: 1}
	text = oneWord.Replace(strings.ToLower(strings.ReplaceAll(text, "\u00a0", " ")))
	for _, word := range strings.FieldsFunc(text, betweenWords) {
		if same, ok := sameWord[word]; ok {
			word = same
		}
		// "per million inhabitants" is no scale
		scale, ok := scales[word]
		switch {
		case ok && !slices.Contains(u.words, "per"):
			u.scale *= scale
		case !slices.Contains(u.words, word): // "number of persons", "percentage (%)"
			u.words = append(u.words, word)
		}
	}
	for _, word := range []string{"usd", "persons", "per100"} {
		if slices.Contains(u.words, word) {
			u.words = slices.DeleteFunc(u.words, func(w string) bool { return slices.Contains(idle[word], w) })
		}
	}
	return u
}

func betweenWords(c rune) bool { return strings.ContainsRune(" \t,;:()_/", c) }

// PerUnit says by what the quotient of two indicators is multiplied, and in which
// unit it is then: US dollars per person, per cent of another indicator in the same
// unit, else the one's unit for each of the other's.
func PerUnit(of, per Indicator) (scale float64, unit string) {
	a, b := parseUnit(of.Unit), parseUnit(per.Unit)
	if factor, ok := Convert(of.Unit, per.Unit); ok {
		return 100 * factor, perCent + " of " + per.ID
	}
	if slices.Equal(b.words, []string{"persons"}) {
		return a.scale / b.scale, unscaled(of.Unit) + " per person"
	}
	return 1, of.Unit + " per " + per.Unit
}

// unscaled is a unit without its power of ten: "US dollars" for "million US dollars".
func unscaled(text string) string {
	words := strings.Fields(text)
	if len(words) > 1 {
		if _, scaled := scales[strings.ToLower(words[0])]; scaled {
			return strings.Join(words[1:], " ")
		}
	}
	return text
}
