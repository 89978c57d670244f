package report

import (
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/chart"
	"tradestats/internal/locale"
	"tradestats/internal/picture"
)

func (b *sidesBlock) draw(p *page) {
	for _, kind := range b.Charts {
		switch kind {
		case "lines":
			b.drawLines(p)
		case "index":
			b.drawIndex(p)
		case "bars":
			b.drawBars(p)
		}
	}
}

// emphasis puts the focus in colour, where only a part of the sides is.
func (b *sidesBlock) emphasis(id string) chart.Emphasis {
	switch {
	case !slices.Contains(b.focus, id) || len(b.focus) == len(b.sides):
		return chart.Plain
	case len(b.focus) == 1 || id == b.focus[0]:
		return chart.Highlight
	case slices.Index(b.focus, id) <= 2: // a chart has two colours more
		return chart.Named
	}
	return chart.Plain
}

// hollow is how a figure of partial coverage is drawn.
func hollow(status string) chart.Status {
	if status == analysis.Partial {
		return chart.Estimate
	}
	return chart.Reported
}

// breakIn tells whether a single economy's series has a flagged break in a year.
func (b *sidesBlock) breakIn(p *page, id string, year int) bool {
	return !p.isGroup(id) && len(b.data.Breaks([]string{id}, year-1, year)) > 0
}

// drawLines draws the level of each side; years that are withheld are gaps.
func (b *sidesBlock) drawLines(p *page) {
	u := p.valueUnit(b.data.Indicator, b.largestValue())
	body := chart.Lines{FromZero: true, Value: u.Value, Tick: u.Tick, TopTick: u.Top, BreakLabel: locale.Capitalize(p.Word("flag.break"))}
	var data []picture.Value
	first := b.year
	partial := false
	var apart []string // why lines have gaps, the newest of each
	for _, s := range b.sides {
		line := chart.Series{Name: p.label(s.id), Emphasis: b.emphasis(s.id)}
		why := ""
		for k, y := range s.years {
			if y.Status == analysis.Withheld || y.Year < b.From || y.Year > b.year {
				continue
			}
			first = min(first, y.Year)
			partial = partial || y.Status == analysis.Partial
			line.Points = append(line.Points, chart.Point{X: y.Year, Y: y.Value, Status: hollow(y.Status), BreakBefore: b.breakIn(p, s.id, y.Year)})
			if others, is := b.othersReport(s, k); is {
				line.Points[len(line.Points)-1].Apart = true
				why = picture.ApartNote(p.Locale, line.Name, y.Year-1, y.Year, others, y.Value, u.Value)
			}
			data = append(data, plotted(s.id, b.Indicator, "value", y.Year, y.Value, b.data.Indicator.Unit, y.Status))
		}
		if len(line.Points) > 0 {
			body.Series = append(body.Series, line)
			if why != "" {
				apart = append(apart, why)
			}
		}
	}
	a := b.trade(p, b.words(p).with(args{"first_year": first, "unit": u.Words, "partial": partial}))
	t := figureTexts{title: p.say("sides.lines-title", a), subtitle: p.say("sides.lines-subtitle", a), notes: []string{p.say("sides.lines-note", a), b.begun(p, first), b.gone(p, first), picture.GapsNote(p.Locale, body.Series), strings.Join(apart, " "), p.breakNote(b.breaks(first)), p.flagNote(b.drawn(first)...)}, sources: b.indicators()}
	if title := b.pairTitle(p); title != "" {
		t.title = title
	}
	p.draw(b.ID, body, t, data)
}

// begun names the members of groups that had not begun to report in years that a chart
// from a year on shows.
func (b *sidesBlock) begun(p *page, from int) string {
	var notes []string
	for _, s := range b.sides {
		years := map[int]analysis.Notes{}
		for _, y := range s.years {
			if y.Status != analysis.Withheld && y.Year >= from && y.Year <= b.year && b.data.Indicator.Additive() {
				years[y.Year] = y.Notes
			}
		}
		if note := picture.BegunNote(p.Locale, p.env.economies, s.id, years); note != "" {
			notes = append(notes, note)
		}
	}
	return strings.Join(notes, " ")
}

