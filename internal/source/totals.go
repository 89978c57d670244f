package source

import (
	"iter"
	"maps"
	mathbits "math/bits"
	"slices"
	"strings"

	"tradestats/internal/tidy"
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
	whole Row      // of the World; Line is 0 when there is none
	part  Row      // its first row; with the sum of all once they are handed on
	seen  bits     // the partners that are in it
	units []inUnit // its sums: nearly always one
	flags flagCounts
}

// An inUnit is the sum of the terms in one unit.
type inUnit struct {
	unit            string
	line            int // the first one
	value, reported Sum
}

// in returns the sum of the terms in a unit, of which the first stands in a line.
func (c *total) in(unit string, line int) *inUnit {
	for k := range c.units {
		if u := &c.units[k]; u.unit == unit {
			u.line = min(u.line, line)
			return u
		}
	}
	c.units = append(c.units, inUnit{unit: unit, line: line})
	return &c.units[len(c.units)-1]
}

// sums are those of a cell by their units.
func (c *total) sums() []UnitSum {
	out := make([]UnitSum, len(c.units))
	for k, u := range c.units {
		out[k] = UnitSum{u.unit, u.line, u.value.Float(), u.reported.Float()}
	}
	return out
}

// flagCounts count the rows of a sum by the words of their flags.
type flagCounts map[string]int

func (f *flagCounts) add(flag string, rows int) {
	if flag == "" {
		return
	}
	if *f == nil {
		*f = flagCounts{}
	}
	for _, word := range strings.Split(flag, ", ") {
		(*f)[word] += rows
	}
}

// flag is that of a sum of some rows: what not all of them have is so in part. A
// break in any of them is one.
func (f flagCounts) flag(rows int) string {
	var out []string
	for _, word := range slices.Sorted(maps.Keys(f)) {
		if f[word] < rows && word != tidy.FlagBreak {
			word = "in part " + word
		}
		out = append(out, word)
	}
	return JoinFlags(out...)
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
	if t.want.passed(id) {
		return
	}
	t.enter(id, row, side)
}

// enter adds a row under its key.
func (t *totals) enter(id rowKey, row Row, side Side) {
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
	cell.join(row, 1, row.Line)
	sum := cell.in(row.Unit, row.Line)
	sum.value.Add(row.Value)
	sum.reported.Add(row.Reported)
	cell.flags.add(row.Flag, 1)
}

// join adds a row, or those of the next block, to a cell.
func (c *total) join(row Row, rows, last int) {
	if c.part.Line == 0 {
		c.part = row
		c.part.Partner, c.part.PartnerLabel = "", ""
		c.part.Rows, c.part.Last = rows, last
		return
	}
	c.part.Rows += rows
	c.part.Last = max(c.part.Last, last)
	c.part.Line = min(c.part.Line, row.Line)
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
		for k := range from.units {
			from.units[k].line += lines
		}
		t.merge(key, from, next.names)
	}
}

// merge adds the sum of the next block to that before it.
func (t *totals) merge(at totalKey, from *total, names []string) {
	into := t.at(at)
	for k, name := range names {
		if !from.seen.has(k) {
			continue
		}
		n := t.number(name)
		if into.seen.has(n) {
			t.twice.add(rowKey{at.series, at.economy, name, at.year})
		}
		into.seen.add(n)
	}
	for word, n := range from.flags {
		into.flags.add(word, n)
	}
	into.join(from.part, from.part.Rows, from.part.Last)
	for _, u := range from.units {
		sum := into.in(u.unit, u.line)
		sum.value.Join(u.value)
		sum.reported.Join(u.reported)
	}
}

// each hands on every total: the row of the World, else the sum. Sums that would mix units
// are none; refuse is told of the first one.
func (t *totals) each(each func(Row) error, refuse func(*Mixed) error) error {
	if err := t.twice.err(t.want); err != nil {
		return err
	}
	if mixed := t.mixed(); mixed != nil {
		if err := refuse(mixed); err != nil {
			return err
		}
	}
	for _, key := range t.order {
		row, mixed := t.row(key, t.cells[key])
		if mixed != nil {
			continue
		}
		if err := each(row); err != nil {
			return err
		}
	}
	return nil
}

// mixed is the first sum that is wanted and would mix units; nil where there is none.
func (t *totals) mixed() *Mixed {
	var first *Mixed
	for _, key := range t.order {
		cell := t.cells[key]
		if len(cell.units) < 2 {
			continue
		}
		if row, mixed := t.row(key, cell); mixed != nil && t.want.wantsOf(row.Economy, row.EconomyLabel) {
			first = FirstMixed(first, mixed)
		}
	}
	return first
}

// row is the total of a cell.
func (t *totals) row(key totalKey, cell *total) (Row, *Mixed) {
	row := cell.whole
	var mixed *Mixed
	if row.Line == 0 {
		var sum UnitSum
		sum, mixed = t.want.Together(key.series, key.economy, key.year, cell.sums())
		row = cell.part
		row.Unit, row.Value, row.Reported = sum.Unit, sum.Value, sum.Reported
		row.Partners = row.Rows
		row.Flag = cell.flags.flag(row.Rows)
	}
	row.Partner, row.PartnerLabel = "", ""
	return row, mixed
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

// common are the numbers in both sets.
func (b bits) common(other bits) iter.Seq[int] {
	return func(yield func(int) bool) {
		for k := range min(len(b), len(other)) {
			for both := b[k] & other[k]; both != 0; both &= both - 1 {
				if !yield(64*k + mathbits.TrailingZeros64(both)) {
					return
				}
			}
		}
	}
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

// FlagOfSum is the flag of a sum of some rows, of which so many have each flag.
func FlagOfSum(flags map[string]int, rows int) string {
	var f flagCounts
	for flag, n := range flags {
		f.add(flag, n)
	}
	return f.flag(rows)
}
