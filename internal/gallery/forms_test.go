package gallery

import (
	"slices"
	"testing"

	"tradestats/internal/chart"
)

// TestAChartAsItWasWrittenIsHadInNoOtherForm: what it is offered in is there, and nothing
// else, whatever is asked for.
func TestAChartAsItWasWrittenIsHadInNoOtherForm(t *testing.T) {
	for _, test := range []struct{ formats, had []string }{
		{[]string{"md", "png", "csv"}, []string{"png", "csv", "json"}}, {[]string{"md", "png"}, []string{"png", "json"}}, {[]string{"md", "svg"}, []string{"svg", "json"}},
		{[]string{"md", "png", "svg", "csv"}, Formats},
	} {
		b, err := halved(t, edition(t, "br-digital-alliance", test.formats)).Book(t.Context(), "br-digital-alliance", 2023, "en")
		if err != nil {
			t.Fatal(err)
		}
		c := b.Chart("internet-nine")
		if c == nil || c.Drawable() || !slices.Equal(c.Formats(), test.had) || c.ImageFormat() != test.had[0] {
			t.Fatalf("%v: %+v", test.formats, c)
		}
		if drawn, ok := c.Drawn(chart.Web, chart.Light); !ok || drawn.Width != 1600 || drawn.Height != 900 {
			t.Errorf("%v: its image is %dx%d", test.formats, drawn.Width, drawn.Height)
		}
		for _, format := range Formats {
			for _, v := range []View{{format, chart.Web, chart.Light}, {format, chart.Square, chart.Light}, {format, chart.Web, chart.Dark}} {
				got, err := c.Content(v)
				there := v.Plain() && slices.Contains(test.had, format)
				if takes := c.Takes(v); there != (err == nil && len(got.Body) > 0) || there != (takes == nil) || !there && Code(err) != 404 {
					t.Errorf("%v: %s in %s, %s: %v, %v", test.formats, format, v.Size.Name, v.Theme.Name, err, takes)
				}
			}
		}
	}
}

// TestATableHasNoSize: it is had in one that has no room for the chart.
func TestATableHasNoSize(t *testing.T) {
	g := open(t, t.TempDir())
	b, err := g.Book(t.Context(), "elac2026", 0, "en")
	if err != nil {
		t.Fatal(err)
	}
	c := b.Chart("internet-all")
	if c.Fits(chart.Social) {
		t.Fatal("it has room")
	}
	small, err := c.Content(View{"csv", chart.Social, chart.Light})
	if web, wrong := c.Content(View{"csv", chart.Web, chart.Light}); err != nil || wrong != nil || small.SHA256 != web.SHA256 {
		t.Errorf("%v, %v", err, wrong)
	}
}