// gone names the members that the sums of groups from a year on are without.
func (b *sidesBlock) gone(p *page, from int) string {
	var notes []string
	for _, s := range b.sides {
		years := map[int][]string{}
		for _, y := range s.years {
			if y.Status == analysis.OK && y.Year >= from && y.Year <= b.year && b.data.Indicator.Additive() {
				years[y.Year] = picture.Lacking(y)
			}
		}
		notes = append(notes, picture.GoneNote(p.Locale, p.env.economies, p.name(s.id).Text, years))
	}
	return strings.TrimSpace(strings.Join(notes, " "))
}

// othersReport tells whether much of a side's sum is of members that did not report
// the year before, or the other way round: no line joins the two then.
func (b *sidesBlock) othersReport(s side, k int) (analysis.Samples, bool) {
	if k == 0 || s.years[k-1].Status == analysis.Withheld {
		return analysis.Samples{}, false
	}
	before, now := s.years[k-1], s.years[k]
	return b.data.SameReporters(before.Year, now.Year, before.Sample, now.Sample)
}

// pairTitle is the finding of a chart of two sides: how many times the one the other is. Of
// a group beside an economy there is none where the members trade with each other: a title
// has no room to say that a part of the multiple is that.
func (b *sidesBlock) pairTitle(p *page) string {
	if len(b.sides) != 2 || !b.sides[0].full() || !b.sides[1].full() || !picture.InMillions(b.data.Indicator) {
		return ""
	}
	first, second := b.sides[0], b.sides[1]
	if b.data.Indicator.Trade != "" && p.isGroup(first.id) != p.isGroup(second.id) {
		return ""
	}
	if second.now.Value > first.now.Value {
		first, second = second, first
	}
	ratio := first.now.Value / second.now.Value
	if second.now.Value <= 0 || ratio < closeTo {
		return ""
	}
	return p.say("sides.lines-finding", b.words(p).with(args{"first": p.name(first.id), "second": p.name(second.id), "ratio": b.fig("ratio", first.id+" over "+second.id, b.year, ratio, "times", analysis.OK)}))
}

// trade are the arguments about what the members of groups trade with each other: of
// the one group that stands beside economies it is part of what the chart shows, as
// of several, else of its notes.
func (b *sidesBlock) trade(p *page, a args) args {
	var groups []string
	for _, s := range b.sides {
		if s.has() && p.isGroup(s.id) {
			groups = append(groups, s.id)
		}
	}
	singles := slices.ContainsFunc(b.sides, func(s side) bool { return s.has() && !p.isGroup(s.id) })
	mixed := b.data.Indicator.Trade != "" && singles && len(groups) > 0
	a = a.with(args{"groups": b.anyGroup(p), "trade": b.data.Indicator.Trade != "", "additive": b.data.Indicator.Additive(), "mixed": mixed, "several": mixed && len(groups) > 1})
	if mixed && len(groups) == 1 {
		a["beside"] = p.name(groups[0])
	} else {
		a["beside"] = nil
	}
	return a
}

func (b *sidesBlock) anyGroup(p *page) bool {
	return slices.ContainsFunc(b.sides, func(s side) bool { return p.isGroup(s.id) })
}

// breaks are the flagged breaks of single economies that a chart from a year on shows.
func (b *sidesBlock) breaks(from int) []analysis.Break {
	var out []analysis.Break
	for _, s := range b.sides {
		out = append(out, b.data.Breaks([]string{s.id}, from, b.year)...)
	}
	return out
}

// drawn are the values of single economies that a chart from a year on shows.
func (b *sidesBlock) drawn(from int) []rests {
	r := rests{data: b.data}
	for _, s := range b.sides {
		r.who = append(r.who, s.id)
	}
	for y := from; y <= b.year; y++ {
		r.years = append(r.years, y)
	}
	return []rests{r}
}

