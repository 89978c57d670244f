package chart

import (
	"fmt"
	"strings"
	"testing"
)

func plainly(v float64) string { return fmt.Sprintf("%.0f", v) }

// The largest circle has its name, also in a corner among others; names break at
// spaces only.
func TestLargestCircleIsNamed(t *testing.T) {
	s := Scatter{XTitle: "x", YTitle: "y", XTick: plainly, YTick: plainly, SizeTitle: "size", SizeFormat: plainly}
	for k := range 40 {
		v := float64(60 + k%8*5)
		s.Points = append(s.Points, ScatterPoint{Name: fmt.Sprintf("Economy %d", k), X: v + float64(k/8), Y: v - float64(k/4), Size: 100})
	}
	s.Points = append(s.Points, ScatterPoint{Name: "Unitedstatesofsomewhere", X: 100, Y: 95, Size: 9000})
	for _, size := range append(Sizes(), Size{Name: "small"}.Own(420, 640)) {
		c := Chart{Title: "t", Body: s, Size: size, Theme: Light}
		l, err := c.Layout()
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, text := range l.Texts {
			found = found || strings.Contains(text.Text, "Unitedstatesofsomewhere")
		}
		if !found {
			t.Errorf("%s: the largest has no name", size.Name)
		}
	}
}
