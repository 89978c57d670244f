package catalog

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
	"testing"

	"tradestats/datasets"
	"tradestats/internal/tidy"
)

func embeddedCatalog(t *testing.T) *Catalog {
	t.Helper()
	c, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Licences travel: no dataset without its terms, and no file that is not the
// one that was checked.
func TestEveryDatasetHasItsProvenance(t *testing.T) {
	for _, d := range embeddedCatalog(t).Datasets {
		for what, text := range map[string]string{
			"publisher": d.Publisher.In("en"), "short": d.Short.In("fr"), "title": d.Title, "code": d.Code,
			"vintage": d.Vintage, "licence": d.Licence.In("fr"), "terms": d.Terms, "citation": d.Citation,
		} {
			if text == "" {
				t.Errorf("%s: no %s", d.ID, what)
			}
		}
		if d.File != "" {
			checkSum(t, d.File, d.SHA256)
		}
		for _, i := range d.Indicators {
			checkSum(t, i.File, i.SHA256)
		}
	}
}

// What a page cites is in the reader's language, with the codes and years of the English
// citation; a vintage of the user's is cited as what it is.
func TestCitationsInEveryLanguage(t *testing.T) {
	facts := regexp.MustCompile(`\([A-Z][^)]*\)|\d{4}`)
	for _, d := range embeddedCatalog(t).Datasets {
		if len(d.Indicators) == 0 {
			continue
		}
		for _, lang := range []string{"fr", "es", "pt"} {
			text := d.Cited(lang)
			if text == d.Citation {
				t.Errorf("%s: no citation in %s", d.ID, lang)
			}
			for _, fact := range facts.FindAllString(strings.Replace(d.Citation, "(UNCTAD)", "", 1), -1) {
				if !strings.Contains(text, fact) {
					t.Errorf("%s, %s: %q is not in %q", d.ID, lang, fact, text)
				}
			}
		}
		own := *d
		own.Own, own.Citation = true, "of another vintage"
		if got := own.Cited("fr"); got != own.Citation {
			t.Errorf("%s: a vintage of the user's is cited as %q", d.ID, got)
		}
	}
}

func checkSum(t *testing.T, file, want string) {
	t.Helper()
	text, err := datasets.FS.ReadFile(file)
	if err != nil {
		t.Error(err)
		return
	}
	if sum := sha256.Sum256(text); hex.EncodeToString(sum[:]) != want {
		t.Errorf("%s has the sha256 %x, the catalogue says %s", file, sum, want)
	}
}

func TestEveryIndicatorCanBeUsed(t *testing.T) {
	c := embeddedCatalog(t)
	for _, id := range c.IDs() {
		i, err := c.Indicator(id)
		if err != nil {
			t.Fatal(err)
		}
		if err := i.check(); err != nil {
			t.Error(err)
		}
		for _, lang := range languages {
			if i.Name[lang] == "" || i.Subject[lang] == "" || i.Definition[lang] == "" || i.Form[lang] == "" {
				t.Errorf("%s: name, subject, form and definition are needed in %s", id, lang)
			}
			if (i.Object[lang] == "") != (i.Object["en"] == "") || (i.Label[lang] == "") != (i.Label["en"] == "") {
				t.Errorf("%s: object or label is not in %s", id, lang)
			}
			if d := i.Dataset; d.Called[lang] == "" || d.Short.In(lang) == "" {
				t.Errorf("%s: the publisher is not called in %s", id, lang)
			}
		}
		for _, other := range append([]string{i.Weight, i.Counterpart}, i.Parts...) {
			if other != "" && !c.Has(other) {
				t.Errorf("%s refers to %s, which is not there", id, other)
			}
		}
	}
}

func TestDeclaration(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"indicators: [{id: x, unit: persons, kind: stock, rule: sum}]", ""},
		{"indicators: [{id: x, unit: persons, kind: stock, rule: sum, weigth: y}]", "line 1: unknown key weigth"},
		{"indicators: [{id: x, kind: stock, rule: sum}]", "no unit"},
		{"indicators: [{id: x, unit: per cent, kind: ratio, rule: sum}]", "a ratio is never summed"},
		{"indicators: [{id: x, unit: per cent, kind: ratio, rule: weighted mean}]", "needs a weight"},
		{"indicators: [{id: x, unit: u, kind: flux, rule: sum}]", `kind "flux" is none of flow, stock, ratio, price`},
		{"publisher: someone", "declares no indicators"},
		{"", "declares no indicators"},
		{"indicators: [{id: x, unit: u, kind: flow, rule: sum}, {id: x, unit: u, kind: flow, rule: sum}]", `indicator "x" stands twice`},
		{"indicators: [{id: x, unit: u, kind: flow, rule: sum, name: {en: Chips, de: Chips}}]", `indicator "x": language "de" is none of en, fr, es, pt`},
		{"publisher: {sp: Yo}\nindicators: [{id: x, unit: u, kind: flow, rule: sum}]", `the dataset: language "sp" is none of`},
	} {
		_, err := Declaration("x.yaml", []byte(c.text))
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.text, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "x.yaml") || tidy.KindOf(err) != tidy.Data):
			t.Errorf("%s: %v, want %q", c.text, err, c.want)
		}
	}
}

