package report

import (
	"fmt"
	"math"
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/chart"
	"tradestats/internal/economy"
	"tradestats/internal/explain"
	"tradestats/internal/formula"
	"tradestats/internal/picture"
)

// levelBlock shows the publisher's World of one indicator or more: its level
// and growth by year, and how it compares with the first year.
type levelBlock struct {
	header     `yaml:",inline"`
	Indicators []string     `yaml:"indicators"`
	Since      int          `yaml:"since"`  // the first year shown; 0 is the first there is
	About      catalog.Text `yaml:"about"`  // what several indicators are together
	Charts     []string     `yaml:"charts"` // lines

	series []worldSeries
}

// worldSeries is one indicator's World.
type worldSeries struct {
	data      *analysis.Data
	indicator catalog.Indicator
	level     level
	reporters analysis.Aggregation // of the newest year: who reported it
	matched   analysis.GrowthRow   // of those that reported the newest year and the one before
}

func (b *levelBlock) texts() []catalog.Text {
	if b.About == nil {
		return nil
	}
	return []catalog.Text{b.About}
}

func (b *levelBlock) needs() []string { return b.Indicators }

func (b *levelBlock) compute(e *env) error {
	for _, id := range b.Indicators {
		d, err := e.data(id)
		if err != nil {
			return err
		}
		s := worldSeries{data: d, indicator: d.Indicator, level: worldLevel(d, e.year)}
		if len(s.level.years) == 0 {
			continue
		}
		year, _, _ := s.level.last()
		rows, err := e.aggregate(d, year, "world")
		if err != nil {
			return err
		}
		s.reporters = rows["world"]
		growths, err := e.growths(d, year-1, year, "world")
		if err != nil {
			return err
		}
		s.matched = growths["world"]
		s.level = s.level.from(b.Since)
		b.series = append(b.series, s)
	}
	return nil
}

// worldFigure is a value of the publisher's World.
func worldFigure(i catalog.Indicator, year int, v float64) figure {
	return figure{ID: fmt.Sprintf("%s/world/%d", i.ID, year), Value: v, Unit: i.Unit, Status: "published",
		Selection: fmt.Sprintf("%s, the publisher's World, %d", i.ID, year), of: worldOf(i.ID, year)}
}

// worldGrowth is a growth of the publisher's World; in points for percentages.
func worldGrowth(i catalog.Indicator, from, to int, v float64) figure {
	unit, grown := "per cent", changed(i, worldOf(i.ID, to), worldOf(i.ID, from))
	switch {
	case i.IsPercentage():
		unit = "percentage points"
	case to-from > 1:
		unit, grown = "per cent a year", average(worldOf(i.ID, to), worldOf(i.ID, from), to-from)
	}
	return figure{ID: fmt.Sprintf("%s/world/growth/%d-%d", i.ID, from, to), Value: v, Unit: unit, Status: "published",
		Selection: fmt.Sprintf("%s, the publisher's World, %d to %d", i.ID, from, to), of: grown}
}

// year returns the newest year that any of the series has.
func (b *levelBlock) year() int {
	newest := 0
	for _, s := range b.series {
		year, _, _ := s.level.last()
		newest = max(newest, year)
	}
	return newest
}

func (b *levelBlock) write(p *page) {
	p.title(b.year())
	if len(b.series) == 0 {
		p.para(p.say("report.no-data", nil))
		return
	}
	for _, s := range b.series {
		sentences := b.sentences(p, s)
		p.para(sentences...)
		p.summary(sentences[0])
	}
	if slices.Contains(b.Charts, "lines") {
		b.drawLines(p)
	}
	b.writeTable(p)
}

