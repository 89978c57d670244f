package picture

import "tradestats/internal/chart"

// Telephone is the size of a chart on a page in a narrow window, twice as many pixels
// wide as the window. It is not of the style: a page shows it, nobody takes it.
var Telephone = chart.Size{Name: "telephone", Width: 720, Height: 900, B: 24, Top: 24, Bottom: 24}

// heights are those that a chart may take there, the first that has room for what it
// shows.
var heights = []int{Telephone.Height, 1300, 1900}

// smallest is the least size of letters there, in pixels of the drawing: a telephone
// shows them at half of it.
const smallest = 16

// ForTelephone is the size in which a narrow window shows all of a picture, in letters
// that can be read. ok is false where there is none: then the wide one scrolls there.
func (p Picture) ForTelephone() (size chart.Size, ok bool) {
	for _, height := range heights {
		size = Telephone
		size.Height = height
		c, err := p.Image(size, chart.Light)
		if err != nil {
			continue
		}
		l, err := c.Layout()
		if err == nil && len(l.Dropped) == 0 && legible(l, smallest) {
			return size, true
		}
	}
	return chart.Size{}, false
}
