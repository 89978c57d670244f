package chart

import (
	"fmt"
	"math"
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

// Where many ends are close together, names stay near theirs: some stand on one side only, and a name on none is told.
func TestSlopeNamesStayNear(t *testing.T) {
	s := Slope{Left: "2005", Right: "2024", Value: plainly}
	for k := range 19 {
		s.Rows = append(s.Rows, SlopeRow{Name: fmt.Sprintf("Economy%c", 'A'+k), Start: 20 + 3*float64(k), End: 100 - .7*float64(k)})
	}
	s.Rows = append(s.Rows, SlopeRow{Name: "Lowest", Start: 1, End: 10})
	l, err := Chart{Title: "t", Body: s, Size: Web, Theme: Light}.Layout()
	if err != nil {
		t.Fatal(err)
	}
	told := strings.Join(l.Dropped, " ")
	for _, r := range s.Rows {
		named := 0
		for _, text := range l.Texts {
			if !strings.Contains(text.Text, r.Name) {
				continue
			}
			named++
			near := false
			for _, m := range l.Marks {
				near = near || m.Round && m.Series == r.Name && math.Abs((m.Box.Y0+m.Box.Y1-text.Box.Y0-text.Box.Y1)/2) < (farthest+.5)*Web.B
			}
			if !near {
				t.Errorf("%s stands far from its ends", text.Text)
			}
		}
		if (named == 0) != strings.Contains(told, r.Name) {
			t.Errorf("%s stands %d times, told are %s", r.Name, named, told)
		}
	}
}
