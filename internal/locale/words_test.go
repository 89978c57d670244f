package locale

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tradestats/datasets"
	"tradestats/internal/tidy"
)

// TestLanguagesHaveTheSameKeys compares all languages with English. A language
// may have the feminine forms, which others do without.
func TestLanguagesHaveTheSameKeys(t *testing.T) {
	keys := func(lang string) []string {
		return slices.DeleteFunc(must(t, lang).Keys(), func(key string) bool { return strings.HasSuffix(key, "-f") })
	}
	for _, lang := range []string{"fr", "es", "pt"} {
		if diff := cmp.Diff(keys("en"), keys(lang)); diff != "" {
			t.Errorf("keys of en.yaml (-) and %s.yaml (+):\n%s", lang, diff)
		}
	}
}

func TestEveryTemplateParses(t *testing.T) {
	for _, lang := range Languages() {
		if err := must(t, lang).Check(); err != nil {
			t.Error(err)
		}
	}
}

// TestWordsFollowTheMethod: sentences about figures name no cause, and French
// has no billion. Notes may say why the program did something.
func TestWordsFollowTheMethod(t *testing.T) {
	causes := []string{"thanks to", "because", "due to", "driven by", "owing to",
		"grâce à", "sous l'effet", "en raison d", "à cause d",
		"gracias a", "debido a", "a causa de", "graças a", "devido a", "por causa d"}
	about := map[string]bool{"note": true, "status": true, "method": true, "quality": true}
	for _, lang := range Languages() {
		l := must(t, lang)
		for _, key := range l.Keys() {
			topic, _, _ := strings.Cut(key, ".")
			text := strings.ToLower(l.Text(key))
			var banned []string
			if !about[topic] {
				banned = causes
			}
			if lang == "fr" {
				banned = append(slices.Clone(banned), "billion", "trillion")
			}
			if topic == "change" || topic == "direction" { // they would call themselves
				banned = append(slices.Clone(banned), "{{change", "{{direction")
			}
			for _, word := range append(slices.Clone(banned), "printf") {
				if strings.Contains(text, word) {
					t.Errorf("%s: %s contains %q", lang, key, word)
				}
			}
		}
	}
}

func TestWordsThatTheProgramNeeds(t *testing.T) {
	units := []string{"million US dollars", "billion US dollars", "per cent of population",
		"per 100 people", "per cent", "per cent of businesses", "persons"}
	for _, lang := range Languages() {
		l := must(t, lang)
		for _, unit := range units {
			if !l.Has("unit." + unit) {
				t.Errorf("%s: no words for the unit %q", lang, unit)
			}
		}
		for d, key := range directionKeys {
			for _, form := range []string{"one", "many", "one-f", "many-f"} {
				for _, growth := range []float64{0, 0.5, 3, 10, 50, 140, -0.5, -3, -10, -50} {
					if DirectionOf(growth) != Direction(d) {
						continue
					}
					if text, err := l.Change(growth, form); err != nil || text == "" {
						t.Errorf("%s: %s.%s: %q, %v", lang, key, form, text, err)
					}
				}
			}
			if !l.Has("direction."+key+".one") || !l.Has("direction."+key+".many") {
				t.Errorf("%s: no words for the direction %q", lang, key)
			}
		}
		if len(l.months) != 12 || len(l.ordinals) != len(l.ordinalsF) || len(l.cardinals) != len(l.cardinalsF) {
			t.Errorf("%s: lists of the grammar differ in length", lang)
		}
	}
}

