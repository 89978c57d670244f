package dataset

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"tradestats/internal/economy"
	"tradestats/internal/tidy"
)

// What an engine would refuse when it reads a text is refused when its rows are handed on, in
// the same words: units that one indicator would mix.
func TestStreamRefusesWhatReadingRefuses(t *testing.T) {
	registry, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	for name, rows := range map[string]string{
		"flat":  "indicator,economy,year,value,unit\nchips,FRA,2020,5,US dollars\nchips,ITA,2020,7,yen\n",
		"sum":   "indicator,economy,partner,year,value,unit\nchips,FRA,DEU,2020,5,US dollars\nchips,FRA,USA,2020,7,yen\n",
		"apart": "indicator,economy,partner,year,value,unit\nchips,FRA,DEU,2020,5,US dollars\nchips,ITA,USA,2020,7,yen\n",
		"scale": "indicator,economy,year,value,unit\nchips,FRA,2020,5,US dollars\nchips,ITA,2020,7,million US dollars\nchips,DEU,2020,7,\n",
	} {
		file := filepath.Join(t.TempDir(), name+".csv")
		if err := os.WriteFile(file, []byte(rows), 0o600); err != nil {
			t.Fatal(err)
		}
		o := Options{Data: []string{file}, NoEmbedded: true, Economies: registry}
		e, err := Open(context.Background(), o)
		if err != nil {
			t.Fatal(err)
		}
		_, want := e.Load(context.Background(), Query{Indicators: []string{"chips"}})
		found, err := Survey(context.Background(), o)
		if err != nil || len(found) != 1 || found[0].Err != nil {
			t.Fatal(err, found)
		}
		_, got := found[0].Stream(context.Background(), func(Streamed) error { return nil })
		switch {
		case name == "scale":
			if want != nil || got != nil {
				t.Errorf("%s: %v, read %v", name, got, want)
			}
		case got == nil || want == nil || got.Error() != want.Error() || tidy.HintOf(got) != tidy.HintOf(want):
			t.Errorf("%s: %v; read %v", name, got, want)
		}
	}
}
