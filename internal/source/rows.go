package source

import (
	"errors"
	"fmt"
	"runtime"

	"tradestats/internal/scan"
	"tradestats/internal/unpack"
)

func workers() int { return runtime.GOMAXPROCS(0) }

// rows are what was found in one block of a text: rows that are wanted, totals
// over partners, and what was left out.
type rows struct {
	want    Want
	width   int
	records int
	record  *scan.Row // the one that is parsed
	found   []Row
	sums    *totals // nil without Want.Partner
	left    []Left
	refused []*scan.Error // with lines of the block

	texts  map[string]string // each text of the block once
	wanted map[string]bool   // what Want.Series said
	sides  map[[2]string]Side
}

func newRows(w Want, width int) *rows {
	out := &rows{want: w, width: width, texts: map[string]string{}, wanted: map[string]bool{}}
	if w.Partner != nil {
		out.sums, out.sides = newTotals(w), map[[2]string]Side{}
	}
	return out
}

// wants tells whether the rows of a series are wanted.
func (o *rows) wants(code string) bool {
	if o.want.Series == nil {
		return true
	}
	yes, asked := o.wanted[code]
	if !asked {
		yes = o.want.Series(code)
		o.wanted[code] = yes
	}
	return yes
}

// inYears tells whether the rows of a year are wanted.
func (o *rows) inYears(year int) bool {
	return year >= o.want.From && (o.want.To == 0 || year <= o.want.To)
}

// text returns the k-th field without spaces around it, in UTF-8; "" when the
// record has fewer fields or k is below 0, as of a column that is not there.
func (o *rows) text(r *scan.Row, k int) (string, error) {
	if k < 0 {
		return "", nil
	}
	field := trim(r.Field(k))
	if s, known := o.texts[string(field)]; known {
		return s, nil
	}
	s, ok := unpack.String(field)
	if !ok {
		return "", r.Error(k, notText)
	}
	o.texts[string(field)] = s
	return s, nil
}

// fits refuses a record that has fewer fields than a least number, or more than
// a most that are not empty: a spreadsheet drops empty fields at the end of a
// row, or adds some.
func fits(r *scan.Row, least, most, width int) error {
	n := r.Len()
	for k := most; k < n; k++ {
		if len(trim(r.Field(k))) > 0 {
			return r.Error(k, fmt.Sprintf("%d fields, the header has %d", n, width))
		}
	}
	if n < least {
		return r.Error(n, noSuchField)
	}
	return nil
}

func (o *rows) fits(r *scan.Row, least, most int) error { return fits(r, least, most, o.width) }

// joined returns texts joined, each result once.
func (o *rows) joined(separator string, texts ...string) string {
	var space [256]byte
	key := space[:0]
	for _, text := range texts {
		if text == "" {
			continue
		}
		if len(key) > 0 {
			key = append(key, separator...)
		}
		key = append(key, text...)
	}
	if s, known := o.texts[string(key)]; known {
		return s
	}
	s := string(key)
	o.texts[s] = s
	return s
}

// judge keeps an error about a record where the reading is to go on.
func (o *rows) judge(err error) error {
	var e *scan.Error
	if o.want.Refused == nil || !errors.As(err, &e) {
		return err
	}
	e.Line = o.record.Line() + e.Line - e.Start
	o.refused = append(o.refused, e)
	return nil
}

// leave counts a row that is left out.
func (o *rows) leave(why string) { o.left = leave(o.left, why, 1) }

// add takes a row that the predicates of Want have let through. It may still be
// of a partner that is not wanted.
func (o *rows) add(row Row) error {
	if o.sums == nil {
		o.found = append(o.found, row)
		return nil
	}
	if row.Partner == "" { // of a partner that is not named: all of them
		o.sums.add(row, Whole)
		return nil
	}
	side, err := o.side(row)
	if err != nil {
		return whole(o.record, row.Partner, err.Error())
	}
	if side&Keep != 0 {
		o.found = append(o.found, row)
	}
	if side&(Whole|Part) != 0 {
		o.sums.add(row, side)
	}
	return nil
}

// side is what the partner of a row is.
func (o *rows) side(row Row) (Side, error) {
	key := [2]string{row.Partner, row.PartnerLabel}
	side, known := o.sides[key]
	if !known {
		var err error
		if side, err = o.want.Partner(row.Partner, row.PartnerLabel); err != nil {
			return 0, err
		}
		o.sides[key] = side
	}
	if row.PartnerGroup {
		side &^= Part // its members stand beside it
	}
	return side, nil
}

// take adds the rows of the next block: what is found goes on at once, so that
// no more than a few blocks are held.
func (o *rows) take(next *rows, lines int, each func(Row) error) error {
	o.records += next.records
	for _, l := range next.left {
		o.left = leave(o.left, l.Why, l.Rows)
	}
	for _, row := range next.found {
		row.Line += lines
		if err := each(row); err != nil {
			return err
		}
	}
	if o.sums != nil {
		o.sums.take(next.sums, lines)
	}
	return nil
}

// totals hands on the totals over partners.
func (o *rows) totals(each func(Row) error, refuse func(*Mixed) error) error {
	if o.sums == nil {
		return nil
	}
	for _, row := range o.want.addedOnce() {
		side := Whole
		if row.Partner != "" {
			side, _ = o.side(row) // it was asked before
		}
		if side&(Whole|Part) != 0 {
			o.sums.enter(o.want.key(&row), row, side)
		}
	}
	return o.sums.each(each, refuse)
}

func trim(field []byte) []byte {
	for len(field) > 0 && (field[0] == ' ' || field[0] == '\t') {
		field = field[1:]
	}
	for n := len(field); n > 0 && (field[n-1] == ' ' || field[n-1] == '\t'); n = len(field) {
		field = field[:n-1]
	}
	return field
}

// whole is an error about a record and not one of its fields.
func whole(r *scan.Row, text, why string) error {
	e := r.Error(0, why)
	e.Column, e.Field, e.Text = 0, 0, text
	return e
}