// example has the words that the tests of sentences need.
const example = `
grammar:
  months: 1 2 3 4 5 6 7 8 9 10 11 12
  cardinals: zéro un
  cardinals-feminine: zéro une
  ordinals: premier
  ordinals-feminine: première
test:
  plain: Qui ?
  country: "Le PIB {{.economy.Of}} : {{percent .growth 1}} en {{year .year}}"
  numbers: "{{number .n 0}} {{plural .n \"économie\" \"économies\"}}, {{signed (abs .v) 1}} ; {{money 1950}}"
  compare: "{{if gt .growth 0.0}}hausse{{else}}baisse{{end}}"
  bare: "{{.growth}} %"
  words: "{{cap (word \"test.plain\")}} {{list .names}} {{date \"2025-01\"}} {{quote \"x\"}} {{unit \"bps\"}}"
  counts: "{{cardinal .n}} {{cardinalF 1}} {{ordinal 1}} {{ordinalF 1}} {{ordinalShort .n}} {{missing}}"
  rates: "{{growth .growth}} {{times .growth}} {{plain .growth}} {{significant .growth 3}} {{signedPercent .growth 1}}"
  forms: "{{both .economy.Of .economy.Of}} {{of \"le PIB\"}} {{of \"les flux\"}} {{of \"l'or\"}} {{agree \"many-f\" \"va\" \"vont\"}} {{agree \"one\" \"va\" \"vont\"}} {{ordinalShortF 1}}"
  points: "{{points .growth 1}} {{pointsSize .growth 1}} {{pointsShort .growth 1}}"
  turn: "{{change .growth \"one\"}}"
  loop: "{{word \"test.loop\"}}"
  broken: "{{number .n"
  text: "{{number .economy 1}}"
`

type country struct{ name string }

// Of is the name with its preposition, as the registry of economies gives it.
func (c country) Of() string { return "de l'" + c.name }

func exampleLocale(t *testing.T) *Locale {
	t.Helper()
	l, err := build("fr", "fr.yaml", []byte(example))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestSay(t *testing.T) {
	l := exampleLocale(t)
	args := map[string]any{"economy": country{"Inde"}, "growth": 9.26779, "year": 2024,
		"n": 1234, "v": float32(-2), "names": []string{"A", "B"}}
	for _, c := range []struct{ key, want string }{
		{"test.plain", "Qui~?"},
		{"test.country", "Le PIB de l'Inde_: 9,3~% en 2024"},
		{"test.numbers", "1~234 économies, +2,0~; 1,95_milliard de dollars"},
		{"test.compare", "hausse"},
		{"test.counts", "1~234 une premier première 1234e n.d."},
		{"test.rates", "+9,3~% 9,3 9,26779 9,27 +9,3~%"},
		{"test.points", "+9,3_points de pourcentage 9,3_points de pourcentage +9,3_pt"},
		{"test.forms", "de l'Inde et de l'Inde du PIB des flux de l'or vont va 1re"},
		{"test.words", "Qui~? A et B 1 2025 «_x_» bps"},
	} {
		got, err := l.Say(c.key, args)
		if err != nil {
			t.Errorf("%s: %v", c.key, err)
		}
		same(t, c.key, got, c.want)
	}
}

// TestOf puts the preposition before a subject with its article.
func TestOf(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "exports", "of exports"},
		{"fr", "la part", "de la part"},
		{"es", "el producto", "del producto"},
		{"es", "las exportaciones", "de las exportaciones"},
		{"pt", "o produto", "do produto"},
		{"pt", "a população", "da população"},
		{"pt", "as exportações", "das exportações"},
		{"pt", "os preços", "dos preços"},
		{"pt", "aço", "de aço"},
	} {
		same(t, c.lang+" "+c.text, must(t, c.lang).Of(c.text), c.want)
	}
	same(t, "per cent in Spanish", must(t, "es").Typeset("el 90 % de, % de"), "el 90_% de, % de")
	same(t, "per cent in Portuguese", must(t, "pt").Typeset("90% de"), "90% de")
}

