package chart

import (
	"errors"
	"fmt"
	"math"
)

// Multiples are small panels on one scale, each with its own line; the lines
// of the other panels are behind it as context.
type Multiples struct {
	Panels               []Panel
	Tick, TopTick, Value Format
	FromZero             bool
	Max                  float64 // the axis reaches this value, as 100 for percentages; 0 for no wish
}

// Panel is one of the Multiples.
type Panel struct {
	Name     string
	Points   []Point  // years rising; none is an empty panel
	Emphasis Emphasis // Plain: first category; Named: ink, as for a total
}

func (m Multiples) check() error {
	var e extent
	for _, s := range m.Panels {
		if err := checkPoints(s.Name, s.Points); err != nil {
			return err
		}
		e.add(s.Points)
	}
	if !e.ok {
		return errors.New("nothing to draw: no panel has a point")
	}
	return checkValue("maximum of the axis", m.Max)
}

// grid is the arrangement of the panels.
type grid struct {
	cols, rows    int
	x             float64   // of the first panel's data area
	dx            float64   // from one data area to the next
	tops          []float64 // of the data areas of each row
	width, height float64   // of a data area
	heads         []fitted
}

const (
	panelFoot   = 1.15 // room for the years below a panel, b
	panelGap    = 1.6  // between panels across, b
	panelGapY   = 1.2  // between panels down, b
	panelHeadUp = .75  // from the data area up to its heading, b
)

func (m Multiples) draw(p *pen) error {
	var e extent
	for _, s := range m.Panels {
		e.add(s.Points)
	}
	size := panelTickSize * p.b
	spec := axisSpec{lo: e.lo, hi: e.hi, count: 3, fromZero: m.FromZero, max: m.Max, tick: m.Tick}
	a := newAxis(spec)
	g := m.arrange(p, e, tickTexts(a, m.Tick, m.TopTick))
	spec.count = tickCount(g.height, p.b)
	a = newAxis(spec)
	texts := tickTexts(a, m.Tick, m.TopTick)
	g = m.arrange(p, e, texts)
	if g.tooSmall(p.b) {
		return tooManyPanels(len(m.Panels), g)
	}
	for i := range m.Panels {
		col, row := i%g.cols, i/g.cols
		x, y := math.Round(g.x+float64(col)*g.dx), g.tops[row]
		pl := plane{x: linear{float64(e.first), float64(e.last), x, math.Round(x + g.width)}, y: linear{a.lo, a.hi, math.Round(y + g.height), y}}
		var labels []string
		if col == 0 {
			labels = texts
		}
		p.yAxis(a, pl.y, pl.x.r0, pl.x.r1, size, labels)
		m.years(p, e, pl)
		p.group(m.Panels[i].Name)
		m.panel(p, i, e, g.heads[i], pl)
		p.group("")
	}
	return nil
}

func tooManyPanels(n int, g grid) error {
	return fmt.Errorf("%d panels have no room: each would be %.0fx%.0f px; show fewer or take a larger size", n, math.Max(0, g.width), math.Max(0, g.height))
}

// arrange tries each number of columns and takes the one whose panels come
// nearest to the shape of a line chart, with few empty places.
func (m Multiples) arrange(p *pen, e extent, ticks []string) grid {
	var best grid
	bestCost := math.Inf(1)
	n := len(m.Panels)
	labels := p.widest(ticks, panelTickSize*p.b, false) + .55*p.b
	gutter := math.Max(1.75*p.b, m.gutter(p, e))
	wanted := 1.3 // width by height of a panel
	if p.height > p.width {
		wanted = 1.8
	}
	for cols := 1; cols <= n; cols++ {
		g := m.grid(p, cols, labels, gutter)
		shape := math.Max(g.width, 1) / math.Max(g.height, 1)
		cost := math.Abs(math.Log(shape/wanted)) + 4*float64(g.rows*cols-n)/float64(n)
		if g.tooSmall(p.b) {
			cost += 100
		}
		if cost < bestCost {
			best, bestCost = g, cost
		}
	}
	return best
}

// tooSmall says whether the panels are too small to be read.
func (g grid) tooSmall(b float64) bool { return g.tooNarrow(b) || g.height < 2*b }

func (g grid) tooNarrow(b float64) bool { return g.width < 2.5*b }

