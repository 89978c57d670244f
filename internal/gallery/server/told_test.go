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

// TestThePageTellsTheSizeThatIsDrawn: a chart of many rows is higher than the size that is
// asked for, and what others are told of it is that of its image.
func TestThePageTellsTheSizeThatIsDrawn(t *testing.T) {
	h, tall := handler(t), 0
	pages := regexp.MustCompile(`href="\./(charts/[^"?]+)`).FindAllStringSubmatch(ask(h, "GET", "/?lang=en").Body.String(), -1)
	for k, m := range pages {
		sizes := []string{"web"}
		if k%20 == 0 || strings.HasSuffix(m[1], "/world/exporters") { // they take a while
			sizes = []string{"web", "social", "square", "story", "slide", "print", "telephone"}
		}
		for _, size := range sizes {
			at := "/" + m[1] + "?lang=en&size=" + size
			answer := ask(h, "GET", at)
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
					t.Errorf("%s lacks %s", at, want)
				}
			}
			if size != "web" {
				continue
			}
			if want := fmt.Sprintf(`, %d × %d</option>`, width, height); !strings.Contains(page, want) {
				t.Errorf("%s offers no size of %s", at, want)
			}
			width, height = measured(t, h, found(page, `og:image" content="([^"]*)"`))
			if told := found(page, `og:image:width" content="(\d+)"`) + "x" + found(page, `og:image:height" content="(\d+)"`); told != fmt.Sprintf("%dx%d", width, height) {
				t.Errorf("%s shares an image of %dx%d as one of %s", at, width, height, told)
			}
			var told struct {
				URL           string
				Width, Height int
			}
			if err := json.Unmarshal(ask(h, "GET", strings.TrimPrefix(found(page, `json\+oembed" href="([^"]*)"`), ours)).Body.Bytes(), &told); err != nil || told.Width != width || told.Height != height {
				t.Errorf("%s: oEmbed tells %dx%d of an image of %dx%d, %v", at, told.Width, told.Height, width, height, err)
			}
		}
	}
	if tall < 2 {
		t.Errorf("%d of the charts are tall", tall)
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
