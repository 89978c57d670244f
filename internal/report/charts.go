package report

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/chart"
	"tradestats/internal/frame"
	"tradestats/internal/locale"
	"tradestats/internal/picture"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// A drawing is a chart of the page that waits to be drawn, in one language.
type drawing struct {
	id, lang string
	picture  picture.Picture
}

// figureTexts are the words around a chart. The title is a finding when its
// test holds, else the subject.
type figureTexts struct {
	title    string
	subtitle string
	notes    []string
	sources  []catalog.Indicator
}

// draw puts a chart on the page and its data beside it.
func (p *page) draw(id string, body chart.Body, t figureTexts, data []picture.Value) {
	p.once("chart " + id)
	c := chart.Chart{
		Title: typographic(t.title), Subtitle: typographic(unrepeated(t.title, t.subtitle)), Notes: p.chartNotes(t.notes), Source: p.sources(t.sources),
		Licence: picture.Licences(p.Locale, t.sources), Signature: picture.Signature, Lang: p.Lang(), Body: body,
	}
	var err error
	c.Alt, err = picture.Alt(p.Locale, c.Title, c.Subtitle, body)
	p.fail(err)
	about := p.about(id, c, t, data)
	c.Metadata, err = about.Compact()
	p.fail(err)
	p.book.charts = append(p.book.charts, drawing{id: id, lang: p.Lang(), picture: picture.Picture{Chart: c, Data: data, About: about, Unlabelled: p.unlabelled}})
	if _, done := p.book.files["charts/"+id+".csv"]; !done {
		p.csv("charts/"+id+".csv", frame.Of(data))
	}
	if ending := p.env.image(); ending != "" {
		fmt.Fprintf(&p.section, "![%s](charts/%s.%s.%s)\n\n", c.Alt, id, p.Lang(), ending)
	}
}

// unrepeated is a subtitle without what the title says already: the subject that the title
// begins with, and the years that it ends with.
func unrepeated(title, subtitle string) string {
	subject, rest, ok := strings.Cut(subtitle, ", ")
	if after, same := strings.CutPrefix(title, subject); !ok || !same || after != "" && after[0] != ',' && after[0] != ':' {
		return subtitle
	}
	said := strings.Split(title, ", ")[1:]
	parts := slices.DeleteFunc(strings.Split(rest, ", "), func(part string) bool { return slices.Contains(said, part) })
	return locale.Capitalize(strings.Join(parts, ", "))
}

// about says what a chart shows and what it was made of.
func (p *page) about(id string, c chart.Chart, t figureTexts, data []picture.Value) picture.About {
	var ids []string
	for _, i := range t.sources {
		ids = append(ids, i.ID)
		if i.Weight != "" && p.env.engine.Catalog().Has(i.Weight) {
			ids = append(ids, i.Weight)
		}
	}
	for _, id := range ids {
		p.book.drawn[id] = true
	}
	slices.Sort(ids)
	inputs, err := p.env.engine.Inputs(slices.Compact(ids))
	p.fail(err)
	a, err := picture.NewAbout(c, t.sources, inputs, data)
	p.fail(err)
	a.Selection = picture.Selection{Topic: p.env.topic.ID, Edition: p.env.year, ID: id, Currency: p.env.currency}
	return a
}

// unlabelled names the series that found no room for a label.
func (p *page) unlabelled(names []string) string {
	return p.say("picture.unlabelled", args{"names": p.List(names)})
}

// plotted is one value of a chart, as its CSV file gives it.
func plotted(series, indicator, measure string, year int, value float64, unit, status string) picture.Value {
	return picture.Value{Series: series, Indicator: indicator, Partner: tidy.World, Measure: measure, Year: year, Value: value, Unit: unit, Status: status}
}

// once refuses a second chart or table of one name on a page: it would take
// the place of the first.
func (p *page) once(name string) {
	name += " " + p.Lang()
	if p.book.made[name] {
		p.fail(fmt.Errorf("%s is made twice: give one of the blocks another id", name))
	}
	p.book.made[name] = true
}

// chartNotes joins the notes of a chart to one paragraph.
func (p *page) chartNotes(notes []string) []string {
	var kept string
	for _, n := range notes {
		if n = strings.TrimSpace(n); n != "" { // a sentence may begin with what follows none
			kept += " " + n
		}
	}
	if kept == "" {
		return nil
	}
	return []string{typographic(p.Word("label.note") + kept)}
}

// csv writes a file of numbers, the same in all languages.
func (p *page) csv(path string, f frame.Frame) {
	var b bytes.Buffer
	p.fail(frame.WriteCSV(&b, f))
	p.book.files[path] = b.Bytes()
}

// sources names the datasets of some indicators, as under a chart.
func (p *page) sources(indicators []catalog.Indicator) string {
	return picture.Sources(p.Locale, indicators)
}

// render draws all charts in the formats asked for, on all processors. The
// files do not depend on who finishes first.
func (b *book) render(ctx context.Context, formats []string) error {
	var jobs []*rendering
	for _, d := range b.charts {
		for _, f := range formats {
			if f == "png" || f == "svg" {
				jobs = append(jobs, &rendering{drawing: d, format: f})
			}
		}
	}
	err := study.Parallel(len(jobs), func(k int) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		jobs[k].draw()
		return nil
	})
	if err != nil {
		return err
	}
	for _, k := range jobs {
		if k.err != nil {
			return fmt.Errorf("chart %s.%s: %w", k.id, k.lang, k.err)
		}
		b.files[fmt.Sprintf("charts/%s.%s.%s", k.id, k.lang, k.format)] = k.content
	}
	return nil
}

// A rendering is a drawing in one format, and what became of it.
type rendering struct {
	drawing
	format  string
	content []byte
	err     error
}

// buffers are what charts are drawn into: an edition is held until it is
// written, each of its files in no more bytes than it has.
var buffers = sync.Pool{New: func() any { return &bytes.Buffer{} }}

func (k *rendering) draw() {
	c, err := k.picture.Image(chart.Web, chart.Light)
	if err != nil {
		k.err = err
		return
	}
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if k.format == "svg" {
		k.err = c.SVG(b)
	} else {
		k.err = c.PNG(b)
	}
	k.content = bytes.Clone(b.Bytes())
}

// mark is put behind what rests on partial coverage.
func mark(status string) string {
	if status == analysis.Partial {
		return "*"
	}
	return ""
}

// loudness is how loud one of two is that a title names: the first is highlighted.
func loudness(id, first, second string) chart.Emphasis {
	switch id {
	case first:
		return chart.Highlight
	case second:
		return chart.Named
	}
	return chart.Plain
}
