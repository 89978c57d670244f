package source

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	"tradestats/internal/scan"
	"tradestats/internal/tidy"
	"tradestats/internal/unpack"
)

// A head is the start of a text, by which its layout is recognised.
type head struct {
	name  string
	data  []byte
	short bool // data is all of the text
	text  *unpack.Text
	told  *marks                        // by a mapping file that says no more
	split map[scan.Dialect][]headRecord // its first records, as far as asked for
}

const (
	headSize    = 256 << 10 // bytes of a text that recognition looks at
	headRecords = 40        // records among which a header is looked for
)

func readHead(t *unpack.Text) (*head, error) {
	data, err := t.Head(headSize)
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, tidy.Errorf(tidy.Data, "give a file with a header and rows", "%s: the file is empty", t.Name)
	}
	return &head{name: t.Name, data: data, short: len(data) < headSize, text: t}, nil
}

// A header is the record that names the columns of a table.
type header struct {
	dialect scan.Dialect
	cells   []string   // trimmed, in UTF-8; without empty cells at the end
	width   int        // with them
	line    int        // counted from 1
	rows    scan.Place // behind it
	before  [][]string // the records before it: a preamble
	head    *head
}

// dialects are those in which a header is looked for.
var dialects = []scan.Dialect{
	scan.CSV, {Comma: ';', Quote: '"'}, {Comma: '\t', Quote: '"'}, scan.TSV, {Comma: '|', Quote: '"'},
}

// header finds the first record that is a header by a test, whatever the
// separator, and nil when there is none. The test sees cells without spaces
// around them.
func (h *head) header(test func(cells []string) bool) *header {
	for _, d := range dialects {
		if found := h.headerIn(d, test); found != nil {
			return found
		}
	}
	return nil
}

// headerIn is header in one dialect.
func (h *head) headerIn(d scan.Dialect, test func(cells []string) bool) *header {
	var before [][]string
	for _, r := range h.records(d) {
		if test(r.cells) {
			return &header{dialect: d, cells: r.cells, width: r.width, line: r.line, rows: r.behind, before: before, head: h}
		}
		before = append(before, r.cells)
	}
	return nil
}

// A headRecord is one of the first records.
type headRecord struct {
	cells  []string
	width  int        // with empty cells at the end
	line   int        // counted from 1
	behind scan.Place // where the next one starts
}

// records returns the first records in a dialect, up to one that is malformed.
// They are split once, for all layouts that ask.
func (h *head) records(d scan.Dialect) []headRecord {
	if known, ok := h.split[d]; ok {
		return known
	}
	var out []headRecord
	at := scan.Place{}
	for range headRecords {
		fields, next, line, err := h.record(d, at)
		if err != nil {
			break
		}
		out = append(out, headRecord{clean(fields), len(fields), line, next})
		at = next
	}
	if h.split == nil {
		h.split = map[scan.Dialect][]headRecord{}
	}
	h.split[d] = out
	return out
}

// record reads the record at a place and tells its line.
func (h *head) record(d scan.Dialect, at scan.Place) (fields []string, next scan.Place, line int, err error) {
	for size := int64(4 << 10); ; size *= 16 { // most records are short
		data := h.data[:min(at.Offset+size, int64(len(h.data)))]
		fields, next, err = scan.Header(scan.File(bytes.NewReader(data[at.Offset:]), int64(len(data))-at.Offset), d, scan.Place{})
		whole := len(data) == len(h.data)
		switch {
		case !whole && (err != nil || next.Offset >= int64(len(data))-at.Offset):
			continue // it may go on behind the part
		case err != nil:
			return nil, next, 0, err
		case !h.short && next.Offset >= int64(len(data))-at.Offset:
			return nil, next, 0, io.ErrUnexpectedEOF // it may go on behind the head
		}
		next = scan.Place{Offset: at.Offset + next.Offset, Lines: at.Lines + next.Lines}
		passed := h.data[at.Offset:next.Offset]
		blank := len(passed) - len(bytes.TrimLeft(passed, "\r\n"))
		return fields, next, at.Lines + 1 + bytes.Count(passed[:blank], []byte("\n")), nil
	}
}

