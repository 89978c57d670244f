package report

import (
	"bytes"
	"context"
	"fmt"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/chart"
	"tradestats/internal/frame"
	"tradestats/internal/study"
)

// signature stands in the corner of every chart.
const signature = "tradestats"

// A drawing is a chart that waits to be drawn, in one language.
type drawing struct {
	id, lang string
	chart    chart.Chart
}

// A plotted row is one value of a chart, as its CSV file gives it.
type plotted struct {
	Series    string  `col:"series"`
	Indicator string  `col:"indicator"`
	Year      int     `col:"year"`
	Value     float64 `col:"value"`
	Unit      string  `col:"unit"`
	Status    string  `col:"status"`
}

// figureTexts are the words around a chart. The title is a finding when its
// test holds, else the subject.
type figureTexts struct {
	title    string
	subtitle string
	notes    []string
	alt      string
	sources  []catalog.Indicator
}

// draw puts a chart on the page and its data beside it.
func (p *page) draw(id string, body chart.Body, t figureTexts, data []plotted) {
	p.once("chart " + id)
	p.book.charts = append(p.book.charts, drawing{id: id, lang: p.Lang(), chart: chart.Chart{
		Title: typographic(t.title), Subtitle: typographic(t.subtitle), Notes: p.chartNotes(t.notes), Source: p.sources(t.sources),
		Signature: signature, Lang: p.Lang(), Alt: typographic(t.alt), Body: body,
	}})
	if _, done := p.book.files["charts/"+id+".csv"]; !done {
		p.csv("charts/"+id+".csv", frame.Of(data))
	}
	if ending := p.env.image(); ending != "" {
		fmt.Fprintf(&p.section, "![%s](charts/%s.%s.%s)\n\n", t.alt, id, p.Lang(), ending)
	}
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
		if n != "" {
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

// sources names the datasets of some indicators, as under a chart: publisher,
// database, code, vintage and licence.
func (p *page) sources(indicators []catalog.Indicator) string {
	var out []string
	seen := map[string]bool{}
	for _, i := range indicators {
		d := i.Dataset
		if seen[d.ID] {
			continue
		}
		seen[d.ID] = true
		code := d.Code
		if len(d.Through) > 0 {
			code = "" // it is not where the figures were had that the code leads to
		}
		out = append(out, p.say("report.source", args{
			"publisher": d.Publisher.In(p.Lang()), "series": d.Series.In(p.Lang()), "code": code,
			"through": d.Through.In(p.Lang()), "origin": d.SourceNote.In(p.Lang()),
			"date": hardSpaces(p.Date(d.Vintage)), "licence": hardSpaces(d.Licence.In(p.Lang())),
		}))
	}
	label := p.Word("label.source")
	if len(out) > 1 {
		label = p.Word("label.sources")
	}
	text := label
	for _, s := range out {
		text += " " + s
	}
	return text
}

// hardSpaces keeps a date or the name of a licence on one line.
func hardSpaces(s string) string {
	return string(bytes.ReplaceAll([]byte(s), []byte(" "), []byte("\u00a0")))
}

// render draws all charts in the formats asked for, on all processors. The
// files do not depend on who finishes first.
func (b *book) render(ctx context.Context, formats []string) error {
	var jobs []*picture
	for _, d := range b.charts {
		for _, f := range formats {
			if f == "png" || f == "svg" {
				jobs = append(jobs, &picture{drawing: d, format: f})
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
		b.files[fmt.Sprintf("charts/%s.%s.%s", k.id, k.lang, k.format)] = k.content.Bytes()
	}
	return nil
}

// A picture is a drawing in one format, and what became of it.
type picture struct {
	drawing
	format  string
	content bytes.Buffer
	err     error
}

func (k *picture) draw() {
	if k.format == "svg" {
		k.err = k.chart.SVG(&k.content)
	} else {
		k.err = k.chart.PNG(&k.content)
	}
}

// mark is put behind what rests on partial coverage.
func mark(status string) string {
	if status == analysis.Partial {
		return "*"
	}
	return ""
}
