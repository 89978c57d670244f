package source

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"tradestats/internal/tidy"
)

// read returns the rows of a text, one a line, or the error.
func read(text string) (string, error) {
	r, err := Open("x.csv", strings.NewReader(text))
	if err != nil {
		return "", err
	}
	var out strings.Builder
	err = r.Read(context.Background(), func(r Row) error {
		fmt.Fprintf(&out, "%d:%s|%s|%s|%d|%v|%s|%s\n", r.Line, r.Indicator, r.Economy, r.Partner, r.Year, r.Value, r.Unit, r.Flag)
		return nil
	})
	return out.String(), err
}

func TestTidyReads(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"the shortest":             {"economy,year,value\nFRA,2020,1.5\n", "2:|FRA||2020|1.5||\n"},
		"columns in any order":     {"value,flag,year,indicator,economy\n1,e,2020,x,NA\n", "2:x|NA||2020|1||e\n"},
		"BOM, CRLF, upper case":    {"\ufeffEconomy,Year,Value\r\nFRA,2020,-1e3\r\n", "2:|FRA||2020|-1000||\n"},
		"no newline at the end":    {"economy,year,value\nFRA,2020,1", "2:|FRA||2020|1||\n"},
		"a comma in quotes":        {"economy,year,value\n\"Korea, Rep.\",2020,1\n", "2:|Korea, Rep.||2020|1||\n"},
		"an empty value":           {"economy,year,value\nFRA,2020,\nFRA,2021,0\n", "3:|FRA||2021|0||\n"},
		"lines after a line break": {"economy,year,value,note\nFRA,2020,1,\"a\nb\"\nFRA,2021,2,\n", "2:|FRA||2020|1||\n4:|FRA||2021|2||\n"},
	} {
		got, err := read(c.text)
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
	}
}

func TestTidyRefuses(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"nothing":            {"", "x.csv: the file is empty"},
		"a header alone":     {"economy,year,value\n", "x.csv: a header and no rows"},
		"another layout":     {"country,year,value\n", "x.csv:1: layout not known"},
		"semicolons":         {"economy;year;value\n", "x.csv:1: separated by semicolons"},
		"tabs":               {"economy\tyear\tvalue\n", "x.csv:1: separated by tabs"},
		"UTF-16":             {"\xff\xfee\x00", "x.csv:1: not UTF-8 text"},
		"Windows-1252":       {"economy,year,value\nC\xf4te d'Ivoire,2020,1\n", "x.csv:2:1: not UTF-8 text"},
		"a hex number":       {"economy,year,value\nFRA,2020,0x1p4\n", `x.csv:2:3: not a number: "0x1p4"`},
		"a near miss":        {"economy,year,value,unti\n", "x.csv:1:4: column not known"},
		"a column twice":     {"economy,year,value,year\n", "x.csv:1:4: column stands twice"},
		"a ragged row":       {"economy,year,value\nFRA,2020,1\nDEU,2020\n", "x.csv:3: 2 fields, the header has 3"},
		"a word for a value": {"economy,year,value\nFRA,2020,n/a\n", `x.csv:2:3: not a number: "n/a"`},
		"a decimal comma":    {"economy,year,value\nFRA,2020,\"1,5\"\n", `x.csv:2:3: not a number: "1,5"`},
		"not finite":         {"economy,year,value\nFRA,2020,Inf\n", `x.csv:2:3: not a number: "Inf"`},
		"a long year":        {"economy,year,value\nFRA,20200,1\n", `x.csv:2:2: not a year: "20200"`},
		"no economy":         {"economy,year,value\n ,2020,1\n", "x.csv:2:1: no economy"},
		"no indicator":       {"indicator,economy,year,value\n,FRA,2020,1\n", "x.csv:2:1: no indicator"},
		"an open quote":      {"economy,year,value\n\"FRA,2020,1\n", "x.csv:2: extraneous or missing \" in quoted-field"},
	} {
		_, err := read(c.text)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) || tidy.KindOf(err) != tidy.Data || tidy.HintOf(err) == "" {
			t.Errorf("%s: %v (kind %d, hint %q); want %q", name, err, tidy.KindOf(err), tidy.HintOf(err), c.want)
		}
	}
}

func TestReadStops(t *testing.T) {
	r, err := Open("x.csv", strings.NewReader("economy,year,value\nFRA,2020,1\nFRA,2021,1\n"))
	if err != nil {
		t.Fatal(err)
	}
	enough, rows := errors.New("enough"), 0
	if err := r.Read(context.Background(), func(Row) error { rows++; return enough }); !errors.Is(err, enough) || rows != 1 {
		t.Errorf("%d rows, %v", rows, err)
	}
	r, _ = Open("x.csv", strings.NewReader("economy,year,value\nFRA,2020,1\n"))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := r.Read(ctx, func(Row) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// Whatever the bytes: no panic, only finite values, and an error that is one of
// invalid data.
func FuzzTidy(f *testing.F) {
	f.Add([]byte("economy,year,value\nFRA,2020,1.5\n"))
	f.Add([]byte("\ufeffindicator,economy,partner,year,value,unit,flag\r\nx,\"Korea, Rep.\",WLD,2020,1,u,e\r\n"))
	f.Add([]byte("economy,year,value\n\"FRA\n"))
	f.Add([]byte{0xff, 0xfe, 'e', 0})
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := Open("x.csv", strings.NewReader(string(text)))
		if err == nil {
			err = r.Read(context.Background(), func(r Row) error {
				if math.IsNaN(r.Value) || math.IsInf(r.Value, 0) || r.Economy == "" || r.Line < 2 {
					t.Errorf("a row that should have been refused: %+v", r)
				}
				return nil
			})
		}
		if err != nil && tidy.KindOf(err) != tidy.Data {
			t.Errorf("not an error of the data: %v", err)
		}
	})
}
