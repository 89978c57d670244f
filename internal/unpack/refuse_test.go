package unpack

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tradestats/internal/tidy"
)

// What is no table is called by its name.
func TestRefused(t *testing.T) {
	long := strings.Repeat("x", 300)
	for content, want := range map[string][2]string{
		"":                                     {"the file is empty", "a header and rows"},
		"\ufeff":                               {"the file is empty", "a header and rows"},
		"\xff\xfe":                             {"the file is empty", "a header and rows"},
		gz(""):                                 {"the file is empty", "a header and rows"},
		"%PDF-1.7\n%\xe2\xe3":                  {"this is a PDF", "CSV"},
		"\x89PNG\r\n\x1a\n":                    {"this is a PNG image", "table"},
		"\xff\xd8\xff\xe0\x00\x10":             {"this is a JPEG image", "table"},
		"\x7fELF\x02\x01":                      {"this is a program", "table"},
		"SQLite format 3\x00\x10":              {"this is an SQLite database", "CSV"},
		"PAR1\x15\x04\x15":                     {"this is a Parquet file", "CSV"},
		"BZh91AY&SY\x00":                       {"this is packed with bzip2", "unpack it"},
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00": {"this is an old Excel workbook or another Office document", "save it as CSV"},
		zipped("[Content_Types].xml", "", "xl/a", ""):   {"this is an Excel workbook", "save it as CSV"},
		zipped("word/a", "", "[Content_Types].xml", ""): {"this is an Office document", "CSV"},
		zipped("mimetype", "", "content.xml", ""):       {"this is an OpenDocument file", "CSV"},
		long[:257] + "ustar\x0000":                      {"this is a tar archive", "unpack it"},
		gz(gz(table)):                                   {"this is a gzip inside an archive", "unpack it"},
		gz(zipped("a.csv", table)):                      {"this is a zip inside an archive, which is not opened", "unpack it"},
		"\n <!DOCTYPE HTML PUBLIC>":                     {"this is a web page, not a table", "download it again"},
		"<html lang=en>":                                {"this is a web page, not a table", "download it again"},
		"\ufeff<?xml version='1.0'?>":                   {"this is XML", "CSV"},
		`{"dataset": [1, 2`:                             {"this is JSON", "CSV"},
		` [{"a": "b"}]`:                                 {"this is JSON", "CSV"},
		encoded(le, "\ufeff"+`{"a": 1}`):                {"this is JSON", "CSV"},
		encoded(le, "\ufeff\x00\x00"):                   {"this is text in UTF-32", "UTF-8"},
		"a,b\n1,\x00\n":                                 {"this is not text", "CSV"},
		"\x01\x00\x00\x00\x02\x00\x00\x00":              {"this is not text", "CSV"},
		"\x01\x00\x02\x00\x03\x00\x04\x00":              {"this is not text", "CSV"},
		"\x01\x02\xff\xfe\x05":                          {"this is not text", "CSV"},
		zipped():                                        {"no files in this zip", "table"},
		zipped("a/", "", "__MACOSX/b", table):           {"no files in this zip", "table"},
		zipped("a.csv", table)[:60]:                     {"the zip is truncated or damaged: zip: not a valid zip file", "download it again"},
		gz(table)[:9]:                                   {"the gzip is truncated", "download it again"},
		gz(table)[:17]:                                  {"the gzip is truncated", "download it again"},
		"\x1f\x8bnot a gzip":                            {"the gzip is damaged: gzip: invalid header", "download it again"},
	} {
		path := write(t, "x", content)
		_, err := Open(path, Options{})
		refused(t, err, tidy.Data, path+": "+want[0], want[1])
	}
}

// What looks like something else at its start and is a table is read.
func TestNotRefused(t *testing.T) {
	for _, content := range []string{"[1] a note\nb\n", "[a],[b]\n", "{a},b\n", "PAR1,b\n", "BZh9,b\n", "PK,b\n", "<b>,c\n", "a\x1a", "a\n"} {
		content += strings.Repeat("1,2\n", 10)
		if texts, err := Open(write(t, "x", content), Options{}); err != nil || texts[0].Encoding != "utf-8" {
			t.Errorf("%q: %v", content, err)
		}
	}
}

func TestRefusedPaths(t *testing.T) {
	dir := t.TempDir()
	_, err := Open(dir, Options{})
	refused(t, err, tidy.Failed, dir+" is a folder", "name a file in it")
	_, err = Open(dir+"/none", Options{})
	refused(t, err, tidy.Failed, "cannot read "+dir+"/none: no such file or directory", "check the path")
	_, err = Open("-", Options{})
	refused(t, err, tidy.Data, "standard input: the file is empty", "a header and rows")
	closed := write(t, "closed", table)
	if err := os.Chmod(closed, 0); err != nil {
		t.Fatal(err)
	}
	if f, err := os.Open(closed); err == nil {
		f.Close()
		t.Skip("this user may read any file")
	}
	_, err = Open(closed, Options{})
	refused(t, err, tidy.Failed, "cannot read "+closed+": permission denied", "permissions")
}

