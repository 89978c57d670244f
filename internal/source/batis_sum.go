package source

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"tradestats/internal/scan"
	"tradestats/internal/unpack"
)

// sum reads a table with its partners added up, at the speed of the scanner: a
// table of this layout has a gigabyte. Rows of one reporter, partner, direction
// and item stand together, so that what these are is looked up when they
// change, and a row costs its year and its value.
func (t *batisTable) sum(ctx context.Context, in *unpack.Input, p *plan, w Want, workers int, each func(Row) error) (int, error) {
	s := &batisSum{table: t, want: w, wanted: map[string][]int{}, partners: map[string]int{}}
	s.choose()
	all, err := scan.Run(ctx, in.Input, p.dialect, scan.Job[*batisBlock]{
		From:  p.from,
		New:   s.block,
		Row:   (*batisBlock).row,
		Merge: (*batisBlock).take,
	}, workers)
	if err != nil {
		return 0, err
	}
	if err := all.twice.err(w.repeats); err != nil {
		return 0, err
	}
	return all.records, all.each(each)
}

// A batisSum is what all blocks of a reading share.
type batisSum struct {
	table  *batisTable
	want   Want
	wanted map[string][]int // "X SF" -> the series wanted that it is in

	mu       sync.Mutex
	partners map[string]int // a number for each partner, for the sets of those seen
	names    []string
}

// choose finds the series wanted that each direction and item is in.
func (s *batisSum) choose() {
	for k, series := range s.table.series {
		if s.want.Series != nil && !s.want.Series(series.Code) {
			continue
		}
		stem, way, _ := cutLast(series.Code, "-")
		items := []string{strings.ToUpper(stem)}
		if stem == "digital-services" {
			items = digital
		}
		for _, item := range items {
			s.wanted[way+" "+item] = append(s.wanted[way+" "+item], k)
		}
	}
}

// cutLast is strings.Cut at the last separator.
func cutLast(text, separator string) (before, after string, found bool) {
	if k := strings.LastIndex(text, separator); k >= 0 {
		return text[:k], text[k+len(separator):], true
	}
	return text, "", false
}

// number is that of a partner. Numbers depend on who asks first: they tell
// partners apart and nothing else.
func (s *batisSum) number(partner string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, known := s.partners[partner]
	if !known {
		n = len(s.names)
		s.partners[partner] = n
		s.names = append(s.names, partner)
	}
	return n
}

func (s *batisSum) block() *batisBlock {
	return &batisBlock{batisSum: s, total: make([]*batisLine, len(s.table.series)), twice: repeats{}, lines: map[batisKey]*batisLine{}, goals: map[[2]uint64]*batisGoal{}, partnersSeen: map[string]*batisPartner{}}
}

// A batisBlock is what was found in one block.
type batisBlock struct {
	*batisSum
	lines   map[batisKey]*batisLine
	order   []*batisLine
	records int
	twice   repeats

	goals        map[[2]uint64]*batisGoal // by direction and item, packed
	partnersSeen map[string]*batisPartner

	// Of the record before:
	reporter string
	who      string       // the reporter, whatever the spelling
	total    []*batisLine // of its reporter, by series: the sums over partners
	into     []*batisLine // to which its value goes; none when it is not wanted
	bit      int          // of its partner and item, in the sets of those seen
	item     uint32       // of its item, in the sets of items
}

// row adds one record.
func (b *batisBlock) row(r *scan.Row) error {
	b.records++
	t := b.table
	if !r.Same(t.keyed) {
		if err := b.turn(r); err != nil {
			return err
		}
	}
	if len(b.into) == 0 {
		return nil
	}
	y, ok := year(trim(r.Field(t.year)))
	if !ok {
		return r.Error(t.year, notAYear)
	}
	if y < b.want.From || b.want.To != 0 && y > b.want.To {
		return nil
	}
	value, reported, ok, err := t.value(r)
	if err != nil || !ok {
		return err
	}
	for _, line := range b.into {
		cell := line.at(y)
		if cell.seen.has(b.bit) {
			b.twice.add(b.keyOf(line, y, b.bit))
			continue
		}
		cell.seen.add(b.bit)
		if cell.rows == 0 {
			cell.first = r.Line()
		}
		cell.value, cell.rows, cell.last, cell.items = cell.value+value, cell.rows+1, r.Line(), cell.items|b.item
		if reported {
			cell.reported += value
		}
	}
	return nil
}

