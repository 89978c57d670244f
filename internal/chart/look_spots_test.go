package chart

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
)

// TestLookSpots writes pictures of the kinds for many economies at once, and of
// logarithmic lines: go test -run TestLook -look DIR.
func TestLookSpots(t *testing.T) {
	if *lookDir == "" {
		t.Skip("no -look DIR")
	}
	if err := os.MkdirAll(*lookDir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, c := range spotPictures(t) {
		for _, size := range []Size{Web, Story, Social} {
			for _, theme := range Themes() {
				if size.Name != "web" && theme != Light {
					continue
				}
				c.Size, c.Theme = size, theme
				write(t, strings.Join([]string{name, size.Name, theme.Name}, "-"), c)
			}
		}
	}
}

// economyTable reads names, regions and incomes of the economies.
func economyTable(t *testing.T) map[string]map[string]string {
	t.Helper()
	out := map[string]map[string]string{}
	for _, name := range []string{"economies", "names"} {
		f, err := os.Open(filepath.Join("..", "..", "datasets", "economies", name+".csv"))
		if err != nil {
			t.Skip(err)
		}
		defer f.Close()
		rows, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows[1:] {
			if out[r[0]] == nil {
				out[r[0]] = map[string]string{}
			}
			for i, v := range r {
				out[r[0]][rows[0][i]] = v
			}
		}
	}
	return out
}

func people(v float64) string {
	if v >= 1e9 {
		return plain0(v/1e9) + " billion"
	}
	return plain0(v/1e6) + " million"
}

func spotPictures(t *testing.T) map[string]Chart {
	internet, gdp, population, exports := figures(t, "internet-users"), figures(t, "gdp"), figures(t, "population"), figures(t, "digital-services-exports")
	economies := economyTable(t)
	var codes []string
	for code := range internet {
		codes = append(codes, code)
	}
	sort.Strings(codes)
	sc := Scatter{XTitle: "GDP per person, current US dollars", YTitle: "Per cent of the population", XTick: thousands6, YTick: plain0, YTopTick: with(plain0, "%"),
		LogX: true, FromZero: true, SizeTitle: "Population", SizeFormat: people}
	for _, code := range codes {
		y, ok := internet[code][2023]
		g, n := gdp[code][2023], population[code][2023]
		if !ok || g == 0 || n < 1e6 || economies[code]["region"] == "" {
			continue
		}
		q := ScatterPoint{Name: economies[code]["en"], X: g * 1e6 / n, Y: y, Size: n}
		if code == "UGA" {
			q.Emphasis = Highlight
		}
		sc.Points = append(sc.Points, q)
	}
	frame := func(title, sub string, b Body) Chart {
		return Chart{Title: title, Subtitle: sub, Source: lookWDI, Signature: "tradestats", Body: b}
	}
	grouped := sc
	grouped.Points = nil
	for _, q := range sc.Points {
		for _, code := range codes {
			if economies[code]["en"] == q.Name {
				q.Group = economies[code]["region"]
			}
		}
		q.Emphasis = Plain
		grouped.Points = append(grouped.Points, q)
	}
	equal := grouped
	equal.Points = nil
	for _, q := range sc.Points {
		q.Size = 0
		equal.Points = append(equal.Points, q)
	}
	equal.LogX = false
	out := map[string]Chart{
		"i-scatter":         frame("Internet use rises with income, yet differs widely among poor economies", "Individuals using the Internet and gross domestic product per person, 2023; economies of a million people or more", sc),
		"i-scatter-grouped": frame("Internet use rises with income, yet differs widely among poor economies", "Individuals using the Internet and gross domestic product per person, 2023; economies of a million people or more", grouped),
		"i-scatter-equal":   frame("Internet use rises with income, yet differs widely among poor economies", "Individuals using the Internet and gross domestic product per person, 2023; economies of a million people or more", equal),
	}
	l := Lines{Log: true, Value: thousands6, Tick: thousands6}
	for _, e := range []struct {
		code string
		e    Emphasis
	}{{"USA", Plain}, {"IND", Highlight}, {"BGD", Named}, {"PHL", Plain}, {"NGA", Plain}, {"EGY", Plain}, {"ETH", Plain}} {
		l.Series = append(l.Series, Series{lookNames[e.code], pointsOf(exports[e.code], 2010, 2023, 1), e.e})
	}
	st := Strip{Tick: plain0, TopTick: with(plain0, "%"), Value: plain0, MedianLabel: "Median", Max: 100}
	for _, income := range []string{"High income", "Upper middle income", "Lower middle income", "Low income"} {
		g := StripGroup{Name: income}
		for _, code := range codes {
			if v, ok := internet[code][2023]; ok && economies[code]["income"] == income {
				g.Values = append(g.Values, StripValue{Name: economies[code]["en"], Value: v})
			}
		}
		st.Groups = append(st.Groups, g)
	}
	out["o-strip"] = frame("Low-income economies lie far behind", "Individuals using the Internet, per cent of the population, 2023; a dot an economy, by income group", st)
	loud := st
	loud.Groups = nil
	for _, g := range st.Groups {
		g.Values = append([]StripValue(nil), g.Values...)
		for i, v := range g.Values {
			switch v.Name {
			case "Brazil", "Kenya":
				g.Values[i].Emphasis = Highlight
			case "France", "India":
				g.Values[i].Emphasis = Named
			}
		}
		loud.Groups = append(loud.Groups, g)
	}
	out["o-strip-loud"] = frame("Kenya lies below the median of its group", "Individuals using the Internet, per cent of the population, 2023; a dot an economy, by income group", loud)
	regions := Strip{Tick: thousands6, Value: thousands6, MedianLabel: "Median", Log: true}
	for _, r := range []string{"Africa", "Americas", "Asia", "Europe", "Oceania"} {
		g := StripGroup{Name: r}
		for _, code := range codes {
			if v, ok := exports[code][2022]; ok && economies[code]["region"] == r && v > 0 {
				g.Values = append(g.Values, StripValue{Name: economies[code]["en"], Value: v})
			}
		}
		regions.Groups = append(regions.Groups, g)
	}
	out["o-strip-log"] = frame("The median economy of Europe exports most", "Exports of digitally deliverable services, million current US dollars, 2022, logarithmic scale; a dot an economy", regions)
	bu := Bullet{Value: plain0, Tick: plain0, TopTick: with(plain0, "%"), TargetLabel: "Target 75", StartLabel: "2015", Max: 100}
	for _, code := range []string{"THA", "TUR", "BRA", "MEX", "ZAF", "VNM", "PHL", "EGY", "IDN", "IND", "BGD", "NGA", "ETH", "COD"} {
		r := BulletRow{Name: lookNames[code], Value: internet[code][2023], Target: 75, HasTarget: true, Start: internet[code][2015], HasStart: true}
		if code == "IDN" {
			r.Emphasis = Highlight
		}
		bu.Rows = append(bu.Rows, r)
	}
	sort.SliceStable(bu.Rows, func(i, j int) bool { return bu.Rows[i].Value > bu.Rows[j].Value })
	out["p-bullet"] = frame("Seven of fourteen large developing economies have three in four people online", "Individuals using the Internet, per cent of the population, 2023 and 2015", bu)
	hard := Bullet{Value: rigorous, Tick: rigorous, TargetLabel: "Target for 2030", StartLabel: "First year", Rows: []BulletRow{
		{Name: "No target", Value: 12}, {Name: "Missing", Missing: "not reported", Target: 3, HasTarget: true},
		{Name: "Just below", Value: 9.9, Target: 10, HasTarget: true, Start: 11, HasStart: true},
		{Name: "Far above", Value: 30, Target: 10, HasTarget: true, Start: 30, HasStart: true, Emphasis: Named},
		{Name: "Below zero", Value: -4, Target: 2, HasTarget: true, Start: -6, HasStart: true},
		{Name: longName, Value: 0, Target: 20, HasTarget: true, Emphasis: Highlight}}}
	out["p-bullet-hard"] = frame("Examples, made up", "Made-up values", hard)
	out["n-log-lines"] = frame("India grew faster than Bangladesh", "Exports of digitally deliverable services, million current US dollars, logarithmic scale, 2010–2023", l)
	return out
}

// thousands6 prints whole numbers below a thousand million with commas, small
// ones with the digits they need.
func thousands6(v float64) string {
	if math.Abs(v) < 1 && v != 0 {
		return rigorous(v)
	}
	s := plain0(v)
	for i := len(s) - 3; i > 0 && v > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