func TestRefusedEncodings(t *testing.T) {
	path := write(t, "x", table)
	for _, name := range []string{"utf-9", "UTF-7", "iso-2022-kr", " "} {
		_, err := Open(path, Options{Encoding: name})
		refused(t, err, tidy.Usage, `unknown encoding "`+name+`"`, "windows-1252")
	}
}

// One member that is no text does not hide the others, and none is read as one.
func TestRefusedMembers(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range [][2]string{{"a.csv", table}, {"read.pdf", "%PDF-1.7"}, {"b.zip", zipped("a.csv", table)}, {"c.xlsx", zipped("xl/workbook.xml", "")}, {"d.csv", ""}, {"e.csv", table}} {
		w, _ := z.Create(m[0])
		io.WriteString(w, m[1])
	}
	for name, method := range map[string]uint16{"secret.csv": zip.Deflate, "method.csv": 9} {
		h := &zip.FileHeader{Name: name, Method: method, CompressedSize64: 3, UncompressedSize64: 3}
		if name == "secret.csv" {
			h.Flags = 1
		}
		w, _ := z.CreateRaw(h)
		io.WriteString(w, "abc")
	}
	z.Close()
	path := write(t, "x.zip", b.String())
	texts, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][2]string{
		"read.pdf":   {"this is a PDF", "CSV"},
		"b.zip":      {"this is a zip inside an archive, which is not opened", "unpack it"},
		"c.xlsx":     {"this is an Excel workbook", "save it as CSV"},
		"d.csv":      {"the file is empty", "a header"},
		"secret.csv": {"protected by a password", "unpack it"},
		"method.csv": {"packed by a method that is not read (9)", "unpack it"},
	}
	if len(texts) != len(want)+2 {
		t.Errorf("%d texts", len(texts))
	}
	for _, x := range texts {
		got, err := rows(x)
		if w, ok := want[x.Member]; ok {
			refused(t, err, tidy.Data, path+"/"+x.Member+": "+w[0], w[1])
			refused(t, x.Refused, tidy.Data, path+"/"+x.Member+": "+w[0], w[1])
		} else if got != tableRows || err != nil {
			t.Errorf("%s: %q, error %v", x.Member, got, err)
		}
	}
	alone := write(t, "y.zip", zipped("c.xlsx", zipped("docProps/app.xml", "")))
	_, err = Open(alone, Options{})
	refused(t, err, tidy.Data, alone+"/c.xlsx: this is an Excel workbook", "save it as CSV")
}

func TestTooManyMembers(t *testing.T) {
	path := write(t, "x.zip", zipped("a.csv", table, "b.csv", table, "c.csv", table))
	for _, c := range []struct {
		members int
		listing int64
		refused bool
	}{{3, 1 << 20, false}, {2, 1 << 20, true}, {3, 300, true}} {
		most := standard
		most.members, most.listing = c.members, c.listing
		texts, err := open(path, Options{}, most)
		if c.refused {
			want := map[int]string{2: ": more than 2 files in a zip", 3: ": more than 3 files in a zip"}[c.members]
			refused(t, err, tidy.Data, path+want, "unpack it")
		} else if len(texts) != 3 || err != nil {
			t.Errorf("%d texts, error %v", len(texts), err)
		}
	}
}

// A bomb is a text that is large and that was small: both.
func TestBomb(t *testing.T) {
	most := standard
	most.unpacked = 1 << 20
	bomb := strings.Repeat("1,2\n", 1<<18+1)
	for name, content := range map[string]string{"x.gz": gz(bomb), "x.zip": zipped("a.csv", bomb)} {
		path := write(t, name, content)
		texts, err := open(path, Options{}, most)
		if err != nil {
			t.Fatal(err)
		}
		_, err = rows(texts[0])
		refused(t, err, tidy.Data, texts[0].Name+": unpacks to more than 1048576 bytes and more than 200 times its size", "no bomb")
	}
	for _, content := range []string{gz(bomb[4:]), gz(bomb + random(20_000)), bomb + bomb} {
		texts, err := open(write(t, "x", content), Options{}, most)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = rows(texts[0]); err != nil {
			t.Error(err)
		}
	}
}

// random is text that does not pack well, the same each time.
func random(n int) string {
	b, state := make([]byte, n), uint32(1)
	for i := range b {
		state = state*1664525 + 1013904223
		b[i] = 'a' + byte(state>>24)%26
	}
	return string(b)
}

// readAll opens and reads a file whole; that a part of it is missing must show.
func readAll(path string) (string, error) {
	texts, err := Open(path, Options{})
	if err != nil {
		return "", err
	}
	if _, err := texts[0].Head(1 << 20); err != nil {
		return "", err
	}
	return rows(texts[0])
}