// turn finds the lines to which the rows of another reporter, partner,
// direction and item go.
func (b *batisBlock) turn(r *scan.Row) error {
	t := b.table
	b.into = b.into[:0]
	goal, err := b.aim(r)
	if err != nil || len(goal.series) == 0 {
		return err
	}
	reporter, partner := trim(r.Field(t.reporter)), trim(r.Field(t.partner))
	if len(reporter) == 0 {
		return r.Error(t.reporter, noEconomy)
	}
	if len(partner) == 0 {
		return r.Error(t.partner, noEconomy)
	}
	with, err := b.with(partner)
	if err != nil {
		return r.Error(t.partner, err.Error())
	}
	side := with.side
	if t.isGroup(r, t.partnerType) {
		side &^= Part
	}
	if b.reporter != string(reporter) {
		b.reporter = string(reporter)
		b.who = b.want.who(b.reporter, "")
		clear(b.total)
	}
	group := t.isGroup(r, t.reporterType)
	for _, k := range goal.series {
		if side&Whole != 0 {
			b.into = append(b.into, b.line(batisKey{k, b.who, wholeRow}, group))
		}
		if side&Part != 0 {
			if b.total[k] == nil {
				b.total[k] = b.line(batisKey{k, b.who, ""}, group)
			}
			b.into = append(b.into, b.total[k])
		}
		if side&Keep != 0 {
			b.into = append(b.into, b.line(batisKey{k, b.who, with.name}, group))
		}
	}
	b.item = 1 << goal.item
	b.bit = with.number*(len(digital)+1) + goal.item
	return nil
}

// A batisGoal is what the rows of a direction and item are part of.
type batisGoal struct {
	series []int // none when they are not wanted
	item   int   // number of the item among the digital ones, from 1; 0 is any other
}

// aim looks up the direction and the item of a record.
func (b *batisBlock) aim(r *scan.Row) (*batisGoal, error) {
	flow, item := trim(r.Field(b.table.flow)), trim(r.Field(b.table.item))
	key := [2]uint64{}
	var fits [2]bool
	key[0], fits[0] = scan.Pack(flow)
	key[1], fits[1] = scan.Pack(item)
	if goal := b.goals[key]; goal != nil && fits[0] && fits[1] {
		return goal, nil
	}
	way := way(flow)
	if way == "" {
		return nil, r.Error(b.table.flow, notAFlow)
	}
	goal := &batisGoal{b.wanted[way+" "+string(item)], slices.Index(digital, string(item)) + 1}
	if fits[0] && fits[1] {
		b.goals[key] = goal
	}
	return goal, nil
}

// A batisPartner is what a partner is to the query.
type batisPartner struct {
	name   string
	side   Side
	number int
}

// with looks up a partner.
func (b *batisBlock) with(partner []byte) (*batisPartner, error) {
	if with := b.partnersSeen[string(partner)]; with != nil {
		return with, nil
	}
	name := string(partner)
	side, err := b.want.Partner(name, "")
	if err != nil {
		return nil, err
	}
	who := b.want.who(name, "")
	with := &batisPartner{who, side, b.number(who)}
	b.partnersSeen[name] = with
	return with, nil
}

func (b *batisBlock) line(key batisKey, group bool) *batisLine {
	l := b.lines[key]
	if l == nil {
		l = &batisLine{batisKey: key, group: group}
		b.lines[key] = l
		b.order = append(b.order, l)
	}
	return l
}

// keyOf is the key of the row that a bit stands for in a cell.
func (s *batisSum) keyOf(l *batisLine, year, bit int) rowKey {
	s.mu.Lock()
	defer s.mu.Unlock()
	code, items := s.table.series[l.series].Code, len(digital)+1
	if n := bit % items; n > 0 {
		_, way, _ := cutLast(code, "-")
		code = strings.ToLower(digital[n-1]) + "-" + way
	}
	return rowKey{code, l.reporter, s.names[bit/items], year}
}

