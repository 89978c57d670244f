package chart

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"strings"
	"sync"

	stdfont "golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"

	"tradestats/internal/typeset"
)

// raster is the surface of pixels: gonum's image canvas at 72 dpi, where a
// length of 1 is one pixel. Whole rectangles and texts go straight to its
// image, which is faster and as sharp: FillString opens a face for each label.
type raster struct {
	canvas  *vgimg.Canvas
	img     *image.RGBA
	height  float64
	family  *typeset.Family
	faces   map[faceKey]stdfont.Face // not safe for concurrent use, so each raster has its own
	missing []string
}

type faceKey struct {
	face *typeset.Face
	size float64
}

// rasters keeps canvases between charts: a fresh one costs 6 MB and its
// clearing by the collector. Charts of a report mostly have one size.
var rasters sync.Pool

// borrowRaster returns a surface of the size of a complete chart, filled with
// its ground.
func borrowRaster(c Chart) *raster {
	w, h := c.Size.pixels()
	r, ok := rasters.Get().(*raster)
	if !ok || r.img.Rect.Dx() != w || r.img.Rect.Dy() != h {
		canvas := vgimg.NewWith(vgimg.UseWH(vg.Length(w), vg.Length(h)), vgimg.UseDPI(72))
		r = &raster{canvas: canvas, img: canvas.Image().(*image.RGBA), height: float64(h), faces: map[faceKey]stdfont.Face{}}
	}
	r.family, r.missing = c.Theme.family(), nil
	draw.Draw(r.img, r.img.Rect, image.NewUniform(c.Theme.Ground), image.Point{}, draw.Src)
	return r
}

// giveBack returns the surface to the pool, unless it is a giant that would
// only hold memory.
func (r *raster) giveBack() {
	if len(r.img.Pix) < 16<<20 && len(r.faces) < 64 {
		rasters.Put(r)
	}
}

func (r *raster) group(string) {}

func (r *raster) rect(b Box, fill color.NRGBA) {
	box := image.Rect(int(b.X0), int(b.Y0), int(b.X1), int(b.Y1))
	draw.Draw(r.img, box, image.NewUniform(fill), image.Point{}, draw.Over)
}

func (r *raster) stroke(points []XY, s stroke) {
	if len(points) < 2 {
		return
	}
	var path vg.Path
	path.Move(r.vg(points[0]))
	for _, p := range points[1:] {
		path.Line(r.vg(p))
	}
	var dash []vg.Length
	for _, d := range s.dash {
		dash = append(dash, vg.Length(d))
	}
	r.canvas.SetColor(s.color)
	r.canvas.SetLineWidth(vg.Length(s.width))
	r.canvas.SetLineDash(dash, 0)
	r.canvas.Stroke(path)
}

func (r *raster) disc(at XY, radius float64, fill color.NRGBA) {
	r.canvas.SetColor(fill)
	r.canvas.Fill(r.circle(at, radius))
}

func (r *raster) bubble(at XY, radius float64, fill color.NRGBA, edge stroke) {
	r.disc(at, radius, fill)
	r.canvas.SetColor(edge.color)
	r.canvas.SetLineWidth(vg.Length(edge.width))
	r.canvas.SetLineDash(nil, 0)
	r.canvas.Stroke(r.circle(at, radius))
}

func (r *raster) circle(at XY, radius float64) vg.Path {
	var path vg.Path
	c := r.vg(at)
	path.Move(vg.Point{X: c.X + vg.Length(radius), Y: c.Y})
	path.Arc(c, vg.Length(radius), 0, 2*math.Pi)
	path.Close()
	return path
}

func (r *raster) area(corners []XY, fill color.NRGBA) {
	if len(corners) < 3 {
		return
	}
	var path vg.Path
	path.Move(r.vg(corners[0]))
	for _, q := range corners[1:] {
		path.Line(r.vg(q))
	}
	path.Close()
	r.canvas.SetColor(fill)
	r.canvas.Fill(path)
}

func (r *raster) segments(ends []XY, s stroke) {
	var path vg.Path
	for i := 1; i < len(ends); i += 2 {
		path.Move(r.vg(ends[i-1]))
		path.Line(r.vg(ends[i]))
	}
	if len(path) == 0 {
		return
	}
	r.canvas.SetColor(s.color)
	r.canvas.SetLineWidth(vg.Length(s.width))
	r.canvas.SetLineDash(nil, 0)
	r.canvas.Stroke(path)
}

// vg turns a position into gonum's, which counts y from below.
func (r *raster) vg(p XY) vg.Point {
	return vg.Point{X: vg.Length(p.X), Y: vg.Length(r.height - p.Y)}
}

func (r *raster) text(t textLine) {
	face := r.family.Face(t.bold)
	for _, c := range t.s {
		if !face.Has(c) {
			r.missing = append(r.missing, fmt.Sprintf("%U in %q", c, t.s))
			return
		}
	}
	x := t.box(r.family).X0
	if t.halo > 0 {
		r.halo(t, x)
	}
	r.print(t, t.color, math.Round(x), t.y)
}

func (r *raster) image(at Box, l *Logo) {
	box := image.Rect(int(at.X0), int(at.Y0), int(at.X1), int(at.Y1))
	draw.Draw(r.img, box, l.at(box.Size()), image.Point{}, draw.Over)
}

// halo prints the text around its place in the colour of the ground.
func (r *raster) halo(t textLine, x float64) {
	const steps = 12
	for i := range steps {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / steps)
		r.print(t, t.under, math.Round(x)+t.halo*cos, t.y+t.halo*sin)
	}
}

func (r *raster) print(t textLine, c color.NRGBA, x, y float64) {
	d := stdfont.Drawer{
		Dst: r.img, Src: image.NewUniform(c), Face: r.face(t.size, t.bold),
		Dot: fixed.Point26_6{X: fixed.Int26_6(math.Round(x * 64)), Y: fixed.Int26_6(math.Round(y * 64))},
	}
	d.DrawString(strings.Map(typeset.Printable, t.s))
}

// face is the face of that size in px, opened once for each surface.
func (r *raster) face(size float64, bold bool) stdfont.Face {
	key := faceKey{r.family.Face(bold), size}
	if f, ok := r.faces[key]; ok {
		return f
	}
	f, err := key.face.Open(size)
	if err != nil {
		panic(err) // opening fails for a hinting that there is not, and for nothing else
	}
	r.faces[key] = f
	return f
}

// missingGlyphs says which texts hold characters that the font cannot print:
// an image with empty boxes for letters is worse than none.
func (r *raster) missingGlyphs() error {
	if len(r.missing) == 0 {
		return nil
	}
	return fmt.Errorf("chart: %s has no glyph for %s: use SVG or a Latin name", r.family.Name, strings.Join(r.missing, "; "))
}
