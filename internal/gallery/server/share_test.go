package server

import (
	"html"
	"regexp"
	"strings"
	"testing"
)

// TestWhatOthersTakeIsPinned: what a reader copies of a chart shows the same edition
// when another one is the newest.
func TestWhatOthersTakeIsPinned(t *testing.T) {
	page := html.UnescapeString(html.UnescapeString(ask(handler(t), "GET", "/charts/world/exporters?lang=en").Body.String()))
	for _, want := range []string{
		`<a href="https://charts.example.org/charts/world/exporters?lang=en&year=2023"><img src="https://charts.example.org/charts/world/exporters.png?lang=en&year=2023"`,
		`<iframe src="https://charts.example.org/charts/world/exporters?lang=en&view=embed&year=2023"`, "aspect-ratio:1600/900", `download="world-exporters-2023.en.png"`, "2023 edition, tradestats",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	told := ask(handler(t), "GET", "/oembed?url=https://charts.example.org/charts/world/exporters").Body.String()
	if strings.Count(told, "year=2023") != 2 {
		t.Errorf("oEmbed: %s", told)
	}
	told = ask(handler(t), "GET", "/oembed?maxwidth=300&url=https://charts.example.org/charts/world/exporters").Body.String()
	if !strings.Contains(told, `"width": 300`) || !strings.Contains(told, "scale=0.250") {
		t.Errorf("oEmbed within 300 pixels: %s", told)
	}
	if image := ask(handler(t), "GET", "/charts/world/exporters.png?lang=en&size=social&scale=0.250"); image.Code != 200 {
		t.Errorf("its image: %d %s", image.Code, image.Body.String())
	}
}

// TestWhatIsDrawnIsQuoted: a chart that was asked for can be cited and embedded as one of
// a report, at an address that names the years which the question left open.
func TestWhatIsDrawnIsQuoted(t *testing.T) {
	h := handler(t)
	page := html.UnescapeString(html.UnescapeString(ask(h, "GET", "/build?lang=en&indicator=internet-users&economy=BRA,CHL").Body.String()))
	address := "https://charts.example.org/draw.png?economy=BRA%2CCHL&from=2000&indicator=internet-users&lang=en&to=2024"
	for _, want := range []string{
		`>` + address + `</textarea>`, "revised",
		`<a href="https://charts.example.org/build?economy=BRA%2CCHL&from=2000&indicator=internet-users&lang=en&to=2024"><img src="` + address + `" width="1600" height="900"`,
		`tradestats. `, `aria-labelledby="alt">`, `media="(prefers-color-scheme: dark)" srcset="./draw.png`, `size=telephone`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if got := ask(h, "GET", strings.TrimPrefix(address, "https://charts.example.org")); got.Code != 200 {
		t.Errorf("the address: %d", got.Code)
	}
	for _, query := range []string{"indicator=internet-users&kind=bars", "indicator=gdp&kind=fan&economy=BRA", "indicator=internet-users&kind=slope&economy=BRA,CHL&from=2010"} {
		page := html.UnescapeString(ask(h, "GET", "/build?lang=en&"+query).Body.String())
		if !strings.Contains(page, "&year=20") && !strings.Contains(page, "&to=20") {
			t.Errorf("%s: the address has no years", query)
		}
	}
}

// TestCardsAreToldApart: of charts that say the same of themselves a list says what is
// different, and of those of one title in which report they stand.
func TestCardsAreToldApart(t *testing.T) {
	card := regexp.MustCompile(`(?s)<strong>(.*?)</strong></a>\s*<p[^>]*>(.*?)</p>`)
	for _, at := range []string{"/topics/elac2026?lang=en", "/?lang=en", "/economies/BRA?lang=en"} {
		seen, titles, told := map[string]bool{}, map[string]int{}, map[string]int{}
		for _, m := range card.FindAllStringSubmatch(ask(handler(t), "GET", at).Body.String(), -1) {
			if seen[m[0]] {
				t.Errorf("%s: twice: %s", at, m[0])
			}
			seen[m[0]] = true
			titles[m[1]]++
			if strings.HasPrefix(m[2], "<b>") || strings.Contains(m[2], " · ") {
				told[m[1]]++
			}
		}
		for title, n := range titles {
			if n > 1 && told[title] < n {
				t.Errorf("%s: %d charts are called %s, and %d are told apart", at, n, title, told[title])
			}
		}
		if len(seen) < 5 {
			t.Errorf("%s: %d cards", at, len(seen))
		}
	}
}

// TestAnEconomyIsFoundByItsName: also one that no chart of a report shows, by any of its
// names.
func TestAnEconomyIsFoundByItsName(t *testing.T) {
	for words, code := range map[string]string{"Turkey": "TUR", "UK": "GBR", "holland": "NLD", "Pays-Bas": "NLD", "internet": ""} {
		page := ask(handler(t), "GET", "/?lang=en&q="+words).Body.String()
		link := regexp.MustCompile(`<p><a href="./economies/([A-Z]+)\?lang=en">`).FindStringSubmatch(page)
		if code == "" && link != nil || code != "" && (link == nil || link[1] != code) {
			t.Errorf("%s leads to %q", words, link)
		}
	}
}
