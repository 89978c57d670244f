package chart

import "math"

// Lists of the highest and the lowest tiles, in b.
const (
	listRow  = 1.42 // pitch of the rows
	listMost = 5    // rows
	listWide = 20.0 // widest list
	listGap  = 2.0  // between the two
)

// planLists takes as many rows of the highest and the lowest as fit below the
// map, at least three, for which tiles without codes may shrink a little. A
// tile stands in one list only. Without lists the map stands in the middle of
// its room.
func (m *mapPlan) planLists(p *pen) {
	ranked := m.ranked()
	room := func(tile float64) float64 { return p.plot.Y1 - m.y - m.rows*tile - mapGap*p.b }
	fit := func(tile float64) int {
		return min(listMost, int(room(tile)/(listRow*p.b))-1, len(ranked)/2)
	}
	tile, least := m.tile, min(3, len(ranked)/2)
	for !m.codes() && fit(tile) < least && tile > .86*m.tile {
		tile--
	}
	n := fit(tile)
	if m.Highest == "" || m.Lowest == "" || n < least || n < 1 {
		m.y += math.Floor(math.Max(0, p.plot.Y1-m.y-m.rows*m.tile) / 2)
		return
	}
	m.tile = tile
	m.lists = [][]Tile{ranked[:n], ranked[len(ranked)-n:]}
	gap := math.Floor(math.Min((room(tile)-float64(n+1)*listRow*p.b)/3, 2*p.b))
	m.listsAt = p.plot.Y1 - room(tile) + 2*gap
	m.y += gap
}

// drawLists writes the two lists side by side: swatch, name, value.
func (m mapPlan) drawLists(p *pen) {
	if m.lists == nil {
		return
	}
	width := math.Min(listWide*p.b, (p.plot.X1-p.plot.X0-listGap*p.b)/2)
	for i, heading := range []string{m.Highest, m.Lowest} {
		x := p.plot.X0 + float64(i)*(width+listGap*p.b)
		y := m.listsAt + listRow/2*p.b
		f := p.fit(heading, p.b, true, width, listRow*p.b)
		p.block(f, x, y, left, p.theme.Ink, f.size)
		p.hrule(x, x+width, y+.66*p.b, p.hair(), p.theme.Grid)
		for _, t := range m.lists[i] {
			y += listRow * p.b
			p.group(t.Name)
			m.listed(p, t, x, y, width)
		}
		p.group("")
	}
}

// listed writes one row of a list, around y.
func (m mapPlan) listed(p *pen, t Tile, x, y, width float64) {
	size, side := tickSize*p.b, math.Round(.8*p.b)
	b := p.rounded(Box{x, y - side/2, x, 0})
	b.X1, b.Y1 = b.X0+side, b.Y0+side
	m.fill(p, b, t.Cell)
	value, bold := m.Value.print(t.Value), t.Emphasis == Highlight
	p.label(value, x+width, y, size, right, bold, p.theme.Ink)
	room := width - side - .5*p.b - p.textWidth(value, size, bold) - .6*p.b
	f := p.fit(t.Name, size, bold, room, 1.2*size)
	p.block(f, x+side+.5*p.b, y, left, p.theme.Ink, f.size)
}
