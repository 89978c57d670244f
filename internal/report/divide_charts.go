package report

import (
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/chart"
	"tradestats/internal/locale"
	"tradestats/internal/picture"
)

// points are a group's values as a line: partial ones hollow, withheld ones
// missing.
func (b *divideBlock) points(group string) []chart.Point {
	var out []chart.Point
	for _, r := range b.levels[group] {
		if r.Status == analysis.Withheld {
			continue
		}
		point := chart.Point{X: r.Year, Y: r.Value}
		if r.Status == analysis.Partial {
			point.Status = chart.Estimate
		}
		for _, k := range b.breaks[group] {
			point.BreakBefore = point.BreakBefore || k.Year == r.Year
		}
		out = append(out, point)
	}
	return out
}

func (b *divideBlock) plotted(group string) []picture.Value {
	var out []picture.Value
	for _, r := range b.levels[group] {
		out = append(out, plotted(group, b.Indicator, "value", r.Year, r.Value, b.data.Indicator.Unit, r.Status))
	}
	return out
}

// texts are the words around a chart, with notes on weights and breaks.
func (b *divideBlock) texts(p *page, kind string) figureTexts {
	var breaks []analysis.Break
	for _, g := range b.Groups {
		breaks = append(breaks, b.breaks[g]...)
	}
	a := b.words(p)
	own := ""
	if b.Note != "" {
		own = p.Word(b.Note)
	}
	published, on := "", b.changed()
	if kind != "dumbbell" { // which leaves the world out
		published, on = b.publishedNote(p), b.rests(b.From)
	}
	t := figureTexts{title: p.say("divide."+kind+"-title", a), subtitle: p.say("divide."+kind+"-subtitle", a),
		notes: []string{p.say("divide."+kind+"-note", a), own, published, p.breakNote(breaks), p.flagNote(on...)}, sources: []catalog.Indicator{b.data.Indicator}}
	if weight := b.data.Indicator.Weight; weight != "" {
		if w, err := p.env.engine.Catalog().Indicator(weight); err == nil {
			t.sources = append(t.sources, w)
		}
	}
	return t
}

// finding is the title of a chart that shows who is behind: it holds where
// less than half are online.
func (b *divideBlock) finding(p *page, t *figureTexts) {
	low := b.lowest()
	if low == "" || !slices.Contains(b.Findings, "offline") {
		return
	}
	v := b.newest(low).Value
	a := b.words(p).with(args{"low": p.name(low)})
	switch {
	case v <= 100./3:
		t.title = p.say("divide.finding-two-thirds", a)
	case v < 50:
		t.title = p.say("divide.finding-half", a)
	}
}

func (b *divideBlock) axis(p *page) (max float64, value, tick, top chart.Format) {
	u := p.valueUnit(b.data.Indicator, 100)
	if b.data.Indicator.IsPercentage() {
		max = 100
	}
	return max, func(v float64) string { return p.Number(v, 0) }, u.Tick, u.Top
}

func (b *divideBlock) drawLines(p *page) {
	body := chart.Lines{FromZero: true, BreakLabel: locale.Capitalize(p.Word("flag.break"))}
	body.Max, body.Value, body.Tick, body.TopTick = b.axis(p)
	var data []picture.Value
	for _, g := range b.Groups {
		if points := b.points(g); len(points) > 0 {
			body.Series = append(body.Series, chart.Series{Name: b.groupLabel(p, g), Points: points})
			data = append(data, b.plotted(g)...)
		}
	}
	t := b.texts(p, "lines")
	b.finding(p, &t)
	p.draw(b.ID, body, t, data)
}

func (b *divideBlock) drawMultiples(p *page) {
	body := chart.Multiples{FromZero: true}
	body.Max, body.Value, body.Tick, body.TopTick = b.axis(p)
	var data []picture.Value
	for _, g := range b.Groups {
		panel := chart.Panel{Name: b.groupLabel(p, g), Points: b.points(g)}
		switch {
		case g == b.lowest():
			panel.Emphasis = chart.Highlight
		case g == "world":
			panel.Emphasis = chart.Named
		}
		body.Panels = append(body.Panels, panel)
		data = append(data, b.plotted(g)...)
	}
	t := b.texts(p, "multiples")
	b.finding(p, &t)
	p.draw(b.ID+"-panels", body, t, data)
}

func (b *divideBlock) drawDumbbell(p *page) {
	body := chart.Dumbbell{StartLabel: p.Year(b.Since), EndLabel: p.Year(b.year)}
	body.Max, body.Value, body.Tick, body.TopTick = b.axis(p)
	var data []picture.Value
	best := b.most(func(g string) (float64, string) { return b.changes[g].Change, b.changes[g].Status })
	rows := b.byEnd()
	for _, g := range rows {
		if g == "world" {
			continue // the average of the others is not one of them
		}
		c := b.changes[g]
		row := chart.Dumb{Name: b.groupLabel(p, g) + mark(c.Status), Start: c.Start, End: c.End}
		if g == best {
			row.Emphasis = chart.Highlight
		}
		body.Rows = append(body.Rows, row)
		data = append(data, plotted(g, b.Indicator, "value", b.Since, c.Start, b.data.Indicator.Unit, c.Status), plotted(g, b.Indicator, "value", b.year, c.End, b.data.Indicator.Unit, c.Status))
	}
	if len(rows) == 0 {
		return
	}
	t := b.texts(p, "dumbbell")
	if best != "" && len(large(b.changes[best].Breaks)) == 0 {
		shown, all := len(body.Rows), len(slices.DeleteFunc(slices.Clone(b.Groups), func(g string) bool { return g == "world" }))
		t.title = p.say("divide.dumbbell-finding", b.words(p).with(args{"region": p.name(best), "n": shown, "fewer": shown < all, "older": b.year < p.env.year}))
	}
	p.draw(b.ID+"-change", body, t, data)
}

// byEnd orders the groups whose change can be published by their newest value.
func (b *divideBlock) byEnd() []string {
	var out []string
	for _, g := range b.Groups {
		if b.changes[g].Status == analysis.Withheld {
			continue
		}
		k := len(out)
		for k > 0 && b.changes[out[k-1]].End < b.changes[g].End {
			k--
		}
		out = append(out[:k], append([]string{g}, out[k:]...)...)
	}
	return out
}
