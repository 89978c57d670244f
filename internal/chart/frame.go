package chart

import (
	"math"
	"slices"
	"strings"

	"tradestats/internal/typeset"
)

// Sizes and lines of the frame's texts, in b and in sizes.
const (
	titleSize, titleLine       = 1.85, 1.18
	subtitleSize, subtitleLine = 1.12, 1.3
	noteSize, noteLine         = .80, 1.36
	tickSize, panelTickSize    = .92, .84
)

// drawFrame draws title, subtitle, notes, source and signature and returns
// the room between them.
func drawFrame(p *pen, c Chart) Box {
	x0, x1 := 2*p.b, p.width-2*p.b
	top := drawHead(p, c, x0, x1-x0)
	bottom := drawFoot(p, c, x0, x1)
	return Box{x0, math.Round(top), x1, math.Round(bottom)}
}

// drawHead returns the top of the plot.
func drawHead(p *pen, c Chart, x, measure float64) float64 {
	y := c.Size.Top
	if c.Title != "" {
		lines, size := p.titleLines(c.Title, measure)
		for _, s := range lines {
			p.textAt(s, x, y+.76*size, size, left, true, p.theme.Ink)
			y += titleLine * size
		}
		y += .12 * p.b
	}
	if c.Subtitle != "" {
		size := math.Round(subtitleSize * p.b)
		for _, s := range p.balanceShort(c.Subtitle, size, false, measure) {
			p.textAt(s, x, y+.86*size, size, left, false, p.theme.Subtitle)
			y += subtitleLine * size
		}
	}
	if c.Title != "" || c.Subtitle != "" {
		y += .85 * p.b
	}
	return y
}

// titleLines balances a title; one that does not fit three lines is set
// smaller, down to the size of a subtitle.
func (p *pen) titleLines(s string, measure float64) ([]string, float64) {
	for part := titleSize; ; part *= .94 {
		size := math.Round(part * p.b)
		lines := p.balance(s, size, true, measure)
		if len(lines) <= 3 && !typeset.BreaksWord(lines, s) || part < subtitleSize {
			return lines, size
		}
	}
}

// drawFoot stands on the bottom margin and returns the bottom of the plot.
func drawFoot(p *pen, c Chart, x0, x1 float64) float64 {
	size := math.Round(noteSize * p.b)
	base := math.Round(p.height - c.Size.Bottom)
	var paragraphs [][]string
	for _, text := range append(c.Notes[:len(c.Notes):len(c.Notes)], c.Source) {
		if text != "" {
			paragraphs = append(paragraphs, p.balanceShort(text, size, false, x1-x0))
		}
	}
	s := p.sign(c.Signature, size, x1-x0)
	if s.w > 0 {
		p.makeRoom(paragraphs, s, size, x1-x0)
		p.drawSign(s, x1, base, size)
	}
	lines := slices.Concat(paragraphs...)
	if len(lines) == 0 && s.w == 0 {
		return base
	}
	y := base - float64(max(len(lines)-1, 0))*noteLine*size
	top := math.Min(math.Round(y)-.75*size, base-s.h)
	for _, s := range lines {
		p.textAt(s, x0, y, size, left, false, p.theme.Note)
		y += noteLine * size
	}
	return top - .95*p.b
}

// makeRoom breaks the last paragraphs anew where their lines would meet what
// signs the chart: a text stands beside the last line, a logo beside several.
func (p *pen) makeRoom(paragraphs [][]string, s sign, size, measure float64) {
	beside := 1 // lines from the bottom
	for float64(beside)*noteLine*size-descent*size < s.h+.3*p.b {
		beside++
	}
	for i := len(paragraphs) - 1; i >= 0 && beside > 0; i-- {
		paragraphs[i] = p.leaveRoom(paragraphs[i], beside, size, measure, measure-s.w-logoGap*p.b)
		beside -= len(paragraphs[i])
	}
}

// leaveRoom breaks a paragraph anew, to a smaller measure each time, until its
// last n lines are at most room px wide.
func (p *pen) leaveRoom(lines []string, n int, size, measure, room float64) []string {
	text := strings.Join(lines, " ")
	for part := 1.0; part > .55; part -= .03 {
		again := p.balanceShort(text, size, false, part*measure)
		if p.widest(again[max(0, len(again)-n):], size, false) <= room {
			return again
		}
	}
	return p.balance(text, size, false, room)
}
