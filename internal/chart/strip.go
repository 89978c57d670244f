package chart

import (
	"errors"
	"fmt"
	"image/color"
	"math"
	"sort"
)

// Strip shows how the economies of each group are distributed: a row a group,
// a dot an economy, a rule at the median, whose value stands at the right. The
// highest of a row and those that are loud carry their names, and so does the lowest where
// there is room.
type Strip struct {
	Groups        []StripGroup
	Tick, TopTick Format  // steps that Tick prints alike are not taken; Tick when nil
	Value         Format  // the medians, and the values beside names
	MedianLabel   string  // over the medians
	Max           float64 // the axis reaches this value, as 100 for percentages; 0 for no wish
	Log           bool    // a value of zero or below is refused with a [NotPositive]
}

// StripGroup is a row of a Strip; it has at least one value.
type StripGroup struct {
	Name   string
	Values []StripValue
}

// StripValue is a dot of a Strip.
type StripValue struct {
	Name     string
	Value    float64
	Emphasis Emphasis // as soon as one is loud, the plain are muted
}

func (s Strip) check() error {
	if len(s.Groups) == 0 {
		return errors.New("nothing to draw: no group")
	}
	for _, g := range s.Groups {
		if len(g.Values) == 0 {
			return fmt.Errorf("%s has no value: leave the group out and say so in the notes", g.Name)
		}
		for _, v := range g.Values {
			if err := checkValue(v.Name, v.Value); err != nil {
				return err
			}
			if s.Log && noLog(v.Value) {
				return &NotPositive{Name: v.Name, Value: v.Value}
			}
		}
	}
	return checkValue("maximum of the axis", s.Max)
}

// Median is the middle one of the values of the group, or the mean of the two
// in the middle.
func (g StripGroup) Median() float64 {
	vs := make([]float64, len(g.Values))
	for i, v := range g.Values {
		vs[i] = v.Value
	}
	sort.Float64s(vs)
	if n := len(vs); n%2 == 0 {
		return vs[n/2-1]/2 + vs[n/2]/2
	}
	return vs[len(vs)/2]
}

// Sizes of the marks of a strip in b.
const (
	stripDot    = .22 // radius
	stripLoud   = .3  // radius of a highlighted or named dot
	stripMedian = 1.4 // height of the rule
	stripRow    = 12  // at most
)

// stripChart is a strip being drawn.
type stripChart struct {
	Strip
	*pen
	rows   rows
	across across
	loud   bool    // a value is highlighted or named
	foot   float64 // below the last row, px
}

func (s Strip) draw(p *pen) error {
	c := &stripChart{Strip: s, pen: p}
	names := make([]string, len(s.Groups))
	lo, hi := math.Inf(1), math.Inf(-1)
	for i, g := range s.Groups {
		names[i] = g.Name
		for _, v := range g.Values {
			lo, hi = math.Min(lo, v.Value), math.Max(hi, v.Value)
			c.loud = c.loud || v.Emphasis == Highlight || v.Emphasis == Named
		}
	}
	var err error
	if c.rows, err = p.newRows(names, make([]bool, len(names)), p.plot.Y0+c.headHeight(), p.plot.Y1-1.45*p.b, stripRow*p.b); err != nil {
		return err
	}
	c.foot = c.rows.bottom(len(s.Groups))
	c.axes(lo, hi)
	for i, g := range s.Groups {
		p.group(g.Name)
		p.rowName(c.rows, i)
		c.row(i)
	}
	c.medians()
	return nil
}

// headHeight is the room of the word over the medians.
func (c *stripChart) headHeight() float64 {
	if c.MedianLabel == "" {
		return 0
	}
	return 1.35 * c.b
}

// axes sets the scale between the names and the medians, and draws its ticks.
// It begins at zero where it is linear.
func (c *stripChart) axes(lo, hi float64) {
	spec := axisSpec{lo: lo, hi: hi, count: acrossTicks(c.pen, c.Log), fromZero: true, max: c.Max, tick: c.Tick}
	c.across = c.newAcross(spec, c.Log, c.TopTick, c.plot.X0+c.rows.width+.85*c.b, c.plot.X1-c.gutter())
	c.across.draw(c.pen, c.rows.top, c.foot, c.foot+1.13*c.b)
}

// gutter is the width of the column of medians with the distance from the
// axis, px.
func (c *stripChart) gutter() float64 {
	w := c.textWidth(c.MedianLabel, tickSize*c.b, true)
	for _, g := range c.Groups {
		w = math.Max(w, c.textWidth(c.Value.print(g.Median()), c.rows.size, true))
	}
	return math.Min(w, .3*c.width) + 1.4*c.b
}

// medians writes the column of medians, under the rule and what it is.
func (c *stripChart) medians() {
	c.group("")
	if c.MedianLabel != "" {
		f := c.fit(c.MedianLabel, tickSize*c.b, true, .3*c.width, 1.1*c.b)
		y := c.rows.top - .85*c.b
		c.label(f.lines[0], c.plot.X1, y, f.size, right, true, c.theme.Ink)
		c.vrule(c.plot.X1-f.width()-.45*c.b, y-.45*c.b, y+.45*c.b, c.medianWidth(), c.theme.Ink)
	}
	for i, g := range c.Groups {
		c.group(g.Name)
		c.label(c.Value.print(g.Median()), c.plot.X1, c.rows.middle(i), c.rows.size, right, true, c.theme.Ink)
	}
	c.group("")
}

// medianWidth is the width of the rule of a median, px.
func (c *stripChart) medianWidth() float64 { return math.Max(2, math.Round(.15*c.b)) }

// medianRule is the rule of the median of group i.
func (c *stripChart) medianRule(i int) Box {
	at, y := c.across.x.at(c.Groups[i].Median()), c.rows.middle(i)
	h, w := math.Min(stripMedian*c.b, .8*c.rows.pitch)/2, c.medianWidth()/2
	return Box{at - w, y - h, at + w, y + h}
}

// row draws the dots of a group, its median and its names.
func (c *stripChart) row(i int) {
	g, s := c.Groups[i], c.swarm(i)
	for _, rank := range []Emphasis{Context, Plain, Named, Highlight} {
		for k, v := range g.Values {
			if v.Emphasis == rank {
				c.group(v.Name)
				c.spotMark(s.spots[k].at, s.spots[k].r, c.look(v.Emphasis))
			}
		}
		if rank == Plain && len(g.Values) > 1 { // the loud stand before the rule
			c.group(g.Name)
			c.bar(c.medianRule(i), c.theme.Ink)
		}
	}
	for _, l := range s.labels {
		c.group(l.name)
		c.haloed(l.text, l.at, l.color)
	}
}

// look is the look of a dot.
func (c *stripChart) look(e Emphasis) spotLook {
	t := c.theme
	switch {
	case e == Highlight:
		return spotLook{fill: t.Highlight, edge: t.Ground, text: t.readable(t.Highlight), bold: true}
	case e == Named:
		l := t.categorical(t.NamedPair[0], rankNamed)
		return spotLook{fill: l.mark, edge: t.Ground, text: l.text}
	case e == Context || c.loud:
		return stripLook(t, t.Muted)
	}
	return stripLook(t, t.category(0))
}

// stripLook is the look of a quiet dot: two that overlap are darker.
func stripLook(t *Theme, c color.NRGBA) spotLook {
	c = faded(c, t.spotAlpha()-.1)
	return spotLook{fill: c, edge: c, text: t.MutedText}
}
