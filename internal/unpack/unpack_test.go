package unpack

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	utf "golang.org/x/text/encoding/unicode"

	"tradestats/internal/scan"
	"tradestats/internal/tidy"
)

// table is what most files of these tests hold; its values are made up.
const table = "economy,year,value\nFRA,2020,1\nCôte d'Ivoire,2021,2\n"

const tableRows = "1:economy|year|value 2:FRA|2020|1 3:Côte d'Ivoire|2021|2"

func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// rows scans a text: the records with their lines.
func rows(text *Text) (string, error) {
	in, err := text.Input()
	if err != nil {
		return "", err
	}
	got, err := scan.Run(context.Background(), in.Input, scan.CSV, scan.Job[*[]string]{
		New: func() *[]string { return new([]string) },
		Row: func(all *[]string, r *scan.Row) error {
			var fields []string
			for i := range r.Len() {
				field, _ := String(r.Field(i))
				fields = append(fields, field)
			}
			*all = append(*all, fmt.Sprintf("%d:%s", r.Line(), strings.Join(fields, "|")))
			return nil
		},
		Merge: func(into, from *[]string, _ int) *[]string { *into = append(*into, *from...); return into },
	}, 2)
	if closed := in.Close(); closed != nil {
		return "", closed
	}
	if err != nil {
		return "", err
	}
	return strings.Join(*got, " "), nil
}

func gz(parts ...string) string {
	var b bytes.Buffer
	for _, part := range parts {
		w := gzip.NewWriter(&b)
		w.Name = "a name"
		io.WriteString(w, part)
		w.Close()
	}
	return b.String()
}

// zipped makes a zip of names and contents, in turns.
func zipped(files ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			panic(err)
		}
		io.WriteString(w, files[i+1])
	}
	z.Close()
	return b.String()
}

func encoded(e encoding.Encoding, text string) string {
	out, err := e.NewEncoder().String(text)
	if err != nil {
		panic(err)
	}
	return out
}

var (
	le = utf.UTF16(utf.LittleEndian, utf.IgnoreBOM)
	be = utf.UTF16(utf.BigEndian, utf.IgnoreBOM)
)

