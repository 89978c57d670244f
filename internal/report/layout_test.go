package report

import (
	"strings"
	"testing"

	"tradestats/internal/chart"
)

// In every size and theme no text of a chart leaves the image, meets another or
// lies on a line of another series, and whoever the title speaks of has a label.
func TestChartLayout(t *testing.T) {
	all := bookOf(t).charts
	if len(all) < 20 {
		t.Fatalf("only %d charts", len(all))
	}
	sizes, themes := chart.Sizes(), chart.Themes()
	if testing.Short() { // under the race detector: layouts run no race
		sizes, themes = sizes[:1], themes[:1]
	}
	for _, d := range all {
		for _, size := range sizes {
			for _, theme := range themes {
				t.Run(strings.Join([]string{d.id, d.lang, size.Name, theme.Name}, "."), func(t *testing.T) {
					t.Parallel()
					c, err := d.picture.Image(size, theme)
					if err != nil {
						t.Fatal(err)
					}
					l, err := c.Layout()
					if err != nil {
						t.Fatal(err)
					}
					for _, flaw := range l.Flaws(theme) {
						t.Error(flaw)
					}
					for _, name := range l.Dropped {
						if strings.Contains(c.Title, name) {
							t.Errorf("the title %q names %s, whose label found no room", c.Title, name)
						}
					}
				})
			}
		}
	}
}
