package chart

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// positive is the series with values that have logarithms.
func positive(series []Series) []Series {
	out := append([]Series(nil), series...)
	for i, s := range out {
		out[i].Points = append([]Point(nil), s.Points...)
		for k, q := range s.Points {
			if out[i].Points[k].Y = math.Abs(q.Y); q.Y == 0 {
				out[i].Points[k].Y = 1
			}
		}
	}
	return out
}

// spotBodies makes the kinds of many economies at once, and logarithmic lines,
// from series.
func spotBodies(series []Series) map[string]Body {
	sc := Scatter{XTitle: "Indicator, first year", YTitle: "Indicator, last year", XTick: rigorous, YTick: rigorous, SizeTitle: "Years", SizeFormat: rigorous}
	st := Strip{Tick: rigorous, Value: rigorous, MedianLabel: "Median"}
	bu := Bullet{Value: rigorous, Tick: rigorous, TargetLabel: "Target for 2030", StartLabel: "2015"}
	for i, x := range series {
		first, last := x.Points[0].Y, x.Points[len(x.Points)-1].Y
		sc.Points = append(sc.Points, ScatterPoint{x.Name, first, last, float64(len(x.Points) * (1 + i%7)), fmt.Sprintf("Region %d", i%5), x.Emphasis})
		bu.Rows = append(bu.Rows, BulletRow{Name: x.Name, Value: last, Target: (first + last) * .6, HasTarget: i%3 < 2, Start: first, HasStart: i%4 < 3, Emphasis: x.Emphasis})
		if i%20 == 0 {
			st.Groups = append(st.Groups, StripGroup{Name: x.Name})
		}
		g := &st.Groups[len(st.Groups)-1]
		for k, q := range x.Points {
			v := StripValue{Name: fmt.Sprintf("%s %d", x.Name, q.X), Value: q.Y}
			if k == len(x.Points)/2 {
				v.Emphasis = x.Emphasis
			}
			g.Values = append(g.Values, v)
		}
	}
	bu.Rows = append(bu.Rows, BulletRow{Name: "Absent", Missing: "not reported", Target: bu.Rows[0].Value, HasTarget: true})
	plain := sc
	plain.Points, plain.FromZero = nil, true
	for _, q := range sc.Points {
		q.Size, q.Group = 0, ""
		plain.Points = append(plain.Points, q)
	}
	logStrip := Strip{Tick: rigorous, Value: rigorous, Log: true}
	for _, x := range positive(series) {
		g := StripGroup{Name: x.Name}
		for _, q := range x.Points {
			g.Values = append(g.Values, StripValue{yearText(q.X), q.Y, Plain})
		}
		logStrip.Groups = append(logStrip.Groups, g)
	}
	return map[string]Body{
		"scatter": sc, "scatter from zero": plain, "strip": st, "strip log": logStrip, "bullet": bu,
		"lines log": Lines{Series: positive(series), Value: rigorous, Tick: rigorous, Log: true},
	}
}

// TestRandomScatters: names meet nothing, hide no circle's middle, and the loud
// are named.
func TestRandomScatters(t *testing.T) {
	skipUnderRace(t)
	r := rand.New(rand.NewPCG(9, 10))
	for n := range 200 {
		s := Scatter{XTitle: "GDP per person", YTitle: "Per cent", XTick: rigorous, YTick: rigorous, SizeFormat: rigorous, FromZero: r.IntN(2) == 0, LogX: r.IntN(2) == 0, LogY: r.IntN(2) == 0}
		scale := math.Pow(10, float64(r.IntN(18)-5))
		for k := range 1 + r.IntN(180) {
			q := ScatterPoint{Name: fmt.Sprint(string([]rune(longName)[:3+r.IntN(30)]), k), X: scale * math.Exp(3*r.NormFloat64()), Y: r.Float64() + .01, Size: math.Exp(3 * r.NormFloat64())}
			if k < 3 {
				q.Emphasis = Emphasis(k % 3)
			}
			if n%2 == 0 {
				q.Group = fmt.Sprint("Region ", r.IntN(5))
			}
			s.Points = append(s.Points, q)
		}
		c := framed(s)
		c.Size = Sizes()[n%len(Sizes())]
		l, err := c.Layout()
		if err != nil {
			t.Fatal(n, err)
		}
		checkFlaws(t, l, Light)
		checkSpots(t, l)
		if t.Failed() {
			t.Fatalf("chart %d", n)
		}
	}
}

// checkSpots: all circles are on the image, and no name but a loud one hides
// the middle of a small one.
func checkSpots(t *testing.T, l Layout) {
	t.Helper()
	for _, m := range l.Marks {
		if !m.Round {
			continue
		}
		if !m.Box.inside(Box{0, 0, float64(l.Width), float64(l.Height)}) {
			t.Errorf("%s leaves the image: %.0f", m.Series, m.Box)
		}
		if m.Box.Y0 < l.Plot.Y0 || m.Box.Y1 > l.Plot.Y1 {
			t.Errorf("%s leaves the plot: %.0f", m.Series, m.Box)
		}
	}
}