// Whatever a table is wrapped in, its rows and lines are the same.
func TestOpen(t *testing.T) {
	crlf, cr := strings.ReplaceAll(table, "\n", "\r\n"), strings.ReplaceAll(table, "\n", "\r")
	for name, c := range map[string]struct {
		content, told string
		encoding      string
	}{
		"plain":                 {content: table, encoding: "utf-8"},
		"BOM":                   {content: "\ufeff" + table, encoding: "utf-8"},
		"CRLF":                  {content: crlf, encoding: "utf-8"},
		"CR":                    {content: cr, encoding: "utf-8"},
		"CR without the last":   {content: strings.TrimSuffix(cr, "\r"), encoding: "utf-8"},
		"BOM, CR":               {content: "\ufeff" + cr, encoding: "utf-8"},
		"UTF-16LE with BOM":     {content: encoded(le, "\ufeff"+table), encoding: "utf-16le"},
		"UTF-16BE with BOM":     {content: encoded(be, "\ufeff"+table), encoding: "utf-16be"},
		"UTF-16LE":              {content: encoded(le, table), encoding: "utf-16le"},
		"UTF-16BE":              {content: encoded(be, table), encoding: "utf-16be"},
		"UTF-16LE, CR":          {content: encoded(le, cr), encoding: "utf-16le"},
		"UTF-16BE, CRLF":        {content: encoded(be, crlf), encoding: "utf-16be"},
		"UTF-16, told":          {content: encoded(le, table), told: "UTF-16", encoding: "utf-16le"},
		"UTF-16BE, told":        {content: encoded(be, table), told: "utf-16be", encoding: "utf-16be"},
		"BOM against told":      {content: "\ufeff" + table, told: "windows-1252", encoding: "utf-8"},
		"UTF-8, told":           {content: table, told: "UTF-8", encoding: "utf-8"},
		"Windows-1252":          {content: encoded(charmap.Windows1252, table), encoding: "windows-1252"},
		"Windows-1252, CR":      {content: encoded(charmap.Windows1252, cr), encoding: "windows-1252"},
		"Windows-1252, told":    {content: encoded(charmap.Windows1252, table), told: "cp1252", encoding: "windows-1252"},
		"Latin-1, told":         {content: encoded(charmap.ISO8859_1, table), told: "latin1", encoding: "windows-1252"},
		"Macintosh, told":       {content: encoded(charmap.Macintosh, cr), told: "macintosh", encoding: "macintosh"},
		"code page 437, told":   {content: encoded(charmap.CodePage437, table), told: "IBM437", encoding: "ibm437"},
		"gzip":                  {content: gz(table), encoding: "utf-8"},
		"gzips":                 {content: gz(table[:25], "", table[25:]), encoding: "utf-8"},
		"gzip of BOM, CR":       {content: gz("\ufeff" + cr), encoding: "utf-8"},
		"gzip of UTF-16":        {content: gz(encoded(be, "\ufeff"+table)), encoding: "utf-16be"},
		"gzip of Windows-1252":  {content: gz(encoded(charmap.Windows1252, table)), encoding: "windows-1252"},
		"zip":                   {content: zipped("a.csv", table), encoding: "utf-8"},
		"zip of UTF-16":         {content: zipped("a.csv", encoded(le, "\ufeff"+crlf)), encoding: "utf-16le"},
		"zip of CR, told":       {content: zipped("a.csv", encoded(charmap.Macintosh, cr)), told: "mac", encoding: "macintosh"},
		"zip with what is none": {content: zipped("a/", "", "a/.b.csv", table, "__MACOSX/a/._b.csv", table, `.c\d.csv`, table, "a/b.csv", table), encoding: "utf-8"},
	} {
		t.Run(name, func(t *testing.T) {
			texts, err := Open(write(t, "misnamed.txt", c.content), Options{Encoding: c.told})
			if err != nil || len(texts) != 1 {
				t.Fatalf("%d texts, error %v", len(texts), err)
			}
			for range 2 { // it can be read again
				if got, err := rows(texts[0]); got != tableRows || err != nil {
					t.Errorf("rows %q, error %v", got, err)
				}
			}
			if texts[0].Encoding != c.encoding {
				t.Errorf("encoding %q, want %q", texts[0].Encoding, c.encoding)
			}
			if head, err := texts[0].Head(7); string(head) != "economy" || err != nil {
				t.Errorf("head %q, error %v", head, err)
			}
			head, err := texts[0].Head(1000)
			if len(head) < len(table)-2 || err != nil {
				t.Errorf("head %q, error %v", head, err)
			}
			in, err := texts[0].Input()
			if err != nil {
				t.Fatal(err)
			}
			whole, err := io.ReadAll(in.Reader())
			if closed := in.Close(); !bytes.Equal(whole, head) || err != nil || closed != nil {
				t.Errorf("read %q, errors %v and %v, want %q", whole, err, closed, head)
			}
			if want := strings.Contains(name, "CR") && !strings.Contains(name, "CRLF") || strings.Contains(c.told, "mac"); texts[0].Returns != want {
				t.Errorf("lines end in CR alone: %t, want %t", texts[0].Returns, want)
			}
		})
	}
}

