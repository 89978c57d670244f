// Package chart draws one statistical chart with its title, notes and source
// as PNG or SVG. It takes final strings and plain series and knows nothing of
// economies, languages or files.
//
// A chart is a [Chart]: the texts of the frame, a [Size], a [Theme] and a
// [Body]. The body is one of the kinds: [Lines], [Bars], [Dumbbell],
// [Multiples], [Slope], [Bump], [Waterfall], [Stacked], [Grouped], [Fan],
// [Scatter], [Strip], [Bullet], [Heatmap], [TileMap], [Calendar]. A kind is a
// few lines over scales (scale.go), classes (classes.go), marks (marks.go),
// fills (fill.go) and labels (labels.go); it draws on a surface (canvas.go), of
// which there are three: pixels, SVG and the record that [Chart.Layout] returns.
//
// All lengths are pixels, y downwards, and most are multiples of b, the size
// of a label in pixels ([Size.B]). Bytes are a function of the Chart alone:
// the same in each run and at any number of goroutines on one architecture.
//
// The raster surface, paths and fonts are those of gonum.org/v1/plot (vg,
// vgimg, font). The root package plot is not imported: its init parses twelve
// fonts (.4 ms and 3 MB in every run of the program, also of those that draw
// nothing) and its axes and titles are not the look.
package chart

import (
	"errors"
	"fmt"
	"io"
	"math"

	"tradestats/internal/imagefile"
)

// Chart is one image: the texts of the frame, a size, a theme and what is
// drawn inside. All texts are final: in the reader's language, with its
// numbers. A U+00A0 keeps two words on one line.
type Chart struct {
	Title     string   // a finding or the subject, at most 3 lines
	Subtitle  string   // indicator, unit, perimeter, years
	Notes     []string // each a paragraph below the plot
	Source    string   // the last paragraph
	Signature string   // bold, at the right end of the last line, unless the theme has its own
	Lang      string   // BCP 47 tag for SVG; may be empty
	Alt       string   // alternative text, SVG <desc>
	Metadata  string   // provenance, for machines: inside the PNG and in SVG <metadata>
	Licence   string   // of the figures, inside the PNG
	Size      Size     // Web when zero
	Theme     *Theme   // Light when nil
	Body      Body     // one of the kinds
}

// Body is what is drawn inside the frame: one of the kinds of this package.
type Body interface {
	// check says what cannot be drawn: no data, NaN, infinite values.
	check() error
	// draw draws into p.plot, all of which belongs to the body.
	draw(p *pen) error
}

// Format prints a number in the reader's language: separators, minus sign,
// scale and, where wanted, the unit.
type Format func(float64) string

// print is f(v), or %g where the caller gave no format.
func (f Format) print(v float64) string {
	if f == nil {
		return fmt.Sprintf("%g", v)
	}
	return f(v)
}

// or is f, or g where f is nil.
func (f Format) or(g Format) Format {
	if f == nil {
		return g
	}
	return f
}

// Emphasis says how loudly a series, bar or row speaks.
type Emphasis uint8

const (
	// Plain is a categorical colour in order; muted as soon as another one is
	// highlighted or named, or when there are more than 5.
	Plain Emphasis = iota
	// Highlight is the one the title speaks of: highlight colour, bold, last.
	Highlight
	// Named is one of at most two others with a colour of their own.
	Named
	// Context is a thin line without label.
	Context
)

// Status says what kind of figure a point is.
type Status uint8

const (
	// Reported is a published figure: a full point.
	Reported Status = iota
	// Estimate is a hollow point.
	Estimate
	// Provisional is reached by a dashed line and ends hollow.
	Provisional
)

// Point is one year of a series. A missing year is simply absent: no line is
// drawn across it, and a year without neighbours is a dot.
type Point struct {
	X           int     // year
	Y           float64 // in the unit of the chart
	Status      Status
	BreakBefore bool // the figures before this year are not comparable: a rule stands before it
	Apart       bool // no line leads here from the year before, for it is of others
}

// PNG writes the chart as an RGB image without alpha.
func (c Chart) PNG(w io.Writer) error {
	c, err := c.complete()
	if err != nil {
		return err
	}
	r := borrowRaster(c)
	defer r.giveBack()
	if _, err := c.compose(enlarged(r, c.Size.Scale)); err != nil {
		return err
	}
	if err := r.missingGlyphs(); err != nil {
		return err
	}
	return imagefile.WritePNG(w, r.img, c.Size.dpi(), c.texts())
}

