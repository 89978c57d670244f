package scan

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// A record is what a job of the tests keeps of one.
type record struct {
	Line   int
	Fields []string
}

// records is a job that keeps everything, fields up to the most-th; Len splits
// the rest of some records.
func records(from Place, most int) Job[*[]record] {
	return Job[*[]record]{
		From: from,
		New:  func() *[]record { return new([]record) },
		Row: func(all *[]record, r *Row) error {
			one := record{Line: r.Line()}
			for k := 0; k < most && r.Field(k) != nil; k++ {
				one.Fields = append(one.Fields, string(r.Field(k)))
			}
			if len(r.Field(0))%2 == 0 {
				r.Len()
			}
			*all = append(*all, one)
			return nil
		},
		Merge: func(into, from *[]record, lines int) *[]record {
			for _, one := range *from {
				one.Line += lines
				*into = append(*into, one)
			}
			return into
		},
	}
}

const everything = 1 << 30

// few is a job that asks for little: the first k fields where they are not the
// same as before, and what comes behind them of some records.
func few(k int) Job[*[]record] {
	job := records(Place{}, k)
	all := job.Row
	job.Row = func(found *[]record, r *Row) error {
		if !r.Same(k) {
			return all(found, r)
		}
		before := (*found)[len(*found)-1]
		*found = append(*found, record{r.Line(), before.Fields})
		r.Field(k + r.Line()%5)
		return nil
	}
	return job
}

// cut returns records with their first k fields.
func cut(all []record, k int) []record {
	var out []record
	for _, one := range all {
		short := record{Line: one.Line}
		if k > 0 {
			short.Fields = one.Fields[:min(k, len(one.Fields))]
		}
		out = append(out, short)
	}
	return out
}

// peer reads a text with encoding/csv.
func peer(text string, comma byte) ([]record, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord = rune(comma), -1
	var all []record
	for {
		fields, err := r.Read()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		line, _ := r.FieldPos(0)
		all = append(all, record{line, fields})
	}
}

// samePlace tells whether two errors refuse a text at the same place for the
// same reason.
func samePlace(err, peer error) bool {
	var e *Error
	var p *csv.ParseError
	if !errors.As(err, &e) || !errors.As(peer, &p) {
		return err == nil && peer == nil
	}
	return e.Line == p.Line && e.Column == p.Column && e.Start == p.StartLine && (e.Why == BareQuote) == (p.Err == csv.ErrBareQuote)
}

// check compares all ways to scan a text with encoding/csv.
func check(t *testing.T, text string, blocks, workers []int) {
	t.Helper()
	for _, comma := range []byte{',', ';'} {
		want, wrong := peer(text, comma)
		for _, size := range blocks {
			for _, n := range workers {
				most := limits{block: size, record: MaxRecord, fields: MaxFields}
				for name, in := range map[string]*Input{
					"file":   File(strings.NewReader(text), int64(len(text))),
					"stream": Stream(iotest.OneByteReader(strings.NewReader(text))),
				} {
					got, err := run(context.Background(), in, Dialect{comma, '"'}, records(Place{}, everything), n, most)
					if !samePlace(err, wrong) {
						t.Fatalf("%s in blocks of %d, %d workers: %q: %v; encoding/csv: %v", name, size, n, text, err, wrong)
					}
					if err == nil && !cmp.Equal(*got, want) {
						t.Fatalf("%s in blocks of %d, %d workers: %q: %s", name, size, n, text, cmp.Diff(want, *got))
					}
				}
				for k := range 4 {
					in := File(strings.NewReader(text), int64(len(text)))
					got, err := run(context.Background(), in, Dialect{comma, '"'}, few(k), n, most)
					if !samePlace(err, wrong) {
						t.Fatalf("%d columns in blocks of %d, %d workers: %q: %v; encoding/csv: %v", k, size, n, text, err, wrong)
					}
					if want := cut(want, k); err == nil && !cmp.Equal(*got, want) {
						t.Fatalf("%d columns in blocks of %d, %d workers: %q: %s", k, size, n, text, cmp.Diff(want, *got))
					}
				}
			}
		}
	}
}

