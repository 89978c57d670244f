package source

import (
	"context"
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
	if err := all.twice.err(w); err != nil {
		return 0, err
	}
	all.addOnce()
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
	if !ok || y < 1900 || y > 2100 { // a line has a place for each year
		return r.Error(t.year, notAYear)
	}
	if y < b.want.From || b.want.To != 0 && y > b.want.To {
		return nil
	}
	if err := fits(r, t.least, t.width, t.width); err != nil {
		return err
	}
	value, reported, ok, err := t.value(r)
	if err != nil || !ok {
		return err
	}
	for _, line := range b.into {
		cell := line.at(y)
		if b.want.once != nil && b.want.passed(b.keyOf(line, y, b.bit)) {
			continue
		}
		if cell.seen.has(b.bit) {
			b.twice.add(b.keyOf(line, y, b.bit))
			continue
		}
		cell.seen.add(b.bit)
		cell.add(value, reported, r.Line(), b.item)
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
	b.linesOf(goal.series, with.name, side, group)
	b.item = 1 << goal.item
	b.bit = with.number*(len(digital)+1) + goal.item
	return nil
}

// linesOf goes to the lines of some series of the reporter, with a partner.
func (b *batisBlock) linesOf(series []int, partner string, side Side, group bool) {
	b.into = b.into[:0]
	for _, k := range series {
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
			b.into = append(b.into, b.line(batisKey{k, b.who, partner}, group))
		}
	}
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
	with := &batisPartner{name: who, side: side}
	if side != 0 {
		with.number = b.number(who)
	}
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
				for bit := range cell.seen.common(c.seen) {
					b.twice.add(b.keyOf(into, from.from+k, bit))
				}
				cell.join(c, lines)
			}
		}
	}
	return b
}

// addOnce adds the rows that stand twice.
func (b *batisBlock) addOnce() {
	for _, row := range b.want.addedOnce() {
		stem, way, _ := cutLast(row.Code, "-")
		item := strings.ToUpper(stem)
		with, err := b.with([]byte(row.Partner))
		if err != nil {
			continue // it was asked before
		}
		side := with.side
		if row.PartnerGroup {
			side &^= Part
		}
		b.who = b.want.who(row.Economy, "")
		clear(b.total)
		b.linesOf(b.wanted[way+" "+item], with.name, side, row.Group)
		n := slices.Index(digital, item) + 1
		for _, line := range b.into {
			cell := line.at(row.Year)
			cell.seen.add(with.number*(len(digital)+1) + n)
			cell.add(row.Value, row.Flag != "estimated", row.Line, 1<<n)
		}
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
