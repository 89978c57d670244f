package chart

import (
	"image/color"
	"math"
	"sort"
)

// swarm is a row of dots and names that have found their places.
type swarm struct {
	spots  []spot // of the values of the group
	labels []spotLabel
}

// spotLabel is a name beside a dot.
type spotLabel struct {
	name  string
	text  fitted
	at    place
	color color.NRGBA
}

// swarm places dots and names of group i. Dots that would fall together are
// pushed up and down to the nearest free place: on one line thirty economies
// near 90 per cent are a dark stain of which nobody can tell whether it is ten
// or fifty, and one of two that coincide is not there. The loud stay on the
// middle line with their names above them; the others make way for both. Where
// a row is too low for all, the rest overlap and shine through.
func (c *stripChart) swarm(i int) swarm {
	g, middle := c.Groups[i], c.rows.middle(i)
	s := swarm{spots: make([]spot, len(g.Values))}
	var quiet []int
	var placed []spot
	for k, v := range g.Values {
		r := stripDot * c.b
		if v.Emphasis == Highlight || v.Emphasis == Named {
			r = stripLoud * c.b
		}
		s.spots[k] = spot{v.Name, XY{c.across.x.at(v.Value), middle}, math.Min(r, .4*c.rows.pitch)}
		if v.Emphasis == Highlight || v.Emphasis == Named {
			placed = append(placed, s.spots[k])
		} else {
			quiet = append(quiet, k)
		}
	}
	n := c.rowNames(i)
	n.spots, n.above = placed, true
	c.nameLoud(g, &s, n)
	names := append([]Box(nil), n.taken.boxes[n.rules:]...)
	sort.SliceStable(quiet, func(a, b int) bool { return g.Values[quiet[a]].Value < g.Values[quiet[b]].Value })
	reach := math.Max(0, .5*c.rows.pitch-(stripDot+.1)*c.b)
	for _, k := range quiet {
		s.spots[k].at.Y += freeOffset(s.spots[k], placed, names, reach, .25*stripDot*c.b)
		placed = append(placed, s.spots[k])
	}
	n.spots, n.above, n.near = s.spots, false, true
	c.nameEnds(g, &s, n)
	return s
}

// freeOffset is the smallest offset, up or down, within reach px at which a
// spot touches no other and no name; where there is none, the one at which it
// stands farthest from them.
func freeOffset(s spot, placed []spot, names []Box, reach, step float64) float64 {
	best, bestRoom := 0.0, math.Inf(-1)
	for k := 0; ; k++ {
		off := step * float64((k+1)/2)
		if off > reach {
			return best
		}
		if k%2 == 1 {
			off = -off
		}
		at := XY{s.at.X, s.at.Y + off}
		room := math.Inf(1)
		for _, q := range placed {
			if math.Abs(at.X-q.at.X) < s.r+q.r {
				room = math.Min(room, math.Hypot(at.X-q.at.X, at.Y-q.at.Y)-s.r-q.r)
			}
		}
		for _, b := range names {
			dx := math.Max(0, math.Max(b.X0-at.X, at.X-b.X1))
			dy := math.Max(0, math.Max(b.Y0-at.Y, at.Y-b.Y1))
			room = math.Min(room, math.Hypot(dx, dy)-s.r)
		}
		if room >= 0 {
			return off
		}
		if room > bestRoom {
			best, bestRoom = off, room
		}
	}
}

// rowNames is the room for names in row i: from the zero line to the medians.
func (c *stripChart) rowNames(i int) *spotNames {
	y := c.rows.middle(i)
	n := &spotNames{b: c.b, bounds: Box{c.across.x0 - .2*c.b, y - .5*c.rows.pitch, c.plot.X1 - c.gutter() + .6*c.b, y + .5*c.rows.pitch}}
	if zero, ok := c.across.zeroRule(c.pen, n.bounds.Y0, n.bounds.Y1); ok {
		n.taken.boxes = append(n.taken.boxes, zero)
	}
	if len(c.Groups[i].Values) > 1 {
		n.taken.boxes = append(n.taken.boxes, c.medianRule(i))
	}
	n.rules = len(n.taken.boxes)
	return n
}

// nameOf is a name with its value.
func (c *stripChart) nameOf(v StripValue) spotLabel {
	l := c.look(v.Emphasis)
	text := v.Name + "\u00a0" + c.Value.print(v.Value)
	return spotLabel{name: v.Name, text: c.set([]string{text}, math.Min(panelTickSize*c.b, c.rows.size), l.bold), color: l.text}
}

// nameLoud names the highlighted, then the named ones.
func (c *stripChart) nameLoud(g StripGroup, s *swarm, n *spotNames) {
	for _, e := range []Emphasis{Highlight, Named} {
		nth := -1 // among the loud
		for _, v := range g.Values {
			if v.Emphasis == Highlight || v.Emphasis == Named {
				nth++
			}
			if v.Emphasis != e {
				continue
			}
			l := c.nameOf(v)
			var ok bool
			if l.at, ok = n.place(nth, l.text.width(), l.text.height(), anywhere); ok {
				s.labels = append(s.labels, l)
			} else {
				c.dropped = append(c.dropped, v.Name)
			}
		}
	}
}

// nameEnds names the lowest and the highest of a group, the first of equals,
// where there is room.
func (c *stripChart) nameEnds(g StripGroup, s *swarm, n *spotNames) {
	lo, hi := 0, 0
	for i, v := range g.Values {
		if v.Value < g.Values[lo].Value {
			lo = i
		}
		if v.Value > g.Values[hi].Value {
			hi = i
		}
	}
	for _, k := range []int{lo, hi} {
		v := g.Values[k]
		if v.Emphasis != Plain {
			continue
		}
		l := c.nameOf(v)
		var ok bool
		if l.at, ok = n.place(k, l.text.width(), l.text.height(), ifRoom); ok {
			s.labels = append(s.labels, l)
		}
		if lo == hi {
			return
		}
	}
}
