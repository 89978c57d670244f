package locale

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// looseSpace is a plain space that French does not break at, and, so that its
// inside is left alone, an action of a template.
var looseSpace = regexp.MustCompile(`(?s)\{\{.*?\}\}| [:;!?%»]|« `)

// numberPercent is the one such space of Spanish: between a number and its sign.
var numberPercent = regexp.MustCompile(`(\d) %`)

// Typeset makes the plain spaces before ; ! ? % : and inside « » such that the
// line does not break there. The word files are typeset when they are read;
// it is for French texts from elsewhere, and for Spanish ones with "90 %". Other
// languages have no such spaces.
func (l *Locale) Typeset(text string) string {
	switch l.Lang() {
	case "fr":
		return frenchSpaces(text)
	case "es":
		return numberPercent.ReplaceAllString(text, "${1}"+nbsp+"%")
	}
	return text
}

func frenchSpaces(text string) string {
	var b strings.Builder
	done := 0
	for _, at := range looseSpace.FindAllStringIndex(text, -1) {
		match := text[at[0]:at[1]]
		if strings.HasPrefix(match, "{{") || !endsWord(text[at[1]:]) && match != "« " {
			continue
		}
		b.WriteString(text[done:at[0]])
		b.WriteString(unbroken(match))
		done = at[1]
	}
	return b.String() + text[done:]
}

// endsWord says whether a sign is followed by what may follow it in prose.
// Markdown is not prose: images begin with "![", the rules of tables with ":-".
func endsWord(rest string) bool {
	next, size := utf8.DecodeRuneInString(rest)
	return size == 0 || unicode.IsSpace(next) || strings.ContainsRune("{)]*_.,;»", next)
}

func unbroken(match string) string {
	switch match {
	case "« ":
		return "«" + nbsp
	case " :", " »":
		return nbsp + match[1:]
	}
	return nnbsp + match[1:]
}

// Colon is the sign with the space that the language puts before it.
func (l *Locale) Colon() string { return l.form.colon }

// Semicolon is the sign with the space that the language puts before it.
func (l *Locale) Semicolon() string { return l.form.semicolon }

// Quote puts a text between the language's quotation marks.
func (l *Locale) Quote(text string) string {
	return l.form.openQuote + text + l.form.closeQuote
}
