package chart

import (
	"math"
	"slices"
	"sort"
)

// pushApart places blocks of the given heights (px) as near as possible (least
// squares) to their wanted tops without overlap, order kept, within lo..hi.
// wanted must rise. ok is false where they do not fit.
func pushApart(wanted, heights []float64, lo, hi float64) (tops []float64, ok bool) {
	type run struct {
		first, n         int
		sum, height, top float64
	} // sum of (wanted - offset in the run)
	room := 0.0
	for _, h := range heights {
		room += h
	}
	clamp := func(r *run) { r.top = math.Max(lo, math.Min(r.sum/float64(r.n), hi-r.height)) }
	var runs []run
	for i := range wanted {
		r := run{i, 1, wanted[i], heights[i], 0}
		clamp(&r)
		for len(runs) > 0 && runs[len(runs)-1].top+runs[len(runs)-1].height > r.top {
			above := runs[len(runs)-1]
			runs = runs[:len(runs)-1]
			r = run{above.first, above.n + r.n, above.sum + r.sum - float64(r.n)*above.height, above.height + r.height, 0}
			clamp(&r)
		}
		runs = append(runs, r)
	}
	tops = make([]float64, len(wanted))
	for _, r := range runs {
		y := r.top
		for i := r.first; i < r.first+r.n; i++ {
			tops[i] = y
			y += heights[i]
		}
	}
	return tops, room <= hi-lo+.01
}

// endLabel is a label beside the end of a line.
type endLabel struct {
	text  fitted
	look  look
	point Point   // the end of its line
	at    float64 // wanted y of its middle, px
	y     float64 // where it is put
	name  string  // the series
	far   bool    // its line ends before the gutter: no elbow
	size  float64 // weight when labels must be dropped: the smallest goes first
	tall  float64 // height in px where it is not that of its lines at b
}

const labelLine = 1.26 // height of a line of an end label, in b

func (l *endLabel) height(b float64) float64 {
	if l.tall > 0 {
		return l.tall
	}
	return labelLine * b * float64(len(l.text.lines))
}

// arrange pushes the labels apart within lo..hi. Where they do not fit it
// drops the least important, smallest first, and returns the names of those.
func arrange(labels []*endLabel, b, lo, hi float64) (kept []*endLabel, dropped []string) {
	kept = append(kept, labels...)
	sort.SliceStable(kept, func(i, j int) bool { return kept[i].at < kept[j].at })
	for len(kept) > 0 {
		wanted, heights := make([]float64, len(kept)), make([]float64, len(kept))
		for i, l := range kept {
			heights[i] = l.height(b)
			wanted[i] = l.at - heights[i]/2
		}
		tops, ok := pushApart(wanted, heights, lo, hi)
		if ok {
			for i, l := range kept {
				l.y = tops[i] + heights[i]/2
			}
			break
		}
		least := 0
		for i, l := range kept {
			if k := kept[least]; l.look.rank < k.look.rank || l.look.rank == k.look.rank && l.size < k.size {
				least = i
			}
		}
		dropped = append(dropped, kept[least].name)
		kept = append(kept[:least:least], kept[least+1:]...)
	}
	return kept, dropped
}

// moved says whether a label stands so far from its point that it needs an
// elbow.
func (l *endLabel) moved(b float64) bool { return math.Abs(l.y-l.at) > .42*b }

// anyMoved says whether room for elbows is needed.
func anyMoved(labels []*endLabel, b float64) bool {
	for _, l := range labels {
		if l.moved(b) && !l.far {
			return true
		}
	}
	return false
}

// drawEndLabels draws labels at x, with elbows from the points at dotX to
// those that were moved.
func (p *pen) drawEndLabels(labels []*endLabel, dotX, x float64) {
	for _, l := range labels {
		p.group(l.name)
		if l.moved(p.b) && !l.far {
			p.elbow(XY{dotX + .42*p.b, l.at}, XY{x - .3*p.b, l.y}, l.look.mark)
		}
		p.block(l.text, x, l.y, left, l.look.text, labelLine*p.b)
	}
	p.group("")
}

