package chart

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"tradestats/internal/typeset"
)

// columns are the columns of a table: their heads and where they stand.
type columns struct {
	heads        []string
	years        bool // heads are whole numbers that rise by one
	x0, x1       float64
	fitted       []fitted   // of items
	above, below float64    // room of the heads, px
	bounds       [2]float64 // that years must not cross, px; those of the plot when zero
}

func newColumns(heads []string, x0, x1 float64) columns {
	c := columns{heads: heads, x0: math.Round(x0), x1: x1, years: true}
	for i, s := range heads {
		y, err := strconv.Atoi(s)
		if err != nil || len(s) != 4 || i > 0 && s <= heads[i-1] || y < 1000 {
			c.years = false
		}
	}
	return c
}

func (c columns) pitch() float64 { return (c.x1 - c.x0) / float64(len(c.heads)) }

func (c columns) sides(i int) (x0, x1 float64) {
	return c.x0 + float64(i)*c.pitch(), c.x0 + float64(i+1)*c.pitch()
}

// setHeads makes room for the heads: one line of years below, or items in as
// many lines as they need above.
func (c *columns) setHeads(p *pen) error {
	if c.years {
		c.below = underYear * p.b
		return nil
	}
	for _, s := range c.heads {
		f := p.fit(s, panelTickSize*p.b, false, c.pitch()-.35*p.b, 4.6*p.b)
		torn := cutShort(f.lines, s) || typeset.BreaksWord(f.lines, s) && c.pitch() < 6*p.b
		if torn || c.pitch() < p.b {
			return fmt.Errorf("%q and the other %d heads of columns do not fit %.0f px each: shorten them, show fewer columns or take a wider size", s, len(c.heads)-1, c.pitch())
		}
		c.fitted = append(c.fitted, f)
		c.above = math.Max(c.above, f.height()+.3*p.b)
	}
	return nil
}

// cutShort says whether a text that did not fit ends in an ellipsis.
func cutShort(lines []string, s string) bool {
	return len(lines) > 0 && strings.HasSuffix(lines[len(lines)-1], "…") && !strings.HasSuffix(s, "…")
}

// drawHeads writes the items above the cells, or the years below them: all
// that fit, else at steps, first and last always.
func (c columns) drawHeads(p *pen, top, bottom float64) {
	size := panelTickSize * p.b
	for i, f := range c.fitted {
		x0, x1 := c.sides(i)
		p.block(f, (x0+x1-p.cellGap())/2, top-.15*p.b-f.height()/2, centre, p.theme.Tick, lineOfBlock*f.size)
	}
	if !c.years {
		return
	}
	w, bounds := p.widest(c.heads, size, false), c.bounds
	if bounds[1] == 0 {
		bounds = [2]float64{p.plot.X0, p.plot.X1}
	}
	for _, i := range c.steps(w, .35*p.b) {
		x0, x1 := c.sides(i)
		at := math.Max(bounds[0]+w/2, math.Min((x0+x1-p.cellGap())/2, bounds[1]-w/2))
		p.label(c.heads[i], at, bottom+.78*p.b, size, centre, false, p.theme.Tick)
	}
}

// steps are the columns whose years are written.
func (c columns) steps(w, gap float64) []int {
	n := len(c.heads)
	first, _ := strconv.Atoi(c.heads[0])
	last, _ := strconv.Atoi(c.heads[n-1])
	var out []int
	switch {
	case w+gap <= c.pitch():
		for i := range c.heads {
			out = append(out, i)
		}
	case n > 1 && (w+gap > c.pitch()*float64(n-1)):
		out = []int{n - 1}
	case last-first == n-1:
		for _, y := range yearTicks(first, last, c.pitch()*float64(n-1), w) {
			out = append(out, y-first)
		}
	default:
		out = []int{0, n - 1}
	}
	return out
}
