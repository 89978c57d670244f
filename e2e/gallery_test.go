//go:build e2e

package e2e

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"tradestats/internal/cli"
	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/gallery"
	"tradestats/internal/gallery/server"
)

// opened serves a gallery of the newest edition and returns its address.
func opened(t *testing.T) string {
	t.Helper()
	registry, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	engine, err := dataset.Open(t.Context(), dataset.Options{Economies: registry})
	if err != nil {
		t.Fatal(err)
	}
	g, err := gallery.Open(t.Context(), gallery.Options{Engine: engine, Economies: registry, Reports: filepath.Join("..", "reports"), Version: cli.Version})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewUnstartedServer(nil)
	at := "http://" + s.Listener.Addr().String()
	h, err := server.New(g, server.Options{URL: at, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	s.Config.Handler = h
	s.Start()
	t.Cleanup(s.Close)
	return at
}

// do runs JavaScript in the page and returns its text.
func do(t *testing.T, tab context.Context, script string) string {
	t.Helper()
	text, err := chromedp.Run(tab, chromedp.Evaluate[string]("(async () => String(await ("+script+")))()", chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%.80s: %v", script, err)
	}
	return text
}

func openPage(t *testing.T, tab context.Context, address string) {
	t.Helper()
	if err := chromedp.Do(tab, chromedp.Navigate(address)); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
}

// sums are the sha256 of the downloads that the open page offers.
func sums(t *testing.T, tab context.Context) string {
	t.Helper()
	var out []string
	links := do(t, tab, "[...document.querySelectorAll('.downloads a')].map(a => a.querySelector('strong').textContent.toLowerCase() + ' ' + a.href).join('\\n')")
	for _, line := range strings.Split(links, "\n") {
		format, address, _ := strings.Cut(line, " ")
		r, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil || r.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s %v", address, r.Status, err)
		}
		h := sha256.Sum256(body)
		out = append(out, format+" "+hex.EncodeToString(h[:]))
	}
	return strings.Join(out, "\n")
}

// written are the same sums of what the chart command writes.
func written(t *testing.T, flags string) string {
	t.Helper()
	stem := filepath.Join(t.TempDir(), "x")
	for _, image := range []string{"png", "svg"} {
		args := append([]string{"tradestats", "chart", "-q", "-o", stem + "." + image}, strings.Fields(flags)...)
		var stderr bytes.Buffer
		if code := cli.Main(args, &bytes.Buffer{}, &stderr); code != 0 {
			t.Fatalf("chart %s: %s", flags, stderr.String())
		}
	}
	var out []string
	for _, format := range []string{"png", "svg", "csv", "json"} {
		body, err := os.ReadFile(stem + "." + format)
		if err != nil {
			t.Fatal(err)
		}
		h := sha256.Sum256(body)
		out = append(out, format+" "+hex.EncodeToString(h[:]))
	}
	return strings.Join(out, "\n")
}

// TestAReaderOfTheGallery searches, opens a chart, switches size and language, takes
// its files, then builds a chart and comes back to its address.
func TestAReaderOfTheGallery(t *testing.T) {
	tab, at := browse(t), opened(t)
	for _, scripted := range []bool{true, false} {
		t.Run(fmt.Sprintf("scripts=%v", scripted), func(t *testing.T) {
			_, err := chromedp.Run(tab, called(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !scripted}))
			if err != nil {
				t.Fatal(err)
			}
			find(t, tab, at)
			build(t, tab, at)
		})
	}
}

// submit fills a form as a reader would and waits for the page that answers.
func submit(t *testing.T, tab context.Context, form string, values map[string]string) {
	t.Helper()
	for name, v := range values {
		do(t, tab, fmt.Sprintf(`document.querySelector('%s [name=%s]').value = %q`, form, name, v))
	}
	click(t, tab, form+" button:not(.copy)")
}

// click waits for the page that a click leads to.
func click(t *testing.T, tab context.Context, selector string) {
	t.Helper()
	within, stop := context.WithTimeout(tab, time.Minute)
	defer stop()
	r, err := chromedp.RunResponse(within, chromedp.Click(chromedp.CSS(selector)))
	if err != nil || r == nil || r.Status != http.StatusOK {
		t.Fatalf("%s: %+v %v", selector, r, err)
	}
}

func find(t *testing.T, tab context.Context, at string) {
	openPage(t, tab, at+"/?lang=en")
	submit(t, tab, "form.search", map[string]string{"q": "exporters", "topic": "world"})
	if got := do(t, tab, "document.querySelectorAll('.cards li').length"); got == "0" {
		t.Fatal("the search finds nothing")
	}
	click(t, tab, `.cards a[href*="charts/world/exporters"]`)
	if got, want := sums(t, tab), written(t, "--topic world --id exporters --year 2023"); got != want {
		t.Errorf("the downloads are\n%s\nthe chart command writes\n%s", got, want)
	}
	submit(t, tab, "form.look", map[string]string{"size": "square", "theme": "dark", "lang": "fr"})
	if got := do(t, tab, "document.documentElement.lang + ' ' + document.getElementById('chart').naturalWidth"); got != "fr 1080" {
		t.Errorf("in French and square: %s", got)
	}
	if got, want := sums(t, tab), written(t, "--topic world --id exporters --year 2023 --size square --theme dark --lang fr"); got != want {
		t.Errorf("in French and square the downloads are\n%s\nthe chart command writes\n%s", got, want)
	}
}

func build(t *testing.T, tab context.Context, at string) {
	openPage(t, tab, at+"/build?lang=en")
	submit(t, tab, "form.build", map[string]string{"indicator": "internet-users", "economy": "Brazil, CHL", "from": "2010", "highlight": "CHL"})
	address := do(t, tab, "location.href")
	to := do(t, tab, "new URL(document.querySelector('.downloads a').href).searchParams.get('to')") // the year that was left open
	got, want := sums(t, tab), written(t, "internet-users -e BRA,CHL --from 2010 --highlight CHL --to "+to)
	if got != want {
		t.Errorf("built are\n%s\nthe chart command writes\n%s", got, want)
	}
	openPage(t, tab, address)
	if again := sums(t, tab); again != got {
		t.Error("the address draws something else the second time")
	}
	if w := do(t, tab, "document.getElementById('chart').naturalWidth"); w != "1600" {
		t.Errorf("the image is %s px wide", w)
	}
	openPage(t, tab, at+"/build?lang=en&indicator=internet-users&economy=Atlantis")
	if said := do(t, tab, "document.querySelector('[role=alert]').textContent"); !strings.Contains(said, "Atlantis") {
		t.Errorf("an unknown economy: %s", said)
	}
}

// galleryPages are one of each kind, and the words that are in another language.
var galleryPages = []struct{ name, path string }{
	{"index", "/?lang=en"}, {"found", "/?lang=fr&q=internet"}, {"topic", "/topics/world?lang=en"}, {"chart", "/charts/world/exporters?lang=en"},
	{"chart-es", "/charts/elac2026/internet-all?lang=es"}, {"build", "/build?lang=en&indicator=internet-users&economy=BRA,CHL"}, {"economies", "/economies?lang=pt"},
	{"economy", "/economies/BRA?lang=en"}, {"indicators", "/indicators?lang=en"}, {"indicator", "/indicators/internet-users?lang=en"}, {"problem", "/charts/world/none?lang=en"},
	{"editions", "/editions?lang=fr"}, {"wrong", "/build?lang=pt&indicator=gdp&indicator=internet-users"}, {"logarithmic", "/build?lang=es&indicator=gdp&indicator=population&kind=scatter"},
	{"embed", "/charts/world/exporters?lang=en&view=embed"},
}

// TestGalleryInABrowser opens each page in each window: never wider than that, its
// images there, nothing loaded from elsewhere, nothing refused by its own policy, no
// rule of accessibility broken in earnest, all reached by the keyboard.
func TestGalleryInABrowser(t *testing.T) {
	tab, at, rules := browse(t), opened(t), rules(t)
	for _, p := range galleryPages {
		t.Run(p.name, func(t *testing.T) {
			for _, w := range windows {
				seeAt(t, tab, at+p.path, w)
				checkGallery(t, tab, w)
				if rules != "" && w.media == "screen" {
					checkAccessible(t, tab, w, rules)
				}
				shoot(t, tab, "gallery-"+p.name+"-"+w.name)
			}
		})
	}
}

const galleryState = `(async () => {
	const images = [...document.images];
	for (const i of images) i.loading = 'eager';
	await Promise.all(images.map(i => i.decode().catch(() => 0)));
	const shown = e => e.getClientRects().length > 0;
	return JSON.stringify({
		wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
		who: [...document.querySelectorAll('body *')].filter(e => !e.closest('.table') && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map(e => e.outerHTML.slice(0, 90))[0] || '',
		hidden: [...document.querySelectorAll('.table')].filter(e => e.querySelector('.figures') && e.scrollWidth > e.clientWidth).length,
		broken: images.filter(i => !i.naturalWidth).map(i => i.currentSrc),
		dark: images.filter(i => i.currentSrc.includes('theme=dark')).length,
		images: images.length,
		elsewhere: performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(location.origin)),
		styled: getComputedStyle(document.body).marginTop === '0px',
		unreachable: [...document.querySelectorAll('a, button, input, select, textarea')].filter(e => shown(e) && e.tabIndex < 0 && e.type !== 'hidden').length,
		small: [...document.querySelectorAll('header a, .topics a, .downloads a, button, select')].filter(e => shown(e) && e.getBoundingClientRect().height < 24).map(e => e.outerHTML.slice(0, 60)),
	});
})()`

// A galleryView is what galleryState tells.
type galleryView struct {
	Wide, Hidden, Dark, Images, Unreachable int // Hidden: tables of figures that go on beyond their edge
	Who                                     string
	Broken, Elsewhere, Small                []string
	Styled                                  bool
}

func seeAt(t *testing.T, tab context.Context, address string, w window) {
	t.Helper()
	err := chromedp.Do(tab, chromedp.EmulateViewport(w.width, w.height),
		called(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: w.media, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: w.scheme}}}),
		chromedp.Navigate(address))
	if err != nil {
		t.Fatalf("%s: %v", w.name, err)
	}
}

func checkGallery(t *testing.T, tab context.Context, w window) {
	t.Helper()
	var got galleryView
	if err := json.Unmarshal([]byte(do(t, tab, galleryState)), &got); err != nil {
		t.Fatal(err)
	}
	if got.Wide > 0 {
		t.Errorf("%s: the page is %d px wider than its window: %s", w.name, got.Wide, got.Who)
	}
	if got.Hidden > 0 && w.media == "screen" {
		t.Errorf("%s: figures are beyond the edge", w.name)
	}
	if len(got.Broken) > 0 {
		t.Errorf("%s: images are missing: %v", w.name, got.Broken)
	}
	if w.media == "screen" && got.Images > 0 &&
		(got.Dark > 0) != (w.scheme == "dark") {
		t.Errorf("%s: %d of %d images are dark", w.name, got.Dark, got.Images)
	}
	if len(got.Elsewhere) > 0 || !got.Styled {
		t.Errorf("%s: it loads %v, its style is there: %v", w.name, got.Elsewhere, got.Styled)
	}
	if got.Unreachable > 0 || len(got.Small) > 0 {
		t.Errorf("%s: %d controls are out of reach of the keyboard; too small for a finger: %v", w.name, got.Unreachable, got.Small)
	}
}
