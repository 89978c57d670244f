package chart

import (
	"fmt"
	"math"
	"sort"
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

// inTop gives every economy that is among the first n of a year, with its rank
// in each.
func inTop(d map[string]map[int]float64, from, to, n int) []Series {
	var codes []string
	for c := range d {
		if lookNames[c] != "" {
			codes = append(codes, c)
		}
	}
	sort.Strings(codes)
	points, best := map[string][]Point{}, map[string]int{}
	for y := from; y <= to; y++ {
		var have []string
		for _, c := range codes {
			if _, ok := d[c][y]; ok {
				have = append(have, c)
			}
		}
		sort.SliceStable(have, func(i, j int) bool { return d[have[i]][y] > d[have[j]][y] })
		for i, c := range have {
			points[c] = append(points[c], Point{X: y, Y: float64(i + 1)})
			if b := best[c]; b == 0 || i+1 < b {
				best[c] = i + 1
			}
		}
	}
	var out []Series
	for _, c := range codes {
		if best[c] > 0 && best[c] <= n {
			s := Series{Name: lookNames[c], Points: points[c]}
			switch c {
			case "IRL":
				s.Emphasis = Highlight
			case "IND", "CHN":
				s.Emphasis = Named
			}
			out = append(out, s)
		}
	}
	return out
}

// kindPictures are the kinds of this file in every size and theme.
func kindPictures(exports, internet map[string]map[int]float64) map[string]Chart {
	bump := Chart{Title: "Ireland rose from seventh to third place", Subtitle: "Rank by exports of digitally deliverable services, 2010–2023, first ten of thirty economies",
		Notes: []string{"Note: Trade between members of the European Union is included."}, Source: lookUNCTAD, Signature: "tradestats",
		Body: Bump{Series: inTop(exports, 2010, 2023, 10), Depth: 10, Value: plain0}}
	long := bump
	long.Title, long.Subtitle, long.Source, long.Notes = "The order of thirty economies by use of the Internet", "Rank by individuals using the Internet, per cent of the population, 2004–2023, first ten of thirty economies", lookWDI, nil
	long.Body = Bump{Series: inTop(internet, 2004, 2023, 10), Depth: 10, Value: plain0}
	fan := lookFan(exports)
	groups := lookGrouped(internet)
	whole := lookStack()
	st := whole.Body.(Stacked)
	st.Parts = []string{"Europe, Central Asia", "North America", "East Asia, Pacific", "South Asia", "Rest of the world"}
	for i := range st.Rows {
		p := st.Rows[i].Parts
		st.Rows[i].Parts = []float64{p[0] * float64(8+i), p[1] * float64(8+i), p[2] * float64(8+i), p[3] * float64(8+i) / 2, p[3] * float64(8+i) / 2}
	}
	whole.Title, whole.Subtitle, whole.Notes, whole.Source = "An example of five parts", "Invented figures", []string{"Note: Invented for this picture."}, ""
	whole.Body = Stacked{Rows: st.Rows, Parts: st.Parts, Whole: true, Value: with(plain0, "%")}
	totals := whole
	totals.Body = Stacked{Rows: st.Rows, Parts: st.Parts, Value: thousands, Total: thousands}
	shared := Chart{Title: "Two economies share a place in most years", Subtitle: "An invented ranking", Signature: "tradestats", Body: lookShared()}
	out := map[string]Chart{}
	for name, c := range map[string]Chart{"m-bump": bump, "m-bump-shared": shared, "f-fan-target": lookTarget(internet), "m-bump-20": long, "f-fan": fan, "n-grouped": groups, "k-whole": whole, "k-total": totals, "j-waterfall": lookWaterfall(exports)} {
		for _, s := range []Size{Web, Story, Social} {
			c.Size = s
			out[name+"-"+s.Name] = c
		}
		c.Size = Web
		for _, th := range Themes()[1:] {
			c.Theme = th
			out[name+"-theme-"+th.Name] = c
		}
	}
	return out
}

// lookShared is an invented ranking with shared places.
func lookShared() Bump {
	b := Bump{Value: plain0, Depth: 6}
	names := []string{"Ireland", "Chile", "India", "Ghana", "Peru", "Fiji", "Mali"}
	for i, ranks := range [][]float64{{1, 1, 2, 3, 3, 3}, {2, 1, 1, 1, 1, 2}, {3, 3, 3, 2, 1, 1}, {4, 5, 4, 4, 4, 4}, {5, 4, 4, 4, 6, 5}, {6, 6, 6, 6, 5, 5}, {7, 7, 6, 6, 7, 7}} {
		s := Series{Name: names[i], Emphasis: []Emphasis{Highlight, Plain, Named, Plain, Plain, Plain, Plain}[i]}
		for k, r := range ranks {
			s.Points = append(s.Points, Point{X: 2018 + k, Y: r})
		}
		b.Series = append(b.Series, s)
	}
	return b
}

// lookTarget continues Brazil's use of the Internet towards a target, with
// bands that the bound of 100 cuts.
func lookTarget(d map[string]map[int]float64) Chart {
	f := Fan{Name: "Brazil", Points: pointsOf(d["BRA"], 2005, 2023, 1), ReportedLabel: "Reported", ProjectedLabel: "Projected", Label80: "80% range", Label50: "50% range",
		Value: with(plain0, "%"), Tick: plain0, TopTick: with(plain0, "%"), FromZero: true, Max: 100, HasTarget: true, Target: 95, TargetLabel: "Target: 95%"}
	last := f.last()
	for k := 1; k <= 7; k++ {
		x, mid := float64(k), last.Y+1.6*float64(k)
		f.Projection = append(f.Projection, FanPoint{X: last.X + k, Mid: mid, Low80: mid - 2.4*x, High80: mid + 2.6*x, Low50: mid - 1.1*x, High50: mid + 1.2*x})
	}
	return Chart{Title: "If the trend holds, Brazil reaches 95 per cent in 2030", Subtitle: "Brazil, individuals using the Internet, per cent of the population, 2005–2030", Notes: []string{"Note: Projection and target are invented for this picture."}, Source: lookWDI, Signature: "tradestats", Body: f}
}

// lookFan continues India's exports by their growth of ten years.
func lookFan(d map[string]map[int]float64) Chart {
	f := Fan{Name: "India", Points: pointsOf(d["IND"], 2010, 2023, 1000), ReportedLabel: "Reported", ProjectedLabel: "Projected",
		Label80: "80% range", Label50: "50% range", Value: plain0, Tick: plain0, FromZero: true}
	last := f.Points[len(f.Points)-1]
	for k := 1; k <= 7; k++ {
		mid, s := last.Y*math.Pow(1.11, float64(k)), .045*math.Sqrt(float64(k))
		f.Projection = append(f.Projection, FanPoint{X: last.X + k, Mid: mid, Low80: mid * math.Exp(-1.28*s), High80: mid * math.Exp(1.28*s), Low50: mid * math.Exp(-.67*s), High50: mid * math.Exp(.67*s)})
	}
	return Chart{Title: "If the trend of the past ten years holds, India’s exports would more than double by 2030", Subtitle: "India, exports of digitally deliverable services, billion current US dollars, 2010–2030",
		Notes: []string{"Note: The projection continues the growth of 2014–2023 (11.0% a year). It is an arithmetic continuation, not a forecast. Its ranges are invented for this picture."}, Source: lookUNCTAD, Signature: "tradestats", Body: f}
}

func lookGrouped(d map[string]map[int]float64) Chart {
	g := Grouped{Series: []string{"2005", "2015", "2023"}, Value: plain0, FirstValue: with(plain0, "%")}
	for _, code := range []string{"USA", "CHN", "BRA", "ZAF", "IND", "NGA", "COD"} {
		r := GroupedRow{Name: lookNames[code]}
		if code == "IND" {
			r.Emphasis = Highlight
		}
		for _, y := range []int{2005, 2015, 2023} {
			v, ok := d[code][y]
			r.Values = append(r.Values, Cell{Value: v, Known: ok && fmt.Sprint(code, y) != "ZAF2015"})
		}
		g.Rows = append(g.Rows, r)
	}
	return Chart{Title: "India has caught up fastest since 2015", Subtitle: "Individuals using the Internet, per cent of the population", Notes: []string{"Note: South Africa’s figure of 2015 is left out to show a missing bar."}, Source: lookWDI, Signature: "tradestats", Body: g}
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
