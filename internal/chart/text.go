package chart

import (
	"math"
	"strings"
	"sync"
	"sync/atomic"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	stdfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
)

// Heights of Liberation Sans as parts of its size.
const (
	capAccent = .867 // an accented capital above the baseline
	descent   = .212 // below it
	midline   = .35  // from the middle of a line down to its baseline
)

// typeface is a parsed font with the advances of the characters of European
// languages at hand: measuring texts is most of the work of laying out.
type typeface struct {
	face    font.Face // gonum's: it opens faces for drawing
	upem    fixed.Int26_6
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

// fonts parses the two faces once, when the first text is measured: nothing
// is parsed in a run of the program that draws nothing.
var fonts = sync.OnceValue(func() [2]*typeface {
	return [2]*typeface{
		newTypeface(liberationsansregular.TTF, stdfont.WeightNormal),
		newTypeface(liberationsansbold.TTF, stdfont.WeightBold),
	}
})

func newTypeface(ttf []byte, weight stdfont.Weight) *typeface {
	f, err := opentype.Parse(ttf)
	if err != nil {
		panic("chart: embedded font: " + err.Error()) // the bytes are part of the program
	}
	t := &typeface{
		face: font.Face{Font: font.Font{Typeface: "Liberation", Variant: "Sans", Weight: weight}, Face: f},
		upem: fixed.Int26_6(f.UnitsPerEm()),
	}
	var buf sfnt.Buffer
	for r := rune(0); r < firstSlow; r++ {
		t.glyph[r], t.advance[r] = t.measure(&buf, r)
	}
	return t
}

// measure looks up glyph and advance (em) of a character in the font.
func (t *typeface) measure(buf *sfnt.Buffer, r rune) (sfnt.GlyphIndex, float64) {
	g, err := t.face.Face.GlyphIndex(buf, r)
	if err != nil {
		return 0, 0
	}
	adv, err := t.face.Face.GlyphAdvance(buf, g, t.upem, stdfont.HintingNone)
	if err != nil {
		return g, 0
	}
	return g, float64(adv) / float64(t.upem)
}

// typefaceOf is the regular or the bold face.
func typefaceOf(bold bool) *typeface {
	if bold {
		return fonts()[1]
	}
	return fonts()[0]
}

// kerning is the correction in em between two characters.
func (t *typeface) kerning(buf *sfnt.Buffer, a, b rune, ga, gb sfnt.GlyphIndex) float64 {
	known := a < kernSide && b < kernSide
	if known {
		if k := t.kern[a*kernSide+b].Load(); k != 0 {
			return float64(k>>1) / float64(t.upem)
		}
	}
	k, err := t.face.Face.Kern(buf, ga, gb, t.upem, stdfont.HintingNone)
	if err != nil {
		k = 0
	}
	if known {
		t.kern[a*kernSide+b].Store(int32(k)<<1 | 1)
	}
	return float64(k) / float64(t.upem)
}

// textWidth is the width of a line of text in px, kerning included.
func textWidth(s string, size float64, bold bool) float64 {
	t := typefaceOf(bold)
	buf := buffers.Get().(*sfnt.Buffer)
	defer buffers.Put(buf)
	var before rune
	var glyphBefore sfnt.GlyphIndex
	width := 0.0
	for i, r := range s {
		r = printable(r)
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
	return width * size
}

// printable replaces the characters that Liberation lacks and that have a
// twin: the no-break hyphen and the spaces of French and Portuguese numbers.
func printable(r rune) rune {
	switch r {
	case '\u2011':
		return '-'
	case '\u202f', '\u2009', '\t', '\n', '\r':
		return '\u00a0'
	}
	return r
}

// hasGlyph says whether the font can print r.
func (t *typeface) hasGlyph(r rune) bool {
	r = printable(r)
	if r < firstSlow {
		return t.glyph[r] != 0
	}
	g, err := t.face.Face.GlyphIndex(nil, r)
	return err == nil && g != 0
}

// words splits a text at U+0020 only: U+00A0 holds words together.
func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' })
}

// wrap breaks a text into lines of at most measure px. A word that is wider
// than the measure is broken inside.
func wrap(s string, size float64, bold bool, measure float64) []string {
	var lines []string
	line := ""
	for _, word := range words(s) {
		joined := word
		if line != "" {
			joined = line + " " + word
		}
		if textWidth(joined, size, bold) <= measure {
			line = joined
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for textWidth(word, size, bold) > measure {
			head := cut(word, size, bold, measure)
			if head == word {
				break
			}
			lines = append(lines, head)
			word = word[len(head):]
		}
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// cut is the longest beginning of s that is at most measure px wide, at least
// one character.
func cut(s string, size float64, bold bool, measure float64) string {
	end := len(s)
	for i := range s {
		if i > 0 && textWidth(s[:i], size, bold) > measure {
			return s[:end]
		}
		if i > 0 {
			end = i
		}
	}
	if textWidth(s, size, bold) > measure && end < len(s) {
		return s[:end]
	}
	return s
}

// balance wraps to the smallest measure that keeps the number of lines, so
// that no line is left nearly empty.
func balance(s string, size float64, bold bool, measure float64) []string {
	best := wrap(s, size, bold, measure)
	if len(best) < 2 {
		return best
	}
	lo, hi := measure/float64(len(best))*.8, fitted{best, size, bold}.width()
	for hi-lo > 1 {
		mid := (lo + hi) / 2
		if lines := wrap(s, size, bold, mid); len(lines) <= len(best) && !breaksWord(lines, s) {
			best = lines
			hi = fitted{best, size, bold}.width()
		} else {
			lo = mid
		}
	}
	return best
}

// breaksWord says whether a word of s was broken to make the lines.
func breaksWord(lines []string, s string) bool {
	return strings.Join(lines, " ") != strings.Join(words(s), " ")
}

// balanceShort balances only when the last line is below 30 % of the measure.
func balanceShort(s string, size float64, bold bool, measure float64) []string {
	lines := wrap(s, size, bold, measure)
	if n := len(lines); n > 1 && textWidth(lines[n-1], size, bold) < .3*measure {
		return balance(s, size, bold, measure)
	}
	return lines
}

// fitted is a text made to fit a box: lines at a size.
type fitted struct {
	lines []string
	size  float64 // px
	bold  bool
}

const lineOfBlock = 1.12 // distance of the baselines of a block, in sizes

func (f fitted) width() float64 {
	w := 0.0
	for _, l := range f.lines {
		w = math.Max(w, textWidth(l, f.size, f.bold))
	}
	return w
}

func (f fitted) height() float64 {
	return (float64(len(f.lines)-1)*lineOfBlock + capAccent + descent) * f.size
}

// fit sets a text in a box of w x h px: on one line when it fits, else on
// balanced lines, else smaller (down to .7 of the size), else cut with an
// ellipsis. It never leaves the box.
func fit(s string, size float64, bold bool, w, h float64) fitted {
	for _, part := range []float64{1, .92, .84, .77, .7} {
		f := fitted{balance(s, size*part, bold, w), size * part, bold}
		if f.height() <= h && f.width() <= w && !breaksWord(f.lines, s) {
			return f
		}
	}
	f := fitted{wrap(s, size*.7, bold, w), size * .7, bold}
	for f.height() > h && len(f.lines) > 1 {
		f.lines = f.lines[:len(f.lines)-1]
		last := f.lines[len(f.lines)-1]
		f.lines[len(f.lines)-1] = cut(last, f.size, bold, w-textWidth("…", f.size, bold)) + "…"
	}
	return f
}
