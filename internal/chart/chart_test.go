package chart

import (
	"bytes"
	"encoding/xml"
	"flag"
	"image"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files of testdata")

// small is a chart of each kind with few marks, for golden files.
func small() map[string]Chart {
	series := []Series{
		{"Ireland", []Point{{X: 2019, Y: 208}, {X: 2020, Y: 251}, {X: 2021, Y: 303}}, Highlight},
		{"Côte d’Ivoire & Co", []Point{{X: 2019, Y: 150}, {X: 2021, Y: 180, Status: Estimate}}, Plain},
		{"Chile", []Point{{X: 2019, Y: -20}, {X: 2020, Y: -10, Status: Provisional}}, Named},
	}
	out := map[string]Chart{}
	for kind, b := range bodies(series) {
		out[kind] = Chart{
			Title: "A title", Subtitle: "A subtitle", Source: "Source: <UNCTAD>.", Signature: "tradestats", Lang: "en",
			Alt: "An alternative text.", Metadata: "Source: <UNCTAD>.", Size: Size{Width: 640, Height: 420}, Body: b,
		}
	}
	return out
}

func TestGoldenSVG(t *testing.T) {
	for kind, c := range small() {
		t.Run(kind, func(t *testing.T) {
			var got bytes.Buffer
			if err := c.SVG(&got); err != nil {
				t.Fatal(err)
			}
			name := filepath.Join("testdata", strings.ReplaceAll(kind, " ", "-")+".svg")
			if *update {
				if err := os.MkdirAll("testdata", 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(name, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("%s differs (go test -update writes it anew):\n%s", name, diff)
			}
		})
	}
}

// TestSVGIsAccessible: well-formed, with title and description as its first
// children, as the style wants them.
func TestSVGIsAccessible(t *testing.T) {
	c := framed(bodies(shapes()["five"])["lines"])
	c.Title, c.Alt, c.Lang, c.Metadata = `5 < 6 & "quotes"`, "Line chart of exports.", "fr", "{}"
	var b bytes.Buffer
	if err := c.SVG(&b); err != nil {
		t.Fatal(err)
	}
	var elements []string
	d := xml.NewDecoder(bytes.NewReader(b.Bytes()))
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := tok.(xml.StartElement); ok {
			elements = append(elements, e.Name.Local)
		}
	}
	if diff := cmp.Diff([]string{"svg", "title", "desc", "metadata"}, elements[:4]); diff != "" {
		t.Error(diff)
	}
	for _, want := range []string{`role="img"`, `aria-labelledby="t d"`, `lang="fr"`, `<title id="t">5 &lt; 6 &amp; &quot;quotes&quot;</title>`, "<desc id=\"d\">Line chart of exports.</desc>"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s", want)
		}
	}
}

func pngOf(t testing.TB, c Chart) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := c.PNG(&b); err != nil {
		t.Error(err)
	}
	return b.Bytes()
}

// TestSameBytes: a second run, eight goroutines at once and one processor
// give the same bytes.
func TestSameBytes(t *testing.T) {
	charts := small()
	want := map[string][]byte{}
	for kind, c := range charts {
		want[kind] = pngOf(t, c)
	}
	same := func() {
		for kind, c := range charts {
			if !bytes.Equal(want[kind], pngOf(t, c)) {
				t.Errorf("%s: other bytes", kind)
			}
		}
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(same)
	}
	wait.Wait()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	same()
}

// TestPNGIsTheRaster decodes what was encoded and compares all pixels.
func TestPNGIsTheRaster(t *testing.T) {
	c, err := small()["lines"].complete()
	if err != nil {
		t.Fatal(err)
	}
	c.Theme, c.Size.DPI = Dark, 300
	r := borrowRaster(c)
	defer r.giveBack()
	if _, err := c.compose(r); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(pngOf(t, c)))
	if err != nil {
		t.Fatal(err)
	}
	if img.Bounds() != image.Rect(0, 0, 640, 420) {
		t.Fatal(img.Bounds())
	}
	for y := range 420 {
		for x := range 640 {
			if got, want := img.At(x, y), r.img.At(x, y); !sameColor(got, want) {
				t.Fatalf("pixel %d,%d is %v, not %v", x, y, got, want)
			}
		}
	}
}

func sameColor(a, b interface{ RGBA() (r, g, b, a uint32) }) bool {
	ar, ag, ab, aa := a.RGBA()
	br, bg, bb, ba := b.RGBA()
	return ar == br && ag == bg && ab == bb && aa == ba
}

