package source

import (
	mathbits "math/bits"
	"strings"
)

// totals are the totals over partners of one or more blocks: of each series,
// economy and year the row of the World, and the sum of the others.
type totals struct {
	cells   map[totalKey]*total
	order   []totalKey     // as they first stood
	partner map[string]int // number of each partner, for the sets of those seen
	names   []string
	twice   repeats
	want    Want
}

type totalKey struct {
	series, economy string
	year            int
}

// A total is one cell.
type total struct {
	whole Row  // of the World; Line is 0 when there is none
	part  Row  // its first row with the sum of all
	seen  bits // the partners that are in it
}

func newTotals(w Want) *totals {
	return &totals{cells: map[totalKey]*total{}, partner: map[string]int{}, twice: repeats{}, want: w}
}

func (t *totals) at(key totalKey) *total {
	cell := t.cells[key]
	if cell == nil {
		cell = &total{}
		t.cells[key] = cell
		t.order = append(t.order, key)
	}
	return cell
}

// number returns the number of a partner, giving it one when it is new.
func (t *totals) number(partner string) int {
	n, known := t.partner[partner]
	if !known {
		n = len(t.names)
		t.partner[partner] = n
		t.names = append(t.names, partner)
	}
	return n
}

func (t *totals) add(row Row, side Side) {
	id := t.want.key(&row)
	cell := t.at(totalKey{id.code, id.economy, id.year})
	if side&Whole != 0 {
		if cell.whole.Line != 0 {
			t.twice.add(id)
			return
		}
		cell.whole = row
		return
	}
	n := t.number(id.partner)
	if cell.seen.has(n) {
		t.twice.add(id)
		return
	}
	cell.seen.add(n)
	if cell.part.Line == 0 {
		cell.part = row
		cell.part.Rows, cell.part.Last, cell.part.Partner, cell.part.PartnerLabel = 1, row.Line, "", ""
		return
	}
	cell.part.join(row, 1, row.Line)
}

// join adds a value to a sum, whose flag stays only where all have it.
func (s *Row) join(row Row, rows, last int) {
	s.Value += row.Value
	s.Reported += row.Reported
	s.Rows += rows
	s.Last = last
	if s.Flag != row.Flag {
		s.Flag = mixed(s.Flag, row.Flag)
	}
}

// mixed is the flag of a sum of values with different flags.
func mixed(a, b string) string {
	if a == "" || b == "" {
		const part = "in part "
		return part + strings.TrimPrefix(a+b, part)
	}
	return JoinFlags(a, b)
}

// take adds the totals of the next block.
func (t *totals) take(next *totals, lines int) {
	for key := range next.twice {
		t.twice.add(key)
	}
	for _, key := range next.order {
		from := next.cells[key]
		into := t.at(key)
		if from.whole.Line != 0 {
			from.whole.Line += lines
			if into.whole.Line != 0 {
				t.twice.add(t.want.key(&from.whole))
			} else {
				into.whole = from.whole
			}
		}
		if from.part.Line == 0 {
			continue
		}
		from.part.Line += lines
		from.part.Last += lines
		t.merge(key, from, next.names)
	}
}

// merge adds the sum of the next block to that before it, without what is in
// both.
func (t *totals) merge(at totalKey, from *total, names []string) {
	into := t.at(at)
	for k, name := range names {
		if !from.seen.has(k) {
			continue
		}
		n := t.number(name)
		if into.seen.has(n) {
			key := rowKey{at.series, at.economy, name, at.year}
			t.twice.add(key)
			from.part.Value -= t.want.repeats[key]
			from.part.Rows--
		}
		into.seen.add(n)
	}
	switch {
	case from.part.Rows == 0:
	case into.part.Line == 0:
		into.part = from.part
	default:
		into.part.join(from.part, from.part.Rows, from.part.Last)
	}
}

// each hands on every total: the row of the World, else the sum.
func (t *totals) each(each func(Row) error) error {
	if err := t.twice.err(t.want.repeats); err != nil {
		return err
	}
	for _, key := range t.order {
		cell := t.cells[key]
		row := cell.whole
		if row.Line == 0 {
			row = cell.part
			row.Partners = row.Rows
		}
		row.Partner, row.PartnerLabel = "", ""
		if err := each(row); err != nil {
			return err
		}
	}
	return nil
}

// bits are a set of small numbers.
type bits []uint64

func (b bits) has(n int) bool { return n/64 < len(b) && b[n/64]>>(n%64)&1 != 0 }

func (b *bits) add(n int) {
	for n/64 >= len(*b) {
		*b = append(*b, 0)
	}
	(*b)[n/64] |= 1 << (n % 64)
}

func (b bits) remove(n int) { b[n/64] &^= 1 << (n % 64) }

// common is the smallest number in both sets, -1 when there is none.
func (b bits) common(other bits) int {
	for k := range min(len(b), len(other)) {
		if both := b[k] & other[k]; both != 0 {
			return 64*k + mathbits.TrailingZeros64(both)
		}
	}
	return -1
}

// join adds the numbers of another set.
func (b *bits) join(other bits) {
	for len(*b) < len(other) {
		*b = append(*b, 0)
	}
	for k := range other {
		(*b)[k] |= other[k]
	}
}