// take adds the next block.
func (b *batisBlock) take(next *batisBlock, lines int) *batisBlock {
	b.records += next.records
	for key := range next.twice {
		b.twice.add(key)
	}
	for _, from := range next.order {
		into := b.line(from.batisKey, from.group)
		for k := range from.cells {
			if c := &from.cells[k]; c.rows > 0 {
				cell := into.at(from.from + k)
				b.without(into, from.from+k, cell, c)
				cell.join(c, lines)
			}
		}
	}
	return b
}

// without takes out of a cell what the one before has too.
func (b *batisBlock) without(l *batisLine, year int, before, c *batisCell) {
	for bit := before.seen.common(c.seen); bit >= 0; bit = before.seen.common(c.seen) {
		key := b.keyOf(l, year, bit)
		b.twice.add(key)
		c.seen.remove(bit)
		c.value, c.rows = c.value-b.want.repeats[key], c.rows-1
		c.reported = min(c.reported, c.value)
	}
}

// each hands on the sums: for the total the row of the World, where it has all
// items that the partners have.
func (b *batisBlock) each(each func(Row) error) error {
	had := b.itemsHad()
	for _, l := range b.order {
		part := b.lines[batisKey{l.series, l.reporter, ""}]
		whole := b.lines[batisKey{l.series, l.reporter, wholeRow}]
		for k := range l.cells {
			c, y := &l.cells[k], l.from+k
			other := (*batisCell)(nil)
			switch {
			case c.rows == 0:
				continue
			case l.partner == "":
				other = whole.cell(y)
			case l.partner == wholeRow:
				other = part.cell(y)
			}
			if other != nil && (other.items&^c.items != 0 || l.partner == "" && c.items&^other.items == 0) {
				continue // the other of the two stands
			}
			row := b.result(l, c, y)
			if b.table.isDigital(l.series) {
				row.Flag = JoinFlags(row.Flag, without(had[batisYear{l.series, l.reporter, y}]))
			}
			if err := each(row); err != nil {
				return err
			}
		}
	}
	return nil
}

// without is the flag of a sum of the digitally deliverable services of a year
// in which items have no row with any partner, as in an extract.
func without(had uint32) string {
	var items []string
	for n, item := range digital {
		if had>>(n+1)&1 == 0 {
			items = append(items, item)
		}
	}
	if len(items) == 0 {
		return ""
	}
	return "without " + strings.Join(items, " ")
}

// isDigital tells whether a series is the sum of the digitally deliverable
// items.
func (t *batisTable) isDigital(series int) bool {
	return strings.HasPrefix(t.series[series].Code, "digital-services-")
}

// A batisYear is a year of a series of a reporter.
type batisYear struct {
	series   int
	reporter string
	year     int
}

// itemsHad are the items that each year of the digitally deliverable services
// has with any partner.
func (b *batisBlock) itemsHad() map[batisYear]uint32 {
	had := map[batisYear]uint32{}
	for _, l := range b.order {
		if b.table.isDigital(l.series) {
			for k := range l.cells {
				had[batisYear{l.series, l.reporter, l.from + k}] |= l.cells[k].items
			}
		}
	}
	return had
}

// result is a sum as a row.
func (b *batisBlock) result(l *batisLine, c *batisCell, year int) Row {
	row := Row{Series: b.table.series[l.series], Economy: l.reporter, Group: l.group, Year: year, Value: c.value,
		Line: c.first, Rows: c.rows, Last: c.last, Reported: c.reported, Partner: l.partner}
	switch l.partner {
	case wholeRow:
		row.Partner = ""
	case "":
		row.Partners = c.partners()
	}
	switch {
	case c.reported == 0:
		row.Flag = "estimated"
	case c.reported != c.value:
		row.Flag = fmt.Sprintf("%.0f %% reported", 100*c.reported/c.value)
	}
	return row
}
