package chart

import (
	"errors"
	"image/color"
	"math"
	"sort"
	"strings"
)

// Lines is a line chart over years with labels at the ends of the lines. At
// most 5 plain series have colours; more are muted unless one is highlighted.
// Labels that find no room are dropped, the least important first, and named
// in [Layout.Dropped].
type Lines struct {
	Series     []Series
	Value      Format  // the value beside the name at the end of a line
	Tick       Format  // ticks; steps that it prints alike are not taken
	TopTick    Format  // the top tick, which may repeat a short unit; Tick when nil
	FromZero   bool    // the axis includes zero
	Max        float64 // the axis reaches this value, as 100 for percentages; 0 for no wish
	BreakLabel string  // beside the rule of a break, as "Break: restated"
	// Log asks for a logarithmic scale: then FromZero has no meaning, and a
	// value of zero or below is refused with a [NotPositive].
	Log bool
}

func (l Lines) check() error {
	var e extent
	for _, s := range l.Series {
		if err := checkPoints(s.Name, s.Points); err != nil {
			return err
		}
		e.add(s.Points)
	}
	if !e.ok {
		return errors.New("nothing to draw: no series has a point")
	}
	if refused := LogRefused(l.Series); l.Log && refused != nil {
		return refused
	}
	return checkValue("maximum of the axis", l.Max)
}

// lineChart is a line chart being drawn.
type lineChart struct {
	Lines
	*pen
	extent
	looks []look
	axis  axis
	plane plane
	tick  []string
	ends  []*endLabel // labels in the right gutter
	inner []*endLabel // labels of lines that end early, inside the plot
	free  obstacles
}

func (l Lines) draw(p *pen) error {
	c := &lineChart{Lines: l, pen: p}
	var emphases []Emphasis
	for _, s := range l.Series {
		c.add(s.Points)
		emphases = append(emphases, s.Emphasis)
	}
	c.looks = p.theme.lineLooks(emphases)
	top, bottom := p.plot.Y0+.5*p.b, p.plot.Y1-1.9*p.b
	spec := axisSpec{lo: c.lo, hi: c.hi, count: tickCount(bottom-top, p.b), fromZero: l.FromZero, max: l.Max, tick: l.Tick}
	c.axis = newAxisOf(spec, l.Log)
	c.tick = tickTexts(c.axis, l.Tick, l.TopTick)
	c.plane.log = l.Log
	c.plane.y = c.axis.span(l.Log, bottom, top)
	c.labels()
	c.layOut()
	c.paint()
	return nil
}

// labels makes the label of each line that has one.
func (c *lineChart) labels() {
	measure := math.Min(11.5*c.b, .3*c.width)
	for i, s := range c.Series {
		if s.Emphasis == Context || len(s.Points) == 0 {
			continue
		}
		end := s.Points[len(s.Points)-1]
		text := s.Name + "\u00a0" + strings.ReplaceAll(c.Value.print(end.Y), " ", "\u00a0")
		if end.X < c.last {
			text += " (" + yearText(end.X) + ")"
		}
		look := c.looks[i]
		l := &endLabel{look: look, at: c.plane.values().at(end.Y), name: s.Name, point: end, size: math.Abs(end.Y)}
		l.text = c.set(c.named(text, c.b, look.bold, measure), c.b, look.bold)
		if end.X < c.last {
			c.inner = append(c.inner, l)
		} else {
			c.ends = append(c.ends, l)
		}
	}
}

// layOut finds the width of the plot. The label of a line that ends early and
// finds no room beside its end is dropped if muted, else it goes to the gutter
// with the others; this may change the width, so it is done at most twice.
func (c *lineChart) layOut() {
	c.fix()
	var homeless, moving []*endLabel
	for _, l := range c.inner {
		if _, ok := c.room(l); ok {
			continue
		}
		homeless = append(homeless, l)
		if l.look.rank > rankMuted {
			l.far = true
			moving = append(moving, l)
		} else {
			c.dropped = append(c.dropped, l.name)
		}
	}
	c.inner = without(c.inner, homeless)
	if len(moving) > 0 {
		c.ends = append(c.ends, moving...)
		c.fix()
	}
}

