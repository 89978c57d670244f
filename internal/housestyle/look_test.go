package housestyle

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"testing"

	"tradestats/internal/chart"
)

// TestLook writes charts in the theme of The Daily Example from the real
// figures, to be looked at: go test -run TestLook -look DIR.
func TestLook(t *testing.T) {
	if *lookDir == "" {
		t.Skip("no -look DIR")
	}
	theme, err := Read(house(t, daily(t)))
	if err != nil {
		t.Fatal(err)
	}
	plain := chart.Lines{Value: whole, Tick: whole, FromZero: true}
	loud := plain
	bars := chart.Bars{Value: whole, FirstValue: func(v float64) string { return whole(v) + " billion" }}
	figures := exports(t)
	for i, code := range []string{"IRL", "DEU", "IND", "CHN", "NLD"} {
		s := chart.Series{Name: names[code], Points: figures[code]}
		plain.Series = append(plain.Series, s)
		s.Emphasis = []chart.Emphasis{chart.Highlight, chart.Named, chart.Named, chart.Plain, chart.Plain}[i]
		loud.Series = append(loud.Series, s)
	}
	for code, name := range names {
		last := figures[code][len(figures[code])-1]
		b := chart.Bar{Name: name, Value: last.Y}
		if code == "IRL" {
			b.Emphasis = chart.Highlight
		}
		bars.Rows = append(bars.Rows, b)
	}
	sort.Slice(bars.Rows, func(i, j int) bool { return bars.Rows[i].Value > bars.Rows[j].Value })
	for name, body := range map[string]chart.Body{"lines": loud, "plain": plain, "bars": bars} {
		for _, size := range []chart.Size{chart.Web, chart.Story, chart.Social, {Width: 800, Height: 450, Scale: 2}} {
			c := chart.Chart{
				Title: "Ireland has overtaken Germany and India in services delivered over networks", Subtitle: "Exports of digitally deliverable services, billion current US dollars, 2010–2023",
				Notes:  []string{"Note: Trade between members of the European Union is included. The United States exported 680 billion in 2023, more than any other economy; the United Kingdom followed."},
				Source: "Source: UN Trade and Development (UNCTAD), UNCTADstat, through World Bank Data360. Extracted 18\u00a0December\u00a02025. CC\u00a0BY\u00a04.0.",
				Theme:  theme, Size: size, Body: body, Lang: "en",
			}
			write(t, name+"-"+size.Name, c)
		}
	}
}

var names = map[string]string{"IRL": "Ireland", "DEU": "Germany", "IND": "India", "CHN": "China", "NLD": "Netherlands", "SGP": "Singapore", "CIV": "Côte d’Ivoire", "LUX": "Luxembourg"}

func whole(v float64) string { return strconv.FormatFloat(v, 'f', 0, 64) }

func write(t *testing.T, name string, c chart.Chart) {
	t.Helper()
	if err := os.MkdirAll(*lookDir, 0o755); err != nil {
		t.Fatal(err)
	}
	for ext, draw := range map[string]func(*os.File) error{
		"png": func(f *os.File) error { return c.PNG(f) },
		"svg": func(f *os.File) error { return c.SVG(f) },
	} {
		f, err := os.Create(filepath.Join(*lookDir, name+"."+ext))
		if err != nil {
			t.Fatal(err)
		}
		if err := draw(f); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// exports are the exports of digitally deliverable services from 2010 to 2023,
// billion dollars.
func exports(t *testing.T) map[string][]chart.Point {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "datasets", "figures", "digital-services-exports.csv"))
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]chart.Point{}
	for _, r := range rows[1:] {
		year, _ := strconv.Atoi(r[1])
		if v, err := strconv.ParseFloat(r[2], 64); err == nil && year >= 2010 && year <= 2023 {
			out[r[0]] = append(out[r[0]], chart.Point{X: year, Y: v / 1000})
		}
	}
	return out
}
