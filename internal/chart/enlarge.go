package chart

import (
	"image/color"
	"math"
)

// enlargement is a surface of more pixels than the chart was laid out for. What
// is drawn is the same at each scale, line breaks and all: only where it ends
// on the image differs.
type enlargement struct {
	surface
	k float64
}

// enlarged is the surface seen at scale k.
func enlarged(s surface, k float64) surface {
	if k == 1 {
		return s
	}
	return enlargement{s, k}
}

// times is the box at scale k.
func (a Box) times(k float64) Box { return Box{a.X0 * k, a.Y0 * k, a.X1 * k, a.Y1 * k} }

func (e enlargement) points(points []XY) []XY {
	out := make([]XY, len(points))
	for i, q := range points {
		out[i] = XY{q.X * e.k, q.Y * e.k}
	}
	return out
}

func (e enlargement) like(s stroke) stroke {
	s.width *= e.k
	var dash []float64
	for _, d := range s.dash {
		dash = append(dash, d*e.k)
	}
	s.dash = dash
	return s
}

// whole is the box at the scale with its sides on whole pixels. A rule stays as
// wide as the others wherever it stands.
func (e enlargement) whole(b Box) Box {
	const rule = 6 // px; wider ones are bars, whose ends matter more
	side := func(lo, hi float64) (float64, float64) {
		if w := hi - lo; w <= rule {
			at := math.Round(lo * e.k)
			return at, at + math.Max(1, math.Round(w*e.k))
		}
		return math.Round(lo * e.k), math.Round(hi * e.k)
	}
	b.X0, b.X1 = side(b.X0, b.X1)
	b.Y0, b.Y1 = side(b.Y0, b.Y1)
	return b
}

func (e enlargement) rect(b Box, fill color.NRGBA) { e.surface.rect(e.whole(b), fill) }

func (e enlargement) stroke(points []XY, s stroke) { e.surface.stroke(e.points(points), e.like(s)) }

func (e enlargement) disc(at XY, radius float64, fill color.NRGBA) {
	e.surface.disc(XY{at.X * e.k, at.Y * e.k}, radius*e.k, fill)
}

func (e enlargement) bubble(at XY, radius float64, fill color.NRGBA, edge stroke) {
	e.surface.bubble(XY{at.X * e.k, at.Y * e.k}, radius*e.k, fill, e.like(edge))
}

func (e enlargement) area(corners []XY, fill color.NRGBA) { e.surface.area(e.points(corners), fill) }

func (e enlargement) segments(ends []XY, s stroke) { e.surface.segments(e.points(ends), e.like(s)) }

func (e enlargement) text(t textLine) {
	t.x, t.y = math.Round(t.x*e.k), math.Round(t.y*e.k)
	t.size, t.halo = t.size*e.k, t.halo*e.k
	e.surface.text(t)
}

func (e enlargement) image(at Box, l *Logo) { e.surface.image(e.whole(at), l) }
