package chart

import (
	"fmt"
	"image/color"
	"slices"
)

// What a theme must give a reader: contrast ratios of WCAG 2 (1.4.3 for texts,
// 1.4.11 for marks) and differences of colours in CIEDE2000.
const (
	textContrast = 4.5
	markContrast = 3
	apart        = 11 // of any two categories, and of the highlight from what stands beside it
	apartEarly   = 15 // of the first four categories, which most charts are drawn with
	early        = 4
	neighbours   = 5 // of steps of a palette, which stand side by side in order
)

// Flaw is a colour of a theme that some readers could not make out.
type Flaw struct {
	Part  string // of the theme: ground, ink, subtitle, tick, note, zero, muted, muted-text, highlight, categories, sequential, diverging, named-pair
	Index int    // in a list, counted from 0
	Color color.NRGBA
	Why   string
	Fix   string // what to do
}

func (f Flaw) Error() string {
	if f.Part == "categories" {
		return fmt.Sprintf("category %d %s %s", f.Index+1, hexOf(f.Color), f.Why)
	}
	if f.Part == "sequential" || f.Part == "diverging" {
		return fmt.Sprintf("step %d of %s, %s, %s", f.Index+1, f.Part, hexOf(f.Color), f.Why)
	}
	if f.Part == "named-pair" {
		return f.Part + ": " + f.Why
	}
	return fmt.Sprintf("%s %s %s", f.Part, hexOf(f.Color), f.Why)
}

// Check returns what is wrong with the colours of a theme: texts and marks too
// near the ground, categories or the highlight too alike for readers with normal
// vision, protanopia, deuteranopia or tritanopia. The themes of the style have
// no flaw.
func (t *Theme) Check() []Flaw {
	if flaws := t.checkPair(); flaws != nil {
		return flaws // without a pair the rest makes no sense
	}
	return slices.Concat(t.checkContrasts(), t.checkCategories(), t.checkHighlight(), t.checkPalettes())
}

func (t *Theme) checkPair() []Flaw {
	a, b := t.NamedPair[0], t.NamedPair[1]
	if n := len(t.Categories); a < 0 || b < 0 || a >= n || b >= n || a == b {
		return []Flaw{{Part: "named-pair", Why: fmt.Sprintf("%d and %d are not two of the %d categories", a+1, b+1, n), Fix: "name two different categories, counted from 1"}}
	}
	return nil
}

// checkContrasts compares texts and marks with the ground.
func (t *Theme) checkContrasts() []Flaw {
	var out []Flaw
	check := func(part string, i int, c color.NRGBA, kind string, least float64) {
		if r := contrast(c, t.Ground); r < least {
			out = append(out, Flaw{part, i, c, fmt.Sprintf("contrasts %.2f:1 with the ground %s; a %s needs %v:1", r, hexOf(t.Ground), kind, least), t.enough(c, least)})
		}
	}
	for _, p := range []struct {
		name string
		c    color.NRGBA
	}{{"ink", t.Ink}, {"subtitle", t.Subtitle}, {"tick", t.Tick}, {"note", t.Note}, {"muted-text", t.MutedText}} {
		check(p.name, 0, p.c, "text", textContrast)
	}
	for _, p := range []struct {
		name string
		c    color.NRGBA
	}{{"zero", t.Zero}, {"muted", t.Muted}, {"highlight", t.Highlight}} {
		check(p.name, 0, p.c, "mark", markContrast)
	}
	for i, c := range t.Categories {
		check("categories", i, c, "mark", markContrast)
	}
	return out
}

// enough says which colour of the same hue would contrast enough.
func (t *Theme) enough(c color.NRGBA, least float64) string {
	word, toward := "darken", rgb(0x000000)
	if contrast(rgb(0xFFFFFF), t.Ground) > contrast(rgb(0x000000), t.Ground) {
		word, toward = "lighten", rgb(0xFFFFFF)
	}
	d := c // black or white contrasts at least 4.58:1 with any ground
	for f := .01; contrast(d, t.Ground) < least && f < 1; f += .01 {
		d = mix(c, toward, f)
	}
	return fmt.Sprintf("%s it, as to %s", word, hexOf(d))
}

// checkCategories compares each category with those before it.
func (t *Theme) checkCategories() []Flaw {
	var out []Flaw
	for i, c := range t.Categories {
		least, fix := float64(apart), "change one of them in lightness rather than in hue alone"
		if i < early {
			least = apartEarly
		}
		for j, other := range t.Categories[:i] {
			d, in := difference(c, other)
			if d >= least {
				continue
			}
			why := fmt.Sprintf("is %.1f from category %d %s in %s; ", d, j+1, hexOf(other), in)
			if i < early {
				why += fmt.Sprintf("the first %d must be %d apart (CIEDE2000)", early, apartEarly)
			} else {
				why += fmt.Sprintf("any two must be %d apart (CIEDE2000)", apart)
			}
			if d >= apart && len(t.Categories) > early {
				fix = fmt.Sprintf("move one of them behind the first %d, or change it in lightness", early)
			}
			out = append(out, Flaw{"categories", i, c, why, fix})
		}
	}
	return out
}

// checkPalettes compares the steps of the palettes of classes with their
// neighbours. Steps that are striped as well need not differ in colour.
func (t *Theme) checkPalettes() []Flaw {
	var out []Flaw
	for _, p := range []struct {
		name  string
		steps []color.NRGBA
		skip  bool
	}{{"sequential", t.Sequential, false}, {"diverging", t.Diverging, t.Striped}} {
		for i := 1; i < len(p.steps) && !p.skip; i++ {
			if d, in := difference(p.steps[i-1], p.steps[i]); d < neighbours {
				out = append(out, Flaw{p.name, i, p.steps[i], fmt.Sprintf("is %.1f from the step before it in %s; neighbours must be %d apart (CIEDE2000)", d, in, neighbours),
					"let lightness rise or fall evenly from step to step"})
			}
		}
	}
	return out
}

// checkHighlight compares the highlight with what is drawn beside it.
func (t *Theme) checkHighlight() []Flaw {
	var out []Flaw
	for _, p := range []struct {
		name string
		c    color.NRGBA
		fix  string
	}{
		{"muted", t.Muted, "take a highlight farther from grey"},
		{fmt.Sprintf("category %d", t.NamedPair[0]+1), t.Categories[t.NamedPair[0]], "name another pair, or take another highlight"},
		{fmt.Sprintf("category %d", t.NamedPair[1]+1), t.Categories[t.NamedPair[1]], "name another pair, or take another highlight"},
	} {
		if d, in := difference(t.Highlight, p.c); d < apart {
			out = append(out, Flaw{"highlight", 0, t.Highlight, fmt.Sprintf("is %.1f from %s %s in %s; it must be %d apart (CIEDE2000), for both stand in one chart", d, p.name, hexOf(p.c), in, apart), p.fix})
		}
	}
	return out
}

// hexOf is the colour as #RRGGBB.
func hexOf(c color.NRGBA) string { return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B) }