func without(all, gone []*endLabel) []*endLabel {
	var out []*endLabel
	for _, l := range all {
		keep := true
		for _, g := range gone {
			keep = keep && l != g
		}
		if keep {
			out = append(out, l)
		}
	}
	return out
}

// fix arranges the labels of the gutter and sets the scale of years.
func (c *lineChart) fix() {
	var dropped []string
	c.ends, dropped = arrange(c.ends, c.b, c.plane.y.r1-.5*c.b, c.plane.y.r0+.6*c.b)
	c.dropped = append(c.dropped, dropped...)
	x0 := math.Round(c.plot.X0 + c.widest(c.tick, tickSize*c.b, false) + .55*c.b)
	gutter := c.textWidth("0000", tickSize*c.b, false) / 2
	for _, l := range c.ends {
		gutter = math.Max(gutter, l.text.width()+c.labelGap())
	}
	c.plane.x = linear{float64(c.first), float64(c.last), x0, math.Round(c.plot.X1 - gutter)}
	c.free = obstacles{}
	for i, s := range c.Series {
		c.free.lines = append(c.free.lines, c.lineObstacles(s, c.looks[i], c.plane)...)
		if n := len(s.Points); n > 0 {
			c.free.dots = append(c.free.dots, dot{at: c.plane.at(s.Points[n-1])})
		}
	}
	if c.axis.lo <= 0 && c.axis.hi >= 0 {
		zero := c.plane.y.at(0)
		c.free.lines = append(c.free.lines, Polyline{Points: []XY{{x0, zero}, {c.plane.x.r1, zero}}, Width: c.heavy()})
	}
	for _, l := range c.ends {
		x := c.plane.x.r1 + c.labelGap()
		c.free.boxes = append(c.free.boxes, Box{x - .3*c.b, l.y - l.height(c.b)/2, x + l.text.width(), l.y + l.height(c.b)/2})
	}
}

// labelGap is the distance from the end of the years to the labels.
func (c *lineChart) labelGap() float64 {
	if anyMoved(c.ends, c.b) {
		return 1.6 * c.b
	}
	return .6 * c.b
}

// room finds a place inside the plot for the label of a line that ends early,
// and keeps it.
func (c *lineChart) room(l *endLabel) (place, bool) {
	bounds := Box{c.plane.x.r0, c.plot.Y0, c.plot.X1, c.plane.y.r0 - .2*c.b}
	h := (lineOfBlock*float64(len(l.text.lines)-1) + 1.08) * c.b
	found, ok := c.free.findRoom(c.plane.at(l.point), l.text.width(), h, c.dotRadius(l.look)+.38*c.b, bounds)
	if ok {
		c.free.boxes = append(c.free.boxes, found.Box)
	}
	return found, ok
}

// paint draws everything, the highlighted line last.
func (c *lineChart) paint() {
	x, y := c.plane.x, c.plane.y
	c.yAxis(c.axis, c.plane.values(), x.r0, x.r1, tickSize*c.b, c.tick)
	c.yearAxis(x, c.first, c.last, y.r0)
	c.free.boxes = c.free.boxes[:len(c.ends)] // places are found again, now for good
	inner := make([]place, len(c.inner))
	var shown []*endLabel
	for _, l := range c.inner {
		if found, ok := c.room(l); ok {
			inner[len(shown)] = found
			shown = append(shown, l)
		} else {
			c.dropped = append(c.dropped, l.name)
		}
	}
	for _, i := range byRank(c.looks) {
		c.group(c.Series[i].Name)
		c.series(c.Series[i].Name, c.Series[i].Points, c.looks[i], c.plane)
	}
	c.dots()
	c.breaks()
	for i, l := range shown {
		c.group(l.name)
		c.haloed(l.text, inner[i], l.look.text)
	}
	c.drawEndLabels(c.ends, x.r1, x.r1+c.labelGap())
}

