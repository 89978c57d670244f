// Package lenient reads the records of a text of which the style is known and
// that need not keep to it. What a strict reader accepts is read as it reads
// it. A record that is malformed, or has another number of fields than the
// table has columns, is mended where the columns tell how; where not, it is
// read as it stands, and no quote that is left open swallows the rows below.
package lenient

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"tradestats/internal/mend"
	"tradestats/internal/tidy"
	"tradestats/internal/unpack"
)

// Limits of a text that is still taken for a table.
const (
	MaxRecord = 16 << 20  // bytes
	MaxFields = 1_000_000 // fields of a record
)

// A Record is what was read last.
type Record struct {
	Fields []string // valid until the next one is read
	Line   int      // on which it starts, counted from 1
	Size   int      // in bytes
	Gap    bool     // a blank line stands ahead of it
	CRLF   bool     // it ends so
	Broken bool     // it is malformed
	Mended bool
}

// A Reader reads records one by one. Lines end in LF or CRLF. Memory is bounded
// by the longest record, and the time it takes by the length of the text.
type Reader struct {
	Record
	Headings int // how many records to come may be headings, which do not look like their columns

	src io.Reader
	lexer
	width  int
	mender *mend.Mender // nil to read as it stands

	buf   []byte
	pos   int // of the next record in buf
	end   error
	lines int // passed

	passed, wasted int // bytes of records, and bytes looked at behind them in vain
}

// NewReader reads a text of a table with such columns; without any, nothing is
// mended.
func NewReader(src io.Reader, s mend.Style, columns mend.Columns) *Reader {
	r := &Reader{src: src, lexer: lexer{delimiter: []byte(s.Delimiter), quote: s.Quote, escape: s.Escape}}
	if columns != nil {
		r.width, r.mender = len(columns), mend.New(s, columns)
	}
	return r
}

// Next reads a record; io.EOF when there is none, a *tidy.RowError for what is
// no table.
func (r *Reader) Next() error {
	gap, err := r.skipBlank()
	if err != nil {
		return err
	}
	n, found, err := r.strict()
	if err != nil {
		return err
	}
	r.Record = Record{Fields: r.Fields, Line: r.lines + 1, Gap: gap, Broken: found == broken}
	if found != broken {
		r.Fields = r.fields(r.buf[r.pos:], r.Fields)
	}
	if found != clean || r.mender != nil && len(r.Fields) != r.width {
		if n, err = r.repair(n, found); err != nil {
			return err
		}
	}
	r.Headings--
	return r.accept(n)
}

// strict splits the next record by the rules, and reads on until it is whole.
func (r *Reader) strict() (int, state, error) {
	impatient := r.impatient()
	for {
		b, whole := r.buf[r.pos:], r.end != nil
		if impatient { // each line is taken for itself
			if n := bytes.IndexByte(b, '\n'); n >= 0 {
				b, whole = b[:n+1], true
			}
		}
		n, found := r.split(b, whole, false)
		if found == short && (r.double(len(b)) || !whole && r.end != nil) {
			continue
		}
		switch {
		case r.end != nil && r.end != io.EOF:
			return 0, found, r.end
		case found == wide:
			return 0, found, r.refuseWide()
		case found == short && bytes.IndexByte(b, '\n') < 0:
			return 0, found, r.refuseLong()
		case found == short:
			found = broken // by a quote that is left open
		}
		return n, found, nil
	}
}

// impatient tells that much was looked at in vain, more than twice what was
// read: a text made so that the end of each quote is far away cannot hold the
// reader up.
func (r *Reader) impatient() bool { return r.wasted > 32<<20+2*r.passed }

// repair reads the first line of a record that is not as it should be. It
// returns where the next one starts: at n when the record stays as it is by the
// rules.
func (r *Reader) repair(n int, found state) (int, error) {
	line, after, err := r.line()
	if err != nil {
		return 0, err
	}
	var read []string // what the line is by the rules, where it is a record
	if found == broken {
		r.wasted += max(0, n-after)
	} else if n == after {
		read = r.Fields
	}
	if r.mender != nil {
		if cells := r.mender.Line(string(line), read, r.Headings > 0, r.passed); cells != nil {
			r.Fields, r.Mended = append(r.Fields[:0], cells...), true
			return after, nil
		}
	}
	if found != broken {
		return n, nil
	}
	if _, found = r.split(line, true, true); found == wide {
		return 0, r.refuseWide()
	}
	r.Fields = r.fields(line, r.Fields)
	return after, nil
}

// accept goes behind the record, and makes UTF-8 of its fields.
func (r *Reader) accept(n int) error {
	text := r.buf[r.pos : r.pos+n]
	if bytes.IndexByte(text, 0) >= 0 {
		return r.refuse("a zero byte, which no text holds")
	}
	if !utf8.Valid(text) {
		for k, f := range r.Fields {
			r.Fields[k], _ = unpack.String([]byte(f)) // what it does not know may stand in a note
		}
	}
	r.lines += max(1, bytes.Count(text, []byte("\n")))
	r.pos += n
	r.passed += n
	r.Size, r.CRLF = n, bytes.HasSuffix(text, []byte("\r\n"))
	return nil
}

func (r *Reader) refuseWide() error { return r.refuse("more than %d fields", MaxFields) }
func (r *Reader) refuseLong() error { return r.refuse("a line of more than %d MiB", MaxRecord>>20) }

func (r *Reader) refuse(format string, args ...any) error {
	return &tidy.RowError{Line: r.lines + 1, Why: fmt.Sprintf(format, args...), Hint: "is this a table of text? --delimiter and --quote say how it is written"}
}
