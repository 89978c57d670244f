package report

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"tradestats/internal/chart"
	"tradestats/internal/locale"
	"tradestats/internal/study"
	"tradestats/internal/webpage"
)

// webPages makes the report one HTML page a language, with its charts inside.
func (e *env) webPages(ctx context.Context, b *book) error {
	drawings := make([][]webpage.Drawing, len(b.charts))
	err := study.Parallel(len(b.charts), func(k int) (err error) {
		if err = ctx.Err(); err == nil {
			drawings[k], err = b.charts[k].forWeb()
		}
		return err
	})
	if err != nil {
		return err
	}
	m := newAccountant(e)
	for _, lang := range e.languages {
		if b.pages[lang] == nil {
			continue // it stays as it is
		}
		text, numbers, err := e.linkedPage(ctx, m, lang)
		if err != nil {
			return err
		}
		figures := map[string]webpage.Figure{}
		for k, d := range b.charts {
			if d.lang != lang {
				continue
			}
			f := webpage.Figure{Drawings: drawings[k]}
			if slices.Contains(e.formats, "csv") {
				f.Data = "charts/" + d.id + ".csv"
			}
			figures[fmt.Sprintf("charts/%s.%s.%s", d.id, lang, e.image())] = f
		}
		if b.files["report."+lang+".html"], err = e.webPage(lang, text, numbers, figures); err != nil {
			return err
		}
	}
	return nil
}

// forWeb draws a chart for both grounds and both widths.
func (d drawing) forWeb() ([]webpage.Drawing, error) {
	out, err := d.bothGrounds(chart.Web)
	if err != nil {
		return nil, fmt.Errorf("chart %s.%s: %w", d.id, d.lang, err)
	}
	size, fits := d.picture.ForTelephone()
	if !fits {
		return out, nil
	}
	narrow, err := d.bothGrounds(size)
	for _, n := range narrow {
		n.Narrow = true
		out = append(out, n)
	}
	return out, err
}

func (d drawing) bothGrounds(size chart.Size) ([]webpage.Drawing, error) {
	var out []webpage.Drawing
	for _, theme := range []*chart.Theme{chart.Light, chart.Dark} {
		c, err := d.picture.Image(size, theme)
		var b bytes.Buffer
		if err == nil {
			err = c.SVG(&b)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, webpage.Drawing{Dark: theme == chart.Dark, SVG: b.Bytes()})
	}
	return out, nil
}

func (e *env) webPage(lang string, text []byte, numbers []webpage.Number, figures map[string]webpage.Figure) ([]byte, error) {
	l, err := localeOf(lang, e.currency)
	if err != nil {
		return nil, err
	}
	title := l.Typeset(e.topic.Title.In(lang)) + ", " + l.Year(e.year)
	page := webpage.Page{Lang: lang, Title: title, Description: firstSentence(text), Markdown: text, Figures: figures, Numbers: numbers,
		Words: webpage.Words{Skip: l.Word("web.skip"), Contents: l.Word("web.contents"), Languages: l.Word("web.languages"), Data: l.Word("web.data"), Table: l.Word("web.table"), Numbers: l.Word("web.numbers"), Accounts: l.Word("web.accounts"), Back: l.Word("web.back")}}
	for _, other := range union(e.languages, e.topic.Languages) {
		if other == lang || !e.hasLanguage(other) {
			continue
		}
		o, err := locale.For(other)
		if err != nil {
			return nil, err
		}
		page.Others = append(page.Others, webpage.Link{Lang: other, Name: locale.Capitalize(o.Word("grammar.language")), Href: "report." + other + ".html"})
	}
	return webpage.Render(page)
}

// firstSentence is what search engines and shared links show: the first item of the
// summary, else the title.
func firstSentence(markdown []byte) string {
	for line := range strings.Lines(string(markdown)) {
		if said, ok := strings.CutPrefix(line, "- "); ok {
			return webpage.Unmarked(strings.TrimSpace(said))
		}
	}
	first, _, _ := strings.Cut(string(markdown), "\n")
	return strings.TrimPrefix(first, "# ")
}

// withoutImages are the lines of a page that are no images.
func withoutImages(markdown []byte) []byte {
	var out bytes.Buffer
	skip := false
	for line := range bytes.Lines(markdown) {
		if skip && len(bytes.TrimSpace(line)) == 0 { // the empty line behind it
			skip = false
			continue
		}
		if skip = bytes.HasPrefix(line, []byte("![")); !skip {
			out.Write(line)
		}
	}
	return out.Bytes()
}