// sentences say the newest level, its growth, the longer view, and who
// reported.
func (b *levelBlock) sentences(p *page, s worldSeries) []string {
	year, value, growth := s.level.last()
	first := s.level.years[0]
	a := p.indicator(s.indicator).with(args{
		"year": year, "before": year - 1, "value": worldFigure(s.indicator, year, value),
		"growth": worldGrowth(s.indicator, year-1, year, growth),
	})
	kind := "money"
	switch {
	case s.indicator.IsPercentage():
		kind = "share"
	case s.differs(growth):
		kind = "money-matched"
		a["matched"] = figure{ID: fmt.Sprintf("%s/world/matched-growth/%d-%d", s.indicator.ID, year-1, year), Value: s.matched.GrowthPct, Unit: "per cent", Status: s.matched.Status,
			Selection: fmt.Sprintf("%s, economies that reported both %d and %d", s.indicator.ID, year-1, year), of: explain.Between(explain.Growth, s.indicator.ID, economy.World, year-1, year)}
		a["n"] = count(fmt.Sprintf("%s/matched/%d-%d", s.indicator.ID, year-1, year), s.matched.Matched, s.indicator.ID).from(explain.Between(explain.Matched, s.indicator.ID, economy.World, year-1, year))
	}
	out := []string{p.say("level."+kind, a)}
	start := s.level.values[0]
	average, why := formula.Compound(start, value, year-first)
	switch {
	case kind == "share":
		out = append(out, p.say("level.share-since", a.with(args{"first": first, "change": worldGrowth(s.indicator, first, year, value-start)})))
	case why == analysis.NoReason && year-first > 1:
		key := "level.since"
		if value >= 2*start {
			key = "level.multiplied"
		}
		out = append(out, p.say(key, a.with(args{
			"first": first, "average": worldGrowth(s.indicator, first, year, average),
			"total":  figure{ID: fmt.Sprintf("%s/world/total/%d-%d", s.indicator.ID, first, year), Value: 100 * (value/start - 1), Unit: "per cent", Status: "published", Selection: s.indicator.ID, of: increase(worldOf(s.indicator.ID, year), worldOf(s.indicator.ID, first))},
			"factor": figure{ID: fmt.Sprintf("%s/world/factor/%d-%d", s.indicator.ID, first, year), Value: value / start, Unit: "times", Status: "published", Selection: s.indicator.ID, of: over(worldOf(s.indicator.ID, year), worldOf(s.indicator.ID, first))},
		})))
	}
	return append(out, b.whoReported(p, s, a))
}

// differs tells whether the published World grew otherwise than those that
// reported both years: then members came or went, or estimates changed.
func (s worldSeries) differs(growth float64) bool {
	return s.matched.Status == analysis.OK && math.Abs(s.matched.GrowthPct-growth) >= .3
}

// whoReported says on how many economies' own figures the World rests.
func (b *levelBlock) whoReported(p *page, s worldSeries, a args) string {
	r := s.reporters
	if r.Reporting == 0 {
		return ""
	}
	a = a.with(args{
		"reporting": count(fmt.Sprintf("%s/reporters/%d", s.indicator.ID, r.Year), r.Reporting, s.indicator.ID).from(explain.At(explain.Reporting, s.indicator.ID, economy.World, r.Year)),
		"perimeter": count(fmt.Sprintf("%s/perimeter/%d", s.indicator.ID, r.Year), r.Perimeter, s.indicator.ID).from(explain.At(explain.Perimeter, s.indicator.ID, economy.World, r.Year)),
	})
	if s.indicator.Additive() {
		a["covered"] = figure{ID: fmt.Sprintf("%s/coverage/%d", s.indicator.ID, r.Year), Value: r.Covered, Unit: "per cent of the last known value", Status: r.Status, Selection: s.indicator.ID, of: explain.At(explain.Coverage, s.indicator.ID, economy.World, r.Year)}
		return p.say("level.reported", a)
	}
	return p.say("level.reported-count", a)
}

func count(id string, n int, selection string) figure {
	return figure{ID: id, Value: float64(n), Unit: "economies", Status: analysis.OK, Selection: selection}
}

// drawLines draws the World of all indicators in one chart.
func (b *levelBlock) drawLines(p *page) {
	body := chart.Lines{FromZero: true}
	var data []picture.Value
	var indicators []catalog.Indicator
	largest := 0.0
	for _, s := range b.series {
		largest = math.Max(largest, maxOf(s.level.values))
		indicators = append(indicators, s.indicator)
	}
	unit := p.valueUnit(b.series[0].indicator, largest)
	body.Value, body.Tick, body.TopTick = unit.Value, unit.Tick, unit.Top
	for _, s := range b.series {
		line := chart.Series{Name: b.lineName(p, s)}
		for k, year := range s.level.years {
			line.Points = append(line.Points, chart.Point{X: year, Y: s.level.values[k]})
			data = append(data, plotted("WLD", s.indicator.ID, "value", year, s.level.values[k], s.indicator.Unit, "published"))
		}
		body.Series = append(body.Series, line)
	}
	s := b.series[0]
	year, value, _ := s.level.last()
	first := s.level.years[0]
	a := p.indicator(s.indicator).with(args{"first": first, "last": year, "older": year < p.env.year, "money": picture.InMillions(s.indicator), "unit": unit.Words, "name": b.about(p, s.indicator)})
	t := figureTexts{
		title:    p.say("level.title", a),
		subtitle: p.say("level.subtitle", a),
		notes:    []string{b.mismatch(p), p.flagNote(b.rests()...)},
		sources:  indicators,
	}
	switch start := s.level.values[0]; {
	case s.indicator.Additive() && value >= 3*start:
		t.title = p.say("level.title-tripled", a)
	case s.indicator.Additive() && value >= 2*start:
		t.title = p.say("level.title-doubled", a)
	case s.indicator.IsPercentage() && b.all(func(l level) bool { return l.values[len(l.values)-1] < l.values[0]-.5 }):
		t.title = p.say("level.title-lower", a)
	}
	p.draw(b.ID, body, t, data)
}

