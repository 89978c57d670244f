package dataset

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tradestats/internal/economy"
	"tradestats/internal/source"
)

// A vintage of a table gives way to embedded figures that are newer, which is said with
// what reads it; as of a date before theirs it is read. All figures are made up.
func TestAVintageOfATableGivesWay(t *testing.T) {
	registry, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	k := &kept{about: source.About{Layout: "a table of ClickHouse", Own: true, Vintage: "2020"}, series: []source.Series{{Code: "gdp", Unit: "million US dollars"}}}
	for _, c := range []struct {
		apart bool
		asOf  string
		own   bool
	}{{true, "", false}, {true, "2999", false}, {true, "2021", true}, {false, "", true}, {false, "2999", true}} {
		o := Options{Data: []string{"clickhouse://h/d/t"}, Economies: registry, AsOf: c.asOf}
		o.Tables = func(context.Context, string) ([]Table, error) {
			table := Table{Name: "clickhouse://h/d/t/a.csv", Reader: k, IDs: map[string]string{"gdp": "gdp"}, Settled: true, Apart: c.apart}
			if c.apart {
				table.Alone = "clickhouse://h/d/t/2020"
			}
			return []Table{table}, nil
		}
		opened, err := Open(context.Background(), o)
		if err != nil {
			t.Fatal(err)
		}
		e := opened.(*files)
		if got := e.own["gdp"] != nil; got != c.own {
			t.Errorf("apart %t, as of %q: own %t", c.apart, c.asOf, got)
		}
		notes := strings.Join(e.notes, "; ")
		if said := strings.Contains(notes, "clickhouse://h/d/t/a.csv (of 2020) is older than wdi-gdp") && strings.Contains(notes, "which is used; take it with --data clickhouse://h/d/t/2020 or with --as-of 2020"); said == c.own {
			t.Errorf("apart %t, as of %q: %s", c.apart, c.asOf, notes)
		}
	}
}

// Who loads a text under a date is told where the text states a later one, which holds, as
// in a folder of a date.
func TestATextIsNotBackdated(t *testing.T) {
	registry, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	const own = " is of 2024-08-20 by its own word, after "
	for _, c := range []struct{ folder, states, asked, want, note string }{
		{"data/made", "2024-08-20", "2024-01", "2024-08-20", own + "--vintage 2024-01: it counts as of 2024-08-20; leave --vintage out, or correct the date where it is stated"},
		{"data/made", "2024-08-20", "2024-08", "2024-08", ""},
		{"data/made", "2024-08-20", "", "2024-08-20", ""},
		{"data/made", "", "2024-01", "2024-01", ""},
		{"data/2024-01", "2024-08-20", "", "2024-08-20", own + "the date of its folder: it counts as of 2024-08-20; move it to a folder of that date"},
		{"data/2024-01", "2024-08-20", "2025", "2025", ""},
		{"data/2024-01", "", "2023", "2023", ""}, // a folder is no word of the file
		{"data/2024-01", "", "", "2024-01", ""},
	} {
		at := t.TempDir()
		folder := filepath.Join(at, c.folder)
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		texts := map[string]string{"chips.csv": "economy,year,value\nFRA,2020,5\n"}
		if texts["chips.yaml"] = "indicators: [{id: chips, unit: persons, kind: flow, rule: sum}]\n"; c.states != "" {
			texts["chips.yaml"] += "vintage: " + c.states + "\n"
		}
		for name, text := range texts {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		given := filepath.Dir(folder)
		if c.folder == "data/made" {
			given = folder
		}
		found, err := Survey(context.Background(), Options{Data: []string{given}, Economies: registry})
		if err != nil || len(found) != 1 || found[0].Err != nil {
			t.Fatal(found, err)
		}
		vintage, note := found[0].VintageFor("--vintage", c.asked)
		if vintage != c.want || strings.TrimPrefix(note, found[0].Name) != c.note {
			t.Errorf("%+v: %s, %s", c, vintage, note)
		}
	}
}
