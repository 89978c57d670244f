package chart

import (
	"fmt"
	"math"
)

// ink is the box of a text without the little room that accents and descenders
// leave, which may touch those of a neighbour.
func (t TextBox) ink() Box { return t.Box.grown(-math.Max(.5, .04*t.Size)) }

// Flaws says what a reader would stumble over: texts that leave the image or
// lie on each other, and texts on a line of a series or on a zero line. None is
// what every chart must have. t is the theme that it was laid out in.
func (l Layout) Flaws(t *Theme) []string {
	var out []string
	page := Box{0, 0, float64(l.Width), float64(l.Height)}
	for i, a := range l.Texts {
		if !a.Box.inside(page) {
			out = append(out, fmt.Sprintf("%q leaves the image: %.0f", a.Text, a.Box))
		}
		for _, b := range l.Texts[:i] {
			if a.ink().Intersects(b.ink()) {
				out = append(out, fmt.Sprintf("%q %.0f meets %q %.0f", a.Text, a.Box, b.Text, b.Box))
			}
		}
	}
	for _, line := range l.Lines {
		for _, q := range line.Points {
			if q.X < 0 || q.X > float64(l.Width) || q.Y < l.Plot.Y0 || q.Y > l.Plot.Y1 {
				out = append(out, fmt.Sprintf("%s leaves the plot at %.0f", line.Series, q))
			}
		}
		for _, text := range l.Texts {
			if touches(line.Points, text.Box.grown(-1)) {
				out = append(out, fmt.Sprintf("%q lies on the line of %s", text.Text, line.Series))
			}
		}
	}
	for _, m := range l.Marks {
		for _, text := range l.Texts {
			if m.Fill == t.Zero && !m.Round && m.Box.Intersects(text.Box.grown(-1)) {
				out = append(out, fmt.Sprintf("%q %.0f lies on the zero line %.0f", text.Text, text.Box, m.Box))
			}
		}
	}
	return out
}
