package locale

import (
	"strconv"
	"strings"
	"time"
)

// Date prints an ISO date or a part of one: "2025-12-18" is "18 December 2025",
// "2025-12" is "December 2025", "2025" stays. Nothing prints the missing mark;
// what is not a date is printed as it is, for the reader to judge.
func (l *Locale) Date(iso string) string {
	if iso == "" {
		return l.Missing()
	}
	for _, layout := range []string{"2006-01-02", "2006-01"} {
		t, err := time.Parse(layout, iso)
		if err != nil {
			continue
		}
		month := l.months[t.Month()-1] + l.form.date.monthYear + strconv.Itoa(t.Year())
		if layout == "2006-01" {
			return month
		}
		day := strconv.Itoa(t.Day())
		if t.Day() == 1 && l.form.firstDay != "" {
			day = l.form.firstDay
		}
		return day + l.form.date.dayMonth + month
	}
	return iso
}

// List joins items: "A, B and C".
func (l *Locale) List(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	last := items[len(items)-1]
	and := l.form.and
	if l.Lang() == "es" && soundsLikeI(last) {
		and = "e"
	}
	return strings.Join(items[:len(items)-1], ", ") + " " + and + " " + last
}

// soundsLikeI says whether a Spanish word begins with the sound that turns "y"
// into "e": "India e Israel", but "agua y hielo".
func soundsLikeI(word string) bool {
	w := strings.ToLower(word)
	if strings.HasPrefix(w, "hie") || strings.HasPrefix(w, "hia") || strings.HasPrefix(w, "hio") {
		return false
	}
	for _, start := range []string{"i", "í", "hi", "hí"} {
		if strings.HasPrefix(w, start) {
			return true
		}
	}
	return false
}

// contracted lists what "of" and the article of a text make together, where
// they melt into one word. The text is a subject of the catalogue: economies
// have forms of their own.
var contracted = map[string][][2]string{
	"fr": {{"le ", "du "}, {"les ", "des "}},
	"es": {{"el ", "del "}},
	"pt": {{"o ", "do "}, {"a ", "da "}, {"os ", "dos "}, {"as ", "das "}},
}

// Of puts "of" before a text that begins with its article, if it has one: "del
// producto interno bruto", "das exportações".
func (l *Locale) Of(text string) string {
	for _, c := range contracted[l.Lang()] {
		if rest, ok := strings.CutPrefix(text, c[0]); ok {
			return c[1] + rest
		}
	}
	if l.Lang() == "en" {
		return "of " + text
	}
	return "de " + text
}

// Ordinal spells a rank out as far as the language's list goes, that is up to
// tenth, and prints OrdinalShort above. English has no gender.
func (l *Locale) Ordinal(n int, feminine bool) string {
	words := l.ordinals
	if feminine {
		words = l.ordinalsF
	}
	if n >= 1 && n <= len(words) {
		return words[n-1]
	}
	return l.OrdinalShort(n, feminine)
}

// OrdinalShort prints a rank in digits: "1st", "1er" or "1re", "2e".
func (l *Locale) OrdinalShort(n int, feminine bool) string { return l.form.ordinal(n, feminine) }

func englishOrdinal(n int, _ bool) string {
	suffix := "th"
	if tens := n / 10 % 10; tens != 1 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(n) + suffix
}

func frenchOrdinal(n int, feminine bool) string {
	switch {
	case n == 1 && feminine:
		return "1re"
	case n == 1:
		return "1er"
	}
	return strconv.Itoa(n) + "e"
}

func suffixOrdinal(masculine, feminine string) func(int, bool) string {
	return func(n int, f bool) string {
		if f {
			return strconv.Itoa(n) + feminine
		}
		return strconv.Itoa(n) + masculine
	}
}

// Cardinal spells a count out as far as the language's list goes (ten in
// English, sixteen in French) and prints digits above; "one" is masculine.
func (l *Locale) Cardinal(n int) string { return l.cardinal(n, l.cardinals) }

// CardinalFeminine is Cardinal before a feminine noun: "une économie".
func (l *Locale) CardinalFeminine(n int) string { return l.cardinal(n, l.cardinalsF) }

func (l *Locale) cardinal(n int, words []string) string {
	if n >= 0 && n < len(words) {
		return words[n]
	}
	return l.Number(float64(n), 0)
}

// Plural chooses the form of a noun for a count: one in English is 1, in French
// everything below 2.
func (l *Locale) Plural(n float64, one, many string) string {
	if !finite(n) {
		return many
	}
	d := decimalOf(n)
	return l.choose(d.round(len(d.digits)-d.point), noun{one, many})
}