// A user's file takes the place of an indicator and leaves the catalogue that
// everyone shares as it is.
func TestWithReplacesWhole(t *testing.T) {
	c := embeddedCatalog(t)
	own := &Dataset{ID: "own", Indicators: []Indicator{{ID: "gdp", Unit: "persons"}}}
	with, err := c.With(own)
	if err != nil {
		t.Fatal(err)
	}
	if i, _ := with.Indicator("gdp"); i.Dataset.ID != "own" {
		t.Errorf("gdp is of %s", i.Dataset.ID)
	}
	if i, _ := c.Indicator("gdp"); i.Dataset.ID != "wdi-gdp" {
		t.Errorf("in the embedded catalogue gdp is of %s now", i.Dataset.ID)
	}
	if _, err := with.Indicator("gpd"); tidy.KindOf(err) != tidy.Usage || !strings.Contains(tidy.HintOf(err), "gdp") {
		t.Errorf("gpd: %v; %s", err, tidy.HintOf(err))
	}
}

// However a user spells per cent, changes are counted in points.
func TestPercentageBySpelling(t *testing.T) {
	for unit, want := range map[string]string{
		"%": "per cent", "percent": "per cent", "% of GDP": "per cent of GDP", "percent of people": "per cent of people",
		"per cent": "per cent", "percentile": "", "per 100 people": "", "%o": "",
	} {
		d, err := Declaration("x.yaml", []byte("indicators: [{id: x, unit: \""+unit+"\", kind: ratio, rule: none}]"))
		if err != nil {
			t.Fatal(err)
		}
		if i := d.Indicators[0]; i.IsPercentage() != (want != "") || want != "" && i.Unit != want {
			t.Errorf("%q: unit %q, percentage %v", unit, i.Unit, i.IsPercentage())
		}
	}
}

func TestPublishedCodes(t *testing.T) {
	c := embeddedCatalog(t)
	for code, group := range c.Aggregates {
		if got := c.PublishedCode(group); got != code {
			t.Errorf("%s: %q, want %q", group, got, code)
		}
	}
	if _, err := (&Catalog{Aggregates: map[string]string{"WLD": "world", "W00": "world"}}).With(); err == nil || !strings.Contains(err.Error(), "W00 and WLD") {
		t.Errorf("two codes of a group: %v", err)
	}
}

// Whatever the bytes: no panic, an error of the data that names the file, and
// only indicators that can be used.
func FuzzDeclaration(f *testing.F) {
	f.Add([]byte("indicators: [{id: x, unit: persons, kind: stock, rule: sum}]"))
	f.Add([]byte("publisher: {en: A, fr: B}\nindicators:\n  - {id: x, unit: '%', kind: ratio, rule: weighted mean, weight: population, digits: 1}\n"))
	f.Add([]byte("indicators: &a [*a]"))
	f.Add([]byte("\xff\xfe: ["))
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := Declaration("x.yaml", text)
		if err != nil {
			if tidy.KindOf(err) != tidy.Data || !strings.HasPrefix(err.Error(), "x.yaml") || tidy.HintOf(err) == "" {
				t.Errorf("%v (kind %d)", err, tidy.KindOf(err))
			}
			return
		}
		if len(d.Indicators) == 0 || d.check() != nil {
			t.Errorf("a declaration that should have been refused: %v", d.check())
		}
	})
}
