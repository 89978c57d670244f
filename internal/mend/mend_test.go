package mend_test

import (
	"slices"
	"strings"
	"testing"

	"tradestats/internal/mend"
)

var csv = mend.Style{Delimiter: ",", Quote: '"', Escape: '"'}

// columns are those of made-up deliveries: a code, an economy, a value, a note
// that is mostly empty.
func columns() mend.Columns {
	var records [][]string
	for i, name := range []string{"Peru", "Korea, Rep.", "Chad", "Côte d'Ivoire", "Mali", "Türkiye"} {
		records = append(records, []string{string("ABCDEF"[i]) + "-0" + string("123456"[i]), name, "1" + string("123456"[i]) + ".5", ""})
	}
	return mend.Learn(records, 4)
}

func TestLine(t *testing.T) {
	for _, c := range []struct{ name, line, want string }{
		{"a name that is not quoted", `A-01,Congo, Dem. Rep.,10.5,`, "A-01|Congo, Dem. Rep.|10.5|"},
		{"an empty field too many", `A-01,,Peru,10.5,`, "A-01|Peru|10.5|"},
		{"a delimiter missing between a code and a name in quotes", `A-01"Korea, Rep.",10.5,`, "A-01|Korea, Rep.|10.5|"},
		{"a delimiter missing between a code and a name", `A-01Peru,10.5,`, "A-01|Peru|10.5|"},
		{"the last field missing", `A-01,Peru,10.5`, "A-01|Peru|10.5|"},
		{"a quote in quotes", `A-01,"Korea" Rep.",10.5,`, `A-01|Korea" Rep.|10.5|`},
		{"a quote that opens nothing", `A-01,"Peru,10.5,`, `A-01|"Peru|10.5|`},
		{"another delimiter", `A-01;Peru;10.5;`, "A-01|Peru|10.5|"},
		{"nothing that tells", `Peru Chad Mali`, ""},
		{"far too many fields", strings.Repeat("x,", 500), ""},
		{"nothing", "", ""},
	} {
		got := mend.New(csv, columns()).Line(c.line, nil, false, 0)
		if text := strings.Join(got, "|"); text != c.want {
			t.Errorf("%s: %q, want %q", c.name, text, c.want)
		}
	}
}

// What a line is by the rules is no mending, and a heading need not look like
// its columns.
func TestLineLeft(t *testing.T) {
	m := mend.New(csv, columns())
	read := []string{"A-01", "Peru", "10.5", ""}
	if got := m.Line("A-01,Peru,10.5,", read, false, 0); got != nil {
		t.Errorf("mended to %q what was right", got)
	}
	if got, want := m.Line("code,,economy,value,note", nil, true, 0), []string{"code", "economy", "value", "note"}; !slices.Equal(got, want) {
		t.Errorf("heading %q, want %q", got, want)
	}
	if got, want := m.Heading("code;economy;value;note"), []string{"code", "economy", "value", "note"}; !slices.Equal(got, want) {
		t.Errorf("heading %q, want %q", got, want)
	}
	if got := m.Heading("a title of this; by hand"); got != nil {
		t.Errorf("a title is the heading %q", got)
	}
}

// Of two ways that are equally cheap none is right.
func TestTwoWays(t *testing.T) {
	texts := mend.Learn([][]string{{"so it is", "1.5"}, {"a text", "any"}, {"of words", "(none)"}}, 2)
	if got := mend.New(csv, texts).Line("one,two,three", nil, false, 0); got != nil {
		t.Errorf("mended to %q", got)
	}
}

func TestIsNumber(t *testing.T) {
	for cell, want := range map[string]bool{
		"1": true, "-1.5": true, "1,234.5": true, "1 234": true, "$3.50": true, "12 %": true, "1e-7": true, "12.5 e": true, "(3)": true,
		"": false, "-": false, "..": false, "12th": false, "2019-Q1": false, "A1": false, "3 tons": false, "e": false,
	} {
		if got := mend.IsNumber(cell); got != want {
			t.Errorf("%q is a number: %t, want %t", cell, got, want)
		}
	}
}

// FuzzLine mends any line: to a cell for each column, and letters and digits
// stay as they are, in their order.
func FuzzLine(f *testing.F) {
	f.Add(`A-01,"Congo, Dem. Rep.",10.5,`)
	f.Add(`A-01"Korea" Rep."",10.5;`)
	f.Fuzz(func(t *testing.T, line string) {
		columns := columns()
		got := mend.New(csv, columns).Line(line, nil, false, 0)
		if got == nil {
			return
		}
		if len(got) != len(columns) {
			t.Fatalf("%d cells, want %d", len(got), len(columns))
		}
		marks := strings.NewReplacer(",", "", ";", "", "\t", "", "|", "", " ", "", `"`, "")
		if a, b := marks.Replace(line), marks.Replace(strings.Join(got, "")); a != b {
			t.Errorf("%q has become %q", line, got)
		}
	})
}
