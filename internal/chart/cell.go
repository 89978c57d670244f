package chart

import "math"

// cellText prints a text in the middle of a cell; stripes are cleared behind it.
func (p *pen) cellText(s string, b Box, size float64, look shade) {
	x, y := (b.X0+b.X1)/2, (b.Y0+b.Y1)/2
	if look.striped {
		w, h := p.textWidth(s, size, false)/2+.14*p.b, .5*size
		p.bar(Box{math.Max(b.X0, x-w), math.Max(b.Y0, y-h), math.Min(b.X1, x+w), math.Min(b.Y1, y+h)}, look.fill)
	}
	p.label(s, x, y, size, centre, false, look.text)
}

// cellStatus marks a cell that is not a reported figure: an estimate has a
// corner turned down, a provisional figure dashes, as a line would have, along
// its lower edge or, where no value is printed, across its middle. A small ring
// for an estimate was tried: beside a number it reads as degrees.
func (p *pen) cellStatus(b Box, s Status, look shade, valued bool) {
	w, h := b.X1-b.X0, b.Y1-b.Y0
	switch s {
	case Estimate:
		side := math.Round(math.Min(.36*p.b, .5*math.Min(w, h)))
		p.area([]XY{{b.X1 - side, b.Y0}, {b.X1, b.Y0}, {b.X1, b.Y0 + side}}, look.text)
	case Provisional:
		thick := math.Max(2, math.Round(.08*p.b))
		on, off := math.Round(.2*p.b), math.Round(.15*p.b)
		n := math.Max(1, math.Floor((w-.2*p.b+off)/(on+off)))
		x := math.Round((b.X0 + b.X1 - n*(on+off) + off) / 2)
		y := b.Y1 - thick
		if !valued {
			y = math.Round((b.Y0 + b.Y1 - thick) / 2)
		}
		for ; n > 0; n-- {
			p.bar(Box{math.Max(x, b.X0), y, math.Min(x+on, b.X1), y + thick}, look.text)
			x += on + off
		}
	}
}

// cellExtras are the entries of a key for cells without data, estimates and
// provisional figures: those that occur and have a name.
func (p *pen) cellExtras(cells []Cell, look shade, noData, estimate, provisional string) []keyExtra {
	var missing, estimated, prelim bool
	for _, c := range cells {
		missing = missing || !c.Known
		estimated = estimated || c.Known && c.Status == Estimate
		prelim = prelim || c.Known && c.Status == Provisional
	}
	sample := func(s Status) func(Box) {
		return func(b Box) {
			p.paint(b, look)
			p.cellStatus(b, s, look, false)
		}
	}
	var out []keyExtra
	for _, e := range []struct {
		occurs bool
		keyExtra
	}{
		{missing, keyExtra{draw: p.paintMissing, name: noData, missing: true}},
		{estimated, keyExtra{draw: sample(Estimate), name: estimate}},
		{prelim, keyExtra{draw: sample(Provisional), name: provisional}},
	} {
		if e.occurs && e.name != "" {
			out = append(out, e.keyExtra)
		}
	}
	return out
}

// frameRow frames the cells of the row that the title speaks of, over the gaps
// to its neighbours: colours and shapes of the cells keep their meaning.
func (p *pen) frameRow(x0, x1, y0, y1 float64) {
	w := math.Max(2, math.Round(.1*p.b))
	p.frameIn(p.rounded(Box{x0, y0, x1, y1}).grown(w), w, p.theme.Highlight)
}
