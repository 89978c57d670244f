package dataset

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"tradestats/internal/frame"
	"tradestats/internal/tidy"
)

// Trade among a few stands beside the totals of all, and what was added up to
// make a total is known.
func TestBetween(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.csv")
	text := "indicator,economy,partner,year,value\nx,FRA,CHN,2020,1\nx,FRA,USA,2020,2\nx,DEU,CHN,2020,3\nx,CHN,WLD,2020,9\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	e, err := open(t, file)
	if err != nil {
		t.Fatal(err)
	}
	found, err := e.Load(context.Background(), Query{Indicators: []string{"x"}, Partners: []string{tidy.World, "CHN"}, Between: []string{"FRA", "CHN"}})
	if err != nil {
		t.Fatal(err)
	}
	obs, err := frame.Observations(found.Frame)
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		economy, partner string
		value            float64
		summed           int
	}{{"CHN", tidy.World, 9, 0}, {"DEU", tidy.World, 3, 1}, {"FRA", "CHN", 1, 2}, {"FRA", tidy.World, 3, 2}}
	if len(obs) != len(want) {
		t.Fatalf("got %v", obs)
	}
	for k, w := range want {
		o := obs[k]
		if o.Economy != w.economy || o.Partner != w.partner || o.Value != w.value || found.Summed("x", o.Economy, 2020) != w.summed {
			t.Errorf("got %v, of %d partners, want %v", o, found.Summed("x", o.Economy, 2020), w)
		}
	}
	if !e.Bilateral("x") || e.Bilateral("gdp") {
		t.Error("x has partners, gdp has none")
	}
}
