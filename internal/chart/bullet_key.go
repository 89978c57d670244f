package chart

import "math"

// bulletKey is a text over the first row that says what a mark is. Where the
// first row has the mark, it stands over it with a stem; else it begins at the
// zero line with the mark before it.
type bulletKey struct {
	text   fitted
	at     float64 // x of the mark, px
	row    bool    // the first row has the mark
	target bool
}

// keys are the texts that are needed, from left to right.
func (c *bulletChart) keys() []bulletKey {
	var any BulletRow
	for _, r := range c.Rows {
		any.HasTarget = any.HasTarget || r.HasTarget
		any.HasStart = any.HasStart || r.HasStart
	}
	first, measure := c.Rows[0], .9*(c.plot.X1-c.plot.X0)
	var out []bulletKey
	if any.HasStart && c.StartLabel != "" && any.HasTarget && c.TargetLabel != "" { // side by side
		measure /= 2
	}
	if any.HasStart && c.StartLabel != "" {
		out = append(out, bulletKey{c.fit(c.StartLabel, tickSize*c.b, false, measure, 1.1*c.b), c.across.x.at(first.Start), first.HasStart, false})
	}
	if any.HasTarget && c.TargetLabel != "" {
		out = append(out, bulletKey{c.fit(c.TargetLabel, tickSize*c.b, true, measure, 1.1*c.b), c.across.x.at(first.Target), first.HasTarget, true})
	}
	for i := range out {
		out[i].text.lines = out[i].text.lines[:1]
		if !out[i].row {
			out[i].at = c.across.x0
		}
	}
	if len(out) == 2 && out[1].at < out[0].at {
		out[0], out[1] = out[1], out[0]
	}
	return out
}

// key draws the texts above top, pushed apart.
func (c *bulletChart) key(top float64) {
	keys := c.keys()
	var wanted, widths []float64
	for _, k := range keys {
		w := k.text.width() + .8*c.b
		at := k.at - w/2
		if !k.row {
			w += .6 * c.b
			at = k.at - .4*c.b
		}
		wanted, widths = append(wanted, at), append(widths, w)
	}
	lefts, _ := pushApart(wanted, widths, c.plot.X0-.4*c.b, c.plot.X1+.4*c.b)
	for i, k := range keys {
		ink, x, w := c.theme.Tick, lefts[i]+.4*c.b, math.Max(1, math.Round(.08*c.b))
		if k.target {
			ink, w = c.theme.Ink, math.Max(2, math.Round(bulletRule*c.b))
		}
		base := c.plot.Y0 + .75*c.b
		if k.row {
			c.stem(k, top)
		} else {
			c.vrule(x+w/2, base-.75*c.b, base+.1*c.b, w, ink)
			x += .6 * c.b
		}
		c.textAt(k.text.lines[0], x, base, k.text.size, left, k.text.bold, ink)
	}
}

// stem leads from a text down to its mark in the first row.
func (c *bulletChart) stem(k bulletKey, top float64) {
	part, ink := bulletStart, c.theme.Tick
	if k.target {
		part, ink = bulletTarget, c.theme.Ink
	}
	c.vrule(k.at, c.plot.Y0+1.03*c.b, top+(1-part)/2*c.rows.band, c.hair(), ink)
}
