package server

import (
	"html"
	"net/http"
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

// TestNearlyAnAddress: what is nearly an address leads there, by a relative way.
func TestNearlyAnAddress(t *testing.T) {
	h := handler(t)
	for at, want := range map[string]string{"/build/?lang=fr": "../build?lang=fr", "/charts": "./", "/topics/": "../", "/charts/world/exporters/": "../exporters", "/economies/fra": "FRA",
		"//charts/world/exporters?lang=fr": "../../../charts/world/exporters?lang=fr", "/charts//world/exporters.png": "../../../charts/world/exporters.png", "//evil.example/": "../../evil.example", "//evil.example/%2f%2fx/": "../../../evil.example/%2f%2fx", "//": "../", "///?lang=fr": "../../?lang=fr"} {
		if got := ask(h, "GET", at); got.Code != 301 || got.Header().Get("Location") != want {
			t.Errorf("%s: %d %s", at, got.Code, got.Header().Get("Location"))
		}
	}
	for at, want := range map[string]int{"/favicon.ico": 204, "/charts/world/exporters?view=foo": 400, "/draw.png?indicator=gdp&height=500": 200,
		"/charts/./world": 404, "/a/../charts": 404, "/a/%2e%2e/charts": 404, "//a/..": 404, "/charts/%2e%2e//": 404} {
		if got := ask(h, "GET", at); got.Code != want {
			t.Errorf("%s: %d", at, got.Code)
		}
	}
}

// TestImagesAreKeptAsLongAsTheirPage: where an edition is written anew in its place, no
// cache has the old images of a new page for longer than an old page.
func TestImagesAreKeptAsLongAsTheirPage(t *testing.T) {
	h := handler(t)
	for _, at := range []string{"/charts/world/exporters?year=2023", "/charts/world/exporters?lang=en", "/build?indicator=internet-users&economy=BRA"} {
		page := ask(h, "GET", at)
		images := regexp.MustCompile(`(?:src|srcset)="[./]+/([^"?]+\.png[^"]*)"`).FindAllStringSubmatch(page.Body.String(), -1)
		if len(images) < 4 {
			t.Errorf("%s: %d images", at, len(images))
		}
		for _, m := range images {
			image := ask(h, "GET", "/"+html.UnescapeString(m[1]))
			if keep := image.Header().Get("Cache-Control"); image.Code != 200 || keep != page.Header().Get("Cache-Control") || image.Header().Get("ETag") == "" {
				t.Errorf("%s: %s is kept by %q", at, m[1], keep)
			}
		}
	}
}

// TestNamesInAddresses: any name or code of an economy leads to its page, one of a group to
// the charts that show it; what names nothing leads nowhere.
func TestNamesInAddresses(t *testing.T) {
	h := handler(t)
	for path, want := range map[string]string{
		"/economies/UK": "GBR", "/economies/gb?lang=fr": "GBR?lang=fr", "/economies/United%20Kingdom": "GBR", "/economies/C%C3%B4te%20d'Ivoire": "CIV",
		"/economies/EU?lang=fr": "../?economy=eu&lang=fr", "/economies/eu27": "../?economy=eu27", "/economies/GBR": "", "/economies/%2F%2Fevil.example": "", "/economies/XXX": "",
	} {
		got := ask(h, "GET", path)
		if to := got.Header().Get("Location"); to != want || (got.Code == http.StatusMovedPermanently) != (want != "") {
			t.Errorf("%s: %d, to %q, want %q", path, got.Code, to, want)
		}
	}
	if page := ask(h, "GET", "/?q=map&lang=en"); !strings.Contains(page.Body.String(), `href="./build?kind=tiles&amp;lang=en">Map of tiles</a>`) {
		t.Error("a search for a map does not lead to where one is drawn")
	}
	if code := ask(h, "GET", "/build?kind=tiles&lang=en").Code; code != http.StatusOK {
		t.Errorf("a form with a kind alone: %d", code)
	}
}

// TestAnEconomyInOneYear: a rank stands beside a value of its own year, or says why it does
// not; each figure has its source.
func TestAnEconomyInOneYear(t *testing.T) {
	page := ask(handler(t), "GET", "/economies/PRK?lang=en").Body.String()
	for _, want := range []string{`<tr role="row" class="old">`, "no value of ", "<small>World Bank"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if page := ask(handler(t), "GET", "/economies/IND?lang=en").Body.String(); !regexp.MustCompile(`data-column="Rank">\d+ of \d+ \(2018, value [\d.]+\)</td>`).MatchString(page) {
		t.Error("a rank of an earlier year stands without its value")
	}
	for _, m := range regexp.MustCompile(`<td role="cell" class="number">(\d{4})</td><td role="cell" class="why" data-column="Rank">\d+ of \d+ \((\d{4})\)`).FindAllStringSubmatch(ask(handler(t), "GET", "/economies/IND?lang=en").Body.String(), -1) {
		if m[1] != m[2] {
			t.Errorf("a value of %s beside a rank of %s", m[1], m[2])
		}
	}
	if list := ask(handler(t), "GET", "/economies?lang=en").Body.String(); strings.Contains(list, "Antarctica") || !strings.Contains(list, "Brazil") {
		t.Error("economies without figures are listed")
	}
}
