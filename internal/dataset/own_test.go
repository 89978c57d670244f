package dataset

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"tradestats/internal/economy"
	"tradestats/internal/tidy"
)

func open(t *testing.T, data ...string) (Engine, error) {
	t.Helper()
	r, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	return Open(context.Background(), Options{Data: data, Economies: r})
}

// A pipe can be read once only, but a file is read to learn what it holds, to
// load it and to hash it.
func TestPipe(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	go os.WriteFile(pipe, []byte("economy,year,value\nFRA,2020,1\n"), 0o600) //nolint:errcheck // a made-up value
	e, err := open(t, "x="+pipe)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		got, err := e.Load(context.Background(), Query{Indicators: []string{"x"}})
		if err != nil || got.Frame.Nrow() != 1 {
			t.Fatalf("%d rows, error %v", got.Frame.Nrow(), err)
		}
	}
	if in, err := e.Inputs([]string{"x"}); err != nil || len(in) != 1 || in[0].SHA256 == "" {
		t.Errorf("inputs %v, error %v", in, err)
	}
}

// A declaration that cannot be read is not one that is not there.
func TestUnreadableDeclaration(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "x.csv")
	if err := os.WriteFile(file, []byte("economy,year,value\nFRA,2020,1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "x.yaml"), 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := open(t, "x="+file)
	if tidy.KindOf(err) != tidy.Failed || err == nil || !strings.Contains(err.Error(), "x.yaml") {
		t.Errorf("error %v", err)
	}
}

const oneRow = "economy,year,value\nFRA,2020,1\n"

// write puts files into a new folder.
func write(t *testing.T, texts map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range texts {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// Two files of one name are two datasets.
func TestDatasetIDsAreUnique(t *testing.T) {
	dir := write(t, map[string]string{"a/x.csv": oneRow, "b/x.csv": oneRow, "x-2.csv": oneRow})
	e, err := open(t, "p="+dir+"/a/x.csv", "q="+dir+"/x-2.csv", "r="+dir+"/b/x.csv")
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{"p": "own-x", "q": "own-x-2", "r": "own-x-3"} {
		if i, _ := e.Catalog().Indicator(id); i.Dataset.ID != want {
			t.Errorf("%s is of %s, want %s", id, i.Dataset.ID, want)
		}
	}
}

// The declaration is found whatever the file's extension, and its spelling of
// per cent need not be that of the rows.
func TestDeclarationBesideAnyExtension(t *testing.T) {
	dir := write(t, map[string]string{
		"CHIPS.CSV":  "economy,year,value,unit\nFRA,2020,1,percent\n",
		"CHIPS.yaml": "indicators: [{id: chips, unit: '%', kind: ratio, rule: none}]",
	})
	e, err := open(t, dir)
	if err != nil {
		t.Fatal(err)
	}
	if i, err := e.Catalog().Indicator("chips"); err != nil || !i.IsPercentage() {
		t.Errorf("unit %q, error %v", i.Unit, err)
	}
	if _, err := e.Load(context.Background(), Query{Indicators: []string{"chips"}}); err != nil {
		t.Error(err)
	}
}

// The inputs are the files that were read, those of many indicators once.
func TestInputs(t *testing.T) {
	dir := write(t, map[string]string{"x.csv": oneRow})
	r, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	ids := []string{"x", "digital-services-exports", "digital-services-imports"}
	for _, c := range []struct {
		without bool
		want    string
	}{
		{false, "own-x unctad-digital-services unctad-digital-services publishers-aggregates known-breaks"},
		{true, "own-x"},
	} {
		e, err := Open(context.Background(), Options{Data: []string{"x=" + dir + "/x.csv"}, NoEmbedded: c.without, Economies: r})
		if err != nil {
			t.Fatal(err)
		}
		inputs, err := e.Inputs(ids)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, in := range inputs {
			got = append(got, in.Dataset)
			d := e.Catalog().Dataset(in.Dataset)
			if d == nil || in.SHA256 == "" || in.Indicator == "" && in.SHA256 != d.SHA256 {
				t.Errorf("%+v", in)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%v, want %s", got, c.want)
		}
	}
}

// The encoding of a mapping file is that of the files which it is for alone.
func TestEncodingOfMapping(t *testing.T) {
	dir := write(t, map[string]string{
		"latin2.csv": "Kraj;Rok;Warto\xb6\xe6\nBrazil;2020;1\n", // ISO 8859-2; the value is made up
		"utf8.csv":   "indicator,economy,year,value\nx,Côte d'Ivoire,2020,2\n",
		"m.yaml":     "layout: {encoding: iso-8859-2, columns: {economy: Kraj, year: Rok, value: Wartość}, indicator: sales}\n",
	})
	r, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	e, err := Open(context.Background(), Options{Data: []string{dir + "/latin2.csv", dir + "/utf8.csv"}, Mapping: dir + "/m.yaml", Economies: r})
	if err != nil {
		t.Fatal(err)
	}
	for id, economy := range map[string]string{"sales": "BRA", "x": "CIV"} {
		got, err := e.Load(context.Background(), Query{Indicators: []string{id}})
		if err != nil || got.Frame.Nrow() != 1 || got.Frame.Col("economy").Elem(0).String() != economy {
			t.Errorf("%s: %v, error %v", id, got.Frame, err)
		}
	}
}

// A file that is the same vintage as the program's figures is cited as they are.
func TestCitedAsTheCatalogueDoes(t *testing.T) {
	const id = "internet-users"
	file := filepath.Join(t.TempDir(), "wdi.csv")
	text := "\"Data Source\",\"World Development Indicators\",\n\"Last Updated Date\",\"2026-07-13\",\n" +
		"Country Name,Country Code,Indicator Name,Indicator Code,2020\nChad,TCD,Individuals using the Internet (% of population),IT.NET.USER.ZS,1\n" // made up
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	e, err := open(t, file)
	if err != nil {
		t.Fatal(err)
	}
	embedded, err := open(t)
	if err != nil {
		t.Fatal(err)
	}
	own, _ := e.Catalog().Indicator(id)
	want, _ := embedded.Catalog().Indicator(id)
	if !own.Dataset.Own || own.Dataset.Citation != want.Dataset.Citation {
		t.Errorf("own %t: %q, want %q", own.Dataset.Own, own.Dataset.Citation, want.Dataset.Citation)
	}
}
