package chart

import "math"

// Series is a named line over years.
type Series struct {
	Name     string
	Points   []Point // years rising
	Emphasis Emphasis
}

// Cell is one value of a table of values; the zero Cell is missing.
type Cell struct {
	Value  float64
	Known  bool
	Status Status
}

// runs splits a series where a year is missing, the figures break, or are of others.
func runs(points []Point) [][]Point {
	var out [][]Point
	start := 0
	for i := 1; i <= len(points); i++ {
		if i == len(points) || points[i].X != points[i-1].X+1 || points[i].BreakBefore || points[i].Apart {
			out = append(out, points[start:i])
			start = i
		}
	}
	return out
}

// extent is the span of years and values of some series; ok is false when
// there is no point.
type extent struct {
	first, last int
	lo, hi      float64
	ok          bool
}

func (e *extent) add(points []Point) {
	for _, q := range points {
		if !e.ok {
			*e = extent{q.X, q.X, q.Y, q.Y, true}
		}
		e.first, e.last = min(e.first, q.X), max(e.last, q.X)
		e.lo, e.hi = math.Min(e.lo, q.Y), math.Max(e.hi, q.Y)
	}
}

// plane is a pair of scales: years across, values (of which y counts the
// decades where log is set) up.
type plane struct {
	x, y linear
	log  bool
}

// values is the vertical scale.
func (pl plane) values() scale {
	if pl.log {
		return logarithmic{pl.y}
	}
	return pl.y
}

func (pl plane) at(q Point) XY { return XY{pl.x.at(float64(q.X)), pl.values().at(q.Y)} }

// trace gives the positions of points.
func (pl plane) trace(points []Point) []XY {
	out := make([]XY, len(points))
	for i, q := range points {
		out[i] = pl.at(q)
	}
	return out
}

// series draws the runs of a line; the dots of its lone years, its estimates
// and its end wait for [pen.dots].
func (p *pen) series(name string, points []Point, l look, pl plane) {
	if len(points) == 0 {
		return
	}
	all := runs(points)
	var dots []Point
	last := points[len(points)-1]
	for _, run := range all {
		for _, q := range run {
			if l.rank > rankContext && (q.Status == Estimate || q.X == last.X || len(run) == 1) {
				dots = append(dots, q)
				p.ring(pl.at(q), l)
			}
		}
	}
	for _, run := range all {
		p.run(run, l, pl)
	}
	for _, q := range dots {
		p.queue = append(p.queue, queuedDot{name, pl.at(q), l, q.Status != Reported})
	}
}

// run draws consecutive years, dashed where they lead to a provisional one.
func (p *pen) run(points []Point, l look, pl plane) {
	dashed := func(i int) bool { return points[i].Status == Provisional }
	for start := 0; start < len(points)-1; {
		end := start + 1
		for end+1 < len(points) && dashed(end+1) == dashed(start+1) {
			end++
		}
		stretch := l
		if dashed(start + 1) {
			stretch.dash = []float64{.3, .2}
		}
		p.line(pl.trace(points[start:end+1]), stretch)
		start = end
	}
}

// lineObstacles are the runs of a series as a label sees them; a lone year is
// as wide as its dot.
func (p *pen) lineObstacles(s Series, l look, pl plane) []Polyline {
	var out []Polyline
	for _, run := range runs(s.Points) {
		o := Polyline{Series: s.Name, Points: pl.trace(run), Width: l.width * p.b}
		if len(run) == 1 {
			o.Width = 2 * p.dotRadius(l)
		}
		out = append(out, o)
	}
	return out
}

// yearAxis draws ticks (b long lines where long is set) and years below y.
func (p *pen) yearAxis(x linear, first, last int, y float64) {
	size := tickSize * p.b
	label := p.textWidth("0000", size, false)
	for _, year := range yearTicks(first, last, x.r1-x.r0, label) {
		at := x.at(float64(year))
		p.vrule(at, y, y+.32*p.b, p.hair(), p.theme.Tick)
		w := p.textWidth(yearText(year), size, false) / 2
		at = math.Max(p.plot.X0+w, math.Min(at, p.plot.X1-w))
		p.textAt(yearText(year), at, y+1.4*p.b, size, centre, false, p.theme.Tick)
	}
}