// TestWriteErrors: a writer that fails is heard.
func TestWriteErrors(t *testing.T) {
	c := small()["bars"]
	if err := c.PNG(failing{}); err != io.ErrClosedPipe {
		t.Errorf("PNG: %v", err)
	}
	if err := c.SVG(failing{}); err != io.ErrClosedPipe {
		t.Errorf("SVG: %v", err)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// TestBadInput: what cannot be drawn is refused with what and why.
func TestBadInput(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(-1)
	line := func(points ...Point) Body { return Lines{Series: []Series{{Name: "Chile", Points: points}}} }
	ok := line(Point{X: 2020, Y: 1})
	for name, test := range map[string]struct {
		chart Chart
		want  string
	}{
		"no body":         {Chart{}, "nothing to draw"},
		"no series":       {Chart{Body: Lines{}}, "nothing to draw"},
		"no points":       {Chart{Body: line()}, "nothing to draw"},
		"no bars":         {Chart{Body: Bars{Rows: []Bar{{Name: "A", Missing: "none"}}}}, "nothing to draw"},
		"no rows":         {Chart{Body: Dumbbell{}}, "nothing to draw"},
		"no panels":       {Chart{Body: Multiples{}}, "nothing to draw"},
		"no slope":        {Chart{Body: Slope{}}, "nothing to draw"},
		"no steps":        {Chart{Body: Waterfall{}}, "nothing to draw"},
		"no stack":        {Chart{Body: Stacked{}}, "nothing to draw"},
		"NaN in a line":   {Chart{Body: line(Point{X: 2020, Y: nan})}, "Chile, 2020: the value NaN"},
		"Inf in a bar":    {Chart{Body: Bars{Rows: []Bar{{Name: "Chile", Value: inf}}}}, "Chile: the value -Inf"},
		"NaN in a dumb":   {Chart{Body: Dumbbell{Rows: []Dumb{{"Chile", 1, nan, Plain}}, EndLabel: "2023"}}, "Chile, 2023: the value NaN"},
		"NaN in a panel":  {Chart{Body: Multiples{Panels: []Panel{{"Chile", []Point{{X: 1, Y: nan}}, Plain}}}}, "Chile, 1: the value NaN"},
		"years fall":      {Chart{Body: line(Point{X: 2020, Y: 1}, Point{X: 2019, Y: 1})}, "year 2019 comes after 2020"},
		"step missing":    {Chart{Body: Waterfall{Start: Total{"a", 1}, Steps: []Step{{"b", 1}}, End: Total{"c", 3}}}, "one is missing"},
		"parts differ":    {Chart{Body: Stacked{Parts: []string{"a", "b"}, Rows: []StackRow{{"Chile", []float64{1}}}}}, "Chile has 1 parts"},
		"negative part":   {Chart{Body: Stacked{Parts: []string{"a"}, Rows: []StackRow{{"Chile", []float64{-1}}}}}, "cannot be negative"},
		"too many parts":  {Chart{Body: Stacked{Parts: make([]string, 6), Rows: []StackRow{{"Chile", make([]float64, 6)}}}}, "at most 5"},
		"tiny image":      {Chart{Body: ok, Size: Size{Width: 99, Height: 400}}, "too small"},
		"negative image":  {Chart{Body: ok, Size: Size{Width: -5, Height: 400}}, "too small"},
		"giant image":     {Chart{Body: ok, Size: Size{Width: 10000, Height: 10000}}, "too large"},
		"overflow":        {Chart{Body: ok, Size: Size{Width: math.MaxInt / 2, Height: 4}}, "too small"},
		"overflow, large": {Chart{Body: ok, Size: Size{Width: math.MaxInt, Height: math.MaxInt}}, "too large"},
		"no room":         {Chart{Body: ok, Size: Size{Width: 120, Height: 120}, Title: "A long title for so small an image"}, "leave"},
		"giant labels":    {Chart{Body: ok, Size: Size{Width: 600, Height: 400, B: 1e9}}, "do not fit"},
		"no glyph":        {Chart{Body: ok, Title: "₹ 東京"}, "U+20B9"},
	} {
		t.Run(name, func(t *testing.T) {
			err := test.chart.PNG(io.Discard)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

// BenchmarkTwelve draws the charts of a report: twelve of 1600x900 on all
// processors.
func BenchmarkTwelve(b *testing.B) {
	var charts []Chart
	for _, shape := range []string{"five", "gaps"} {
		all := bodies(shapes()[shape])
		for _, kind := range []string{"lines", "bars", "dumbbell", "multiples", "slope", "stacked"} {
			charts = append(charts, framed(all[kind]))
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		var wait sync.WaitGroup
		next := make(chan Chart, len(charts))
		for _, c := range charts {
			next <- c
		}
		close(next)
		for range runtime.GOMAXPROCS(0) {
			wait.Go(func() {
				for c := range next {
					if err := c.PNG(io.Discard); err != nil {
						b.Error(err)
					}
				}
			})
		}
		wait.Wait()
	}
}

// BenchmarkLayout is the laying out of one line chart.
func BenchmarkLayout(b *testing.B) {
	c := framed(bodies(shapes()["five"])["lines"])
	for b.Loop() {
		if _, err := c.Layout(); err != nil {
			b.Fatal(err)
		}
	}
}
