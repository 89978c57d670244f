package picture

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"tradestats/internal/chart"
	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/locale"
	"tradestats/internal/study"
	"tradestats/internal/table"
	"tradestats/internal/tidy"
)

// desk opens the embedded figures with files of the test's own.
func desk(t testing.TB, files ...string) *study.Desk {
	t.Helper()
	registry, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	engine, err := dataset.Open(context.Background(), dataset.Options{Data: files, Economies: registry})
	if err != nil {
		t.Fatal(err)
	}
	return &study.Desk{Engine: engine, Economies: registry, Warning: func(string) {}}
}

func reader(t testing.TB, d *study.Desk, lang string) *table.Reader {
	t.Helper()
	l, err := locale.For(lang)
	if err != nil {
		t.Fatal(err)
	}
	return table.For(l, d.Economies)
}

// csv writes a file of one indicator: economy,year,value.
func csv(t testing.TB, id string, rows ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), id+".csv")
	head := "economy,year,value"
	if len(rows) > 0 && strings.Count(rows[0], ",") == 3 {
		head += ",flag"
	}
	if err := os.WriteFile(path, []byte(head+"\n"+strings.Join(rows, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return id + "=" + path
}

func ask(kind string, indicators []string, economies ...string) Question {
	return Question{Kind: kind, Query: study.Query{Indicators: indicators, Economies: economies}}
}

var (
	exports  = []string{"digital-services-exports"}
	internet = []string{"internet-users"}
)

// questions has one of each kind from the embedded figures, and some of more.
func questions() map[string]Question {
	with := func(q Question, change func(*Question)) Question { change(&q); return q }
	return map[string]Question{
		"line":            with(ask("line", exports, "IRL,DEU,IND,GBR"), func(q *Question) { q.Highlight = []string{"IRL"} }),
		"line of two":     ask("line", []string{"digital-services-exports", "digital-services-imports"}, "eu27"),
		"line, index":     with(ask("line", exports, "world,eu27,CHN"), func(q *Question) { q.As, q.From = AsIndex, 2015 }),
		"line, share":     with(ask("line", exports, "eu27,CHN,IND"), func(q *Question) { q.As = AsShare }),
		"line, growth":    with(ask("line", exports, "world,eu27"), func(q *Question) { q.As, q.From = AsGrowth, 2015 }),
		"line, log":       with(ask("line", exports, "IRL,KEN,CHL"), func(q *Question) { q.Log = true }),
		"bars":            ask("bars", exports),
		"bars, highlight": with(ask("bars", exports), func(q *Question) { q.Highlight = []string{"SWE"} }),
		"bars of groups":  with(ask("bars", internet, "europe,lac,eastern-asia,southern-asia,sub-saharan-africa"), func(q *Question) { q.Year = 2023 }),
		"bars, growth":    with(ask("bars", exports, "g7:members"), func(q *Question) { q.As = AsGrowth }),
		"grouped":         with(ask("grouped", exports, "g7:members"), func(q *Question) { q.From = 2010 }),
		"grouped of two":  ask("grouped", []string{"digital-services-exports", "digital-services-imports"}, "g7:members"),
		"stacked":         ask("stacked", exports, "eu27"),
		"stacked, share":  with(ask("stacked", exports, "USA,GBR,IRL,IND"), func(q *Question) { q.As = AsShare }),
		"slope":           with(ask("slope", exports, "IRL,DEU,IND,GBR,CHN,FRA"), func(q *Question) { q.From, q.Highlight = 2015, []string{"IRL"} }),
		"dumbbell":        with(ask("dumbbell", internet, "elac-seven:members"), func(q *Question) { q.From = 2015 }),
		"multiples":       ask("multiples", internet, "USA,DEU,CHN,BRA,EGY,IND,COD,ZAF"),
		"scatter":         with(ask("scatter", []string{"gdp", "internet-users", "population"}), func(q *Question) { q.Log = true }),
		"scatter, groups": with(ask("scatter", []string{"gdp", "internet-users"}, "africa,europe,asia"), func(q *Question) { q.Log = true }),
		"heatmap":         ask("heatmap", internet, "br-digital-alliance:members"),
		"heatmap, growth": with(ask("heatmap", exports, "g7:members"), func(q *Question) { q.As = AsGrowth }),
		"bump":            with(ask("bump", exports), func(q *Question) { q.Highlight = []string{"IRL"} }),
		"waterfall":       with(ask("waterfall", exports, "world"), func(q *Question) { q.From, q.To = 2015, 2023 }),
		"fan":             ask("fan", internet, "BRA"),
		"strip":           ask("strip", internet),
		"tiles":           ask("tiles", internet),
		"tiles, growth":   with(ask("tiles", exports), func(q *Question) { q.As = AsGrowth }),
		"bullet":          with(ask("bullet", internet, "elac-seven:members"), func(q *Question) { q.Target = "90@2030" }),
		"calendar":        ask("calendar", exports, "br-digital-alliance:members"),
		"calendar of one": ask("calendar", []string{"internet-users", "mobile-subscriptions", "fixed-broadband", "digital-services-exports"}, "KEN"),
	}
}

func make1(t testing.TB, d *study.Desk, lang string, q Question) Picture {
	t.Helper()
	p, err := Make(context.Background(), d, reader(t, d, lang), q)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Every kind is asked for at least once.
func TestQuestionsHaveEveryKind(t *testing.T) {
	have := map[string]bool{}
	for _, q := range questions() {
		have[q.Kind] = true
	}
	for _, kind := range Kinds() {
		if !have[kind] {
			t.Errorf("no question of kind %s", kind)
		}
	}
}

// Every picture has its words in every language, and in every size and theme no
// text lies on another one or on a line of a series.
func TestPictures(t *testing.T) {
	for name, q := range questions() {
		languages := locale.Languages()
		if testing.Short() { // under the race detector: words run no race
			languages = languages[:1]
		}
		for _, lang := range languages {
			t.Run(name+"/"+lang, func(t *testing.T) {
				t.Parallel()
				p := make1(t, desk(t), lang, q)
				checkWords(t, p)
				for _, size := range chart.Sizes() {
					c, err := p.Image(size, chart.Light)
					if err != nil {
						t.Fatal(err)
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
}

func checkWords(t *testing.T, p Picture) {
	t.Helper()
	c := p.Chart
	texts := append([]string{c.Title, c.Subtitle, c.Source, c.Alt}, c.Notes...)
	for _, text := range texts {
		if text == "" || len(locale.Unresolved(text)) > 0 || strings.Contains(text, "<no value>") || strings.Contains(text, "%!") || strings.Contains(text, "NaN") || strings.Contains(text, "  ") {
			t.Errorf("%q", text)
		}
	}
	if n := utf8.RuneCountInString(c.Title); n > longestHeadline {
		t.Errorf("a title of %d signs: %q", n, c.Title)
	}
	if strings.HasSuffix(c.Title, ".") {
		t.Errorf("a full stop: %q", c.Title)
	}
	if n := utf8.RuneCountInString(c.Alt); n >= AltLimit {
		t.Errorf("an alternative text of %d signs: %q", n, c.Alt)
	}
	var back About
	if err := json.Unmarshal([]byte(c.Metadata), &back); err != nil || back.Title != c.Title || len(back.Inputs) == 0 || back.DataSHA256 == "" {
		t.Errorf("metadata: %v: %.200s", err, c.Metadata)
	}
}

var number = regexp.MustCompile(`[+−]?\d[\d,.\x{00a0}\x{202f}]*`)

// Alternative texts tell the plotted numbers: each number of one is a plotted
// value as the chart prints it, a year of the data, or stands in the title or
// the subtitle.
func TestAltTellsThePlottedNumbers(t *testing.T) {
	for name, q := range questions() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := make1(t, desk(t), "en", q)
			known := map[string]bool{}
			for _, text := range append(number.FindAllString(p.Chart.Title+" "+p.Chart.Subtitle, -1), "80", "50") {
				known[strings.TrimRight(text, ".,")] = true
			}
			var told int
			alt := strings.ReplaceAll(p.Chart.Alt, "EU-27", "")
			alt = regexp.MustCompile(`\d+ are without data`).ReplaceAllString(alt, "") // those are not plotted
			for _, text := range number.FindAllString(alt, -1) {
				text = strings.TrimRight(text, ".,")
				if known[text] {
					continue
				}
				if !plotted(p.Data, text) {
					t.Errorf("%q is not plotted:\n%s", text, p.Chart.Alt)
				}
				told++
			}
			if told == 0 {
				t.Errorf("no number beside those of the title: %s", p.Chart.Alt)
			}
		})
	}
}

// plotted tells whether a printed number is a value, a year, a count of values or
// the difference of two of one series, in some scale.
func plotted(data []Value, text string) bool {
	plain := strings.NewReplacer(",", "", "−", "-", "+", "").Replace(text)
	printed, err := strconv.ParseFloat(plain, 64)
	if err != nil {
		return false
	}
	_, decimals, _ := strings.Cut(plain, ".")
	byYear, years := map[string]int{}, map[int]bool{}
	for _, v := range data {
		if v.Year == int(printed) {
			return true
		}
		for _, scale := range []float64{1, 1e3, 1e6, 1e9} {
			x, _ := strconv.ParseFloat(strconv.FormatFloat(v.Value/scale, 'f', len(decimals), 64), 64)
			if near(x, printed) || near(v.Value/scale, printed) {
				return true
			}
		}
		years[v.Year] = true
		if v.Value == v.Value {
			byYear[v.Series+v.Indicator]++
		}
	}
	for _, n := range byYear {
		if float64(n) == printed { // how many years someone reported
			return true
		}
	}
	return float64(len(years)) == printed
}

func near(a, b float64) bool { d := a - b; return d*d <= 1e-5*b*b }

// The same bytes each time, on one processor and on all.
func TestSameBytes(t *testing.T) {
	q := questions()["line"]
	draw := func() (png, svg []byte) {
		p := make1(t, desk(t), "fr", q)
		c, err := p.Image(chart.Social, chart.Dark)
		if err != nil {
			t.Fatal(err)
		}
		var a, b bytes.Buffer
		if err := c.PNG(&a); err != nil {
			t.Fatal(err)
		}
		if err := c.SVG(&b); err != nil {
			t.Fatal(err)
		}
		return a.Bytes(), b.Bytes()
	}
	png, svg := draw()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	again, svgAgain := draw()
	if !bytes.Equal(png, again) || !bytes.Equal(svg, svgAgain) {
		t.Error("other bytes")
	}
}

// An image says where it comes from, and whether that has changed.
func TestWhence(t *testing.T) {
	rows := []string{"FRA,2020,1", "FRA,2021,2", "FRA,2022,3.5"}
	file := csv(t, "tonnes", rows...)
	d := desk(t, file)
	p := make1(t, d, "en", ask("line", []string{"tonnes"}, "FRA"))
	for name, draw := range map[string]func(chart.Chart, io.Writer) error{"png": chart.Chart.PNG, "svg": chart.Chart.SVG} {
		c, err := p.Image(chart.Web, chart.Light)
		if err != nil {
			t.Fatal(err)
		}
		var image bytes.Buffer
		if err := draw(c, &image); err != nil {
			t.Fatal(err)
		}
		about, err := ReadAbout("x."+name, &image)
		if err != nil {
			t.Fatal(err)
		}
		if about.Title != c.Title || about.Selection.Economies[0] != "FRA" {
			t.Errorf("%s: %+v", name, about)
		}
		statusOf(t, about, d, Unchanged)
		statusOf(t, about, desk(t, csv(t, "tonnes", append(rows, "FRA,2023,4")...)), Changed)
		statusOf(t, about, desk(t), Gone)
	}
	for name, text := range map[string]string{"a.svg": "<svg></svg>", "b.png": "no image", "c.svg": "<svg><metadata>{}</metadata></svg>"} {
		if _, err := ReadAbout(name, strings.NewReader(text)); tidy.KindOf(err) != tidy.Data {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func statusOf(t *testing.T, a About, d *study.Desk, want string) {
	t.Helper()
	traces, err := TraceOf(a, d.Engine)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, tr := range traces {
		if tr.Indicator != "tonnes" {
			continue
		}
		if found++; tr.Status != want {
			t.Errorf("%s, not %s", tr.Status, want)
		}
	}
	if found != 1 {
		t.Errorf("%d traces of the figures", found)
	}
}

// What cannot be drawn is refused with what to do.
func TestRefused(t *testing.T) {
	with := func(q Question, change func(*Question)) Question { change(&q); return q }
	for name, test := range map[string]struct {
		q    Question
		kind tidy.Kind
		want string
	}{
		"unknown kind":       {ask("pie", exports), tidy.Usage, `pie`},
		"unknown measure":    {with(ask("line", exports), func(q *Question) { q.As = "points" }), tidy.Usage, "points"},
		"unknown indicator":  {ask("line", []string{"exports"}), tidy.Usage, "exports"},
		"unknown economy":    {ask("line", exports, "Atlantis"), tidy.Usage, "Atlantis"},
		"one for a scatter":  {ask("scatter", exports), tidy.Usage, "needs 2 indicators"},
		"five lines":         {ask("line", []string{"a", "b", "c", "d", "e"}), tidy.Usage, "at most 4"},
		"two units":          {ask("line", []string{"digital-services-exports", "internet-users"}, "FRA"), tidy.Usage, "share no axis"},
		"share of a ratio":   {with(ask("line", internet, "FRA"), func(q *Question) { q.As = AsShare }), tidy.Usage, "internet-users"},
		"stacked ratio":      {ask("stacked", internet, "eu27"), tidy.Usage, "no parts of a whole"},
		"two stacks":         {ask("stacked", exports, "eu27,FRA"), tidy.Usage, "counted twice"},
		"no such year":       {with(ask("bars", exports), func(q *Question) { q.Year = 1950 }), tidy.Empty, "1950"},
		"no year of one":     {with(ask("line", exports, "FRA"), func(q *Question) { q.From, q.To = 1950, 1960 }), tidy.Empty, ""},
		"absent highlight":   {with(ask("line", exports, "FRA,DEU"), func(q *Question) { q.Highlight = []string{"CHN"} }), tidy.Usage, "CHN is highlighted"},
		"four highlights":    {with(ask("line", exports, "g7:members"), func(q *Question) { q.Highlight = []string{"FRA,DEU,ITA,JPN"} }), tidy.Usage, "4 highlights"},
		"one year of two":    {with(ask("slope", exports, "FRA"), func(q *Question) { q.From, q.To = 2020, 2020 }), tidy.Usage, "two years"},
		"a broken target":    {with(ask("bullet", internet, "FRA"), func(q *Question) { q.Target = "much@soon" }), tidy.Usage, "much@soon"},
		"no target":          {ask("bullet", internet, "FRA"), tidy.Usage, "need a target"},
		"strip of economies": {ask("strip", internet, "FRA,DEU"), tidy.Usage, "members of groups"},
		"a projected pair":   {ask("fan", internet, "FRA,DEU"), tidy.Usage, "one economy"},
		"index of nothing":   {with(ask("line", exports, "FRA"), func(q *Question) { q.Of = "eu27" }), tidy.Usage, "--of"},
	} {
		t.Run(name, func(t *testing.T) {
			d := desk(t)
			_, err := Make(context.Background(), d, reader(t, d, "en"), test.q)
			if err == nil || tidy.KindOf(err) != test.kind || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v (%v), want %q", err, tidy.KindOf(err), test.want)
			}
		})
	}
}

// The kind is chosen by what is asked.
func TestChosenKind(t *testing.T) {
	for want, q := range map[string]Question{
		"bars":   ask("", exports),
		"line":   ask("", exports, "FRA,DEU"),
		"bullet": {Target: "75@2030", Query: study.Query{Indicators: internet, Economies: []string{"FRA"}}},
	} {
		if got := make1(t, desk(t), "en", q).About.Kind; got != want {
			t.Errorf("%v: %s, not %s", q, got, want)
		}
	}
}

func ExampleAbout() {
	a := About{Tool: Signature, Kind: "line", Title: "Exports", Notes: []string{}, Selection: Selection{Indicators: []string{"digital-services-exports"}, Economies: []string{"IRL"}}}
	text, _ := a.Compact()
	fmt.Println(text[:70])
	// Output: {"tool":"tradestats","kind":"line","lang":"","title":"Exports","subtit
}
