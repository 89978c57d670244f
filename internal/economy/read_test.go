package economy

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"tradestats/datasets"
	"tradestats/internal/tidy"
)

// files is a copy of the embedded files, with one text replaced in one of them.
func files(t testing.TB, name, from, to string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	entries, err := datasets.FS.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := datasets.FS.ReadFile(folder + "/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		if e.Name() == name {
			if !strings.Contains(text, from) {
				t.Fatalf("%s does not contain %q", name, from)
			}
			text = strings.Replace(text, from, to, 1)
		}
		out[folder+"/"+e.Name()] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// A slip of the pen in a file is found, with its place, before it is printed.
func TestBrokenFiles(t *testing.T) {
	for _, c := range []struct{ file, from, to, want string }{
		{"economies.csv", "iso3,iso2", "iso2,iso3", "economies.csv:1: the columns must be iso3,"},
		{"economies.csv", "AFG,AF,4,", "AFG,AF,four,", `economies.csv:3: the M49 code must be a number: "four"`},
		{"economies.csv", "AFG,AF,", "AFG,AW,", `economies.csv:3: this code is there twice: "AW"`},
		{"names.csv", "l'Afghanistan", "", "names.csv:3: the name in fr is empty"},
		{"names.csv", "ABW,Aruba,Aruba,Aruba,Aruba\n", "", "ABW has no name"},
		{"names.csv", "ABW,", "ABX,", `names.csv:2: no such economy in economies.csv: "ABX"`},
		{"names.csv", "ABW,Aruba", "ABW", "names.csv:2: wrong number of fields"},
		{"groups.csv", "afcfta,AGO", "afcfta,AGX", `groups.csv:2: no such economy in economies.csv: "AGX"`},
		{"groups.csv", "afcfta,AGO,2018-03-21", "afcfta,AGO,21/3/2018", `groups.csv:2: a day must be written`},
		{"groups.csv", "GBR,1973-01-01,2020-02-01", "GBR,1973-01-01,1970-02-01", "the end of a membership must come after"},
		{"group-names.csv", "\neu27,", "\nind,", "this code is there twice"},
		{"tile-grid.csv", "ABW,", "ABX,", `tile-grid.csv:2: no such economy in economies.csv: "ABX"`},
		{"tile-grid.csv", "\nAFG,", "\nABW,", `tile-grid.csv:3: this economy has two tiles: "ABW"`},
		{"tile-grid.csv", "AFG,7,22", "AFG,8,4", `tile-grid.csv:3: this tile is taken by ABW: "AFG"`},
		{"tile-grid.csv", "AFG,7,22", "AFG,7,-1", `tile-grid.csv:3: a row or column of the tile grid must be a whole number from 0: "-1"`},
		{"name-forms.csv", "ALA,fr,in", "ALA,fr,at", "a form must be one of"},
		{"name-forms.csv", "ALA,fr,in", "ALA,de,in", "a language must be"},
		{"aliases.yaml", "Holland,", "France,", `the name "France" would mean both FRA and NLD`},
		{"aliases.yaml", "NLD:", "NLX:", `no such economy or group "NLX"`},
		{"aliases.yaml", "NLD: [", "NLD: ", "cannot read economies/aliases.yaml"},
	} {
		r, err := read(files(t, c.file, c.from, c.to))
		if err == nil {
			_, _, err = r.Resolve("no code, so that the aliases are read")
		}
		if err == nil || !strings.Contains(err.Error(), c.want) || tidy.KindOf(err) != tidy.Data {
			t.Errorf("%s: %q for %q gives %v", c.file, c.to, c.from, err)
		}
	}
}

// No name has more commas than Select looks for.
func TestCommasInNames(t *testing.T) {
	r := registry(t)
	count := func(name string) {
		if strings.Count(name, ",") >= mostPieces {
			t.Errorf("%q has too many commas", name)
		}
	}
	data, err := datasets.FS.ReadFile(folder + "/aliases.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var aliases map[string][]string
	if err := yaml.Unmarshal(data, &aliases); err != nil {
		t.Fatal(err)
	}
	for _, names := range aliases {
		for _, name := range names {
			count(name)
		}
	}
	err = readTable(datasets.FS, "publishers.csv", publisherHeader, func(w row) error {
		for _, name := range w.cells {
			count(name)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	for _, id := range r.ids() {
		for i := range Languages {
			count(r.names.cells[id][i])
		}
	}
}

func FuzzSelect(f *testing.F) {
	r := registry(f)
	for _, seed := range []string{"IND", "Korea, Rep.,eu27:members", "eu@2019:members", "a=b,-c", "@", ":members", "-,-", "é,\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		items, err := r.Select([]string{text}, YearEnd(2024))
		if err != nil && tidy.KindOf(err) == tidy.Failed {
			t.Errorf("%q: %v has no kind", text, err)
		}
		for _, item := range items { // what was selected can be written and read again
			again, err := r.Select([]string{item.String()}, YearEnd(2024))
			if err != nil || len(again) != 1 || again[0] != item {
				t.Errorf("%q: %v becomes %v, %v", text, item, again, err)
			}
		}
		r.With([]string{text})
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := read(datasets.FS); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkIndex(b *testing.B) {
	r := registry(b)
	for b.Loop() {
		if _, err := r.buildIndex(datasets.FS); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkName(b *testing.B) {
	r := registry(b)
	for b.Loop() {
		r.Name("USA", "fr")
	}
}
