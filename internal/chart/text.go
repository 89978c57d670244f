package chart

import (
	"math"
	"strings"

	"tradestats/internal/typeset"
)

// Heights of a text as parts of its size, the same in every family.
const (
	capAccent   = typeset.CapAccent   // an accented capital above the baseline
	descent     = typeset.Descent     // below it
	midline     = typeset.Midline     // from the middle of a line down to its baseline
	lineOfBlock = typeset.LineOfBlock // distance of the baselines of a block
)

// fitted is a text made to fit a box: lines at a size.
type fitted struct {
	lines []string
	size  float64 // px
	bold  bool
	wide  float64 // px
}

func (f fitted) width() float64 { return f.wide }

func (f fitted) height() float64 { return typeset.Height(len(f.lines), f.size) }

// set makes a block of lines that are broken already.
func (p *pen) set(lines []string, size float64, bold bool) fitted {
	return fitted{lines, size, bold, p.widest(lines, size, bold)}
}

// fit sets a text in a box of w x h px, see [typeset.Family.Fit].
func (p *pen) fit(s string, size float64, bold bool, w, h float64) fitted {
	lines, size := p.family.Fit(s, size, bold, w, h)
	return p.set(lines, size, bold)
}

// textWidth is the width of a line of text in px, kerning included.
func (p *pen) textWidth(s string, size float64, bold bool) float64 {
	return p.family.Width(s, size, bold)
}

// widest is the width in px of the widest text.
func (p *pen) widest(texts []string, size float64, bold bool) float64 {
	return p.family.Widest(texts, size, bold)
}

// wrap breaks a text into lines of at most measure px.
func (p *pen) wrap(s string, size float64, bold bool, measure float64) []string {
	return p.family.Wrap(s, size, bold, measure)
}

// balance wraps to the smallest measure that keeps the number of lines.
func (p *pen) balance(s string, size float64, bold bool, measure float64) []string {
	return p.family.Balance(s, size, bold, measure)
}

// named sets a name in lines, which break at spaces only: one of a single long word is
// wider than the measure, up to half the image.
func (p *pen) named(s string, size float64, bold bool, measure float64) []string {
	for _, word := range strings.Split(s, " ") {
		measure = math.Max(measure, math.Min(p.textWidth(word, size, bold), .5*p.width))
	}
	return p.balance(s, size, bold, measure)
}

// balanceShort balances only when the last line is below 30 % of the measure.
func (p *pen) balanceShort(s string, size float64, bold bool, measure float64) []string {
	return p.family.BalanceShort(s, size, bold, measure)
}
