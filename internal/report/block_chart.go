package report

import (
	"math"
	"slices"

	"go.yaml.in/yaml/v3"

	"tradestats/internal/catalog"
	"tradestats/internal/picture"
)

// chartBlock draws the answer to a question, as the command chart does: any
// chart is a block.
type chartBlock struct {
	header  `yaml:",inline"`
	inquiry `yaml:"-"`
	Ask     yaml.Node    `yaml:"ask"`  // the keys of picture.Question
	File    catalog.Text `yaml:"file"` // which file of the reader's holds the figures, where the tool has none

	drawn  map[string]picture.Picture // by language; empty: nothing to draw
	absent []string                   // indicators that are not at hand
}

// needs nothing: a question finds its figures itself.
func (b *chartBlock) needs() []string { return nil }

func (b *chartBlock) texts() []catalog.Text {
	if len(b.File) == 0 {
		return nil
	}
	return []catalog.Text{b.File}
}

func (b *chartBlock) check() (w wants) {
	var q picture.Question
	if w = readAsk(&b.Ask, &q); len(w) > 0 {
		return w
	}
	switch {
	case b.Brief:
		return wants{"brief: a chart has no sentence"}
	case len(q.Indicators) == 0 && q.Target == "":
		return wants{"ask needs indicators, or a target"}
	case q.Kind != "" && !slices.Contains(picture.Kinds(), q.Kind):
		w.among("kind", []string{q.Kind}, picture.Kinds())
	}
	return w
}

// compute draws the chart with the years up to the edition's. Figures that only a
// file of the reader's holds are no failure where the topic says which file.
func (b *chartBlock) compute(e *env) error {
	var q picture.Question
	if err := strict(&b.Ask, &q, "ask"); err != nil {
		return err
	}
	if b.absent = e.absent(q.Indicators); len(b.absent) > 0 && len(b.File) > 0 {
		return nil
	}
	open := q.Year == 0 && q.To == 0
	begun, err := e.within(&q.Query, b.ID)
	if err != nil || !begun {
		return err
	}
	if open {
		q.UpTo = e.year
	}
	b.rates = q.Currency != ""
	b.drawn, err = b.pictures(e, b.ID, q)
	return err
}

func (b *chartBlock) write(p *page) {
	pic, ok := b.drawn[p.Lang()]
	p.title(newestShown(pic))
	switch {
	case len(b.absent) > 0:
		p.para(p.say("chart-block.absent", args{"file": b.File.In(p.Lang()), "n": len(b.absent)}))
	case !ok:
		p.para(p.say("report.no-data", nil))
	default:
		p.place(b.ID, pic, plottedValue)
	}
}

// newestShown is the newest year of a picture's figures, which is said in the
// heading where it is not the edition's; 0 of one without any.
func newestShown(pic picture.Picture) int {
	newest := 0
	if pic.About.Kind == "calendar" { // of years without figures too
		return 0
	}
	for _, v := range pic.Data {
		if v.Ahead() {
			return 0
		}
		if v.Measure != "target" && !math.IsNaN(v.Value) {
			newest = max(newest, v.Year)
		}
	}
	return newest
}
