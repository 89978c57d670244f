package report

import (
	"slices"
	"strings"
	"sync"
	"testing"
)

// fourLanguages are all that pages are written in, English first; the topic
// world is in two of them unless the others are asked for.
var fourLanguages = []string{"en", "fr", "es", "pt"}

var inFour struct {
	once sync.Once
	book *book
}

// bookInFour is bookOf in all languages.
func bookInFour(t testing.TB) *book {
	t.Helper()
	inFour.once.Do(func() {
		o := options(t, "")
		o.Languages = fourLanguages
		inFour.book = compose(t, o)
	})
	if inFour.book == nil {
		t.Fatal("the pages could not be composed")
	}
	return inFour.book
}

// pageInFour is pageOf in any language.
func pageInFour(t testing.TB, lang string) string {
	t.Helper()
	return string(bookInFour(t).files["report."+lang+".md"])
}

// A language that the topic has texts in can be asked for; the pages then link
// each other, and the others are what they are without it.
func TestLanguageOnRequest(t *testing.T) {
	o := options(t, t.TempDir())
	o.Languages, o.Formats = []string{"es", "en"}, []string{"md"}
	mustRun(t, o)
	made := tree(t, o.Out)
	es, en := string(made[worldPath("report.es.md")]), string(made[worldPath("report.en.md")])
	says(t, es, `\[English\]\(report\.en\.md\)`)
	says(t, en, `\[Español\]\(report\.es\.md\)`)
	saysNot(t, es+en, `report\.(fr|pt)\.md`)
	says(t, string(made["2023/README.md"]), `El comercio digital en el mundo\]\(world/report\.es\.md\)`)
	if m := manifestIn(t, o.Out); !slices.Equal(m.Languages, o.Languages) {
		t.Errorf("languages %v", m.Languages)
	}
	o.Languages, o.Formats = nil, nil // a check takes what stands there
	o.Check = true
	mustRun(t, o)
}

// A topic that lacks one text in a language is not written in it.
func TestLanguageWithoutAllTexts(t *testing.T) {
	const text = `
id: test
title: {en: Test, es: Prueba, pt: Teste}
languages: [en]
headline: gdp
blocks:
  - {kind: level, id: x, title: {en: Level, es: Nivel, pt: Nível}, indicators: [gdp, population], about: {en: Both, es: Ambos}}
`
	top, err := parseTopic("test.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]bool{"en": true, "es": true, "pt": false, "fr": false, "de": false} {
		if top.hasTexts(lang) != want {
			t.Errorf("%s: %v", lang, !want)
		}
	}
}

// Made-up data bring the sentences that the figures of today do not: what
// falls, what doubles, who is first alone. They say the same in all languages.
func TestStoriesInFourLanguages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		growth float64
		es, pt string
	}{
		{"fall", -8, `cayeron con fuerza \(−8,0 %\) en 2023`, `caíram fortemente \(−8,0%\) em 2023`},
		{"standstill", 0, `apenas variaron en 2023`, `ficaram praticamente estáveis em 2023`},
		{"doubling", 120, `se multiplicaron por 2,2 en 2023`, `multiplicaram-se por 2,2 em 2023`},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStory(exports, c.growth)
			s.set("IRL", 20000, c.growth)
			for y := 2019; y <= testYear; y++ {
				s.values["IRL"][y] *= 12 // from the last places to one of the first
			}
			o := options(t, t.TempDir(), s.file(t))
			o.Languages = fourLanguages
			made := compose(t, o).files
			en := string(made["report.en.md"])
			for _, lang := range fourLanguages[1:] {
				page := string(made["report."+lang+".md"])
				sameNumbers(t, en, lang, page)
				lintPage(t, lang, lang, page)
			}
			says(t, plain(made["report.es.md"]), c.es)
			says(t, plain(made["report.pt.md"]), c.pt)
			if c.growth < 0 {
				level := section(t, plain(made["report.es.md"]), "El comercio de servicios prestables digitalmente")
				level, _, _ = strings.Cut(level, "las importaciones")
				says(t, level, `el valor disminuyó un`)
				saysNot(t, level, `aumentó|multiplic|doble|triple`)
			}
		})
	}
}
