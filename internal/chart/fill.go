package chart

import (
	"image/color"
	"math"
)

// Pattern is what is drawn over the colour of an area.
type Pattern uint8

const (
	// Solid is the colour alone.
	Solid Pattern = iota
	// Rising are diagonals from lower left to upper right.
	Rising
	// Falling are diagonals from upper left to lower right.
	Falling
	// Crossed are both.
	Crossed
)

// Fill is how the area of a category is filled. Colours are enough on a
// screen; on paper greys are alike from the fourth on, so patterns help.
type Fill struct {
	Color   color.NRGBA
	Pattern Pattern
	Line    color.NRGBA // of the pattern; the edge is the darker of the two. Zero: no edge
}

// Pitch and width of the lines of a pattern, in b.
const patternPitch, patternWidth = .34, .085

// fill is how areas of the i-th category are filled.
func (t *Theme) fill(i int) Fill {
	if i >= 0 && i < len(t.Fills) {
		return t.Fills[i]
	}
	return Fill{Color: t.category(i)}
}

// patterned says whether areas differ by more than their colours: a key then
// shows them.
func (t *Theme) patterned() bool { return len(t.Fills) > 0 }

// whole is a box with its sides on whole pixels, at least one pixel wide where
// it was not empty: odd sides blur.
func whole(b Box) Box {
	r := Box{math.Round(math.Min(b.X0, b.X1)), math.Round(math.Min(b.Y0, b.Y1)), math.Round(math.Max(b.X0, b.X1)), math.Round(math.Max(b.Y0, b.Y1))}
	if b.X0 != b.X1 && r.X0 == r.X1 {
		r.X1++
	}
	if b.Y0 != b.Y1 && r.Y0 == r.Y1 {
		r.Y1++
	}
	return r
}

// filled draws a bar with its pattern and edge.
func (p *pen) filled(b Box, f Fill) {
	p.bar(b, f.Color)
	r, edge, ink := whole(b), p.hair(), f.Color
	if contrast(f.Line, p.theme.Ground) > contrast(ink, p.theme.Ground) {
		ink = f.Line
	}
	if f.Line == (color.NRGBA{}) || r.X1 <= r.X0 || r.Y1 <= r.Y0 {
		return
	}
	if f.Pattern == Rising || f.Pattern == Crossed {
		p.hatch(r, patternPitch*p.b, patternWidth*p.b, f.Line)
	}
	if f.Pattern == Falling || f.Pattern == Crossed {
		p.hatchDown(r, patternPitch*p.b, patternWidth*p.b, f.Line)
	}
	if r.X1-r.X0 < 3*edge || r.Y1-r.Y0 < 3*edge { // too thin for a pattern inside an edge
		p.rect(r, ink)
		return
	}
	for _, side := range []Box{
		{r.X0, r.Y0, r.X1, r.Y0 + edge}, {r.X0, r.Y1 - edge, r.X1, r.Y1},
		{r.X0, r.Y0 + edge, r.X0 + edge, r.Y1 - edge}, {r.X1 - edge, r.Y0 + edge, r.X1, r.Y1 - edge},
	} {
		p.rect(side, ink)
	}
}

// hatchDown is hatch with the diagonals falling: rising ones mean no data where
// colours are classes.
func (p *pen) hatchDown(b Box, pitch, width float64, c color.NRGBA) {
	var ends []XY
	h := b.Y1 - b.Y0
	for k := math.Ceil((b.X0 - b.Y1) / pitch); k*pitch < b.X1-b.Y0; k++ {
		from, to := XY{k*pitch + b.Y0, b.Y0}, XY{k*pitch + b.Y1, b.Y1}
		if t0, t1, ok := clip(from, to, b); ok {
			ends = append(ends, XY{from.X + t0*h, from.Y + t0*h}, XY{from.X + t1*h, from.Y + t1*h})
		}
	}
	p.segments(ends, stroke{color: c, width: width})
}

// labelOn writes a text over a filled area: on a patch of ground where a
// pattern would run through it.
func (p *pen) labelOn(f Fill, s string, x, y, size float64) {
	if f.Pattern == Solid {
		p.label(s, x, y, size, left, false, p.theme.on(f.Color))
		return
	}
	pad := .14 * p.b
	p.bar(Box{x - pad, y - .56*size, x + p.textWidth(s, size, false) + pad, y + .56*size}, p.theme.Ground)
	p.label(s, x, y, size, left, false, p.theme.Ink)
}
