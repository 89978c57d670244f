package unpack

import (
	"bytes"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	utf "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"tradestats/internal/tidy"
)

// A coding is an encoding with its name. Text without decoder is read as it is.
type coding struct {
	name    string
	decoder encoding.Encoding
}

var (
	utf8Text    = &coding{"utf-8", nil}
	utf16LE     = &coding{"utf-16le", utf.UTF16(utf.LittleEndian, utf.IgnoreBOM)}
	utf16BE     = &coding{"utf-16be", utf.UTF16(utf.BigEndian, utf.IgnoreBOM)}
	windows1252 = &coding{"windows-1252", nil} // as found: String decodes it
)

// marks are byte order marks.
var marks = []struct {
	bytes string
	of    *coding
}{
	{"\xef\xbb\xbf", utf8Text}, {"\xff\xfe", utf16LE}, {"\xfe\xff", utf16BE},
}

// encodingOf returns the encoding of a name, nil for "". What HTML says comes
// first: there Latin-1 is Windows-1252, as it is in files.
func encodingOf(name string) (*coding, error) {
	if name == "" {
		return nil, nil
	}
	found, err := htmlindex.Get(name)
	if err != nil {
		found, err = ianaindex.IANA.Encoding(name)
	}
	if err != nil || found == nil || found == encoding.Replacement {
		return nil, tidy.Errorf(tidy.Usage, "give a name such as utf-8, utf-16le, windows-1252, iso-8859-2 or shift_jis", "unknown encoding %q", name)
	}
	canonical, err := htmlindex.Name(found)
	if err != nil {
		canonical = strings.ToLower(strings.TrimSpace(name))
	}
	if found == utf.UTF8 {
		return utf8Text, nil
	}
	return &coding{canonical, found}, nil
}

// settle decides how the text is encoded: a byte order mark is believed before
// what was told, and that before what the bytes look like.
func (t *Text) settle(raw []byte, told *coding) {
	is := told
	for _, m := range marks {
		if bytes.HasPrefix(raw, []byte(m.bytes)) {
			is, t.mark = m.of, len(m.bytes)
			break
		}
	}
	if is == nil {
		is = guess(raw)
	}
	t.Encoding = is.name
	if is.decoder != nil {
		t.decoded = is
	}
}

// guess says what text without byte order mark looks like.
func guess(raw []byte) *coding {
	if bytes.IndexByte(raw, 0) >= 0 {
		return guessUTF16(raw)
	}
	whole := raw
	for cut := 0; cut < utf8.UTFMax && len(raw) == looked; cut++ { // the last letter may be cut
		if r, n := utf8.DecodeLastRune(whole); r != utf8.RuneError || n != 1 {
			break
		}
		whole = whole[:len(whole)-1]
	}
	if utf8.Valid(whole) {
		return utf8Text
	}
	return windows1252
}

// guessUTF16 goes by where the NULs stand: digits, separators and Latin letters,
// most of a table, have one each, all on the same side. Whatever else has NULs
// is refused as UTF-8.
func guessUTF16(raw []byte) *coding {
	var nuls [2]int
	for i, c := range raw {
		if c == 0 {
			nuls[i%2]++
		}
	}
	pairs := len(raw) / 2
	switch {
	case nuls[1]*2 >= pairs && nuls[0]*20 <= nuls[1]:
		return utf16LE
	case nuls[0]*2 >= pairs && nuls[1]*20 <= nuls[0]:
		return utf16BE
	}
	return utf8Text
}

// decode makes of the bytes of the text what is scanned.
func (t *Text) decode(r io.Reader) io.Reader {
	_, _ = io.CopyN(io.Discard, r, int64(t.mark)) // what is wrong the next read says
	if t.decoded != nil {
		r = transform.NewReader(r, t.decoded.decoder.NewDecoder())
	}
	if t.Returns {
		r = &returns{Reader: r}
	}
	return r
}

// endsInReturns tells text of which the lines end in CR alone, as they did on
// the first Macs. Excel wrote LF there for a line break in a quoted cell.
func endsInReturns(text []byte) bool {
	quoted, found := false, false
	for _, c := range text {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n':
			return false
		case c == '\r':
			found = true
		}
	}
	return found
}

// returns makes LF of CR and of CRLF, so that lines count alike.
type returns struct {
	io.Reader
	last bool // the last byte was CR
}

func (r *returns) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	to := 0
	for _, c := range p[:n] {
		second := r.last && c == '\n'
		if r.last = c == '\r'; r.last {
			c = '\n'
		}
		if !second {
			p[to] = c
			to++
		}
	}
	return to, err
}

// String makes UTF-8 of a field: as it is when it is valid, else read as
// Windows-1252. It reports false when the field holds a byte that Windows-1252
// does not know, or control characters other than tab, CR and LF; the text is
// then what can be made of it.
func String(field []byte) (string, bool) {
	if utf8.Valid(field) {
		s := string(field)
		return s, !strings.ContainsFunc(s, isControl)
	}
	var b strings.Builder
	known := true
	for _, c := range field {
		r := charmap.Windows1252.DecodeByte(c)
		known = known && r != utf8.RuneError && !isControl(r)
		b.WriteRune(r)
	}
	return b.String(), known
}

func isControl(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' }
