// Package typeset measures and breaks texts with the glyphs of the typefaces
// that they are drawn with: widths in px, lines, blocks that fit a box. It
// draws nothing and knows no chart.
//
// The default family is Liberation Sans, carried inside the program. A house
// brings its own by [Parse] and [NewFamily].
package typeset

import (
	"sync"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
)

// Family is a regular and a bold face that are set together.
type Family struct {
	Name    string // for messages, as "Liberation Sans"
	Regular *Face
	Bold    *Face
	CSS     string // value of font-family, for surfaces that leave the glyphs to a browser
}

// Heights of Liberation Sans as parts of the size of a text. They are the
// constants of every layout: a family that is taller is set smaller, see
// [NewFamily], so that its texts stand in the same boxes.
const (
	CapAccent = .867 // an É above the baseline; the bold one is .02 higher
	Descent   = .212 // below it
	Midline   = .35  // from the middle of a line down to its baseline
)

// Liberation is the default family. It is parsed once, when the first text is
// measured: nothing is parsed in a run of the program that draws nothing.
var Liberation = sync.OnceValue(func() *Family {
	embedded := func(ttf []byte) *Face {
		f, err := Parse(ttf)
		if err != nil {
			panic("typeset: embedded font: " + err.Error()) // the bytes are part of the program
		}
		return f
	}
	return &Family{
		Name: "Liberation Sans", CSS: "'Liberation Sans',Arimo,Arial,Helvetica,sans-serif",
		Regular: embedded(liberationsansregular.TTF), Bold: embedded(liberationsansbold.TTF),
	}
})

// NewFamily sets two faces together. Where an É of one of them is higher than
// that of Liberation's face of the same weight, or a descender deeper, both are
// set smaller by one factor: a text then stays within the box that layouts
// reckon with. The faces are the family's from then on.
func NewFamily(name, css string, regular, bold *Face) *Family {
	scale := min(regular.within(Liberation().Regular), bold.within(Liberation().Bold))
	regular.scale, bold.scale = scale, scale
	return &Family{Name: name, CSS: css, Regular: regular, Bold: bold}
}

// Face is the regular or the bold face.
func (f *Family) Face(bold bool) *Face {
	if bold {
		return f.Bold
	}
	return f.Regular
}

// Width is the width of a line of text in px, kerning included. size is in px.
func (f *Family) Width(s string, size float64, bold bool) float64 {
	return f.Face(bold).Width(s, size)
}

// Widest is the width in px of the widest of some lines.
func (f *Family) Widest(lines []string, size float64, bold bool) float64 {
	w := 0.0
	for _, s := range lines {
		w = max(w, f.Width(s, size, bold))
	}
	return w
}
