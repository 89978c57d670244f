package report

import (
	"fmt"
	"math"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/chart"
)

// divideBlock follows a ratio, such as the share of people online, by groups
// of economies, and the gap between two of them. Changes are taken on matched
// samples, with each year's weights.
type divideBlock struct {
	header    `yaml:",inline"`
	Indicator string   `yaml:"indicator"`
	Groups    []string `yaml:"groups"`
	Compare   []string `yaml:"compare"` // two of the groups: the one ahead, the one behind
	Since     int      `yaml:"since"`
	From      int      `yaml:"from"`   // first year drawn
	Charts    []string `yaml:"charts"` // lines, dumbbell, multiples

	data    *analysis.Data
	year    int
	levels  map[string][]analysis.Aggregation
	changes map[string]analysis.GrowthRow
	breaks  map[string][]analysis.Break // large ones, by group
}

// largeBreak is the share of a group's weights, in per cent, from which a
// break of one member is drawn as one of the group's.
const largeBreak = 5

func (b *divideBlock) needs() []string { return []string{b.Indicator} }

func (b *divideBlock) compute(e *env) error {
	d, err := e.data(b.Indicator)
	if err != nil {
		return err
	}
	b.data, b.Since = d, e.since(b.Since)
	must, least := b.Compare, len(b.Compare)
	if len(must) == 0 { // a region too many withheld, and the picture is lost
		must, least = b.Groups, (3*len(b.Groups)+3)/4
	}
	if b.year, err = e.newestAggregate(d, least, must...); err != nil || b.year == 0 {
		return err
	}
	if b.levels, err = e.aggregates(d, b.From, b.year, b.Groups...); err != nil {
		return err
	}
	if b.changes, err = e.growths(d, b.Since, b.year, b.Groups...); err != nil {
		return err
	}
	b.breaks = map[string][]analysis.Break{}
	for _, g := range b.Groups {
		for _, k := range d.Breaks(b.changes[g].Sample, b.From, b.year) {
			if k.Share >= largeBreak {
				b.breaks[g] = append(b.breaks[g], k)
			}
		}
	}
	return nil
}

// newest returns a group's value of the newest year.
func (b *divideBlock) newest(group string) analysis.Aggregation {
	rows := b.levels[group]
	if len(rows) == 0 {
		return analysis.Aggregation{Value: math.NaN(), Status: analysis.Withheld}
	}
	return rows[len(rows)-1]
}

func (b *divideBlock) fig(what, who string, year int, v float64, unit, status string) figure {
	return figure{ID: fmt.Sprintf("%s/%s/%d", what, who, year), Value: v, Unit: unit, Status: status,
		Selection: fmt.Sprintf("%s, %s, %d", b.Indicator, who, year)}
}

func (b *divideBlock) words(p *page) args {
	return p.indicator(b.data.Indicator).with(args{"year": b.year, "since": b.Since, "name": b.data.Indicator.Name.In(p.Lang()),
		"unit": p.Unit(b.data.Indicator.Unit), "from": b.From, "block": b.Title.In(p.Lang())})
}

func (b *divideBlock) write(p *page) {
	p.heading(2, b.Title.In(p.Lang()))
	if b.year == 0 {
		p.para(p.say("report.no-data", nil))
		return
	}
	gap := b.gap(p)
	p.para(b.extremes(p), gap)
	p.summary(gap)
	for _, kind := range b.Charts {
		switch kind {
		case "lines":
			b.drawLines(p)
		case "dumbbell":
			b.drawDumbbell(p)
		case "multiples":
			b.drawMultiples(p)
		}
	}
	b.writeTable(p)
}

// extremes give the values of the two groups compared, with their coverage
// where it is partial; else they name the highest and the lowest.
func (b *divideBlock) extremes(p *page) string {
	if len(b.Compare) == 2 {
		x, y := b.newest(b.Compare[0]), b.newest(b.Compare[1])
		if x.Status == analysis.Withheld || y.Status == analysis.Withheld {
			return ""
		}
		return p.say(b.key("divide.pair"), b.pairWords(p, x, y)) + spaced(b.partial(p, x, y))
	}
	high, low := b.most(func(g string) (float64, string) { return b.newest(g).Value, b.newest(g).Status }), b.lowest()
	if high == "" || low == "" {
		return ""
	}
	return p.say(b.key("divide.extremes"), b.pairWords(p, b.newest(high), b.newest(low)))
}

// key chooses between sentences on percentages and on other units.
func (b *divideBlock) key(key string) string {
	if b.data.Indicator.IsPercentage() {
		return key + "-percent"
	}
	return key
}

