package webpage

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

const (
	report = `# Trade & more

Edition of 2023.

[Français](report.fr.md)

## In brief

- Exports rose, to US$4 & more.

## Exports & the world

![Line chart. Exports: 1 in 2022, 2 in 2023.](charts/exports.en.svg)

| Year | Value |
| :--- | ---: |
| 2023 | 4,462.5 |

*A note.*

## Exports & the world

More in [tables/exports.csv](tables/exports.csv).

<script>alert(1)</script>
`
	drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900" viewBox="0 0 1600 900" role="img" aria-labelledby="t d" style="font-family:Arial">
<title id="t">Exports</title>
<desc id="d">Line chart.</desc>
<metadata>{"a":1}</metadata>
<pattern id="hatch"/><rect fill="url(#hatch)"/>
</svg>`
)

func made(t *testing.T, change func(*Page)) string {
	t.Helper()
	p := Page{Lang: "en", Title: `Trade & "more"`, Description: "Exports rose.", Markdown: []byte(report), Others: []Link{{"fr", "Français", "report.fr.html"}},
		Words: Words{Skip: "Skip", Contents: "Contents", Languages: "Languages", Data: "Data", Table: "Table"},
		Figures: map[string]Figure{"charts/exports.en.svg": {Data: "charts/exports.csv", Drawings: []Drawing{
			{SVG: []byte(drawn)}, {Dark: true, SVG: []byte(drawn)}, {Narrow: true, SVG: []byte(drawn)}, {Dark: true, Narrow: true, SVG: []byte(drawn)}}}}}
	if change != nil {
		change(&p)
	}
	out, err := Render(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// elements are all elements of a page, in order.
func elements(t *testing.T, page string) []*html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			out = append(out, n)
		}
	}
	return out
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// TestEveryReferenceIsThere: ids are unique, though drawings bring the same, and what
// refers to one finds it.
func TestEveryReferenceIsThere(t *testing.T) {
	page := made(t, nil)
	ids := map[string]bool{}
	for _, n := range elements(t, page) {
		if id := attribute(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("two elements are called %s", id)
			}
			ids[id] = true
		}
	}
	for _, n := range elements(t, page) {
		for _, id := range strings.Fields(attribute(n, "aria-labelledby")) {
			if !ids[id] {
				t.Errorf("%s: no element %s", n.Data, id)
			}
		}
		if id, ok := strings.CutPrefix(attribute(n, "href"), "#"); ok && !ids[id] {
			t.Errorf("no element %s to go to", id)
		}
		if fill := attribute(n, "fill"); fill != "" && !ids[strings.TrimSuffix(strings.TrimPrefix(fill, "url(#"), ")")] {
			t.Errorf("no pattern %s", fill)
		}
	}
}

// TestNothingFromElsewhere: a page has no script and loads nothing; raw HTML of a text
// does not reach it.
func TestNothingFromElsewhere(t *testing.T) {
	for _, n := range elements(t, made(t, nil)) {
		switch n.Data {
		case "script", "img", "link", "iframe", "object":
			t.Errorf("the page has a %s", n.Data)
		}
		if attribute(n, "src") != "" || attribute(n, "style") != "" {
			t.Errorf("%s has a source or a style, which the page's policy refuses", n.Data)
		}
	}
}

// TestFrame: the page's parts are where a reader looks for them.
func TestFrame(t *testing.T) {
	page := made(t, nil)
	for _, want := range []string{
		`<html lang="en">`, `<title>Trade &amp; &#34;more&#34;</title>`, `<a href="report.fr.html" lang="fr" hreflang="fr">Français</a>`,
		`<h1 id="trade--more">Trade &amp; more</h1>`, `<li><a href="#exports--the-world">Exports &amp; the world</a></li>`, `<a href="#exports--the-world-1">`,
		`<div class="table" role="region" tabindex="0" aria-label="Table 1: Exports &amp; the world"><table>`, `<td align="right">4,462.5</td>`,
		`<p class="notes"><em>A note.</em></p>`, `<figcaption><a href="charts/exports.csv">Data</a></figcaption>`,
		`<div class="chart light wide">`, `<div class="chart dark wide">`, `<div class="chart light narrow">`, `<div class="chart dark narrow">`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, unwanted := range []string{"report.fr.md", "metadata", "font-family:Arial", "<p><figure", "#in-brief"} {
		if strings.Contains(page, unwanted) {
			t.Errorf("the page has %s", unwanted)
		}
	}
	if brief, contents := strings.Index(page, "In brief"), strings.Index(page, "contents-title"); brief > contents {
		t.Error("the contents stand above the summary")
	}
}

// TestOneDrawing: a chart that has no drawing for a narrow window scrolls there, and the
// keyboard reaches it.
func TestOneDrawing(t *testing.T) {
	page := made(t, func(p *Page) {
		p.Figures["charts/exports.en.svg"] = Figure{Drawings: []Drawing{{SVG: []byte(drawn)}}}
	})
	if !strings.Contains(page, `<div class="chart light" tabindex="0">`) || strings.Contains(page, "figcaption>") {
		t.Error("no frame to scroll in, or a link to data that there are not")
	}
}

// TestNoDrawing: an image that nobody drew is an error, not a hole in the page.
func TestNoDrawing(t *testing.T) {
	_, err := Render(Page{Title: "Trade", Markdown: []byte(report)})
	if err == nil || !strings.Contains(err.Error(), "no drawing for the image charts/exports.en.svg") {
		t.Error(err)
	}
}

// TestSameBytes: a page does not depend on the order of anything.
func TestSameBytes(t *testing.T) {
	first := made(t, nil)
	for range 20 {
		if !bytes.Equal([]byte(first), []byte(made(t, nil))) {
			t.Fatal("two pages of one report differ")
		}
	}
	if n := strings.Count(first, "<svg"); n != 4 {
		t.Error(fmt.Sprint(n, " drawings"))
	}
}

// TestNumbersLeadToTheirAccounts: what is marked in the text becomes a link, each
// account stands once, in the order of the text, and leads back to the first.
func TestNumbersLeadToTheirAccounts(t *testing.T) {
	page := made(t, func(p *Page) {
		p.Numbers = []Number{{"explain a", []string{"not in the text"}}, {"explain b", []string{"4 = 1 & 3", "line 7"}}, {"explain c", []string{"2,023"}}}
		p.Words.Numbers, p.Words.Accounts, p.Words.Back = "Numbers", "Each number", "Back to"
		p.Markdown = []byte("# Title\n\n## In brief\n\nFrom " + Marked("2,023", 2) + " to *" + Marked("4", 1) + "*, then " + Marked("4.0", 1) + ".\n\n" +
			"## Rose\n\n![Bars. " + Marked("4", 1) + "](charts/exports.en.svg)\n\n| a |\n| --- |\n| " + Marked("2,023", 2) + "† |\n")
	})
	for _, want := range []string{
		`From <a class="number" id="N1" href="#A1">2,023</a> to <em><a class="number" id="N2" href="#A2">4</a></em>, then <a class="number" href="#A2">4.0</a>.`,
		`<td><a class="number" href="#A1">2,023</a>†</td>`,
		`<li><a href="#rose">Rose</a></li>`,
		`<dt id="A1"><a href="#N1" aria-label="Back to 1">↑</a> 2,023</dt>`,
		"<dd>line 7<br><code>explain b</code></dd>",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	if strings.Contains(page, "explain a") || strings.ContainsAny(page, "\uE000\uE001\uE002") || Unmarked(Marked("x", 3)) != "x" {
		t.Error("a mark or an account that nothing leads to is left")
	}
}
