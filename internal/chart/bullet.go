package chart

import (
	"errors"
	"image/color"
	"math"
)

// Bullet sets values against targets: a bar from zero, a rule at the target,
// where wanted a thin mark at the value of the first year. A row that has
// reached its target has a full bar and a check mark after its value, one that
// has not a pale bar and a thin line over the rest of the way; one for which the
// target is not set has a grey bar and neither.
type Bullet struct {
	Rows                    []BulletRow
	Value                   Format  // after the bars
	Tick, TopTick           Format  // steps that Tick prints alike are not taken; Tick when nil
	TargetLabel, StartLabel string  // over the first row, what rule and thin mark are
	Max                     float64 // the axis reaches this value, as 100 for percentages; 0 for no wish
	AtMost                  bool    // targets are ceilings: reached at or below
}

// BulletRow is one row of a Bullet.
type BulletRow struct {
	Name      string
	Value     float64
	Target    float64 // where HasTarget is set
	HasTarget bool
	Start     float64 // value of the first year, where HasStart is set
	HasStart  bool
	Missing   string   // instead of a bar, as "not reported"
	Compared  bool     // the target is that of others: no check mark, no way to go, and grey where it is plain
	Emphasis  Emphasis // plain rows take the first category
}

// known are the values of the row that are drawn.
func (r BulletRow) known() (out []float64) {
	if r.Missing == "" {
		out = append(out, r.Value)
	}
	if r.HasTarget {
		out = append(out, r.Target)
	}
	if r.HasStart {
		out = append(out, r.Start)
	}
	return out
}

func (c Bullet) check() error {
	found := false
	for _, r := range c.Rows {
		for _, v := range r.known() {
			if err := checkValue(r.Name, v); err != nil {
				return err
			}
		}
		found = found || r.Missing == ""
	}
	if !found {
		return errors.New("nothing to draw: no bar has a value")
	}
	return checkValue("maximum of the axis", c.Max)
}

// reached says whether a row has reached its target.
func (c Bullet) reached(r BulletRow) bool {
	if !r.HasTarget || r.Missing != "" || r.Compared {
		return false
	}
	return r.Value >= r.Target && !c.AtMost || r.Value <= r.Target && c.AtMost
}

// Sizes of the marks of a bullet, in parts of a row or in b.
const (
	bulletBar    = .5  // height, of the row
	bulletTarget = .86 // height of the rule, of the row
	bulletStart  = .7  // height of the mark of the first year, of the row
	bulletRule   = .15 // width of the rule, b
	bulletGap    = .38 // before a value, b
)

// bulletChart is a bullet chart being drawn.
type bulletChart struct {
	Bullet
	*pen
	rows   rows
	across across
	foot   float64
}

func (c Bullet) draw(p *pen) error {
	d := &bulletChart{Bullet: c, pen: p}
	var names []string
	var bold []bool
	lo, hi, keyed := 0.0, 0.0, false
	for _, r := range c.Rows {
		names, bold = append(names, r.Name), append(bold, r.Emphasis == Highlight)
		for _, v := range r.known() {
			lo, hi = math.Min(lo, v), math.Max(hi, v)
		}
		keyed = keyed || r.HasTarget && c.TargetLabel != "" || r.HasStart && c.StartLabel != ""
	}
	top := p.plot.Y0
	if keyed {
		top += 1.4 * p.b
	}
	var err error
	if d.rows, err = p.spread(names, bold, top, p.plot.Y1-1.45*p.b, 2.5*p.b); err != nil {
		return err
	}
	d.rows.size = math.Min(tickSize*p.b, d.rows.size)
	d.foot = d.rows.bottom(len(c.Rows))
	d.axes(lo, hi)
	for i, r := range c.Rows {
		p.group(r.Name)
		p.rowName(d.rows, i)
		d.row(r, i)
	}
	p.group("")
	if zero, ok := d.across.zeroRule(p, top, d.foot); ok {
		p.rect(zero, p.theme.Zero)
	}
	d.key(top)
	return nil
}

// axes sets a scale on which all values stand within the margins, and draws
// its ticks.
func (c *bulletChart) axes(lo, hi float64) {
	spec := axisSpec{lo: lo, hi: hi, count: acrossTicks(c.pen, false), fromZero: true, max: c.Max, tick: c.Tick}
	x0, x1 := c.plot.X0+c.rows.width+.85*c.b, c.plot.X1
	left := x0
	for range 20 { // each end moves the other a little
		c.across = c.newAcross(spec, false, c.TopTick, x0, x1)
		before, after := 0.0, 0.0
		for i, r := range c.Rows {
			b := c.valueBox(r, i)
			before, after = math.Max(before, left-.3*c.b-b.X0), math.Max(after, b.X1-c.plot.X1)
		}
		if before < .5 && after < .5 {
			break
		}
		x0, x1 = x0+before, x1-after
	}
	c.across.draw(c.pen, c.rows.top, c.foot, c.foot+1.13*c.b)
}

// text is what stands after the bar of a row.
func (c *bulletChart) text(r BulletRow) (s string, bold bool) {
	if r.Missing != "" {
		return r.Missing, false
	}
	return c.Value.print(r.Value), r.Emphasis == Highlight
}

