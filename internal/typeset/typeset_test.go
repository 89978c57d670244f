package typeset

import (
	"math"
	"strings"
	"sync"
	"testing"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	gonum "gonum.org/v1/plot/font"
)

// goFamily is a family that is not the default one: the Go fonts.
func goFamily(t *testing.T) *Family {
	t.Helper()
	regular, err := Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	bold, err := Parse(gobold.TTF)
	if err != nil {
		t.Fatal(err)
	}
	return NewFamily("Go", "Go,sans-serif", regular, bold)
}

// TestWidth: our table of advances measures as gonum does.
func TestWidth(t *testing.T) {
	for bold, ttf := range map[bool][]byte{false: liberationsansregular.TTF, true: liberationsansbold.TTF} {
		parsed, err := opentype.Parse(ttf)
		if err != nil {
			t.Fatal(err)
		}
		f := gonum.Face{Font: gonum.Font{Size: 24}, Face: parsed}
		for _, s := range []string{"", "AVATAR 2011", "Côte d’Ivoire", "−350 … 1\u00a0234 €", "Ελλάδα"} {
			for range 2 { // the second time kerning comes from the table
				if got, want := Liberation().Width(s, 24, bold), float64(f.Width(s)); math.Abs(got-want) > .01 {
					t.Errorf("%q: %v, gonum says %v", s, got, want)
				}
			}
		}
	}
}

func TestLines(t *testing.T) {
	const text = "Extracted 18\u00a0December\u00a02025 under CC\u00a0BY\u00a04.0 by us"
	for _, f := range []*Family{Liberation(), goFamily(t)} {
		for measure := 60.0; measure < 700; measure += 7 {
			wrapped, balanced := f.Wrap(text, 20, false, measure), f.Balance(text, 20, false, measure)
			for _, l := range append(wrapped[:len(wrapped):len(wrapped)], balanced...) {
				if w := f.Width(l, 20, false); w > measure {
					t.Errorf("%s: %q is %.0f px wide, more than %.0f", f.Name, l, w, measure)
				}
			}
			for _, lines := range [][]string{wrapped, balanced} {
				if measure > 300 && strings.Join(lines, " ") != text {
					t.Errorf("%s: %q lost words or broke a date", f.Name, lines)
				}
			}
			if len(wrapped) != len(balanced) {
				t.Errorf("%s: balancing made %d lines of %d", f.Name, len(balanced), len(wrapped))
			}
		}
		for _, s := range []string{"République démocratique et populaire des îles du Couchant vert", strings.Repeat("x", 60), "é", ""} {
			lines, size := f.Fit(s, 24, true, 150, 50)
			if w, h := f.Widest(lines, size, true), Height(len(lines), size); w > 150 || h > 50 && len(lines) > 1 {
				t.Errorf("%s: %q does not fit: %q %.0fx%.0f", f.Name, s, lines, w, h)
			}
		}
	}
}

// TestHeights: the pixels of É and of descenders stay within the heights that
// layouts reckon with, in the default family and in one that is taller.
func TestHeights(t *testing.T) {
	const size, tolerance = 200, 4 // px; the É of the bold face is .02 higher
	for _, f := range []*Family{Liberation(), goFamily(t)} {
		for _, bold := range []bool{false, true} {
			face, err := f.Face(bold).Open(size)
			if err != nil {
				t.Fatal(err)
			}
			box, _ := font.BoundString(face, "Égjpqy")
			up, down := float64(-box.Min.Y)/64, float64(box.Max.Y)/64
			if up > CapAccent*size+tolerance || down > Descent*size+tolerance {
				t.Errorf("%s, bold %v: %.1f px above and %.1f below the baseline", f.Name, bold, up, down)
			}
		}
	}
	if f := goFamily(t); f.Regular.Set(100) >= 100 || f.Regular.Set(100) != f.Bold.Set(100) {
		t.Errorf("faces of one family are set at %v and %v", f.Regular.Set(100), f.Bold.Set(100))
	}
}

func TestCoverage(t *testing.T) {
	for r, want := range map[rune]bool{'a': true, 'É': true, '−': true, '\u202f': true, '\u2011': true, '東': false, '₹': false} {
		if got := Liberation().Regular.Has(r); got != want {
			t.Errorf("Has(%U) is %v", r, got)
		}
	}
	if _, err := Parse([]byte("no font")); err == nil {
		t.Error("what is no font is parsed")
	}
}

// TestAtOnce: the table of kerning is filled by several goroutines.
func TestAtOnce(t *testing.T) {
	f := goFamily(t)
	want := goFamily(t).Width("AVATAR To", 24, false)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if got := f.Width("AVATAR To", 24, false); got != want {
				t.Errorf("%v, alone %v", got, want)
			}
		})
	}
	wait.Wait()
}