// samples returns the first n records behind a header, fewer when there are no
// more; those that are malformed end it.
func (f *header) samples(n int) [][]string {
	var out [][]string
	enough := errors.New("enough")
	in := scan.File(bytes.NewReader(f.head.data), int64(len(f.head.data)))
	_, err := scan.Run(context.Background(), in, f.dialect, scan.Job[struct{}]{
		From: f.rows,
		New:  func() struct{} { return struct{}{} },
		Row: func(_ struct{}, r *scan.Row) error { // of one block, and so in order
			if len(out) == n {
				return enough
			}
			fields := make([]string, r.Len())
			for k := range fields {
				fields[k] = string(r.Field(k))
			}
			out = append(out, clean(fields))
			return nil
		},
		Merge: func(_, _ struct{}, _ int) struct{} { return struct{}{} },
	}, 1)
	// The last record is only a part where it is malformed, or ends with the head.
	if !errors.Is(err, enough) && len(out) > 0 && (err != nil || !f.head.short) {
		out = out[:len(out)-1]
	}
	return out
}

// column returns the position of the first column that has one of some names,
// in any case; -1 when there is none.
func (f *header) column(names ...string) int {
	for _, name := range names {
		for k, cell := range f.cells {
			if strings.EqualFold(cell, name) {
				return k
			}
		}
	}
	return -1
}

// has tells whether cells hold all of some names, in any case and order.
func has(cells []string, names ...string) bool {
	f := header{cells: cells}
	for _, name := range names {
		if f.column(name) < 0 {
			return false
		}
	}
	return true
}

// starts tells whether cells begin with some names, in any case.
func starts(cells []string, names ...string) bool {
	if len(cells) < len(names) {
		return false
	}
	for k, name := range names {
		if !strings.EqualFold(cells[k], name) {
			return false
		}
	}
	return true
}

// clean trims the cells of a record and drops empty ones at its end.
func clean(fields []string) []string {
	out := make([]string, len(fields))
	last := 0
	for k, field := range fields {
		text, ok := unpack.String([]byte(field))
		if !ok {
			text = strings.ToValidUTF8(field, "\ufffd")
		}
		if out[k] = strings.TrimSpace(text); out[k] != "" {
			last = k + 1
		}
	}
	return out[:last]
}

// unknownLayout is the error for a text in no layout that is known.
func unknownLayout(h *head) error {
	var names []string
	for _, l := range layouts {
		names = append(names, l.name)
	}
	if !h.short && !bytes.ContainsAny(h.data, "\n") {
		return &UnknownLayout{head: h, row: tidy.RowError{File: h.name, Line: 1, Text: string(h.data[:40]),
			Why: "the first line has more than 256 KiB: no table", Hint: "see 'tradestats inspect --records " + h.name + "'"}}
	}
	first := draftHeader(h)
	text, line := "", 1
	if first != nil {
		text, line = strings.Join(first.cells, ","), first.line
	} else if fields, _, at, err := h.record(scan.TSV, scan.Place{}); err == nil {
		text, line = strings.Join(fields, " "), at
	}
	return &UnknownLayout{head: h, row: tidy.RowError{File: h.name, Line: line, Text: text,
		Why:  "layout not known: looked for " + strings.Join(names, "; "),
		Hint: "describe its columns in a mapping file: 'tradestats inspect --draft " + h.name + "' writes one to start from"}}
}

// An UnknownLayout is the error for a text in no layout that is known.
type UnknownLayout struct {
	head *head
	row  tidy.RowError
}

func (e *UnknownLayout) Error() string { return e.row.Error() }

// Unwrap makes it a *tidy.RowError too.
func (e *UnknownLayout) Unwrap() error { return &e.row }

// A Companion is the error for a file that describes others and holds no
// figures of its own, such as a publisher's metadata: it is passed over.
type Companion struct {
	Name string
	What string // such as "World Bank metadata of economies"
}

func (e *Companion) Error() string { return e.Name + ": " + e.What + ", no figures" }

// IsCompanion tells whether an error is about a file that holds no figures.
func IsCompanion(err error) (*Companion, bool) {
	var c *Companion
	ok := errors.As(err, &c)
	return c, ok
}
