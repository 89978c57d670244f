package server

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/gallery"
	"tradestats/internal/report"
)

// shared is a gallery without editions in a folder: the newest, of the figures.
var shared = sync.OnceValues(func() (*gallery.Gallery, error) { return openIn("testdata/none") })

func openIn(dir string, data ...string) (*gallery.Gallery, error) {
	registry, err := economy.Load()
	if err != nil {
		return nil, err
	}
	engine, err := dataset.Open(context.Background(), dataset.Options{Economies: registry, Data: data})
	if err != nil {
		return nil, err
	}
	return gallery.Open(context.Background(), gallery.Options{Engine: engine, Economies: registry, Reports: dir, Version: "test"})
}

var silent = slog.New(slog.DiscardHandler)

func handler(t *testing.T) *Server {
	t.Helper()
	g, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return handlerOf(t, g)
}

func handlerOf(t *testing.T, g *gallery.Gallery) *Server {
	t.Helper()
	h, err := New(g, Options{URL: "https://charts.example.org", Log: silent})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// ask sends a request; headers are pairs.
func ask(h http.Handler, method, target string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "/", nil)
	if u, err := url.ParseRequestURI(target); err == nil { // as a server reads it
		r.URL = u
	} else { // what a server refuses before it is asked of anybody
		r.URL.Path, r.URL.RawQuery, _ = strings.Cut(target, "?")
	}
	r.RequestURI = target
	for k := 0; k+1 < len(headers); k += 2 {
		r.Header.Set(headers[k], headers[k+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestFilesOfAChart(t *testing.T) {
	h := handler(t)
	for format, begins := range map[string]string{"png": "\x89PNG", "svg": "<svg", "csv": "series,indicator,", "json": "{\n  \"tool\": \"tradestats\""} {
		for _, at := range []string{"/charts/world/exporters." + format + "?year=latest&lang=fr&size=square&theme=dark", "/draw." + format + "?indicator=internet-users&economy=BRA,CHL"} {
			got := ask(h, "GET", at)
			if got.Code != 200 || !strings.Contains(got.Body.String()[:200], begins) {
				t.Errorf("%s: %d %.60q", at, got.Code, got.Body.String())
			}
			tag := got.Header().Get("ETag")
			if again := ask(h, "GET", at, "If-None-Match", tag); again.Code != 304 || again.Body.Len() > 0 || again.Header().Get("Cache-Control") == "" {
				t.Errorf("%s: unchanged is %d", at, again.Code)
			}
			if head := ask(h, "HEAD", at); head.Code != 200 || head.Body.Len() > 0 || head.Header().Get("Content-Length") != fmt.Sprint(got.Body.Len()) || head.Header().Get("ETag") != tag {
				t.Errorf("%s: HEAD %d", at, head.Code)
			}
			if part := ask(h, "GET", at, "Range", "bytes=2-9"); part.Code != 206 || part.Body.String() != got.Body.String()[2:10] {
				t.Errorf("%s: a range is %d", at, part.Code)
			}
			if other := ask(h, "GET", at, "Range", "bytes=2-9", "If-Range", `"other"`); other.Code != 200 {
				t.Errorf("%s: a range of another file is %d", at, other.Code)
			}
		}
	}
}

// TestBuilderKeepsWhatWasAsked: who sends the form again asks for what the address
// asked, also for what the form has no field for.
func TestBuilderKeepsWhatWasAsked(t *testing.T) {
	body := ask(handler(t), "GET", "/build?lang=fr&indicator=gdp&indicator=internet-users&kind=scatter&log=1&min-coverage=80&economy=g20:members").Body.String()
	for _, want := range []string{
		`<option value="gdp" selected>`, `<option value="internet-users" selected>`, `<option value="scatter" selected>Deux indicateurs l’un contre l’autre</option>`,
		`<details class="more" open>`, `name="log" value="1" checked`, `<input type="hidden" name="min-coverage" value="80">`, `name="economy" value="g20:members"`, `<input type="hidden" name="lang" value="fr">`,
		`<img id="chart" src="./draw.png?`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	wrong := ask(handler(t), "GET", "/build?lang=pt&indicator=gdp&indicator=internet-users&kind=bars").Body.String()
	if !strings.Contains(wrong, "Não é possível mostrar como se pediu") || !strings.Contains(wrong, `<span lang="pt">“Barras” não mostra tantos indicadores`) {
		t.Errorf("an error in Portuguese: %s", wrong)
	}
}

func TestPagesAreSafe(t *testing.T) {
	h := handler(t)
	for _, path := range []string{"/", "/topics/world", "/charts/world/exporters", "/charts/world/exporters?view=embed", "/charts/world/nope?view=embed&", "/build", "/economies", "/economies/BRA", "/indicators", "/indicators/gdp", "/nothing"} {
		got := ask(h, "GET", path)
		head := got.Header()
		framed := strings.HasSuffix(path, "?view=embed")
		if policy := head.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") || strings.Contains(policy, "frame-ancestors *") != framed || (head.Get("X-Frame-Options") == "DENY") == framed {
			t.Errorf("%s: %s, %q", path, policy, head.Get("X-Frame-Options"))
		}
		if head.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: nosniff is missing", path)
		}
		body := got.Body.String()
		if regexp.MustCompile(`<script[^>]*>[^<]|\son[a-z]+=|<style|\sstyle="`).MatchString(body) {
			t.Errorf("%s has a script or a style inside", path)
		}
		if m := regexp.MustCompile(`(?:src|href|action)="(https?:)?//[^"]*`).FindString(strings.ReplaceAll(body, `href="https://charts.example.org`, "")); m != "" {
			t.Errorf("%s leads elsewhere: %s", path, m)
		}
	}
	evil := `"><script>alert(1)</script>`
	for _, at := range []string{"/?q=", "/build?title=", "/build?indicator=", "/charts/world/exporters?size="} {
		got := ask(h, "GET", at+strings.NewReplacer(`"`, "%22", ">", "%3E", "<", "%3C").Replace(evil))
		if strings.Contains(got.Body.String(), "<script>alert") {
			t.Errorf("%s is not escaped", at)
		}
	}
	svg := ask(h, "GET", "/draw.svg?indicator=internet-users&title=%3Cscript%3Ealert(1)%3C/script%3E")
	if svg.Code != 200 || strings.Contains(svg.Body.String(), "<script>") || !strings.Contains(svg.Header().Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("SVG: %d", svg.Code)
	}
}

// TestAssetsAreKeptByTheirVersion: an address that names this one may be kept for ever.
func TestAssetsAreKeptByTheirVersion(t *testing.T) {
	h := handler(t)
	at := regexp.MustCompile(`href="\./(style\.css\?v=[0-9a-f]+)"`).FindStringSubmatch(ask(h, "GET", "/").Body.String())
	if at == nil {
		t.Fatal("the page loads no style")
	}
	for target, always := range map[string]bool{"/" + at[1]: true, "/style.css": false, "/style.css?v=older": false, "/gallery.js?v=": false} {
		got := ask(h, "GET", target)
		if keep := got.Header().Get("Cache-Control"); got.Code != 200 || strings.Contains(keep, "immutable") != always {
			t.Errorf("%s: %d %s", target, got.Code, keep)
		}
	}
}

func TestLanguage(t *testing.T) {
	h := handler(t)
	for _, c := range []struct{ at, accepts, want string }{
		{"/", "", "en"}, {"/", "fr-CH, fr;q=0.9, en;q=0.8", "fr"}, {"/", "pt-BR", "pt"}, {"/", "de", "en"}, {"/?lang=es", "fr", "es"},
		{"/", strings.Repeat("x-", 5000), "en"}, {"/", "es," + strings.Repeat("fr,", 5000), "es"},
	} {
		got := ask(h, "GET", c.at, "Accept-Language", c.accepts)
		if got.Code != 200 || !strings.Contains(got.Body.String(), `<html lang="`+c.want+`"`) || (got.Header().Get("Vary") != "") != !strings.Contains(c.at, "lang=") {
			t.Errorf("%s for %.20q: %d", c.at, c.accepts, got.Code)
		}
	}
	french := ask(h, "GET", "/", "Accept-Language", "fr")
	again := ask(h, "GET", "/", "Accept-Language", "fr", "If-None-Match", french.Header().Get("ETag"))
	other := ask(h, "GET", "/", "Accept-Language", "es", "If-None-Match", french.Header().Get("ETag"))
	if again.Code != 304 || again.Header().Get("Vary") != "Accept-Language" || other.Code != 200 {
		t.Errorf("unchanged in French is %d, varies by %q, in Spanish %d", again.Code, again.Header().Get("Vary"), other.Code)
	}
	if got := ask(h, "GET", "/?lang=xx"); got.Code != 400 {
		t.Errorf("a language that there is not: %d", got.Code)
	}
}

func TestSharing(t *testing.T) {
	h := handler(t)
	page := ask(h, "GET", "/charts/world/exporters?lang=fr").Body.String()
	m := regexp.MustCompile(`oembed" href="https://charts.example.org(/oembed\?url=[^"]+)"`).FindStringSubmatch(page)
	if m == nil || !strings.Contains(page, `property="og:image" content="https://charts.example.org/charts/world/exporters.png?lang=fr&amp;size=social"`) {
		t.Fatal("a shared link does not show the chart")
	}
	var told struct {
		Type, URL string
		Width     int
	}
	got := ask(h, "GET", m[1])
	if err := json.Unmarshal(got.Body.Bytes(), &told); err != nil || told.Type != "photo" || told.Width != 1200 {
		t.Errorf("oEmbed: %v %s", err, got.Body.String())
	}
	if image := ask(h, "GET", strings.TrimPrefix(told.URL, "https://charts.example.org")); image.Code != 200 {
		t.Errorf("its image: %d", image.Code)
	}
	var set struct {
		URL []struct {
			Loc string `xml:"loc"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal(ask(h, "GET", "/sitemap.xml").Body.Bytes(), &set); err != nil || len(set.URL) < 500 {
		t.Errorf("sitemap: %d addresses, %v", len(set.URL), err)
	}
}

// TestSourcesInTheReadersLanguage: as the catalogue has them, with their dates in words.
func TestSourcesInTheReadersLanguage(t *testing.T) {
	h := handler(t)
	for lang, want := range map[string]string{
		"fr": "<dt>Banque mondiale, février 2026</dt>\n<dd>Banque mondiale, Indicateurs du développement dans le monde, Population, total (SP.POP.TOTL), février 2026.</dd>",
		"en": "<dt>World Bank, February 2026</dt>\n<dd>World Bank, World Development Indicators, Population, total (SP.POP.TOTL), February 2026.</dd>",
	} {
		if page := ask(h, "GET", "/charts/world/internet-income?lang="+lang).Body.String(); !strings.Contains(page, want) {
			t.Errorf("%s: no %q", lang, want)
		}
	}
}

// TestEveryPageInEveryLanguage: no address of the sitemap is broken, no word missing.
func TestEveryPageInEveryLanguage(t *testing.T) {
	h := handler(t)
	missing := regexp.MustCompile(`gallery\.[a-z-]+|\[[a-z]+\.[a-z.-]+\]|%!|<no value>|\pL&#39;\pL`)
	for _, m := range regexp.MustCompile(`<loc>https://charts.example.org([^<]*)`).FindAllStringSubmatch(ask(h, "GET", "/sitemap.xml").Body.String(), -1) {
		at := strings.ReplaceAll(m[1], "&amp;", "&")
		if strings.Contains(at, "/economies/") && !strings.Contains(at, "/economies/B") {
			continue // they are alike
		}
		got := ask(h, "GET", at)
		body := strings.ReplaceAll(got.Body.String(), "gallery.js", "")
		if got.Code != 200 || missing.MatchString(body) {
			t.Errorf("%s: %d %q", at, got.Code, missing.FindString(body))
		}
	}
}

// tenfold has figures of exports that are made up: ten times those published.
func tenfold(t *testing.T, g *gallery.Gallery) dataset.Engine {
	t.Helper()
	text, err := os.ReadFile("../../../datasets/figures/digital-services-exports.csv")
	if err != nil {
		t.Fatal(err)
	}
	header, rows, _ := strings.Cut(string(text), "\n")
	file := filepath.Join(t.TempDir(), "made-up.csv")
	if err := os.WriteFile(file, []byte(header+"\n"+strings.ReplaceAll(rows, "\n", "0\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	engine, err := dataset.Open(t.Context(), dataset.Options{Economies: g.Economies, Data: []string{"digital-services-exports=" + file}})
	if err != nil {
		t.Fatal(err)
	}
	return engine
}

// cards are those of a page, each without the blanks between.
func cards(page string) []string {
	return regexp.MustCompile(`(?s)<li><a href.*?</p></li>`).FindAllString(page, -1)
}

// mixed tells whether a page has cards of several editions, or such as none has.
func mixed(page string, editions [][]string) bool {
	return !slices.ContainsFunc(editions, func(edition []string) bool {
		return !slices.ContainsFunc(cards(page), func(card string) bool { return !slices.Contains(edition, card) })
	})
}

// TestServesWhileAnEditionIsWritten asks for a chart while its edition is put in place
// again and again, of the published figures and of made-up ones, and its image torn: each
// answer is whole and of one of them, and the last one is what is shown in the end. The
// gallery has the published ones: what is made up is had only as it was written, and not
// while it is torn.
func TestServesWhileAnEditionIsWritten(t *testing.T) {
	dir := t.TempDir()
	g, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	engines := []dataset.Engine{tenfold(t, g), g.Engine}
	write := func(engine dataset.Engine) {
		_, err := report.Run(t.Context(), report.Options{Topics: []string{"eu-china"}, Year: 2023, Languages: []string{"en"}, Whole: true, Out: dir, Engine: engine, Economies: g.Economies, Version: "test"})
		if err != nil {
			t.Error(err)
		}
	}
	var images, pages [2][]byte
	var of [][]string // the cards of each edition
	for k, engine := range engines {
		write(engine)
		alone, err := openIn(dir)
		if err != nil {
			t.Fatal(err)
		}
		h := handlerOf(t, alone)
		images[k], pages[k] = ask(h, "GET", "/charts/eu-china/exports.png").Body.Bytes(), ask(h, "GET", "/topics/eu-china").Body.Bytes()
		of = append(of, cards(string(pages[k])))
	}
	if bytes.Equal(images[0], images[1]) || !mixed(string(pages[0])+string(pages[1]), of) {
		t.Fatal("the two are alike")
	}
	if g, err = openIn(dir); err != nil {
		t.Fatal(err)
	}
	h := handlerOf(t, g)
	done := make(chan struct{})
	t.Cleanup(func() { <-done })
	go func() {
		defer close(done)
		for _, engine := range engines {
			write(engine)
			os.WriteFile(filepath.Join(dir, "2023", "eu-china", "charts", "exports.en.png"), []byte("torn"), 0o600) //nolint:errcheck // as a change under way
		}
		write(engines[0])
	}()
	var seen [2]int
	for running := true; running; {
		select {
		case <-done:
			running = false
		default:
		}
		time.Sleep(5 * time.Millisecond)
		h.look(t.Context())
		got := ask(h, "GET", "/charts/eu-china/exports.png")
		k := slices.IndexFunc(images[:], func(v []byte) bool { return bytes.Equal(v, got.Body.Bytes()) })
		if got.Code == 200 && k >= 0 {
			seen[k]++
		} else if got.Code != 503 {
			t.Fatalf("%d, %d bytes", got.Code, got.Body.Len())
		}
		if got := ask(h, "GET", "/topics/eu-china"); got.Code != 200 || mixed(got.Body.String(), of) {
			t.Fatalf("page: %d %s", got.Code, got.Body.String())
		}
	}
	if seen[0] == 0 || seen[1] == 0 {
		t.Errorf("of made-up figures %d times, of published ones %d times", seen[0], seen[1])
	}
	h.look(t.Context())
	if got := ask(h, "GET", "/charts/eu-china/exports.png"); !bytes.Equal(got.Body.Bytes(), images[0]) {
		t.Errorf("in the end: %d, %d bytes", got.Code, got.Body.Len())
	}
	if got := ask(h, "GET", "/topics/eu-china"); !bytes.Equal(got.Body.Bytes(), pages[0]) {
		t.Errorf("in the end the page is %s", got.Body.String())
	}
}
