package chart

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// TestRandomKinds draws ranks with ties and gaps, projections of all widths
// and groups with values of all signs, in every size.
func TestRandomKinds(t *testing.T) {
	skipUnderRace(t)
	r := rand.New(rand.NewPCG(7, 8))
	name := func(k int) string { return fmt.Sprint(string([]rune(longName)[:3+r.IntN(40)]), k) }
	for n := range 300 {
		scale := math.Pow(10, float64(r.IntN(18)-5))
		value := func() float64 { return (r.Float64() - .4) * scale }
		bump := Bump{Depth: 1 + r.IntN(10), Value: plain0}
		grouped := Grouped{Series: []string{name(1), name(2), name(3)}[:1+r.IntN(3)], Value: rigorous}
		for k := range 1 + r.IntN(6) {
			s := Series{Name: name(k), Emphasis: Emphasis(r.IntN(8) % 4)}
			for y := range 1 + r.IntN(30) {
				if r.IntN(12) > 0 {
					s.Points = append(s.Points, Point{X: 1980 + y, Y: float64(1 + r.IntN(8)), Status: Status(r.IntN(9) / 3), BreakBefore: r.IntN(20) == 0})
				}
			}
			bump.Series = append(bump.Series, s)
			row := GroupedRow{Name: name(k), Emphasis: s.Emphasis}
			for range grouped.Series {
				row.Values = append(row.Values, Cell{Value: value() * float64(r.IntN(4)), Known: r.IntN(6) > 0, Status: Status(r.IntN(9) / 3)})
			}
			grouped.Rows = append(grouped.Rows, row)
		}
		fan := Fan{Name: name(0), Value: rigorous, Tick: rigorous, ReportedLabel: "Reported", ProjectedLabel: "Projected", Label80: "80% range", Label50: "50% range"[:9*r.IntN(2)],
			FromZero: r.IntN(2) == 0, Max: scale * float64(r.IntN(2)), HasTarget: r.IntN(2) == 0, Target: value(), TargetLabel: name(9)}
		for y := range 1 + r.IntN(20) {
			fan.Points = append(fan.Points, Point{X: 2000 + y, Y: value()})
		}
		for y := range 1 + r.IntN(9) {
			mid, w := value(), r.Float64()*scale*math.Pow(10, float64(r.IntN(3)-1))
			fan.Projection = append(fan.Projection, FanPoint{X: 2025 + 2*y, Mid: mid, Low80: mid - w, Low50: mid - w/3, High50: mid + w/2, High80: mid + w})
		}
		for kind, body := range map[string]Body{"bump": bump, "grouped": grouped, "fan": fan} {
			c := framed(body)
			c.Size = Sizes()[n%len(Sizes())]
			layout, err := c.Layout()
			if err != nil {
				if body.check() == nil && !(kind == "grouped" && len(grouped.Rows) > 3) {
					t.Errorf("%d: %v", n, err)
				}
				continue
			}
			checkFlaws(t, layout, Light)
			for _, a := range layout.Areas {
				for _, q := range a.Corners {
					if q.Y < layout.Plot.Y0 || q.Y > layout.Plot.Y1 {
						t.Errorf("a band leaves the plot at %.0f", q)
					}
				}
			}
			if t.Failed() {
				t.Fatalf("%s %d", kind, n)
			}
		}
	}
}
