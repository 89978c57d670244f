package chart

import "math"

// layOut finds the width of the years: right all names, left those that leave
// the years at least half of the width. The label of a series that leaves
// stands near its last dot; one that finds no room there goes to the right if
// it is loud, and else is dropped.
func (c *bumpChart) layOut() {
	lo, hi := c.plot.Y0, c.bottom
	c.ends = c.push(c.ends, lo, hi)
	c.columns(lo, hi)
	var homeless []*endLabel
	c.obstruct()
	for _, l := range c.inner {
		if _, ok := c.room(l); !ok {
			homeless = append(homeless, l)
		}
	}
	c.inner = without(c.inner, homeless)
	for _, l := range homeless {
		if l.look.rank <= rankMuted {
			c.dropped = append(c.dropped, l.name)
			continue
		}
		measure := math.Min(11.5*c.b, .3*c.width)
		l.text = c.fit(l.name+" ("+yearText(l.point.X)+")", c.size, l.look.bold, measure, math.Max(.95*c.pitch, l.text.height()))
		l.tall = math.Max(l.tall, l.text.height()+.18*l.text.size)
		c.ends = append(c.ends, l)
	}
	if len(c.ends) > 0 {
		c.ends = c.push(c.ends, lo, hi)
		c.columns(lo, hi)
	}
	c.obstruct()
}

// push pushes labels apart and notes the names of those that are dropped.
func (c *bumpChart) push(labels []*endLabel, lo, hi float64) []*endLabel {
	kept, dropped := arrange(labels, c.b, lo, hi)
	c.dropped = append(c.dropped, dropped...)
	return kept
}

// columns sets the scale of years between the labels. Of the names at the left
// the muted are left out first where they would take too much, then all.
func (c *bumpChart) columns(lo, hi float64) {
	after := 0.0
	for _, l := range c.ends {
		after = math.Max(after, l.text.width())
	}
	x1 := c.plot.X1 - after - bumpNames*c.b - c.column - c.gap()
	all := c.starts
	for _, least := range []int{rankMuted, rankPlain, rankHighlight + 1} {
		var starts []*endLabel
		before := 0.0
		for _, l := range all {
			if l.look.rank >= least {
				starts = append(starts, l)
				before = math.Max(before, l.text.width()+bumpNames*c.b)
			}
		}
		c.starts, _ = arrange(starts, c.b, lo, hi)
		x0 := c.plot.X0 + before + c.column + bumpGap*c.b
		c.x = linear{float64(c.first), float64(c.last), math.Round(x0), math.Round(x1)}
		if len(starts) == 0 || x1-x0 >= .5*(c.plot.X1-c.plot.X0) {
			break
		}
	}
	c.allDots = c.first == c.last || (c.x.r1-c.x.r0)/float64(c.last-c.first) >= 3*c.radius+.4*c.b
}

// gap is the distance from the last year to the ranks.
func (c *bumpChart) gap() float64 {
	if anyMoved(c.ends, c.b) {
		return 1.6 * c.b
	}
	return bumpGap * c.b
}

// obstruct notes what the labels inside must not touch: lines and dots.
func (c *bumpChart) obstruct() {
	c.free = obstacles{}
	for i, points := range c.points {
		for _, run := range runs(points) {
			c.free.lines = append(c.free.lines, Polyline{Series: c.Series[i].Name, Points: c.path(i, run), Width: c.looks[i].width * c.b})
			for _, q := range run {
				at := c.at(i, q)
				c.free.boxes = append(c.free.boxes, Box{at.X, at.Y, at.X, at.Y}.grown(c.radius+.05*c.b))
			}
		}
	}
}

// room finds a place for the label of a series that leaves, and keeps it.
func (c *bumpChart) room(l *endLabel) (place, bool) {
	reach := c.radius + 2.2*l.text.height() // farther off it could be any line's
	bounds := Box{c.x.r0, math.Max(c.plot.Y0, l.at-reach), c.x.r1 + c.radius, math.Min(c.bottom, l.at+reach)}
	at := XY{c.x.at(float64(l.point.X)), l.at}
	below := bounds
	below.Y0 = l.at // where those that leave the ranks go
	found, ok := c.free.findRoom(at, l.text.width(), l.text.height(), c.radius+.25*c.b, below)
	if !ok {
		found, ok = c.free.findRoom(at, l.text.width(), l.text.height(), c.radius+.25*c.b, bounds)
	}
	if ok {
		c.free.boxes = append(c.free.boxes, found.Box)
	}
	return found, ok
}

