package picture

import (
	"fmt"
	"testing"

	"tradestats/internal/chart"
)

// A chart with many rows grows on a page whatever its density: a scale only multiplies pixels.
func TestAScaledChartGrowsAsItDoesUnscaled(t *testing.T) {
	body := chart.Bars{Value: func(v float64) string { return fmt.Sprint(v) }}
	for k := range 40 {
		body.Rows = append(body.Rows, chart.Bar{Name: fmt.Sprint("Economy ", k), Value: float64(k)})
	}
	c := chart.Chart{Title: "A title", Source: "Source: test.", Size: chart.Web, Body: body}
	plain := forPage(c)
	c.Size.Scale = 2
	if scaled := forPage(c); plain.Height <= chart.Web.Height || scaled.Height != plain.Height || scaled.Scale != 2 || plain.Height > Tallest(chart.Web) {
		t.Errorf("%d high, at twice the density %d", plain.Height, scaled.Height)
	}
	c.Size = chart.Square
	if forPage(c) != chart.Square || Tallest(chart.Square) != chart.Square.Height {
		t.Error("a square grows")
	}
}
