package chart

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// cloud is a scatter of many circles of which the largest stand in a corner.
func cloud(n int) Scatter {
	r := rand.New(rand.NewPCG(8, 9))
	s := Scatter{XTick: rigorous, YTick: rigorous, LogX: true, SizeTitle: "Population, millions", SizeFormat: rigorous}
	for k := range n {
		s.Points = append(s.Points, ScatterPoint{Name: fmt.Sprint("Economy ", k), X: math.Exp(2 * r.NormFloat64()), Y: 12 + 87*r.Float64(), Size: 20 * r.Float64()})
	}
	s.Points = append(s.Points,
		ScatterPoint{Name: "Very Large", X: 20000, Y: 91, Size: 1400},
		ScatterPoint{Name: "United States", X: 30000, Y: 95, Size: 340},
		ScatterPoint{Name: "Large Too", X: 3500, Y: 62, Size: 1380})
	return s
}

// Whom a reader looks for first, the largest circles and what stands out on an axis, has a
// name however many others there are; so has the circle that the chart is about.
func TestTheLargestCirclesAreNamed(t *testing.T) {
	for _, size := range Sizes() {
		s := cloud(120)
		s.Points[17].Emphasis = Highlight
		c := framed(s)
		c.Size = size
		l, err := c.Layout()
		if err != nil {
			t.Fatal(size.Name, err)
		}
		for _, name := range []string{"Very Large", "United States", "Large Too", "Economy 17"} {
			if !slices.ContainsFunc(l.Texts, func(x TextBox) bool { return x.Series == name }) {
				t.Errorf("%s: %s has no name", size.Name, name)
			}
		}
	}
}

// A name covers no small circle; one that stands nearer to another has a line to its own.
func TestNamesCoverNoOtherCircle(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	lines := 0
	for n := range 80 {
		s := Scatter{XTick: rigorous, YTick: rigorous}
		for k := range 20 + r.IntN(120) {
			s.Points = append(s.Points, ScatterPoint{Name: fmt.Sprint("Economy ", k), X: r.Float64(), Y: r.Float64() * r.Float64()})
		}
		s.Points[0].Emphasis, s.Points[1].Emphasis = Highlight, Named
		c := framed(s)
		c.Size = Sizes()[n%len(Sizes())]
		l, err := c.Layout()
		if err != nil {
			t.Fatal(n, err)
		}
		lines += len(l.Lines)
		checkOwn(t, n, l)
	}
	if lines == 0 {
		t.Error("every name stands beside its circle: denser charts are needed")
	}
}

// checkOwn tells of names that cover a circle or, without a line, are another's.
func checkOwn(t *testing.T, n int, l Layout) {
	t.Helper()
	at := map[string]XY{}
	for _, m := range l.Marks {
		if m.Round {
			at[m.Series] = XY{(m.Box.X0 + m.Box.X1) / 2, (m.Box.Y0 + m.Box.Y1) / 2}
		}
	}
	for _, x := range l.Texts {
		own, is := at[x.Series]
		led := slices.ContainsFunc(l.Lines, func(p Polyline) bool { return p.Series == x.Series })
		for other, p := range at {
			if d := x.Box.distance(p); is && p != own && (d == 0 || !led && d < x.Box.distance(own)-3) { // radii differ
				t.Errorf("chart %d: %q is nearer to %s", n, x.Text, other)
			}
		}
	}
}

// The highest of a row of a strip is named; the others make way for it.
func TestTheHighestOfARowIsNamed(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 6))
	for _, size := range Sizes() {
		s := Strip{Tick: rigorous, Value: rigorous, MedianLabel: "The median"}
		for k := range 3 {
			g := StripGroup{Name: fmt.Sprint("Income ", k)}
			for i := range 50 {
				g.Values = append(g.Values, StripValue{Name: fmt.Sprintf("Economy %d of %d", i, k), Value: 60 * r.Float64()})
			}
			g.Values = append(g.Values, StripValue{Name: fmt.Sprint("Highest ", k), Value: float64(61 + 4*k)})
			s.Groups = append(s.Groups, g)
		}
		c := framed(s)
		c.Size = size
		l, err := c.Layout()
		if err != nil {
			t.Fatal(size.Name, err)
		}
		checkOwn(t, 0, l)
		for k := range 3 {
			if name := fmt.Sprint("Highest ", k); !slices.ContainsFunc(l.Texts, func(x TextBox) bool { return x.Series == name }) {
				t.Errorf("%s: %s has no name", size.Name, name)
			}
		}
	}
}
