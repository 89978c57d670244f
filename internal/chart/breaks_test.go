package chart

import (
	"math"
	"slices"
	"strconv"
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
		{name: "A", at: XY{100, 50}, look: look{width: .13, mark: Light.Ink}}, {name: "B", at: XY{100, 51}, look: look{width: .13}}, {name: "C", at: XY{100, 80}, look: look{width: .13}},
	}}
	for k, want := range []bool{true, false, false} {
		if got := p.covered(k); got != want {
			t.Errorf("dot %s hidden: %v, want %v", p.queue[k].name, got, want)
		}
	}
}

// Years below an axis stand at one distance, but for the last step where nothing
// else is round.
func TestYearsAtOneDistance(t *testing.T) {
	for _, test := range []struct {
		first, last int
		want        []int
	}{
		{2015, 2023, []int{2015, 2017, 2019, 2021, 2023}},
		{2010, 2023, []int{2010, 2012, 2014, 2016, 2018, 2020, 2023}},
		{2005, 2023, []int{2005, 2010, 2015, 2020, 2023}},
		{2020, 2023, []int{2020, 2021, 2022, 2023}},
		{2023, 2023, []int{2023}},
	} {
		if got := yearTicks(test.first, test.last, 1200, 55); !slices.Equal(got, test.want) {
			t.Errorf("%d to %d: %v, want %v", test.first, test.last, got, test.want)
		}
	}
}

// An axis that need not begin at zero begins below its data in every size.
func TestAxisAboveZero(t *testing.T) {
	for count := 3.; count <= 6; count++ {
		if a := newAxis(axisSpec{lo: 93, hi: 490, count: count, tick: func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }}); a.lo <= 0 || a.lo > 93 || len(a.ticks) < 2 || a.ticks[0] < a.lo {
			t.Errorf("%g ticks: from %g, at %v", count, a.lo, a.ticks)
		}
	}
}
