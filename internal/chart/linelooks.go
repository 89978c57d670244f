package chart

import "image/color"

// greyLine is how a line is told from others where there is no colour.
type greyLine struct {
	tone  color.NRGBA
	dash  []float64 // in b; nil is a full line
	width float64   // in b
}

// greyLines are as many lines as a reader of black and white can follow: no two have
// the same dash and weight, and neighbours differ in tone too.
var greyLines = []greyLine{
	{rgb(0x2E2E2E), nil, .14},
	{rgb(0x5C5C5C), []float64{.5, .22}, .14},
	{rgb(0x8A8A8A), []float64{.14, .16}, .16},
	{rgb(0x2E2E2E), []float64{.5, .18, .1, .18}, .13},
	{rgb(0x8A8A8A), nil, .2},
	{rgb(0x2E2E2E), []float64{.1, .32}, .13},
	{rgb(0x5C5C5C), []float64{.9, .18, .1, .18, .1, .18}, .14},
	{rgb(0x2E2E2E), nil, .06},
}

// lineLooks are the looks of lines, which may cross: as many as a theme has colours have
// one each where none is louder, for with a label at its end a line is followed by its
// colour. In a theme of greys each has a dash and a weight of its own, unless there are
// more than can be told apart. Beside a highlight the others keep one tone and are
// thinner, for they step back.
func (t *Theme) lineLooks(emphases []Emphasis) []look {
	if t.Dashes == nil {
		return t.looksOf(emphases, len(t.Categories))
	}
	out := t.looks(emphases)
	var grey []int
	loud := false
	for i, l := range out {
		switch l.rank {
		case rankMuted, rankPlain:
			grey = append(grey, i)
		case rankNamed, rankHighlight:
			loud = true
		}
	}
	if len(grey) > len(greyLines) {
		return out
	}
	for k, i := range grey {
		g := greyLines[k]
		out[i].dash, out[i].width = g.dash, .8*g.width
		if !loud {
			out[i].mark, out[i].text, out[i].width = g.tone, t.readable(g.tone), g.width
		}
	}
	return out
}
