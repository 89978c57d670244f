package chart

import (
	"image/color"
	"math"

	"tradestats/internal/typeset"
)

// XY is a position on the image in pixels, y downwards.
type XY struct{ X, Y float64 }

// Box is a rectangle on the image in pixels: X0 <= X1, Y0 <= Y1.
type Box struct{ X0, Y0, X1, Y1 float64 }

// Intersects says whether the two boxes share an area.
func (a Box) Intersects(b Box) bool {
	return a.X0 < b.X1 && b.X0 < a.X1 && a.Y0 < b.Y1 && b.Y0 < a.Y1
}

// distance is how far a point lies from the box, 0 inside it.
func (a Box) distance(p XY) float64 {
	return math.Hypot(math.Max(0, math.Max(a.X0-p.X, p.X-a.X1)), math.Max(0, math.Max(a.Y0-p.Y, p.Y-a.Y1)))
}

// grown is the box with d more on each side.
func (a Box) grown(d float64) Box { return Box{a.X0 - d, a.Y0 - d, a.X1 + d, a.Y1 + d} }

// inside says whether a lies within b.
func (a Box) inside(b Box) bool { return a.X0 >= b.X0 && a.X1 <= b.X1 && a.Y0 >= b.Y0 && a.Y1 <= b.Y1 }

// surface is what charts are drawn on. It has three implementations: raster
// (pixels), svg (elements) and recorder (geometry, for Layout).
type surface interface {
	// group says that what follows belongs to the series or row of that name;
	// an empty name ends it.
	group(name string)
	// rect fills a rectangle whose sides are whole pixels.
	rect(r Box, fill color.NRGBA)
	// stroke draws a line of at least two points.
	stroke(points []XY, s stroke)
	// disc fills a circle.
	disc(at XY, radius float64, fill color.NRGBA)
	// bubble fills a circle that may let through what is under it, and draws
	// its edge.
	bubble(at XY, radius float64, fill color.NRGBA, edge stroke)
	// area fills the polygon of at least three corners.
	area(corners []XY, fill color.NRGBA)
	// segments draws lines that belong together, as a hatching: each from an
	// even point to the odd one after it.
	segments(ends []XY, s stroke)
	// text draws one line of text.
	text(t textLine)
	// image draws a logo into a box whose sides are whole pixels.
	image(at Box, l *Logo)
}

// stroke is how a line is drawn.
type stroke struct {
	color color.NRGBA
	width float64   // px
	dash  []float64 // px, on and off in turn; nil is a full line
	data  bool      // the line is data, not a connector or a casing
}

// align is the point of a text that stands at its x.
type align uint8

const (
	left align = iota
	centre
	right
)

// textLine is one line of text; x and y are whole pixels.
type textLine struct {
	s     string
	x, y  float64 // y of the baseline
	size  float64 // px
	bold  bool
	align align
	color color.NRGBA
	halo  float64     // radius in px of a halo behind the text, 0 for none
	under color.NRGBA // its colour
}

// box is what the text covers, accents and descenders included.
func (t textLine) box(family *typeset.Family) Box {
	w := family.Width(t.s, t.size, t.bold)
	x := t.x
	switch t.align {
	case centre:
		x -= w / 2
	case right:
		x -= w
	}
	return Box{x, t.y - capAccent*t.size, x + w, t.y + descent*t.size}
}

// Layout is where things stand on an image; lengths in pixels.
type Layout struct {
	Width, Height int
	Plot          Box        // the room inside the frame
	Texts         []TextBox  // each line of text, in drawing order
	Lines         []Polyline // each unbroken run of a series
	Marks         []Mark     // filled rectangles and circles that are data or rules
	Areas         []Area     // filled polygons
	Images        []Image    // logos
	Dropped       []string   // names of series whose label found no room
}

// Bottom is the y of the lowest of what is drawn in the room inside the frame, in px; that of its top where nothing is.
func (l Layout) Bottom() float64 {
	low := l.Plot.Y0
	within := func(y float64) {
		if y <= l.Plot.Y1+1 {
			low = math.Max(low, y)
		}
	}
	for _, t := range l.Texts {
		within(t.Box.Y1)
	}
	for _, m := range l.Marks {
		within(m.Box.Y1)
	}
	for _, line := range l.Lines {
		for _, at := range line.Points {
			within(at.Y)
		}
	}
	for _, a := range l.Areas {
		for _, at := range a.Corners {
			within(at.Y)
		}
	}
	return low
}

// TextBox is a line of text and what it covers.
type TextBox struct {
	Box    Box
	Text   string
	Series string  // the series or row it belongs to; empty for frame and axes
	Size   float64 // px
}

// Polyline is a run of a series as drawn. A lone year has no line: it is a
// round Mark.
type Polyline struct {
	Series string
	Points []XY
	Width  float64 // px
}

// Mark is a filled rectangle or the box around a circle.
type Mark struct {
	Box    Box
	Series string
	Round  bool
	Fill   color.NRGBA
}

// Area is a filled polygon, as the band of a projection.
type Area struct {
	Series  string
	Corners []XY
	Fill    color.NRGBA
}

// Image is a picture and what it says.
type Image struct {
	Box Box
	Alt string
}

// recorder is the surface that only writes down.
type recorder struct {
	family *typeset.Family
	layout Layout
	name   string
}

func (r *recorder) group(name string) { r.name = name }

func (r *recorder) rect(b Box, fill color.NRGBA) {
	r.layout.Marks = append(r.layout.Marks, Mark{Box: b, Series: r.name, Fill: fill})
}

func (r *recorder) stroke(points []XY, s stroke) {
	if s.data {
		r.layout.Lines = append(r.layout.Lines, Polyline{r.name, append([]XY(nil), points...), s.width})
	}
}

func (r *recorder) disc(at XY, radius float64, fill color.NRGBA) {
	box := Box{at.X, at.Y, at.X, at.Y}.grown(radius)
	r.layout.Marks = append(r.layout.Marks, Mark{Box: box, Series: r.name, Round: true, Fill: fill})
}

func (r *recorder) bubble(at XY, radius float64, fill color.NRGBA, _ stroke) {
	r.disc(at, radius, fill)
}

func (r *recorder) area(corners []XY, fill color.NRGBA) {
	r.layout.Areas = append(r.layout.Areas, Area{r.name, append([]XY(nil), corners...), fill})
}

func (r *recorder) segments([]XY, stroke) {}

func (r *recorder) text(t textLine) {
	r.layout.Texts = append(r.layout.Texts, TextBox{t.box(r.family), t.s, r.name, t.size})
}

func (r *recorder) image(at Box, l *Logo) {
	r.layout.Images = append(r.layout.Images, Image{at, l.Alt})
}
