// Package locale speaks the reader's language: numbers, money, dates and lists
// as that language prints them, and the words and sentences that an economist
// edits in datasets/words. It computes nothing and knows no indicator.
//
// Every number is rounded once, here, from the unrounded value, half away from
// zero in decimal. Files for machines (CSV, JSON) do not pass through here:
// they are the same in all languages.
package locale

import (
	"slices"
	"strings"
	"sync"
	"text/template"

	"golang.org/x/text/language"

	"tradestats/datasets"
	"tradestats/internal/tidy"
)

// A Locale prints in one language. It is immutable and safe for use by several
// goroutines; For returns the same one each time.
type Locale struct {
	tag   language.Tag
	form  format
	words map[string]*phrase
	funcs template.FuncMap
	mark  func(v float64, text string) string // of Marking; else nil

	months, ordinals, ordinalsF, cardinals, cardinalsF []string
}

// loaders reads the words of a language once, when it is first asked for.
var loaders = func() map[string]func() (*Locale, error) {
	m := map[string]func() (*Locale, error){}
	for lang := range formats {
		m[lang] = sync.OnceValues(func() (*Locale, error) { return load(lang) })
	}
	return m
}()

// Languages returns the codes of the languages, sorted: en, es, fr, pt.
func Languages() []string {
	langs := make([]string, 0, len(formats))
	for lang := range formats {
		langs = append(langs, lang)
	}
	slices.Sort(langs)
	return langs
}

// For returns the locale of a language: "en", "es", "fr" or "pt". Another code
// is a usage error that names the four; a mistake in the language's word file
// is an error that names its line.
func For(lang string) (*Locale, error) {
	once, ok := loaders[lang]
	if !ok {
		known := Languages()
		last := len(known) - 1
		hint := "use " + strings.Join(known[:last], ", ") + " or " + known[last]
		return nil, tidy.Errorf(tidy.Usage, hint, "unknown language %q", lang)
	}
	return once()
}

// Lang returns the code of the language, such as "fr".
func (l *Locale) Lang() string { return l.tag.String() }

func load(lang string) (*Locale, error) {
	file := "words/" + lang + ".yaml"
	data, err := datasets.FS.ReadFile(file)
	if err != nil {
		return nil, tidy.Wrap(tidy.Failed, err, "", "cannot read the words of language %q", lang)
	}
	return build(lang, "datasets/"+file, data)
}

// build makes a locale of a word file's content; file is its name in errors.
func build(lang, file string, data []byte) (*Locale, error) {
	l := &Locale{tag: language.MustParse(lang), form: formats[lang]}
	var err error
	if l.words, err = parseWords(file, data); err != nil {
		return nil, err
	}
	for _, p := range l.words {
		p.text = l.Typeset(p.text)
	}
	if err := l.readLists(file); err != nil {
		return nil, err
	}
	l.funcs = l.functions()
	return l, nil
}

// readLists takes the lists that the grammar counts on, such as the names of
// the months, and checks that they are as long as it needs.
func (l *Locale) readLists(file string) error {
	for _, list := range []struct {
		key   string
		least int
		into  *[]string
	}{
		{"grammar.months", 12, &l.months},
		{"grammar.ordinals", 1, &l.ordinals},
		{"grammar.ordinals-feminine", 1, &l.ordinalsF},
		{"grammar.cardinals", 1, &l.cardinals},
		{"grammar.cardinals-feminine", 1, &l.cardinalsF},
	} {
		p := l.words[list.key]
		if p == nil {
			return tidy.Errorf(tidy.Data, "", "%s: no key %q", file, list.key)
		}
		*list.into = strings.Fields(p.text)
		if n := len(*list.into); n < list.least {
			return &tidy.RowError{File: file, Line: p.line, Text: p.text,
				Why: list.key + " has too few words"}
		}
	}
	return nil
}
