package locale

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// A coin is how a language names a currency where its words speak of dollars.
type coin struct {
	words  []rename // the first that fits takes the place of what it names
	euro   string
	prefix string // before amounts, in the place of US$, in languages that do so
}

type rename struct {
	dollars *regexp.Regexp
	of      string // # is the other currency
}

// The euro has a name in every language; others are printed by their codes.
var coins = map[string]coin{
	"en": {words: []rename{{regexp.MustCompile(`(?:US )?dollars?\b`), "#"}}, euro: "euros", prefix: "US$"},
	"fr": {words: []rename{
		{regexp.MustCompile(`\bde dollars?(?: des États-Unis)?`), "de #"}, {regexp.MustCompile(`\bdollars?(?: des États-Unis)?`), "#"},
	}, euro: "euros"},
	"es": {words: []rename{{regexp.MustCompile(`\bdólar(?:es)?(?: de los Estados Unidos)?`), "#"}}, euro: "euros"},
	"pt": {words: []rename{{regexp.MustCompile(`\bdólar(?:es)?(?: dos Estados Unidos)?`), "#"}}, euro: "euros", prefix: "US$" + nbsp},
}

// money is a text that speaks of dollars, in another currency.
func (l *Locale) money(text, currency string) string {
	c := coins[l.Lang()]
	name, symbol := currency, currency+nbsp
	if currency == "EUR" {
		name, symbol = c.euro, "€"
	}
	if c.prefix != "" {
		text = strings.ReplaceAll(text, c.prefix, symbol)
	}
	for _, w := range c.words {
		text = w.dollars.ReplaceAllLiteralString(text, strings.Replace(w.of, "#", name, 1))
	}
	if l.Lang() == "fr" {
		text = strings.ReplaceAll(text, "de euro", "d’euro")
	}
	return text
}

// Currency is what a sentence calls the currency of a code after "in"; the code of one
// that the words have no name for.
func (l *Locale) Currency(code string) string {
	if key := "currencies." + code; l.Has(key) {
		return l.Word(key)
	}
	return code
}

var inCurrency sync.Map // of language and currency: *Locale

// In is the locale of a reader for whom amounts are in a currency: what its words
// and its money say of US dollars they say of that. "" and "USD" change nothing.
func (l *Locale) In(currency string) *Locale {
	if currency == "" || currency == "USD" {
		return l
	}
	key := [2]string{l.Lang(), currency}
	if made, ok := inCurrency.Load(key); ok {
		return made.(*Locale)
	}
	out := &Locale{tag: l.tag, form: l.form, words: make(map[string]*phrase, len(l.words)),
		months: l.months, ordinals: l.ordinals, ordinalsF: l.ordinalsF, cardinals: l.cardinals, cardinalsF: l.cardinalsF}
	for key, p := range l.words {
		out.words[key] = &phrase{text: l.money(p.text, currency), line: p.line}
	}
	out.form.money = slices.Clone(l.form.money)
	for k := range out.form.money {
		rung := &out.form.money[k]
		rung.one, rung.many = l.money(rung.one, currency), l.money(rung.many, currency)
	}
	out.funcs = out.functions()
	inCurrency.Store(key, out)
	return out
}

// inOther matches units of money that the catalogue counts in another currency.
var inOther = regexp.MustCompile(`^(million |)([A-Z]{3})(| per person)$`)

// otherUnit is a unit of the catalogue that the word files do not have, but of
// which they have the like.
func (l *Locale) otherUnit(unit string) (string, bool) {
	if nominal, ok := strings.CutSuffix(unit, ", constant prices"); ok {
		return l.Unit(nominal) + ", " + l.Word("unit.constant prices"), true
	}
	if strings.HasPrefix(unit, "per cent of ") {
		return l.Word("unit.per cent"), true // of what is said where it stands
	}
	if m := inOther.FindStringSubmatch(unit); m != nil {
		if like := "unit." + m[1] + "US dollars" + m[3]; l.Has(like) {
			return l.money(l.Word(like), m[2]), true
		}
	}
	return "", false
}
