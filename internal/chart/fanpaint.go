package chart

import "math"

// Opacities of the bands: the inner lies on the outer.
const outerAlpha, innerAlpha = .16, .26

// paint draws the span first, so that grid and bands lie on it.
func (c *fanChart) paint() {
	x, y := c.plane.x, c.plane.y
	c.head()
	c.yAxis(c.axis, y, x.r0, x.r1, tickSize*c.b, c.tick)
	c.yearAxis(x, c.Points[0].X, c.end().X, y.r0)
	c.group(c.Name)
	c.area(c.band(outer), faded(c.look.mark, outerAlpha))
	c.area(c.band(inner), faded(c.look.mark, innerAlpha))
	c.group("")
	c.targetLine()
	c.group(c.Name)
	c.stroke(c.mid, stroke{color: c.look.mark, width: c.look.width * c.b, dash: []float64{.42 * c.b, .28 * c.b}, data: true})
	c.series(c.Name, c.Points, c.look, c.plane)
	c.queue = append(c.queue, queuedDot{c.Name, c.mid[len(c.mid)-1], c.look, true})
	c.dots()
	c.lastLabel()
	c.drawEndLabels(c.ends, x.r1, x.r1+c.labelGap())
}

// boundary is where the projected span begins.
func (c *fanChart) boundary() float64 { return math.Round(c.plane.x.at(float64(c.last().X))) }

// head draws the projected span and the words over it and before it. A theme
// whose ground for no data is the ground itself has a rule instead.
func (c *fanChart) head() {
	x := c.boundary()
	if c.theme.NoData != c.theme.Ground {
		c.rect(Box{x, c.plot.Y0, math.Round(c.plane.x.r1), math.Round(c.plane.y.r0)}, c.theme.NoData)
	} else {
		c.vrule(x, c.plot.Y0, c.plane.y.r0, c.hair(), c.theme.Muted)
	}
	c.headWord(c.ReportedLabel, x-.4*c.b, right, x-.4*c.b-c.plot.X0)
	c.headWord(c.ProjectedLabel, x+.4*c.b, left, c.plot.X1-x-.4*c.b)
}

// headWord writes a word over the plot, unless it would have to be cut.
func (c *fanChart) headWord(s string, x float64, a align, room float64) {
	f := c.fit(s, tickSize*c.b, false, room, (capAccent+descent)*tickSize*c.b)
	if len(f.lines) != 1 || f.lines[0] != s || f.size < .8*tickSize*c.b {
		return
	}
	c.label(s, x, c.plot.Y0+.6*c.b, f.size, a, false, c.theme.Tick)
	box := Box{x, c.plot.Y0, x + f.width(), c.plot.Y0 + 1.2*c.b}
	if a == right {
		box.X0, box.X1 = x-f.width(), x
	}
	c.free.boxes = append(c.free.boxes, box)
}

// targetRoom finds a place for the label of the target on its line: above or
// below it, at its left end first.
func (c *fanChart) targetRoom() (Box, bool) {
	w, h, y := c.textWidth(c.TargetLabel, tickSize*c.b, false), (capAccent+descent)*tickSize*c.b, c.plane.y.at(c.Target)
	for x := c.plane.x.r0 + .1*c.b; x+w <= c.plane.x.r1; x += c.b {
		for _, top := range []float64{y - h - .14*c.b, y + .14*c.b} {
			box := Box{x, top, x + w, top + h}
			if top >= c.plot.Y0+1.25*c.b && box.Y1 <= c.plane.y.r0-.1*c.b && c.free.clear(box.grown(.1*c.b)) {
				return box, true
			}
		}
	}
	return Box{}, false
}

// targetLine draws the level to be reached and, where it has room, its label.
func (c *fanChart) targetLine() {
	if !c.HasTarget {
		return
	}
	at := math.Round(c.plane.y.at(c.Target))
	c.stroke([]XY{{c.plane.x.r0, at}, {c.plane.x.r1, at}}, stroke{color: c.theme.Ink, width: math.Max(2, 2*math.Round(.04*c.b)), dash: []float64{.1 * c.b, .15 * c.b}})
	if box, ok := c.targetRoom(); ok && !c.target && c.TargetLabel != "" {
		c.haloed(c.set([]string{c.TargetLabel}, tickSize*c.b, false), place{box, left}, c.theme.Subtitle)
		c.free.boxes = append(c.free.boxes, box)
	}
	c.free.lines = append(c.free.lines, Polyline{Points: []XY{{c.plane.x.r0, at}, {c.plane.x.r1, at}}, Width: .1 * c.b})
}

// lastLabel writes the last reported value and its year beside its point: on
// the reported side where it fits.
func (c *fanChart) lastLabel() {
	text := c.Value.print(c.last().Y) + " (" + yearText(c.last().X) + ")"
	f := c.set([]string{text}, c.b, true)
	for _, x1 := range []float64{c.boundary() + .1*c.b, c.plane.x.r1} {
		bounds := Box{c.plane.x.r0, c.plot.Y0 + 1.2*c.b, x1, c.plane.y.r0 - .2*c.b}
		if found, ok := c.free.findRoom(c.plane.at(c.last()), f.width(), f.height(), c.dotRadius(c.look)+.34*c.b, bounds); ok {
			c.group(c.Name)
			c.haloed(f, found, c.look.text)
			c.group("")
			return
		}
	}
	c.dropped = append(c.dropped, text)
}
