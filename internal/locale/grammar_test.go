package locale

import (
	"math"
	"strings"
	"testing"

	"tradestats/internal/tidy"
)

func TestForNamesTheLanguages(t *testing.T) {
	_, err := For("de")
	if tidy.KindOf(err) != tidy.Usage || tidy.HintOf(err) != "use en, es, fr or pt" {
		t.Errorf("got %v (%s)", err, tidy.HintOf(err))
	}
	for _, lang := range Languages() {
		if got := must(t, lang).Lang(); got != lang {
			t.Errorf("got %q, want %q", got, lang)
		}
	}
}

func TestDate(t *testing.T) {
	for _, c := range []struct{ iso, en, fr, es, pt string }{
		{"2025-12-18", "18 December 2025", "18 décembre 2025", "18 de diciembre de 2025", "18 de dezembro de 2025"},
		{"2025-01-01", "1 January 2025", "1er janvier 2025", "1 de enero de 2025", "1º de janeiro de 2025"},
		{"2025-12", "December 2025", "décembre 2025", "diciembre de 2025", "dezembro de 2025"},
		{"2026", "2026", "2026", "2026", "2026"},
		{"", "n.a.", "n.d.", "n.d.", "n.d."},
		{"2025-02-30", "2025-02-30", "2025-02-30", "2025-02-30", "2025-02-30"},
	} {
		for lang, want := range map[string]string{"en": c.en, "fr": c.fr, "es": c.es, "pt": c.pt} {
			same(t, lang, must(t, lang).Date(c.iso), want)
		}
	}
}

func TestList(t *testing.T) {
	for _, c := range []struct{ lang, items, want string }{
		{"en", "", ""},
		{"en", "A", "A"},
		{"en", "A|B", "A and B"},
		{"en", "A|B|C", "A, B and C"},
		{"fr", "A|B|C", "A, B et C"},
		{"pt", "A|B|C", "A, B e C"},
		{"es", "A|B|C", "A, B y C"},
		{"es", "India|Israel", "India e Israel"},
		{"es", "agua|hielo", "agua y hielo"},
	} {
		var items []string
		if c.items != "" {
			items = strings.Split(c.items, "|")
		}
		same(t, c.lang, must(t, c.lang).List(items), c.want)
	}
}

func TestCounting(t *testing.T) {
	en, fr, es, pt := must(t, "en"), must(t, "fr"), must(t, "es"), must(t, "pt")
	for _, c := range []struct{ name, got, want string }{
		{"ordinal", en.Ordinal(3, false), "third"},
		{"ordinal en 11", en.Ordinal(11, false), "11th"},
		{"ordinal en 21", en.Ordinal(21, false), "21st"},
		{"ordinal en 33", en.Ordinal(33, false), "33rd"},
		{"ordinal en 22", en.Ordinal(22, false), "22nd"},
		{"ordinal en 112", en.Ordinal(112, false), "112th"},
		{"ordinal fr", fr.Ordinal(3, true), "troisième"},
		{"ordinal fr first", fr.Ordinal(1, true), "première"},
		{"ordinal fr 11", fr.Ordinal(11, false), "11e"},
		{"short fr", fr.OrdinalShort(1, false), "1er"},
		{"short fr feminine", fr.OrdinalShort(1, true), "1re"},
		{"short es", es.OrdinalShort(2, true), "2.ª"},
		{"short pt", pt.OrdinalShort(2, false), "2º"},
		{"long plural", fr.Plural(12345678901, "économie", "économies"), "économies"},
		{"cardinal en", en.Cardinal(10), "ten"},
		{"cardinal en 11", en.Cardinal(11), "11"},
		{"cardinal fr", fr.Cardinal(16), "seize"},
		{"cardinal fr 17", fr.Cardinal(17), "17"},
		{"cardinal fr feminine", fr.CardinalFeminine(1), "une"},
		{"cardinal pt feminine", pt.CardinalFeminine(2), "duas"},
		{"cardinal large", fr.Cardinal(12345), "12~345"},
		{"cardinal negative", en.Cardinal(-1), "−1"},
		{"plural en 0", en.Plural(0, "economy", "economies"), "economies"},
		{"plural en 1", en.Plural(1, "economy", "economies"), "economy"},
		{"plural fr 0", fr.Plural(0, "économie", "économies"), "économie"},
		{"plural fr 1.9", fr.Plural(1.9, "économie", "économies"), "économie"},
		{"plural fr 2", fr.Plural(2, "économie", "économies"), "économies"},
		{"plural missing", fr.Plural(math.NaN(), "économie", "économies"), "économies"},
	} {
		same(t, c.name, c.got, c.want)
	}
}

