package mend

import (
	"strings"
	"unicode"
)

// misfit is what it costs that a cell stands in a column.
func (m *Mender) misfit(k int, value string) int {
	c := m.columns[k]
	switch {
	case m.heading || value == "":
		return 0
	case !c.Fits(value):
		return costMisfit
	case c.number && c.exact != nil && !c.FitsExactly(value):
		return costShape
	}
	return 0
}

// value returns a cell without its quotes, and what is odd about it.
func (m *Mender) value(text string, closed bool, joints int) (string, int) {
	q := m.style.Quote
	if !closed {
		cost := joints
		if q != 0 {
			cost += costQuote * strings.Count(text, string(q))
		}
		if q != 0 && strings.HasSuffix(text, string(q)) {
			cost += costBorder
		}
		return text, cost
	}
	inner, cost := text[1:len(text)-1], 0
	var b strings.Builder
	for i := 0; i < len(inner); i++ {
		switch c := inner[i]; {
		case i+1 < len(inner) && c == m.style.Escape && inner[i+1] == q:
			i++ // the quote alone
		case c == q:
			cost += costQuote
			if strings.HasPrefix(inner[i+1:], m.delimiter) || strings.HasSuffix(inner[:i], m.delimiter) {
				cost += costBorder
			}
		}
		b.WriteByte(inner[i])
	}
	return b.String(), cost
}

// part offers to take a text for two cells between which the delimiter is
// missing: where a quote tells where the second one starts or the first one
// ends, or where one place only gives two cells that their columns have.
func (m *Mender) part(i, k, j int, text string) {
	if q := m.style.Quote; q != 0 && strings.IndexByte(text, q) >= 0 {
		for at := 1; at < len(text) && m.work <= m.enough; at++ {
			if text[at] == q || text[at-1] == q {
				m.work += len(text)
				m.partAtQuote(i, k, j, text[:at], text[at:])
			}
		}
		return
	}
	left, right := m.columns[k], m.columns[k+1]
	if m.heading || j > i+1 || len(text) > 100 || left.empty || right.empty || left.Free() && right.Free() {
		return
	}
	if at := border(text, left, right); at > 0 {
		m.offer(i, k, j, costMissing, text[:at], text[at:])
	}
}

// partAtQuote offers two cells of which at least one is in quotes.
func (m *Mender) partAtQuote(i, k, j int, left, right string) {
	plain := func(s string) bool {
		return strings.IndexByte(s, m.style.Quote) < 0 && !strings.Contains(s, m.delimiter)
	}
	first, second := m.inQuotes(left), m.inQuotes(right)
	if !first && !second || !first && !plain(left) || !second && !plain(right) {
		return
	}
	a, costA := m.value(left, first, 0)
	b, costB := m.value(right, second, 0)
	if costA+costB == 0 {
		m.offer(i, k, j, costMissing+m.misfit(k, a)+m.misfit(k+1, b), a, b)
	}
}

// border returns the only place between two letters of a text at which a cell of
// one column may end and one of another may start, 0 when there is none or
// several.
func border(text string, left, right Column) int {
	found, last := 0, rune(0)
	for at, r := range text {
		if at > 0 && left.ends(text[:at], last, r) && right.starts(text[at:], last, r) {
			if found > 0 {
				return 0
			}
			found = at
		}
		last = r
	}
	return found
}

// ends tells whether a cell of the column may end between two letters.
func (c Column) ends(cell string, last, next rune) bool {
	if c.exact != nil {
		return c.FitsExactly(cell)
	}
	return c.Fits(cell) && kind(last) != kind(next) && !(c.number && strings.ContainsRune(".,", next))
}

// starts tells whether a cell of the column may start between two letters.
func (c Column) starts(cell string, last, next rune) bool {
	if c.exact != nil {
		return c.FitsExactly(cell)
	}
	return c.Fits(cell) && (c.Free() || kind(last) != kind(next))
}

// kind tells digits from letters from the rest.
func kind(r rune) int {
	switch {
	case unicode.IsDigit(r):
		return 1
	case unicode.IsLetter(r):
		return 2
	}
	return 3
}
