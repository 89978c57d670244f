package dialect

import (
	"io"
	"slices"
	"strings"

	"tradestats/internal/lenient"
)

// A Table reads the records of a text: its header as one record, then its data,
// without preamble, footnotes and a second table below. Memory is bounded by the
// longest record, and a MiB of records that may be footnotes.
type Table struct {
	r      *lenient.Reader
	d      Dialect
	header []string // the last line of it, as it stands
	fields []string
	err    error

	started bool
	held    []record // that are footnotes if the table ends with them
	size    int      // bytes in them
	sparse  bool     // a record like them stands amid the data
	ready   int      // how many of held are records after all

	Mended Places // records that were malformed and are mended
	Uneven Places // records that have another number of fields than the table
	Notes  int    // how many records below the data were left out
	Second int    // the line on which a second table starts; 0 when there is none
}

// Places are where something stands.
type Places struct {
	Count int
	Lines []int // the first ten, counted from 1
}

func (p *Places) add(line int) {
	if p.Count++; p.Count <= 10 {
		p.Lines = append(p.Lines, line)
	}
}

type record struct {
	fields []string
	line   int
}

// Records reads the records of a text that is written in a dialect, decoded as
// its head was. An error is of the text, or a *tidy.RowError without a file.
func Records(src io.Reader, d Dialect) (*Table, error) {
	columns := d.columns
	if d.ragged {
		columns = nil // nothing tells that a record is wrong
	}
	t := &Table{r: lenient.NewReader(src, d.Style, columns), d: d}
	t.r.Headings = max(1, d.Header)
	return t, t.r.SkipLines(d.Preamble)
}

// Fields returns the fields of the record; they are valid until Next.
func (t *Table) Fields() []string { return t.fields }

// Err returns why Next returned false; nil at the end of the text. It names a
// line and no file.
func (t *Table) Err() error { return t.err }

// Next goes to the next record.
func (t *Table) Next() bool {
	if !t.started {
		t.started = true
		if t.d.Header > 0 {
			return t.readHeader()
		}
	}
	for t.ready == 0 {
		if t.err != nil || t.Second > 0 || !t.hold() {
			t.Notes += len(t.held)
			t.held = nil
			return false
		}
	}
	if t.fields = t.held[0].fields; len(t.fields) != t.d.Width {
		t.Uneven.add(t.held[0].line)
	}
	t.held = t.held[1:]
	t.ready--
	return true
}

// readHeader joins the lines of the header, column by column.
func (t *Table) readHeader() bool {
	for n := range t.d.Header {
		if !t.take() {
			return n > 0 && t.err == nil
		}
		line := slices.Clone(t.r.Fields)
		if t.d.heading != nil && !t.r.Mended {
			line = t.d.heading
			t.Mended.add(t.r.Line)
		}
		if t.header = line; n == 0 {
			t.fields = slices.Clone(line)
			continue
		}
		for k, f := range line {
			switch {
			case k >= len(t.fields):
				t.fields = append(t.fields, f)
			case t.fields[k] == "":
				t.fields[k] = f
			case f != "":
				t.fields[k] += " " + f
			}
		}
	}
	return true
}

// take reads a record.
func (t *Table) take() bool {
	if err := t.r.Next(); err != nil {
		if err != io.EOF {
			t.err = err
		}
		return false
	}
	if t.r.Mended {
		t.Mended.add(t.r.Line)
	}
	return true
}

// hold takes a record and holds it, until it is clear whether it is a footnote.
// It returns false when nothing is left that is none.
func (t *Table) hold() bool {
	if !t.take() {
		if t.err == nil && t.sparse {
			t.release() // the table has such records amid its data
		}
		return t.ready > 0
	}
	if t.repeatsHeader(t.r.Fields) {
		t.Second = t.r.Line
		t.release()
		return t.ready > 0
	}
	fields := t.r.Fields
	note := t.isNote(fields)
	if note {
		fields = slices.Clone(fields) // more is read before they are used
	}
	t.held = append(t.held, record{fields, t.r.Line})
	t.size += t.r.Size
	t.sparse = t.sparse || !note && len(t.held) > 1
	const most = 1 << 20 // footnotes are short
	if !note || t.size > most {
		t.release()
	}
	return true
}

func (t *Table) release() { t.ready, t.size = len(t.held), 0 }

// isNote tells whether a record may be a footnote: it is blank, or not
// delimited, or has nothing beyond a first cell that reads like a sentence, or
// follows such a one or a blank line and has too few fields.
func (t *Table) isNote(fields []string) bool {
	below := t.r.Gap || len(t.held) > 0
	switch {
	case t.d.Width < 2:
		return false
	case blank(fields):
		return true
	case len(fields) < t.d.Width:
		return below || len(fields) == 1 && !t.d.ragged
	}
	return t.d.Width > 2 && blank(fields[1:]) && (below || strings.Contains(fields[0], ": ") || len(strings.Fields(fields[0])) > 5)
}

// repeatsHeader tells whether a record is the header of a second table: it has
// the cells of the first one's, as far as both have them.
func (t *Table) repeatsHeader(fields []string) bool {
	n := min(len(fields), len(t.header))
	return n > 1 && 2*n > t.d.Width && slices.Equal(fields[:n], t.header[:n]) && strings.Join(fields[:n], "") != ""
}