func (b *divideBlock) pairWords(p *page, x, y analysis.Aggregation) args {
	unit := b.data.Indicator.Unit
	return b.words(p).with(args{"high": p.name(x.Group), "low": p.name(y.Group),
		"high_value": b.fig("value", x.Group, b.year, x.Value, unit, x.Status), "low_value": b.fig("value", y.Group, b.year, y.Value, unit, y.Status)})
}

// partial says how much of the population stands behind a partial value.
func (b *divideBlock) partial(p *page, rows ...analysis.Aggregation) string {
	var items []string
	for _, r := range rows {
		if r.Status == analysis.Partial {
			items = append(items, p.say("divide.partial", args{"group": p.name(r.Group), "covered": b.fig("coverage", r.Group, r.Year, r.Covered, "per cent of the weights", r.Status)}))
		}
	}
	return strings.Join(items, " ")
}

// gap compares two groups in both years, each on its matched sample.
func (b *divideBlock) gap(p *page) string {
	if len(b.Compare) != 2 {
		return ""
	}
	x, y := b.changes[b.Compare[0]], b.changes[b.Compare[1]]
	a := b.words(p).with(args{"ahead": p.name(b.Compare[0]), "behind": p.name(b.Compare[1])})
	if x.Status == analysis.Withheld || y.Status == analysis.Withheld {
		return p.say("divide.gap-withheld", a)
	}
	before, now := x.Start-y.Start, x.End-y.End
	status := analysis.OK
	if x.Status != analysis.OK || y.Status != analysis.OK {
		status = analysis.Partial
	}
	pair := b.Compare[0] + " less " + b.Compare[1]
	said := p.say(b.key(gapKey(before, now)), a.with(args{
		"before": b.fig("gap", pair, b.Since, before, "points", status), "now": b.fig("gap", pair, b.year, now, "points", status)}))
	return said + spaced(p.breakNote(large(append(append([]analysis.Break{}, x.Breaks...), y.Breaks...))))
}

// gapKey says how a gap moved; a change below half a point or unit is not a
// movement that these averages could carry.
func gapKey(before, now float64) string {
	switch {
	case math.Abs(now-before) < .5:
		return "divide.gap-stable"
	case now > before:
		return "divide.gap-widened"
	}
	return "divide.gap-narrowed"
}

func spaced(s string) string {
	if s == "" {
		return ""
	}
	return " " + s
}

// large keeps the breaks that weigh enough to be named in a sentence.
func large(breaks []analysis.Break) []analysis.Break {
	var out []analysis.Break
	for _, b := range breaks {
		if b.Share >= 1 {
			out = append(out, b)
		}
	}
	return out
}

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

