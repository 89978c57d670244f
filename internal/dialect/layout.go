package dialect

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/lenient"
	"tradestats/internal/mend"
)

// lookAt finds the width, the columns, the preamble and the header.
func (d *Dialect) lookAt(head []byte, given Given) {
	if given.Preamble != nil {
		d.Preamble = *given.Preamble
	}
	records := d.read(head)
	if len(records) == 0 {
		return
	}
	d.Width = width(records)
	crlf := 0
	var body [][]string
	for _, r := range records {
		if r.CRLF {
			crlf++
		}
		if len(r.Fields) == d.Width {
			body = append(body, r.Fields)
		}
	}
	if 2*crlf > len(records) {
		d.End = "\r\n"
	}
	const most = 8 // lines that may be above the data
	d.columns = mend.Learn(body[min(len(body)/2, most):], d.Width)
	above := d.lay(d.read(head), given) // read anew: with columns to mend by
	d.columns = mend.Learn(body[min(above, len(body)):], d.Width)
	d.ragged = d.isRagged(records)
}

// read reads the head as far as columns tell how. Until there is a record of
// data, any may be a heading.
func (d *Dialect) read(head []byte) []lenient.Record {
	const enough = 2000
	var out []lenient.Record
	r := lenient.NewReader(bytes.NewReader(head), d.Style, d.columns)
	r.Headings = enough
	if r.SkipLines(d.Preamble) != nil {
		return nil
	}
	for len(out) < enough && r.Next() == nil {
		record := r.Record
		record.Fields = slices.Clone(r.Fields)
		out = append(out, record)
		if d.Width > 0 && len(r.Fields) == d.Width && d.isData(r.Fields) {
			r.Headings = 0
		}
	}
	return out
}

// width returns the most frequent width of the first records: further on there
// may be another table.
func width(records []lenient.Record) int {
	counts, best := map[int]int{}, 0
	for _, r := range records[:min(100, len(records))] {
		n := len(r.Fields)
		counts[n]++
		if counts[n] > counts[best] {
			best = n
		}
	}
	return best
}

// lay finds what stands ahead of the data, and returns how many records that is.
//
// Preamble are the lines ahead of the first record that is filled beyond its
// first two cells, or up to the end. Header is that record when its cells are
// not what their columns hold, and those below it that are no data either: they
// repeat it, or have something else where the columns hold values.
func (d *Dialect) lay(records []lenient.Record, given Given) int {
	at := 0
	if given.Preamble == nil {
		if at = d.first(records); at > 0 {
			d.Preamble = records[at].Line - 1
		}
	}
	switch {
	case given.Header != nil:
		d.Header = *given.Header
	case !d.isData(records[at].Fields):
		d.Header = 1
		for n := at + 1; n < len(records) && n < at+5 && !records[n].Gap && d.goesOn(records[at].Fields, records[n].Fields); n++ {
			d.Header++
		}
	case at > 0 && !records[at].Gap: // of a table without header, it seems
		above := records[at-1]
		if d.heading = mend.New(d.Style, d.columns).Heading(strings.Join(above.Fields, d.Delimiter)); d.heading != nil {
			at--
			d.Preamble, d.Header = above.Line-1, 1
		}
	}
	return at + d.Header
}

// first returns the number of the record that is the first of the table: filled,
// and behind all blank lines ahead of the data, which part it from a title.
func (d *Dialect) first(records []lenient.Record) int {
	filled := func(r lenient.Record) bool { return len(r.Fields) >= d.Width && !d.narrow(r.Fields) }
	n := 0
	for ; !filled(records[n]) && !d.isShortHeader(records[n:]); n++ {
		if n+1 == len(records) {
			return 0
		}
	}
	last := n
	for m := n; m < len(records); m++ {
		if d.isData(records[m].Fields) {
			return last
		}
		if records[m].Gap && filled(records[m]) {
			last = m
		}
	}
	return n // there is no data, or nothing tells it
}

// isShortHeader tells whether the first record is a header in which a delimiter
// is missing: it stands just above a record that is whole, and is no sentence
// with commas.
func (d *Dialect) isShortHeader(records []lenient.Record) bool {
	if len(records) < 2 || records[1].Gap || len(records[1].Fields) != d.Width {
		return false
	}
	fields := records[0].Fields
	return len(fields) == d.Width-1 && len(fields) > 1 && !slices.ContainsFunc(fields, func(f string) bool { return f == "" || f[0] == ' ' })
}

// narrow tells whether a record has nothing beyond its first two cells, where
// the table has more.
func (d *Dialect) narrow(fields []string) bool {
	return d.Width > 2 && blank(fields[min(2, d.Width-2, len(fields)):])
}

// isData tells whether the cells of a record are what their columns hold. A
// table without columns that tell has a header. A year above numbers that are
// no years is a heading.
func (d *Dialect) isData(fields []string) bool {
	fitting, other := 0, 0
	for k, c := range d.columns {
		switch {
		case k >= len(fields) || c.Free() || fields[k] == "":
		case c.Fits(fields[k]) && (!isYear(fields[k]) || c.FitsExactly(fields[k])):
			fitting++
		default:
			other++
		}
	}
	return fitting > other
}

func isYear(cell string) bool {
	n, err := strconv.Atoi(strings.TrimSpace(cell))
	return err == nil && n >= 1800 && n < 2200
}

// goesOn tells whether a record below the first line of a header is one more.
func (d *Dialect) goesOn(first, fields []string) bool {
	switch {
	case len(fields) != d.Width:
		return false
	case slices.Equal(first, fields):
		return true
	}
	filled, telling := 0, 0
	for k, c := range d.columns {
		if c.Free() {
			continue
		}
		if telling++; fields[k] == "" {
			continue
		}
		if c.Fits(fields[k]) {
			return false
		}
		filled++
	}
	return telling > 1 && 2*filled >= telling
}

// isRagged tells whether so many records have another width that it is no fault.
// Lines that are not delimited are notes.
func (d *Dialect) isRagged(records []lenient.Record) bool {
	all, off := 0, 0
	for _, r := range records {
		if n := len(r.Fields); r.Line > d.Preamble && n > 1 {
			all++
			if n != d.Width {
				off++
			}
		}
	}
	return off > 2 && 4*off > all && d.Delimiter != " "
}

// blank tells whether fields hold nothing.
func blank(fields []string) bool {
	return !slices.ContainsFunc(fields, func(f string) bool { return strings.TrimSpace(f) != "" })
}
