package chart

import (
	"image/color"
	"math"
)

// classKey is the key of values in classes: the swatches in a row with the
// cuts under their joints, then what else a cell may be.
type classKey struct {
	title  string
	shades []shade
	cuts   []string   // one fewer than shades
	single string     // what a lone class says instead of cuts
	extras []keyExtra // in order
}

// keyExtra is a sample and its name.
type keyExtra struct {
	draw    func(Box)
	name    string
	bold    bool
	missing bool // what has no data
	square  bool // the sample is as wide as it is high
}

// sample is the width of the sample in b.
func (e keyExtra) sample() float64 {
	if e.square {
		return keyHeight
	}
	return keySample
}

// Lengths of a key in b.
const (
	keySwatch   = 2.65 // width
	keySample   = 1.5  // width of the sample of an extra
	keyHeight   = .75
	classKeyGap = 1.3 // between entries of a row
	keyName     = .4  // from a sample to its name
	keyRow      = 1.25
	keyCutDown  = 1.13 // from the swatches' middle to that of the cuts
)

// newClassKey is the key of some classes; cells says which extras occur.
func (p *pen) newClassKey(title string, c classes, cut Format, values []float64) classKey {
	k := classKey{title: title, shades: p.theme.shades(c)}
	for _, v := range c.cuts {
		k.cuts = append(k.cuts, cut.or(c.value).print(v))
	}
	if len(c.cuts) == 0 && len(values) > 0 {
		k.single = c.value.print(values[0])
		for _, v := range values {
			if c.value.print(v) != k.single {
				k.single = "" // different values, one class
			}
		}
	}
	return k
}

// keyPlan is where the parts of a key go, from its own corner.
type keyPlan struct {
	classKey
	size    float64 // of the texts, px
	swatch  float64 // width, px
	scaleAt XY      // left end and middle of the swatches
	titleAt XY
	at      []XY // left end and middle of each extra's sample
	every   int  // each how many-th cut is written
	width   float64
	height  float64
}

// extraWidth is the width of an extra with its name.
func (k keyPlan) extraWidth(p *pen, e keyExtra) float64 {
	return (e.sample()+keyName)*p.b + p.textWidth(e.name, k.size, e.bold)
}

// plan sets a key within measure px: in rows, or one thing below the other
// where stacked is set.
func (k classKey) plan(p *pen, measure float64, stacked bool) keyPlan {
	out := keyPlan{classKey: k, size: panelTickSize * p.b}
	title := 0.0
	if k.title != "" {
		title = p.textWidth(k.title, out.size, false) + .75*p.b
	}
	n := float64(len(k.shades))
	widestCut := math.Ceil(p.widest(k.cuts, out.size, false) + .5*p.b)
	natural := math.Max(keySwatch*p.b, math.Min(widestCut, 4*p.b))
	middle := keyRow / 2 * p.b
	x := title
	if stacked || title+n*natural > measure {
		x = 0
		if k.title != "" {
			out.titleAt = XY{0, middle}
			middle += keyRow * p.b
		}
	} else {
		out.titleAt = XY{0, middle}
	}
	if stacked {
		natural = math.Min(natural, math.Max(widestCut, 1.9*p.b))
	}
	out.swatch = math.Floor(math.Min(natural, (measure-x)/n))
	out.every = max(1, int(math.Ceil(widestCut/out.swatch)))
	out.scaleAt = XY{x, middle}
	x += n * out.swatch
	out.width = x
	if m := len(k.cuts); m > 0 { // the outer cuts may reach farther than the swatches
		out.width = math.Max(out.width, out.scaleAt.X+float64(m)*out.swatch+widestCut/2)
	} else if k.single != "" {
		out.width = math.Max(out.width, out.scaleAt.X+out.swatch+keyName*p.b+p.textWidth(k.single, out.size, false))
	}
	out.width = math.Max(out.width, title-.75*p.b)
	out.place(p, out.width, middle, measure, stacked)
	return out
}