// grid divides the plot into that many columns.
func (m Multiples) grid(p *pen, cols int, labels, gutter float64) grid {
	n := len(m.Panels)
	g := grid{cols: cols, rows: (n + cols - 1) / cols, x: p.plot.X0 + labels}
	g.dx = (p.plot.X1 - g.x + panelGap*p.b) / float64(cols)
	g.width = g.dx - gutter - panelGap*p.b
	if g.tooNarrow(p.b) {
		return g
	}
	heads := make([]float64, g.rows)
	rest := p.plot.Y1 - p.plot.Y0 + panelGapY*p.b
	for i, s := range m.Panels {
		f := p.fit(s.Name, p.b, true, math.Max(g.width+gutter, 2*p.b), 2.4*p.b)
		g.heads = append(g.heads, f)
		heads[i/cols] = math.Max(heads[i/cols], f.height()-(descent+capAccent-.72)*f.size+panelHeadUp*p.b)
	}
	for _, h := range heads {
		rest -= h + (panelFoot+panelGapY)*p.b
	}
	g.height = rest / float64(g.rows)
	y := p.plot.Y0
	for _, h := range heads {
		g.tops = append(g.tops, math.Round(y+h))
		y += h + g.height + (panelFoot+panelGapY)*p.b
	}
	return g
}

// gutter is the room in px that the values right of the panels need.
func (m Multiples) gutter(p *pen, e extent) float64 {
	w := 0.0
	for _, s := range m.Panels {
		if n := len(s.Points); n > 0 {
			w = math.Max(w, p.textWidth(m.Value.print(s.Points[n-1].Y), p.b, true))
			if s.Points[n-1].X < e.last {
				w = math.Max(w, p.textWidth("("+yearText(s.Points[n-1].X)+")", panelTickSize*p.b, false))
			}
		}
	}
	return w + .5*p.b
}

// years writes first and last year below a panel, within its width.
func (m Multiples) years(p *pen, e extent, pl plane) {
	size := panelTickSize * p.b
	y := pl.y.r0 + .95*p.b
	if e.first == e.last || pl.x.r1-pl.x.r0 < 2.2*p.textWidth("0000", size, false) {
		p.textAt(yearText(e.last), pl.x.r1, y, size, right, false, p.theme.Tick)
		return
	}
	p.textAt(yearText(e.first), pl.x.r0, y, size, left, false, p.theme.Tick)
	p.textAt(yearText(e.last), pl.x.r1, y, size, right, false, p.theme.Tick)
}

// panel draws heading, context, line and value of one panel. The value of a
// line that ends early stands in the gutter with its year: beside the line it
// would lie on the context.
func (m Multiples) panel(p *pen, i int, e extent, head fitted, pl plane) {
	s := m.Panels[i]
	l := m.look(p, s.Emphasis)
	c := p.theme.Ink
	if s.Emphasis == Highlight {
		c = l.text
	}
	line := lineOfBlock * head.size
	y := pl.y.r1 - panelHeadUp*p.b - float64(len(head.lines)-1)*line
	for k, text := range head.lines {
		p.textAt(text, pl.x.r0, y+float64(k)*line, head.size, left, true, c)
	}
	for k, other := range m.Panels {
		if k != i {
			p.series(other.Name, other.Points, look{mark: p.theme.Context, width: .06, rank: rankContext}, pl)
		}
	}
	if len(s.Points) == 0 {
		return
	}
	p.series(s.Name, s.Points, l, pl)
	p.dots()
	p.group(s.Name)
	end := s.Points[len(s.Points)-1]
	at := pl.y.at(end.Y)
	x := pl.x.r1 + .38*p.b
	p.label(m.Value.print(end.Y), x, at, p.b, left, true, l.text)
	if end.X < e.last {
		below := at + 1.05*p.b
		if below > pl.y.r0 {
			below = at - 1.05*p.b
		}
		p.label("("+yearText(end.X)+")", x, below, panelTickSize*p.b, left, false, l.text)
	}
}

// look is the look of a panel's own line.
func (m Multiples) look(p *pen, e Emphasis) look {
	switch e {
	case Highlight:
		l := p.theme.looks([]Emphasis{Highlight})[0]
		l.width = .14
		return l
	case Named:
		return look{mark: p.theme.Ink, text: p.theme.Ink, width: .14, rank: rankNamed}
	}
	l := p.theme.categorical(0, rankPlain)
	l.width = .14
	return l
}
