package mend

import (
	"strings"
	"unicode"
)

// A Column is what nearly all cells of a column look like.
type Column struct {
	exact  map[string]bool // shapes with lengths, when there are few: 99/99/9999
	loose  map[string]bool // shapes, when there are few: 9/9/9
	number bool
	empty  bool // mostly
}

// Columns are those of a table.
type Columns []Column

// Learn tells what the columns hold, by the records that have as many fields.
func Learn(records [][]string, width int) Columns {
	columns := make(Columns, width)
	for k := range columns {
		t := tally{exact: map[string]int{}, loose: map[string]int{}}
		for _, r := range records {
			if len(r) == width {
				t.add(r[k])
			}
		}
		columns[k] = t.column()
	}
	return columns
}

// Free tells whether a column holds any text.
func (c Column) Free() bool { return c.loose == nil && !c.number }

// Fits tells whether a cell that is not empty may stand in the column.
func (c Column) Fits(cell string) bool {
	if c.Free() {
		return !c.empty
	}
	return c.number && IsNumber(cell) || c.loose[shape(cell, false)] || IsMissing(cell)
}

// FitsExactly tells whether others of the column are as long and alike.
func (c Column) FitsExactly(cell string) bool { return c.exact[shape(cell, true)] }

// tally counts what the cells of a column look like.
type tally struct {
	cells, filled, numbers int
	exact, loose           map[string]int
}

func (t *tally) add(cell string) {
	if t.cells++; cell == "" {
		return
	}
	t.filled++
	if IsNumber(cell) {
		t.numbers++
	}
	t.exact[shape(cell, true)]++
	t.loose[shape(cell, false)]++
}

func (t *tally) column() Column {
	c := Column{empty: 2*t.filled < t.cells}
	if t.filled < 3 {
		return c // too few to tell
	}
	c.number = 10*t.numbers >= 9*t.filled
	c.exact, c.loose = frequent(t.exact, t.filled), frequent(t.loose, t.filled)
	return c
}

// frequent returns the shapes of nearly all cells, nil when they are many.
func frequent(shapes map[string]int, cells int) map[string]bool {
	const most = 12
	least := max(2, (cells+24)/25)
	few, covered := map[string]bool{}, 0
	for s, n := range shapes {
		if n >= least {
			few[s] = true
			covered += n
		}
	}
	if len(few) > most || 10*covered < 9*cells {
		return nil
	}
	return few
}

// shape writes a cell with its digits as 9, capitals as A, other letters as a.
// Of a run of one kind stands one, unless lengths are asked for.
func shape(cell string, lengths bool) string {
	var b strings.Builder
	last := rune(-1)
	for _, r := range cell {
		switch {
		case r >= '0' && r <= '9':
			r = '9'
		case unicode.IsUpper(r):
			r = 'A'
		case unicode.IsLetter(r):
			r = 'a'
		}
		if r != last || lengths || !strings.ContainsRune("9Aa ", r) {
			b.WriteRune(r)
		}
		last = r
		if b.Len() > 60 {
			break // a text: no two are alike
		}
	}
	return b.String()
}

// IsNumber tells whether a cell is a number as publishers write it: with signs,
// marks of thousands and decimals, a currency or a percent, and flags behind.
func IsNumber(cell string) bool {
	digits, flags, last := 0, 0, ' '
	for _, r := range strings.TrimSpace(cell) {
		switch {
		case flags > 0 && !unicode.IsLetter(r):
			return false
		case r >= '0' && r <= '9':
			digits++
		case strings.ContainsRune(".,+-%' \u00a0\u202f()", r) || unicode.Is(unicode.Sc, r):
		case digits > 0 && (r == 'e' || r == 'E') && last != ' ': // an exponent
		case digits > 0 && unicode.IsLetter(r) && (last == ' ' || flags > 0) && flags < 3:
			flags++
		default:
			return false
		}
		last = r
	}
	return digits > 0
}

var missing = map[string]bool{
	":": true, "..": true, "...": true, ".": true, "-": true, "–": true, "—": true, "…": true, "x": true, "c": true,
	"na": true, "n/a": true, "n.a.": true, "nan": true, "null": true, "none": true, "#n/a": true, "*": true,
}

// IsMissing tells whether a cell is a mark for a value that is not there.
func IsMissing(cell string) bool { return missing[strings.ToLower(strings.TrimSpace(cell))] }