var hard = []string{
	"",
	"\n",
	"\r",
	"\r\n\r\n",
	"a",
	"a,b\n",
	"a,b\r\nc,d\r\n",
	"a,b\r\nc,d\r",
	"a\r\r\nb",
	"\r\r\n",
	"a\rb,c\n",
	",\n,,\n",
	",\r\n",
	"a,",
	"a,\r",
	"\n\n\na\n\n\nb\n\n",
	"\"\"",
	"\"\"\n",
	"\"\"\r",
	"\"\",\"\"\r\n",
	"\"a,b\",c\n",
	"\"a\"\"b\"\n",
	"\"\"\"\"\n",
	"\"\"\"\"\"\"\n",
	"\"a\nb\",c\nd\n",
	"\"a\r\nb\",c\r\nd\r\n",
	"\"a\r\r\nb\rc\"\n",
	"\"a\n\n\n\nb\",c\n",
	"\"a\"\"\r\n\"\"b\"\n",
	"\"a,b\n\"\"c\n\",\"d\ne\"\nf\n",
	"x,\"" + strings.Repeat("a line of a note\n", 9) + "\"\ny,z\n",
	strings.Repeat("long", 30) + ",\"" + strings.Repeat("quoted \"\" ", 30) + "\"\nx\n",
	"a\"b\n",
	"x\na,b\"\n",
	"\"a\"b\n",
	"\"a\" ,b\n",
	" \"a\"\n",
	"\"a\"\r",
	"\"a\"\rb\n",
	"\"a\"\r\r\n",
	"\"a",
	"\"",
	"\"a\n",
	"\"a\r\n",
	"\"a\r",
	"\"a\r\r",
	"\"a\n\r",
	"\"a\r\n\r",
	"\"\n\n\n",
	"a,b\nc,\"d\n\ne",
	"a,\"b\nc\"d,e\"\n",
	"a,b\nc,d\"e\nf,\"g\n",
	"\xff,\"\x00\"\n",
	"é,\"ü\"\r\n\u2028,…\n",
	"a;b,c;\"d,e\"\n",
	"\xac\xa2,\"\x8a\xac\",\xa2\n", // the bytes that matter, with their high bit set
	strings.Repeat("\"same\",fields,\"a, \"\"b\"\"\",1\n", 9) + "\"same\",fields,\"a\n\",2\n\"same\",fields,\"a\n\",3\n\n\"same\",fields,4\r\n\"same\",fields,4\r\n",
	strings.Repeat("the same,row\n", 20),
	strings.Repeat("the same,row,", 20) + "\n" + strings.Repeat("the same,row,", 20) + "a\"\n",
}

func TestAsEncodingCSV(t *testing.T) {
	for _, text := range hard {
		check(t, text, []int{1, 2, 3, 5, 8, 13, 21, 64, 4096}, []int{1, 2, 8})
	}
}

// What blocks guess wrong is done again: a note of many lines that look like
// rows, in every possible cut.
func TestGuesses(t *testing.T) {
	var b strings.Builder
	for k := range 60 {
		fmt.Fprintf(&b, "r%d,%d\n", k, k*k)
		if k%7 == 0 {
			fmt.Fprintf(&b, "n%d,\"%s\"\n", k, strings.Repeat("looks,like\n\"\"a\"\",row\n", k/7))
		}
	}
	for size := 1; size < b.Len()+2; size = size*5/4 + 1 {
		check(t, b.String(), []int{size}, []int{2, 3})
	}
}

// Tables long enough for the quick loops, of fields in many shapes, now and then
// a wrong one.
func TestRandomTables(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	shapes := []string{"", "2005", "1.23456789", "\"FR\"", "\"X\"", "\"\"", "\"1234567\"", "\"12345678\"", "\"E7.1, gravity\"", "a text of some words",
		"\"say \"\"no\"\"\"", "\"\"\"\"", "\"two\nlines\"", "\"a\nb\"", "\"two\r\nlines, and \"\"more\"\"\"", "\"\n,\n\"", "a\rb", "\r", "é…", "\"é…;\"",
		"\xac\xa2\x8a"}
	wrong := []string{"a\"b", "\"a\"b", "a text of some\"words\"", "\"a long text in quotes\", and more", "\"", "\"a\"\r"}
	for n := range 150 {
		var b strings.Builder
		same := []string{"", "2005,\"FR\",X,", "\"a, b\",", "\"say \"\"no\"\"\",\"two\nlines\","}[n%4]
		for range 200 {
			if text := b.String(); strings.HasSuffix(text, "\n") && random.IntN(9) > 0 {
				b.WriteString(same)
			}
			b.WriteString(shapes[random.IntN(len(shapes))])
			b.WriteString([]string{",", ",", ",", ",", "\n", "\r\n", "\n\n"}[random.IntN(7)])
			if random.IntN(500) == 0 {
				b.WriteString(wrong[random.IntN(len(wrong))])
			}
		}
		check(t, b.String(), []int{1 + random.IntN(50), 50 + random.IntN(1000), 1 << 20}, []int{1, 2 + random.IntN(4)})
	}
}

