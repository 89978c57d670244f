//go:build e2e

package e2e

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"image"
	"image/png"
	"io"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/chromedp"

	"tradestats/internal/cli"
)

// goldens holds an SVG and a PNG of each kind of chart.
const goldens = "../internal/chart/testdata"

// look runs in the page and says what the browser made of an SVG.
//
//go:embed look.js
var look string

// A page is what the browser made of an SVG.
type page struct {
	Error    string   // of the parser
	Root     string   // name of the outermost element
	Children []string // its first elements
	Width    float64  // px
	Height   float64  // px
	Texts    []text
}

// A text is one as the browser measured it; its box, in px, is as high as its
// letters may be, without the room for the next line.
type text struct {
	Text           string
	X0, Y0, X1, Y1 float64
}

// TestChartsInABrowser opens the SVG of every kind of chart and of a whole
// report in Chromium: it is read without error, no text is cut off or set over
// another with the browser's own fonts, and it looks as the PNG does.
func TestChartsInABrowser(t *testing.T) {
	tab := browse(t)
	for from, files := range map[string][]string{"kinds": images(t, goldens), "report": images(t, report(t))} {
		for k, file := range files {
			t.Run(from+"/"+filepath.Base(file), func(t *testing.T) {
				p, shot := open(t, tab, file)
				if k == 0 {
					checkFont(t, tab)
				}
				checkPage(t, p)
				for _, wrong := range misplaced(p) {
					t.Error(wrong)
				}
				checkLook(t, file, shot, tolerances[from])
			})
		}
	}
}

// images returns the SVG files of a folder, each of which has a PNG beside it.
func images(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.svg"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 8 {
		t.Fatalf("%s holds %d SVG files, at least 8 are due", folder, len(files))
	}
	return files
}

// report writes the edition of today's figures and returns the folder of its charts.
func report(t *testing.T) string {
	t.Helper()
	out := t.TempDir()
	var stderr bytes.Buffer
	if code := cli.Main([]string{"tradestats", "report", "world", "--formats", "svg,png", "-o", out}, io.Discard, &stderr); code != 0 {
		t.Fatalf("tradestats report: exit code %d\n%s", code, stderr.String())
	}
	folders, err := filepath.Glob(filepath.Join(out, "*", "world", "charts"))
	if err != nil || len(folders) != 1 {
		t.Fatalf("no folder of charts: %v, %v", folders, err)
	}
	return folders[0]
}

// open shows a file at its own size and returns what the page says and how it looks.
func open(t *testing.T, tab context.Context, file string) (page, []byte) {
	t.Helper()
	width, height := sizeOf(t, file)
	path, err := filepath.Abs(file)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(tab, 30*time.Second)
	defer cancel()
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(path)}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(int64(width), int64(height)), chromedp.Navigate(address.String())); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	p, err := chromedp.Run(ctx, chromedp.Evaluate[page](look))
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	shot, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return p, shot
}

