package source

// A batisKey is a series of a reporter: the total of its partners, or one of
// them.
type batisKey struct {
	series            int
	reporter, partner string // partner is "" for the sum, wholeRow for the World's row
}

const wholeRow = "\x00whole"

// A batisLine is a series of a reporter, year by year.
type batisLine struct {
	batisKey
	group bool
	from  int // year of the first cell
	cells []batisCell
}

// A batisCell is a sum over rows.
type batisCell struct {
	value, reported   float64
	rows, first, last int
	items             uint32 // which are in it
	seen              bits   // which partners and items are
}

// at is the cell of a year.
func (l *batisLine) at(year int) *batisCell {
	switch {
	case len(l.cells) == 0:
		l.from = year
	case year < l.from:
		l.cells = append(make([]batisCell, l.from-year), l.cells...)
		l.from = year
	}
	for year-l.from >= len(l.cells) {
		l.cells = append(l.cells, batisCell{})
	}
	return &l.cells[year-l.from]
}

// join adds the cell of the next block.
func (c *batisCell) join(next *batisCell, lines int) {
	c.seen.join(next.seen)
	if c.rows == 0 {
		c.first = next.first + lines
	}
	c.value, c.reported = c.value+next.value, c.reported+next.reported
	c.rows, c.last, c.items = c.rows+next.rows, next.last+lines, c.items|next.items
}

// cell is the cell of a year, nil when there is none.
func (l *batisLine) cell(year int) *batisCell {
	if l == nil || year < l.from || year-l.from >= len(l.cells) || l.cells[year-l.from].rows == 0 {
		return nil
	}
	return &l.cells[year-l.from]
}

// partners counts those that are in a sum.
func (c *batisCell) partners() int {
	n, before := 0, -1
	for bit := range 64 * len(c.seen) {
		if partner := bit / (len(digital) + 1); partner != before && c.seen.has(bit) {
			n, before = n+1, partner
		}
	}
	return n
}
