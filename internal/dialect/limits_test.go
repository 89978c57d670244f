package dialect_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"tradestats/internal/dialect"
	"tradestats/internal/tidy"
	"tradestats/internal/unpack"
)

// repeated is a text of n times a part, that is never in memory.
type repeated struct {
	part string
	n    int
	rest string
}

func (r *repeated) Read(p []byte) (int, error) {
	for r.rest == "" {
		if r.n == 0 {
			return 0, io.EOF
		}
		r.rest, r.n = r.part, r.n-1
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// TestHostile reads texts made to hold a reader up: each ends, in an error that
// names the line, or in records.
func TestHostile(t *testing.T) {
	table := "a,b,c\n" + strings.Repeat("x,1,2\n", 50)
	for _, c := range []struct {
		name  string
		above string
		text  repeated
		why   string // "" when it is read
	}{
		{"a line of a gigabyte", table, repeated{part: strings.Repeat("a", 1<<16), n: 1 << 14}, "a line of more than 16 MiB"},
		{"the same from the start", "", repeated{part: strings.Repeat("a", 1<<16), n: 1 << 14}, "a line of more than 16 MiB"},
		{"a quote that opens a gigabyte on one line", table + `"`, repeated{part: strings.Repeat("a,", 1<<15), n: 1 << 14}, "a line of more than 16 MiB"},
		{"ten million columns", table, repeated{part: strings.Repeat(",", 1<<16), n: 153}, "more than 1000000 fields"},
		{"ten million columns from the start", "", repeated{part: strings.Repeat(",", 1<<16), n: 153}, "more than 1000000 fields"},
		{"a zero byte", table + strings.Repeat("y,1,2\n", 50_000), repeated{part: "x,\x00,2\n", n: 1}, "a zero byte, which no text holds"},
		{"a quote that is never closed", table + `"`, repeated{part: "x,1,2\n", n: 1 << 20}, ""},
		{"a quote on each line", table, repeated{part: "\"x,1,2\n", n: 1 << 18}, ""},
		{"quotes that are never closed, each for long", table, repeated{part: "\"aaa\"\"\n", n: 1 << 18}, ""},
		{"quotes that open nothing on a long line", table, repeated{part: "\"a,", n: 1 << 19}, ""},
		{"lines that are all to be mended", table, repeated{part: strings.Repeat(`""a",`, 40) + "\n", n: 1 << 11}, ""},
		{"a long line of quotes", table, repeated{part: strings.Repeat(`"`, 1<<16), n: 16}, ""},
		{"long lines of quotes in quotes", table, repeated{part: "\"" + strings.Repeat(`""a`, 1<<14) + "\"b\n", n: 64}, ""},
		{"skipped lines that do not end", "", repeated{part: strings.Repeat("a", 1<<16), n: 1 << 14}, "a line of more than 16 MiB"},
	} {
		text := io.MultiReader(strings.NewReader(c.above), &c.text)
		head := make([]byte, dialect.HeadSize)
		n, err := io.ReadFull(text, head)
		if err != nil && err != io.ErrUnexpectedEOF {
			t.Fatal(err)
		}
		given := dialect.Given{}
		if one := 1; strings.HasPrefix(c.name, "skipped") {
			given.Preamble = &one
		}
		d, err := dialect.Find(head[:n], given)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var row *tidy.RowError
		records, err := dialect.Records(io.MultiReader(bytes.NewReader(head[:n]), text), d)
		if err == nil {
			for records.Next() {
			}
			err = records.Err()
		}
		switch {
		case c.why == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.why != "" && (!errors.As(err, &row) || row.Why != c.why || row.Line != strings.Count(c.above, "\n")+1):
			t.Errorf("%s: %v, want %q on line %d", c.name, err, c.why, strings.Count(c.above, "\n")+1)
		}
	}
}

// FuzzRecords reads any text: it ends, with fields in UTF-8, the same when it
// comes in pieces.
func FuzzRecords(f *testing.F) {
	for _, v := range fileVariants() {
		f.Add([]byte(v.text[:min(len(v.text), 1000)]))
	}
	for k, v := range rowVariants() {
		if k%50 == 0 && k < 400 {
			f.Add([]byte(v.text[:min(len(v.text), 1000)]))
		}
	}
	f.Add([]byte("\xff\xfea\x00,\x00b\x00\n\x00"))
	f.Add([]byte("a,b\n\"x\n\"y\"\",\n\"\"\"\r\r\n\\\","))
	f.Fuzz(func(t *testing.T, text []byte) {
		texts, err := unpack.Open("-", unpack.Options{Stdin: bytes.NewReader(text)})
		if err != nil || texts[0].Refused != nil {
			return
		}
		d, err := find(texts[0], dialect.Given{})
		if err != nil {
			return
		}
		in, err := texts[0].Input()
		if err != nil {
			t.Fatal(err)
		}
		decoded, err := io.ReadAll(in.Reader())
		if err != nil || in.Close() != nil {
			return
		}
		whole := all(t, bytes.NewReader(decoded), d)
		if pieces := all(t, iotest.OneByteReader(bytes.NewReader(decoded)), d); !slices.EqualFunc(whole, pieces, slices.Equal) {
			t.Errorf("%s:%s", d, differences(whole, pieces))
		}
		for _, r := range whole {
			if len(r) == 0 || slices.ContainsFunc(r, func(f string) bool { return !utf8.ValidString(f) }) {
				t.Errorf("%s: %q", d, r)
			}
		}
	})
}

func all(t *testing.T, text io.Reader, d dialect.Dialect) [][]string {
	t.Helper()
	table, err := dialect.Records(text, d)
	var out [][]string
	if err == nil {
		for table.Next() {
			out = append(out, slices.Clone(table.Fields()))
		}
		err = table.Err()
	}
	var row *tidy.RowError
	if err != nil && !errors.As(err, &row) {
		t.Errorf("%s: %v", d, err)
	}
	return out
}

// FuzzStrict compares with encoding/csv what both accept: a text whose records
// all have as many fields, and which of them is a header or a note is not asked.
func FuzzStrict(f *testing.F) {
	f.Add("a,b,c\n1,2,3\n4,5,6\n")
	f.Add("a,\"b\"\"\",c\r\n1,\"2\n,\",3\r\n")
	none := 0
	f.Fuzz(func(t *testing.T, text string) {
		r := csv.NewReader(strings.NewReader(text))
		want, err := r.ReadAll()
		if err != nil || len(want) == 0 || len(want[0]) < 2 || strings.ContainsAny(text, "\r\x00") || !utf8.ValidString(text) || strings.HasPrefix(text, "\ufeff") {
			return
		}
		if slices.ContainsFunc(want, func(r []string) bool { return strings.TrimSpace(strings.Join(r[1:], "")) == "" }) {
			return // a note, maybe
		}
		d, err := dialect.Find([]byte(text), dialect.Given{Delimiter: ",", Quote: `"`, Escape: `"`, Header: &none, Preamble: &none})
		if err != nil {
			t.Fatal(err)
		}
		if got := all(t, strings.NewReader(text), d); !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("%q: %s%s", text, d, differences(want, got))
		}
	})
}
