package chart

import (
	"errors"
	"fmt"
	"image/color"
	"math"

	"tradestats/internal/typeset"
)

// Waterfall leads from a total over signed steps to another total: in columns, or in rows
// where columns leave names no room.
type Waterfall struct {
	Start, End Total
	Steps      []Step
	Value      Format // the totals
	Signed     Format // the steps, with their sign; Value when nil
}

// Total is the first or last column of a Waterfall.
type Total struct {
	Name  string
	Value float64
}

// Step is a column between the totals; negative values lead down.
type Step struct {
	Name  string
	Value float64
	Loud  bool // the title speaks of it: bold
}

func (w Waterfall) check() error {
	if len(w.Steps) == 0 {
		return errors.New("nothing to draw: no step")
	}
	sum, scale := w.Start.Value, math.Max(math.Abs(w.Start.Value), math.Abs(w.End.Value))
	err := errors.Join(checkValue(w.Start.Name, w.Start.Value), checkValue(w.End.Name, w.End.Value))
	for _, s := range w.Steps {
		err = errors.Join(err, checkValue(s.Name, s.Value))
		sum += s.Value
		scale = math.Max(scale, math.Abs(s.Value))
	}
	if err == nil && math.Abs(sum-w.End.Value) > .001*scale {
		err = fmt.Errorf("the steps lead from %v to %v, not to %v: one is missing", w.Start.Value, sum, w.End.Value)
	}
	return err
}

// column is one column of a waterfall, ready to draw.
type column struct {
	name, text string
	from, to   float64
	total      bool
	bold       bool
}

func (w Waterfall) columns() []column {
	out := []column{{w.Start.Name, w.Value.print(w.Start.Value), 0, w.Start.Value, true, true}}
	at := w.Start.Value
	for _, s := range w.Steps {
		out = append(out, column{s.Name, w.Signed.or(w.Value).print(s.Value), at, at + s.Value, false, s.Loud})
		at += s.Value
	}
	return append(out, column{w.End.Name, w.Value.print(w.End.Value), 0, w.End.Value, true, true})
}

// legibleName is the size below which names and values of columns are too small to read on a
// telephone, in b: the waterfall is laid out in rows then.
const legibleName = .75

func (w Waterfall) draw(p *pen) error {
	cols := w.columns()
	pitch := (p.plot.X1 - p.plot.X0) / float64(len(cols))
	size := math.Min(p.b, p.sizeOfValues(cols, .94*pitch))
	names := p.columnNames(cols, .95*pitch)
	if math.Min(size, names[0].size) < legibleName*p.b {
		if r, err := p.waterfallRows(cols); err == nil {
			w.drawRows(p, cols, r)
			return nil
		}
	}
	if size < .5*p.b {
		return fmt.Errorf("%d columns of %.0f px are too narrow for their values: show fewer steps or take a wider size", len(cols), pitch)
	}
	lo, hi := 0.0, 0.0
	foot := 0.0
	for i, c := range cols {
		lo, hi = math.Min(lo, math.Min(c.from, c.to)), math.Max(hi, math.Max(c.from, c.to))
		foot = math.Max(foot, names[i].height())
	}
	y := w.scale(p, lo, hi, p.plot.Y1-foot-.45*p.b, size)
	p.hrule(p.plot.X0, p.plot.X1, y.at(0), p.heavy(), p.theme.Zero)
	for i, c := range cols {
		x := p.plot.X0 + (float64(i)+.5)*pitch
		p.group(c.name)
		if i > 0 {
			p.hrule(x-.69*pitch, x-.31*pitch, y.at(cols[i-1].to), math.Max(1, math.Round(p.b/16)), p.theme.Muted)
		}
		w.column(p, c, x, pitch, size, y)
		p.columnName(names[i], x, p.plot.Y1-foot)
	}
	p.group("")
	return nil
}

// columnNames sets the names below the columns at one size, the largest that
// breaks no word; where there is none, each is cut as it needs.
func (p *pen) columnNames(cols []column, measure float64) []fitted {
	out, b := make([]fitted, len(cols)), p.b
	for size := tickSize * b; size >= .55*b; size *= .96 {
		whole := true
		for i, c := range cols {
			out[i] = p.set(p.balance(c.name, size, c.bold, measure), size, c.bold)
			whole = whole && out[i].height() <= 4*b && out[i].width() <= measure && !typeset.BreaksWord(out[i].lines, c.name)
		}
		if whole {
			return out
		}
	}
	size := .78 * b // one that fits all: names of several sizes look like ranks
	for _, c := range cols {
		size = math.Min(size, p.fit(c.name, .78*b, c.bold, measure, 4*b).size)
	}
	for i, c := range cols {
		out[i] = p.fit(c.name, size, c.bold, measure, 4*b)
	}
	return out
}

// scale leaves room above and, for falls below zero, under the columns for a
// value.
func (w Waterfall) scale(p *pen, lo, hi, bottom, size float64) linear {
	if lo == hi {
		hi = 1
	}
	top := p.plot.Y0 + 1.6*size
	if lo < 0 {
		bottom -= 1.6 * size
	}
	return linear{lo, hi, math.Round(bottom), math.Round(top)}
}

// sizeOfValues is the size at which every value is at most measure px wide.
func (p *pen) sizeOfValues(cols []column, measure float64) float64 {
	size := p.b
	for _, c := range cols {
		if w := p.textWidth(c.text, p.b, true); w > 0 {
			size = math.Min(size, measure/w*p.b)
		}
	}
	return size
}

// column draws a bar and its value: above rises, below falls, unless the value
// would lie on the zero line there.
func (w Waterfall) column(p *pen, c column, x, pitch, size float64, y linear) {
	fill, text := p.stepLook(c)
	a, b, zero := y.at(c.from), y.at(c.to), y.at(0)
	top, bottom := math.Min(a, b), math.Max(a, b)
	if bottom >= zero-1 && bottom <= zero+1 { // it stands on the line
		bottom = zero - p.heavy()/2
		p.filled(Box{x - .31*pitch, top, x + .31*pitch, bottom}, fill)
	} else {
		p.filled(Box{x - .31*pitch, a, x + .31*pitch, b}, fill)
	}
	below := c.to < c.from
	switch onZero := func(y0, y1 float64) bool { return y0 < zero && y1 > zero }; {
	case below && onZero(bottom-1, bottom+1.5*size):
		below = false
	case !below && onZero(top-1.5*size, top-1):
		below = true
	}
	if below {
		p.textAt(c.text, x, bottom+1.08*size, size, centre, c.bold, text)
		return
	}
	p.textAt(c.text, x, top-.42*size, size, centre, c.bold, text)
}

// stepLook is the fill of a column and the colour of its value: totals are grey, rises and
// falls of two colours.
func (p *pen) stepLook(c column) (Fill, color.NRGBA) {
	switch {
	case c.total:
		return Fill{Color: p.theme.Muted}, p.theme.Ink
	case c.to < c.from:
		return p.theme.fill(1), p.theme.categorical(1, rankPlain).text
	}
	return p.theme.fill(0), p.theme.categorical(0, rankPlain).text
}

// columnName writes a name below the axis, its first line at the top.
func (p *pen) columnName(f fitted, x, top float64) {
	for i, s := range f.lines {
		p.textAt(s, x, top+(capAccent+float64(i)*lineOfBlock)*f.size, f.size, centre, f.bold, p.theme.Ink)
	}
}
