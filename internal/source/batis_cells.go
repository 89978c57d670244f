package source

import (
	"fmt"
	"strings"
)

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
	value, reported   Sum
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
	c.value.Join(next.value)
	c.reported.Join(next.reported)
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

// add adds the value of a row.
func (c *batisCell) add(value float64, reported bool, line int, item uint32) {
	if c.rows == 0 || line < c.first {
		c.first = line
	}
	c.rows, c.last, c.items = c.rows+1, max(c.last, line), c.items|item
	c.value.Add(value)
	if reported {
		c.reported.Add(value)
	}
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
	value, reported := c.value.Float(), c.reported.Float()
	row := Row{Series: b.table.series[l.series], Economy: l.reporter, Group: l.group, Year: year, Value: value,
		Line: c.first, Rows: c.rows, Last: c.last, Reported: reported, Partner: l.partner}
	switch l.partner {
	case wholeRow:
		row.Partner = ""
	case "":
		row.Partners = c.partners()
	}
	switch {
	case reported == 0 && value != 0:
		row.Flag = "estimated"
	case reported != value:
		row.Flag = fmt.Sprintf("%.0f %% reported", 100*reported/value)
	}
	return row
}
