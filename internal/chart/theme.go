package chart

import (
	"image/color"
	"math"

	"tradestats/internal/typeset"
)

// Theme is a palette. Marks contrast at least 3:1 with the ground, texts at
// least 4.5:1; the categories stay apart for colour-blind readers in order.
type Theme struct {
	Name       string
	Ground     color.NRGBA
	Ink        color.NRGBA // title, names
	Subtitle   color.NRGBA
	Tick       color.NRGBA // text of axes
	Note       color.NRGBA // notes, source, signature
	Grid       color.NRGBA
	Zero       color.NRGBA // zero line
	Muted      color.NRGBA // marks that step back
	MutedText  color.NRGBA // their labels
	Context    color.NRGBA // lines without label
	Highlight  color.NRGBA
	NoData     color.NRGBA
	Categories []color.NRGBA // in the order of use
	NamedPair  [2]int        // categories of the two named series beside a highlight
	Dashes     [][]float64   // dash of each category in b, where colours are too few
	Sequential []color.NRGBA // 7 steps, low to high; derived from the first category when nil
	Diverging  []color.NRGBA // 7 steps around the middle one; derived from two categories when nil
	Striped    bool          // steps below the centre are striped as well: greys have no second hue

	Family *typeset.Family // Liberation Sans when nil

	// A house signs its charts: with its logo, else with its signature, in
	// place of the Signature of a Chart.
	Logo      *Logo
	Signature string
	Fills     []Fill // areas of each category, where colours are too few; empty: the colours alone
}

// The themes of the style.
var (
	Light = &Theme{
		Name: "light", Ground: rgb(0xFFFFFF), Ink: rgb(0x16191D), Subtitle: rgb(0x4A5058), Tick: rgb(0x5B626B), Note: rgb(0x666D76),
		Grid: rgb(0xE1E4E8), Zero: rgb(0x2B3036), Muted: rgb(0x838FA0), MutedText: rgb(0x6B727B), Context: rgb(0xC3C9D0),
		Highlight: rgb(0xC8102E), NoData: rgb(0xF1F2F4), NamedPair: [2]int{0, 1},
		Categories: []color.NRGBA{rgb(0x306CE1), rgb(0xD67B19), rgb(0x146147), rgb(0xB11A80), rgb(0x766107), rgb(0x161C3C), rgb(0x169EB1), rgb(0x5E1C0E)},
		Sequential: lightSequential, Diverging: lightDiverging,
	}
	Dark = &Theme{
		Name: "dark", Ground: rgb(0x12171F), Ink: rgb(0xF2F4F7), Subtitle: rgb(0xC3C9D1), Tick: rgb(0xA9B1BC), Note: rgb(0x98A1AD),
		Grid: rgb(0x2B323D), Zero: rgb(0xC9D0D9), Muted: rgb(0x6E7A8A), MutedText: rgb(0x9AA3AF), Context: rgb(0x4C5562),
		Highlight: rgb(0xFF6B5E), NoData: rgb(0x1D242E), NamedPair: [2]int{0, 2},
		Categories: []color.NRGBA{rgb(0x5E9CF8), rgb(0xEB9855), rgb(0x4BE1B7), rgb(0xB7679A), rgb(0xF5EA5C), rgb(0x685FD8), rgb(0xD0EDFC), rgb(0xB0553E)},
		Sequential: darkSequential, Diverging: darkDiverging,
	}
	Print = &Theme{
		Name: "print", Ground: rgb(0xFFFFFF), Ink: rgb(0x000000), Subtitle: rgb(0x333333), Tick: rgb(0x444444), Note: rgb(0x555555),
		Grid: rgb(0xD9D9D9), Zero: rgb(0x000000), Muted: rgb(0x8A8A8A), MutedText: rgb(0x555555), Context: rgb(0xBDBDBD),
		Highlight: rgb(0x000000), NoData: rgb(0xFFFFFF), NamedPair: [2]int{0, 1},
		Categories: []color.NRGBA{rgb(0x2E2E2E), rgb(0x5C5C5C), rgb(0x8A8A8A)}, // off the black highlight
		Dashes:     [][]float64{nil, {.5, .22}, {.14, .16}},
		Fills: []Fill{ // neighbours differ in tone and in pattern
			{Color: rgb(0x1A1A1A)}, {Color: rgb(0xFFFFFF), Pattern: Rising, Line: rgb(0x1A1A1A)}, {Color: rgb(0x8A8A8A)},
			{Color: rgb(0x595959), Pattern: Falling, Line: rgb(0xFFFFFF)}, {Color: rgb(0xE3E3E3), Line: rgb(0x595959)},
		},
		Sequential: printSequential, Diverging: printDiverging, Striped: true,
	}
)

