//go:build e2e

package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	printing "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"tradestats/internal/cli"
)

var shots = flag.String("shots", "", "write what pages look like into this folder")

// axe is where npm puts the rules of accessibility.
const axe = "axe/node_modules/axe-core/axe.min.js"

// rules are those rules. Without them there is nothing to check by: a skip on a desk,
// a failure where the whole is checked.
func rules(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(axe)
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("%v: run npm ci in e2e/axe", err)
	default:
		t.Logf("%v (npm ci in e2e/axe installs them): accessibility is not checked", err)
	}
	return string(text)
}

// A window is how a reader sees a page.
type window struct {
	name          string
	width, height int64
	media, scheme string
}

var windows = []window{
	{"390", 390, 844, "screen", "light"}, {"390-dark", 390, 844, "screen", "dark"},
	{"820", 820, 1180, "screen", "light"}, {"820-dark", 820, 1180, "screen", "dark"},
	{"1440", 1440, 900, "screen", "light"}, {"1440-dark", 1440, 900, "screen", "dark"},
	{"print", 794, 1123, "print", "light"},
}

// thorough are the pages that are seen in every window: the longest, and one in another
// language. What they have, the others have in smaller numbers.
var thorough = map[string]bool{"world/report.en.html": true, "elac2026/report.es.html": true}

// TestPagesInABrowser opens the HTML page of every topic in every language: in no
// window is it wider than that, each chart is seen once, nothing is loaded from
// elsewhere, no rule of accessibility is broken in earnest, and it prints.
func TestPagesInABrowser(t *testing.T) {
	tab := browse(t)
	rules := rules(t)
	dir := t.TempDir()
	if code := cli.Main([]string{"tradestats", "report", "--formats", "html,csv", "--year", "2023", "-o", dir, "-q"}, &bytes.Buffer{}, os.Stderr); code != 0 {
		t.Fatalf("report: exit code %d", code)
	}
	files, err := filepath.Glob(filepath.Join(dir, "2023", "*", "report.*.html"))
	if err != nil || len(files) < 6 {
		t.Fatalf("%d pages, %v", len(files), err)
	}
	for _, file := range files {
		topic := filepath.Base(filepath.Dir(file))
		t.Run(topic+"/"+filepath.Base(file), func(t *testing.T) {
			for _, w := range windows {
				if !thorough[topic+"/"+filepath.Base(file)] && w.name != "390" && w.name != "print" {
					continue
				}
				see(t, tab, file, w)
				checkSeen(t, tab, w)
				if rules != "" && w.media == "screen" {
					checkAccessible(t, tab, w, rules)
				}
				shoot(t, tab, topic+"-"+strings.TrimSuffix(filepath.Base(file), ".html")+"-"+w.name)
			}
			checkPrint(t, tab)
			checkLeads(t, tab, file)
		})
	}
}

func see(t *testing.T, tab context.Context, file string, w window) {
	t.Helper()
	address := (&url.URL{Scheme: "file", Path: file}).String()
	err := chromedp.Do(tab, chromedp.EmulateViewport(w.width, w.height),
		called(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: w.media, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: w.scheme}}}),
		chromedp.Navigate(address))
	if err != nil {
		t.Fatalf("%s: %v", w.name, err)
	}
}

// called is a command of the browser's protocol as an action.
func called[P, R any](command cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, tab, command, params)
		return chromedp.Void{}, err
	}
}

// seen is what a window shows of a page.
const seen = `(() => {
	const shown = e => e.getClientRects().length > 0;
	const figures = [...document.querySelectorAll('figure')];
	return {
		wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
		who: [...document.querySelectorAll('main *, header *')].filter(e => !e.closest('.table') && e.getBoundingClientRect().right > document.documentElement.clientWidth).map(e => e.outerHTML.slice(0, 90))[0] || '',
		figures: figures.length,
		once: figures.filter(f => [...f.querySelectorAll('svg')].filter(shown).length === 1).length,
		dark: [...document.querySelectorAll('.chart.dark')].filter(shown).length,
		loaded: performance.getEntriesByType('resource').map(e => e.name),
		numbers: [...document.querySelectorAll('a.number')].filter(shown).length,
		lost: [...document.querySelectorAll('a.number, .numbers dt a')].filter(a => !document.querySelector(a.getAttribute('href'))).length,
		marked: /[\uE000-\uE002]/.test(document.documentElement.outerHTML),
		small: figures.filter(f => [...f.querySelectorAll('text')].some(e => shown(e) && e.getBoundingClientRect().height < 8)).length,
	};
})()`

// A sight is what seen tells.
type sight struct {
	Wide, Figures, Once, Dark, Small int
	Numbers, Lost                    int  // links from numbers to how they came about, and those that lead nowhere
	Marked                           bool // a mark of one is left in the text
	Loaded                           []string
	Who                              string // the first element that is too wide
}

