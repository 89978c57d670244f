package source

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tradestats/internal/tidy"
	"tradestats/internal/unpack"
)

// open returns the reader of a text that lies in a file named x.csv.
func open(t testing.TB, text string) (Reader, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return openFile(t, path)
}

// openFile returns the reader of the one text in a file.
func openFile(t testing.TB, path string) (Reader, error) {
	t.Helper()
	texts, err := unpack.Open(path, unpack.Options{})
	if err != nil {
		return nil, err
	}
	if len(texts) != 1 {
		t.Fatalf("%s: %d texts", path, len(texts))
	}
	texts[0].Name = filepath.Base(path)
	return Open(texts[0], Options{})
}

// bare is an error without the folder of a test's file.
func bare(err error) string {
	text := err.Error()
	if at := strings.Index(text, "x.csv"); at > 0 && strings.HasPrefix(text, os.TempDir()) {
		return text[at:]
	}
	return text
}

// read returns the wanted rows of a text, one a line, what was left out, or the
// error.
func read(t testing.TB, text string, w Want) (string, error) {
	t.Helper()
	r, err := open(t, text)
	if err != nil {
		return "", err
	}
	return written(r, w)
}

// written reads all wanted rows and writes them one a line.
func written(r Reader, w Want) (string, error) {
	var out strings.Builder
	left, err := r.Read(context.Background(), w, func(r Row) error {
		out.WriteString(line(r))
		return nil
	})
	for _, l := range left {
		fmt.Fprintf(&out, "left out: %s: %d\n", l.Why, l.Rows)
	}
	return out.String(), err
}

// line writes a row as line:series|economy|partner|year|value|unit|flag.
func line(r Row) string {
	at := fmt.Sprint(r.Line)
	if r.Rows > 0 {
		at = fmt.Sprintf("%d-%d (%d rows)", r.Line, r.Last, r.Rows)
	}
	group := ""
	if r.Group {
		group = " (group)"
	}
	return fmt.Sprintf("%s:%s|%s%s|%s|%d|%v|%s|%s\n", at, r.Code, r.Economy, group, r.Partner, r.Year, r.Value, r.Unit, r.Flag)
}

// fuzzLayout reads whatever the bytes are, starting from the fixtures of a
// layout, testdata/NAME*: no panic, only rows that make sense, and errors of
// the data.
func fuzzLayout(f *testing.F, name string) {
	seeds, err := filepath.Glob(filepath.Join("testdata", name+"*"))
	if err != nil || len(seeds) == 0 {
		f.Fatalf("no fixtures testdata/%s*", name)
	}
	for _, seed := range seeds {
		text, err := os.ReadFile(seed)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, w := range []Want{{}, {Partner: everyPartner}} {
			if err := readAll(t, text, w); err != nil && tidy.KindOf(err) != tidy.Data {
				t.Errorf("not an error of the data: %v", err)
			}
		}
	})
}

func everyPartner(code, _ string) (Side, error) {
	if code == "WLD" || code == "0" {
		return Whole, nil
	}
	return Part, nil
}

// readAll reads every text of a file's bytes.
func readAll(t *testing.T, text []byte, w Want) error {
	texts, err := unpack.Open("-", unpack.Options{Stdin: strings.NewReader(string(text))})
	if err != nil {
		return err
	}
	for _, one := range texts {
		r, err := Open(one, Options{})
		if _, passed := IsCompanion(err); passed {
			continue
		}
		if err != nil {
			return err
		}
		if _, err := r.Series(context.Background()); err != nil {
			return err
		}
		if _, err := r.Read(context.Background(), w, func(r Row) error {
			if math.IsNaN(r.Value) || math.IsInf(r.Value, 0) || r.Economy == "" || r.Line < 1 || r.Year < 1000 || r.Year > 9999 {
				t.Errorf("a row that should have been refused: %+v", r)
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// Each invalid record is told with its line, at any number of workers, and the
// others are read.
func TestRefusedOneByOne(t *testing.T) {
	var text, want strings.Builder
	breaks := 0
	text.WriteString("economy,year,value,note\n")
	for k := range 300_000 {
		switch {
		case k%60_000 == 59_999:
			fmt.Fprintf(&text, "FRA,2020,x%d,\n", k)
			fmt.Fprintf(&want, "x.csv:%d:3: not a number: \"x%d\"\n", k+2+breaks, k)
		case k%60_000 == 30_000:
			text.WriteString("FRA,2020,1,\"two\nlines\"\n")
			breaks++
		default:
			text.WriteString("FRA,2020,1,\"no break, but long enough\"\n")
		}
	}
	r, err := open(t, text.String())
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	rows := 0
	if _, err := r.Read(context.Background(), Want{Refused: func(e *tidy.RowError) { got.WriteString(e.Error() + "\n") }},
		func(Row) error { rows++; return nil }); err != nil || rows != 300_000-5 {
		t.Errorf("%d rows, %v", rows, err)
	}
	if got.String() != want.String() {
		t.Errorf("%s\nwant\n%s", got.String(), want.String())
	}
}

// A table that lacks a column of its layout is refused or read without it, with
// no panic, whatever the column.
func TestMissingColumns(t *testing.T) {
	fixtures, err := filepath.Glob("testdata/*")
	if err != nil || len(fixtures) < 20 {
		t.Fatalf("%d fixtures, %v", len(fixtures), err)
	}
	for _, name := range fixtures {
		raw, err := os.ReadFile(name)
		if err != nil {
			continue // the folder of fuzzing
		}
		for _, comma := range []string{",", "\t", ";"} {
			lines := strings.Split(string(raw), "\n")
			for column := range strings.Count(lines[0], comma) + 1 {
				without := make([]string, len(lines))
				for k, line := range lines {
					cells := strings.Split(line, comma)
					if column < len(cells) {
						cells = append(cells[:column:column], cells[column+1:]...)
					}
					without[k] = strings.Join(cells, comma)
				}
				for _, w := range []Want{{}, {Partner: everyPartner}} {
					if err := readAll(t, []byte(strings.Join(without, "\n")), w); err != nil && tidy.KindOf(err) != tidy.Data {
						t.Errorf("%s without column %d: %v", name, column, err)
					}
				}
			}
		}
	}
}

func TestUnlabelledLastColumns(t *testing.T) {
	got, err := read(t, "REF_AREA,Reference area,MEASURE,Measure,TIME_PERIOD,OBS_VALUE\nGEO,Georgia,POP,Population,2020,37\n", Want{})
	if want := "2:POP|GEO||2020|37||\n"; err != nil || got != want {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
}
