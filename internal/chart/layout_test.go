package chart

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// rigorous is a format with as many digits as a number needs.
func rigorous(v float64) string { return fmt.Sprintf("%.4g", v) }

const longName = "République démocratique et populaire des îles du Couchant vert"

// shapes are series as they come: easy ones and hard ones.
func shapes() map[string][]Series {
	line := func(name string, from, n int, f func(i int) float64) Series {
		s := Series{Name: name}
		for i := range n {
			s.Points = append(s.Points, Point{X: from + i, Y: f(i)})
		}
		return s
	}
	wave := func(k float64) func(int) float64 {
		return func(i int) float64 { return 50 + 40*math.Sin(k+float64(i)*(.3+k/20)) }
	}
	many := func(n int) (out []Series) {
		for k := range n {
			out = append(out, line(fmt.Sprintf("Economy number %d", k), 2005, 20, wave(float64(k))))
		}
		return out
	}
	gaps := line("Gaps", 2000, 20, wave(1))
	gaps.Points = append(append(append([]Point{}, gaps.Points[3:8]...), gaps.Points[10]), gaps.Points[13:17]...)
	loud := many(60)
	loud[7].Emphasis, loud[8].Emphasis, loud[9].Emphasis, loud[10].Emphasis = Highlight, Named, Named, Context
	ends := many(6)
	for i := range ends {
		ends[i].Points = ends[i].Points[:20-3*i]
	}
	status := line("Status", 2010, 10, wave(2))
	status.Points[4].Status, status.Points[6].BreakBefore = Estimate, true
	status.Points[8].Status, status.Points[9].Status = Provisional, Provisional
	return map[string][]Series{
		"one point":         {{Name: "Lone", Points: []Point{{X: 2020, Y: 3}}}},
		"one year":          {{Name: "A", Points: []Point{{X: 2020, Y: 3}}}, {Name: "B", Points: []Point{{X: 2020, Y: 3.01}}}},
		"flat":              {line("Flat", 2010, 5, func(int) float64 { return 7 })},
		"flat zero":         {line("Zero", 2010, 5, func(int) float64 { return 0 })},
		"all negative":      {line("Down", 2010, 9, func(i int) float64 { return -3 - float64(i) }), line("Up", 2010, 9, func(i int) float64 { return -20 + float64(i) })},
		"through zero":      {line("Down", 2010, 9, func(i int) float64 { return 4 - float64(i) }), line("Up", 2010, 9, func(i int) float64 { return float64(i) - 4 })},
		"five":              many(5),
		"sixty":             many(60),
		"sixty, loud":       loud,
		"tiny":              {line("Tiny", 2010, 9, func(i int) float64 { return 1e-6 * float64(1+i) })},
		"huge":              {line("Huge", 2010, 9, func(i int) float64 { return 1e13 * float64(1+i) }), line("Small", 2010, 9, func(i int) float64 { return float64(i) })},
		"long name":         {line(longName, 2010, 9, wave(1)), line(longName+" II", 2010, 7, wave(1.1))},
		"unbreakable name":  {line(strings.Repeat("Xylophon", 8), 2010, 9, wave(1))},
		"gaps":              {gaps, line("Whole", 2000, 20, wave(1.2))},
		"early ends":        ends,
		"ties":              {line("A", 2010, 9, wave(1)), line("B", 2010, 9, wave(1)), line("C", 2010, 9, wave(1)), line("D", 2010, 7, wave(1))},
		"sixty years":       {line("Old", 1964, 61, wave(1)), line("Older", 1964, 61, wave(2))},
		"status and breaks": {status, line("Other", 2010, 10, wave(2.2))},
	}
}

// bodies makes every kind from the same series.
func bodies(series []Series) map[string]Body {
	lines := Lines{Series: series, Value: rigorous, Tick: rigorous, BreakLabel: "Break: restated"}
	zero := lines
	zero.FromZero = true
	var b Bars
	var d Dumbbell
	var m Multiples
	var s Slope
	w := Waterfall{Start: Total{"2015", 10}, Value: rigorous}
	st := Stacked{Parts: []string{"Telecommunications", "Computer", "Rest"}, Value: rigorous}
	sum := 10.0
	for i, x := range series {
		first, last := x.Points[0].Y, x.Points[len(x.Points)-1].Y
		b.Rows = append(b.Rows, Bar{Name: x.Name, Value: last, Emphasis: x.Emphasis, Mark: "*"})
		d.Rows = append(d.Rows, Dumb{Name: x.Name, Start: first, End: last, Emphasis: x.Emphasis})
		m.Panels = append(m.Panels, Panel(x))
		s.Rows = append(s.Rows, SlopeRow{Name: x.Name, Start: first, End: last, Emphasis: x.Emphasis})
		w.Steps = append(w.Steps, Step{Name: x.Name, Value: last - first - .3})
		sum += last - first - .3
		st.Rows = append(st.Rows, StackRow{x.Name, []float64{math.Abs(first) + 1, math.Abs(last), float64(i % 3)}})
	}
	b.Rows = append(b.Rows, Bar{Name: "Absent", Missing: "not reported"})
	b.Value, d.Value, d.Tick, s.Value, m.Value, m.Tick = rigorous, rigorous, rigorous, rigorous, rigorous, rigorous
	d.StartLabel, d.EndLabel, s.Left, s.Right = "2015", "2023", "2015", "2023"
	w.End = Total{"2023", sum}
	whole := st
	whole.Whole, whole.Value = true, with(plain0, "%")
	totals := st
	totals.Total = rigorous
	all := map[string]Body{
		"bump": ranked(series, 10), "bump of two": ranked(series, 2), "fan": projected(series[0], false), "fan to 100": projected(series[len(series)-1], true),
		"grouped": grouped(series), "stacked whole": whole, "stacked totals": totals,
		"lines": lines, "lines from zero": zero, "bars": b, "dumbbell": d, "multiples": m, "slope": s, "waterfall": w, "stacked": st,
	}
	maps.Copy(all, spotBodies(series))
	maps.Copy(all, tableBodies(series))
	return all
}

