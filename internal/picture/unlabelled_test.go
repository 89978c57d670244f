package picture

import (
	"slices"
	"strings"
	"testing"

	"tradestats/internal/chart"
)

// The note names those that have no label beside it: it takes room itself.
func TestTheNoteNamesWhoHasNoLabel(t *testing.T) {
	d := desk(t)
	for _, lang := range []string{"en", "es"} {
		for _, size := range []chart.Size{chart.Web, chart.Square, chart.Story} {
			p, err := make1(t, d, lang, ask("line", internet, "eu27:members")).At(size, chart.Light)
			if err != nil {
				t.Fatal(err)
			}
			l, err := p.Chart.Layout()
			if err != nil {
				t.Fatal(err)
			}
			want := p.Unlabelled(l.Dropped)
			if len(l.Dropped) == 0 || !slices.Contains(p.Chart.Notes, want) || !strings.Contains(strings.Join(p.About.Notes, " "), want) {
				t.Errorf("%s, %s: %q lacks %q", lang, size.Name, p.Chart.Notes, want)
			}
		}
	}
}
