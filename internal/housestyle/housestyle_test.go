package housestyle

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"

	"tradestats/internal/chart"
	"tradestats/internal/tidy"
)

// files are what stands beside the theme file of The Daily Example, a made-up
// newspaper that sets its charts in the Go fonts.
func files(t testing.TB) map[string][]byte {
	t.Helper()
	logo, err := os.ReadFile("testdata/logo.png")
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{"fonts/Example-Regular.ttf": goregular.TTF, "fonts/Example-Bold.ttf": gobold.TTF, "logo.png": logo}
}

// house writes a theme file and what stands beside it, and returns its path.
func house(t testing.TB, theme []byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files(t) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "daily.yaml")
	if err := os.WriteFile(path, theme, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func daily(t testing.TB) []byte {
	t.Helper()
	text, err := os.ReadFile("testdata/daily.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestRead(t *testing.T) {
	th, err := Read(house(t, daily(t)))
	if err != nil {
		t.Fatal(err)
	}
	if th.Name != "The Daily Example" || th.Signature != "The Daily Example" || th.NamedPair != [2]int{0, 1} || len(th.Categories) != 5 {
		t.Errorf("%+v", th)
	}
	for name, c := range map[string][2]color.NRGBA{
		"ground": {th.Ground, {0xFF, 0xF6, 0xEA, 0xFF}}, "no-data": {th.NoData, {0xF5, 0xEA, 0xDB, 0xFF}}, "category 5": {th.Categories[4], {0xA0, 0x5A, 0xC8, 0xFF}},
	} {
		if c[0] != c[1] {
			t.Errorf("%s is %v, want %v", name, c[0], c[1])
		}
	}
	if th.Logo == nil || th.Logo.Alt != "The Daily Example" || th.Logo.Height != 1.6 {
		t.Errorf("logo %+v", th.Logo)
	}
	if th.Family == nil || th.Family.Name != "Go" || th.Family.CSS != "'Example Sans', Arial, sans-serif" {
		t.Errorf("family %+v", th.Family)
	}
	for _, built := range chart.Themes() {
		if built.Logo != nil || built.Family != nil || built.Signature != "" {
			t.Errorf("reading a house's theme has changed %s", built.Name)
		}
	}
}

// TestDocs: the example of the documentation is the one that is tested here.
func TestDocs(t *testing.T) {
	text, err := os.ReadFile("../../docs/themes.md")
	if err != nil {
		t.Fatal(err)
	}
	fences := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllSubmatch(text, -1)
	if len(fences) == 0 || !bytes.Equal(fences[0][1], daily(t)) {
		t.Error("the example of docs/themes.md is not testdata/daily.yaml")
	}
	for _, fence := range fences {
		if _, err := Read(house(t, fence[1])); err != nil {
			t.Errorf("%v:\n%s", err, fence[1])
		}
	}
	for _, p := range single {
		if !bytes.Contains(text, []byte(" "+p.name+":")) {
			t.Errorf("docs/themes.md does not name %s", p.name)
		}
	}
}

// TestBase: what a file does not set is as in its base, wherever that stands,
// and a short file is enough.
func TestBase(t *testing.T) {
	th, err := parse("t.yaml", []byte("colours: {highlight: 'F96'}\nname: Night\nbase: dark\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if th.Ground != chart.Dark.Ground || th.NamedPair != chart.Dark.NamedPair || th.Highlight != (color.NRGBA{0xFF, 0x99, 0x66, 0xFF}) || th.Name != "Night" {
		t.Errorf("%+v", th)
	}
	if chart.Dark.Highlight == th.Highlight {
		t.Error("the base itself has changed")
	}
	th, err = parse("t.yaml", []byte("name: Wire\nfonts: {regular: r, bold: r}\nlogo: {file: logo.png}"), func(name string) ([]byte, error) {
		if name == "r" {
			return goregular.TTF, nil
		}
		return files(t)[name], nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if th.Family.CSS != "'Go',Arial,Helvetica,sans-serif" || th.Logo.Alt != "Wire" {
		t.Errorf("family %q, logo %q", th.Family.CSS, th.Logo.Alt)
	}
}

// TestErrors: each names the line, what is wrong and what to do.
func TestErrors(t *testing.T) {
	for name, test := range map[string]struct {
		text      string
		err, hint string
	}{
		"empty":            {"", "t.yaml: the file is empty", "give it a name"},
		"only a comment":   {"# nothing\n", "t.yaml: the file is empty", "give it a name"},
		"no YAML":          {"name: [", "t.yaml: line 1", "colours in quotes"},
		"no mapping":       {"- a", "t.yaml:1: a theme has keys and values", "the keys are name, base"},
		"two documents":    {"name: A\n---\nname: B\n", "t.yaml:2: another document", "one theme a file"},
		"unknown key":      {"name: A\ncolors: {}\n", `t.yaml:2: unknown key of a theme: "colors"`, "did you mean colours?"},
		"unknown colour":   {"name: A\ncolours:\n  ink: '#000'\n  hilight: '#C00'\n", `t.yaml:4: unknown key of colours: "hilight"`, "did you mean highlight?"},
		"twice":            {"name: A\nname: B\n", "t.yaml:2: a key of a theme stands twice", "leave one"},
		"no name":          {"base: dark\n", "t.yaml:1: a theme has no name", "docs/themes.md"},
		"name of ours":     {"name: Dark\n", "t.yaml:1: a theme of the program has this name", "after the house"},
		"name of keys":     {"name: {a: b}\n", "t.yaml:1: the name is no text", "write a text"},
		"endless name":     {"name: " + strings.Repeat("x", 81) + "\n", "more than 80 letters", "shorten"},
		"odd signature":    {"name: A\nsignature: \"a\\u0007b\"\n", "t.yaml:2: the signature has characters that cannot be printed", "leave them out"},
		"unknown base":     {"name: A\nbase: sepia\n", `t.yaml:2: unknown base: "sepia"`, "light, dark or print"},
		"no colour":        {"name: A\ncolours: {ink: black}\n", `t.yaml:2: not a colour: "black"`, "in quotes: # begins a comment"},
		"a comment":        {"name: A\ncolours:\n  ink: #000000\n", "t.yaml:3: not a colour", "in quotes: # begins a comment"},
		"half a colour":    {"name: A\ncolours: {ink: '#12345'}\n", "not a colour", "#1A2B3C"},
		"no hex":           {"name: A\ncolours: {ink: '#12345G'}\n", "not a colour", "#1A2B3C"},
		"signed":           {"name: A\ncolours: {ink: '+12345'}\n", "not a colour", "#1A2B3C"},
		"letters":          {"name: A\ncolours: {ink: 'é0'}\n", "not a colour", "#1A2B3C"},
		"no list":          {"name: A\ncolours: {categories: '#123456'}\n", "categories is no list of 2 to 12 colours", "write it as ["},
		"one category":     {"name: A\ncolours: {categories: ['#123456']}\n", "categories is no list of 2 to 12 colours", "write it as ["},
		"bad in a list":    {"name: A\ncolours:\n  categories:\n    - '#123456'\n    - red\n", `t.yaml:5: not a colour: "red"`, "#1A2B3C"},
		"no pair":          {"name: A\ncolours: {named-pair: 1}\n", "named-pair is no pair", "[1, 2]"},
		"pair from zero":   {"name: A\ncolours: {named-pair: [0, 1]}\n", `not one of the 8 categories: "0"`, "counted from 1"},
		"the same pair":    {"name: A\ncolours: {named-pair: [1, 1]}\n", "t.yaml:2: named-pair: 1 and 1", "two different"},
		"pair of the base": {"name: A\nbase: dark\ncolours:\n  categories: ['#5E9CF8', '#EB9855']\n", "t.yaml:4: named-pair: 1 and 3 are not two of the 2 categories, as it is in the base dark", "two different"},
		"pale ink":         {"name: A\ncolours:\n  grid: '#EEE'\n  ink: '#AAA'\n", "t.yaml:4: ink #AAAAAA contrasts 2.32:1 with the ground #FFFFFF; a text needs 4.5:1", "darken it, as to #"},
		"pale category":    {"name: A\ncolours:\n  categories:\n    - '#306CE1'\n    - '#EEDD00'\n", "t.yaml:5: category 2 #EEDD00 contrasts", "darken it, as to #"},
		"dark ground":      {"name: A\ncolours: {ground: '#222'}\n", "ink #16191D contrasts 1.11:1 with the ground #222222; a text needs 4.5:1, as it is in the base light", "lighten it"},
		"twins":            {"name: A\ncolours: {categories: ['#306CE1', '#D67B19', '#3070E1']}\n", "category 3 #3070E1 is 1.", "lightness"},
		"highlight":        {"name: A\ncolours: {highlight: '#306CE0'}\n", "highlight #306CE0 is 0.", "name another pair"},
		"fonts of one":     {"name: A\nfonts: {regular: fonts/Example-Regular.ttf}\n", "t.yaml:2: fonts has no bold", "add it"},
		"no such font":     {"name: A\nfonts:\n  regular: fonts/Example-Regular.ttf\n  bold: b.ttf\n", `t.yaml:4: cannot read the font (file does not exist): "b.ttf"`, "relative to the theme file"},
		"no path":          {"name: A\nfonts: {regular: , bold: b.ttf}\n", "the font is no path", "relative to this one"},
		"no font":          {"name: A\nfonts: {regular: logo.png, bold: b.ttf}\n", "no TrueType or OpenType font", ".ttf or .otf"},
		"for the web":      {"name: A\nfonts: {regular: font.woff2, bold: b.ttf}\n", "no TrueType or OpenType font", "for the web (WOFF)"},
		"collection":       {"name: A\nfonts: {regular: fonts.ttc, bold: b.ttf}\n", "no TrueType or OpenType font", "collection"},
		"CSS":              {"name: A\nfonts: {regular: fonts/Example-Regular.ttf, bold: fonts/Example-Bold.ttf, family: 'a;b'}\n", "family is no list of families", "as in CSS"},
		"no logo":          {"name: A\nlogo:\n  file: fonts/Example-Bold.ttf\n", "t.yaml:3: the logo is no PNG", "at most 1 MB and 4000 px"},
		"logo of nothing":  {"name: A\nlogo: {height: 2}\n", "logo has no file", "add it"},
		"large logo":       {"name: A\nlogo: {file: large.png}\n", "4001x2 px, more than 4000", "at most 1 MB and 4000 px"},
		"heavy logo":       {"name: A\nlogo: {file: heavy.png}\n", "more than 1024: every SVG", "at most 1 MB and 4000 px"},
		"high logo":        {"name: A\nlogo: {file: logo.png, height: 40}\n", "a logo of 40 label heights", "height of .5 to 4"},
		"odd height":       {"name: A\nlogo: {file: logo.png, height: tall}\n", "the height of the logo is no number", "as 1.6"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := parse("t.yaml", []byte(test.text), opener(t))
			if err == nil || !strings.Contains(err.Error(), test.err) {
				t.Fatalf("got %v, want %q", err, test.err)
			}
			if tidy.KindOf(err) != tidy.Data {
				t.Errorf("kind %v", tidy.KindOf(err))
			}
			for _, e := range each(err) {
				if strings.Contains(e.Error(), test.err) && strings.Contains(tidy.HintOf(e), test.hint) {
					return
				}
			}
			t.Errorf("hint %q, want %q", tidy.HintOf(err), test.hint)
		})
	}
}

// each is every one of joined errors.
func each(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}

// opener finds the files of the made-up house and some that are no good.
func opener(t testing.TB) func(string) ([]byte, error) {
	var large bytes.Buffer
	if err := png.Encode(&large, image.NewGray(image.Rect(0, 0, 4001, 2))); err != nil {
		t.Fatal(err)
	}
	all := files(t)
	all["large.png"], all["heavy.png"] = large.Bytes(), make([]byte, 1<<20+1)
	all["font.woff2"], all["fonts.ttc"] = []byte("wOF2...."), []byte("ttcf....")
	return func(name string) ([]byte, error) {
		if data, ok := all[name]; ok {
			return data, nil
		}
		return nil, &os.PathError{Op: "open", Path: name, Err: os.ErrNotExist}
	}
}

// TestManyFlaws: all flaws are told at once, up to a dozen.
func TestManyFlaws(t *testing.T) {
	_, err := parse("t.yaml", []byte("name: A\ncolours: {ground: '#808080'}\n"), nil)
	if n := len(each(err)); n != maxFlaws+1 || !strings.Contains(err.Error(), "flaws more") {
		t.Errorf("%d errors: %v", n, err)
	}
}

// TestNoFile: a theme file that is not there is a matter of what was asked for,
// and a folder is none.
func TestNoFile(t *testing.T) {
	dir := t.TempDir()
	for _, path := range []string{filepath.Join(dir, "none.yaml"), dir} {
		if _, err := Read(path); tidy.KindOf(err) != tidy.Usage || !strings.Contains(tidy.HintOf(err), "docs/themes.md") {
			t.Errorf("%v", err)
		}
	}
	large := filepath.Join(dir, "large.yaml")
	if err := os.WriteFile(large, make([]byte, maxText+1), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(large); err == nil || !strings.Contains(err.Error(), "more than 1 MB") {
		t.Error(err)
	}
}

// FuzzTheme: any file is read or refused as data, and a theme that is read has
// no flaw.
func FuzzTheme(f *testing.F) {
	open := opener(f)
	f.Add(daily(f))
	f.Add([]byte("name: A\nbase: &b dark\nsignature: *b\n"))
	f.Add([]byte("name: A\nfonts: {regular: fonts/Example-Bold.ttf, bold: fonts/Example-Bold.ttf}\nlogo: {file: logo.png, height: .5}\n"))
	f.Add([]byte("name: A\nlogo: {file: large.png}\ncolours: {named-pair: [2, 3], categories: [000, '#777', 'ABCDEF']}\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		th, err := parse("t.yaml", text, open)
		if err != nil {
			if tidy.KindOf(err) != tidy.Data {
				t.Errorf("not an error of the data: %v", err)
			}
			return
		}
		if flaws := th.Check(); len(flaws) > 0 || th.Name == "" {
			t.Errorf("%q is read with flaws: %v", th.Name, flaws)
		}
	})
}

// FuzzFiles: a font or logo with some other bytes in it is used or refused, and
// one that is used draws.
func FuzzFiles(f *testing.F) {
	const text = "name: A\nfonts: {regular: f, bold: f}\nlogo: {file: logo.png}\n"
	logo := files(f)["logo.png"]
	f.Add(uint32(0), []byte("wOF2"), uint32(0), []byte("GIF"))
	f.Add(uint32(300), []byte{0, 1}, uint32(len(logo)-4), []byte{0})
	f.Fuzz(func(t *testing.T, atFont uint32, inFont []byte, atLogo uint32, inLogo []byte) {
		th, err := parse("t.yaml", []byte(text), func(name string) ([]byte, error) {
			if name == "f" {
				return patched(goregular.TTF, atFont, inFont), nil
			}
			return patched(logo, atLogo, inLogo), nil
		})
		if err != nil {
			if tidy.KindOf(err) != tidy.Data {
				t.Errorf("not an error of the data: %v", err)
			}
			return
		}
		c := chart.Chart{Title: "É", Theme: th, Size: chart.Size{Width: 400, Height: 300}, Body: chart.Bars{Rows: []chart.Bar{{Name: "A", Value: 1}}}}
		if err := c.PNG(io.Discard); err != nil && !strings.Contains(err.Error(), "chart:") {
			t.Error(err)
		}
	})
}

// patched is data with some other bytes at a place.
func patched(data []byte, at uint32, with []byte) []byte {
	out := bytes.Clone(data)
	copy(out[int(at)%len(out):], with)
	return out
}