// place puts the extras right of the scale, or below it where they do not all
// fit there.
func (k *keyPlan) place(p *pen, x, y, measure float64, stacked bool) {
	switch {
	case len(k.shades) == 0: // no scale, only what would stand below it
		k.height, x = -.25*p.b, 0
	case len(k.cuts) == 0:
		k.height = y + keyRow/2*p.b
	default:
		k.height = y + (keyCutDown+.5)*p.b
	}
	if len(k.extras) == 0 {
		return
	}
	all := x
	for _, e := range k.extras {
		all += classKeyGap*p.b + k.extraWidth(p, e)
	}
	if all > measure || stacked || len(k.shades) == 0 {
		x, y = 0, k.height+(keyRow/2+.25)*p.b
	}
	for _, e := range k.extras {
		w := k.extraWidth(p, e)
		if x > 0 && (x+classKeyGap*p.b+w > measure || stacked) {
			x, y = 0, y+keyRow*p.b
		}
		if x > 0 {
			x += classKeyGap * p.b
		}
		k.at = append(k.at, XY{x, y})
		x += w
		k.width = math.Max(k.width, x)
	}
	k.height = math.Max(k.height, y+keyRow/2*p.b)
}

// draw draws the key with its corner at x, y.
func (k keyPlan) draw(p *pen, x, y float64) {
	p.label(k.title, x+k.titleAt.X, y+k.titleAt.Y, k.size, left, false, p.theme.Tick)
	top, bottom := y+k.scaleAt.Y-keyHeight/2*p.b, y+k.scaleAt.Y+keyHeight/2*p.b
	x0 := math.Round(x + k.scaleAt.X)
	gap := p.cellGap()
	for i, s := range k.shades {
		at := x0 + float64(i)*k.swatch
		p.paint(p.rounded(Box{at, top, at + k.swatch - gap, bottom}), s)
		p.frameFaint(p.rounded(Box{at, top, at + k.swatch - gap, bottom}), s.fill)
	}
	for i, text := range k.cuts {
		if k.written(i) {
			p.label(text, x0+float64(i+1)*k.swatch-gap/2, y+k.scaleAt.Y+keyCutDown*p.b, k.size, centre, false, p.theme.Tick)
		}
	}
	p.label(k.single, x0+k.swatch+keyName*p.b, y+k.scaleAt.Y, k.size, left, false, p.theme.Tick)
	for i, e := range k.extras {
		at := XY{x + k.at[i].X, y + k.at[i].Y}
		e.draw(p.rounded(Box{at.X, at.Y - keyHeight/2*p.b, at.X + e.sample()*p.b, at.Y + keyHeight/2*p.b}))
		c := p.theme.Tick
		if e.bold {
			c = p.theme.Ink
		}
		p.label(e.name, at.X+(e.sample()+keyName)*p.b, at.Y, k.size, left, e.bold, c)
	}
}

// written says whether there is room for cut i: from both ends every so many,
// so that the two sides of a centre read alike.
func (k keyPlan) written(i int) bool {
	j := len(k.cuts) - 1 - i
	return min(i, j)%k.every == 0 && (i == j || max(i, j)-min(i, j) >= k.every)
}

// rounded is the box with its sides on whole pixels.
func (p *pen) rounded(b Box) Box {
	return Box{math.Round(b.X0), math.Round(b.Y0), math.Round(b.X1), math.Round(b.Y1)}
}

// cellGap is the gap between cells, px.
func (p *pen) cellGap() float64 { return math.Max(1, math.Round(p.b/20)) }

// frameFaint draws a hairline inside a box that hardly differs from the ground.
func (p *pen) frameFaint(b Box, fill color.NRGBA) {
	if contrast(fill, p.theme.Ground) < 1.18 {
		p.frameIn(b, 1, p.theme.Grid)
	}
}

// frameIn draws a frame of w px inside a box of whole pixels.
func (p *pen) frameIn(b Box, w float64, c color.NRGBA) {
	p.bar(Box{b.X0, b.Y0, b.X1, b.Y0 + w}, c)
	p.bar(Box{b.X0, b.Y1 - w, b.X1, b.Y1}, c)
	p.bar(Box{b.X0, b.Y0 + w, b.X0 + w, b.Y1 - w}, c)
	p.bar(Box{b.X1 - w, b.Y0 + w, b.X1, b.Y1 - w}, c)
}
