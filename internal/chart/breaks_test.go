package chart

import (
	"math"
	"slices"
	"testing"
)

// yearly are points from a year on, one a value.
func yearly(first int, values ...float64) (out []Point) {
	for k, v := range values {
		out = append(out, Point{X: first + k, Y: v})
	}
	return out
}

func layoutOf(t *testing.T, body Body) Layout {
	t.Helper()
	l, err := Chart{Title: "A title", Subtitle: "A subtitle", Source: "A source", Body: body}.Layout()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func (l Layout) has(text string) bool {
	return slices.ContainsFunc(l.Texts, func(b TextBox) bool { return b.Text == text })
}

// The rule of a break says whose it is, where there are others.
func TestBreakIsNamed(t *testing.T) {
	broken := yearly(2019, 10, 11, 40, 41)
	broken[2].BreakBefore = true
	lines := Lines{FromZero: true, BreakLabel: "Break", Series: []Series{{Name: "A", Points: broken}}}
	if l := layoutOf(t, lines); !l.has("Break") {
		t.Error("the rule of the only line has no name")
	}
	lines.Series = append(lines.Series, Series{Name: "B", Points: yearly(2019, 60, 61, 62, 63)})
	if l := layoutOf(t, lines); !l.has("Break (A)") {
		t.Error("the rule does not say that it is of A")
	}
}

// A rule reaches half the way to a line that does not break there.
func TestRuleStopsBeforeOtherLines(t *testing.T) {
	broken := yearly(2019, 10, 11, 40, 41)
	broken[2].BreakBefore = true
	c := lineChart{Lines: Lines{Series: []Series{{Name: "A", Points: broken}, {Name: "B", Points: yearly(2019, 44, 44, 44, 44)}}},
		pen: &pen{b: 20}, plane: plane{x: linear{2019, 2022, 0, 300}, y: linear{0, 100, 100, 0}}}
	up, down := c.untouched(0, 150, 60, 89)
	if math.Abs(up-2) > 1e-9 || down != 24 {
		t.Errorf("%g above and %g below, want 2 and 24", up, down)
	}
}

// A dot that another one hides is drawn around it.
func TestHiddenDots(t *testing.T) {
	p := &pen{b: 20, queue: []queuedDot{
		{name: "A", at: XY{100, 50}, look: look{width: .13}}, {name: "B", at: XY{100, 51}, look: look{width: .13}}, {name: "C", at: XY{100, 80}, look: look{width: .13}},
	}}
	for k, want := range []bool{true, false, false} {
		if got := p.covered(k); got != want {
			t.Errorf("dot %s hidden: %v, want %v", p.queue[k].name, got, want)
		}
	}
}
