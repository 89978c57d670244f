package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"image/png"
	"regexp"
	"strings"
	"testing"

	"tradestats/internal/report"
)

const ours = "https://charts.example.org"

// measured is the size of an image that the server answers with, as pages write sizes.
func measured(t *testing.T, h *Server, address string) (width, height int) {
	t.Helper()
	got := ask(h, "GET", "/"+strings.TrimLeft(strings.TrimPrefix(address, ours), "./"))
	config, err := png.DecodeConfig(bytes.NewReader(got.Body.Bytes()))
	if err != nil {
		t.Errorf("%s: %d, %v", address, got.Code, err)
	}
	return config.Width, config.Height
}

// found is the first group of a pattern in a page.
func found(page, pattern string) string {
	if m := regexp.MustCompile(pattern).FindStringSubmatch(page); m != nil {
		return m[1]
	}
	return ""
}

// pages are the addresses of all charts.
func pages(h *Server) (out []string) {
	for _, m := range regexp.MustCompile(`href="\./(charts/[^"?]+)`).FindAllStringSubmatch(ask(h, "GET", "/?lang=en").Body.String(), -1) {
		out = append(out, "/"+m[1])
	}
	return out
}

// TestThePageTellsTheSizeThatIsDrawn: a chart of many rows is higher than the size that is
// asked for.
func TestThePageTellsTheSizeThatIsDrawn(t *testing.T) {
	h, tall := handler(t), 0
	for k, at := range pages(h) {
		sizes := []string{"web"}
		if k%20 == 0 || at == "/charts/world/exporters" { // they take a while
			sizes = []string{"web", "social", "square", "story", "slide", "print", "telephone"}
		}
		for _, size := range sizes {
			answer := ask(h, "GET", at+"?lang=en&size="+size)
			if answer.Code != 200 { // it has no room there
				continue
			}
			page := html.UnescapeString(html.UnescapeString(answer.Body.String()))
			width, height := measured(t, h, found(page, `id="chart" src="../../([^"]*)"`))
			if size == "web" && height > 900 {
				tall++
			}
			for _, want := range []string{fmt.Sprintf(`id="chart" src="%s" width="%d" height="%d"`, found(page, `id="chart" src="([^"]*)"`), width, height),
				fmt.Sprintf(`width="%d" height="%d" style="max-width`, width, height), fmt.Sprintf("aspect-ratio:%d/%d", width, height)} {
				if !strings.Contains(page, want) {
					t.Errorf("%s in %s lacks %s", at, size, want)
				}
			}
			if want := fmt.Sprintf(`, %d × %d</option>`, width, height); size != "telephone" && !strings.Contains(page, want) {
				t.Errorf("%s in %s offers no size of %s", at, size, want)
			}
		}
	}
	if tall < 2 {
		t.Errorf("%d of the charts are tall", tall)
	}
}

// embedding is what oEmbed tells of a chart.
type embedding struct {
	Type, URL     string
	Width, Height int
}

// toldOf asks for it.
func toldOf(t *testing.T, h *Server, address string) (out embedding) {
	t.Helper()
	got := ask(h, "GET", strings.TrimPrefix(address, ours))
	if err := json.Unmarshal(got.Body.Bytes(), &out); err != nil {
		t.Errorf("%s: %d, %v", address, got.Code, err)
	}
	return out
}

// TestOthersAreToldTheSizeThatIsDrawn: of each chart by Open Graph and oEmbed.
func TestOthersAreToldTheSizeThatIsDrawn(t *testing.T) {
	h := handler(t)
	for _, at := range pages(h) {
		page := html.UnescapeString(html.UnescapeString(ask(h, "GET", at+"?lang=en").Body.String()))
		width, height := measured(t, h, found(page, `og:image" content="([^"]*)"`))
		if told := found(page, `og:image:width" content="(\d+)"`) + "x" + found(page, `og:image:height" content="(\d+)"`); told != fmt.Sprintf("%dx%d", width, height) {
			t.Errorf("%s shares an image of %dx%d as one of %s", at, width, height, told)
		}
		if told := toldOf(t, h, found(page, `json\+oembed" href="([^"]*)"`)); told.Type != "photo" || told.Width != width || told.Height != height {
			t.Errorf("%s: oEmbed tells %+v of an image of %dx%d", at, told, width, height)
		}
	}
}

// TestOEmbedKeepsWithinWhatIsAsked: whatever is asked for, the image is there and of the
// size that is told; where it is not had so small, nothing but a link is told.
func TestOEmbedKeepsWithinWhatIsAsked(t *testing.T) {
	h := handler(t)
	for _, chart := range []string{"world/exporters", "elac2026/internet-all"} { // the second one is tall
		for width := 1; width < 2000; width += 1 + width/7 {
			for _, by := range []string{"width", "height"} {
				told := toldOf(t, h, fmt.Sprintf("/oembed?max%s=%d&url=%s/charts/%s", by, width, ours, chart))
				if told.Type == "link" && width < 200 && told.URL == "" {
					continue
				}
				w, height := measured(t, h, told.URL)
				if by == "width" && w > width || by == "height" && height > width || told.Width != w || told.Height != height || told.Type != "photo" {
					t.Errorf("%s within a %s of %d is %dx%d, told as %+v", chart, by, width, w, height, told)
				}
			}
		}
	}
}