// drawIndex draws the growth of each side since the year of comparison, which is
// 100. A series with a flagged break between is not drawn.
func (b *sidesBlock) drawIndex(p *page) {
	body := chart.Lines{Value: func(v float64) string { return p.Number(v, 0) }, Tick: func(v float64) string { return p.Plain(v) }}
	var data []picture.Value
	var pieces []string // lines with gaps that have a colour
	ends := slices.DeleteFunc(slices.Clone(b.sides), func(s side) bool { return !grew(s.since) })
	first, second, found := b.steepest(ends)
	found = found && b.carriesOver(first, second)
	partial := false
	for _, s := range b.sides {
		line := chart.Series{Name: p.label(s.id), Emphasis: b.emphasis(s.id)}
		if found && len(b.sides) > 2 { // the title names another one than the focus
			switch {
			case s.id == first.id:
				line.Emphasis = chart.Highlight
			case line.Emphasis == chart.Highlight:
				line.Emphasis = chart.Named
			}
		}
		for _, r := range s.index {
			if r.Status == analysis.Withheld || len(s.since.Breaks) > 0 {
				continue
			}
			partial = partial || r.Status == analysis.Partial
			line.Points = append(line.Points, chart.Point{X: r.Year, Y: r.Index, Status: hollow(r.Status)})
			data = append(data, plotted(s.id, b.Indicator, "index", r.Year, r.Index, "index", r.Status))
		}
		if line.Emphasis == chart.Plain && picture.Gaps(p.Locale, line.Points) != "" && (found || len(b.focus) > 0) && len(pieces) < 2 {
			line.Emphasis = chart.Named // its pieces are seen to be of one among grey lines
			pieces = append(pieces, s.id)
		}
		if len(line.Points) > 1 {
			body.Series = append(body.Series, line)
		}
	}
	if len(body.Series) < 2 || b.data.Indicator.IsPercentage() {
		return
	}
	a := b.words(p).with(args{"n": len(body.Series), "partial": partial, "groups": b.anyGroup(p)})
	t := figureTexts{title: p.say("sides.index-title", a), subtitle: p.say("sides.index-subtitle", a), notes: append([]string{p.say("sides.index-note", a), b.gone(p, b.Since), picture.GapsNote(p.Locale, body.Series), p.Word("picture.not-from-zero"), b.leftOut(p)}, b.allCarried(p)...), sources: b.indicators()}
	if found {
		t.title = p.say("sides.index-finding", a.with(args{"first": p.name(first.id), "second": p.name(second.id), "pair": len(ends) == 2 && len(b.sides) == 2, "n": len(ends), "all": len(ends) == len(body.Series), "factor": b.fig("factor", first.id, b.year, first.factor(), "times", first.since.Status)}))
	}
	p.draw(b.ID+"-index", body, t, data)
}

// steepest is the side that was multiplied most, where it stands alone, and the next.
func (b *sidesBlock) steepest(all []side) (first, second side, ok bool) {
	ranked := descendingBy(all, func(s side) (float64, bool) { return s.factor(), s.factor() > 1 })
	if len(ranked) < 2 || len(all) < 2 || ranked[0].factor() == ranked[1].factor() {
		return side{}, side{}, false
	}
	return ranked[0], ranked[1], true
}

// leftOut names whose series a flagged break parts.
func (b *sidesBlock) leftOut(p *page) string {
	var breaks []analysis.Break
	for _, s := range b.sides {
		breaks = append(breaks, s.since.Breaks...)
	}
	items, n := p.breakItems(breaks)
	if n == 0 {
		return ""
	}
	return p.say("sides.index-left", args{"list": p.List(items), "n": n})
}

// drawBars draws the newest level of each side, the largest first.
func (b *sidesBlock) drawBars(p *page) {
	u := p.valueUnit(b.data.Indicator, b.largestValue())
	body := chart.Bars{Value: u.Value, FirstValue: u.First}
	var data []picture.Value
	partial := false
	for _, s := range descendingBy(b.sides, func(s side) (float64, bool) { return s.now.Value, s.has() }) {
		partial = partial || s.now.Status == analysis.Partial
		body.Rows = append(body.Rows, chart.Bar{Name: p.label(s.id), Value: s.now.Value, Emphasis: b.emphasis(s.id), Mark: mark(s.now.Status)})
		data = append(data, plotted(s.id, b.Indicator, "value", b.year, s.now.Value, b.data.Indicator.Unit, s.now.Status))
	}
	for _, s := range b.sides {
		if !s.has() {
			body.Rows = append(body.Rows, chart.Bar{Name: p.label(s.id), Missing: p.noBar(s.id)})
		}
	}
	a := b.trade(p, b.words(p).with(args{"unit": u.Words, "partial": partial}))
	t := figureTexts{title: p.say("sides.bars-title", a), subtitle: p.say("sides.bars-subtitle", a), notes: []string{p.say("sides.bars-note", a), b.gone(p, b.year)}, sources: b.indicators()}
	p.draw(b.ID+"-bars", body, t, data)
}