func checkSeen(t *testing.T, tab context.Context, w window) {
	t.Helper()
	got, err := chromedp.Run(tab, chromedp.Evaluate[sight](seen))
	if err != nil {
		t.Fatalf("%s: %v", w.name, err)
	}
	if got.Wide > 0 {
		t.Errorf("%s: the page is %d px wider than its window: %s", w.name, got.Wide, got.Who)
	}
	if got.Figures == 0 || got.Once != got.Figures {
		t.Errorf("%s: %d of %d figures show one drawing", w.name, got.Once, got.Figures)
	}
	if dark := w.scheme == "dark"; (got.Dark > 0) != dark {
		t.Errorf("%s: %d dark drawings", w.name, got.Dark)
	}
	if got.Small > 0 {
		t.Errorf("%s: %d figures have letters of less than 8 px", w.name, got.Small)
	}
	if got.Numbers < 50 || got.Lost > 0 || got.Marked {
		t.Errorf("%s: %d numbers lead to how they came about, %d links to nothing, marks left: %v", w.name, got.Numbers, got.Lost, got.Marked)
	}
	if len(got.Loaded) > 0 {
		t.Errorf("%s: it loads %v", w.name, got.Loaded)
	}
}

// checkLeads follows the first number to how it came about, which stands in a part of
// the page that is closed until then.
func checkLeads(t *testing.T, tab context.Context, file string) {
	t.Helper()
	see(t, tab, file, windows[0])
	const follow = `new Promise(done => { document.documentElement.style.scrollBehavior = 'auto'; document.querySelector('a.number').click(); setTimeout(() => {
		const at = document.querySelector(location.hash), box = at.getBoundingClientRect();
		done(document.querySelector('.numbers details').open && box.top >= 0 && box.bottom <= innerHeight) }, 500) })`
	opened, err := chromedp.Run(tab, chromedp.Evaluate[bool](follow, chromedp.EvalAwaitPromise))
	if err != nil || !opened {
		t.Errorf("the first number does not lead to how it came about: %v, %v", opened, err)
	}
}

// A violation of a rule of accessibility.
type violation struct {
	ID, Impact, Help string
	Nodes            []struct{ HTML string }
}

func checkAccessible(t *testing.T, tab context.Context, w window, rules string) {
	t.Helper()
	var result struct{ Violations []violation }
	_, err := chromedp.Run(tab, chromedp.Evaluate[int](rules+";0"))
	if err == nil {
		var text string
		text, err = chromedp.Run(tab, chromedp.Evaluate[string]("axe.run().then(r => JSON.stringify({violations: r.violations}))", chromedp.EvalAwaitPromise))
		err = errors.Join(err, json.Unmarshal([]byte(text), &result))
	}
	if err != nil {
		t.Fatalf("%s: axe: %v", w.name, err)
	}
	for _, v := range result.Violations {
		first := ""
		if len(v.Nodes) > 0 {
			first = v.Nodes[0].HTML
		}
		say := t.Logf
		if v.Impact == "serious" || v.Impact == "critical" {
			say = t.Errorf
		}
		say("%s: %s (%s), %d times: %s: %.200s", w.name, v.ID, v.Impact, len(v.Nodes), v.Help, first)
	}
}

var pdfPage = regexp.MustCompile(`/Type\s*/Page[^s]`)

// checkPrint prints the page that is open: it comes on several sheets.
func checkPrint(t *testing.T, tab context.Context) {
	t.Helper()
	size := true
	pdf, err := chromedp.Run(tab, func(ctx context.Context, tab *chromedp.Target) ([]byte, error) {
		r, err := cdp.Call(ctx, tab, printing.PrintToPDF, printing.PrintToPDFParams{PreferCSSPageSize: &size})
		return r.Data, err
	})
	if err != nil {
		t.Fatalf("print: %v", err)
	}
	if n := len(pdfPage.FindAll(pdf, -1)); n < 2 || n > 60 {
		t.Errorf("it prints on %d pages", n)
	}
	if *shots != "" {
		save(t, fmt.Sprintf("%s.pdf", strings.ReplaceAll(t.Name(), "/", "-")), pdf)
	}
}

// shoot keeps what the whole page looks like, where that is asked for.
func shoot(t *testing.T, tab context.Context, name string) {
	t.Helper()
	if *shots == "" {
		return
	}
	png, err := chromedp.Run(tab, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	save(t, name+".png", png)
}

func save(t *testing.T, name string, content []byte) {
	t.Helper()
	if err := os.MkdirAll(*shots, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*shots, name), content, 0o644); err != nil {
		t.Fatal(err)
	}
}
