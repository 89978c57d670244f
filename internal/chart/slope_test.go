package chart

import (
	"fmt"
	"strings"
	"testing"
)

// Rows that start close to each other have their values on both sides.
func TestSlopeNamesBothSides(t *testing.T) {
	s := Slope{Left: "2005", Right: "2024", Value: plainly}
	for k := range 6 {
		s.Rows = append(s.Rows, SlopeRow{Name: fmt.Sprintf("Economy%d", k), Start: 70 - float64(k), End: 20 + 10*float64(k)})
	}
	c := Chart{Title: "t", Body: s, Size: Web, Theme: Light}
	l, err := c.Layout()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range s.Rows {
		n := 0
		for _, text := range l.Texts {
			if strings.Contains(text.Text, r.Name) {
				n++
			}
		}
		if n != 2 {
			t.Errorf("%s stands %d times", r.Name, n)
		}
	}
	if flaws := l.Flaws(Light); len(flaws) > 0 {
		t.Error(flaws)
	}
}
