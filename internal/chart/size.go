package chart

import (
	"fmt"
	"math"
	"strconv"
)

// Size is the size of an image and the lengths that follow from it. A Size of
// only Width and Height is completed by the rules of the style.
type Size struct {
	Name          string
	Width, Height int     // pixels
	B             float64 // size of a label in pixels, the unit of all lengths
	Top, Bottom   float64 // margins in pixels: above the title, below the last baseline
	DPI           int     // printed dots per inch, 0 when it is a screen's matter

	// Scale multiplies the pixels of the image and with them all lengths, as 2
	// for dense screens; 0 is 1. What is drawn is the same.
	Scale float64
}

// The sizes of the style.
var (
	Web    = Size{Name: "web", Width: 1600, Height: 900, B: 24, Top: 48, Bottom: 37}
	Social = Size{Name: "social", Width: 1200, Height: 630, B: 21, Top: 42, Bottom: 33}
	Square = Size{Name: "square", Width: 1080, Height: 1080, B: 25, Top: 50, Bottom: 39}
	Story  = Size{Name: "story", Width: 1080, Height: 1920, B: 32, Top: .13 * 1920, Bottom: .15 * 1920}
	Slide  = Size{Name: "slide", Width: 1920, Height: 1080, B: 28, Top: 56, Bottom: 44}
	Paper  = Size{Name: "print", Width: 2055, Height: 1300, B: 31, Top: 62, Bottom: 48, DPI: 300}
)

// Sizes returns the sizes of the style, Web first.
func Sizes() []Size { return []Size{Web, Social, Square, Story, Slide, Paper} }

const (
	minSide   = 100        // px
	maxPixels = 40_000_000 // a canvas of 160 MB
)

// Check says why an image of this size cannot be drawn.
func (s Size) Check() error {
	_, err := s.complete()
	return err
}

// Own is a size of one's own, in pixels, from which the other lengths follow; 0 is what
// keeps the proportion of the size that it is made of.
func (s Size) Own(width, height int) Size {
	switch {
	case width == 0 && height == 0:
		return s
	case width == 0:
		width = int(math.Round(float64(height) * float64(s.Width) / float64(s.Height)))
	case height == 0:
		height = int(math.Round(float64(width) * float64(s.Height) / float64(s.Width)))
	}
	return Size{Name: "own", Width: width, Height: height, DPI: s.DPI}
}

// complete fills in what the style derives from width and height.
func (s Size) complete() (Size, error) {
	if s.Width == 0 && s.Height == 0 {
		scale := s.Scale
		s = Web
		s.Scale = scale
	}
	if s.Scale == 0 {
		s.Scale = 1
	}
	if err := s.checkPixels(); err != nil {
		return s, err
	}
	if math.IsNaN(s.B) || s.B < 0 || s.B > float64(min(s.Width, s.Height)) {
		return s, fmt.Errorf("chart: labels of %v px do not fit an image of %dx%d px", s.B, s.Width, s.Height)
	}
	if s.B == 0 {
		s.B = labelSize(s.Width, s.Height)
	}
	if s.Top == 0 {
		s.Top = 2 * s.B
	}
	if s.Bottom == 0 {
		s.Bottom = math.Round(1.55 * s.B)
	}
	return s, nil
}

// Pixels are the sides of an image of this size.
func (s Size) Pixels() (w, h int) {
	if s.Scale == 0 {
		s.Scale = 1
	}
	return s.pixels()
}

// pixels are the sides of the image of a complete size.
func (s Size) pixels() (w, h int) {
	return int(math.Round(float64(s.Width) * s.Scale)), int(math.Round(float64(s.Height) * s.Scale))
}

// dpi grows with the pixels: the size on paper stays.
func (s Size) dpi() int { return int(math.Round(float64(s.DPI) * s.Scale)) }

// checkPixels says why an image of that many pixels cannot be drawn.
func (s Size) checkPixels() error {
	limits := fmt.Sprintf("each side needs %d px or more, and an image has at most %d million pixels", minSide, maxPixels/1_000_000)
	k := s.Scale
	if !(k > 0) || math.IsInf(k, 0) {
		return fmt.Errorf("chart: a scale of %v: take a number above 0, as 2 for dense screens", s.Scale)
	}
	w, h := float64(s.Width)*k, float64(s.Height)*k
	what := fmt.Sprintf("%dx%d px", s.Width, s.Height)
	if k != 1 {
		what = fmt.Sprintf("%dx%d px at scale %v, that is %sx%s,", s.Width, s.Height, k, pixels(w), pixels(h))
	}
	switch {
	case math.Round(w) < minSide || math.Round(h) < minSide:
		return fmt.Errorf("chart: %s is too small: %s", what, limits)
	case math.Round(w)*math.Round(h) > maxPixels:
		return fmt.Errorf("chart: %s is too large: %s", what, limits)
	}
	return nil
}

// pixels prints a number of pixels, of whatever size.
func pixels(v float64) string {
	if v < 1e9 {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return strconv.FormatFloat(v, 'g', 3, 64)
}

// labelSize is b of a size that is not in the table: the wider the image, the
// smaller its labels are in proportion.
func labelSize(w, h int) float64 {
	part := 43.0
	switch ratio := float64(w) / float64(h); {
	case ratio > 1.25:
		part = 66
	case ratio < .8:
		part = 34
	}
	return math.Max(18, math.Round(float64(w)/part))
}
