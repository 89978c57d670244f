package economy

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Name is the printed name of an economy or a group in one language, with
// what a sentence needs to know about it. Apostrophes are straight ones.
type Name struct {
	Lang    string // en, fr, es or pt
	Text    string // as in a table: "India", "Inde", "Îles Marshall", "Monde"
	Inline  string // inside a sentence, without article: "îles Marshall", "monde"
	Article string // en "the"; fr le la l' les; es el la los las; pt o a os as; or ""
	Short   string // for charts; the same as Text when no shorter one is usual
	Plural  bool   // takes a plural verb: "les États-Unis ont", but "the United States has"
	OfForm  string // what Of returns where the rule does not fit, or ""
	InForm  string // what In returns where the rule does not fit, or ""
}

// The returns the name with its article: "the United States", "les
// États-Unis", "l'Inde", "Cuba".
func (n Name) The() string { return join(n.Article, n.Inline) }

// TheCap is The at the start of a sentence: "Les États-Unis", "L'Inde".
func (n Name) TheCap() string { return capital(n.The()) }

// Of returns the name after "of": "of the United States", "du Brésil", "de la
// France", "d'Israël", "de la India", "do Brasil".
func (n Name) Of() string {
	switch {
	case n.OfForm != "":
		return n.OfForm
	case n.Lang == "en":
		return "of " + n.The()
	case n.Lang == "fr" && n.Article == "" && startsWithVowel(n.Inline):
		return "d'" + n.Inline
	}
	return n.contract("de", n.Article)
}

// In returns the name after "in", as a place: "in the United States", "aux
// États-Unis", "en Inde", "au Brésil", "à Cuba", "en Brasil", "no Brasil".
func (n Name) In() string {
	switch {
	case n.InForm != "":
		return n.InForm
	case n.Lang == "en":
		return "in " + n.The()
	case n.Lang == "es":
		return "en " + n.The()
	case n.Lang == "pt":
		return n.contract("em", n.Article)
	case n.Article == "la" || n.Article == "l'":
		return "en " + n.Inline
	}
	return n.contract("à", n.Article)
}

// InCap is In at the start of a sentence: "Aux États-Unis".
func (n Name) InCap() string { return capital(n.In()) }

// contractions lists where a preposition and an article melt into one word.
var contractions = map[string]map[string]string{
	"fr": {"de le": "du", "de les": "des", "à le": "au", "à les": "aux"},
	"es": {"de el": "del"},
	"pt": {
		"de o": "do", "de a": "da", "de os": "dos", "de as": "das",
		"em o": "no", "em a": "na", "em os": "nos", "em as": "nas",
	},
}

func (n Name) contract(preposition, article string) string {
	if one, ok := contractions[n.Lang][preposition+" "+article]; ok {
		return one + " " + n.Inline
	}
	return preposition + " " + join(article, n.Inline)
}

// join puts an article before a name; "l'" stands close.
func join(article, name string) string {
	switch {
	case article == "":
		return name
	case strings.HasSuffix(article, "'"):
		return article + name
	}
	return article + " " + name
}

// startsWithVowel says whether French elides "de" before a name. A mute h is
// an exception of the files (Haïti), for an h is as often not mute.
func startsWithVowel(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("aàâeéèêëiîïoôuûAÀÂÅEÉÈÊËIÎÏOÔUÛ", first)
}

// capital makes the first letter a capital, except in a word that has its
// capital elsewhere ("eLAC").
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[size:])
	if unicode.IsUpper(second) && unicode.IsLower(first) {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