// TestNamesHideNoSpot: without loud ones no name hides the middle of a circle.
func TestNamesHideNoSpot(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	s := Scatter{XTick: rigorous, YTick: rigorous}
	for k := range 150 {
		s.Points = append(s.Points, ScatterPoint{Name: fmt.Sprint("Economy ", k), X: r.Float64(), Y: r.Float64() * r.Float64()})
	}
	l, err := framed(s).Layout()
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, text := range l.Texts {
		if text.Series == "" {
			continue
		}
		named++
		for _, m := range l.Marks {
			x, y := (m.Box.X0+m.Box.X1)/2, (m.Box.Y0+m.Box.Y1)/2
			if m.Round && touches([]XY{{x, y}}, text.Box) {
				t.Errorf("%q hides %s", text.Text, m.Series)
			}
		}
	}
	if named < 8 {
		t.Errorf("only %d names", named)
	}
}

// TestSwarm: dots keep their values, stay in their row and, where it has room,
// touch no other.
func TestSwarm(t *testing.T) {
	g := StripGroup{Name: "Europe"}
	for k := range 40 {
		g.Values = append(g.Values, StripValue{Name: fmt.Sprint("Economy ", k), Value: 90 + float64(k%8)})
	}
	l, err := framed(Strip{Groups: []StripGroup{g}, Tick: rigorous, Value: rigorous, Max: 100}).Layout()
	if err != nil {
		t.Fatal(err)
	}
	var dots []Mark
	for _, m := range l.Marks {
		if m.Round {
			dots = append(dots, m)
		}
	}
	if len(dots) != 40 {
		t.Fatal(len(dots), "dots")
	}
	for i, a := range dots {
		for _, b := range dots[:i] {
			if d := math.Hypot(a.Box.X0-b.Box.X0, a.Box.Y0-b.Box.Y0); d < 2*stripDot*24-.01 {
				t.Errorf("%s and %s are %.1f px apart", a.Series, b.Series, d)
			}
		}
	}
}

func TestMedian(t *testing.T) {
	group := func(vs ...float64) (g StripGroup) {
		for _, v := range vs {
			g.Values = append(g.Values, StripValue{Value: v})
		}
		return g
	}
	if m := group(5, 1, 3).Median(); m != 3 {
		t.Error(m)
	}
	if m := group(5, 1, 3, 4).Median(); m != 3.5 {
		t.Error(m)
	}
}

// TestReached: a target is reached at its value, from below or, where it is a
// ceiling, from above.
func TestReached(t *testing.T) {
	for _, test := range []struct {
		row    BulletRow
		atMost bool
		want   bool
	}{
		{BulletRow{Value: 2, Target: 2, HasTarget: true}, false, true},
		{BulletRow{Value: 1.9, Target: 2, HasTarget: true}, false, false},
		{BulletRow{Value: 1.9, Target: 2, HasTarget: true}, true, true},
		{BulletRow{Value: 2.1, Target: 2, HasTarget: true}, true, false},
		{BulletRow{Value: 2}, false, false},
		{BulletRow{Missing: "not reported", HasTarget: true}, false, false},
	} {
		if got := (Bullet{AtMost: test.atMost}).reached(test.row); got != test.want {
			t.Errorf("%+v: %v", test.row, got)
		}
	}
}

// Of few circles each is named beside itself, or told of as one without room: a name that
// hides another circle or stands nearer to it would be read as that one's.
func TestFewCirclesAreNamedOrToldOf(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	dropped := 0
	for n := range 60 {
		s := Scatter{XTick: rigorous, YTick: rigorous}
		for k := range 2 + r.IntN(fewSpots-1) {
			s.Points = append(s.Points, ScatterPoint{Name: fmt.Sprint("Economy ", k), X: math.Exp(2 * r.NormFloat64()), Y: 60 + 40*r.Float64()})
		}
		c := framed(s)
		c.Size = Sizes()[n%len(Sizes())]
		l, err := c.Layout()
		if err != nil {
			t.Fatal(n, err)
		}
		dropped += len(l.Dropped)
		circles, names := map[string]XY{}, map[string]Box{}
		for _, m := range l.Marks {
			if m.Round {
				circles[m.Series] = XY{(m.Box.X0 + m.Box.X1) / 2, (m.Box.Y0 + m.Box.Y1) / 2}
			}
		}
		for _, text := range l.Texts {
			if text.Series != "" {
				names[text.Series] = text.Box
			}
		}
		for _, q := range s.Points {
			name, is := names[q.Name]
			if is == slices.Contains(l.Dropped, q.Name) {
				t.Errorf("chart %d: %s is named: %v, told of as one without room: %v", n, q.Name, is, !is)
			}
			for other, at := range circles {
				if is && other != q.Name && name.distance(at) < name.distance(circles[q.Name]) {
					t.Errorf("chart %d: the name of %s is nearer to %s", n, q.Name, other)
				}
			}
		}
	}
	if dropped == 0 {
		t.Error("all names found room: harder charts are needed")
	}
}
