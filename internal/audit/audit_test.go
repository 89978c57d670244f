package audit

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/tidy"
)

func registry(t testing.TB) *economy.Registry {
	t.Helper()
	r, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// inspected reports on one file, as --data would name it.
func inspected(t testing.TB, path string, most limits) *Report {
	t.Helper()
	texts, err := dataset.Survey(context.Background(), dataset.Options{Data: []string{path}, Economies: registry(t)})
	if err != nil {
		t.Fatal(err)
	}
	r, err := read(context.Background(), texts[0], most)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func write(t testing.TB, name string, text []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const header = "indicator,economy,year,value,unit\n"

// list writes problems as line:column severity kind.
func list(r *Report) string {
	var out []string
	for _, p := range r.Problems {
		out = append(out, fmt.Sprintf("%d:%d %s %s", p.Line, p.Column, p.Severity, p.Kind))
	}
	return strings.Join(out, "; ")
}

// steady is an economy whose values grow by 3 per cent, but for what edit does.
func steady(economy string, edit func(year int, v float64) float64) string {
	var b strings.Builder
	v := 100.0
	for year := 2010; year <= 2020; year++ {
		fmt.Fprintf(&b, "gdp,%s,%d,%.3f,million US dollars\n", economy, year, edit(year, v))
		v *= 1.03
	}
	return b.String()
}

func same(_ int, v float64) float64 { return v }

// times multiplies the values of some years.
func times(factor float64, from, to int) func(int, float64) float64 {
	return func(year int, v float64) float64 {
		if year >= from && year <= to {
			return v * factor
		}
		return v
	}
}

func TestProblems(t *testing.T) {
	calm := steady("DEU", same) + steady("ITA", same) + steady("ESP", same) + steady("PRT", same) + steady("NLD", same)
	for _, c := range []struct{ name, rows, want string }{
		{"calm", calm + steady("FRA", same), ""},
		{"one value in thousands", steady("FRA", times(1000, 2015, 2015)) + calm, "7:4 warning unit"},
		{"one value with the mark misplaced", steady("FRA", times(0.1, 2015, 2015)) + calm, "7:4 warning unit"},
		{"another unit from a year on", steady("FRA", times(1e-3, 2015, 2020)) + calm, "7:4 warning unit"},
		{"all in another unit from a year on", steady("DEU", times(1e3, 2015, 2020)) + steady("ITA", times(1e3, 2015, 2020)) +
			steady("ESP", times(1e3, 2015, 2020)) + steady("PRT", times(1e3, 2015, 2020)) + steady("NLD", times(1e3, 2015, 2020)), "7:0 warning unit"},
		{"another level", steady("FRA", times(4, 2015, 2020)) + calm, "7:4 warning break"},
		{"something new that spreads", "gdp,FRA,2010,0.01,\ngdp,FRA,2011,0.09,\ngdp,FRA,2012,0.5,\ngdp,FRA,2013,2.5,\ngdp,FRA,2014,24,\ngdp,FRA,2015,40,\ngdp,FRA,2016,50,\n", ""},
		{"percentages", "x,FRA,2020,101,per cent of households\nx,FRA,2021,-1,per cent of households\nx,FRA,2022,100,per cent of households\n", "2:4 warning percentage; 3:4 warning percentage"},
		{"more than the whole is possible", "x,FRA,2020,130,per cent of GDP\ny,FRA,2021,130,per 100 people\n", ""},
		{"what can pass 100", "x,FRA,2020,130,per cent of total world\nx,FRA,2021,-1,per cent of total world\ny,FRA,2020,130,per cent of turnover\n", ""},
		{"growth", "gdp-growth,FRA,2020,-8,per cent\ngdp-growth,FRA,2021,6,per cent\ngdp-growth,FRA,2022,2,per cent\nz,FRA,2020,-8,per cent change on the year before\n", ""},
		{"percentages of nobody knows what", "x,FRA,2020,-8,per cent\nx,FRA,2021,-6,per cent\nx,FRA,2022,2,per cent\n", ""},
		{"a percentage that most likely is a share", "x,FRA,2020,101,per cent\nx,FRA,2021,6,per cent\nx,FRA,2022,2,per cent\n", "2:4 warning percentage"},
		{"another unit of the same", "x,FRA,2020,1,million US dollars\nx,DEU,2020,1000,thousand US dollars\n", ""},
		{"another unit", "x,FRA,2020,1,million US dollars\nx,DEU,2020,1000,euros\n", "3:5 error unit"},
		{"a negative flow", "gdp,FRA,2020,-3,million US dollars\n", "2:4 warning negative"},
		{"repeated", "x,FRA,2020,1,\nx,France,2020,1,\nx,FR,2020,2,\nx,FRA,1850,1,\nx,FRA,1850,2,\n", "3:4 warning duplicate; 4:4 error duplicate; 6:4 error duplicate"},
		{"part and whole", "digital-services-exports,FRA,2020,5,million US dollars\nict-services-exports,FRA,2020,6,million US dollars\n", "3:4 warning total"},
		{"world and economies", "gdp,WLD,2020,5,million US dollars\ngdp,FRA,2020,4,million US dollars\ngdp,DEU,2020,4,million US dollars\n", "2:4 warning total"},
	} {
		r := inspected(t, write(t, "x.csv", []byte(header+c.rows)), standard)
		if got := list(r); got != c.want {
			t.Errorf("%s: %s, want %s: %+v", c.name, got, c.want, r.Problems)
		}
	}
}

// A break that the publisher marks is known to everyone.
func TestMarkedBreak(t *testing.T) {
	rows := steady("FRA", times(4, 2015, 2020)) + steady("DEU", same)
	marked := strings.Replace(strings.ReplaceAll(rows, "\n", ",\n"), "FRA,2015,463.710,million US dollars,", "FRA,2015,463.710,million US dollars,break", 1)
	if marked == strings.ReplaceAll(rows, "\n", ",\n") {
		t.Fatal("nothing is marked")
	}
	r := inspected(t, write(t, "x.csv", []byte("indicator,economy,year,value,unit,flag\n"+marked)), standard)
	if list(r) != "" || !slices.ContainsFunc(r.Flags, func(c Count) bool { return c.Text == "break" && c.Rows == 1 }) {
		t.Errorf("%s; flags %v", list(r), r.Flags)
	}
}

// The figures that come with the program have no errors; all known breaks of
// which the level is another are told, and little else.
func TestEmbeddedFigures(t *testing.T) {
	files, err := filepath.Glob("../../datasets/figures/*.csv")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	breaks, err := os.ReadFile("../../datasets/breaks.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		id := strings.TrimSuffix(filepath.Base(path), ".csv")
		if id == "exchange-rates" {
			continue // by currency
		}
		r := inspected(t, id+"="+path, standard)
		known := 0
		for _, p := range r.Problems {
			if strings.Contains(p.Why, "a known break") {
				known++
			}
		}
		if want := strings.Count(string(breaks), "\n"+id+","); known != want {
			t.Errorf("%s: %d known breaks, want %d", id, known, want)
		}
		if others := len(r.Problems) - known; r.Errors > 0 || others > 2+r.Values/300 {
			t.Errorf("%s: %d errors, %d others of %d values: %s", id, r.Errors, others, r.Values, list(r))
		}
	}
}

// What does not fit is said, and what fits is still found.
func TestLimits(t *testing.T) {
	var b strings.Builder
	b.WriteString("indicator,economy,partner,year,value\n")
	for _, e := range []string{"FRA", "DEU", "ITA", "ESP"} {
		for _, p := range []string{"USA", "CHN", "JPN"} {
			fmt.Fprintf(&b, "x,%s,%s,2020,1\nx,%s,%s,2020,2\n", e, p, e, p)
		}
	}
	path := write(t, "x.csv", []byte(b.String()))
	small := limits{tracks: 6, cells: 5, pairs: 4, twice: 3, names: 100}
	for _, c := range []struct {
		most              limits
		problems, remarks int
	}{{standard, 12, 0}, {small, 3, 2}} {
		r := inspected(t, path, c.most)
		if r.Errors != c.problems || len(r.Remarks) != c.remarks {
			t.Errorf("%d errors, %d remarks %v; want %d, %d", r.Errors, len(r.Remarks), r.Remarks, c.problems, c.remarks)
		}
		if r.Values != 24 || len(r.Partners) != 3 {
			t.Errorf("%d values, partners %v", r.Values, r.Partners)
		}
	}
}

func TestTruncated(t *testing.T) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(header + steady("FRA", same) + steady("DEU", same))) //nolint:errcheck // a buffer takes all
	w.Close()                                                           //nolint:errcheck // a buffer takes all
	r := inspected(t, write(t, "x.csv.gz", b.Bytes()[:b.Len()-20]), standard)
	if r.Valid() || r.Layout == "" || r.Problems[0].Kind != File {
		t.Errorf("layout %q, %+v", r.Layout, r.Problems)
	}
}

func TestCompare(t *testing.T) {
	all := []*Report{
		{File: "old.csv", Vintage: "2025-01", Indicators: []Indicator{{ID: "a"}, {ID: "b"}, {ID: dataset.Unnamed}}},
		{File: "new.csv", Vintage: "2024-01", Indicators: []Indicator{{ID: "b"}, {ID: "a"}, {ID: dataset.Unnamed}}},
		{File: "other.csv", Indicators: []Indicator{{ID: "c"}}},
	}
	Compare(all)
	var got []string
	for _, r := range all {
		for _, p := range r.Problems {
			got = append(got, r.File+": "+p.Why+"; "+p.Hint)
		}
	}
	want := []string{"new.csv: b, a are also in old.csv (of 2025-01); to use both, choose with --prefer old.csv"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCoverageJSON(t *testing.T) {
	text, err := json.Marshal(map[string]any{"a": Coverage{{2019, 3}, {2020, 4}}, "b": Coverage(nil)})
	if want := `{"a":{"2019":3,"2020":4},"b":{}}`; err != nil || string(text) != want {
		t.Errorf("%s, error %v", text, err)
	}
}

// loads tells whether an engine would take all of a file.
func loads(t testing.TB, path string) error {
	e, err := dataset.Open(context.Background(), dataset.Options{Data: []string{path}, NoEmbedded: true, Economies: registry(t)})
	if err != nil {
		return err
	}
	var ids []string
	for _, d := range e.Catalog().Datasets {
		for _, i := range d.Indicators {
			if d.Own {
				ids = append(ids, i.ID)
			}
		}
	}
	_, err = e.Load(context.Background(), dataset.Query{Indicators: ids})
	return err
}

// A file is invalid where an engine refuses it, and nowhere else; problems are
// in order and in the file.
func FuzzValid(f *testing.F) {
	for _, rows := range []string{
		"x,FRA,2020,1,\n", "x,FRA,2020,1,\nx,FR,2020,2,\n", "x,FRA,2020,1,\nx,Peru,2020,1,%\nx,FRA,2020,1,\n", "x,Nowhere,2020,1,\n", "x,FRA,20,1,\n",
		"x,FRA,2020,1e9,\n,FRA,2020,1,\n", "x,FRA,2020,,\n", "x,FRA,2020,1,euros\nx,DEU,2020,1,US dollars\n", "\"x\",\"FRA\"a,2020,1,\n", "x,WLD,2020,1,\nx,world,2020,2,\n",
		"x,FRA,2020\n", "x,FRA,1000,1,\nx,FRA,9999,1,\nx,FRA,9999,3,\n", "gdp,FRA,2020,1,million US dollars\ngdp,FRA,2021,1,US dollars\n", "",
	} {
		f.Add(false, rows)
	}
	for _, rows := range []string{
		"x,FRA,2020,1,DEU\n", "x,FRA,2020,1,DEU\nx,FRA,2020,1,DEU\n", "x,FRA,2020,1,WLD\nx,FRA,2020,3,WLD\nx,FRA,2020,3,USA\n", "x,FRA,2020,1,Nowhere\n",
		"x,FRA,2020,1,\nx,FRA,2020,1,DEU\n", "x,FRA,2020,1,eu27\nx,FRA,2020,1,eu27\n",
		"x,FRA,2020,1,Eu27\nx,FRA,2020,1,eu2\n", "x,FRA,2020,1,EUU\nx,FRA,2020,1,Total\n",
		"x,Nowhere,2020,1,eu27\nx,FRA,2020,1,DEU\n",
	} {
		f.Add(true, rows)
	}
	f.Fuzz(func(t *testing.T, bilateral bool, rows string) {
		head := header
		if bilateral {
			head = "indicator,economy,year,value,partner\n"
		}
		path := write(t, "x.csv", []byte(head+rows))
		r := inspected(t, path, standard)
		err := loads(t, path)
		if kind := tidy.KindOf(err); err != nil && kind != tidy.Data && kind != tidy.Usage {
			t.Fatal(err)
		}
		if (err == nil) != r.Valid() {
			t.Errorf("engine: %v; audit: %+v", err, r.Problems)
		}
		last := 0
		for _, p := range r.Problems {
			if p.Line < last || p.Line > 1+strings.Count(rows, "\n")+1 || p.Why == "" {
				t.Errorf("out of order or place: %+v", r.Problems)
			}
			last = p.Line
		}
	})
}