// software is who wrote the image; without a version, on which bytes must not
// depend.
const software = "tradestats"

// texts are what the PNG says of itself, under the keywords of its standard and
// under the name of the program; those without a text are left out.
func (c Chart) texts() []imagefile.Text {
	return []imagefile.Text{
		{Keyword: "Title", Language: c.Lang, Text: c.Title}, {Keyword: "Description", Language: c.Lang, Text: c.description()},
		{Keyword: "Source", Language: c.Lang, Text: c.Source}, {Keyword: "Copyright", Language: c.Lang, Text: c.Licence},
		{Keyword: "Software", Text: software}, {Keyword: software, Language: c.Lang, Text: c.Metadata},
	}
}

// description is the alternative text, or what comes nearest to one.
func (c Chart) description() string {
	if c.Alt != "" {
		return c.Alt
	}
	return c.Subtitle
}

// SVG writes the chart as a self-contained SVG document with text as text.
func (c Chart) SVG(w io.Writer) error {
	c, err := c.complete()
	if err != nil {
		return err
	}
	s := newSVG(c)
	if _, err := c.compose(s); err != nil {
		return err
	}
	return s.writeTo(w)
}

// Layout returns where each text and each line of a series stands, without
// drawing, and the labels that found no room.
func (c Chart) Layout() (Layout, error) {
	c, err := c.complete()
	if err != nil {
		return Layout{}, err
	}
	r := &recorder{family: c.Theme.family()}
	p, err := c.compose(enlarged(r, c.Size.Scale))
	if err != nil {
		return Layout{}, err
	}
	r.layout.Width, r.layout.Height = c.Size.pixels()
	r.layout.Plot = p.plot.times(c.Size.Scale)
	r.layout.Dropped = p.dropped
	return r.layout, nil
}

// complete returns the chart with its defaults filled in, or says why it
// cannot be drawn.
func (c Chart) complete() (Chart, error) {
	if c.Theme == nil {
		c.Theme = Light
	}
	var err error
	if c.Size, err = c.Size.complete(); err != nil {
		return c, err
	}
	if c.Body == nil {
		return c, errors.New("chart: nothing to draw: no body")
	}
	if err := c.Body.check(); err != nil {
		return c, fmt.Errorf("chart: %w", err)
	}
	return c, nil
}

// compose draws the frame, then the body into the room that is left.
func (c Chart) compose(s surface) (*pen, error) {
	p := &pen{surface: s, theme: c.Theme, family: c.Theme.family(), b: c.Size.B, width: float64(c.Size.Width), height: float64(c.Size.Height)}
	p.plot = drawFrame(p, c)
	if w, h := p.plot.X1-p.plot.X0, p.plot.Y1-p.plot.Y0; w < 8*p.b || h < 5*p.b {
		return nil, fmt.Errorf("chart: the texts leave %.0fx%.0f px of %dx%d for the plot; it needs %.0fx%.0f: shorten them or take a larger size",
			math.Max(w, 0), math.Max(h, 0), c.Size.Width, c.Size.Height, 8*p.b, 5*p.b)
	}
	if err := c.Body.draw(p); err != nil {
		return nil, fmt.Errorf("chart: %w", err)
	}
	return p, nil
}

// checkValue says why v, the value of name, cannot be drawn.
func checkValue(name string, v float64) error {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return fmt.Errorf("%s: the value %v is not a number that can be drawn; leave it out or mark it missing", name, v)
	}
	if math.Abs(v) > 1e300 {
		return fmt.Errorf("%s: the value %v is too large to be drawn", name, v)
	}
	return nil
}

// checkPoints says why a series cannot be drawn: bad values, or years that do
// not rise.
func checkPoints(name string, points []Point) error {
	for i, q := range points {
		if err := checkValue(fmt.Sprintf("%s, %d", name, q.X), q.Y); err != nil {
			return err
		}
		if q.X < -9999 || q.X > 9999 {
			return fmt.Errorf("%s: %d is not a year", name, q.X)
		}
		if i > 0 && q.X <= points[i-1].X {
			return fmt.Errorf("%s: year %d comes after %d; points must rise in years", name, q.X, points[i-1].X)
		}
	}
	return nil
}
