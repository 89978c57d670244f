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

	"tradestats/internal/imagefile"
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
	onPaper := out["stacked whole"]
	onPaper.Theme = Print
	out["stacked print"] = onPaper
	return out
}

// onStory is a chart for a phone held upright.
func onStory(c Chart) Chart {
	c.Size = Story
	return c
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
		"no body":           {Chart{}, "nothing to draw"},
		"no series":         {Chart{Body: Lines{}}, "nothing to draw"},
		"no points":         {Chart{Body: line()}, "nothing to draw"},
		"no bars":           {Chart{Body: Bars{Rows: []Bar{{Name: "A", Missing: "none"}}}}, "nothing to draw"},
		"no rows":           {Chart{Body: Dumbbell{}}, "nothing to draw"},
		"no panels":         {Chart{Body: Multiples{}}, "nothing to draw"},
		"no slope":          {Chart{Body: Slope{}}, "nothing to draw"},
		"no steps":          {Chart{Body: Waterfall{}}, "nothing to draw"},
		"no stack":          {Chart{Body: Stacked{}}, "nothing to draw"},
		"NaN in a line":     {Chart{Body: line(Point{X: 2020, Y: nan})}, "Chile, 2020: the value NaN"},
		"Inf in a bar":      {Chart{Body: Bars{Rows: []Bar{{Name: "Chile", Value: inf}}}}, "Chile: the value -Inf"},
		"NaN in a dumb":     {Chart{Body: Dumbbell{Rows: []Dumb{{Name: "Chile", Start: 1, End: nan}}, EndLabel: "2023"}}, "Chile, 2023: the value NaN"},
		"NaN in a panel":    {Chart{Body: Multiples{Panels: []Panel{{"Chile", []Point{{X: 1, Y: nan}}, Plain}}}}, "Chile, 1: the value NaN"},
		"years fall":        {Chart{Body: line(Point{X: 2020, Y: 1}, Point{X: 2019, Y: 1})}, "year 2019 comes after 2020"},
		"step missing":      {Chart{Body: Waterfall{Start: Total{"a", 1}, Steps: []Step{{Name: "b", Value: 1}}, End: Total{"c", 3}}}, "one is missing"},
		"parts differ":      {Chart{Body: Stacked{Parts: []string{"a", "b"}, Rows: []StackRow{{"Chile", []float64{1}}}}}, "Chile has 1 parts"},
		"negative part":     {Chart{Body: Stacked{Parts: []string{"a"}, Rows: []StackRow{{"Chile", []float64{-1}}}}}, "cannot be negative"},
		"too many parts":    {Chart{Body: Stacked{Parts: make([]string, 6), Rows: []StackRow{{"Chile", make([]float64, 6)}}}}, "at most 5"},
		"no spots":          {Chart{Body: Scatter{}}, "nothing to draw"},
		"no strip":          {Chart{Body: Strip{}}, "nothing to draw"},
		"no bullet":         {Chart{Body: Bullet{Rows: []BulletRow{{Name: "A", Missing: "none"}}}}, "nothing to draw"},
		"NaN in a spot":     {Chart{Body: Scatter{Points: []ScatterPoint{{Name: "Chile", Y: nan}}}}, "Chile, vertical axis: the value NaN"},
		"Inf as a size":     {Chart{Body: Scatter{Points: []ScatterPoint{{Name: "Chile", Size: -inf}}}}, "Chile, size: the value +Inf"},
		"negative size":     {Chart{Body: Scatter{Points: []ScatterPoint{{Name: "Chile", Size: -1}}}}, "cannot be negative"},
		"too many groups":   {Chart{Body: Scatter{Points: []ScatterPoint{{Group: "1"}, {Group: "2"}, {Group: "3"}, {Group: "4"}, {Group: "5"}, {Group: "6"}}}}, "at most 5"},
		"empty group":       {Chart{Body: Strip{Groups: []StripGroup{{Name: "Oceania"}}}}, "Oceania has no value"},
		"NaN in a strip":    {Chart{Body: Strip{Groups: []StripGroup{{Values: []StripValue{{"Chile", nan, Plain}}}}}}, "Chile: the value NaN"},
		"NaN as a target":   {Chart{Body: Bullet{Rows: []BulletRow{{Name: "Chile", Target: nan, HasTarget: true}}}}, "Chile: the value NaN"},
		"log of zero":       {Chart{Body: Lines{Log: true, Series: []Series{{Name: "Chile", Points: []Point{{X: 2020}}}}}}, "Chile, 2020: 0 has no place on a logarithmic scale"},
		"log of a spot":     {Chart{Body: Scatter{LogX: true, Points: []ScatterPoint{{Name: "Chile", X: -2}}}}, "Chile, horizontal axis: -2 has no place"},
		"log of a strip":    {Chart{Body: Strip{Log: true, Groups: []StripGroup{{Values: []StripValue{{"Chile", -2, Plain}}}}}}, "Chile: -2 has no place"},
		"tiny image":        {Chart{Body: ok, Size: Size{Width: 99, Height: 400}}, "too small"},
		"negative image":    {Chart{Body: ok, Size: Size{Width: -5, Height: 400}}, "too small"},
		"giant image":       {Chart{Body: ok, Size: Size{Width: 10000, Height: 10000}}, "too large"},
		"overflow":          {Chart{Body: ok, Size: Size{Width: math.MaxInt / 2, Height: 4}}, "too small"},
		"overflow, large":   {Chart{Body: ok, Size: Size{Width: math.MaxInt, Height: math.MaxInt}}, "too large"},
		"no room":           {Chart{Body: ok, Size: Size{Width: 120, Height: 120}, Title: "A long title for so small an image"}, "leave"},
		"scaled, giant":     {Chart{Body: ok, Size: Size{Width: 1600, Height: 900, Scale: 9}}, "1600x900 px at scale 9, that is 14400x8100, is too large"},
		"scaled, tiny":      {Chart{Body: ok, Size: Size{Scale: .1}}, "each side needs 100 px or more, and an image has at most 40 million"},
		"scale below 0":     {Chart{Body: ok, Size: Size{Scale: -1}}, "take a number above 0"},
		"scale NaN":         {Chart{Body: ok, Size: Size{Scale: nan}}, "take a number above 0"},
		"scale Inf":         {Chart{Body: ok, Size: Size{Scale: -inf}}, "take a number above 0"},
		"giant labels":      {Chart{Body: ok, Size: Size{Width: 600, Height: 400, B: 1e9}}, "do not fit"},
		"no glyph":          {Chart{Body: ok, Title: "₹ 東京"}, "U+20B9"},
		"share of nothing":  {Chart{Body: Stacked{Whole: true, Parts: []string{"a"}, Rows: []StackRow{{"Chile", []float64{1}}, {"Peru", []float64{0}}}}}, "Peru: all parts are zero"},
		"no ranks":          {Chart{Body: Bump{}}, "nothing to draw"},
		"no rank shown":     {Chart{Body: Bump{Depth: 2, Series: []Series{{Name: "Chile", Points: []Point{{X: 2020, Y: 3}}}}}}, "among the ranks shown"},
		"rank of a half":    {Chart{Body: Bump{Series: []Series{{Name: "Chile", Points: []Point{{X: 2020, Y: 1.5}}}}}}, "Chile, 2020: 1.5 is not a rank"},
		"rank zero":         {Chart{Body: Bump{Series: []Series{{Name: "Chile", Points: []Point{{X: 2020}}}}}}, "Chile, 2020: 0 is not a rank"},
		"negative depth":    {Chart{Body: Bump{Depth: -1}}, "Depth"},
		"too many ranks":    {Chart{Body: Bump{Series: []Series{{Name: "Chile", Points: []Point{{X: 2020, Y: 999}}}}}}, "take a taller size"},
		"nothing reported":  {Chart{Body: Fan{Projection: []FanPoint{{X: 2024}}}}, "no reported point"},
		"nothing projected": {Chart{Body: Fan{Points: []Point{{X: 2020, Y: 1}}}}, "no projected point"},
		"projected past":    {Chart{Body: Fan{Name: "Chile", Points: []Point{{X: 2020, Y: 1}}, Projection: []FanPoint{{X: 2020}}}}, "Chile, projected 2020: comes after 2020"},
		"bands crossed":     {Chart{Body: Fan{Name: "Chile", Points: []Point{{X: 2020, Y: 1}}, Projection: []FanPoint{{X: 2021, Low80: 2, Low50: 1}}}}, "do not rise"},
		"NaN in a band":     {Chart{Body: Fan{Name: "Chile", Points: []Point{{X: 2020, Y: 1}}, Projection: []FanPoint{{X: 2021, High80: nan}}}}, "Chile, projected 2021: the value NaN"},
		"no group":          {Chart{Body: Grouped{Series: []string{"a"}}}, "nothing to draw"},
		"all missing":       {Chart{Body: Grouped{Series: []string{"a"}, Rows: []GroupedRow{{Name: "Chile", Values: make([]Cell, 1)}}}}, "nothing to draw"},
		"four in a group":   {Chart{Body: Grouped{Series: make([]string, 4), Rows: []GroupedRow{{Name: "Chile"}}}}, "at most 3"},
		"values differ":     {Chart{Body: Grouped{Series: []string{"a", "b"}, Rows: []GroupedRow{{Name: "Chile", Values: make([]Cell, 1)}}}}, "Chile has 1 values"},
		"Inf in a group":    {Chart{Body: Grouped{Series: []string{"a"}, Rows: []GroupedRow{{Name: "Chile", Values: []Cell{{Value: inf, Known: true}}}}}}, "Chile, a: the value -Inf"},
		"sixty groups":      {Chart{Body: grouped(shapes()["sixty"])}, "show at most"},
		"sixty bars, web":   {framed(bodies(shapes()["sixty"])["bars"]), "show at most"},
		"sixty bars, story": {onStory(framed(bodies(shapes()["sixty"])["bars"])), "show at most"},
		"no heat":           {Chart{Body: Heatmap{}}, "nothing to draw"},
		"no known cell":     {Chart{Body: Heatmap{Columns: []string{"2020"}, Rows: []HeatRow{{Name: "Chile", Cells: make([]Cell, 1)}}}}, "no cell has a value"},
		"cells differ":      {Chart{Body: Heatmap{Columns: []string{"2020"}, Rows: []HeatRow{{Name: "Chile"}}}}, "Chile has 0 cells, there are 1 columns"},
		"NaN in a cell":     {Chart{Body: Heatmap{Columns: []string{"2020"}, Rows: []HeatRow{{Name: "Chile", Cells: []Cell{{Value: nan, Known: true}}}}}}, "Chile, 2020: the value NaN"},
		"cuts fall":         {Chart{Body: tableOf(9, []float64{5, 5}, false)}, "cuts between classes must rise"},
		"cut Inf":           {Chart{Body: tableOf(9, []float64{inf}, false)}, "cut between classes: the value -Inf"},
		"too many cuts":     {Chart{Body: tableOf(9, []float64{1, 2, 3, 4, 5, 6, 7}, false)}, "give at most 6 cuts"},
		"one-sided cuts":    {Chart{Body: tableOf(9, []float64{1, 2, 3, 4}, true)}, "on each side of 0"},
		"heads too wide":    {Chart{Body: manyItems(40)}, "show fewer columns"},
		"no tiles":          {Chart{Body: TileMap{}}, "nothing to draw"},
		"shared tile":       {Chart{Body: TileMap{Tiles: []Tile{{Name: "Chile"}, {Name: "Peru"}}}}, "Chile and Peru stand on one tile"},
		"NaN in a tile":     {Chart{Body: TileMap{Tiles: []Tile{{Name: "Chile", Cell: Cell{Value: nan, Known: true}}}}}, "Chile: the value NaN"},
		"tiles far apart":   {Chart{Body: TileMap{Tiles: []Tile{{Name: "Chile", Cell: Cell{Known: true}}, {Col: 1 << 40}}}}, "too small to be seen"},
		"no calendar":       {Chart{Body: Calendar{}}, "nothing to draw"},
		"states differ":     {Chart{Body: Calendar{Rows: []CalendarRow{{Name: "Chile", States: make([]State, 2)}, {Name: "Peru", States: make([]State, 1)}}}}, "Peru has 1 years, Chile 2"},
		"no such state":     {Chart{Body: Calendar{First: 2020, Rows: []CalendarRow{{Name: "Chile", States: []State{9}}}}}, "Chile, 2020: 9 is not a state"},
		"not a year":        {Chart{Body: Calendar{First: 20000, Rows: []CalendarRow{{Name: "Chile", States: make([]State, 1)}}}}, "are not years"},
		"long calendar":     {Chart{Body: Calendar{First: 1700, Rows: []CalendarRow{{Name: "Chile", States: make([]State, 300)}}}}, "show at most"},
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

// TestTextsInside: what a chart says of itself comes back from its PNG and its
// SVG; without provenance there is no chunk for it.
func TestTextsInside(t *testing.T) {
	c := small()["lines"]
	c.Licence, c.Metadata = "CC BY 4.0", "{\n\t\"edition\": \"2026\"\r\n}"+strings.Repeat(" é", 800)
	inside := func() []imagefile.Text {
		t.Helper()
		texts, err := imagefile.ReadPNGText(bytes.NewReader(pngOf(t, c)))
		if err != nil {
			t.Fatal(err)
		}
		return texts
	}
	want := []imagefile.Text{
		{Keyword: "Title", Language: "en", Text: "A title"}, {Keyword: "Description", Language: "en", Text: "An alternative text."},
		{Keyword: "Source", Language: "en", Text: "Source: <UNCTAD>."}, {Keyword: "Copyright", Language: "en", Text: "CC BY 4.0"},
		{Keyword: "Software", Text: "tradestats"}, {Keyword: "tradestats", Language: "en", Text: c.Metadata},
	}
	if diff := cmp.Diff(want, inside()); diff != "" {
		t.Error(diff)
	}
	var b bytes.Buffer
	if err := c.SVG(&b); err != nil {
		t.Fatal(err)
	}
	if got, err := imagefile.ReadSVGMetadata(&b); err != nil || got != c.Metadata {
		t.Errorf("%.40q, %v", got, err)
	}
	c.Licence, c.Metadata, c.Alt = "", "", ""
	want = []imagefile.Text{want[0], {Keyword: "Description", Language: "en", Text: "A subtitle"}, want[2], want[4]}
	if diff := cmp.Diff(want, inside()); diff != "" {
		t.Error(diff)
	}
}
