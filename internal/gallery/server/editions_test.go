package server

import (
	"regexp"
	"strings"
	"testing"
)

// TestAnEditionStaysOutOfTheBuilder: whose year is that of a question; figures that are
// not of the edition say so.
func TestAnEditionStaysOutOfTheBuilder(t *testing.T) {
	h := handler(t)
	for _, at := range []string{"/economies/BRA?year=2023&lang=en", "/indicators/gdp?year=2023&lang=en"} {
		page := ask(h, "GET", at).Body.String()
		if m := regexp.MustCompile(`href="[^"]*build\?[^"]*year=[^"]*"`).FindString(page); m != "" || !strings.Contains(page, "only the charts in the reports are of the edition of 2023") {
			t.Errorf("%s: %q", at, m)
		}
	}
	if wrong := ask(h, "GET", "/build?indicator=nope"); wrong.Code != 400 || !strings.Contains(wrong.Body.String(), `<form class="build"`) {
		t.Errorf("a question that makes no sense: %d", wrong.Code)
	}
}
