package chart

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"math"
	"sync"

	"golang.org/x/image/draw"
)

// Bounds of a logo: an SVG carries its bytes whole, and it signs a chart rather
// than fills it.
const (
	maxLogoBytes         = 1 << 20
	maxLogoSide          = 4000   // px
	minLogoUp, maxLogoUp = .5, 4  // height, b
	logoPart             = 1. / 3 // of the width between the margins, at most
	logoGap              = 1.5    // to the notes beside it, b
)

// Logo is a picture that stands at the right end of the last line, in place of
// a signature.
type Logo struct {
	Alt    string  // what it says, for those who do not see it
	Height float64 // in b

	data []byte // PNG
	img  image.Image

	mu     sync.Mutex
	scaled map[image.Point]*image.RGBA // by size: a large one takes longer to scale than a chart to draw
}

// NewLogo reads a PNG of at most 1 MB and 4000 px a side, drawn height b high
// (.5 to 4) on charts.
func NewLogo(data []byte, height float64, alt string) (*Logo, error) {
	if !(height >= minLogoUp && height <= maxLogoUp) {
		return nil, fmt.Errorf("a logo of %v label heights: it has %v to %v", height, minLogoUp, maxLogoUp)
	}
	if len(data) > maxLogoBytes {
		return nil, fmt.Errorf("the logo has %d kB, more than %d: every SVG carries it whole", len(data)>>10, maxLogoBytes>>10)
	}
	c, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("the logo is no PNG: %w", err)
	}
	if c.Width > maxLogoSide || c.Height > maxLogoSide { // before its pixels are unpacked
		return nil, fmt.Errorf("the logo has %dx%d px, more than %d a side", c.Width, c.Height, maxLogoSide)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("the logo is no whole PNG: %w", err)
	}
	if img.Bounds().Empty() {
		return nil, errors.New("the logo has no pixels")
	}
	return &Logo{Alt: alt, Height: height, data: data, img: img, scaled: map[image.Point]*image.RGBA{}}, nil
}

// at is the logo at a size in px.
func (l *Logo) at(size image.Point) *image.RGBA {
	l.mu.Lock()
	defer l.mu.Unlock()
	if out, ok := l.scaled[size]; ok {
		return out
	}
	out := image.NewRGBA(image.Rectangle{Max: size})
	draw.CatmullRom.Scale(out, out.Rect, l.img, l.img.Bounds(), draw.Src, nil)
	if len(l.scaled) < 64 {
		l.scaled[size] = out
	}
	return out
}

// sign is what stands at the right end of the last line: the theme's logo, else
// a text.
type sign struct {
	text string
	logo *Logo
	w, h float64 // px; h above the baseline
}

// sign measures what signs a chart in a frame of measure px. The house of a
// theme signs before the caller.
func (p *pen) sign(text string, size, measure float64) sign {
	if p.theme.Signature != "" {
		text = p.theme.Signature
	}
	if l := p.theme.Logo; l != nil {
		b := l.img.Bounds()
		h := l.Height * p.b
		w := h * float64(b.Dx()) / float64(b.Dy())
		if most := logoPart * measure; w > most {
			w, h = most, h*most/w
		}
		return sign{logo: l, w: math.Max(1, math.Round(w)), h: math.Max(1, math.Round(h))}
	}
	return sign{text: text, w: p.textWidth(text, size, true)}
}

// drawSign draws it with its right end at x, standing on the baseline y.
func (p *pen) drawSign(s sign, x, y, size float64) {
	x, y = math.Round(x), math.Round(y)
	if s.logo != nil {
		p.image(Box{x - s.w, y - s.h, x, y}, s.logo)
		return
	}
	p.textAt(s.text, x, y, size, right, true, p.theme.Note)
}
