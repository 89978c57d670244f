package chart

import (
	"encoding/csv"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
)

var lookDir = flag.String("look", "", "write the pictures of TestLook to this folder")

// TestLook writes one picture of each kind from the real figures, to be looked
// at: go test -run TestLook -look DIR.
func TestLook(t *testing.T) {
	if *lookDir == "" {
		t.Skip("no -look DIR")
	}
	exports := figures(t, "digital-services-exports")
	internet := figures(t, "internet-users")
	if err := os.MkdirAll(*lookDir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, c := range pictures(exports, internet) {
		write(t, name, c)
	}
	for name, c := range kindPictures(exports, internet) {
		write(t, name, c)
	}
	for name, c := range tablePictures(t, exports, internet) {
		write(t, name, c)
	}
	for _, shape := range []string{"early ends", "sixty, loud", "status and breaks", "long name", "through zero", "gaps", "ties", "one point", "one year", "all negative", "tiny", "huge", "flat", "sixty"} {
		for kind, body := range bodies(shapes()[shape]) {
			c := framed(body)
			if kind == "multiples" || kind == "dumbbell" {
				c.Theme = Dark
			}
			if _, err := c.Layout(); err == nil {
				write(t, "z-"+strings.ReplaceAll(kind+"-"+shape, " ", "-"), c)
			}
		}
	}
}

func write(t *testing.T, name string, c Chart) {
	t.Helper()
	for ext, render := range map[string]func(*os.File) error{
		"png": func(f *os.File) error { return c.PNG(f) },
		"svg": func(f *os.File) error { return c.SVG(f) },
	} {
		f, err := os.Create(filepath.Join(*lookDir, name+"."+ext))
		if err != nil {
			t.Fatal(err)
		}
		if err := render(f); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if l, err := c.Layout(); err == nil && len(l.Dropped) > 0 {
		t.Logf("%s: no label for %v", name, l.Dropped)
	}
}

// figures reads economy, year, value of a dataset of the project.
func figures(t *testing.T, name string) map[string]map[int]float64 {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "datasets", "figures", name+".csv"))
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]map[int]float64{}
	for _, r := range rows[1:] {
		y, _ := strconv.Atoi(r[1])
		v, err := strconv.ParseFloat(r[2], 64)
		if err != nil {
			continue
		}
		if out[r[0]] == nil {
			out[r[0]] = map[int]float64{}
		}
		out[r[0]][y] = v
	}
	return out
}

var lookNames = map[string]string{
	"USA": "United States", "GBR": "United Kingdom", "IRL": "Ireland", "IND": "India", "DEU": "Germany", "CHN": "China",
	"NLD": "Netherlands", "SGP": "Singapore", "FRA": "France", "LUX": "Luxembourg", "JPN": "Japan", "CHE": "Switzerland",
	"BEL": "Belgium", "CAN": "Canada", "SWE": "Sweden", "THA": "Thailand", "TUR": "Türkiye", "BRA": "Brazil", "MEX": "Mexico",
	"ZAF": "South Africa", "VNM": "Viet Nam", "PHL": "Philippines", "EGY": "Egypt", "IDN": "Indonesia", "BGD": "Bangladesh",
	"NGA": "Nigeria", "ETH": "Ethiopia", "COD": "République démocratique du Congo", "SDN": "Sudan", "HKG": "Hong Kong, China",
}

func pointsOf(d map[int]float64, from, to int, scale float64) []Point {
	var out []Point
	for y := from; y <= to; y++ {
		if v, ok := d[y]; ok {
			out = append(out, Point{X: y, Y: v / scale})
		}
	}
	return out
}

func plain0(v float64) string {
	return strings.Replace(strconv.FormatFloat(math.Round(v), 'f', 0, 64), "-", "\u2212", 1)
}

func thousands(v float64) string {
	s := plain0(v)
	if len(s) > 3 && v > 0 {
		s = s[:len(s)-3] + "," + s[len(s)-3:]
	}
	return s
}

func signed(v float64) string {
	if v > 0 {
		return "+" + thousands(v)
	}
	return thousands(v)
}

func with(f Format, unit string) Format { return func(v float64) string { return f(v) + unit } }

const (
	lookUNCTAD = "Source: UN Trade and Development (UNCTAD), UNCTADstat, through World Bank Data360. Extracted 18\u00a0December\u00a02025. CC\u00a0BY\u00a04.0."
	lookWDI    = "Source: World Bank, World Development Indicators (IT.NET.USER.ZS), from the International Telecommunication Union. Extracted 13\u00a0July\u00a02026. CC\u00a0BY\u00a04.0."
)