// Wherever an archive is cut off or a byte of it changes, nothing else is read
// without an error, once its first bytes tell what it is; and Head leaves it to the reading to say so.
func TestDamage(t *testing.T) {
	first, second := gz(table[:25]), gz(table[25:])
	path := write(t, "x", "")
	for name, whole := range map[string]string{"gzip": first + second, "zip": zipped("a.csv", table)} {
		for i := 4; i < len(whole); i++ {
			changed := []byte(whole)
			changed[i] ^= 0xff
			for what, content := range map[string]string{"cut": whole[:i], "changed": string(changed)} {
				if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
				got, err := readAll(path)
				between := what == "cut" && i == len(first) && name == "gzip" // a whole gzip
				if err == nil && got != tableRows && !between {
					t.Errorf("%s %s at %d: %q without an error", name, what, i, got)
				}
				if what == "cut" && err == nil && !between {
					t.Errorf("%s cut at %d: no error", name, i)
				}
				if err != nil && tidy.KindOf(err) != tidy.Data {
					t.Errorf("%s %s at %d: error %v of kind %d", name, what, i, err, tidy.KindOf(err))
				}
			}
		}
	}
}

func TestHeadOfTruncated(t *testing.T) {
	whole := gz(random(50_000))
	path := write(t, "x.gz", whole[:len(whole)/2])
	texts, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	head, err := texts[0].Head(100_000)
	if err != nil || len(head) < 10_000 || !strings.HasPrefix(random(50_000), string(head)) {
		t.Errorf("%d bytes, error %v", len(head), err)
	}
	_, err = rows(texts[0])
	refused(t, err, tidy.Data, path+": the gzip is truncated", "download it again")
	in, err := texts[0].Input() // closed before the end: nothing to say
	if err != nil {
		t.Fatal(err)
	}
	if err := in.Close(); err != nil {
		t.Error(err)
	}
}

// What changes between Open and Close makes what was read worthless.
func TestChangeWhileReading(t *testing.T) {
	for name, change := range map[string]func(path string) error{
		"size":     func(path string) error { return os.WriteFile(path, []byte(table+"x"), 0o600) },
		"shorter":  func(path string) error { return os.Truncate(path, 20) },
		"time":     func(path string) error { return os.Chtimes(path, time.Time{}, time.Unix(1e9, 0)) },
		"removed":  os.Remove,
		"replaced": replace,
	} {
		path := write(t, "x.csv", table)
		texts, err := Open(path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		in, err := texts[0].Input()
		if err != nil {
			t.Fatal(err)
		}
		if err := change(path); err != nil {
			t.Fatal(err)
		}
		const hint = "run again"
		t.Log(name)
		refused(t, in.Close(), tidy.Data, path+" changed while it was read", hint)
		if name == "removed" {
			continue
		}
		_, err = texts[0].Input()
		refused(t, err, tidy.Data, path+" changed while it was read", hint)
		_, err = texts[0].Head(1)
		refused(t, err, tidy.Data, path+" changed while it was read", hint)
		_, err = texts[0].SHA256()
		refused(t, err, tidy.Data, path+" changed while it was read", hint)
	}
}

// replace puts another file in the place of one, of the same size and time.
func replace(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	other := filepath.Join(filepath.Dir(path), "other")
	if err := os.WriteFile(other, []byte(strings.Repeat("x", int(info.Size()))), 0o600); err != nil {
		return err
	}
	if err := os.Chtimes(other, info.ModTime(), info.ModTime()); err != nil {
		return err
	}
	return os.Rename(other, path)
}

// FuzzOpen opens any bytes: no panic, no hang, no more memory than the limits
// say, and a head that is the start of what is read.
func FuzzOpen(f *testing.F) {
	for _, seed := range []string{table, "\ufeff" + table, encoded(le, table), encoded(be, "\ufeff"+table), "a\rb\r", gz(table), gz(table, table),
		zipped("a.csv", table, "b/", "", "c.csv", encoded(le, table)), `[{"a": 1}]`, "%PDF-", gz(strings.Repeat("1,2\n", 100_000)), ""} {
		f.Add([]byte(seed), "")
		f.Add([]byte(seed), "shift_jis")
	}
	most := limits{kept: 1 << 20, unpacked: 1 << 16, ratio: 20, members: 50, listing: 1 << 14}
	f.Fuzz(func(t *testing.T, content []byte, told string) {
		texts, err := open("-", Options{Stdin: bytes.NewReader(content), Encoding: told}, most)
		if err != nil && len(texts) > 0 || err == nil && len(texts) == 0 || len(texts) > most.members {
			t.Fatalf("%d texts, error %v", len(texts), err)
		}
		for _, x := range texts {
			if x.Refused != nil {
				continue
			}
			head, err := x.Head(100)
			if err != nil || len(head) == 0 {
				t.Fatalf("head %q, error %v", head, err)
			}
			in, err := x.Input()
			if err != nil {
				t.Fatal(err)
			}
			bound := 4*max(int(most.unpacked), int(most.ratio)*len(content)) + looked // a letter may become four bytes
			all, err := in.Peek(bound + 1)
			if len(all) > bound {
				t.Fatalf("%d bytes of %d", len(all), len(content))
			}
			if !bytes.HasPrefix(all, head) {
				t.Fatalf("head %q of %q, error %v", head, all, err)
			}
			if closed := in.Close(); (closed == nil) != (err == nil) || err != nil && tidy.KindOf(err) != tidy.Data {
				t.Fatalf("error %v, closing %v", err, closed)
			}
			String(head)
		}
	})
}
