package chart

import "math"

// waterfallRows are the rows of a waterfall whose columns would be too narrow: a tall image
// has room for the names beside the bars.
func (p *pen) waterfallRows(cols []column) (rows, error) {
	names, bold := make([]string, len(cols)), make([]bool, len(cols))
	for i, c := range cols {
		names[i], bold[i] = c.name, c.bold
	}
	return p.spread(names, bold, p.plot.Y0, p.plot.Y1, 3*p.b)
}

// drawRows draws the columns as rows from the first total down to the last.
func (w Waterfall) drawRows(p *pen, cols []column, r rows) {
	x := p.stepScale(cols, r)
	half := .31 * r.band
	for i, c := range cols {
		p.group(c.name)
		p.rowName(r, i)
		if i > 0 {
			p.vrule(x.at(cols[i-1].to), r.middle(i-1)+half, r.middle(i)-half, math.Max(1, math.Round(p.b/16)), p.theme.Muted)
		}
		fill, text := p.stepLook(c)
		x0, x1 := math.Min(x.at(c.from), x.at(c.to)), math.Max(x.at(c.from), x.at(c.to))
		p.filled(Box{x0, r.middle(i) - half, x1, r.middle(i) + half}, fill)
		p.label(c.text, math.Round(x1)+valueGap*p.b, r.middle(i), r.size, left, c.bold, text)
	}
	p.group("")
	p.vrule(x.at(0), r.top, r.bottom(len(cols)), p.heavy(), p.theme.Zero)
}

// stepScale is the longest scale at which every value still stands right of its bar.
func (p *pen) stepScale(cols []column, r rows) linear {
	lo, left := 0.0, p.plot.X0+r.width+.7*p.b
	for _, c := range cols {
		lo = math.Min(lo, math.Min(c.from, c.to))
	}
	perUnit := math.Inf(1)
	for _, c := range cols {
		if right := math.Max(c.from, c.to) - lo; right > 0 {
			perUnit = math.Min(perUnit, (p.plot.X1-left-valueGap*p.b-p.textWidth(c.text, r.size, c.bold))/right)
		}
	}
	if math.IsInf(perUnit, 1) {
		perUnit = 1
	}
	return linear{lo, lo + 1, left, left + perUnit}
}
