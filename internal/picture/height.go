package picture

import (
	"slices"

	"tradestats/internal/chart"
)

// tall are the heights that a chart for a page may take, the first in which its texts
// can be read.
var tall = []int{chart.Web.Height, 1200, 1500}

// readable is the least size of letters on a page, in pixels of the drawing: a page
// shows them at about half of it.
const readable = 19

// legible tells whether all letters of a chart have a size at least, in pixels of the
// drawing.
func legible(l chart.Layout, least float64) bool {
	return !slices.ContainsFunc(l.Texts, func(t chart.TextBox) bool { return t.Size < least })
}

// Charts of few rows, in pixels of the drawing: how low they may be, in what steps, and how much must be empty at least,
// so that charts side by side differ clearly or not at all.
const (
	lowest  = 500
	lowStep = 50
	lowFrom = 100
)

// forPage is the size of a chart for a page: higher than others where it has many rows,
// lower where few leave the image empty. Every other size is taken as it is, for its frame
// is not ours to change.
func forPage(c chart.Chart) chart.Size {
	if !isPage(c.Size) {
		return c.Size
	}
	scale := c.Size.Scale
	c.Size = chart.Web
	best := c.Size
	found := false
	var first chart.Layout
	for _, height := range tall {
		c.Size.Height = height
		l, err := c.Layout()
		if err != nil {
			continue
		}
		if !found {
			best, found, first = c.Size, true, l
		}
		if legible(l, readable) {
			best = c.Size
			break
		}
	}
	if found && best.Height == chart.Web.Height {
		best.Height = lower(first)
	}
	best.Scale = scale
	return best
}

// lower is the height of a page's chart without what its rows leave empty.
func lower(l chart.Layout) int {
	empty := int(l.Plot.Y1-l.Bottom()) / lowStep * lowStep
	if empty < lowFrom {
		return l.Height
	}
	return max(lowest, l.Height-empty)
}

// isPage tells whether a size is that of a page, of however many pixels.
func isPage(s chart.Size) bool {
	s.Scale = chart.Web.Scale
	return s == chart.Web
}

// Tallest is the height that a chart of a size may take, before it is scaled.
func Tallest(s chart.Size) int {
	if isPage(s) {
		return tall[len(tall)-1]
	}
	return s.Height
}
