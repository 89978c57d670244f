package chart

import (
	"image/color"
	"math"

	"tradestats/internal/typeset"
)

// pen is what a kind draws with: a surface, a theme, b and the room it has.
// Its methods are the marks: each knows the style, none knows a kind.
type pen struct {
	surface
	theme         *Theme
	family        *typeset.Family // that texts are measured with
	b             float64         // size of a label, px
	width, height float64         // of the image
	plot          Box             // the room of the body
	dropped       []string
	queue         []queuedDot
	zero          Box // zero line of the plane being drawn, as a rule; empty without one
}

// bar fills a rectangle, its sides rounded to whole pixels: odd sides blur.
// A bar of a value above zero is at least one pixel.
func (p *pen) bar(b Box, fill color.NRGBA) {
	r := whole(b)
	if r.X1 > r.X0 && r.Y1 > r.Y0 {
		p.rect(r, fill)
	}
}

// hatch draws diagonals across a box, pitch px apart: what has no data, and
// what grey alone cannot tell apart on paper.
func (p *pen) hatch(b Box, pitch, width float64, c color.NRGBA) {
	var ends []XY
	h := b.Y1 - b.Y0
	// Diagonals stand at multiples of the pitch from the image's corner, so
	// that those of neighbouring boxes are in line.
	for k := math.Ceil((b.X0 + b.Y0) / pitch); k*pitch < b.X1+b.Y1; k++ {
		from, to := XY{k*pitch - b.Y1, b.Y1}, XY{k*pitch - b.Y1 + h, b.Y0}
		if t0, t1, ok := clip(from, to, b); ok {
			ends = append(ends, XY{from.X + t0*h, from.Y - t0*h}, XY{from.X + t1*h, from.Y - t1*h})
		}
	}
	p.segments(ends, stroke{color: c, width: width})
}

// hair is the width of a grid line, px.
func (p *pen) hair() float64 { return math.Max(1, math.Round(p.b/16)) }

// heavy is the width of a zero line, px.
func (p *pen) heavy() float64 { return math.Max(1, math.Round(p.b/12)) }

// hrule draws a horizontal rule of w px whose middle is at y.
func (p *pen) hrule(x0, x1, y, w float64, c color.NRGBA) {
	top := math.Round(y - w/2)
	p.rect(Box{math.Round(x0), top, math.Round(x1), top + w}, c)
}

// vrule draws a vertical rule of w px whose middle is at x.
func (p *pen) vrule(x, y0, y1, w float64, c color.NRGBA) {
	l := math.Round(x - w/2)
	p.rect(Box{l, math.Round(y0), l + w, math.Round(y1)}, c)
}

// label draws one line of text whose middle is at y.
func (p *pen) label(s string, x, y, size float64, a align, bold bool, c color.NRGBA) {
	p.textAt(s, x, y+midline*size, size, a, bold, c)
}

// textAt draws one line of text on the baseline y.
func (p *pen) textAt(s string, x, y, size float64, a align, bold bool, c color.NRGBA) {
	if s != "" {
		p.text(textLine{s: s, x: math.Round(x), y: math.Round(y), size: size, bold: bold, align: a, color: c})
	}
}

// block draws lines of text around the middle y, line px apart.
func (p *pen) block(f fitted, x, y float64, a align, c color.NRGBA, line float64) {
	top := y - float64(len(f.lines)-1)*line/2
	for i, s := range f.lines {
		p.label(s, x, top+float64(i)*line, f.size, a, f.bold, c)
	}
}

// haloed draws lines of text at a place inside the plot, with a halo.
func (p *pen) haloed(f fitted, at place, c color.NRGBA) {
	x := at.X0 + (at.X1-at.X0)*float64(at.align)/2
	line := lineOfBlock * f.size
	y := (at.Y0+at.Y1)/2 - float64(len(f.lines)-1)*line/2 + midline*f.size
	for i, s := range f.lines {
		p.text(textLine{s: s, x: math.Round(x), y: math.Round(y + float64(i)*line), size: f.size, bold: f.bold, align: at.align, color: c, halo: .12 * p.b, under: p.theme.Ground})
	}
}

// line draws a run of data over a wider line of ground colour, so that
// crossing lines stay apart.
func (p *pen) line(points []XY, l look) {
	w := l.width * p.b
	if len(points) < 2 {
		return
	}
	if l.rank > rankContext {
		p.stroke(points, stroke{color: p.theme.Ground, width: w + .11*p.b})
		p.mendZero(points, w/2+.06*p.b)
	}
	p.stroke(points, stroke{color: l.mark, width: w, dash: p.dashes(l.dash), data: true})
}

