package source

import (
	"context"
	"errors"
	"strings"
	"testing"

	"tradestats/internal/tidy"
)

func TestTidyReads(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"the shortest":             {"economy,year,value\nFRA,2020,1.5\n", "2:|FRA||2020|1.5||\n"},
		"columns in any order":     {"value,flag,year,indicator,economy\n1,e,2020,x,NA\n", "2:x|NA||2020|1||e\n"},
		"BOM, CRLF, upper case":    {"\ufeffEconomy,Year,Value\r\nFRA,2020,-1e3\r\n", "2:|FRA||2020|-1000||\n"},
		"no newline at the end":    {"economy,year,value\nFRA,2020,1", "2:|FRA||2020|1||\n"},
		"a comma in quotes":        {"economy,year,value\n\"Korea, Rep.\",2020,1\n", "2:|Korea, Rep.||2020|1||\n"},
		"an empty value":           {"economy,year,value\nFRA,2020,\nFRA,2021,0\n", "3:|FRA||2021|0||\n"},
		"semicolons":               {"economy;year;value\nFRA;2020;1\n", "2:|FRA||2020|1||\n"},
		"tabs":                     {"economy\tyear\tvalue\nFRA\t2020\t1\n", "2:|FRA||2020|1||\n"},
		"Windows-1252":             {"economy,year,value\nC\xf4te d'Ivoire,2020,1\n", "2:|Côte d'Ivoire||2020|1||\n"},
		"UTF-16":                   {"\xff\xfe" + utf16("economy,year,value\nFRA,2020,1\n"), "2:|FRA||2020|1||\n"},
		"a decimal comma":          {"economy;year;value\nFRA;2020;1,5\nFRA;2021;1,234\n", "2:|FRA||2020|1.5||\n3:|FRA||2021|1.234||\n"},
		"lines after a line break": {"economy,year,value,note\nFRA,2020,1,\"a\nb\"\nFRA,2021,2,\n", "2:|FRA||2020|1||\n4:|FRA||2021|2||\n"},
	} {
		got, err := read(t, c.text, Want{})
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
	}
}

// utf16 writes ASCII in two bytes each.
func utf16(text string) string {
	var b strings.Builder
	for k := range text {
		b.WriteString(text[k:k+1] + "\x00")
	}
	return b.String()
}

func TestTidyRefuses(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"nothing":            {"", "x.csv: the file is empty"},
		"a header alone":     {"economy,year,value\n", "x.csv: a header and no rows"},
		"another layout":     {"country,year,value\n", "x.csv:1: layout not known"},
		"a byte of no text":  {"economy,year,value\nC\x81te d'Ivoire,2020,1\n", "x.csv:2:1: not text"},
		"a hex number":       {"economy,year,value\nFRA,2020,0x1p4\n", `x.csv:2:3: not a number: "0x1p4"`},
		"a near miss":        {"economy,year,value,unti\n", "x.csv:1:4: column not known"},
		"a column twice":     {"economy,year,value,year\n", "x.csv:1:4: column stands twice"},
		"a ragged row":       {"economy,year,value\nFRA,2020,1\nDEU,2020\n", "x.csv:3: 2 fields, the header has 3"},
		"a word for a value": {"economy,year,value\nFRA,2020,n/a\n", `x.csv:2:3: not a number: "n/a"`},
		"an unclear comma":   {"economy,year,value\nFRA,2020,\"1,234\"\n", `x.csv:2:3: decimal mark not known: "1,234"`},
		"not finite":         {"economy,year,value\nFRA,2020,Inf\n", `x.csv:2:3: not a number: "Inf"`},
		"a long year":        {"economy,year,value\nFRA,20200,1\n", `x.csv:2:2: not a year: "20200"`},
		"no economy":         {"economy,year,value\n ,2020,1\n", "x.csv:2:1: no economy"},
		"no indicator":       {"indicator,economy,year,value\n,FRA,2020,1\n", "x.csv:2:1: no indicator"},
		"an open quote":      {"economy,year,value\n\"FRA,2020,1\n", "x.csv:2: a quote in the record that starts here is not closed"},
	} {
		_, err := read(t, c.text, Want{})
		if err == nil || !strings.HasPrefix(bare(err), c.want) || tidy.KindOf(err) != tidy.Data || tidy.HintOf(err) == "" {
			t.Errorf("%s: %v (kind %d, hint %q); want %q", name, err, tidy.KindOf(err), tidy.HintOf(err), c.want)
		}
	}
}

func TestReadStops(t *testing.T) {
	r, err := open(t, "economy,year,value\nFRA,2020,1\nFRA,2021,1\n")
	if err != nil {
		t.Fatal(err)
	}
	enough, rows := errors.New("enough"), 0
	if _, err := r.Read(context.Background(), Want{}, func(Row) error { rows++; return enough }); !errors.Is(err, enough) || rows != 1 {
		t.Errorf("%d rows, %v", rows, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := r.Read(ctx, Want{}, func(Row) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func FuzzTidy(f *testing.F) { fuzzLayout(f, "tidy") }
