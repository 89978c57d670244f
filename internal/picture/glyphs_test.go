package picture

import (
	"testing"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/locale"
	"tradestats/internal/typeset"
)

// Every text that can land on an image has its glyphs in both faces: the words
// of every language, the names of economies, groups, indicators and publishers,
// and numbers as each language prints them.
func TestGlyphs(t *testing.T) {
	registry, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range locale.Languages() {
		l, err := locale.For(lang)
		if err != nil {
			t.Fatal(err)
		}
		var texts []string
		for _, key := range l.Keys() {
			texts = append(texts, l.Text(key))
		}
		for _, e := range registry.Economies() {
			texts = append(texts, namesOf(registry.Name(e.ISO3, lang))...)
		}
		for _, g := range registry.Groups() {
			texts = append(texts, namesOf(registry.Name(g.ID, lang))...)
		}
		for _, d := range c.Datasets {
			texts = append(texts, d.Publisher.In(lang), d.Series.In(lang), d.Through.In(lang), d.SourceNote.In(lang), d.Licence.In(lang), d.Code, l.Date(d.Vintage))
			for _, i := range d.Indicators {
				texts = append(texts, i.Name.In(lang), i.Label.In(lang), i.Object.In(lang), l.Unit(i.Unit))
			}
		}
		for _, v := range []float64{-1234567.891, 0, 1e-6, 1e13} {
			texts = append(texts, l.Number(v, 2), l.Signed(v, 1), l.Plain(v), l.Percent(v, 1), l.Significant(v, 3), l.Points(v, 1), l.Money(v))
		}
		for _, text := range texts {
			for _, r := range typographic(text) {
				if r == '\n' || r == '\t' { // a break between words
					continue
				}
				for _, bold := range []bool{false, true} {
					if !typeset.Liberation().Face(bold).Has(r) {
						t.Errorf("%s: no glyph for %U in %q (bold: %v)", lang, r, text, bold)
					}
				}
			}
		}
	}
}

func namesOf(n economy.Name) []string { return []string{n.Text, n.Short, n.The(), n.Of(), n.In()} }