func TestSayRefuses(t *testing.T) {
	l := exampleLocale(t)
	args := map[string]any{"growth": 9.26779, "economy": "Inde"}
	for _, c := range []struct{ what, key, want string }{
		{"an unknown key", "test.plane", `no words under "test.plane" in language fr`},
		{"a missing argument", "test.numbers", `words under "test.numbers" in language fr: .*no entry for key "n"`},
		{"a bare number", "test.bare", "a number is printed bare"},
		{"a template that does not parse", "test.broken", `words under "test.broken" in language fr`},
		{"a text as a number", "test.text", "not a number: Inde"},
		{"a text for a count", "test.counts", "no entry for key"},
		{"a word that names itself", "test.loop", "need arguments of their own"},
		{"a sentence without its words", "test.turn", `no words under "direction.up3.one"`},
	} {
		_, err := l.Say(c.key, args)
		if err == nil {
			t.Errorf("%s passed", c.what)
			continue
		}
		for _, part := range strings.Split(c.want, ".*") {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%s: %q does not say %q", c.what, err, part)
			}
		}
	}
	if err := l.Check(); err == nil || !strings.Contains(err.Error(), "test.broken") {
		t.Errorf("Check: %v", err)
	}
	if _, err := l.Say("test.plane", nil); tidy.HintOf(err) != "did you mean test.plain, test.bare?" {
		t.Errorf("hint: %q", tidy.HintOf(err))
	}
}

func TestWord(t *testing.T) {
	l := must(t, "fr")
	same(t, "word", l.Word("table.economy"), "Économie")
	page := l.Word("table.no-such") + " ![image](a.png) ! " + l.Word("result.more") + l.Word("unit.per mille")
	want := []string{"!table.no-such!", "!result.more!", "!unit.per mille!"}
	if diff := cmp.Diff(want, Unresolved(page)); diff != "" {
		t.Error(diff)
	}
	same(t, "unit", l.Unit("per 100 people"), "pour 100 habitants")
	same(t, "a user's unit", l.Unit("terabytes"), "terabytes")
}

func TestMistakesInAWordFileNameTheirLine(t *testing.T) {
	for _, c := range []struct {
		what, yaml, why string
		line            int
	}{
		{"a duplicate key", "a:\n  b: x\n  b: y\n", "duplicate key", 3},
		{"a duplicate topic", "a: x\nb: y\na: z\n", "duplicate key", 3},
		{"a list", "a:\n  b: [x, y]\n", "expected keys with their texts", 2},
		{"a number", "a:\n  b: 12\n", "expected a text; put it between quotes", 2},
		{"an empty text", "a:\n  b:\n", "expected a text; put it between quotes", 2},
		{"four levels", "a:\n  b:\n    c:\n      d: x\n", "keys have at most three levels", 4},
		{"an alias", "a: &x\n  b: y\nc: *x\n", "expected keys with their texts", 3},
		{"a dot in a key", "a.b: x\n", "a key holds no dot", 1},
		{"two documents", "a: x\n---\nb: y\n", "a word file is one document", 2},
		{"a text at the top", "hello\n", "expected keys with their texts", 1},
		{"nothing", "# nothing\n", "no words", 1},
		{"no YAML", "a: x\nb: {{.y}}\nc: [\n", "", 0},
	} {
		_, err := parseWords("fr.yaml", []byte(c.yaml))
		var row *tidy.RowError
		if !errors.As(err, &row) {
			t.Errorf("%s: got %v", c.what, err)
			continue
		}
		if c.line > 0 && (row.Line != c.line || row.Why != c.why) {
			t.Errorf("%s: got line %d: %s", c.what, row.Line, row.Why)
		}
	}
	for _, yaml := range []string{"a: x\n", "grammar:\n  months: one two\n"} {
		if _, err := build("fr", "fr.yaml", []byte(yaml)); tidy.KindOf(err) != tidy.Data {
			t.Errorf("a short grammar: %v", err)
		}
	}
}

func TestSayIsSafeForGoroutines(t *testing.T) {
	l := exampleLocale(t)
	args := map[string]any{"economy": country{"Inde"}, "growth": 1.5, "year": 2024}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if _, err := l.Say("test.country", args); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if !slices.IsSorted(l.Keys()) {
		t.Error("keys are not sorted")
	}
}

func BenchmarkLoad(b *testing.B) {
	data, err := datasets.FS.ReadFile("words/fr.yaml")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := build("fr", "fr.yaml", data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSay(b *testing.B) {
	l := must(b, "fr")
	args := map[string]any{"economy": struct{ Text string }{"Inde"}, "value": 63.21}
	for b.Loop() {
		if _, err := l.Say("result.note.largest", args); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMoney(b *testing.B) {
	l := must(b, "fr")
	for b.Loop() {
		l.Money(4462457)
	}
}
