package chart

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/gofont/goregular"

	"tradestats/internal/typeset"
)

// familyOf sets two fonts together.
func familyOf(t testing.TB, regular, bold []byte) *typeset.Family {
	t.Helper()
	r, err := typeset.Parse(regular)
	if err != nil {
		t.Fatal(err)
	}
	b, err := typeset.Parse(bold)
	if err != nil {
		t.Fatal(err)
	}
	return typeset.NewFamily("Go", "Go,sans-serif", r, b)
}

// logoPNG is a red frame of w x h px around nothing.
func logoPNG(t testing.TB, w, h int) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			if x < w/8+1 || y < h/8+1 || x >= w-w/8-1 || y >= h-h/8-1 {
				img.SetNRGBA(x, y, color.NRGBA{R: 255, A: 255})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func logoOf(t testing.TB, w, h int, height float64) *Logo {
	t.Helper()
	l, err := NewLogo(logoPNG(t, w, h), height, "The Daily Example")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// houses are Light with other typefaces, one of them very wide, and logos.
func houses(t testing.TB) map[string]*Theme {
	plain, wide, banner, tower, signed := *Light, *Light, *Light, *Light, *Light
	plain.Family = familyOf(t, goregular.TTF, gobold.TTF)
	plain.Logo = logoOf(t, 300, 80, 1.6)
	wide.Family = familyOf(t, gomono.TTF, gomonobold.TTF)
	banner.Logo = logoOf(t, 1500, 100, 2)
	tower.Logo = logoOf(t, 60, 90, 4)
	signed.Signature = "The Daily Example, Graphics"
	return map[string]*Theme{"Go": &plain, "Go Mono": &wide, "banner": &banner, "tower": &tower, "signed": &signed}
}

// TestHouses: in the typefaces and with the logo of a house nothing collides
// either, and no text meets the logo.
func TestHouses(t *testing.T) {
	skipUnderRace(t)
	for house, theme := range houses(t) {
		for _, shape := range []string{"five", "long name", "early ends", "through zero", "status and breaks"} {
			for kind, body := range bodies(shapes()[shape]) {
				for _, size := range append(Sizes(), Size{Width: 700, Height: 500}, Size{Width: 700, Height: 500, Scale: 2}) {
					c := framed(body)
					c.Size, c.Theme = size, theme
					l, err := c.Layout()
					if err != nil {
						if !strings.Contains(err.Error(), "size") {
							t.Errorf("%s/%s/%s/%s: %v", house, kind, shape, size.Name, err)
						}
						continue
					}
					t.Run(house+"/"+kind+"/"+shape+"/"+size.Name, func(t *testing.T) {
						checkFlaws(t, l, theme)
						checkImages(t, l)
					})
				}
			}
		}
	}
}

// checkImages: a logo stands within the image, on its last line, below the plot
// and clear of all texts.
func checkImages(t *testing.T, l Layout) {
	t.Helper()
	for _, m := range l.Images {
		if !m.Box.inside(Box{0, l.Plot.Y1, float64(l.Width), float64(l.Height)}) {
			t.Errorf("the logo %.0f leaves its place below the plot %.0f", m.Box, l.Plot)
		}
		for _, text := range l.Texts {
			if text.Box.Intersects(m.Box) {
				t.Errorf("%q %.0f meets the logo %.0f", text.Text, text.Box, m.Box)
			}
		}
	}
}

// TestHouseSigns: the logo stands in place of the signature on all surfaces,
// with what it says, and the signature of the house before that of the caller.
func TestHouseSigns(t *testing.T) {
	c := framed(bodies(shapes()["five"])["bars"])
	c.Theme = houses(t)["Go"]
	l, err := c.Layout()
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Images) != 1 || l.Images[0].Alt != "The Daily Example" {
		t.Fatalf("images %v", l.Images)
	}
	box := l.Images[0].Box
	if box.X1 != 1600-48 || box.Y1 != 900-37 || box.Y1-box.Y0 != 38 || math.Abs((box.X1-box.X0)/(box.Y1-box.Y0)-300./80) > .05 {
		t.Errorf("the logo stands at %v", box)
	}
	var svg bytes.Buffer
	if err := c.SVG(&svg); err != nil {
		t.Fatal(err)
	}
	data := base64.StdEncoding.EncodeToString(logoPNG(t, 300, 80))
	for _, want := range []string{`aria-label="The Daily Example" href="data:image/png;base64,` + data + `"/>`, `style="font-family:Go,sans-serif"`} {
		if !strings.Contains(svg.String(), want) {
			t.Errorf("no %.80s", want)
		}
	}
	img, err := png.Decode(bytes.NewReader(pngOf(t, c)))
	if err != nil {
		t.Fatal(err)
	}
	if r, g, _, _ := img.At(int(box.X0)+1, int(box.Y0)+1).RGBA(); r != 0xffff || g != 0 {
		t.Errorf("the corner of the logo is %v", img.At(int(box.X0)+1, int(box.Y0)+1))
	}
	if r, g, _, _ := img.At(int(box.X0+box.X1)/2, int(box.Y0+box.Y1)/2).RGBA(); r != 0xffff || g != 0xffff {
		t.Error("the middle of the logo is not clear")
	}
	c.Theme = houses(t)["signed"]
	if l, err = c.Layout(); err != nil {
		t.Fatal(err)
	}
	signed := ""
	for _, x := range l.Texts {
		if x.Text == "The Daily Example, Graphics" || x.Text == "tradestats" {
			signed += x.Text
		}
	}
	if signed != "The Daily Example, Graphics" {
		t.Errorf("signed %q", signed)
	}
}

// TestBadLogos: what is no logo is refused with what and why.
func TestBadLogos(t *testing.T) {
	good := logoPNG(t, 20, 10)
	for name, test := range map[string]struct {
		data   []byte
		height float64
		want   string
	}{
		"no PNG":     {[]byte("GIF89a"), 1, "is no PNG"},
		"nothing":    {nil, 1, "is no PNG"},
		"cut":        {good[:len(good)-20], 1, "no whole PNG"},
		"heavy":      {append(good, make([]byte, maxLogoBytes)...), 1, "more than 1024"},
		"wide":       {logoPNG(t, 4001, 1), 1, "4001x1 px, more than 4000"},
		"low":        {good, .1, "it has 0.5 to 4"},
		"high":       {good, 5, "it has 0.5 to 4"},
		"not a size": {good, math.NaN(), "it has 0.5 to 4"},
	} {
		if _, err := NewLogo(test.data, test.height, ""); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
}

// TestHouseGlyphs: a character that the house's font lacks is named with it.
func TestHouseGlyphs(t *testing.T) {
	c := framed(bodies(shapes()["five"])["bars"])
	c.Theme, c.Title = houses(t)["Go"], "東京"
	if err := c.PNG(io.Discard); err == nil || !strings.Contains(err.Error(), "Go has no glyph for U+6771") {
		t.Error(err)
	}
}

// TestScale: a chart at scale 2 is the same chart, each length twice.
func TestScale(t *testing.T) {
	skipUnderRace(t)
	twice := func(b Box) Box { return Box{2 * b.X0, 2 * b.Y0, 2 * b.X1, 2 * b.Y1} }
	near := cmpopts.EquateApprox(0, .01)
	for kind, body := range bodies(shapes()["five"]) {
		for _, size := range append(Sizes(), Size{Width: 640, Height: 420}) {
			c := framed(body)
			c.Size, c.Theme = size, houses(t)["Go"]
			one, err := c.Layout()
			if err != nil {
				continue
			}
			c.Size.Scale = 2
			two, err := c.Layout()
			if err != nil {
				t.Fatal(err)
			}
			want := one
			want.Width, want.Height, want.Plot = 2*one.Width, 2*one.Height, twice(one.Plot)
			for i := range want.Texts {
				want.Texts[i].Box, want.Texts[i].Size = twice(want.Texts[i].Box), 2*want.Texts[i].Size
			}
			for i := range want.Marks {
				want.Marks[i].Box = twice(want.Marks[i].Box)
			}
			want.Images[0].Box = twice(one.Images[0].Box)
			for _, l := range want.Lines {
				for k, q := range l.Points {
					l.Points[k] = XY{2 * q.X, 2 * q.Y}
				}
			}
			for i := range want.Lines {
				want.Lines[i].Width *= 2
			}
			for _, a := range want.Areas {
				for k, q := range a.Corners {
					a.Corners[k] = XY{2 * q.X, 2 * q.Y}
				}
			}
			if diff := cmp.Diff(want, two, near); diff != "" {
				t.Errorf("%s, %s: %s", kind, size.Name, diff)
			}
		}
	}
}

// TestScaledImages: pixels and dots per inch grow, an SVG only says that it is
// larger, and a scale between whole numbers keeps rules as wide as each other.
func TestScaledImages(t *testing.T) {
	c := small()["lines"]
	c.Size.Scale, c.Size.DPI = 1.5, 300
	img := pngOf(t, c)
	decoded, err := png.Decode(bytes.NewReader(img))
	if err != nil || decoded.Bounds() != image.Rect(0, 0, 960, 630) {
		t.Errorf("%v, %v", decoded.Bounds(), err)
	}
	if !bytes.Contains(img, []byte("pHYs\x00\x00\x45\x35")) { // 450 dpi: 17717 dots a metre
		t.Error("not at 450 dpi")
	}
	var one, scaled bytes.Buffer
	if err := c.SVG(&scaled); err != nil {
		t.Fatal(err)
	}
	c.Size.Scale = 1
	if err := c.SVG(&one); err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(one.String(), `width="640" height="420" viewBox`, `width="960" height="630" viewBox`, 1)
	if scaled.String() != want {
		t.Error(cmp.Diff(want, scaled.String()))
	}
	c.Size.Scale = 1.5
	l, err := c.Layout()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range l.Marks {
		if h := m.Box.Y1 - m.Box.Y0; m.Fill == Light.Grid && h != 2 {
			t.Errorf("a grid line of %v px at %v", h, m.Box)
		}
	}
}