// framed is a body in a full frame.
func framed(b Body) Chart {
	return Chart{
		Title: "A finding that is long enough to take two lines in most of the sizes of the style", Subtitle: "Indicator, billion current US dollars, 2010–2023",
		Notes: []string{"Note: Trade between members of the European Union is included."}, Source: "Source: UN Trade and Development (UNCTAD), UNCTADstat, through World Bank Data360. Extracted 18\u00a0December\u00a02025. CC\u00a0BY\u00a04.0.",
		Signature: "tradestats", Body: b,
	}
}

// TestNothingCollides draws every kind with every shape of data in several
// sizes and looks at the boxes of the texts.
func TestNothingCollides(t *testing.T) {
	skipUnderRace(t)
	for shape, series := range shapes() {
		for kind, body := range bodies(series) {
			for _, size := range append(Sizes(), Size{Width: 700, Height: 500}) {
				t.Run(kind+"/"+shape+"/"+size.Name, func(t *testing.T) {
					c := framed(body)
					c.Size = size
					l, err := c.Layout()
					if err != nil {
						small := kind == "grouped" && len(series) > 3 && size.Width <= Social.Width // three bars to a name
						if len(series) < 20 && !small {
							t.Fatal(err)
						}
						if !strings.Contains(err.Error(), "size") {
							t.Errorf("an error that names no way out: %v", err)
						}
						return
					}
					checkFlaws(t, l, Light)
				})
			}
		}
	}
}

// skipUnderRace leaves out what draws thousands of charts one by one: under the
// race detector it takes minutes, and runs no race.
func skipUnderRace(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("-short")
	}
}

// checkFlaws: nothing that a reader would stumble over.
func checkFlaws(t *testing.T, l Layout, theme *Theme) {
	t.Helper()
	for _, flaw := range l.Flaws(theme) {
		t.Error(flaw)
	}
}

func TestLabelsDroppedAreNamed(t *testing.T) {
	series := shapes()["sixty, loud"]
	l, err := framed(Lines{Series: series, Value: rigorous, Tick: rigorous}).Layout()
	if err != nil {
		t.Fatal(err)
	}
	labelled := map[string]bool{}
	for _, x := range l.Texts {
		labelled[x.Series] = true
	}
	dropped := map[string]bool{}
	for _, n := range l.Dropped {
		dropped[n] = true
	}
	for i, s := range series {
		if labelled[s.Name] == dropped[s.Name] && s.Emphasis != Context {
			t.Errorf("%s: labelled %v, dropped %v", s.Name, labelled[s.Name], dropped[s.Name])
		}
		if (s.Emphasis == Highlight || s.Emphasis == Named) && !labelled[s.Name] {
			t.Errorf("series %d is loud and has no label", i)
		}
	}
}

// TestRandomLines draws lines with gaps, early ends, breaks and names of all
// lengths.
func TestRandomLines(t *testing.T) {
	skipUnderRace(t)
	r := rand.New(rand.NewPCG(5, 6))
	for n := range 300 {
		l := Lines{Value: rigorous, Tick: rigorous, FromZero: r.IntN(2) == 0, BreakLabel: "Break: restated"}
		years, scale := 1+r.IntN(40), math.Pow(10, float64(r.IntN(18)-5))
		for k := range 1 + r.IntN(9) {
			name := string([]rune(longName)[:3+r.IntN(40)])
			s := Series{Name: fmt.Sprint(name, k), Emphasis: Emphasis(r.IntN(8) % 4)}
			v := (r.Float64() - .3) * scale
			end := years - r.IntN(years)*r.IntN(2)
			for y := range end {
				v += (r.Float64() - .5) * scale / 5
				if r.IntN(12) > 0 {
					s.Points = append(s.Points, Point{X: 1980 + y, Y: v, Status: Status(r.IntN(9) / 7), BreakBefore: r.IntN(20) == 0})
				}
			}
			l.Series = append(l.Series, s)
		}
		c := framed(l)
		c.Size = Sizes()[n%len(Sizes())]
		layout, err := c.Layout()
		if err != nil {
			if l.check() == nil {
				t.Errorf("%d: %v", n, err)
			}
			continue
		}
		checkFlaws(t, layout, Light)
		if t.Failed() {
			t.Fatalf("chart %d", n)
		}
	}
}

func with(f Format, unit string) Format { return func(v float64) string { return f(v) + unit } }
