package chart

import (
	"errors"
	"fmt"
	"math"
)

// Scatter sets two indicators of each economy against each other: a circle
// each, whose area may tell a third one, at most 5 colours of groups. Names
// stand beside the circles that matter and have room: the loud ones first, then the three
// largest and what stands farthest out, which a line leads to where they have none, then
// other large and lonely ones.
type Scatter struct {
	Points          []ScatterPoint
	XTitle, YTitle  string // indicator and unit, at the ends of the axes
	XTick, XTopTick Format // steps that XTick prints alike are not taken; XTick when nil
	YTick, YTopTick Format
	LogX, LogY      bool   // a value of zero or below is refused with a [NotPositive]
	FromZero        bool   // the axes that are linear include zero
	SizeTitle       string // what the areas tell, in the key
	SizeFormat      Format // their values there
}

// ScatterPoint is one circle of a Scatter.
type ScatterPoint struct {
	Name     string
	X, Y     float64
	Size     float64 // the area of the circle is in proportion; all equal for one size
	Group    string  // gives the colour, named in the key where there are several; may be empty
	Emphasis Emphasis
}

// Radii of the circles in b.
const (
	spotLeast, spotMost = .2, 1.5
	spotOnly            = .3 // where all are of one size
)

const maxGroups = 5

func (s Scatter) check() error {
	if len(s.Points) == 0 {
		return errors.New("nothing to draw: no point")
	}
	for _, q := range s.Points {
		for _, v := range []struct {
			what  string
			value float64
			log   bool
		}{{"horizontal", q.X, s.LogX}, {"vertical", q.Y, s.LogY}} {
			if err := checkValue(q.Name+", "+v.what+" axis", v.value); err != nil {
				return err
			}
			if v.log && noLog(v.value) {
				return &NotPositive{Name: q.Name, Axis: v.what, Value: v.value}
			}
		}
		if err := checkValue(q.Name+", size", q.Size); err != nil {
			return err
		}
		if q.Size < 0 {
			return fmt.Errorf("%s: a size cannot be negative (%g): leave the point out or take another indicator for the areas", q.Name, q.Size)
		}
	}
	if n := len(s.groupNames()); n > maxGroups {
		return fmt.Errorf("%d groups are more than a reader can tell apart: join them to at most %d", n, maxGroups)
	}
	return nil
}

// groupNames are the groups in the order in which they first appear.
func (s Scatter) groupNames() []string {
	var out []string
	seen := map[string]bool{}
	for _, q := range s.Points {
		if q.Group != "" && !seen[q.Group] {
			seen[q.Group] = true
			out = append(out, q.Group)
		}
	}
	return out
}

// scatterChart is a scatter plot being drawn.
type scatterChart struct {
	Scatter
	*pen
	groups []string
	most   float64 // the largest size; 0 where all are of one size
	across across
	up     axis
	y      scale
	yText  []string
	field  Box // of the grid, px
	spots  []spot
	ahead  []int      // the leaders, which are named first
	looks  []spotLook // of the points
}

func (s Scatter) draw(p *pen) error {
	c := &scatterChart{Scatter: s, pen: p, groups: s.groupNames()}
	c.most = c.largest()
	c.looks = c.pointLooks()
	c.field = Box{p.plot.X0, c.head(), p.plot.X1, p.plot.Y1 - 1.9*p.b}
	c.field.Y1 -= c.footTitle()
	if h := c.field.Y1 - c.field.Y0; h < 4*p.b {
		return fmt.Errorf("the key and the titles of the axes leave %.0f px of height for the plot; it needs %.0f: shorten them or take a taller size", math.Max(h, 0), 4*p.b)
	}
	c.axes()
	c.grid()
	c.paint()
	return nil
}

// largest is the size that has the largest radius, 0 where sizes do not vary.
func (c *scatterChart) largest() float64 {
	lo, hi := math.Inf(1), 0.0
	for _, q := range c.Points {
		lo, hi = math.Min(lo, q.Size), math.Max(hi, q.Size)
	}
	if lo == hi {
		return 0
	}
	return hi
}

// radius is the radius in px of a size.
func (c *scatterChart) radius(size float64) float64 {
	if c.most == 0 {
		return spotOnly * c.b
	}
	return math.Max(spotLeast, spotMost*math.Sqrt(size/c.most)) * c.b
}

// axes sets the scales so that ticks and circles stay within the margins.
func (c *scatterChart) axes() {
	lo, hi := XY{math.Inf(1), math.Inf(1)}, XY{math.Inf(-1), math.Inf(-1)}
	for _, q := range c.Points {
		lo = XY{math.Min(lo.X, q.X), math.Min(lo.Y, q.Y)}
		hi = XY{math.Max(hi.X, q.X), math.Max(hi.Y, q.Y)}
	}
	spec := axisSpec{lo: lo.Y, hi: hi.Y, count: tickCount(c.field.Y1-c.field.Y0, c.b), fromZero: c.FromZero, tick: c.YTick}
	c.up = newAxisOf(spec, c.LogY).floored(c.LogY, c.YTick)
	c.yText = tickTexts(c.up, c.YTick, c.YTopTick)
	c.field.X0 = math.Round(c.plot.X0 + c.widest(c.yText, tickSize*c.b, false) + .55*c.b)
	spec = axisSpec{lo: lo.X, hi: hi.X, count: 9, fromZero: c.FromZero, tick: c.XTick}
	c.across = c.newAcross(spec, c.LogX, c.XTopTick, c.field.X0, c.field.X1)
	c.field.X0, c.field.X1 = c.across.x0, c.across.x1
	c.y = c.up.scale(c.LogY, c.field.Y1, c.field.Y0)
	c.makeRoom()
	c.thin()
	for _, q := range c.Points {
		c.spots = append(c.spots, spot{q.Name, XY{c.across.x.at(q.X), c.y.at(q.Y)}, c.radius(q.Size)})
	}
}

// makeRoom moves the ends of the scales inwards where circles would stand over
// the field's: over the titles, the labels of the ticks or the margins.
func (c *scatterChart) makeRoom() {
	out := Box{c.field.X0, c.field.Y0, c.field.X1, c.field.Y1}
	for _, q := range c.Points {
		r := c.radius(q.Size)
		x, y := c.across.x.at(q.X), c.y.at(q.Y)
		out = Box{math.Min(out.X0, x-r), math.Min(out.Y0, y-r), math.Max(out.X1, x+r), math.Max(out.Y1, y+r)}
	}
	over := func(d float64) float64 { return math.Round(math.Max(0, d-.35*c.b)) } // a little does no harm
	c.across.inset(over(c.field.X0-out.X0), over(out.X1-c.field.X1))
	c.y = c.up.scale(c.LogY, c.field.Y1-over(out.Y1-c.field.Y1), c.field.Y0+over(c.field.Y0-out.Y0))
}

// thin takes away labels of the vertical axis that would touch the one below:
// a plot of a few lines' height has no room for three.
func (c *scatterChart) thin() {
	last := math.Inf(1)
	for i, v := range c.up.ticks {
		if at := c.y.at(v); last-at < 1.15*tickSize*c.b {
			c.yText[i] = ""
		} else {
			last = at
		}
	}
}

// grid draws rules and labels of both axes.
func (c *scatterChart) grid() {
	f := c.field
	c.across.draw(c.pen, f.Y0, f.Y1, f.Y1+1.38*c.b)
	c.yAxis(c.up, c.y, f.X0, f.X1, tickSize*c.b, c.yText)
}
