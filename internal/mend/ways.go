package mend

import (
	"slices"
	"strings"
)

// fit returns the cells of the cheapest way and its cost plus one, 0 when there
// is none.
func (m *Mender) fit(line, delimiter string) ([]string, int) {
	m.cut(line, delimiter)
	n, width := len(m.cuts)-1, len(m.columns)
	m.stride = max(0, n-width) + 3
	if n < width-2 || n*m.stride*m.stride > mostWays || m.work > m.enough {
		return nil, 0
	}
	m.ways = append(m.ways[:0], make([]way, (n+1)*(m.stride+2))...)
	m.at(0, 0).cost = 1
	for i := range n + 1 {
		for k := max(0, i-m.stride+1); k <= min(i+2, width); k++ {
			if m.at(i, k).cost > 0 {
				m.step(i, k)
			}
		}
	}
	last := m.at(n, width)
	if last == nil || last.cost == 0 || last.twice || m.work > m.enough {
		return nil, 0
	}
	return m.cells(*last, width), last.cost
}

// cut finds the pieces.
func (m *Mender) cut(line, delimiter string) {
	m.text, m.delimiter, m.cuts = line, delimiter, append(m.cuts[:0], 0)
	for i := 0; ; {
		n := strings.Index(line[i:], delimiter)
		if n < 0 {
			break
		}
		i += n + len(delimiter)
		m.cuts = append(m.cuts, i)
	}
	m.cuts = append(m.cuts, len(line)+len(delimiter))
}

// at returns the way to have i pieces in k columns, nil outside of the band in
// which there can be one.
func (m *Mender) at(i, k int) *way {
	if k-i > 2 || i-k >= m.stride || k > len(m.columns) {
		return nil
	}
	return &m.ways[m.place(i, k)]
}

func (m *Mender) place(i, k int) int { return i*(m.stride+2) + k - i + m.stride - 1 }

// step goes on from a way by all that may come next.
func (m *Mender) step(i, k int) {
	n, width := len(m.cuts)-1, len(m.columns)
	if i == n {
		if k < width && m.columns[k].empty && !m.heading {
			m.offer(i, k, i, costEnd, "")
		}
		return
	}
	piece := m.pieces(i, i+1)
	if piece == "" {
		m.offer(i, k, i+1, costDropped)
	}
	quote := -1 // where a cell in quotes may start in the piece
	if m.style.Quote != 0 {
		quote = strings.IndexByte(piece, m.style.Quote)
	}
	joints := 0
	for j := i + 1; j <= min(n, i+m.stride); j++ {
		text := m.pieces(i, j)
		if j > i+1 {
			joints += m.joint(j - 1)
		}
		if quote < 0 && joints > dearest {
			break
		}
		if m.work += 1 + len(text)/8; m.work > m.enough {
			return
		}
		if closed := quote == 0 && m.inQuotes(text); k < width && (closed || joints <= dearest) {
			value, cost := m.value(text, closed, joints)
			m.offer(i, k, j, cost+m.misfit(k, value), value)
		}
		if k+1 < width && (j == i+1 || quote >= 0) {
			m.part(i, k, j, text)
		}
	}
}

// pieces returns the text from piece i up to piece j.
func (m *Mender) pieces(i, j int) string { return m.text[m.cuts[i] : m.cuts[j]-len(m.delimiter)] }

func (m *Mender) inQuotes(text string) bool {
	return len(text) > 1 && text[0] == m.style.Quote && text[len(text)-1] == m.style.Quote
}

// joint is the cost of the delimiter ahead of a piece in a cell without quotes.
func (m *Mender) joint(piece int) int {
	switch {
	case m.delimiter == " ":
		return costSpace
	case strings.HasPrefix(m.text[m.cuts[piece]:], " "):
		return costComma
	}
	return costJoint
}

// offer takes a way that goes on from another if it is the cheapest to where it
// leads.
func (m *Mender) offer(i, k, j, cost int, cells ...string) {
	from, to := m.at(i, k), m.at(j, k+len(cells))
	if to == nil {
		return
	}
	next := way{cost: from.cost + cost, from: m.place(i, k), count: len(cells), twice: from.twice}
	copy(next.cells[:], cells)
	switch k += len(cells); {
	case to.cost == 0 || next.cost < to.cost:
		*to = next
	case next.cost == to.cost:
		to.twice = to.twice || next.twice || !slices.Equal(m.cells(*to, k), m.cells(next, k))
	}
}

// cells returns the cells of a way.
func (m *Mender) cells(w way, count int) []string {
	out := make([]string, count)
	for count > 0 {
		count -= w.count
		copy(out[count:], w.cells[:w.count])
		w = m.ways[w.from]
	}
	return out
}
