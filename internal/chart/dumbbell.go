package chart

import (
	"errors"
	"image/color"
	"math"
)

// Dumbbell compares two years in rows: a hollow start and a filled end on one
// scale with ticks below. The first row carries the years.
type Dumbbell struct {
	Rows                 []Dumb
	StartLabel, EndLabel string // the years
	Value, Tick, TopTick Format
	Max                  float64 // the axis reaches this value, as 100 for percentages; 0 for no wish
}

// Dumb is one row of a Dumbbell.
type Dumb struct {
	Name       string
	Start, End float64
	Emphasis   Emphasis // Plain rows take the first category
	Broken     bool     // the two do not compare: no bar joins them
}

func (d Dumbbell) check() error {
	if len(d.Rows) == 0 {
		return errors.New("nothing to draw: no row")
	}
	for _, r := range d.Rows {
		if err := errors.Join(checkValue(r.Name+", "+d.StartLabel, r.Start), checkValue(r.Name+", "+d.EndLabel, r.End)); err != nil {
			return err
		}
	}
	return checkValue("maximum of the axis", d.Max)
}

// Radius of the dots and distance of the values from them, in b.
const (
	dumbRadius = .42
	dumbGap    = .3
)

func (d Dumbbell) draw(p *pen) error {
	var names []string
	var bold []bool
	lo, hi := 0.0, 0.0
	for _, r := range d.Rows {
		names, bold = append(names, r.Name), append(bold, r.Emphasis == Highlight)
		lo, hi = math.Min(lo, math.Min(r.Start, r.End)), math.Max(hi, math.Max(r.Start, r.End))
	}
	top, bottom := p.plot.Y0+1.4*p.b, p.plot.Y1-1.45*p.b
	rows, err := p.spread(names, bold, top, bottom, 2.3*p.b)
	if err != nil {
		return err
	}
	rows.size = math.Min(tickSize*p.b, rows.size)
	count := math.Min(6, math.Max(3, (p.plot.X1-p.plot.X0)/(9*p.b)))
	a := newAxis(axisSpec{lo: lo, hi: hi, count: count, fromZero: true, max: d.Max, tick: d.Tick})
	texts := tickTexts(a, d.Tick, d.TopTick)
	x := d.scale(p, rows, a, texts)
	end := rows.bottom(len(d.Rows))
	for i, v := range a.ticks {
		if v != 0 {
			p.vrule(x.at(v), top, end, p.hair(), p.theme.Grid)
		}
		p.textAt(texts[i], x.at(v), end+1.13*p.b, tickSize*p.b, centre, false, p.theme.Tick)
	}
	p.vrule(x.at(0), top, end, p.heavy(), p.theme.Zero)
	for i, r := range d.Rows {
		p.group(r.Name)
		p.rowName(rows, i)
		d.row(p, r, rows, i, x)
	}
	p.group("")
	d.years(p, rows, x)
	return nil
}

// sides are the printed values of a row from left to right.
func (d Dumbbell) sides(r Dumb) (lo, hi float64, loText, hiText string) {
	if r.End < r.Start {
		return r.End, r.Start, d.Value.print(r.End), d.Value.print(r.Start)
	}
	return r.Start, r.End, d.Value.print(r.Start), d.Value.print(r.End)
}

// scale leaves room for the values left and right of the outermost dots and
// for half a tick label at the ends. A value that would cross the zero line
// stands left of it, so the line moves off the names.
func (d Dumbbell) scale(p *pen, rows rows, a axis, ticks []string) linear {
	tick := func(i int) float64 { return p.textWidth(ticks[i], tickSize*p.b, false) / 2 }
	names := p.plot.X0 + rows.width
	x := linear{a.lo, a.hi, math.Max(names+.85*p.b, p.plot.X0+tick(0)), p.plot.X1 - tick(len(ticks)-1)}
	off := (dumbRadius + dumbGap) * p.b
	for range 20 { // each end moves the other a little
		before, after := 0.0, 0.0
		for _, r := range d.Rows {
			lo, hi, loText, hiText := d.sides(r)
			w := p.textWidth(loText, rows.size, true)
			before = math.Max(before, names+.3*p.b-(p.leftOfZero(x.at(lo)-off, w, x.at(0))-w))
			after = math.Max(after, x.at(hi)+off+p.textWidth(hiText, rows.size, true)-p.plot.X1)
		}
		if before < .5 && after < .5 {
			break
		}
		x.r0, x.r1 = x.r0+before, x.r1-after
	}
	return linear{a.lo, a.hi, math.Round(x.r0), math.Round(x.r1)}
}