// valueBox is where the value of a row and its check mark stand: after the bar
// and past the marks in the way.
func (c *bulletChart) valueBox(r BulletRow, i int) Box {
	s, bold := c.text(r)
	w := c.textWidth(s, c.rows.size, bold)
	if c.reached(r) {
		w += 1.05 * c.rows.size
	}
	x, sign := c.across.x.at(0), 1.0
	if r.Missing == "" {
		x = c.across.x.at(r.Value)
		if r.Value < 0 {
			sign = -1
		}
	}
	gap := bulletGap * c.b
	for range 4 { // past one mark the next may stand
		for _, m := range c.markBoxes(r, i) {
			near, far := x+sign*gap*.5, x+sign*(gap+w)
			if math.Min(near, far) < m.X1 && math.Max(near, far) > m.X0 {
				x = m.X0
				if sign > 0 {
					x = m.X1
				}
			}
		}
	}
	y, h := c.rows.middle(i), c.rows.size/2
	return Box{math.Min(x+sign*gap, x+sign*(gap+w)), y - h, math.Max(x+sign*gap, x+sign*(gap+w)), y + h}
}

// markBoxes are the marks of a row that a value must not cross: target, first
// year, zero line and the line over the rest of the way.
func (c *bulletChart) markBoxes(r BulletRow, i int) (out []Box) {
	y := c.rows.middle(i)
	at := func(v, w float64) Box {
		x := c.across.x.at(v)
		return Box{x - w/2, y, x + w/2, y}
	}
	out = append(out, at(0, c.heavy()))
	if r.HasTarget {
		out = append(out, at(r.Target, bulletRule*c.b))
	}
	if r.HasStart {
		out = append(out, at(r.Start, 2*c.hair()))
	}
	return out
}

// barColor is the colour of the bar of a row: pale where a target is not
// reached.
func (c *bulletChart) barColor(r BulletRow) color.NRGBA {
	l := c.theme.categorical(0, rankPlain)
	switch {
	case r.Emphasis == Highlight:
		l = c.theme.looks([]Emphasis{Highlight})[0]
	case r.Emphasis == Named:
		l = c.theme.categorical(c.theme.NamedPair[1], rankNamed)
	case r.Emphasis == Context, r.Compared:
		l.mark = c.theme.Muted
	}
	if r.HasTarget && !c.reached(r) && !r.Compared {
		return mix(l.mark, c.theme.Ground, .5)
	}
	return l.mark
}

// row draws bar, rest of the way, marks and value of a row.
func (c *bulletChart) row(r BulletRow, i int) {
	y, x := c.rows.middle(i), c.across.x
	half := bulletBar * c.rows.band / 2
	fill := c.barColor(r)
	if r.Missing == "" {
		c.way(r, i, fill)
		c.bar(Box{x.at(0), y - half, x.at(r.Value), y + half}, fill)
	}
	if r.HasStart {
		c.mark(r, r.Start, y, bulletStart*c.rows.band/2, math.Max(1, math.Round(.08*c.b)), c.theme.Tick)
	}
	if r.HasTarget {
		c.mark(r, r.Target, y, bulletTarget*c.rows.band/2, math.Max(2, math.Round(bulletRule*c.b)), c.theme.Ink)
	}
	c.value(r, i)
}

// way draws a thin line over the rest of the way to a target, past the value.
func (c *bulletChart) way(r BulletRow, i int, fill color.NRGBA) {
	if !r.HasTarget || c.reached(r) || r.Compared {
		return
	}
	from, to, b := c.across.x.at(r.Value), c.across.x.at(r.Target), c.valueBox(r, i)
	switch {
	case from < b.X0 && b.X1 < to:
		from = b.X1 + .2*c.b
	case to < b.X0 && b.X1 < from:
		from = b.X0 - .2*c.b
	}
	if math.Abs(to-from) > .2*c.b {
		c.hrule(math.Min(from, to), math.Max(from, to), c.rows.middle(i), c.heavy(), fill)
	}
}

// mark draws a rule at v, h px up and down, apart from the bar that it stands
// on.
func (c *bulletChart) mark(r BulletRow, v, y, h, w float64, ink color.NRGBA) {
	at := c.across.x.at(v)
	if r.Missing == "" && v*r.Value > 0 && math.Abs(v) < math.Abs(r.Value) {
		half := bulletBar * c.rows.band / 2
		c.vrule(at, y-half, y+half, w+2*c.hair(), c.theme.Ground)
	}
	c.vrule(at, y-h, y+h, w, ink)
}

// value writes the value of a row and the check mark of one that has reached
// its target.
func (c *bulletChart) value(r BulletRow, i int) {
	s, bold := c.text(r)
	b, ink := c.valueBox(r, i), c.theme.Ink
	if r.Missing != "" {
		ink = c.theme.Note
	}
	y := c.rows.middle(i)
	c.label(s, b.X0, y, c.rows.size, left, bold, ink)
	if c.reached(r) {
		c.checkMark(Box{b.X1 - .72*c.rows.size, y - .34*c.rows.size, b.X1, y + .3*c.rows.size}, ink)
	}
}

// checkMark draws a check mark: the font has none.
func (c *bulletChart) checkMark(b Box, ink color.NRGBA) {
	w, h := b.X1-b.X0, b.Y1-b.Y0
	c.stroke([]XY{{b.X0, b.Y0 + .55*h}, {b.X0 + .36*w, b.Y1}, {b.X1, b.Y0}}, stroke{color: ink, width: math.Max(2, .12*c.rows.size)})
}
