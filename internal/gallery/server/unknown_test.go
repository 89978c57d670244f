package server

import (
	"regexp"
	"strings"
	"testing"
)

// TestWithoutAnAddress: where nobody has said under which address others reach the
// gallery, nothing that they copy holds a wrong one.
func TestWithoutAnAddress(t *testing.T) {
	g, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	h, err := New(g, Options{Log: silent})
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{"/charts/world/exporters", "/build?indicator=internet-users&economy=BRA"} {
		page := ask(h, "GET", at).Body.String()
		for _, whole := range []string{"http", "og:image", "oembed", "&lt;img", "&lt;iframe", `value=""></textarea>`} {
			if strings.Contains(strings.ReplaceAll(page, "https://creativecommons.org", ""), whole) {
				t.Errorf("%s has %s", at, whole)
			}
		}
		if !regexp.MustCompile(`[^ ]\.</textarea>`).MatchString(page) {
			t.Errorf("%s: the citation is not whole", at)
		}
	}
	if got := ask(h, "GET", "/robots.txt"); got.Code != 200 || strings.Contains(got.Body.String(), "Sitemap") {
		t.Errorf("robots: %s", got.Body.String())
	}
	for _, at := range []string{"/sitemap.xml", "/oembed?url=/charts/world/exporters"} {
		if got := ask(h, "GET", at); got.Code != 404 || !strings.Contains(got.Body.String(), "--url") {
			t.Errorf("%s: %d %s", at, got.Code, got.Body.String())
		}
	}
}
