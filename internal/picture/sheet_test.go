package picture

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	imagedraw "golang.org/x/image/draw"

	"tradestats/internal/chart"
)

var sheetDir = flag.String("sheet", "", "write the contact sheets of TestSheet to this folder")

// TestSheet draws every question of every kind in three sizes, three themes and
// two languages, the hard cases beside them, and a contact sheet of each: what
// `make sheet` shows. It is for the eyes: without -sheet it is skipped.
func TestSheet(t *testing.T) {
	if *sheetDir == "" {
		t.Skip("no -sheet DIR: run make sheet")
	}
	if err := os.MkdirAll(*sheetDir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, q := range questions() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var all []image.Image
			for _, lang := range []string{"en", "fr"} {
				p := make1(t, desk(t), lang, q)
				for _, theme := range chart.Themes() {
					for _, size := range []chart.Size{chart.Web, chart.Square, chart.Story} {
						all = append(all, sheetImage(t, p, size, theme, strings.Join([]string{name, lang, theme.Name, size.Name}, " ")))
					}
				}
			}
			montage(t, name, all)
		})
	}
	for name, make := range hardCases(t) {
		p := make()
		var all []image.Image
		for _, size := range []chart.Size{chart.Web, chart.Square, chart.Story} {
			all = append(all, sheetImage(t, p, size, chart.Light, "hard "+name+" "+size.Name))
		}
		montage(t, "hard "+name, all)
	}
}

// sheetImage draws one picture, writes it and returns it.
func sheetImage(t *testing.T, p Picture, size chart.Size, theme *chart.Theme, name string) image.Image {
	t.Helper()
	c, err := p.Image(size, theme)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return nil
	}
	var b bytes.Buffer
	if err := c.PNG(&b); err != nil {
		t.Errorf("%s: %v", name, err)
		return nil
	}
	write(t, name, b.Bytes())
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func write(t *testing.T, name string, text []byte) {
	t.Helper()
	file := strings.NewReplacer(" ", "-", ",", "").Replace(name) + ".png"
	if err := os.WriteFile(filepath.Join(*sheetDir, file), text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// montage puts images in rows of nine, each 360 px high.
func montage(t *testing.T, name string, all []image.Image) {
	t.Helper()
	const height, gap, perRow = 360, 8, 9
	x, y, width := gap, gap, 0
	var places []image.Rectangle
	for k, img := range all {
		if img == nil {
			places = append(places, image.Rectangle{})
			continue
		}
		if k > 0 && k%perRow == 0 {
			x, y = gap, y+height+gap
		}
		w := img.Bounds().Dx() * height / img.Bounds().Dy()
		places = append(places, image.Rect(x, y, x+w, y+height))
		x += w + gap
		width = max(width, x)
	}
	sheet := image.NewRGBA(image.Rect(0, 0, width, y+height+gap))
	draw.Draw(sheet, sheet.Rect, image.NewUniform(color.Gray{Y: 0xB0}), image.Point{}, draw.Src)
	for k, img := range all {
		if img != nil {
			imagedraw.ApproxBiLinear.Scale(sheet, places[k], img, img.Bounds(), draw.Src, nil)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, sheet); err != nil {
		t.Fatal(err)
	}
	write(t, "sheet "+name, b.Bytes())
	t.Logf("%s", fmt.Sprintf("%d images of %s", len(all), name))
}
