package cli

import (
	"context"
	"math"
	"strings"
	"testing"

	"tradestats/internal/analysis"
	"tradestats/internal/economy"
	"tradestats/internal/locale"
	"tradestats/internal/table"
)

// opened is a session without figures, in a language.
func opened(t *testing.T, lang string) *session {
	t.Helper()
	s, err := common{Lang: lang, Format: formatTable, NoEmbedded: true, Warn: func(string) {}}.open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestNotesInEveryLanguage: each note and reason has words in each language,
// whose gaps its values fill, and none is English elsewhere.
func TestNotesInEveryLanguage(t *testing.T) {
	var list analysis.Notes
	keys := analysis.NoteKeys()
	for _, r := range analysis.Reasons() {
		keys = append(keys, analysis.ReasonKey(r))
	}
	for _, key := range keys {
		full := analysis.Note{Key: key, Economies: "CHN GHA", Since: 2020, Year: 2021, Value: 2.5, Count: 1, Of: 2, Flag: "estimated"}
		list = append(list, full)
		if strings.HasPrefix(string(key), "reason.") { // of a value: no years
			list = append(list, analysis.Note{Key: key})
		}
	}
	english := opened(t, "en").Notes(list)
	for _, lang := range locale.Languages() {
		for k, text := range opened(t, lang).Notes(list) {
			if text == "" || len(locale.Unresolved(text)) > 0 {
				t.Errorf("%s: %s: %q", lang, list[k].Key, text)
			}
			if lang != "en" && text == english[k] {
				t.Errorf("%s: %s is English: %q", lang, list[k].Key, text)
			}
		}
	}
}

func TestLongListsAreCut(t *testing.T) {
	for lang, want := range map[string]string{"en": " and 2 more", "fr": " et 2 autres", "es": " y 2 más", "pt": " e mais 2"} {
		codes := strings.Repeat("FRA ", table.Most+2)
		got := opened(t, lang).Note(analysis.Note{Key: analysis.NoteNever, Economies: codes})
		if !strings.HasSuffix(got, want) || strings.Count(got, "Fran") != table.Most {
			t.Errorf("%s: %q", lang, got)
		}
		got = opened(t, lang).Note(analysis.Note{Key: analysis.NoteNever, Economies: strings.Repeat("FRA ", table.Most+1)})
		if strings.Count(got, "Fran") != table.Most+1 {
			t.Errorf("%s: one more is as long as its name: %q", lang, got)
		}
	}
}

// TestGrowthNotes: what has a column of its own is no note, and the rate of
// all reporters takes the place of the note on its sign.
func TestGrowthNotes(t *testing.T) {
	s := opened(t, "fr")
	row := analysis.GrowthRow{
		Members: 2, GrowthPct: 9, NaivePct: -12, Newer: analysis.Notes{{Key: analysis.NoteNewer, Year: 2025, Count: 10, Of: 216}},
		Notes: analysis.Notes{{Key: analysis.NoteOtherSign}, {Key: analysis.NotePublishedRate, Value: 9.27}},
	}
	got := strings.Join(s.growthNotes(row), "|")
	if want := "tous les déclarants de l'une ou l'autre année\u00a0: −12,0\u202f%|pour 2025, 10 économies sur 216 ont déclaré"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	row.NaivePct = math.NaN()
	if got := s.growthNotes(row); len(got) != 2 || !strings.Contains(got[0], "signe contraire") {
		t.Errorf("without the naive rate: %q", got)
	}
	if got := s.publishedGrowth(row.Notes); got != "+9,3\u202f%" {
		t.Errorf("published: %q", got)
	}
}

// TestHeadingsInEveryLanguage: lists and records have words for all their
// columns and fields, and for the terms of the catalogue and the economies.
func TestHeadingsInEveryLanguage(t *testing.T) {
	code, out, msg := run("show", "world", "internet-users", "digital-services-exports", "FRA", "lac", "eu", "wdi-gdp", "-f", "csv")
	if code != 0 {
		t.Fatal(msg)
	}
	registry, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range locale.Languages() {
		s := opened(t, lang)
		for _, line := range strings.Split(strings.TrimSpace(out), "\n")[1:] {
			cells := strings.SplitN(line, ",", 4)
			name, _, _ := strings.Cut(cells[2], " (")
			if !s.Locale.Has("result.kind."+cells[0]) || !s.Locale.Has("result.field."+name) && !isIndicator(name) {
				t.Errorf("%s: no words for %s, %s", lang, cells[0], name)
			}
		}
		for _, e := range registry.Economies() {
			for _, term := range []string{e.Region, e.Subregion, e.Intermediate, e.BankRegion, e.Income} {
				if term != "" && !s.Locale.Has("result.term."+term) {
					t.Errorf("%s: no words for %q", lang, term)
				}
			}
		}
		for _, kind := range listKinds {
			_, text, _ := run("list", kind, "-f", "csv")
			head, _, _ := strings.Cut(text, "\n")
			for _, name := range strings.Split(head, ",") {
				if s.ColumnHead(name) == name {
					t.Errorf("%s: no heading for %q of list %s", lang, name, kind)
				}
			}
		}
	}
}

// isIndicator tells whether a field of an economy's record is an indicator.
func isIndicator(name string) bool {
	code, _, _ := run("show", name)
	return code == 0
}

// TestFlagsInEveryLanguage: what the readers of publishers' files say of values
// has words in each language; what they do not know stays as it is.
func TestFlagsInEveryLanguage(t *testing.T) {
	for flag, want := range map[string][4]string{
		"estimated":                   {"estimated", "estimé", "estimado", "estimado"},
		"break, provisional":          {"break in the series, provisional", "rupture de série, provisoire", "ruptura de la serie, provisional", "quebra da série, provisório"},
		"in part estimated":           {"in part estimated", "estimé en partie", "estimado en parte", "estimado em parte"},
		"in part imputed, forecast":   {"in part imputed, forecast", "imputé en partie, prévision", "imputado en parte, previsión", "imputado em parte, previsão"},
		"in part reported":            {"in part reported", "déclaré en partie", "declarado en parte", "declarado em parte"},
		"38 % reported":               {"38% reported", "déclaré à 38 %", "declarado en un 38 %", "38% declarado"},
		"estimated, refers to 2019":   {"estimated, refers to 2019", "estimé, se rapporte à 2019", "estimado, se refiere a 2019", "estimado, refere-se a 2019"},
		"see note 3, p. 7":            {"see note 3, p. 7", "see note 3, p. 7", "see note 3, p. 7", "see note 3, p. 7"},
		"low reliability, see note 3": {"low reliability, see note 3", "peu fiable, see note 3", "poco fiable, see note 3", "pouco confiável, see note 3"},
	} {
		for k, lang := range []string{"en", "fr", "es", "pt"} {
			got := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(analysis.SayFlag(opened(t, lang).Locale, flag))
			if got != want[k] {
				t.Errorf("%s: %s: got %q, want %q", lang, flag, got, want[k])
			}
		}
	}
	for _, flag := range []string{
		"Eurostat estimate", "revised", "definition differs", "confidential", "not for publication", "not significant", "not applicable",
		"experimental", "derogation", "included elsewhere", "includes others", "strike or special event", "unvalidated",
	} {
		for _, lang := range locale.Languages() {
			if !opened(t, lang).Locale.Has("flag." + flag) {
				t.Errorf("%s: no words for %q", lang, flag)
			}
		}
	}
}