// byRank orders series for drawing: the loudest last, and among equals the
// first one last.
func byRank(looks []look) []int {
	order := make([]int, len(looks))
	for i := range order {
		order[i] = len(looks) - 1 - i
	}
	sort.SliceStable(order, func(a, b int) bool { return looks[order[a]].rank < looks[order[b]].rank })
	return order
}

// breaks draws the rules of breaks: one across the plot where all series
// break before the same year, else a short one beside each.
func (c *lineChart) breaks() {
	if year, all := c.commonBreak(); all {
		x := (c.plane.x.at(float64(year)) + c.plane.x.at(float64(year-1))) / 2
		c.breakRule(x, c.plane.y.r1-.2*c.b, c.plane.y.r0, c.BreakLabel, c.theme.Tick)
		return
	}
	for k, s := range c.Series {
		for i, q := range s.Points {
			if !q.BreakBefore || i == 0 || s.Emphasis == Context {
				continue
			}
			a, b := c.plane.at(s.Points[i-1]), c.plane.at(q)
			top, bottom := math.Min(a.Y, b.Y), math.Max(a.Y, b.Y)
			up, down := c.untouched(k, (a.X+b.X)/2, top, bottom)
			label := c.BreakLabel
			if label != "" && len(c.Series) > 1 {
				label += " (" + s.Name + ")"
			}
			c.group(s.Name)
			c.breakRule((a.X+b.X)/2, math.Max(top-up, c.plane.y.r1-.2*c.b), math.Min(bottom+down, c.plane.y.r0), label, c.looks[k].mark)
		}
	}
	c.group("")
}

// untouched is how far above and below its jump the rule of a series may reach at
// x, so that it crosses no line that does not break there.
func (c *lineChart) untouched(series int, x, top, bottom float64) (up, down float64) {
	up, down = 1.2*c.b, 1.2*c.b
	for k, s := range c.Series {
		for i, q := range s.Points {
			if k == series || i == 0 || q.X != s.Points[i-1].X+1 || q.BreakBefore || q.Apart {
				continue
			}
			a, b := c.plane.at(s.Points[i-1]), c.plane.at(q)
			if x < a.X || x > b.X {
				continue
			}
			y := a.Y + (b.Y-a.Y)*(x-a.X)/(b.X-a.X)
			if y <= top {
				up = math.Min(up, (top-y)/2)
			} else if y >= bottom {
				down = math.Min(down, (y-bottom)/2)
			}
		}
	}
	return up, down
}

// commonBreak is the one year before which every series breaks.
func (c *lineChart) commonBreak() (year int, all bool) {
	for i, s := range c.Series {
		found := 0
		for j, q := range s.Points {
			if q.BreakBefore && j > 0 {
				if found != 0 {
					return 0, false
				}
				found = q.X
			}
		}
		if found == 0 || i > 0 && found != year {
			return 0, false
		}
		year = found
	}
	return year, len(c.Series) > 1
}

// breakRule draws a dashed rule and, where there is room, the words beside it.
func (c *lineChart) breakRule(x, y0, y1 float64, label string, mark color.NRGBA) {
	c.stroke([]XY{{math.Round(x), y0}, {math.Round(x), y1}}, stroke{color: mark, width: math.Max(1, math.Round(c.b/16)), dash: []float64{.25 * c.b, .17 * c.b}})
	size := tickSize * c.b
	f := c.set(c.wrap(label, size, false, 11.5*c.b), size, false)
	bounds := Box{c.plane.x.r0, c.plot.Y0, c.plane.x.r1, c.plane.y.r0}
	h := f.height()
	for _, a := range []align{right, left} {
		for _, part := range []float64{.42, .3, .55, .15, .7, .0, .85, 1} {
			box := Box{x - .4*c.b - f.width(), y0 + part*(y1-y0-h), x - .4*c.b, 0}
			if a == left {
				box.X0, box.X1 = x+.4*c.b, x+.4*c.b+f.width()
			}
			box.Y1 = box.Y0 + h
			if len(f.lines) > 0 && box.inside(bounds) && c.free.clear(box) {
				c.free.boxes = append(c.free.boxes, box)
				c.haloed(f, place{box, a}, c.theme.Tick)
				return
			}
		}
	}
}
