package typeset

import (
	"fmt"
	"sync"
	"sync/atomic"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Face is a parsed font with the advances of the characters of European
// languages at hand: measuring texts is most of the work of laying out. It may
// be used by several goroutines at once.
type Face struct {
	font    *opentype.Font
	upem    fixed.Int26_6
	scale   float64            // at which part of the asked size it is set
	advance [firstSlow]float64 // in em
	glyph   [firstSlow]sfnt.GlyphIndex
	kern    [kernSide * kernSide]atomic.Int32 // of pairs of ASCII: 2k+1 in font units, 0 is not yet known
}

const (
	firstSlow = 0x250 // below: Latin with all accents
	kernSide  = 0x80
)

// buffers are what the font's tables are read with: 1.5 kB that would escape.
var buffers = sync.Pool{New: func() any { return new(sfnt.Buffer) }}

// Parse reads a TrueType or OpenType font of a single face.
func Parse(data []byte) (*Face, error) {
	f, err := opentype.Parse(data)
	if err != nil {
		return nil, err
	}
	t := &Face{font: f, upem: fixed.Int26_6(f.UnitsPerEm()), scale: 1}
	var buf sfnt.Buffer
	for r := rune(0); r < firstSlow; r++ {
		t.glyph[r], t.advance[r] = t.measure(&buf, r)
	}
	return t, nil
}

// Name is the name of the family that the font says it belongs to, as "Go".
func (t *Face) Name() string {
	name, err := t.font.Name(nil, sfnt.NameIDFamily)
	if err != nil || name == "" {
		return "the font"
	}
	return name
}

// measure looks up glyph and advance (em) of a character in the font.
func (t *Face) measure(buf *sfnt.Buffer, r rune) (sfnt.GlyphIndex, float64) {
	g, err := t.font.GlyphIndex(buf, r)
	if err != nil {
		return 0, 0
	}
	adv, err := t.font.GlyphAdvance(buf, g, t.upem, font.HintingNone)
	if err != nil {
		return g, 0
	}
	return g, float64(adv) / float64(t.upem)
}

// kerning is the correction in em between two characters.
func (t *Face) kerning(buf *sfnt.Buffer, a, b rune, ga, gb sfnt.GlyphIndex) float64 {
	known := a < kernSide && b < kernSide
	if known {
		if k := t.kern[a*kernSide+b].Load(); k != 0 {
			return float64(k>>1) / float64(t.upem)
		}
	}
	k, err := t.font.Kern(buf, ga, gb, t.upem, font.HintingNone)
	if err != nil {
		k = 0
	}
	if known {
		t.kern[a*kernSide+b].Store(int32(k)<<1 | 1)
	}
	return float64(k) / float64(t.upem)
}

// Width is the width of a line of text in px, kerning included. size is in px.
func (t *Face) Width(s string, size float64) float64 {
	buf := buffers.Get().(*sfnt.Buffer)
	defer buffers.Put(buf)
	var before rune
	var glyphBefore sfnt.GlyphIndex
	width := 0.0
	for i, r := range s {
		r = Printable(r)
		var g sfnt.GlyphIndex
		var adv float64
		if r < firstSlow {
			g, adv = t.glyph[r], t.advance[r]
		} else {
			g, adv = t.measure(buf, r)
		}
		if i > 0 {
			width += t.kerning(buf, before, r, glyphBefore, g)
		}
		width += adv
		before, glyphBefore = r, g
	}
	return width * t.Set(size)
}

// Set is the size in px at which a text of the asked size is set: smaller in a
// face that is taller than Liberation, see [NewFamily].
func (t *Face) Set(size float64) float64 { return size * t.scale }

// Open is a face to draw texts of the asked size (px) with, map them by
// [Printable] first. It is not safe for concurrent use.
func (t *Face) Open(size float64) (font.Face, error) {
	f, err := opentype.NewFace(t.font, &opentype.FaceOptions{Size: t.Set(size), DPI: 72}) // a point is a pixel
	if err != nil {
		return nil, fmt.Errorf("typeset: no face of %v px: %w", t.Set(size), err)
	}
	return f, nil
}

// Printable replaces the characters that many fonts lack and that have a
// twin: the no-break hyphen and the spaces of French and Portuguese numbers.
func Printable(r rune) rune {
	switch r {
	case '\u2011':
		return '-'
	case '\u202f', '\u2009', '\t', '\n', '\r':
		return '\u00a0'
	}
	return r
}

// Has says whether the font can print r.
func (t *Face) Has(r rune) bool {
	r = Printable(r)
	if r < firstSlow {
		return t.glyph[r] != 0
	}
	g, err := t.font.GlyphIndex(nil, r)
	return err == nil && g != 0
}

// heights are how far an É stands above the baseline and how far the deepest
// descender below it, in em; 0 where the font has no such glyphs.
func (t *Face) heights() (up, down float64) {
	var buf sfnt.Buffer
	for _, r := range "Égjpqyç" {
		box, _, err := t.font.GlyphBounds(&buf, t.glyph[r], t.upem, font.HintingNone)
		if err != nil || t.glyph[r] == 0 {
			continue
		}
		if r == 'É' {
			up = -float64(box.Min.Y) / float64(t.upem)
			continue
		}
		down = max(down, float64(box.Max.Y)/float64(t.upem))
	}
	return up, down
}

// within is the part of its size at which the face is no taller than another
// one; 1 where it is not.
func (t *Face) within(other *Face) float64 {
	up, down := t.heights()
	mostUp, mostDown := other.heights()
	return min(mostUp/max(up, mostUp), mostDown/max(down, mostDown))
}
