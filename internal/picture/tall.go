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

// forPage is the size of a chart for a page: higher than others where it has many rows.
// Every other size is taken as it is, for its frame is not ours to change.
func forPage(c chart.Chart) chart.Size {
	if c.Size != chart.Web {
		return c.Size
	}
	best := c.Size
	found := false
	for _, height := range tall {
		c.Size.Height = height
		l, err := c.Layout()
		if err != nil {
			continue
		}
		if legible(l, readable) {
			return c.Size
		}
		if !found {
			best, found = c.Size, true
		}
	}
	return best
}