// sizeOf is the size in px of the PNG of the same chart.
func sizeOf(t *testing.T, file string) (width, height int) {
	t.Helper()
	f, err := os.Open(drawnOf(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c, err := png.DecodeConfig(f)
	if err != nil {
		t.Fatal(err)
	}
	return c.Width, c.Height
}

// drawnOf is the PNG of the chart of an SVG.
func drawnOf(file string) string { return strings.TrimSuffix(file, ".svg") + ".png" }

// checkFont asks what the letters are really drawn with: widths in another
// font say nothing.
func checkFont(t *testing.T, tab context.Context) {
	t.Helper()
	fonts, err := chromedp.Run(tab, fontsOf("text"))
	if err != nil {
		t.Fatal(err)
	}
	if len(fonts) == 0 {
		t.Fatal("the browser names no font of the letters")
	}
	for _, f := range fonts {
		if f.FamilyName != "Liberation Sans" {
			t.Fatalf("letters are drawn with %s, not with Liberation Sans: install it (on Debian, apt-get install fonts-liberation)", f.FamilyName)
		}
	}
}

// fontsOf asks which fonts the first element of a selector is drawn with.
func fontsOf(selector string) chromedp.Action[[]*css.PlatformFontUsage] {
	return func(ctx context.Context, tab *chromedp.Target) ([]*css.PlatformFontUsage, error) {
		document, err := cdp.Call(ctx, tab, dom.GetDocument, dom.GetDocumentParams{})
		if err != nil {
			return nil, err
		}
		if _, err := cdp.Call(ctx, tab, css.Enable, cdp.Empty{}); err != nil {
			return nil, err
		}
		found, err := cdp.Call(ctx, tab, dom.QuerySelector, dom.QuerySelectorParams{NodeID: document.Root.NodeID, Selector: selector})
		if err != nil {
			return nil, err
		}
		used, err := cdp.Call(ctx, tab, css.GetPlatformFontsForNode, css.GetPlatformFontsForNodeParams{NodeID: found.NodeID})
		return used.Fonts, err
	}
}

// checkPage: an SVG without errors that begins with title and description, as
// readers of screens want them.
func checkPage(t *testing.T, p page) {
	t.Helper()
	if p.Error != "" || p.Root != "svg" {
		t.Fatalf("the browser reads <%s>: %s", p.Root, p.Error)
	}
	if len(p.Children) < 2 || p.Children[0] != "title" || p.Children[1] != "desc" {
		t.Errorf("it begins with %v, not with title and desc", p.Children)
	}
	if len(p.Texts) < 3 {
		t.Errorf("the browser shows %d texts", len(p.Texts))
	}
}

// misplaced names the texts that leave the image, and those that share more
// than a pixel.
func misplaced(p page) (wrong []string) {
	for k, a := range p.Texts {
		if a.X0 < 0 || a.Y0 < 0 || a.X1 > p.Width || a.Y1 > p.Height {
			wrong = append(wrong, fmt.Sprintf("%q leaves the image: %.1f,%.1f to %.1f,%.1f", a.Text, a.X0, a.Y0, a.X1, a.Y1))
		}
		for _, b := range p.Texts[:k] {
			wide, high := math.Min(a.X1, b.X1)-math.Max(a.X0, b.X0), math.Min(a.Y1, b.Y1)-math.Max(a.Y0, b.Y0)
			if wide > 1 && high > 1 {
				wrong = append(wrong, fmt.Sprintf("%q and %q share %.1fx%.1f px", a.Text, b.Text, wide, high))
			}
		}
	}
	return wrong
}

// A tolerance is how far the browser's picture may be from ours, of 255: the
// mean over all pixels, and the mean colour of the block that is furthest off.
type tolerance struct{ mean, block float64 }

// Letters and edges are smoothed differently. A chart of a kind is small and
// its lines are short: it was found 0.9 and 5 apart, and 17 with its least text
// missing. In a report a line of 1500 px ends some px elsewhere, as advances
// are rounded: 2.8 and 26.
var tolerances = map[string]tolerance{"kinds": {2, 12}, "report": {5, 40}}

const block = 16 // px, the side of a block

// checkLook compares the screenshot with the PNG of the same chart.
func checkLook(t *testing.T, file string, shot []byte, most tolerance) {
	t.Helper()
	mean, worst, at := compare(t, file, shot)
	if mean > most.mean || worst > most.block {
		t.Errorf("the browser's picture is %.2f of 255 apart from the PNG, the block at %v %.1f", mean, at, worst)
	}
}

// compare is how far the screenshot is from the PNG: see apart.
func compare(t *testing.T, file string, shot []byte) (mean, worst float64, at image.Point) {
	t.Helper()
	drawn, err := os.ReadFile(drawnOf(file))
	if err != nil {
		t.Fatal(err)
	}
	ours, errOurs := png.Decode(bytes.NewReader(drawn))
	theirs, errTheirs := png.Decode(bytes.NewReader(shot))
	if errOurs != nil || errTheirs != nil {
		t.Fatal(errOurs, errTheirs)
	}
	if ours.Bounds() != theirs.Bounds() {
		t.Fatalf("the browser's picture is %v, the PNG %v", theirs.Bounds(), ours.Bounds())
	}
	return apart(ours, theirs)
}

// TestTheBrowserNotices: the looks of the test above find a text that is
// missing, one that stands on another, one that leaves the image, and an SVG
// that cannot be read.
func TestTheBrowserNotices(t *testing.T) {
	tab := browse(t)
	file := filepath.Join(goldens, "bars.svg")
	svg, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := os.ReadFile(drawnOf(file))
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		old, new string
		noticed  func(string, page, []byte) bool
	}{
		"a text is missing": {">not reported<", "><", func(file string, _ page, shot []byte) bool {
			_, worst, _ := compare(t, file, shot)
			return worst > tolerances["kinds"].block
		}},
		"a text on another":  {`y="94"`, `y="70"`, func(_ string, p page, _ []byte) bool { return len(misplaced(p)) > 0 }},
		"a text leaves":      {`bold">A title<`, `bold">A title that is longer than the image is wide, by far<`, func(_ string, p page, _ []byte) bool { return len(misplaced(p)) > 0 }},
		"an open element":    {"</svg>", "", func(_ string, p page, _ []byte) bool { return p.Error != "" }},
		"a title that is no": {"<title", "<desc/><title", func(_ string, p page, _ []byte) bool { return p.Children[0] != "title" }},
	} {
		t.Run(name, func(t *testing.T) {
			if !bytes.Contains(svg, []byte(test.old)) {
				t.Fatalf("%s has no %q", file, test.old)
			}
			changed := filepath.Join(t.TempDir(), "changed.svg")
			for path, content := range map[string][]byte{changed: bytes.Replace(svg, []byte(test.old), []byte(test.new), 1), drawnOf(changed): drawn} {
				if err := os.WriteFile(path, content, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			p, shot := open(t, tab, changed)
			if !test.noticed(changed, p, shot) {
				t.Errorf("not noticed: %q, %v", p.Error, misplaced(p))
			}
		})
	}
}
