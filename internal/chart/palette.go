package chart

import (
	"image/color"
	"math"
)

// Steps is how many classes a palette keeps apart.
const Steps = 7

// Palettes of the style for values in classes, low to high. Print has greys
// alone, 14 to 15 of CIELAB's lightness apart. Below the
// centre its diverging palette repeats them, told apart by [Theme.Striped].
var (
	lightSequential = rgbs(0xEAF3F6, 0xC2DDE6, 0x8FC0D1, 0x579DB8, 0x2C7899, 0x145474, 0x06334C)
	darkSequential  = rgbs(0x1B2A38, 0x1D4357, 0x22627C, 0x3F8FAA, 0x66ACC2, 0x9BCCD9, 0xDBF0F4)
	printSequential = rgbs(0xF3F3F3, 0xC9C9C9, 0xA3A3A3, 0x7C7C7C, 0x585858, 0x373737, 0x181818)
	lightDiverging  = rgbs(0x8C3B00, 0xC96A1B, 0xEBAE73, 0xF1F1F0, 0x9CC3DE, 0x3F87BE, 0x0B4A82)
	darkDiverging   = rgbs(0xFFCB96, 0xD98A45, 0x85501F, 0x414A57, 0x2A618F, 0x589CD2, 0xB5DCFA)
	printDiverging  = rgbs(0x585858, 0x8C8C8C, 0xC0C0C0, 0xF3F3F3, 0xC0C0C0, 0x8C8C8C, 0x585858)
)

func rgbs(hex ...uint32) []color.NRGBA {
	out := make([]color.NRGBA, len(hex))
	for i, h := range hex {
		out[i] = rgb(h)
	}
	return out
}

// sequential is the palette of values that only rise: the theme's, or steps
// from near the ground over the first category towards the ink.
func (t *Theme) sequential() []color.NRGBA {
	if len(t.Sequential) == Steps {
		return t.Sequential
	}
	out := make([]color.NRGBA, Steps)
	for i := range out {
		out[i] = t.ramp(t.category(0), (float64(i)+.6)/Steps)
	}
	return out
}

// diverging is the palette around a centre: the theme's, or steps towards its
// second and its first category.
func (t *Theme) diverging() []color.NRGBA {
	if len(t.Diverging) == Steps {
		return t.Diverging
	}
	out := make([]color.NRGBA, Steps)
	for i := range out {
		c, level := t.category(0), i-Steps/2
		if level < 0 {
			c, level = t.category(1), -level
		}
		out[i] = t.ramp(c, .06+.9*float64(level)/(Steps/2))
	}
	return out
}

// ramp goes from the ground (f 0) over c (.6) to c mixed half with ink (1).
func (t *Theme) ramp(c color.NRGBA, f float64) color.NRGBA {
	if f <= .6 {
		return mix(t.Ground, c, f/.6)
	}
	return mix(c, t.Ink, .5*(f-.6)/.4)
}

// shade is how a class is painted: a fill, stripes over it where greys cannot
// say which side of the centre it is, and the colour of a text on it.
type shade struct {
	fill, text color.NRGBA
	striped    bool
}

// shades are the looks of the classes, lowest first. Fewer than seven are
// spread over the whole palette.
func (t *Theme) shades(c classes) []shade {
	n := len(c.cuts) + 1
	out := make([]shade, n)
	for i := range out {
		if c.diverging {
			k := c.side(i)
			out[i].fill = t.diverging()[Steps/2+k]
			out[i].striped = k < 0 && t.Striped
		} else {
			out[i].fill = t.sequential()[spread(i, n)]
		}
		out[i].text = t.on(out[i].fill)
	}
	return out
}

// spread is the step of a sequential palette for class i of n.
func spread(i, n int) int {
	switch n {
	case 1:
		return Steps / 2
	case 2:
		return 1 + 4*i // the ends of the palette are for many classes
	}
	return int(math.Round(float64(i) * (Steps - 1) / float64(n-1)))
}

// paint fills a box in the look of a class.
func (p *pen) paint(b Box, s shade) {
	p.bar(b, s.fill)
	if !s.striped {
		return
	}
	p.hatchDown(b, .32*p.b, math.Max(1, p.b/18), mix(s.fill, s.text, .8))
}

// paintMissing fills a box as what has no data.
func (p *pen) paintMissing(b Box) {
	p.bar(b, p.theme.NoData)
	p.hatch(b, .42*p.b, math.Max(1, p.b/24), p.theme.Context)
}