// Themes returns the themes of the style, Light first.
func Themes() []*Theme { return []*Theme{Light, Dark, Print} }

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 255}
}

// family is the typefaces of the theme.
func (t *Theme) family() *typeset.Family {
	if t.Family == nil {
		return typeset.Liberation()
	}
	return t.Family
}

// category is the i-th categorical colour; muted beyond the last.
func (t *Theme) category(i int) color.NRGBA {
	if i < 0 || i >= len(t.Categories) {
		return t.Muted
	}
	return t.Categories[i]
}

// dash is the dash of the i-th category in b; nil is a full line.
func (t *Theme) dash(i int) []float64 {
	if i < 0 || i >= len(t.Dashes) {
		return nil
	}
	return t.Dashes[i]
}

// readable is c, darkened (on a dark ground lightened) by steps of 4 % until
// text of that colour contrasts 4.5:1 with the ground.
func (t *Theme) readable(c color.NRGBA) color.NRGBA {
	toward := color.NRGBA{A: 255}
	if luminance(t.Ground) < .18 {
		toward = rgb(0xFFFFFF)
	}
	for k := 0; k <= 25; k++ {
		if d := mix(c, toward, .04*float64(k)); contrast(d, t.Ground) >= 4.5 {
			return d
		}
	}
	return t.Ink
}

// on is the colour of a text on a mark of colour c: ground or ink, whichever
// contrasts more.
func (t *Theme) on(c color.NRGBA) color.NRGBA {
	if contrast(t.Ground, c) >= contrast(t.Ink, c) {
		return t.Ground
	}
	return t.Ink
}

// look is how a series, bar or row is drawn.
type look struct {
	mark, text color.NRGBA
	dash       []float64 // in b
	width      float64   // of a line, in b
	bold       bool
	rank       int // what is drawn later and dropped last
}

const (
	rankContext = iota
	rankMuted
	rankPlain
	rankNamed
	rankHighlight
)

// few are as many as a reader tells apart by a key.
const few = 5

// looks gives each emphasis of a chart its look: with a highlight or named
// ones the plain are muted, without they take the categories in order, unless
// they are more than a few.
func (t *Theme) looks(emphases []Emphasis) []look { return t.looksOf(emphases, few) }

// looksOf is looks where as many as most plain ones take a category.
func (t *Theme) looksOf(emphases []Emphasis, most int) []look {
	plain, loud := 0, false
	for _, e := range emphases {
		switch e {
		case Plain:
			plain++
		case Highlight, Named:
			loud = true
		}
	}
	mute := loud || plain > most || plain > len(t.Categories)
	out := make([]look, len(emphases))
	nextPlain, nextNamed := 0, 0
	for i, e := range emphases {
		switch {
		case e == Context:
			out[i] = look{mark: t.Context, text: t.MutedText, width: .06, rank: rankContext}
		case e == Highlight:
			out[i] = look{mark: t.Highlight, text: t.readable(t.Highlight), width: .2, bold: true, rank: rankHighlight}
		case e == Named && nextNamed < len(t.NamedPair):
			out[i] = t.categorical(t.NamedPair[nextNamed], rankNamed)
			nextNamed++
		case mute || e == Named:
			out[i] = look{mark: t.Muted, text: t.MutedText, width: .115, rank: rankMuted}
		default:
			out[i] = t.categorical(nextPlain, rankPlain)
			if plain <= few {
				out[i].width = .14 // none muted behind them
			}
			nextPlain++
		}
	}
	return out
}

func (t *Theme) categorical(i, rank int) look {
	c := t.category(i)
	return look{mark: c, text: t.readable(c), dash: t.dash(i), width: .115, rank: rank}
}

// mix is a and b in the proportions 1-f and f.
func mix(a, b color.NRGBA, f float64) color.NRGBA {
	m := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + (float64(y)-float64(x))*f)) }
	return color.NRGBA{R: m(a.R, b.R), G: m(a.G, b.G), B: m(a.B, b.B), A: 255}
}

// faded is c at an opacity of 0 to 1.
func faded(c color.NRGBA, alpha float64) color.NRGBA {
	c.A = uint8(math.Round(255 * alpha))
	return c
}
