package gallery

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tradestats/internal/chart"
	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/report"
	"tradestats/internal/tidy"
)

// open shows the editions of a folder, of the embedded figures.
func open(t *testing.T, dir string) *Gallery {
	t.Helper()
	registry, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	engine, err := dataset.Open(t.Context(), dataset.Options{Economies: registry})
	if err != nil {
		t.Fatal(err)
	}
	g, err := Open(t.Context(), Options{Engine: engine, Economies: registry, Reports: dir, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// write puts the edition of a topic into a folder.
func write(t *testing.T, g *Gallery, dir string) {
	t.Helper()
	_, err := report.Run(t.Context(), report.Options{Topics: []string{"eu-china"}, Year: 2023, Languages: []string{"en"}, Out: dir, Engine: g.Engine, Economies: g.Economies, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnEditionIsServedAsItsManifestVouches(t *testing.T) {
	dir := t.TempDir()
	g := open(t, filepath.Join(dir, "none"))
	if len(g.Years()) != 1 || len(g.TopicsOf(0)) < 5 {
		t.Fatalf("without editions: years %v, topics %v", g.Years(), g.TopicsOf(0))
	}
	write(t, g, dir)
	g = open(t, dir)
	b, err := g.Book(t.Context(), "eu-china", 0, "en")
	if err != nil || len(b.Charts) == 0 {
		t.Fatalf("%d charts, %v", len(b.Charts), err)
	}
	c := b.Charts[0]
	plain := View{"png", chart.Web, chart.Light}
	standing := filepath.Join(dir, "2023", "eu-china", "charts", c.ID+".en.png")
	want, err := os.ReadFile(standing)
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.Content(plain)
	if err != nil || !bytes.Equal(got.Body, want) || got.SHA256 != b.Files["charts/"+c.ID+".en.png"] {
		t.Errorf("not the file of the edition: %v", err)
	}
	if err := os.WriteFile(standing, []byte("half a pict"), 0o600); err != nil { // as in the middle of a change
		t.Fatal(err)
	}
	if got, err = c.Content(plain); err != nil || !bytes.Equal(got.Body, want) {
		t.Errorf("while the file is of another edition: %v", err)
	}
	for _, f := range Formats {
		if got, err := c.Content(View{f, chart.Square, chart.Dark}); err != nil || len(got.Body) == 0 {
			t.Errorf("%s: %v", f, err)
		}
	}
}

// TestOtherFigures: an edition of figures that this gallery does not have is shown as
// it was written, and never drawn from others.
func TestOtherFigures(t *testing.T) {
	dir := t.TempDir()
	g := open(t, filepath.Join(dir, "none"))
	write(t, g, dir)
	file := filepath.Join(dir, "2023", "eu-china", "manifest.json")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	first, err := open(t, dir).Book(t.Context(), "eu-china", 2023, "en")
	if err != nil {
		t.Fatal(err)
	}
	id := first.Charts[0].ID
	hash := first.Files["charts/"+id+".csv"]
	if err := os.WriteFile(file, bytes.ReplaceAll(text, []byte(hash), []byte(strings.Repeat("0", 64))), 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := open(t, dir).Book(t.Context(), "eu-china", 2023, "en")
	if err != nil {
		t.Fatal(err)
	}
	c := b.Chart(id)
	if c == nil || c.Drawable() || c.About.Title != first.Charts[0].About.Title {
		t.Fatalf("%+v", c)
	}
	if _, err := c.Content(View{"png", chart.Web, chart.Light}); err != nil {
		t.Error(err)
	}
	if _, err := c.Content(View{"png", chart.Story, chart.Light}); Code(err) != 404 {
		t.Errorf("in another size: %v", err)
	}
	if err := c.Takes(View{"png", chart.Story, chart.Light}); Code(err) != 404 || !strings.Contains(err.Error(), "as they were written") {
		t.Errorf("its page in another size: %v", err)
	}
	if _, err := c.Content(View{"csv", chart.Web, chart.Light}); !errors.Is(err, ErrMoving) {
		t.Errorf("a file that the manifest does not vouch for: %v", err)
	}
}

func TestRefreshSeesANewEdition(t *testing.T) {
	dir := t.TempDir()
	g := open(t, dir)
	before := g.Edition()
	write(t, g, dir)
	if err := g.Refresh(t.Context()); err != nil || g.Edition() == before || len(g.TopicsOf(2023)) != 1 {
		t.Errorf("%v, topics %v", err, g.TopicsOf(2023))
	}
}

func TestQuestionsOutOfBounds(t *testing.T) {
	g := open(t, t.TempDir())
	many := strings.Repeat("BRA,", 60) + "CHL"
	for query, want := range map[string]string{
		"": "no indicator",
		"indicator=internet-users&economy=" + many:                   "61 names",
		"indicator=internet-users&indicater=gdp":                     "did you mean indicator",
		"indicator=internet-users&year=1&year=2":                     "stands 2 times",
		"indicator=internet-users&year=12":                           "no year",
		"indicator=internet-users&title=%ff":                         "no text",
		"indicator=internet-users&title=a%00b":                       "no text",
		"indicator=internet-users&title=" + strings.Repeat("x", 301): "301 signs",
		"indicator=internet-users&count=1000000000":                  "count=1000000000",
		"indicator=internet-users&from=2020&to=2010":                 "exchange the two",
		"indicator=internet-users&coverage=x":                        "coverage",
	} {
		form, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		_, err = ReadQuestion(form, ViewParameters)
		if err == nil || !strings.Contains(err.Error()+"; "+tidy.HintOf(err), want) || Code(err) != 400 {
			t.Errorf("%.60s: %v (%d), want %s", query, err, Code(err), want)
		}
	}
	q, err := ReadQuestion(url.Values{"indicator": {"internet-users"}, "economy": {"world:members", "g20:members"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.Picture(t.Context(), q, "en"); err != nil { // members of groups are bounded by there being no more
		t.Errorf("everyone: %v", err)
	}
	var codes []string
	for _, e := range g.Economies.Economies() {
		codes = append(codes, e.ISO3)
	}
	q.Economies, q.Partners = codes, codes
	if _, err := g.Picture(t.Context(), q, "en"); Code(err) != 400 || !strings.Contains(err.Error(), "more than a chart can show") {
		t.Errorf("everyone by name, with everyone: %v", err)
	}
}

func TestSizesOutOfBounds(t *testing.T) {
	for query, ok := range map[string]bool{
		"": true, "size=story": true, "scale=2": true, "width=1000000000&height=1000000000": false, "width=9999999999999999999": false,
		"scale=1e308": false, "scale=nan": false, "width=10": false, "size=huge": false, "theme=../x.yaml": false, "width=-5": false, "scale=0.001": false,
	} {
		form, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ReadView(form, "png"); (err == nil) != ok {
			t.Errorf("%q: %v", query, err)
		}
	}
	if v, err := ReadView(url.Values{"scale": {"1.0"}}, "png"); err != nil || !v.Plain() {
		t.Errorf("once as large is another size: %+v, %v", v, err)
	}
}

// TestOneSideKeepsTheProportion: of a size of one's own that names one side only.
func TestOneSideKeepsTheProportion(t *testing.T) {
	for query, want := range map[string][2]int{"width=800": {800, 450}, "height=500": {889, 500}, "size=square&width=700": {700, 700}, "width=800&height=900": {800, 900}} {
		form, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		v, err := ReadView(form, "png")
		if got := [2]int{v.Size.Width, v.Size.Height}; err != nil || got != want {
			t.Errorf("%s: %v, %v", query, got, err)
		}
	}
}

func TestSearch(t *testing.T) {
	g := open(t, t.TempDir())
	count := func(s Search, lang string) int {
		found, err := g.Find(context.Background(), s, lang)
		if err != nil {
			t.Fatal(err)
		}
		return len(found)
	}
	all := count(Search{}, "en")
	some := count(Search{Words: "INTERNET"}, "en")
	if all == 0 || some == 0 || some >= all || count(Search{Words: "nothing-is-called-so"}, "en") != 0 {
		t.Errorf("%d of %d charts", some, all)
	}
	with, without := count(Search{Words: "exportación"}, "es"), count(Search{Words: "EXPORTACION"}, "es")
	if with == 0 || with != without || with >= all {
		t.Errorf("%d charts with an accent, %d without", with, without)
	}
	if n := count(Search{Indicator: "internet-users", Economy: "BRA"}, "en"); n == 0 || n >= all {
		t.Errorf("%d charts of internet users in Brazil", n)
	}
	for words, s := range map[string]Search{"brasil": {Economy: "bra"}, "CHN": {Economy: "China"}, "eu27": {Economy: "eu27"}, "us": {Economy: "USA"}} {
		if n, by := count(Search{Words: words}, "pt"), count(s, "pt"); by == 0 || n < by || n == all {
			t.Errorf("%s finds %d charts, of %s there are %d", words, n, s.Economy, by)
		}
	}
	for _, alike := range [][]string{{"UK", "Britain", "united kingdom"}, {"USA", "U.S.A.", "america"}, {"Holland", "netherlands"}, {"Korea", "south korea"}, {"EU", "eu27"}} {
		for _, words := range alike {
			if n, by := count(Search{Words: words}, "en"), count(Search{Economy: alike[0]}, "en"); n < by || n == 0 || n == all {
				t.Errorf("%s finds %d charts, there are %d of %s", words, n, by, alike[0])
			}
		}
	}
	if n, by := count(Search{Words: "china"}, "en"), count(Search{Economy: "CHN"}, "en"); n > by+count(Search{Topic: "eu-china"}, "en") {
		t.Errorf("china finds %d charts, of China there are %d", n, by)
	}
	if n, by := count(Search{Economy: "EU"}, "en"), count(Search{Economy: "eu27"}, "en"); n != by {
		t.Errorf("%d charts of the EU, %d of the EU-27", n, by)
	}
	for lang, words := range map[string]string{"en": "forecast", "fr": "prévision", "es": "pronóstico", "pt": "previsao"} {
		if n := count(Search{Words: words}, lang); n != count(Search{Words: "fan chart"}, lang) || n == 0 || n == all {
			t.Errorf("%s finds %d charts", words, n)
		}
	}
	for _, s := range []Search{{Topic: "nope"}, {Economy: "nowhere"}, {Indicator: "nope"}} {
		if _, err := g.Find(context.Background(), s, "en"); Code(err) != 404 {
			t.Errorf("%+v: %v", s, err)
		}
	}
}

// A kind of chart that no report has is found by its name too, to be drawn.
func TestKindsCalled(t *testing.T) {
	for _, c := range []struct{ lang, words, want string }{
		{"en", "map", "heatmap tiles"}, {"en", "tile map", "tiles"}, {"fr", "Prévision", "fan"}, {"es", "mapa", "heatmap tiles"}, {"pt", "cascata", "waterfall"},
		{"en", "internet", ""}, {"en", "", ""}, {"xx", "map", ""},
	} {
		if got := strings.Join(KindsCalled(c.words, c.lang), " "); got != c.want {
			t.Errorf("%s %q: %s, want %s", c.lang, c.words, got, c.want)
		}
	}
}

func TestFiguresOfAnEconomy(t *testing.T) {
	g := open(t, t.TempDir())
	got, err := g.Of(t.Context(), "BRA")
	if err != nil || len(got) < 8 {
		t.Fatalf("%d figures, %v", len(got), err)
	}
	for _, f := range got {
		if f.Last.Year == 0 || f.Reported == 0 {
			t.Errorf("%s: %s", f.Indicator.ID, strconv.Itoa(f.Last.Year))
		}
	}
	if _, err := g.Economy("../../etc/passwd"); Code(err) != 404 {
		t.Error(err)
	}
}
