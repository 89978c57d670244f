package chart

import (
	"image/color"
	"math"
	"slices"
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
	spot  spot // that it names
	loud  bool
	color color.NRGBA
}

// swarm places dots and names of group i. Dots that would fall together are
// pushed up and down to the nearest free place: on one line thirty economies
// near 90 per cent are a dark stain of which nobody can tell whether it is ten
// or fifty, and one of two that coincide is not there. The loud and the highest stay
// on the middle line with their names; the others make way for both. Where a row is too
// low for all, the rest overlap and shine through.
func (c *stripChart) swarm(i int) swarm {
	g, middle := c.Groups[i], c.rows.middle(i)
	s := swarm{spots: make([]spot, len(g.Values))}
	var first, quiet []int
	lowest, highest := g.ends()
	for k, v := range g.Values {
		r, loud := stripDot*c.b, v.Emphasis == Highlight || v.Emphasis == Named
		if loud {
			r = stripLoud * c.b
		}
		s.spots[k] = spot{v.Name, XY{c.across.x.at(v.Value), middle}, math.Min(r, .4*c.rows.pitch)}
		if loud || k == highest && v.Emphasis == Plain {
			first = append(first, k)
		} else {
			quiet = append(quiet, k)
		}
	}
	n := c.rowNames(i)
	c.nameFirst(g, &s, n, first)
	c.pushQuiet(g, &s, n, first, quiet)
	n.see(s.spots)
	c.dropCovering(&s, n)
	if lowest != highest && g.Values[lowest].Emphasis == Plain {
		n.sides = ofLowest
		c.nameOne(g.Values[lowest], lowest, &s, n)
	}
	return s
}

// pushQuiet moves those that make way for the first and for their names, each no farther
// than it must.
func (c *stripChart) pushQuiet(g StripGroup, s *swarm, n *spotNames, first, quiet []int) {
	var placed []spot
	for _, k := range first {
		placed = append(placed, s.spots[k])
	}
	var names []Box
	for _, b := range n.taken.boxes[n.rules:] { // one that stood nearer to a name than its own dot would seem to have it
		names = append(names, b.grown(1.2*spotGap*c.b))
	}
	sort.SliceStable(quiet, func(a, b int) bool { return g.Values[quiet[a]].Value < g.Values[quiet[b]].Value })
	reach := math.Max(0, .5*c.rows.pitch-(stripDot+.1)*c.b)
	for _, k := range quiet {
		s.spots[k].at.Y += freeOffset(s.spots[k], placed, names, reach, .25*stripDot*c.b)
		placed = append(placed, s.spots[k])
	}
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

// dropCovering leaves out the names to which others, for want of room, stand nearer than
// the dots that they name.
func (c *stripChart) dropCovering(s *swarm, n *spotNames) {
	s.labels = slices.DeleteFunc(s.labels, func(l spotLabel) bool {
		near := n.taken.nearest(l.at.Box, l.spot.at)
		if !near && l.loud {
			c.dropped = append(c.dropped, l.name)
		}
		return !near
	})
}

// rowNames is the room for names in row i: from the zero line to the median's value.
func (c *stripChart) rowNames(i int) *spotNames {
	y := c.rows.middle(i)
	end := c.plot.X1 - c.textWidth(c.Value.print(c.Groups[i].Median()), c.rows.size, true) - .8*c.b
	n := &spotNames{b: c.b, bounds: Box{c.across.x0 - .2*c.b, y - .5*c.rows.pitch, end, y + .5*c.rows.pitch}}
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
	return spotLabel{name: v.Name, loud: v.Emphasis == Highlight || v.Emphasis == Named, text: c.set([]string{text}, math.Min(panelTickSize*c.b, c.rows.size), l.bold), color: l.text}
}

// nameFirst names the highlighted, the named and the highest, among themselves alone: the
// others make way.
func (c *stripChart) nameFirst(g StripGroup, s *swarm, n *spotNames, first []int) {
	var spots []spot
	for _, k := range first {
		spots = append(spots, s.spots[k])
	}
	n.see(spots)
	for _, e := range []Emphasis{Highlight, Named, Plain} {
		n.sides = aboveFirst
		if e == Plain {
			n.sides = ofHighest
		}
		for nth, k := range first {
			if g.Values[k].Emphasis == e {
				c.nameOne(g.Values[k], nth, s, n)
			}
		}
	}
}

// nameOne names a value, the nth of the spots, where there is room; that a loud one found
// none is told.
func (c *stripChart) nameOne(v StripValue, nth int, s *swarm, n *spotNames) {
	l := c.nameOf(v)
	var ok bool
	if l.at, ok = n.place(nth, l.text.width(), l.text.height(), ifRoom); ok {
		l.spot = n.spots[nth]
		s.labels = append(s.labels, l)
	} else if l.loud {
		c.dropped = append(c.dropped, v.Name)
	}
}

// ends are the lowest and the highest of a group, the first of equals.
func (g StripGroup) ends() (lowest, highest int) {
	for i, v := range g.Values {
		if v.Value < g.Values[lowest].Value {
			lowest = i
		}
		if v.Value > g.Values[highest].Value {
			highest = i
		}
	}
	return lowest, highest
}
