package chart

import (
	"image/color"
	"math"
)

const keyGap = 1.1 // between the items of a key, b

// keyItem is a circle and what it stands for. A title of a key has no circle.
type keyItem struct {
	text string
	look spotLook
	r    float64 // px, 0 for no circle
	bold bool
	ink  color.NRGBA
}

// width is the room of an item with the distance to the next, px.
func (p *pen) keyWidth(k keyItem) float64 {
	w := p.textWidth(k.text, tickSize*p.b, k.bold) + keyGap*p.b
	if k.r > 0 {
		w += 2*k.r + .35*p.b
	}
	return w
}

// keyLines breaks a key into lines of at most measure px.
func (p *pen) keyLines(items []keyItem, measure float64) (lines [][]keyItem) {
	at := math.Inf(1)
	for _, k := range items {
		w := p.keyWidth(k)
		if at+w-keyGap*p.b > measure {
			lines, at = append(lines, nil), 0
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], k)
		at += w
	}
	return lines
}

// keyLine draws a line of a key around the middle y from x on.
func (p *pen) keyLine(items []keyItem, x, y float64) {
	for _, k := range items {
		at := x
		if k.r > 0 {
			p.spotMark(XY{at + k.r, y}, k.r, k.look)
			at += 2*k.r + .35*p.b
		}
		p.label(k.text, at, y, tickSize*p.b, left, k.bold, k.ink)
		x += p.keyWidth(k)
	}
}

// keyWidths is the width of a line of a key, px.
func (p *pen) keyWidths(items []keyItem) float64 {
	w := -keyGap * p.b
	for _, k := range items {
		w += p.keyWidth(k)
	}
	return math.Max(w, 0)
}

// groupKey names the colours, where there are several; a long name is cut.
func (c *scatterChart) groupKey() []keyItem {
	if len(c.groups) < 2 {
		return nil
	}
	var out []keyItem
	for i, l := range c.theme.groupLooks(len(c.groups)) {
		text := c.fit(c.groups[i], tickSize*c.b, true, .5*(c.plot.X1-c.plot.X0), 1.1*c.b).lines[0]
		out = append(out, keyItem{text: text, look: l, r: .32 * c.b, bold: true, ink: l.text})
	}
	return out
}

// sizeKey shows two round sizes: the larger is at most 1 b in radius, to be no
// taller than two lines of text, the other a tenth of it.
func (c *scatterChart) sizeKey() []keyItem {
	if c.most == 0 {
		return nil
	}
	value, exp := 0.0, int(math.Floor(math.Log10(c.most)))
	for _, e := range []int{exp, exp - 1} {
		for _, m := range []float64{5, 2, 1} {
			if v := scaled(m, e); value == 0 && v <= c.most && c.radius(v) <= c.b {
				value = v
			}
		}
	}
	hollow := spotLook{fill: faded(c.theme.Muted, .12), edge: c.theme.Muted, width: math.Max(1, .06*c.b)}
	var out []keyItem
	if c.SizeTitle != "" {
		text := c.fit(c.SizeTitle, tickSize*c.b, false, .5*(c.plot.X1-c.plot.X0), 1.1*c.b).lines[0]
		out = append(out, keyItem{text: text, ink: c.theme.Tick})
	}
	for _, v := range []float64{value / 10, value} {
		out = append(out, keyItem{text: c.SizeFormat.print(v), look: hollow, r: c.radius(v), ink: c.theme.Tick})
	}
	return out
}

// head draws the key of the groups, the title of the vertical axis and, at the
// right of the first line that has room, the key of the sizes. It returns the
// top of the field.
func (c *scatterChart) head() float64 {
	const line = 1.5 // b
	width := c.plot.X1 - c.plot.X0
	groups, sizes := c.keyLines(c.groupKey(), width), c.sizeKey()
	title := c.fit(c.YTitle, tickSize*c.b, false, width, 2.2*c.b)
	free := width - c.keyWidths(sizes) - 1.5*c.b
	y, tall := c.plot.Y0, 2.1*c.b
	// place returns the height of the next line, of which used px are taken, and
	// draws the key of the sizes at its right if that is still to come and fits.
	place := func(used float64) float64 {
		if sizes == nil || used > free {
			return line * c.b
		}
		c.keyLine(sizes, c.plot.X1-c.keyWidths(sizes), y+tall/2)
		sizes = nil
		return tall
	}
	for _, items := range groups {
		h := place(c.keyWidths(items))
		c.keyLine(items, c.plot.X0, y+h/2)
		y += h
	}
	if sizes != nil && (c.YTitle == "" || title.width() > free || len(title.lines) > 1) {
		for _, items := range c.keyLines(sizes, width) {
			c.keyLine(items, c.plot.X0, y+tall/2)
			y += tall
		}
		sizes = nil
	}
	if c.YTitle != "" {
		h := math.Max(place(title.width()), title.height()+.4*c.b)
		c.block(title, c.plot.X0, y+h/2, left, c.theme.Tick, lineOfBlock*title.size)
		y += h
	}
	return math.Round(y + .5*c.b)
}

// footTitle draws the title of the horizontal axis at its right end and
// returns the height it takes.
func (c *scatterChart) footTitle() float64 {
	if c.XTitle == "" {
		return 0
	}
	f := c.fit(c.XTitle, tickSize*c.b, false, c.plot.X1-c.plot.X0, 2.2*c.b)
	h := f.height() + .35*c.b
	c.block(f, c.plot.X1, c.plot.Y1-f.height()/2, right, c.theme.Tick, lineOfBlock*f.size)
	return h
}
