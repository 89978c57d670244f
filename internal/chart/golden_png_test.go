package chart

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// What a golden image may differ by. Fused multiply-add on other architectures
// changes the last digits of a position, and with them the shade of pixels at
// the edges of marks and letters; a text or a mark that moved by a pixel
// changes far more.
const (
	littlePixel  = 16        // of 255, in a channel
	manyPixels   = 1. / 5000 // of all, by more than that
	largestFile  = 60 << 10
	goldenUpdate = "go test ./internal/chart -run Golden -update writes it anew; look at it before you commit"
)

// TestGoldenPNG compares the pixels of each kind with an image that was looked
// at. The bytes may change with the compressor.
func TestGoldenPNG(t *testing.T) {
	for kind, c := range small() {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			name := filepath.Join("testdata", strings.ReplaceAll(kind, " ", "-")+".png")
			drawn := pngOf(t, c)
			got := decoded(t, drawn)
			if *update {
				writeGolden(t, name, drawn, got)
			}
			file, err := os.ReadFile(name)
			if err != nil {
				t.Fatalf("%v (%s)", err, goldenUpdate)
			}
			if len(file) > largestFile {
				t.Errorf("%s has %d bytes, a golden image at most %d: draw less in it", name, len(file), largestFile)
			}
			if why := unlike(decoded(t, file), got); why != "" {
				t.Errorf("%s differs: %s (%s)", name, why, goldenUpdate)
			}
		})
	}
}

// writeGolden leaves a file alone whose pixels are the same, so that nothing
// but a change of the picture shows in a commit.
func writeGolden(t *testing.T, name string, drawn []byte, got image.Image) {
	t.Helper()
	if old, err := os.ReadFile(name); err == nil {
		if img, err := png.Decode(bytes.NewReader(old)); err == nil && differing(img, got, 0) == 0 {
			return
		}
	}
	if err := os.WriteFile(name, drawn, 0o644); err != nil {
		t.Fatal(err)
	}
}

func decoded(t *testing.T, file []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// unlike says how two images differ by more than rounding, or "".
func unlike(want, got image.Image) string {
	if want.Bounds() != got.Bounds() {
		return fmt.Sprintf("it is %v, not %v", got.Bounds(), want.Bounds())
	}
	all := want.Bounds().Dx() * want.Bounds().Dy()
	n := differing(want, got, littlePixel)
	if float64(n) > manyPixels*float64(all) {
		return fmt.Sprintf("%d of %d pixels by more than %d of 255, on %s", n, all, littlePixel, runtime.GOARCH)
	}
	return ""
}

// differing counts the pixels that differ by more than little of 255 in a
// channel; all of them when the sizes differ.
func differing(a, b image.Image, little int) int {
	n, r := 0, a.Bounds()
	if r != b.Bounds() {
		return r.Dx() * r.Dy()
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			ar, ag, ab, _ := a.At(x, y).RGBA()
			br, bg, bb, _ := b.At(x, y).RGBA()
			if max(gap(ar, br), gap(ag, bg), gap(ab, bb)) > little {
				n++
			}
		}
	}
	return n
}

// gap is how far two channels of 16 bits are apart, of 255.
func gap(a, b uint32) int {
	d := int(a>>8) - int(b>>8)
	return max(d, -d)
}

// TestGoldenPNGNotices: the tolerance hides no other letter, no text that is one
// pixel off and no other colour.
func TestGoldenPNGNotices(t *testing.T) {
	want := small()["bars"]
	for name, change := range map[string]func(*Chart){
		"a letter": func(c *Chart) { c.Subtitle = "A subtatle" },
		"a margin": func(c *Chart) { c.Size.Top = 2*labelSize(640, 420) + 1 },
		"a theme":  func(c *Chart) { c.Theme = Print },
	} {
		got := want
		change(&got)
		if unlike(decoded(t, pngOf(t, want)), decoded(t, pngOf(t, got))) == "" {
			t.Errorf("%s: not noticed", name)
		}
	}
}
