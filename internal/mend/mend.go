// Package mend fits a line of a table that is malformed, or has too many or too
// few fields, to the columns of the table.
//
// It cuts the line at each delimiter, also inside quotes, and looks for the
// cheapest way to make the pieces the cells of all columns. A cell may be
// several pieces: its delimiters were not quoted, or its quotes are stray. An
// empty piece may be one too many. A piece may be two cells between which the
// delimiter is missing. What each costs depends on whether the cells look like
// others of their columns. The line is left as it is when the cheapest way is
// still dear, or when two different ways are equally cheap.
package mend

import (
	"slices"
	"strings"
)

// A Style is how the fields of a record are written.
type Style struct {
	Delimiter string // between fields: a character, or ", "
	Quote     byte   // around a field that holds delimiters or line ends; 0 for none
	Escape    byte   // before a quote inside quotes: the quote itself, a backslash; 0 for none
}

// A Mender mends lines of one table.
type Mender struct {
	style   Style
	columns Columns
	work    int // bytes weighed so far, roughly
	enough  int // of work

	// Of the line:
	heading   bool // it need not fit the columns
	text      string
	delimiter string
	cuts      []int // where pieces start
	ways      []way // to have so many pieces in so many columns
	stride    int
}

// A way is the cheapest to have a number of pieces in a number of columns.
type way struct {
	cost  int // none below one: 0 is no way
	from  int // the way before it
	cells [2]string
	count int  // of cells added to it
	twice bool // another one, with other cells, costs the same
}

// What the oddities of a line cost.
const (
	costMisfit  = 3 // a cell that its column does not have
	costShape   = 1 // a number longer or shorter than all others of its column
	costJoint   = 5 // a delimiter in a cell without quotes
	costComma   = 3 // the same where a space follows: Korea, Rep.
	costSpace   = 1 // the same when the delimiter is a space
	costQuote   = 2 // a quote that is not escaped
	costBorder  = 1 // more, when a delimiter stands beside it
	costDropped = 4 // an empty piece too many
	costMissing = 4 // a delimiter missing
	costEnd     = 8 // the last cell missing
	dearest     = 10
)

// The work that is done at most. A text in which every line is to be mended is
// none that can be, and must not hold the reader up.
const (
	mostWays = 1 << 18 // steps for one line
	mostWork = 1 << 25 // beside as much as bytes were read
)

// New makes a mender for a table.
func New(s Style, columns Columns) *Mender { return &Mender{style: s, columns: columns} }

// Line returns the cells of a line, and nil when that is no other than read,
// what it is by the rules, or nothing tells. A heading need not fit the columns.
// passed is how many bytes of the text were read.
func (m *Mender) Line(line string, read []string, heading bool, passed int) []string {
	m.heading, m.enough = heading, mostWork+passed
	cells, cost := m.fit(line, m.style.Delimiter)
	if cost == 0 || cost > dearest {
		if cells = nil; !heading {
			cells = m.otherDelimiter(line)
		}
	}
	if slices.Equal(cells, read) {
		return nil
	}
	return cells
}

// Heading returns the cells of a heading that is written with another delimiter
// than the table, nil when it is not.
func (m *Mender) Heading(line string) []string {
	m.heading, m.enough = true, mostWork
	return m.otherDelimiter(line)
}

// otherDelimiter fits a line that is written with another delimiter. The columns
// must tell that it is right.
func (m *Mender) otherDelimiter(line string) []string {
	var best []string
	least := 0
	for _, delimiter := range []string{";", "\t", "|", ",", " "} {
		if delimiter == m.style.Delimiter || strings.Count(line, delimiter) < len(m.columns)-1 {
			continue
		}
		cells, cost := m.fit(line, delimiter)
		if cost == 0 || least != 0 && cost >= least || !m.evident(cells, cost) {
			continue
		}
		best, least = cells, cost
	}
	return best
}

// evident tells whether enough cells are of a kind, and all fit. A heading has
// to be without a fault.
func (m *Mender) evident(cells []string, cost int) bool {
	if m.heading {
		return cost == 1 && len(m.columns) > 2 && !slices.Contains(cells, "")
	}
	telling, fitting := 0, 0
	for k, c := range m.columns {
		if c.Free() {
			continue
		}
		if telling++; cells[k] == "" {
			continue
		}
		if !c.Fits(cells[k]) {
			return false
		}
		fitting++
	}
	return fitting >= 2 && 2*fitting >= telling
}