func TestTypography(t *testing.T) {
	en, fr := must(t, "en"), must(t, "fr")
	for _, c := range []struct{ name, got, want string }{
		{"colon", "Source" + fr.Colon(), "Source_:"},
		{"semicolon", fr.Semicolon(), "~;"},
		{"colon en", "Source" + en.Colon(), "Source:"},
		{"quote", fr.Quote("Inde"), "«_Inde_»"},
		{"quote en", en.Quote("India"), "“India”"},
		{"signs", fr.Typeset("Qui ? « Eux » ; 5 % : oui !"), "Qui~? «_Eux_»~; 5~%_: oui~!"},
		{"english stays", en.Typeset("a : b"), "a : b"},
		{"an action stays", fr.Typeset("{{$x := 1}} : {{.y}} ; fin"), "{{$x := 1}}_: {{.y}}~; fin"},
		{"markdown stays", fr.Typeset("| :--- | ![a](b) | :-:"), "| :--- | ![a](b) | :-:"},
		{"before an action", fr.Typeset("({{.n}} %) « {{.t}} »"), "({{.n}}~%) «_{{.t}}_»"},
	} {
		same(t, c.name, c.got, c.want)
	}
}

func TestDirection(t *testing.T) {
	for _, c := range []struct {
		growth      float64
		key, en, fr string
	}{
		{growth: 0.0499, key: "stable", en: "were stable", fr: "n'ont guère varié"},
		{growth: -0.0499, key: "stable", en: "were stable", fr: "n'ont guère varié"},
		{growth: 0.05, key: "up1", en: "edged up by 0.1%", fr: "ont légèrement augmenté de 0,1~%"},
		{growth: 1, key: "up2", en: "rose by 1.0%", fr: "ont progressé de 1,0~%"},
		{growth: 5, key: "up3", en: "grew strongly (+5.0%)", fr: "ont nettement progressé (+5,0~%)"},
		{growth: 15, key: "up3", en: "grew strongly (+15.0%)", fr: "ont nettement progressé (+15,0~%)"},
		{growth: 15.01, key: "up4", en: "surged by 15.0%", fr: "ont bondi de 15,0~%"},
		{growth: 99.9, key: "up4", en: "surged by 99.9%", fr: "ont bondi de 99,9~%"},
		{growth: 140, key: "multiplied", en: "rose to 2.4 times their earlier level", fr: "ont été multipliées par 2,4"},
		{growth: -0.5, key: "down1", en: "edged down by 0.5%", fr: "ont légèrement reculé de 0,5~%"},
		{growth: -4.99, key: "down2", en: "fell by 5.0%", fr: "ont reculé de 5,0~%"},
		{growth: -15, key: "down3", en: "fell sharply (−15.0%)", fr: "ont nettement reculé (−15,0~%)"},
		{growth: -60, key: "down4", en: "plunged by 60.0%", fr: "ont chuté de 60,0~%"},
		{growth: math.NaN(), key: "missing", en: "cannot be compared", fr: "ne sont pas comparables"},
	} {
		if got := DirectionOf(c.growth).Key(); got != c.key {
			t.Errorf("%v: got %s, want %s", c.growth, got, c.key)
		}
		for lang, want := range map[string]string{"en": c.en, "fr": c.fr} {
			got, err := must(t, lang).Change(c.growth, "many-f")
			if err != nil {
				t.Error(err)
			}
			same(t, lang, got, want)
		}
	}
	if _, err := must(t, "fr").Change(1, "plural"); err == nil {
		t.Error("an unknown form of the subject passed")
	}
}
