package chart

import "math"

// pointer is the thin line from a spot to its name where that stands farther off.
type pointer [2]XY

// mostPointed is how long a pointer may be, b.
const mostPointed = 10

// point finds the nearest place for a name of w x h px that a line can lead to from spot i:
// neither meets another spot or name.
func (n *spotNames) point(i int, w, h float64) (place, pointer, bool) {
	s := n.spots[i]
	for far := .6 * n.b; far <= mostPointed*n.b; far += .3 * n.b {
		for turn := range 24 {
			sin, cos := math.Sincos(float64(turn) * math.Pi / 12)
			at := func(d float64) XY { return XY{s.at.X + d*cos, s.at.Y + d*sin} }
			line := pointer{at(s.r), at(s.r + far)}
			p := n.ahead(line[1], cos, sin, w, h)
			if p.inside(n.bounds) && n.taken.clear(n.apart(p.Box)) && n.offSpots(p.Box) && n.leads(i, line) {
				n.taken.boxes = append(n.taken.boxes, p.Box)
				n.taken.lines = append(n.taken.lines, Polyline{Points: line[:]})
				return p, line, true
			}
		}
	}
	return place{}, pointer{}, false
}

// ahead is the place at the end of a pointer that comes in a direction.
func (n *spotNames) ahead(end XY, cos, sin, w, h float64) place {
	gap := .15 * n.b
	switch {
	case cos > .5:
		return place{Box{end.X + gap, end.Y - h/2, end.X + gap + w, end.Y + h/2}, left}
	case cos < -.5:
		return place{Box{end.X - gap - w, end.Y - h/2, end.X - gap, end.Y + h/2}, right}
	}
	x := math.Max(n.bounds.X0, math.Min(end.X-w/2, n.bounds.X1-w)) // the line still ends over or under the name
	x = math.Max(end.X-w, math.Min(x, end.X))
	if sin < 0 {
		return place{Box{x, end.Y - gap - h, x + w, end.Y - gap}, centre}
	}
	return place{Box{x, end.Y + gap, x + w, end.Y + gap + h}, centre}
}

// offSpots says whether a name keeps its distance from all spots.
func (n *spotNames) offSpots(b Box) bool {
	for _, s := range n.spots {
		if b.distance(s.at) < s.r+.2*n.b {
			return false
		}
	}
	return true
}

// leads says whether a pointer meets no name and no spot but its own and larger ones that
// its own lies on.
func (n *spotNames) leads(i int, line pointer) bool {
	for _, name := range n.taken.boxes[n.rules:] {
		if touches(line[:], name) {
			return false
		}
	}
	own := n.spots[i]
	for j, s := range n.spots {
		under := s.r > own.r && math.Hypot(s.at.X-own.at.X, s.at.Y-own.at.Y) < s.r+own.r
		if j != i && !under && line.distance(s.at) < s.r+.08*n.b {
			return false
		}
	}
	for _, l := range n.taken.lines {
		if crosses(line, pointer{l.Points[0], l.Points[1]}) {
			return false
		}
	}
	return true
}

// crosses says whether two pointers meet.
func crosses(a, b pointer) bool {
	side := func(l pointer, p XY) bool {
		return (l[1].X-l[0].X)*(p.Y-l[0].Y) > (l[1].Y-l[0].Y)*(p.X-l[0].X)
	}
	return side(a, b[0]) != side(a, b[1]) && side(b, a[0]) != side(b, a[1])
}

// distance is that of a point from a pointer, px.
func (l pointer) distance(p XY) float64 {
	dx, dy := l[1].X-l[0].X, l[1].Y-l[0].Y
	t := ((p.X-l[0].X)*dx + (p.Y-l[0].Y)*dy) / (dx*dx + dy*dy)
	t = math.Max(0, math.Min(1, t))
	return math.Hypot(p.X-l[0].X-t*dx, p.Y-l[0].Y-t*dy)
}