// TestOEmbedSpeaksAsThePage: of a topic without texts in the reader's language in that of
// the topic.
func TestOEmbedSpeaksAsThePage(t *testing.T) {
	h, others := handler(t), 0
	for _, at := range pages(h) {
		if !strings.HasSuffix(at, "/exports") && !strings.HasSuffix(at, "/exporters") {
			continue
		}
		for _, lang := range []string{"en", "fr", "es", "pt"} {
			page, told := ask(h, "GET", at+"?lang="+lang), toldOf(t, h, "/oembed?url="+ours+at+"?lang="+lang)
			if page.Code != 200 || told.Type != "photo" {
				t.Errorf("%s in %s: the page is %d, oEmbed tells %+v", at, lang, page.Code, told)
				continue
			}
			measured(t, h, told.URL)
			if !strings.Contains(told.URL, "lang="+lang) {
				others++
			}
		}
	}
	if others == 0 {
		t.Error("all topics have texts in all languages")
	}
}

// TestAnEditionOfSVG: whose figures have changed is shown by its images, and downloads are
// those that there are.
func TestAnEditionOfSVG(t *testing.T) {
	g, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	_, err = report.Run(t.Context(), report.Options{Topics: []string{"eu-china"}, Year: 2023, Languages: []string{"en"}, Formats: []string{"md", "svg"}, Out: dir, Engine: tenfold(t, g), Economies: g.Economies, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	if g, err = openIn(dir); err != nil {
		t.Fatal(err)
	}
	h := handlerOf(t, g)
	page := html.UnescapeString(ask(h, "GET", "/charts/eu-china/exports?lang=en").Body.String())
	files := regexp.MustCompile(`(?:src|href)="[./]*/(charts/[^"]*\.[a-z]+(?:\?[^"]*)?)"`).FindAllStringSubmatch(page, -1)
	for _, m := range files {
		if got := ask(h, "GET", "/"+m[1]); got.Code != 200 {
			t.Errorf("%s: %d", m[1], got.Code)
		}
	}
	if len(files) != 3 || !strings.Contains(page, `og:image:type" content="image/svg+xml"`) {
		t.Errorf("it shows and offers %v", files)
	}
}

// TestOEmbedOfAChartAsItWasWritten: it is not drawn in another size, nor told in one.
func TestOEmbedOfAChartAsItWasWritten(t *testing.T) {
	g, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	_, err = report.Run(t.Context(), report.Options{Topics: []string{"eu-china"}, Year: 2023, Languages: []string{"en"}, Out: dir, Engine: tenfold(t, g), Economies: g.Economies, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	if g, err = openIn(dir); err != nil {
		t.Fatal(err)
	}
	h := handlerOf(t, g)
	for width, want := range map[int]string{0: "photo", 1600: "photo", 1599: "link", 600: "link"} {
		at := "/oembed?url=" + ours + "/charts/eu-china/exports"
		if width > 0 {
			at += fmt.Sprint("&maxwidth=", width)
		}
		told := toldOf(t, h, at)
		if told.Type != want {
			t.Errorf("within %d: %+v", width, told)
		}
		if want == "link" {
			continue
		}
		if w, height := measured(t, h, told.URL); w != told.Width || height != told.Height {
			t.Errorf("within %d: %dx%d, told as %+v", width, w, height, told)
		}
	}
}

// TestTheCardsTellTheSizeThatIsDrawn: also of a chart that has no room in the size of
// cards.
func TestTheCardsTellTheSizeThatIsDrawn(t *testing.T) {
	h, others := handler(t), 0
	for _, m := range regexp.MustCompile(`<img src="\./([^"]*)" alt="" width="(\d+)" height="(\d+)"`).FindAllStringSubmatch(ask(h, "GET", "/?lang=en").Body.String(), -1) {
		if strings.Contains(m[1], "size=social") {
			continue
		}
		others++
		if width, height := measured(t, h, html.UnescapeString(m[1])); fmt.Sprint(width, height) != m[2]+" "+m[3] {
			t.Errorf("%s is %dx%d, not %sx%s", m[1], width, height, m[2], m[3])
		}
	}
	if others == 0 {
		t.Error("all have room")
	}
}

// TestTheBuilderTellsTheSizeThatIsDrawn: of a question of many rows.
func TestTheBuilderTellsTheSizeThatIsDrawn(t *testing.T) {
	h := handler(t)
	for _, rest := range []string{"", "&theme=dark", "&size=story", "&width=900&height=1500"} {
		page := html.UnescapeString(html.UnescapeString(ask(h, "GET", "/build?lang=en&indicator=internet-users&kind=bars&economy=lac:members"+rest).Body.String()))
		width, height := measured(t, h, found(page, `id="chart" src="([^"]*)"`))
		if height == 900 {
			t.Errorf("%s: it is not tall", rest)
		}
		for _, want := range []string{fmt.Sprintf(`width="%d" height="%d" alt=`, width, height), fmt.Sprintf(`width="%d" height="%d" style=`, width, height)} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: the page lacks %s", rest, want)
			}
		}
	}
}
