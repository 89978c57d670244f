package chart

import (
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"
)

// TestThemesAreSound: the themes of the style are held to the test of those of
// houses, and the texts in and on the colours of marks can be read.
func TestThemesAreSound(t *testing.T) {
	for _, th := range Themes() {
		for _, flaw := range th.Check() {
			t.Errorf("%s: %v; %s", th.Name, flaw, flaw.Fix)
		}
		for _, c := range append([]color.NRGBA{th.Muted, th.Highlight, th.Zero}, th.Categories...) {
			if r := contrast(th.readable(c), th.Ground); r < textContrast {
				t.Errorf("%s: text in the colour of mark %v contrasts %.2f", th.Name, c, r)
			}
			if r := contrast(th.on(c), c); r < markContrast {
				t.Errorf("%s: text on mark %v contrasts %.2f", th.Name, c, r)
			}
		}
	}
}

// TestFlaws: each flaw is found, and says where it is and what to do.
func TestFlaws(t *testing.T) {
	for name, test := range map[string]struct {
		spoil     func(*Theme)
		part, why string
		fix       string
	}{
		"pale text":       {func(t *Theme) { t.Note = rgb(0x999999) }, "note", "contrasts 2.85:1 with the ground #FFFFFF; a text needs 4.5:1", "darken it, as to #767676"},
		"pale mark":       {func(t *Theme) { t.Categories[1] = rgb(0xFFCC00) }, "categories", "a mark needs 3:1", "darken it"},
		"middle ground":   {func(t *Theme) { t.Ground = rgb(0x777777) }, "ink", "text needs 4.5:1", "darken it, as to #0"},
		"twins":           {func(t *Theme) { t.Categories[7] = rgb(0x306CE0) }, "categories", "from category 1 #306CE1", "lightness"},
		"alike for some":  {func(t *Theme) { t.Categories[5] = rgb(0x7A5A10) }, "categories", "any two must be 11 apart", "lightness"},
		"first four":      {func(t *Theme) { t.Categories[3], t.Categories[6] = t.Categories[6], t.Categories[3] }, "categories", "the first 4 must be 15 apart", "behind the first 4"},
		"grey highlight":  {func(t *Theme) { t.Highlight = rgb(0x858FA0) }, "highlight", "from muted #838FA0", "farther from grey"},
		"highlight, pair": {func(t *Theme) { t.Highlight = rgb(0xD67B10) }, "highlight", "from category 2 #D67B19", "name another pair"},
		"no pair":         {func(t *Theme) { t.NamedPair = [2]int{0, 8} }, "named-pair", "1 and 9 are not two of the 8 categories", "two different"},
		"the same twice":  {func(t *Theme) { t.NamedPair = [2]int{1, 1} }, "named-pair", "2 and 2", "two different"},
		"no categories":   {func(t *Theme) { t.Categories = nil }, "named-pair", "of the 0 categories", "two different"},
	} {
		t.Run(name, func(t *testing.T) {
			th := *Light
			th.Categories = append([]color.NRGBA(nil), Light.Categories...)
			test.spoil(&th)
			for _, f := range th.Check() {
				if f.Part == test.part && strings.Contains(f.Why, test.why) && strings.Contains(f.Fix, test.fix) && strings.Contains(f.Error(), f.Why) {
					return
				}
			}
			t.Errorf("not found: %q", th.Check())
		})
	}
}

// TestReadable: the values that the style names.
func TestReadable(t *testing.T) {
	if got := Light.readable(rgb(0xD67B19)); got != rgb(0xAB6214) && got != rgb(0xAC6214) {
		t.Errorf("orange becomes %v", got)
	}
	if got := Light.readable(rgb(0x306CE1)); got != rgb(0x306CE1) {
		t.Errorf("blue is dark enough, got %v", got)
	}
}

func TestLooks(t *testing.T) {
	plain := make([]Emphasis, 5)
	looks := Light.looks(plain)
	for i, l := range looks {
		if l.mark != Light.Categories[i] {
			t.Errorf("plain series %d is %v", i, l.mark)
		}
	}
	for i, l := range Light.looks(make([]Emphasis, 6)) {
		if l.mark != Light.Muted {
			t.Errorf("series %d of six is %v, want muted", i, l.mark)
		}
	}
	looks = Dark.looks([]Emphasis{Plain, Highlight, Named, Named, Named, Context})
	want := []color.NRGBA{Dark.Muted, Dark.Highlight, Dark.Categories[0], Dark.Categories[2], Dark.Muted, Dark.Context}
	for i, l := range looks {
		if l.mark != want[i] {
			t.Errorf("series %d is %v, want %v", i, l.mark, want[i])
		}
	}
}

// TestFiveLinesAreToldApart: as many as a chart without a highlight gives a look of their own.
func TestFiveLinesAreToldApart(t *testing.T) {
	for _, th := range Themes() {
		looks := th.lineLooks(make([]Emphasis, 5))
		for i, a := range looks {
			for j, b := range looks[:i] {
				if d, in := difference(a.mark, b.mark); d < apart && slices.Equal(a.dash, b.dash) {
					t.Errorf("%s: lines %d and %d have the same dash, and colours %.1f apart in %s", th.Name, j+1, i+1, d, in)
				}
			}
		}
	}
}

// TestDifference: pairs of the test data of Sharma, Wu and Dalal, among them
// those at which implementations differ.
func TestDifference(t *testing.T) {
	for _, test := range [][7]float64{
		{50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425}, {50, 3.1571, -77.2803, 50, 0, -82.7485, 2.8615},
		{50, -1.3802, -84.2814, 50, 0, -82.7485, 1}, {50, -.9009, -85.5211, 50, 0, -82.7485, 1},
		{50, 0, 0, 50, -1, 2, 2.3669}, {50, -1, 2, 50, 0, 0, 2.3669},
		{50, 2.49, -.001, 50, -2.49, .0009, 7.1792}, {50, 2.49, -.001, 50, -2.49, .0011, 7.2195},
		{50, -.001, 2.49, 50, .0009, -2.49, 4.8045}, {50, 2.5, 0, 50, 0, -2.5, 4.3065},
		{50, 2.5, 0, 73, 25, -18, 27.1492}, {50, 2.5, 0, 56, -27, -3, 31.9030},
		{60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644},
		{22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373},
		{90.8027, -2.0831, 1.4410, 91.1528, -1.6435, .0447, 1.4441},
		{2.0776, .0795, -1.1350, .9033, -.0636, -.5514, .9082},
	} {
		p, q := [3]float64(test[:3]), [3]float64(test[3:6])
		if d := ciede2000(p, q); math.Abs(d-test[6]) > 1e-4 {
			t.Errorf("%v and %v differ by %.4f, want %v", p, q, d, test[6])
		}
	}
	if d, _ := difference(Light.Ink, Light.Ink); d != 0 {
		t.Errorf("a colour differs from itself by %v", d)
	}
}