// mismatch says by how much the World's exports and imports disagree, where both are
// drawn: what one economy sells another buys, so that two lines apart are no surplus
// of the world.
func (b *levelBlock) mismatch(p *page) string {
	if len(b.series) != 2 || !picture.InMillions(b.series[0].indicator) {
		return ""
	}
	x, m := b.series[0], b.series[1]
	if x.indicator.Trade == "imports" {
		x, m = m, x
	}
	year, exports, _ := x.level.last()
	last, imports, _ := m.level.last()
	if x.indicator.Trade != "exports" || m.indicator.Trade != "imports" || x.indicator.Object.In("en") != m.indicator.Object.In("en") || year != last {
		return ""
	}
	gap := less(worldOf(x.indicator.ID, year), worldOf(m.indicator.ID, year))
	if exports < imports {
		gap = less(worldOf(m.indicator.ID, year), worldOf(x.indicator.ID, year))
	}
	return p.worldGap(year, exports, figure{ID: fmt.Sprintf("gap/world/%d", year), Value: math.Abs(exports - imports), Unit: x.indicator.Unit, Status: "published",
		Selection: fmt.Sprintf("%s less %s, world, %d", x.indicator.ID, m.indicator.ID, year), of: gap})
}

// worldGap is the sentence of a gap between the World's exports and imports, but for
// one that hardly anybody would see.
func (p *page) worldGap(year int, exports float64, gap figure) string {
	if !(gap.Value >= .01*exports) {
		return ""
	}
	return p.say("level.gap", args{"year": year, "gap": gap})
}

// all tells whether something holds for every series.
func (b *levelBlock) all(holds func(level) bool) bool {
	for _, s := range b.series {
		if !holds(s.level) {
			return false
		}
	}
	return true
}

// about names what the chart shows.
func (b *levelBlock) about(p *page, first catalog.Indicator) string {
	if len(b.series) > 1 && b.About != nil {
		return b.About.In(p.Lang())
	}
	return first.Name.In(p.Lang())
}

// lineName tells the lines of a chart apart: by direction where there is one.
func (b *levelBlock) lineName(p *page, s worldSeries) string {
	if name := s.indicator.Label.In(p.Lang()); name != "" && len(b.series) > 1 {
		return name
	}
	return p.Word("table.world")
}

// shownYears is how many years a table prints; its file has all.
const shownYears = 8

// writeTable prints a row a year, the newest first.
func (b *levelBlock) writeTable(p *page) {
	out := &sheet{columns: []column{text(p.Word("table.year"))}, head: []string{"year"}}
	largest := 0.0
	years := map[int]bool{}
	for _, s := range b.series {
		for k, y := range s.level.years {
			years[y] = true
			largest = math.Max(largest, s.level.values[k])
		}
	}
	unit := p.valueUnit(b.series[0].indicator, largest)
	for _, s := range b.series {
		out.columns = append(out.columns, number(b.lineName(p, s)+" ("+unit.Words+")"), number(p.growthTitle(s.indicator)))
		out.head = append(out.head, s.indicator.ID, s.indicator.ID+"_growth")
	}
	for k, year := range descending(years) {
		printed, plain := []string{p.Year(year)}, []any{year}
		for _, s := range b.series {
			v, g := s.level.at(year), s.level.growthAt(year)
			printed = append(printed, p.shown(worldFigure(s.indicator, year, v), unit.Exact), p.growthCell(s.indicator, worldGrowth(s.indicator, year-1, year, g)))
			plain = append(plain, v, g)
		}
		if k < shownYears {
			out.add(printed, plain...)
		} else {
			out.addPlain(plain...)
		}
	}
	p.sheet(b.ID, out)
	older := ""
	if len(years) > shownYears && p.hasTables() {
		older = p.say("level.older", args{"file": "tables/" + b.ID + ".csv"})
	}
	p.notes(p.say("level.note", p.indicator(b.series[0].indicator)), older, p.flagNote(append(b.rests(), b.matched()...)...))
}

// rests are the values of the publisher's World; the growth of the first year
// rests on the one before.
func (b *levelBlock) rests() []rests {
	var out []rests
	for _, s := range b.series {
		out = append(out, world(s.data, append([]int{s.level.years[0] - 1}, s.level.years...)...))
	}
	return out
}

// matched are the values behind the growth that is given beside the World's.
func (b *levelBlock) matched() []rests {
	var out []rests
	for _, s := range b.series {
		year, _, growth := s.level.last()
		if !s.indicator.IsPercentage() && s.differs(growth) {
			out = append(out, rests{s.data, s.matched.Sample, []int{year - 1, year}})
		}
	}
	return out
}