func FuzzAsEncodingCSV(f *testing.F) {
	for k, text := range hard {
		f.Add(text, uint8(k), uint8(k))
	}
	f.Fuzz(func(t *testing.T, text string, size, workers uint8) {
		blocks, some := []int{1 + int(size)}, []int{1, 2 + int(workers)%7}
		check(t, text, blocks, some)
		// Records that start alike, and so far from the end that the quick loops see all.
		same := text[:min(int(size)%16, len(text))]
		check(t, same+strings.ReplaceAll(text, "\n", "\n"+same)+strings.Repeat("\nthe,end,of,a,table", 10), append(blocks, 1<<20), some)
	})
}

// Where Same must be true, if it is to save anything, and where it must not be.
func TestSame(t *testing.T) {
	text := "FRA,DEU,X,2005\n" + // the first of a block
		"FRA,DEU,X,2006\n" +
		"FRA,DEUX,,2006\n" +
		"\"FRA\",DEUX,2006\n" +
		"\"FRA\",DEUX,2006\n" +
		"FRA,DEUX,X,2006\n"
	job := Job[*[]string]{
		New: func() *[]string { return new([]string) },
		Row: func(all *[]string, r *Row) error {
			*all = append(*all, fmt.Sprint(r.Same(0), r.Same(1), r.Same(2), r.Same(3), r.Same(4)))
			r.Field(2)
			return nil
		},
		Merge: func(into, from *[]string, _ int) *[]string { *into = append(*into, *from...); return into },
	}
	got, err := Run(context.Background(), Stream(strings.NewReader(text)), CSV, job, 1)
	want := &[]string{
		"false false false false false",
		"false true true true false", // the fourth was not asked for
		"false true false false false",
		"false false false false false",
		"false true true false false", // the third ends the record
		"false false false false false",
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
}

func TestTSV(t *testing.T) {
	text := "a\t\"b\r\n\nc\"\t\t\"d\n"
	want := []record{{1, []string{"a", "\"b"}}, {3, []string{"c\"", "", "\"d"}}}
	for _, size := range []int{1, 4, 100} {
		got, err := run(context.Background(), File(strings.NewReader(text), int64(len(text))), TSV, records(Place{}, everything), 2,
			limits{size, 100, 100})
		if err != nil || !cmp.Equal(*got, want) {
			t.Errorf("%v, %v", got, err)
		}
	}
}

func TestHeader(t *testing.T) {
	text := "\ufeffTitle\n\n\"two\nlines\"\na,b\n1,2\n3,4\n"
	for name, in := range map[string]*Input{
		"file":   File(strings.NewReader(text), int64(len(text))),
		"stream": Stream(iotest.OneByteReader(strings.NewReader(text))),
	} {
		mark, err := in.Peek(3)
		if err != nil || string(mark) != "\ufeff" {
			t.Fatalf("%s: %q, %v", name, mark, err)
		}
		at := Place{Offset: 3}
		var all []string
		for range 3 {
			var fields []string
			if fields, at, err = Header(in, CSV, at); err != nil {
				t.Fatal(err)
			}
			all = append(all, strings.Join(fields, "|"))
		}
		if diff := cmp.Diff([]string{"Title", "two\nlines", "a|b"}, all); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		got, err := run(context.Background(), in, CSV, records(at, everything), 3, limits{5, 100, 100})
		if diff := cmp.Diff(&[]record{{6, []string{"1", "2"}}, {7, []string{"3", "4"}}}, got); err != nil || diff != "" {
			t.Errorf("%s: %v %s", name, err, diff)
		}
	}
	if _, _, err := Header(Stream(bytes.NewReader([]byte("\n\r\n"))), CSV, Place{}); err != io.EOF {
		t.Errorf("nothing: %v", err)
	}
	if _, _, err := Header(Stream(strings.NewReader("a,\"b")), CSV, Place{}); !samePlace(err, &csv.ParseError{StartLine: 1, Line: 1, Column: 5, Err: csv.ErrQuote}) {
		t.Errorf("an open quote: %v", err)
	}
}
