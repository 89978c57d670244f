package report

import (
	"strings"
	"testing"

	"tradestats/internal/chart"
)

// On no chart does a text leave the image or meet another, and whoever the
// title speaks of has a label.
func TestChartLayout(t *testing.T) {
	all := bookOf(t).charts
	if len(all) < 20 {
		t.Fatalf("only %d charts", len(all))
	}
	for _, d := range all {
		t.Run(d.id+"."+d.lang, func(t *testing.T) {
			l, err := d.chart.Layout()
			if err != nil {
				t.Fatal(err)
			}
			checkBoxes(t, l)
			for _, name := range l.Dropped {
				if strings.Contains(d.chart.Title, name) {
					t.Errorf("the title %q names %s, whose label found no room", d.chart.Title, name)
				}
			}
		})
	}
}

// checkBoxes allows boxes to touch: half a pixel at each side is not a text.
func checkBoxes(t *testing.T, l chart.Layout) {
	t.Helper()
	const touch = .5
	for i, a := range l.Texts {
		if a.Box.X0 < 0 || a.Box.Y0 < 0 || a.Box.X1 > float64(l.Width) || a.Box.Y1 > float64(l.Height) {
			t.Errorf("%q leaves the image: %.0f of %dx%d", a.Text, a.Box, l.Width, l.Height)
		}
		for _, b := range l.Texts[:i] {
			small := a.Box
			small.X0, small.Y0, small.X1, small.Y1 = small.X0+touch, small.Y0+touch, small.X1-touch, small.Y1-touch
			if small.Intersects(b.Box) {
				t.Errorf("%q %.0f meets %q %.0f", a.Text, a.Box, b.Text, b.Box)
			}
		}
	}
}
