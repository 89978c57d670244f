package chart

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The names of a key are in one size, and break between words only.
func TestAKeyIsInOneSize(t *testing.T) {
	parts := []string{"États-Unis", "Royaume-Uni", "Irlande", "Inde", "Autres économies"}
	for _, size := range Sizes() {
		for _, theme := range []*Theme{Light, Print} {
			c := framed(Stacked{Parts: parts, Rest: true, Whole: true, Value: rigorous,
				Rows: []StackRow{{"2011", []float64{18, 12, 4, 4, 62}}, {"2023", []float64{15, 10, 8, 6, 61}}}})
			c.Size, c.Theme = size, theme
			l, err := c.Layout()
			if err != nil {
				t.Fatal(size.Name, err)
			}
			sizes, whole := map[string]bool{}, ""
			for _, x := range l.Texts {
				if slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(p, x.Text) && len(x.Text) > 3 }) {
					sizes[fmt.Sprintf("%.2f", x.Size)] = true
					whole += x.Text + " "
				}
			}
			if len(sizes) != 1 || whole != strings.Join(parts, " ")+" " {
				t.Errorf("%s: %q in sizes %v", size.Name, whole, sizes)
			}
		}
	}
}