// paint draws everything, the loudest last.
func (c *bumpChart) paint() {
	for rank := 1; rank <= c.depth; rank++ {
		c.hrule(c.x.r0, c.x.r1, c.row(float64(rank)), c.hair(), c.theme.Grid)
	}
	c.yearAxis(c.x, c.first, c.last, c.bottom)
	order := byRank(c.looks)
	for _, i := range order {
		c.group(c.Series[i].Name)
		all := runs(c.points[i])
		for _, run := range all {
			c.bumpRings(i, run)
		}
		for _, run := range all {
			c.bumpRun(i, run)
		}
	}
	for _, i := range order {
		if c.looks[i].rank > rankContext {
			c.group(c.Series[i].Name)
			c.bumpDots(i)
		}
	}
	for _, l := range c.inner {
		c.group(l.name)
		if found, ok := c.room(l); ok {
			c.haloed(l.text, found, l.look.text)
		} else {
			c.dropped = append(c.dropped, l.name)
		}
	}
	if c.first < c.last {
		c.side(c.starts, c.x.r0-bumpGap*c.b, right)
	}
	c.side(c.ends, c.x.r1+c.gap(), left)
	c.group("")
}

// side writes the ranks and names beyond one end of the lines: the column of
// ranks begins at x. Rows without a name have their rank in grey.
func (c *bumpChart) side(labels []*endLabel, x float64, a align) {
	ranks, names := x, x-c.column-bumpNames*c.b
	if a == left {
		ranks, names = x+c.column, x+c.column+bumpNames*c.b
	}
	var taken []Box
	for _, l := range labels {
		c.group(l.name)
		if a == left && l.moved(c.b) && !l.far {
			c.elbow(XY{c.x.r1 + c.radius + .12*c.b, l.at}, XY{x - .25*c.b, l.y}, l.look.mark)
		}
		c.block(l.text, names, l.y, a, l.look.text, lineOfBlock*l.text.size)
		if !l.far {
			c.label(c.Value.print(l.point.Y), ranks, l.y, c.size, right, l.look.bold, l.look.text)
		}
		taken = append(taken, Box{0, l.y - l.tall/2, 1, l.y + l.tall/2})
	}
	c.group("")
	for rank := 1; rank <= c.depth; rank++ {
		y := c.row(float64(rank))
		free := true
		for _, t := range taken {
			free = free && !t.Intersects(Box{0, y - .54*c.size, 1, y + .54*c.size})
		}
		if free {
			c.label(c.Value.print(float64(rank)), ranks, y, c.size, right, false, c.theme.Tick)
		}
	}
}

// path is the line of a run.
func (c *bumpChart) path(i int, run []Point) []XY {
	out := []XY{c.at(i, run[0])}
	for _, q := range run[1:] {
		out = append(out, c.joint(out[len(out)-1], c.at(i, q))...)
	}
	return out
}

// joint leads from one point to the next. Where each year has its dot the line
// is level at both ends, so that crossings are steep and short; where years
// are close, curves would be walls and only a corner shows the year.
func (c *bumpChart) joint(a, b XY) []XY {
	if a.Y == b.Y || !c.allDots {
		return []XY{b}
	}
	const steps = 14 // of a cubic whose handles reach to the middle of the year
	out := make([]XY, 0, steps)
	for k := 1; k <= steps; k++ {
		t := float64(k) / steps
		u := 1 - t
		out = append(out, XY{a.X + (1.5*u+t*t)*t*(b.X-a.X), a.Y + (3-2*t)*t*t*(b.Y-a.Y)})
	}
	return out
}

// bumpRun draws consecutive years, dashed where they lead to a provisional one.
func (c *bumpChart) bumpRun(i int, run []Point) {
	for start := 0; start < len(run)-1; {
		dashed := run[start+1].Status == Provisional
		end := start + 1
		for end+1 < len(run) && (run[end+1].Status == Provisional) == dashed {
			end++
		}
		l := c.looks[i]
		if dashed {
			l.dash = []float64{.3, .2}
		}
		c.line(c.path(i, run[start:end+1]), l)
		start = end
	}
}

// dotted are the points of a run that have a dot: all, or where years are
// close its ends and its estimates.
func (c *bumpChart) dotted(run []Point) []Point {
	if c.allDots {
		return run
	}
	var out []Point
	for k, q := range run {
		if k == 0 || k == len(run)-1 || q.Status != Reported {
			out = append(out, q)
		}
	}
	return out
}

// bumpRings clears the places of the dots of a run from other lines; its own
// line is drawn between ring and dot.
func (c *bumpChart) bumpRings(i int, run []Point) {
	if c.looks[i].rank == rankContext {
		return
	}
	for _, q := range c.dotted(run) {
		c.disc(c.at(i, q), c.radius+.09*c.b, c.theme.Ground)
	}
}

// bumpDots draws the dots of a series.
func (c *bumpChart) bumpDots(i int) {
	for _, run := range runs(c.points[i]) {
		for _, q := range c.dotted(run) {
			at := c.at(i, q)
			if c.lane[i][q.X] != 0 { // beside another one
				c.disc(at, c.radius+.05*c.b, c.theme.Ground)
			}
			c.disc(at, c.radius, c.looks[i].mark)
			if q.Status != Reported {
				c.disc(at, c.radius-.11*c.b, c.theme.Ground)
			}
		}
	}
}
