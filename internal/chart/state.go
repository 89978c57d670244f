package chart

import (
	"image/color"
	"math"
)

// stateColor is the colour of the states of a row; on paper light enough for
// the edge of a break.
func (p *pen) stateColor(e Emphasis) color.NRGBA {
	switch {
	case e == Context:
		return p.theme.Muted
	case p.theme.Striped:
		return p.theme.sequential()[3]
	}
	return p.theme.sequential()[4]
}

// state draws a state in its cell: how much of the cell is full says how firm
// the figure is.
func (p *pen) state(b Box, s State, c color.NRGBA) {
	w, h := b.X1-b.X0, b.Y1-b.Y0
	line := math.Max(1, math.Min(math.Round(.09*p.b), math.Floor(math.Min(w, h)/5)))
	switch s {
	case StateOutside:
	case StateReported:
		p.bar(b, c)
	case StateProvisional:
		p.bar(Box{b.X0, b.Y0 + math.Round(h/2), b.X1, b.Y1}, c)
		p.frameIn(b, line, c)
	case StateEstimated:
		p.frameIn(b, line, c)
	case StateBreak:
		edge := math.Max(2, math.Round(w/6))
		p.bar(Box{b.X0, b.Y0, b.X0 + edge, b.Y1}, p.theme.Ink)
		p.bar(Box{b.X0 + edge + math.Max(1, math.Round(w/8)), b.Y0, b.X1, b.Y1}, c)
	case StateWithheld:
		side := .36 * math.Min(w, h)
		x, y := (b.X0+b.X1)/2, (b.Y0+b.Y1)/2
		p.segments([]XY{{x - side, y - side}, {x + side, y + side}, {x - side, y + side}, {x + side, y - side}},
			stroke{color: p.theme.Tick, width: math.Max(1.2, .08*p.b)})
	default:
		p.bar(b, p.theme.NoData)
		p.hatch(b, .42*p.b, math.Max(1, p.b/24), p.theme.Context)
	}
}