func pictures(exports, internet map[string]map[int]float64) map[string]Chart {
	line := Chart{
		Title:     "Ireland has overtaken Germany and India in services delivered over networks",
		Subtitle:  "Exports of digitally deliverable services, billion current US dollars, 2010–2023. Eight largest exporters after the United States",
		Notes:     []string{"Note: The United States exported 680 billion in 2023. Trade between members of the European Union is included."},
		Source:    lookUNCTAD,
		Signature: "tradestats", Lang: "en", Alt: "Line chart.",
		Body: lookLines(exports),
	}
	out := map[string]Chart{"a-line-web": line}
	for _, s := range Sizes()[1:] {
		c := line
		c.Size = s
		out["a-line-"+s.Name] = c
	}
	for _, th := range Themes()[1:] {
		c := line
		c.Theme = th
		out["a-line-theme-"+th.Name] = c
	}
	out["b-bars-web"] = lookBars(exports)
	out["c-dumbbell-web"] = lookDumbbell(internet)
	out["d-multiples-web"] = lookMultiples(internet)
	c := out["d-multiples-web"]
	c.Size = Story
	out["d-multiples-story"] = c
	out["h-slope-web"] = lookSlope(exports)
	out["j-waterfall-web"] = lookWaterfall(exports)
	out["k-stack-web"] = lookStack()
	out["l-status-web"] = lookStatus(internet)
	out["m-negative-web"] = lookNegative(exports)
	return out
}

func lookLines(d map[string]map[int]float64) Lines {
	l := Lines{Value: plain0, Tick: plain0, FromZero: true}
	for _, e := range []struct {
		code string
		e    Emphasis
	}{{"GBR", Plain}, {"IRL", Highlight}, {"DEU", Named}, {"IND", Named}, {"CHN", Plain}, {"NLD", Plain}, {"SGP", Plain}, {"FRA", Plain}} {
		l.Series = append(l.Series, Series{lookNames[e.code], pointsOf(d[e.code], 2010, 2023, 1000), e.e})
	}
	return l
}

func lookBars(d map[string]map[int]float64) Chart {
	b := Bars{Value: plain0, FirstValue: with(plain0, " billion")}
	for code, n := range lookNames {
		if v, ok := d[code][2023]; ok {
			r := Bar{Name: n, Value: v / 1000}
			if code == "IRL" {
				r.Emphasis = Highlight
			}
			b.Rows = append(b.Rows, r)
		}
	}
	sort.Slice(b.Rows, func(i, j int) bool { return b.Rows[i].Value > b.Rows[j].Value })
	b.Rows = append(b.Rows[:14:14], Bar{Name: "Hong Kong, China", Missing: "not reported"})
	return Chart{
		Title: "Ireland is the third largest exporter of digitally deliverable services", Subtitle: "Fifteen largest exporters, 2023, billion current US dollars",
		Notes: []string{"Note: 130 economies have reported 2023, against 175 in 2022. Hong Kong, China (45 billion in 2022) has not yet reported."}, Source: lookUNCTAD, Signature: "tradestats", Body: b,
	}
}

func lookDumbbell(d map[string]map[int]float64) Chart {
	b := Dumbbell{StartLabel: "2015", EndLabel: "2023", Value: plain0, Tick: plain0, TopTick: with(plain0, "%"), Max: 100}
	for _, code := range []string{"THA", "TUR", "BRA", "MEX", "ZAF", "VNM", "PHL", "EGY", "IDN", "IND", "BGD", "NGA", "ETH", "COD"} {
		r := Dumb{Name: lookNames[code], Start: d[code][2015], End: d[code][2023]}
		if code == "THA" {
			r.Emphasis = Highlight
		}
		b.Rows = append(b.Rows, r)
	}
	sort.SliceStable(b.Rows, func(i, j int) bool { return b.Rows[i].End > b.Rows[j].End })
	return Chart{Title: "Thailand gained the most ground in Internet use among large developing economies", Subtitle: "Individuals using the Internet, per cent of the population, 2015 and 2023", Source: lookWDI, Signature: "tradestats", Body: b}
}

func lookMultiples(d map[string]map[int]float64) Chart {
	m := Multiples{Tick: plain0, TopTick: with(plain0, "%"), Value: plain0, FromZero: true, Max: 100}
	for i, code := range []string{"USA", "DEU", "CHN", "BRA", "EGY", "IND", "COD", "ZAF"} {
		p := Panel{Name: lookNames[code], Points: pointsOf(d[code], 2005, 2024, 1)}
		if i == 6 {
			p.Emphasis = Highlight
		}
		if i == 7 {
			p.Emphasis = Named
		}
		m.Panels = append(m.Panels, p)
	}
	return Chart{Title: "Two in three people in the Congo are still offline", Subtitle: "Individuals using the Internet, per cent of the population, 2005–2024; other economies in grey",
		Notes: []string{"Note: World Bank regions."}, Source: lookWDI, Signature: "tradestats", Body: m}
}

