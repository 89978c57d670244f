package table

import (
	"math"
	"strings"
	"testing"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/locale"
)

// A trialRow has a column of most kinds; its values are made up.
type trialRow struct {
	Whole  string  `col:"whole" show:"economy"`
	Part   string  `col:"part" show:"part"`
	Year   int     `col:"year" show:"year"`
	Value  float64 `col:"value" show:"value"`
	Share  float64 `col:"share_pct" show:"percent"`
	Hidden float64 `col:"hidden"`
	Long   string  `col:"note" show:"?text"`
	Status string  `col:"status" show:"status"`

	Notes analysis.Notes
}

func reader(t *testing.T, lang string) *Reader {
	t.Helper()
	r, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	l, err := locale.For(lang)
	if err != nil {
		t.Fatal(err)
	}
	return For(l, r)
}

func trial(long string) analysis.Result {
	return analysis.Result{
		About: catalog.Indicator{ID: "x", Name: catalog.Text{"": "Made up"}, Unit: "million US dollars", Digits: 1, Kind: catalog.Flow, Dataset: &catalog.Dataset{}},
		Rows: []trialRow{
			{Whole: "world", Part: "FRA", Year: 2023, Value: 1234.5, Share: 61.725, Hidden: 1, Long: long, Status: analysis.OK},
			{Whole: "world", Part: analysis.Residual, Year: 2023, Value: 765.5, Share: math.NaN(), Long: long, Status: analysis.Withheld,
				Notes: analysis.Notes{{Key: analysis.ReasonKey(analysis.NoValue), Year: 2023}}},
		},
	}
}

// TestOf: what is the same in all rows stands in the title, what is missing is empty, and
// what only machines see is no column.
func TestOf(t *testing.T) {
	s := reader(t, "fr").Of(trial("court"))
	text := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s.Text())
	for _, want := range []string{"Made up, millions de dollars, Monde", "France ", "non attribué", "1 235", "61,7 %", "court", "non publié", "pas de valeur pour 2023"} {
		if !strings.Contains(text, want) && !strings.Contains(text, strings.ReplaceAll(want, "pas de valeur", "aucune valeur")) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "NaN") || strings.Contains(text, "hidden") {
		t.Errorf("too much in\n%s", text)
	}
}

// TestOptionalColumnsGoFirst: where a terminal has no room a column that is optional is
// left out, and no other.
func TestOptionalColumnsGoFirst(t *testing.T) {
	s := reader(t, "en").Of(trial(strings.Repeat("x", 80)))
	if text := s.Text(); strings.Contains(text, "xxx") || !strings.Contains(text, "61.7%") {
		t.Errorf("the wrong columns in\n%s", text)
	}
}
