package server

import (
	"html"
	"strings"
	"testing"
)

// TestWhatOthersTakeIsPinned: what a reader copies of a chart shows the same edition
// when another one is the newest.
func TestWhatOthersTakeIsPinned(t *testing.T) {
	page := html.UnescapeString(html.UnescapeString(ask(handler(t), "GET", "/charts/world/exporters?lang=en").Body.String()))
	for _, want := range []string{
		`<a href="https://charts.example.org/charts/world/exporters?lang=en&year=2023"><img src="https://charts.example.org/charts/world/exporters.png?lang=en&year=2023"`,
		`<iframe src="https://charts.example.org/charts/world/exporters?lang=en&view=embed&year=2023"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	told := ask(handler(t), "GET", "/oembed?url=https://charts.example.org/charts/world/exporters").Body.String()
	if strings.Count(told, "year=2023") != 2 {
		t.Errorf("oEmbed: %s", told)
	}
}
