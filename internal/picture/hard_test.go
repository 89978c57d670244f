package picture

import (
	"fmt"
	"math"
	"testing"

	"tradestats/internal/chart"
)

// hardCases are made-up figures as a chart must stand them: files of one
// indicator, and what is asked of it.
func hardCases(t testing.TB) map[string]func() Picture {
	sixty := []string{"ARG", "AUS", "AUT", "BEL", "BGD", "BOL", "BRA", "CAN", "CHE", "CHL", "CHN", "CIV", "CMR", "COD", "COL", "CRI", "CZE", "DEU", "DNK", "DOM",
		"ECU", "EGY", "ESP", "EST", "ETH", "FIN", "FRA", "GBR", "GHA", "GRC", "GTM", "HUN", "IDN", "IND", "IRL", "IRN", "ISL", "ISR", "ITA", "JPN",
		"KAZ", "KEN", "KOR", "LKA", "LUX", "MAR", "MEX", "MYS", "NGA", "NLD", "NOR", "NZL", "PAK", "PER", "PHL", "POL", "PRT", "ROU", "SWE", "ZAF"}
	grid := func(who []string, first, years int, f func(k, y int) float64) (rows []string) {
		for k, e := range who {
			for y := range years {
				if v := f(k, y); !math.IsNaN(v) {
					rows = append(rows, fmt.Sprintf("%s,%d,%g", e, first+y, v))
				}
			}
		}
		return rows
	}
	five := sixty[:5]
	gap := func(from, to int) func(k, y int) float64 {
		return func(k, y int) float64 {
			if k == 0 && y >= from && y <= to {
				return math.NaN()
			}
			return 10 + float64(k*3) + float64(y)
		}
	}
	out := map[string]func() Picture{}
	add := func(name string, q Question, rows []string) {
		out[name] = func() Picture {
			q.Indicators = []string{"tonnes"}
			return make1(t, desk(t, csv(t, "tonnes", rows...)), "en", q)
		}
	}
	lines := func(economies ...string) Question { return ask("line", nil, economies...) }
	loud := func(q Question, who string) Question { q.Highlight = []string{who}; return q }
	logged := func(q Question) Question { q.Log = true; return q }
	add("one point", lines("FRA"), []string{"FRA,2020,3"})
	add("one year of five", lines(five...), grid(five, 2020, 1, func(k, _ int) float64 { return 3 + .01*float64(k) }))
	add("flat", lines("FRA"), grid([]string{"FRA"}, 2010, 9, func(_, _ int) float64 { return 7 }))
	add("all negative", lines("FRA,DEU"), grid([]string{"FRA", "DEU"}, 2010, 9, func(k, y int) float64 { return -3 - float64(k*7) - float64(y) }))
	add("all negative bars", ask("bars", nil, five...), grid(five, 2020, 1, func(k, _ int) float64 { return -3 - float64(k*7) }))
	add("60 series", loud(lines(sixty...), "KEN"), grid(sixty, 2005, 19, func(k, y int) float64 { return 50 + 40*math.Sin(float64(k)+float64(y)*.3) }))
	add("60 years in a heatmap", ask("heatmap", nil, sixty[:12]...), grid(sixty[:12], 1964, 60, func(k, y int) float64 { return 50 + 40*math.Sin(float64(k)+float64(y)*.3) }))
	add("1e-6 to 1e13", lines("FRA,DEU,ITA"), grid([]string{"FRA", "DEU", "ITA"}, 2010, 9, func(k, y int) float64 { return []float64{1e-6, 1, 1e12}[k] * float64(1+y) }))
	add("1e-6 to 1e13, logarithms", logged(lines("FRA,DEU,ITA")), grid([]string{"FRA", "DEU", "ITA"}, 2010, 9, func(k, y int) float64 { return []float64{1e-6, 1, 1e12}[k] * float64(1+y) }))
	add("tiny", lines("FRA"), grid([]string{"FRA"}, 2010, 9, func(_, y int) float64 { return 1e-6 * float64(1+y) }))
	add("huge", lines("FRA"), grid([]string{"FRA"}, 2010, 9, func(_, y int) float64 { return 1e12 * float64(1+y) }))
	add("gap at the start", lines(five...), grid(five, 2010, 10, gap(0, 3)))
	add("gap in the middle", lines(five...), grid(five, 2010, 10, gap(4, 6)))
	add("gap at the end", loud(lines(five...), "ARG"), grid(five, 2010, 10, gap(7, 9)))
	add("ties", lines(five...), grid(five, 2010, 10, func(_, y int) float64 { return float64(y) }))
	add("ties in bars", ask("bars", nil, five...), grid(five, 2010, 1, func(_, _ int) float64 { return 4 }))
	add("ties of ranks", ask("bump", nil, five...), grid(five, 2010, 10, func(k, y int) float64 { return float64((k + y) % 3) }))
	add("60 years", lines("FRA,DEU"), grid([]string{"FRA", "DEU"}, 1964, 61, func(k, y int) float64 { return float64(y*(k+1)) + 3 }))
	add("zero under logarithms", logged(lines("FRA,DEU")), grid([]string{"FRA", "DEU"}, 2010, 9, func(k, y int) float64 { return float64(y * k) }))
	add("negative under logarithms", logged(lines("FRA")), grid([]string{"FRA"}, 2010, 9, func(_, y int) float64 { return float64(y) - 4 }))
	return out
}

// Hard figures make charts on which nothing collides, in every size.
func TestHardCases(t *testing.T) {
	for name, draw := range hardCases(t) {
		t.Run(name, func(t *testing.T) {
			p := draw()
			checkWords(t, p)
			for _, size := range chart.Sizes() {
				c, err := p.Image(size, chart.Light)
				if err != nil {
					t.Fatalf("%s: %v", size.Name, err)
				}
				l, err := c.Layout()
				if err != nil {
					t.Fatal(err)
				}
				for _, flaw := range l.Flaws(chart.Light) {
					t.Errorf("%s: %s", size.Name, flaw)
				}
			}
		})
	}
}