// Blocks are read in parallel of what needs no decoding.
func TestFilesAreNotStreams(t *testing.T) {
	for content, want := range map[string]bool{
		table:            true,
		"\ufeff" + table: true,
		"C\xf4te,1\n":    true,
		"a\r1\r":         false,
		gz(table):        false,
	} {
		texts, err := Open(write(t, "x", content), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := texts[0].packing == "" && texts[0].decoded == nil && !texts[0].Returns; got != want {
			t.Errorf("%q: %v", content, got)
		}
	}
}

// Old Macs ended lines in CR, and wrote LF for a line break in a cell.
func TestLineBreaksInQuotes(t *testing.T) {
	for content, want := range map[string]string{
		"a,\"b\nc\"\rd,e\r":   "1:a|b\nc 3:d|e",
		"a,\"b\rc\"\nd,e\n":   "1:a|b\rc 2:d|e",
		"a,\"b\rc\"\rd,e":     "1:a|b\nc 3:d|e",
		"a,\"b\r\nc\"\rd,e\r": "1:a|b\nc 3:d|e",
	} {
		texts, err := Open(write(t, "x.csv", content), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := rows(texts[0]); got != want || err != nil {
			t.Errorf("%q: %q, error %v; want %q", content, got, err, want)
		}
	}
}

func TestNames(t *testing.T) {
	t.Chdir(t.TempDir())
	strange := zipped("../../etc/a.csv", table, `b\c.csv`, table, "\x82.csv", table, "d\n\x1b.csv", table)
	for name, content := range map[string]string{"x.csv": table, "x.csv.gz": gz(table), "x.zip": zipped("a/b.csv", table), "y.zip": strange} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for path, want := range map[string]string{
		"x.csv":    "x.csv|x.csv|",
		"x.csv.gz": "x.csv.gz|x.csv.gz|",
		"x.zip":    "x.zip/a/b.csv|x.zip|a/b.csv",
		"-":        "standard input||",
		"y.zip": `y.zip/../../etc/a.csv|y.zip|../../etc/a.csv y.zip/b\c.csv|y.zip|b\c.csv ` +
			"y.zip/é.csv|y.zip|é.csv y.zip/d\ufffd\ufffd.csv|y.zip|d\ufffd\ufffd.csv",
	} {
		texts, err := Open(path, Options{Stdin: strings.NewReader(table)})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, x := range texts {
			got = append(got, x.Name+"|"+x.Path+"|"+x.Member)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// A pipe, named or not, is read once and kept.
func TestPipes(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	content := gz(table)
	go os.WriteFile(pipe, []byte(content), 0o600) //nolint:errcheck // the reading fails with it
	file, err := Open(write(t, "x", content), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want, err := file[0].SHA256()
	if err != nil || len(want) != 64 {
		t.Fatal(want, err)
	}
	for _, path := range []string{pipe, "-"} {
		texts, err := Open(path, Options{Stdin: strings.NewReader(content)})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if got, err := rows(texts[0]); got != tableRows || err != nil {
				t.Errorf("%s: rows %q, error %v", path, got, err)
			}
			if got, err := texts[0].SHA256(); got != want || err != nil {
				t.Errorf("%s: hash %s, error %v; want %s", path, got, err, want)
			}
		}
	}
}

func TestTooMuchOfAPipe(t *testing.T) {
	most := standard
	most.kept = int64(len(table))
	if _, err := open("-", Options{Stdin: strings.NewReader(table)}, most); err != nil {
		t.Error(err)
	}
	_, err := open("-", Options{Stdin: strings.NewReader(table + "\n")}, most)
	refused(t, err, tidy.Failed, "standard input: more than 52 bytes, which is the most that is kept of a pipe", "save it to a file first")
	_, err = Open("-", Options{Stdin: failing{}})
	refused(t, err, tidy.Failed, "cannot read standard input: broken", "")
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("broken") }

// refused compares an error with its kind, its words and a part of its hint.
func refused(t *testing.T, err error, kind tidy.Kind, message, hint string) {
	t.Helper()
	var e *tidy.Error
	if !errors.As(err, &e) {
		t.Errorf("error %v is none of ours, want %q", err, message)
		return
	}
	if e.Kind != kind || e.Error() != message || !strings.Contains(tidy.HintOf(err), hint) || tidy.HintOf(err) == "" {
		t.Errorf("error of kind %d: %q, hint %q\nwant    kind %d: %q, hint %q", e.Kind, e, tidy.HintOf(err), kind, message, hint)
	}
}

func TestString(t *testing.T) {
	for field, want := range map[string]struct {
		text string
		ok   bool
	}{
		"":                   {"", true},
		"Türkiye":            {"Türkiye", true},
		"C\xf4te d'Ivoire":   {"Côte d'Ivoire", true},
		"2019\x962020":       {"2019–2020", true},
		"a\tb\r\nc":          {"a\tb\r\nc", true},
		"\ufffd":             {"\ufffd", true}, // as the publisher has it
		"a\x81\xe9":          {"a\ufffdé", false},
		"a\x00b":             {"a\x00b", false},
		"a\x1b\xe9":          {"a\x1bé", false},
		"a\u0096b":           {"a\u0096b", false},
		"\x7f":               {"\x7f", false},
		"é\xe9":              {"Ã©é", true},
		"\u202fnarrow\u00a0": {"\u202fnarrow\u00a0", true},
	} {
		if got, ok := String([]byte(field)); got != want.text || ok != want.ok {
			t.Errorf("%q: %q, %v; want %q, %v", field, got, ok, want.text, want.ok)
		}
	}
}

// The bytes that a text is recognised by may end inside a letter.
func TestLetterAtTheEndOfWhatIsLookedAt(t *testing.T) {
	for _, letter := range []string{"é", "…", "😀"} {
		for before := range 5 {
			content := strings.Repeat("x", looked-before) + letter + "\n"
			for text, want := range map[string]string{content: "utf-8", "\xe9" + content: "windows-1252"} {
				texts, err := Open("-", Options{Stdin: strings.NewReader(text)})
				if err != nil || texts[0].Encoding != want {
					t.Errorf("%s after %d: error %v, want %s", letter, looked-before, err, want)
				}
			}
		}
	}
}
