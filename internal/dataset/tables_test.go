package dataset

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tradestats/internal/economy"
	"tradestats/internal/source"
	"tradestats/internal/tidy"

	"github.com/google/go-cmp/cmp"
)

// kept is a table that has been streamed to: it hands its rows on as they are.
type kept struct {
	about  source.About
	series []source.Series
	rows   []Streamed
	wanted map[string]bool // reporters of single partners
}

func (k *kept) About() source.About                             { return k.about }
func (k *kept) Series(context.Context) ([]source.Series, error) { return k.series, nil }
func (k *kept) Read(_ context.Context, w source.Want, each func(source.Row) error) ([]source.Left, error) {
	k.wanted = map[string]bool{}
	for _, r := range k.rows {
		if any, pairs := w.Reporter(r.Economy, ""); !r.Group && any && pairs {
			k.wanted[r.Economy] = true
		}
		if err := each(r.Row); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// What is streamed out of a file and read back as a table is what the file gives.
func TestTableAnswersAsItsFile(t *testing.T) {
	registry, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "owid.csv")
	text := "Entity,Code,Year,Made-up use\nAfrica,,2020,1.5\nFrance,FRA,2020,5\nGermany,DEU,2019,7\nWorld,OWID_WRL,2020,90\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, o := context.Background(), Options{Data: []string{path}, Economies: registry, NoEmbedded: true}
	texts, err := Survey(ctx, o)
	if err != nil || len(texts) != 1 || texts[0].Err != nil {
		t.Fatal(texts, err)
	}
	k := &kept{about: texts[0].About, series: texts[0].Series}
	told, err := texts[0].Stream(ctx, func(r Streamed) error { k.rows = append(k.rows, r); return nil })
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"Africa": AGroup, "FRA": AnEconomy, "DEU": AnEconomy, "WLD": AGroup}, told.Economies); diff != "" {
		t.Error(diff)
	}
	id := texts[0].Dataset.Indicators[0].ID
	q := Query{Indicators: []string{id}, Between: []string{"FRA"}}
	want := loadedFrom(t, o, q)
	o.Data = []string{"clickhouse://h/d/t"}
	o.Tables = func(context.Context, string) ([]Table, error) {
		return []Table{{Name: path, Reader: k, IDs: texts[0].IDs, SHA256: "00", Settled: true}}, nil
	}
	got := loadedFrom(t, o, q)
	if got.Frame.String() != want.Frame.String() || got.Published.String() != want.Published.String() || got.Published.Nrow() != 2 {
		t.Errorf("%s %s; of the file %s %s", got.Frame, got.Published, want.Frame, want.Published)
	}
	if diff := cmp.Diff(map[string]bool{"FRA": true}, k.wanted); diff != "" {
		t.Error("reporters:", diff)
	}
}

// What to do about values that cannot be can be done: inspect reads files, and no tables.
func TestImpossibleValuesOfATable(t *testing.T) {
	registry, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	for sum, want := range map[string]string{"00": "see 'tradestats inspect' of the file that was loaded", "": "check values and unit where the table is filled"} {
		k := &kept{about: source.About{Own: true}, series: []source.Series{{Code: "made-up", Unit: "persons"}}}
		for line := range 3 {
			r := source.Row{Series: k.series[0], Economy: "FRA", Year: 2020 + line, Value: -250, Line: 2 + line}
			k.rows = append(k.rows, Streamed{Row: r})
		}
		o := Options{Economies: registry, NoEmbedded: true, Data: []string{"clickhouse://h/d/t"}, Tables: func(context.Context, string) ([]Table, error) {
			return []Table{{Name: "clickhouse://h/d/t/x.csv", Reader: k, IDs: map[string]string{"made-up": "made-up"}, SHA256: sum, Settled: true}}, nil
		}}
		said := strings.Join(loadedFrom(t, o, Query{Indicators: []string{"made-up"}}).Warnings, "\n")
		if !strings.Contains(said, "clickhouse://h/d/t/x.csv:2: FRA 2020 is -250") || !strings.Contains(said, want) || strings.Contains(said, "inspect clickhouse") {
			t.Errorf("%q: %s; want %s", sum, said, want)
		}
	}
}

func loadedFrom(t *testing.T, o Options, q Query) Loaded {
	t.Helper()
	e, err := Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	l, err := e.Load(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestAddressesAreNoPaths(t *testing.T) {
	for value, want := range map[string]bool{"clickhouse://h/d/t": true, "clickhouse+https://h/d/t": true, "clickhouse": false, "data/clickhouse://x": false, "https://h/d": false} {
		if IsAddress(value) != want {
			t.Error(value)
		}
	}
	_, err := Open(context.Background(), Options{Data: []string{"clickhouse://u:secret@h/d/t"}})
	if tidy.KindOf(err) != tidy.Usage || strings.Contains(err.Error(), "secret") {
		t.Error(err)
	}
}