// mendZero draws the zero line again where the casing of a line along it, at
// most reach px off, has erased it.
func (p *pen) mendZero(points []XY, reach float64) {
	if p.zero == (Box{}) {
		return
	}
	near := Box{p.zero.X0, p.zero.Y0 - reach, p.zero.X1, p.zero.Y1 + reach}
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		if t0, t1, ok := clip(a, b, near); ok {
			p.bar(Box{a.X + t0*(b.X-a.X), p.zero.Y0, a.X + t1*(b.X-a.X), p.zero.Y1}, p.theme.Zero)
		}
	}
}

// dashes turns a dash in b into px.
func (p *pen) dashes(inB []float64) []float64 {
	var out []float64
	for _, d := range inB {
		out = append(out, d*p.b)
	}
	return out
}

// dotRadius is the radius in px of the dot on a line.
func (p *pen) dotRadius(l look) float64 { return math.Max(1.35*l.width, .135) * p.b }

// ring clears the place of a dot from what was drawn before; the line of the
// dot itself is drawn between ring and dot.
func (p *pen) ring(at XY, l look) { p.disc(at, p.dotRadius(l)+.09*p.b, p.theme.Ground) }

// dot draws a point of a series; hollow ones are estimates or provisional.
func (p *pen) dot(at XY, l look, hollow bool) {
	r := p.dotRadius(l)
	if hollow {
		r += .04 * p.b
	}
	p.disc(at, r, l.mark)
	if hollow {
		p.disc(at, r-.09*p.b, p.theme.Ground)
	}
}

// queuedDot is a dot that waits until all lines are drawn, so that none runs
// over it.
type queuedDot struct {
	name   string
	at     XY
	look   look
	hollow bool
}

// dots draws the dots that wait; one that meets an earlier one takes its ring
// with it, one that another one would hide is drawn around it.
func (p *pen) dots() {
	for i, d := range p.queue {
		p.group(d.name)
		for _, e := range p.queue[:i] {
			if math.Hypot(d.at.X-e.at.X, d.at.Y-e.at.Y) < p.dotRadius(d.look)+p.dotRadius(e.look)+.1*p.b {
				p.ring(d.at, d.look)
				break
			}
		}
		if p.covered(i) {
			p.disc(d.at, p.dotRadius(d.look)+.22*p.b, d.look.mark) // an edge of it is seen around what lies on it
			continue
		}
		p.dot(d.at, d.look, d.hollow)
	}
	p.group("")
	p.queue = p.queue[:0]
}

// covered tells whether a later dot of another line hides most of a waiting one.
func (p *pen) covered(i int) bool {
	d := p.queue[i]
	for _, e := range p.queue[i+1:] {
		if e.name != d.name && e.look.mark != d.look.mark && math.Hypot(d.at.X-e.at.X, d.at.Y-e.at.Y) < p.dotRadius(d.look) {
			return true
		}
	}
	return false
}

// elbow draws the connector between a point and its label.
func (p *pen) elbow(from, to XY, c color.NRGBA) {
	bend := math.Min(.22*p.b, (to.X-from.X)/3)
	p.stroke([]XY{from, {from.X + bend, from.Y}, {to.X - bend, to.Y}, to}, stroke{color: faded(c, .75), width: math.Max(1, p.b/20)})
}

// yAxis draws grid, zero line and labels of a vertical scale; the labels end
// .55 b left of x0, the rules run from x0 to x1.
func (p *pen) yAxis(a axis, y scale, x0, x1, size float64, texts []string) {
	for i, v := range a.ticks {
		if v != 0 {
			p.hrule(x0, x1, y.at(v), p.hair(), p.theme.Grid)
		}
		if texts != nil {
			p.label(texts[i], x0-.55*p.b, y.at(v), size, right, false, p.theme.Tick)
		}
	}
	if p.zero = (Box{}); a.lo <= 0 && a.hi >= 0 {
		top := math.Round(y.at(0) - p.heavy()/2)
		p.zero = Box{x0, top, x1, top + p.heavy()}
		p.rect(p.zero, p.theme.Zero)
	}
}

// tickTexts prints the ticks; the last may carry the unit.
func tickTexts(a axis, tick, top Format) []string {
	out := make([]string, len(a.ticks))
	for i, v := range a.ticks {
		if i == len(a.ticks)-1 {
			out[i] = top.or(tick).print(v)
		} else {
			out[i] = tick.print(v)
		}
	}
	return out
}