// obstacles are what a label inside a plot must not touch.
type obstacles struct {
	lines []Polyline
	boxes []Box
	dots  []dot // what could have a label: one stands nearest to what it names
}

// dot is a circle that may have a label.
type dot struct {
	at XY
	r  float64 // px
}

// nearest tells whether the edge of no other dot is nearer to a box than that of the dot at
// a point.
func (o *obstacles) nearest(b Box, to XY) bool {
	own := math.Inf(1)
	for _, d := range o.dots {
		if d.at == to {
			own = min(own, b.distance(to)-d.r)
		}
	}
	return !slices.ContainsFunc(o.dots, func(d dot) bool { return d.at != to && b.distance(d.at)-d.r < own })
}

// clear says whether a box touches nothing.
func (o *obstacles) clear(b Box) bool {
	for _, t := range o.boxes {
		if b.Intersects(t) {
			return false
		}
	}
	for _, l := range o.lines {
		if touches(l.Points, b.grown(l.Width/2)) {
			return false
		}
	}
	return true
}

// touches says whether a polyline, or the lone point, meets the box.
func touches(points []XY, b Box) bool {
	if len(points) == 1 {
		q := points[0]
		return q.X > b.X0 && q.X < b.X1 && q.Y > b.Y0 && q.Y < b.Y1
	}
	for i := 1; i < len(points); i++ {
		if segmentMeets(points[i-1], points[i], b) {
			return true
		}
	}
	return false
}

// segmentMeets says whether a part of the segment lies in the box.
func segmentMeets(p, q XY, b Box) bool {
	_, _, ok := clip(p, q, b)
	return ok
}

// clip gives the part of the segment that lies in the box (Liang and Barsky),
// as fractions of its length.
func clip(p, q XY, b Box) (t0, t1 float64, ok bool) {
	t1 = 1
	for _, e := range [4][2]float64{
		{p.X - q.X, p.X - b.X0}, {q.X - p.X, b.X1 - p.X},
		{p.Y - q.Y, p.Y - b.Y0}, {q.Y - p.Y, b.Y1 - p.Y},
	} {
		switch d, room := e[0], e[1]; {
		case d == 0 && room < 0:
			return 0, 0, false
		case d < 0:
			t0 = math.Max(t0, room/d)
		case d > 0:
			t1 = math.Min(t1, room/d)
		}
	}
	return t0, t1, t0 < t1
}

// place is a box for a label and how its lines stand in it.
type place struct {
	Box
	align align
}

// findRoom looks for a place for a block of w x h px beside a point: right of
// it, then above, below and left, farther off each time. It returns the place
// and whether there is one within bounds that touches nothing.
func (o *obstacles) findRoom(at XY, w, h, gap float64, bounds Box) (place, bool) {
	for far := 0.0; far <= 3*h; far += h / 4 {
		up, down := at.Y-gap-h-far, at.Y+gap+far
		for _, c := range []place{
			{Box{at.X + gap, at.Y - h/2 - far, 0, 0}, left}, {Box{at.X + gap, at.Y - h/2 + far, 0, 0}, left},
			{Box{at.X - w/2, up, 0, 0}, centre}, {Box{at.X - w/2, down, 0, 0}, centre},
			{Box{at.X - gap, up, 0, 0}, left}, {Box{at.X - gap, down, 0, 0}, left},
			{Box{at.X + gap - w, up, 0, 0}, right}, {Box{at.X + gap - w, down, 0, 0}, right},
			{Box{at.X - gap - w, at.Y - h/2 - far, 0, 0}, right}, {Box{at.X - gap - w, at.Y - h/2 + far, 0, 0}, right},
		} {
			c.X1, c.Y1 = c.X0+w, c.Y0+h
			if c.inside(bounds) && o.nearest(c.Box, at) && o.clear(c.grown(gap/4)) {
				return c, true
			}
		}
	}
	return place{}, false
}
