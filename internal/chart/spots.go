package chart

import "math"

// spot is a circle that may have a name beside it: an economy in a scatter
// plot or a strip.
type spot struct {
	name string
	at   XY
	r    float64 // px
}

// spotNames finds places for names among spots: none meets another, lies on a
// rule or hides the middle of a spot.
type spotNames struct {
	spots  []spot
	taken  obstacles // rules, then the names that have a place
	rules  int       // how many of the boxes are rules
	bounds Box
	b      float64 // size of a label, px
	sides  []int   // the slots that are tried, the best first
}

const spotGap = .22 // between a circle and its name, b

// mayCover is what the name of spot i and the room around it may hide of
// others, px². The style allows 1.1 b², which hides eight economies; the name
// of a large circle is worth a little more than those of small ones.
func (n *spotNames) mayCover(i int) float64 {
	if n.spots[i].r > .45*n.b {
		return .15 * n.b * n.b
	}
	return .05 * n.b * n.b
}

// apart is a name with the distance that it keeps from others: more at its
// ends, where two would read as one.
func (n *spotNames) apart(b Box) Box {
	return Box{b.X0 - .4*n.b, b.Y0 - .06*n.b, b.X1 + .4*n.b, b.Y1 + .06*n.b}
}

// want is how far the search for a place of a name goes.
type want int

const (
	ifRoom  want = iota // beside the spot or nowhere
	farther             // farther off too
	pointed             // a line leads to it where there is no other room
)

// Slots around a spot. Among dots in a row a name at a corner would seem another's.
var (
	allSides   = []int{0, 1, 2, 3, 4, 5, 6, 7}
	aboveFirst = []int{2, 3, 4, 5, 6, 7, 0, 1}
	ofHighest  = []int{0, 2, 3}
	ofLowest   = []int{1, 2, 3, 0}
)

// place finds the best of the places around spot i for a block of w x h px and keeps it;
// what is wanted more is looked for farther off. No text meets another, and none covers
// another spot or stands nearer to it: it would be read as that one's.
func (n *spotNames) place(i int, w, h float64, wanted want) (place, bool) {
	best, bestCost := place{}, math.Inf(1)
	slots := n.slots(n.spots[i], w, h)
	for turn, k := range n.sides {
		c := slots[k]
		if !c.inside(n.bounds) || !n.taken.clear(n.apart(c.Box)) || !n.taken.nearest(c.Box, n.spots[i].at) {
			continue
		}
		covered, hides := n.cover(i, c.Box)
		if hides || covered > n.mayCover(i) {
			continue
		}
		if cost := covered/(n.b*n.b) + .04*float64(turn); cost < bestCost {
			best, bestCost = c, cost
		}
	}
	found := !math.IsInf(bestCost, 1)
	if !found && wanted > ifRoom {
		best, found = n.taken.findRoom(n.spots[i].at, w, h, n.spots[i].r+spotGap*n.b, n.bounds)
	}
	if found {
		n.taken.boxes = append(n.taken.boxes, best.Box)
	}
	return best, found
}

// slots are right and left of a spot, above and below, and at the corners.
func (n *spotNames) slots(s spot, w, h float64) [8]place {
	off := s.r + spotGap*n.b
	in := .71*s.r + .2*n.b // at the corners
	box := func(x, y float64, a align) place { return place{Box{x, y, x + w, y + h}, a} }
	x, y := s.at.X, s.at.Y
	over := math.Max(n.bounds.X0, math.Min(x-w/2, n.bounds.X1-w)) // at a margin a name need not stand over the middle
	return [8]place{
		box(x+off, y-h/2, left), box(x-off-w, y-h/2, right),
		box(over, y-off-h, centre), box(over, y+off, centre),
		box(x+in, y-in-h, left), box(x+in, y+in, left),
		box(x-in-w, y-in-h, right), box(x-in-w, y+in, right),
	}
}

// see takes over spots: among them names find their places.
func (n *spotNames) see(spots []spot) {
	n.spots, n.taken.dots = spots, nil
	for _, s := range spots {
		n.taken.dots = append(n.taken.dots, dot{s.at, s.r})
	}
}

// cover is how much of other spots a box would hide or touch, px², and whether
// it would hide the middle of one. Under a name a large circle still shows.
func (n *spotNames) cover(i int, b Box) (area float64, hides bool) {
	near := b.grown(.12 * n.b)
	for j, s := range n.spots {
		if j == i || s.at.X+s.r < near.X0 || s.at.X-s.r > near.X1 || s.at.Y+s.r < near.Y0 || s.at.Y-s.r > near.Y1 {
			continue
		}
		w := math.Min(s.at.X+s.r, near.X1) - math.Max(s.at.X-s.r, near.X0)
		h := math.Min(s.at.Y+s.r, near.Y1) - math.Max(s.at.Y-s.r, near.Y0)
		area += w * h * math.Pi / 4
		if s.r < .9*n.b && s.at.X > b.X0 && s.at.X < b.X1 && s.at.Y > b.Y0 && s.at.Y < b.Y1 {
			hides = true
		}
	}
	return area, hides
}

// isolation is the distance of each spot's edge from the nearest other one.
func isolation(spots []spot) []float64 {
	out := make([]float64, len(spots))
	for i, s := range spots {
		out[i] = math.Inf(1)
		for j, t := range spots {
			if i != j {
				out[i] = math.Min(out[i], math.Hypot(s.at.X-t.at.X, s.at.Y-t.at.Y)-s.r-t.r)
			}
		}
	}
	return out
}
