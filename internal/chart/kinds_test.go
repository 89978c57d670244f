package chart

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

// ranked turns values into ranks of each year: equal values share a rank.
func ranked(series []Series, depth int) Bump {
	b := Bump{Depth: depth, Value: plain0}
	for _, s := range series {
		r := Series{Name: s.Name, Emphasis: s.Emphasis}
		for _, q := range s.Points {
			rank := 1
			for _, t := range series {
				for _, o := range t.Points {
					if o.X == q.X && o.Y > q.Y {
						rank++
					}
				}
			}
			q.Y = float64(rank)
			r.Points = append(r.Points, q)
		}
		b.Series = append(b.Series, r)
	}
	return b
}

// projected continues a series for seven years: an invented trend.
func projected(s Series, bounded bool) Fan {
	f := Fan{Name: s.Name, Points: s.Points, ReportedLabel: "Reported", ProjectedLabel: "Projected", Label80: "80% range", Label50: "50% range", Value: rigorous, Tick: rigorous}
	last := s.Points[len(s.Points)-1]
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, q := range s.Points {
		lo, hi = math.Min(lo, q.Y), math.Max(hi, q.Y)
	}
	step := math.Max((hi-lo)/8, math.Abs(last.Y)/50)
	for k := 1; k <= 7; k++ {
		mid := last.Y + float64(k)*step
		f.Projection = append(f.Projection, FanPoint{X: last.X + k, Mid: mid, Low80: mid - .8*step*float64(k), High80: mid + .9*step*float64(k), Low50: mid - .4*step*float64(k), High50: mid + .4*step*float64(k)})
	}
	if bounded {
		f.FromZero, f.Max, f.HasTarget, f.Target, f.TargetLabel = true, 100, true, hi+4*step, "Target of 2030: universal use"
	}
	return f
}

// grouped compares first, middle and last values; some are missing.
func grouped(series []Series) Grouped {
	g := Grouped{Series: []string{"2015", "2019, estimates included", "2023"}, Value: rigorous}
	for i, s := range series {
		n := len(s.Points)
		r := GroupedRow{Name: s.Name, Emphasis: s.Emphasis}
		for k, q := range []Point{s.Points[0], s.Points[n/2], s.Points[n-1]} {
			r.Values = append(r.Values, Cell{Value: q.Y, Known: (i+k)%5 != 4, Status: q.Status})
		}
		g.Rows = append(g.Rows, r)
	}
	g.Rows = append(g.Rows, GroupedRow{Name: "Absent", Values: make([]Cell, 3), Missing: "no survey"})
	return g
}

// TestBumpLeaves: no line leads across the years outside the shown ranks, and
// both stretches end with dots.
func TestBumpLeaves(t *testing.T) {
	away := Series{Name: "Away"}
	for i, rank := range []float64{1, 2, 3, 3, 2, 1} {
		away.Points = append(away.Points, Point{X: 2015 + i, Y: rank})
	}
	l, err := framed(Bump{Series: []Series{away, {Name: "Stays", Points: []Point{{X: 2015, Y: 2}, {X: 2016, Y: 1}}}}, Depth: 2, Value: plain0}).Layout()
	if err != nil {
		t.Fatal(err)
	}
	var ends []float64
	for _, line := range l.Lines {
		if line.Series == "Away" {
			ends = append(ends, line.Points[0].X, line.Points[len(line.Points)-1].X)
		}
	}
	if len(ends) != 4 {
		t.Fatalf("%d ends of lines, want those of two lines", len(ends))
	}
	if years := (ends[2] - ends[1]) / (ends[1] - ends[0]); math.Abs(years-3) > .1 {
		t.Errorf("the gap is %.2f years wide, want 3", years)
	}
}

// TestBumpTies: series of one rank in one year stand apart, each with its name
// and its rank.
func TestBumpTies(t *testing.T) {
	l, err := framed(ranked(shapes()["ties"], 0)).Layout()
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Dropped) > 0 {
		t.Errorf("no label for %v", l.Dropped)
	}
	for i, a := range l.Marks {
		for _, b := range l.Marks[:i] {
			x, y := (a.Box.X0+a.Box.X1-b.Box.X0-b.Box.X1)/2, (a.Box.Y0+a.Box.Y1-b.Box.Y0-b.Box.Y1)/2
			if a.Round && b.Round && a.Series != b.Series && a.Fill == Light.Categories[0] && math.Hypot(x, y) < (a.Box.X1-a.Box.X0)/2 {
				t.Errorf("the dots of %s and %s lie on each other at %.0f", a.Series, b.Series, a.Box)
			}
		}
	}
}

// TestBumpLabels: every series that is drawn or left out is labelled or named
// as dropped.
func TestBumpLabels(t *testing.T) {
	for _, shape := range []string{"sixty, loud", "early ends", "ties"} {
		for _, size := range Sizes() {
			c := framed(ranked(shapes()[shape], 10))
			c.Size = size
			l, err := c.Layout()
			if err != nil {
				t.Fatal(err)
			}
			named := map[string]bool{}
			for _, x := range l.Texts {
				named[x.Series] = true
			}
			for _, n := range l.Dropped {
				named[n] = true
			}
			for _, s := range shapes()[shape] {
				if !named[s.Name] && s.Emphasis != Context {
					t.Errorf("%s, %s: %s has no label and is not named", shape, size.Name, s.Name)
				}
			}
		}
	}
}

// TestFanIsCut: bands stay within the axis where the axis has a bound, and the
// label still says the whole range.
func TestFanIsCut(t *testing.T) {
	f := projected(Series{Name: "Peru", Points: []Point{{X: 2020, Y: 70}, {X: 2021, Y: 80}}}, true)
	f.HasTarget = false
	f.Projection = []FanPoint{{X: 2022, Mid: 85, Low80: 60, Low50: 80, High50: 90, High80: 130}, {X: 2023, Mid: 90, Low80: -30, Low50: 80, High50: 99, High80: 160}}
	l, err := framed(f).Layout()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range l.Areas {
		for _, q := range a.Corners {
			if q.Y < l.Plot.Y0 || q.Y > l.Plot.Y1-1.8*Web.B {
				t.Errorf("a band leaves the axis at %.0f", q)
			}
		}
	}
	said := false
	for _, x := range l.Texts {
		said = said || x.Text == "80% range -30\u00a0–\u00a0160"
	}
	if !said || len(l.Areas) != 2 {
		t.Errorf("%d bands, range said %v", len(l.Areas), said)
	}
}

// TestPrintFills: parts that stand side by side on paper differ in tone or
// pattern, and there is one for each part and each bar of a group.
func TestPrintFills(t *testing.T) {
	if len(Print.Fills) < maxParts {
		t.Fatalf("%d fills for %d parts", len(Print.Fills), maxParts)
	}
	for i, a := range Print.Fills {
		for j, b := range Print.Fills[:i] {
			if a.Pattern == b.Pattern && contrast(a.Color, b.Color) < 2 {
				t.Errorf("fills %d and %d are alike", j, i)
			}
		}
		edge := math.Max(contrast(a.Color, Print.Ground), contrast(a.Line, Print.Ground))
		if edge < 3 {
			t.Errorf("fill %d contrasts %.1f with the ground", i, edge)
		}
	}
}

func plain0(v float64) string {
	return strings.Replace(strconv.FormatFloat(math.Round(v), 'f', 0, 64), "-", "\u2212", 1)
}