func (b *divideBlock) plotted(group string) []plotted {
	var out []plotted
	for _, r := range b.levels[group] {
		out = append(out, plotted{group, b.Indicator, r.Year, r.Value, b.data.Indicator.Unit, r.Status})
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
	bank := ""
	if strings.HasPrefix(b.Groups[0], "wb-") {
		bank = p.Word("divide.bank-regions")
	}
	t := figureTexts{title: p.say("divide."+kind+"-title", a), subtitle: p.say("divide."+kind+"-subtitle", a),
		notes: []string{p.say("divide."+kind+"-note", a), bank, p.breakNote(breaks)}, sources: []catalog.Indicator{b.data.Indicator}}
	if weight := b.data.Indicator.Weight; weight != "" {
		if w, err := p.env.engine.Catalog().Indicator(weight); err == nil {
			t.sources = append(t.sources, w)
		}
	}
	return t
}

// lowest is the group with the lowest value, "" where that one is not covered
// well enough to be called so, or where too many groups have none.
func (b *divideBlock) lowest() string {
	return b.most(func(g string) (float64, string) { return -b.newest(g).Value, b.newest(g).Status })
}

// most is the group for which a figure is largest: it must be ok itself, no
// partial one may be larger, and two thirds of the groups must have one.
func (b *divideBlock) most(of func(group string) (float64, string)) string {
	best, largest, status, n := "", math.Inf(-1), "", 0
	for _, g := range b.Groups {
		v, s := of(g)
		if s == analysis.Withheld {
			continue
		}
		n++
		if v > largest {
			best, largest, status = g, v, s
		}
	}
	if status != analysis.OK || 3*n < 2*len(b.Groups) {
		return ""
	}
	return best
}

// finding is the title of a chart that shows who is behind: it holds where
// less than half are online.
func (b *divideBlock) finding(p *page, t *figureTexts) {
	low := b.lowest()
	if low == "" || b.Indicator != "internet-users" {
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
	return max, func(v float64) string { return p.Number(v, 0) }, u.tick, u.top
}

func (b *divideBlock) drawLines(p *page) {
	body := chart.Lines{FromZero: true, BreakLabel: p.Word("status.break")}
	body.Max, body.Value, body.Tick, body.TopTick = b.axis(p)
	var data []plotted
	for _, g := range b.Groups {
		if points := b.points(g); len(points) > 0 {
			body.Series = append(body.Series, chart.Series{Name: p.label(g), Points: points})
			data = append(data, b.plotted(g)...)
		}
	}
	t := b.texts(p, "lines")
	b.finding(p, &t)
	t.alt = p.altLines(t, unit{words: p.Unit(b.data.Indicator.Unit), value: body.Value}, body)
	p.draw(b.ID, body, t, data)
}

func (b *divideBlock) drawMultiples(p *page) {
	body := chart.Multiples{FromZero: true}
	body.Max, body.Value, body.Tick, body.TopTick = b.axis(p)
	var data []plotted
	for _, g := range b.Groups {
		panel := chart.Panel{Name: p.label(g), Points: b.points(g)}
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
	t.alt = p.altMultiples(t, body)
	p.draw(b.ID+"-panels", body, t, data)
}

func (b *divideBlock) drawDumbbell(p *page) {
	body := chart.Dumbbell{StartLabel: p.Year(b.Since), EndLabel: p.Year(b.year)}
	body.Max, body.Value, body.Tick, body.TopTick = b.axis(p)
	var data []plotted
	best := b.most(func(g string) (float64, string) { return b.changes[g].Change, b.changes[g].Status })
	rows := b.byEnd()
	for _, g := range rows {
		c := b.changes[g]
		row := chart.Dumb{Name: p.label(g) + mark(c.Status), Start: c.Start, End: c.End}
		if g == best {
			row.Emphasis = chart.Highlight
		}
		body.Rows = append(body.Rows, row)
		data = append(data, plotted{g, b.Indicator, b.Since, c.Start, b.data.Indicator.Unit, c.Status}, plotted{g, b.Indicator, b.year, c.End, b.data.Indicator.Unit, c.Status})
	}
	if len(rows) == 0 {
		return
	}
	t := b.texts(p, "dumbbell")
	if best != "" && len(large(b.changes[best].Breaks)) == 0 {
		t.title = p.say("divide.dumbbell-finding", b.words(p).with(args{"region": p.name(best)}))
	}
	t.alt = p.altDumbbell(t, body)
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

func (b *divideBlock) writeTable(p *page) {
	i := b.data.Indicator
	out := &sheet{
		columns: []column{text(p.Word("table.group")), number(p.say("divide.column", b.words(p))), number(p.say("divide.column-start", b.words(p))),
			number(p.say("divide.column-end", b.words(p))), number(p.say("divide.column-change", args{"points": i.IsPercentage()})), number(p.Word("divide.matched")), number(p.Word("table.coverage"))},
		head: []string{"group", "year", "value", "since", "start_matched", "end_matched", "change", "matched", "perimeter", "coverage_pct", "change_coverage_pct", "status", "change_status"},
	}
	var breaks []analysis.Break
	partial := ""
	for _, g := range b.Groups {
		v, c := b.newest(g), b.changes[g]
		start, end, change := c.Start, c.End, c.Change
		if c.Status == analysis.Withheld {
			start, end, change = math.NaN(), math.NaN(), math.NaN()
		} else {
			breaks = append(breaks, large(c.Breaks)...)
		}
		if v.Status == analysis.Partial || c.Status == analysis.Partial {
			partial = p.say("divide.note-partial", nil)
		}
		flag := mark(c.Status)
		if len(large(c.Breaks)) > 0 {
			flag += "†"
		}
		out.add([]string{p.name(g).Text, p.cell(b.fig("value", g, b.year, v.Value, i.Unit, v.Status), 1) + mark(v.Status),
			p.cell(b.fig("start", g, b.Since, start, i.Unit, c.Status), 1), p.cell(b.fig("end", g, b.year, end, i.Unit, c.Status), 1),
			p.signedCell(b.fig("change", g, b.year, change, c.ChangeUnit, c.Status)) + flag,
			p.cell(b.fig("matched", g, b.year, float64(c.Matched), "economies", c.Status), 0),
			p.coverageCell(b.fig("coverage", g, b.year, v.Covered, "per cent of the weights", v.Status))},
			g, b.year, v.Value, b.Since, start, end, change, c.Matched, c.Perimeter, v.Covered, c.Covered, v.Status, c.Status)
	}
	p.sheet(b.ID, out)
	note := p.breakNote(breaks)
	if note != "" {
		note = "†\u00a0" + note
	}
	p.notes(p.say("divide.note-table", b.words(p)), partial, note)
}
