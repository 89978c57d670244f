package chart

import (
	"image/color"
	"math"
)

// key are the names of the parts of bars above the first one, in the colours
// of the parts. A swatch stands before each where the name alone would not
// tell: on paper, where colours are greys, and where a name cannot stand over
// its part.
type key struct {
	names  []fitted
	fills  []Fill
	inks   []color.NRGBA
	swatch float64 // width in px that the swatch takes, 0 for none
}

// palette gives the i-th of a key its area and the colour of its name.
type palette func(i int) (Fill, color.NRGBA)

// inCategories are the categories in their order.
func (p *pen) inCategories(i int) (Fill, color.NRGBA) {
	return p.theme.fill(i), p.theme.categorical(i, rankPlain).text
}

// inOrder are n shades of one colour, the last one strongest, as for years.
func (p *pen) inOrder(n int) palette {
	return func(i int) (Fill, color.NRGBA) {
		steps := p.theme.sequential()
		c := steps[len(steps)-1-2*(n-1-i)]
		if n-1-i > 1 {
			c = steps[len(steps)-4] // the lightest that stands off the ground
		}
		return Fill{Color: c}, p.theme.readable(c)
	}
}

// newKey gives the parts their colours and sets their names.
func (p *pen) newKey(names []string, swatches bool, paint palette) key {
	k := key{}
	if swatches {
		k.swatch = 1.02 * p.b
	}
	for i := range names {
		fill, ink := paint(i)
		k.fills = append(k.fills, fill)
		if p.theme.patterned() {
			ink = p.theme.Ink
		}
		k.inks = append(k.inks, ink)
	}
	p.nameKey(&k, names, p.plot.X1-p.plot.X0)
	return k
}

// nameKey sets the names in one size for all, the largest at which they fit room px side by
// side, broken between words.
func (p *pen) nameKey(k *key, names []string, room float64) {
	for size := tickSize * p.b; size > .7*tickSize*p.b; size *= .95 {
		limit := .8 * room
		for measure := room; measure > size; measure *= .9 { // the longest names are broken first
			k.names = k.names[:0]
			for _, name := range names {
				k.names = append(k.names, p.set(p.named(name, size, true, measure), size, true))
			}
			if k.height() > maxKeyHeight*p.b {
				break
			}
			if k.width(p.b) <= limit {
				return
			}
			limit = .9 * room
		}
	}
	p.squeezeKey(k, names, room)
}

const maxKeyHeight = 3.4 // b

// squeezeKey gives each name the same part of the room, where it is broken within words or cut.
func (p *pen) squeezeKey(k *key, names []string, room float64) {
	measure, size := .86*room/float64(len(names))-.8*p.b-k.swatch, tickSize*p.b
	for range 2 { // then all in the size of the smallest
		k.names = k.names[:0]
		for _, name := range names {
			k.names = append(k.names, p.fit(name, size, true, measure, maxKeyHeight*p.b))
		}
		for _, n := range k.names {
			size = math.Min(size, n.size)
		}
	}
}

// height is that of the highest name, px.
func (k key) height() float64 {
	h := 0.0
	for _, n := range k.names {
		h = math.Max(h, n.height())
	}
	return h
}

// width is that of all names side by side, px.
func (k key) width(b float64) float64 {
	w := 0.0
	for _, n := range k.names {
		w += n.width() + k.swatch + .8*b
	}
	return w - .8*b
}

// keyLeft is where a key may begin: at the left end of the bars or, where it
// needs more room, at the margin.
func (p *pen) keyLeft(k key, bars float64) float64 {
	if bars+k.width(p.b) > p.plot.X1 {
		return p.plot.X0
	}
	return bars
}

// drawKey writes the names as near to their wanted left ends as they fit
// within lo and the right margin, the last line of each on one line.
func (p *pen) drawKey(k key, wanted []float64, lo, bottom float64) {
	var widths []float64
	for _, n := range k.names {
		widths = append(widths, n.width()+k.swatch+.8*p.b)
	}
	lefts, _ := pushApart(wanted, widths, lo, p.plot.X1+.8*p.b)
	for i, n := range k.names {
		base := bottom - descent*n.size
		if k.swatch > 0 {
			side := .68 * p.b
			p.filled(Box{lefts[i], base - side, lefts[i] + side, base}, k.fills[i])
		}
		for j, line := range n.lines {
			p.textAt(line, lefts[i]+k.swatch, base-float64(len(n.lines)-1-j)*lineOfBlock*n.size, n.size, left, true, k.inks[i])
		}
	}
}