// look is the look of a row: a highlight does not mute the others here.
func (d Dumbbell) look(p *pen, r Dumb) look {
	switch r.Emphasis {
	case Highlight:
		return p.theme.looks([]Emphasis{Highlight})[0]
	case Named:
		return p.theme.categorical(p.theme.NamedPair[1], rankNamed)
	case Context:
		return look{mark: p.theme.Muted, text: p.theme.MutedText}
	}
	return p.theme.categorical(0, rankPlain)
}

func (d Dumbbell) row(p *pen, r Dumb, rows rows, i int, x linear) {
	y, l := rows.middle(i), d.look(p, r)
	radius := math.Min(dumbRadius*p.b, .42*rows.pitch)
	from, to := XY{x.at(r.Start), y}, XY{x.at(r.End), y}
	w := math.Max(2, math.Round(.2*p.b))
	if !r.Broken {
		p.hrule(math.Min(from.X, to.X), math.Max(from.X, to.X), y, w, mix(l.mark, p.theme.Ground, .55))
	}
	p.disc(from, radius+.05*p.b, p.theme.Ground)
	p.disc(from, radius, p.theme.Muted)
	p.disc(from, radius-.13*p.b, p.theme.Ground)
	p.disc(to, radius+.05*p.b, p.theme.Ground)
	p.disc(to, radius, l.mark)
	off := radius + dumbGap*p.b
	start, end := d.Value.print(r.Start), d.Value.print(r.End)
	if r.End < r.Start {
		at := p.leftOfZero(to.X-off, p.textWidth(end, rows.size, true), x.at(0))
		p.label(end, at, y, rows.size, right, true, l.text)
		p.label(start, from.X+off, y, rows.size, left, false, p.theme.Tick)
		return
	}
	at := p.leftOfZero(from.X-off, p.textWidth(start, rows.size, false), x.at(0))
	p.label(start, at, y, rows.size, right, false, p.theme.Tick)
	p.label(end, to.X+off, y, rows.size, left, true, l.text)
}

// leftOfZero is the right end of a value of width w that ends at x, or left of
// the zero line if it would cross that.
func (p *pen) leftOfZero(x, w, zero float64) float64 {
	if x > zero-.1*p.b && x-w < zero+.15*p.b {
		return zero - .25*p.b
	}
	return x
}

// years writes the two years above the dots of the first row, pushed apart
// sideways where the dots are near.
func (d Dumbbell) years(p *pen, rows rows, x linear) {
	r, size := d.Rows[0], tickSize*p.b
	type side struct {
		text string
		at   float64
		bold bool
		c    color.NRGBA
	}
	l := d.look(p, r)
	sides := []side{{d.StartLabel, x.at(r.Start), false, p.theme.Tick}, {d.EndLabel, x.at(r.End), true, l.text}}
	if r.End < r.Start {
		sides[0], sides[1] = sides[1], sides[0]
	}
	var wanted, widths []float64
	for _, s := range sides {
		w := p.textWidth(s.text, size, s.bold) + .5*p.b
		wanted, widths = append(wanted, s.at-w/2), append(widths, w)
	}
	tops, _ := pushApart(wanted, widths, p.plot.X0, p.plot.X1+.25*p.b)
	y := rows.middle(0)
	stem := math.Min(dumbRadius*p.b, .42*rows.pitch) + .08*p.b
	for i, s := range sides {
		p.textAt(s.text, tops[i]+widths[i]/2, p.plot.Y0+.75*p.b, size, centre, s.bold, s.c)
		p.vrule(s.at, p.plot.Y0+1.03*p.b, y-stem, p.hair(), s.c)
	}
}
