package unpack

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"strings"

	"tradestats/internal/tidy"
)

// A kind is what a file is that is not text, or not a table.
type kind struct {
	thing string
	hint  string
}

const (
	asCSV    = "save it as CSV and give that"
	getCSV   = "download the table as CSV"
	unpackIt = "unpack it and give the file in it"
)

var (
	workbook = &kind{"an Excel workbook", "save it as CSV (UTF-8) and give that"}
	webPage  = &kind{"a web page, not a table", "the download may have failed: open the file in a browser to see why, then download it again"}
	xmlText  = &kind{"XML", getCSV}
	jsonText = &kind{"JSON", getCSV}
)

// kinds are told by bytes at a place.
var kinds = []struct {
	at    int
	bytes string
	kind  *kind
}{
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", &kind{"an old Excel workbook or another Office document", "save it as CSV (UTF-8) and give that"}},
	{0, "%PDF-", &kind{"a PDF", "look for the table as CSV where it came from"}},
	{0, "\x89PNG\r\n", &kind{"a PNG image", "give a table"}},
	{0, "\xff\xd8\xff", &kind{"a JPEG image", "give a table"}},
	{0, "GIF8", &kind{"a GIF image", "give a table"}},
	{0, "\x7fELF", &kind{"a program", "give a table"}},
	{0, "SQLite format 3\x00", &kind{"an SQLite database", "export the table as CSV and give that"}},
	{0, "PAR1\x15", &kind{"a Parquet file", asCSV}},
	{0, "ARROW1\x00", &kind{"an Arrow file", asCSV}},
	{0, "\x1f\x8b", &kind{"a gzip inside an archive", unpackIt}},
	{4, "1AY&SY", &kind{"packed with bzip2", unpackIt}},
	{0, "\xfd7zXZ\x00", &kind{"packed with xz", unpackIt}},
	{0, "\x28\xb5\x2f\xfd", &kind{"packed with zstd", unpackIt}},
	{0, "7z\xbc\xaf\x27\x1c", &kind{"a 7z archive", unpackIt}},
	{0, "Rar!\x1a\x07", &kind{"a RAR archive", unpackIt}},
	{257, "ustar\x00", &kind{"a tar archive", unpackIt}},
	{257, "ustar  \x00", &kind{"a tar archive", unpackIt}},
	{0, "\xff\xfe\x00\x00", &kind{"text in UTF-32", "save it in UTF-8"}},
	{0, "\x00\x00\xfe\xff", &kind{"text in UTF-32", "save it in UTF-8"}},
}

// kindOf says what bytes are that are known to be no text, or returns nil.
func kindOf(raw []byte) *kind {
	if isZip(raw) { // of another archive, or it would have been opened
		for _, part := range []string{"[Content_Types].xml", "xl/work", "docProps/app"} {
			if bytes.Contains(raw, []byte(part)) {
				return workbook
			}
		}
		return &kind{"a zip inside an archive, which is not opened", unpackIt}
	}
	for _, k := range kinds {
		if len(raw) > k.at && bytes.HasPrefix(raw[k.at:], []byte(k.bytes)) {
			return k.kind
		}
	}
	return nil
}

// officeKind says what a zip is that is a document, or returns nil.
func officeKind(listed []*zip.File) *kind {
	has := map[string]bool{}
	for _, m := range listed {
		folder, _, _ := strings.Cut(m.Name, "/")
		has[m.Name], has[folder] = true, true
	}
	switch {
	case has["[Content_Types].xml"] && has["xl"]:
		return workbook
	case has["[Content_Types].xml"]:
		return &kind{"an Office document", asCSV}
	case has["mimetype"] && has["content.xml"]:
		return &kind{"an OpenDocument file", asCSV}
	}
	return nil
}

// kindOfText says what text is that is no table, or returns nil.
func kindOfText(text []byte) *kind {
	text = bytes.TrimLeft(text, " \t\r\n")
	start := strings.ToLower(string(text[:min(len(text), 15)]))
	switch {
	case strings.HasPrefix(start, "<!doctype html"), strings.HasPrefix(start, "<html"):
		return webPage
	case strings.HasPrefix(start, "<?xml"):
		return xmlText
	case strings.HasPrefix(start, "{"), strings.HasPrefix(start, "["):
		if isJSON(text) {
			return jsonText
		}
	}
	return nil
}

// isJSON tells JSON from a table whose first cell starts with a bracket.
func isJSON(start []byte) bool {
	d := json.NewDecoder(bytes.NewReader(start))
	for {
		if _, err := d.Token(); err != nil {
			return err == io.EOF || err == io.ErrUnexpectedEOF
		}
	}
}

// refuse says that the text is something else.
func (t *Text) refuse(k *kind) error {
	return tidy.Errorf(tidy.Data, k.hint, "%s: this is %s", t.Name, k.thing)
}

// notBinary refuses what has NULs or is full of control characters: text has
// hardly any, other bytes have one in nine.
func notBinary(name string, text []byte) error {
	controls := 0
	for _, c := range text {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			controls++
		}
	}
	if bytes.IndexByte(text, 0) < 0 && controls*20 <= len(text) {
		return nil
	}
	return tidy.Errorf(tidy.Data, "give a table as text: CSV or TSV", "%s: this is not text", name)
}