func lookSlope(d map[string]map[int]float64) Chart {
	s := Slope{Left: "2015", Right: "2023", Value: plain0}
	for _, code := range []string{"GBR", "IRL", "IND", "DEU", "CHN", "NLD", "SGP", "FRA", "LUX", "JPN", "CHE"} {
		r := SlopeRow{Name: lookNames[code], Start: d[code][2015] / 1000, End: d[code][2023] / 1000}
		if code == "IRL" {
			r.Emphasis = Highlight
		}
		s.Rows = append(s.Rows, r)
	}
	return Chart{Title: "Ireland moved from sixth to second place outside the United States", Subtitle: "Exports of digitally deliverable services, billion current US dollars, 2015 and 2023",
		Notes: []string{"Note: The eleven largest exporters of 2023 after the United States."}, Source: lookUNCTAD, Signature: "tradestats", Body: s}
}

func lookWaterfall(d map[string]map[int]float64) Chart {
	w := Waterfall{Value: thousands, Signed: signed, Start: Total{Name: "2015"}, End: Total{Name: "2023"}}
	for _, code := range []string{"USA", "IRL", "GBR", "IND", "CHN", "SGP", "DEU"} {
		a, b := d[code][2015]/1000, d[code][2023]/1000
		w.Start.Value += a
		w.End.Value += b
		w.Steps = append(w.Steps, Step{lookNames[code], b - a})
	}
	w.Steps = append(w.Steps, Step{"Republic of Nowhere in Particular", -350})
	w.End.Value -= 350
	return Chart{Title: "The United States and Ireland account for two fifths of the growth of seven large exporters", Subtitle: "Exports of digitally deliverable services, billion current US dollars, change from 2015 to 2023 by exporter",
		Source: lookUNCTAD, Signature: "tradestats", Body: w}
}

func lookStack() Chart {
	s := Stacked{Parts: []string{"Europe, Central Asia", "North America", "East Asia, Pacific", "Rest of the world"}, Value: plain0}
	for i, parts := range [][]float64{{55, 21, 14, 10}, {54, 21, 14, 11}, {55, 19, 15, 11}, {53, 20, 16, 11}, {54, 18, 16, 12}, {53, 19, 17, 11}, {52, 18, 17, 13}, {54, 18, 15, 13}} {
		s.Rows = append(s.Rows, StackRow{strconv.Itoa(2010 + 2*i - i/7), parts})
	}
	return Chart{Title: "Half of digitally deliverable services are sold from Europe and Central Asia", Subtitle: "Exports of digitally deliverable services by region of the exporter, per cent of the reporting economies’ total",
		Notes: []string{"Note: 2023 covers 130 economies, 2022 175. World Bank regions; trade between members of the European Union included."}, Source: lookUNCTAD, Signature: "tradestats", Body: s}
}

func lookStatus(d map[string]map[int]float64) Chart {
	china := pointsOf(d["CHN"], 2005, 2024, 1)
	for i := range china {
		china[i].BreakBefore = china[i].X == 2023
	}
	ethiopia := pointsOf(d["ETH"], 2005, 2024, 1)
	for i := range ethiopia {
		if ethiopia[i].X >= 2023 {
			ethiopia[i].Status = Provisional
		}
	}
	sudan := []Point{{X: 2007, Y: 8.7}, {X: 2015, Y: 12, Status: Estimate}, {X: 2016, Y: 14, Status: Estimate}, {X: 2017, Y: 18.7, Status: Estimate}}
	return Chart{Title: "China’s figure for 2023 is restated: a break, not growth", Subtitle: "Individuals using the Internet, per cent of the population, 2005–2024",
		Notes:  []string{"Note: Lines are not drawn across missing years. Hollow points: estimates (shown here as an example for Sudan). Dashed: provisional (example for Ethiopia, 2023–2024)."},
		Source: lookWDI, Signature: "tradestats",
		Body: Lines{Value: plain0, Tick: plain0, FromZero: true, Max: 100, BreakLabel: "Break: restated",
			Series: []Series{{Name: "China", Points: china}, {Name: "Sudan", Points: sudan}, {Name: "Ethiopia", Points: ethiopia}}}}
}

func lookNegative(d map[string]map[int]float64) Chart {
	b := Bars{Value: func(v float64) string { return strings.Replace(fmt.Sprintf("%+.1f", v), "-", "\u2212", 1) }, FirstValue: func(v float64) string { return fmt.Sprintf("%+.1f", v) + " per cent" }}
	for i, code := range []string{"IRL", "IND", "CHN", "GBR", "DEU", "COD", "FRA", "JPN", "LUX"} {
		v := 12.5 - 2.6*float64(i)
		r := Bar{Name: lookNames[code], Value: v}
		if code == "COD" {
			r.Emphasis = Highlight
			r.Mark = "*"
		}
		b.Rows = append(b.Rows, r)
	}
	return Chart{Title: "Exports fell in four of nine economies", Subtitle: "Growth of exports, per cent, 2022–2023", Source: lookUNCTAD, Signature: "tradestats", Body: b}
}
