package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sort"
	"strconv"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/chart"
	"tradestats/internal/economy"
	"tradestats/internal/explain"
	"tradestats/internal/picture"
)

// contributionBlock shares the growth of the publisher's World since a year
// among the economies that reported both years.
type contributionBlock struct {
	header    `yaml:",inline"`
	Indicator string   `yaml:"indicator"`
	Count     int      `yaml:"count"` // economies shown by name
	Since     int      `yaml:"since"`
	Years     int      `yaml:"years"`  // length of the span, instead of its start
	Charts    []string `yaml:"charts"` // waterfall, bars

	data  *analysis.Data
	year  int
	world [2]float64
	all   analysis.Contributions // of all economies, largest first
	rest  analysis.Contribution  // all but those shown
}

func (b *contributionBlock) needs() []string { return []string{b.Indicator} }

func (b *contributionBlock) compute(e *env) error {
	d, err := e.data(b.Indicator)
	if err != nil {
		return err
	}
	b.data, b.year = d, e.newestWorld(d)
	b.Since = e.since(b.Since, d.PublishedYears("world"))
	if b.Years > 0 {
		b.Since = b.year - b.Years
	}
	if b.year <= b.Since || !slices.Contains(d.PublishedYears("world"), b.Since) {
		b.year = 0
		return nil
	}
	b.world[0], _ = d.Published("world", b.Since)
	b.world[1], _ = d.Published("world", b.year)
	var parts []analysis.Part
	for _, economy := range d.Reporters(b.year) {
		after, _ := d.Value(economy, b.year)
		if before, ok := d.Value(economy, b.Since); ok {
			parts = append(parts, analysis.Part{ID: economy, Start: before, End: after})
		}
	}
	c, why := analysis.Contribute(b.world[0], b.world[1], parts)
	if why != analysis.NoReason {
		return fmt.Errorf("block %s: %s", b.ID, analysis.Because(why))
	}
	sort.SliceStable(c.Parts, func(i, j int) bool { return math.Abs(c.Parts[i].Points) > math.Abs(c.Parts[j].Points) })
	b.all, b.rest = c, c.Residual
	for _, part := range c.Parts[min(b.Count, len(c.Parts)):] {
		b.rest.Change += part.Change
		b.rest.Points += part.Points
	}
	return nil
}

func (b *contributionBlock) shown() []analysis.Contribution {
	return b.all.Parts[:min(b.Count, len(b.all.Parts))]
}

func (b *contributionBlock) write(p *page) {
	p.title(b.year)
	if b.year == 0 || len(b.all.Parts) < 2 {
		p.para(p.say("report.no-data", nil))
		return
	}
	leaders, half := b.leaders(p), b.half(p)
	p.para(b.total(p), leaders, half)
	p.summary(cmp.Or(leaders, half))
	for _, kind := range b.Charts {
		switch kind {
		case "bars":
			b.drawBars(p)
		case "waterfall":
			b.drawWaterfall(p)
		}
	}
	b.writeTable(p)
}

func (b *contributionBlock) fig(what, who string, v float64, unit string) figure {
	return figure{ID: fmt.Sprintf("%s/%s/%d-%d", what, who, b.Since, b.year), Value: v, Unit: unit, Status: analysis.OK,
		Selection: fmt.Sprintf("%s, %s, %d to %d", b.Indicator, who, b.Since, b.year), of: b.made(what, who)}
}

// made is what a number of an economy, of the publisher's World or of the others is
// made of.
func (b *contributionBlock) made(what, who string) explain.Number {
	before, after := levelOf(b.Indicator, who, b.Since), levelOf(b.Indicator, who, b.year)
	world := less(worldOf(b.Indicator, b.year), worldOf(b.Indicator, b.Since))
	change := less(after, before)
	shown := func(n int) []explain.Number {
		return eachOf(b.shown()[:n], func(c analysis.Contribution) explain.Number { return b.made("change", c.ID) })
	}
	switch who {
	case economy.World:
		before, after, change = worldOf(b.Indicator, b.Since), worldOf(b.Indicator, b.year), world
	case "others":
		change = less(world, added(shown(len(b.shown()))...))
	}
	switch what {
	case "start":
		return before
	case "end":
		return after
	case "growth":
		return increase(after, before)
	case "points":
		return percentOf(change, worldOf(b.Indicator, b.Since))
	case "of-growth":
		return percentOf(change, world)
	case "half":
		n, _ := strconv.Atoi(who)
		return percentOf(added(shown(n)...), world)
	}
	return change
}

func (b *contributionBlock) words(p *page) args {
	return p.indicator(b.data.Indicator).with(args{"since": b.Since, "year": b.year, "name": b.data.Indicator.Name.In(p.Lang())})
}

func (b *contributionBlock) total(p *page) string {
	return p.say("contribution.total", b.words(p).with(args{
		"growth": b.fig("growth", "world", b.all.Growth, "per cent"), "change": b.fig("change", "world", b.all.Change, b.data.Indicator.Unit),
	}))
}

// leaders name the three largest contributions, where all pull one way and no
// break is among them.
func (b *contributionBlock) leaders(p *page) string {
	var items, who []string
	for _, c := range b.shown()[:min(3, len(b.shown()))] {
		if (c.Points > 0) != (b.all.Growth > 0) {
			return ""
		}
		who = append(who, c.ID)
		items = append(items, p.say("contribution.one", args{"economy": p.name(c.ID), "change": b.fig("change", c.ID, c.Change, b.data.Indicator.Unit),
			"share": b.fig("of-growth", c.ID, 100*c.Points/b.all.Growth, "per cent of the growth")}))
	}
	if len(b.data.Breaks(who, b.Since, b.year)) > 0 {
		return ""
	}
	return p.say("contribution.leaders", b.words(p).with(args{"list": p.List(items)}))
}

// half says how few economies account for half of the growth; only where all
// of them pull one way and no break is among them.
func (b *contributionBlock) half(p *page) string {
	if b.all.Growth <= 0 {
		return ""
	}
	sum := 0.0
	var who []string
	for _, c := range b.shown() {
		if c.Points <= 0 {
			return ""
		}
		who = append(who, c.ID)
		if sum += c.Points; sum >= b.all.Growth/2 {
			break
		}
	}
	if sum < b.all.Growth/2 || len(who) < 2 || len(b.data.Breaks(who, b.Since, b.year)) > 0 {
		return ""
	}
	return p.say("contribution.half", b.words(p).with(args{"list": p.theNames(who), "n": len(who),
		"sum": b.fig("half", fmt.Sprint(len(who)), 100*sum/b.all.Growth, "per cent of the growth")}))
}

func (b *contributionBlock) drawWaterfall(p *page) {
	u := p.valueUnit(b.data.Indicator, b.world[1])
	i := b.data.Indicator
	body := chart.Waterfall{
		Start: chart.Total{Name: p.Year(b.Since), Value: b.world[0]}, End: chart.Total{Name: p.Year(b.year), Value: b.world[1]},
		Value: u.Value, Signed: u.Signed,
	}
	data := []picture.Value{plotted("WLD", b.Indicator, "value", b.Since, b.world[0], i.Unit, "published")}
	for k, c := range b.shown() {
		body.Steps = append(body.Steps, chart.Step{Name: p.label(c.ID), Value: c.Change, Loud: b.inTitle(p, k)})
		data = append(data, plotted(c.ID, b.Indicator, "change", b.year, c.Change, i.Unit, analysis.OK))
	}
	body.Steps = append(body.Steps, chart.Step{Name: p.Word("report.others"), Value: b.rest.Change})
	data = append(data, plotted("others", b.Indicator, "change", b.year, b.rest.Change, i.Unit, "residual"), plotted("WLD", b.Indicator, "value", b.year, b.world[1], i.Unit, "published"))
	t := b.texts(p, u, p.say("contribution.note", b.words(p)))
	p.draw(b.ID, body, t, data)
}

// drawBars ranks the changes of the economies.
func (b *contributionBlock) drawBars(p *page) {
	i := b.data.Indicator
	u := p.valueUnit(i, math.Abs(b.shown()[0].Change))
	body := chart.Bars{Value: u.Change, FirstValue: func(v float64) string { return u.Change(v) + "\u00a0" + u.Short }}
	var data []picture.Value
	for k, c := range b.shown() {
		bar := chart.Bar{Name: p.label(c.ID), Value: c.Change}
		if b.inTitle(p, k) {
			bar.Emphasis = chart.Highlight
		}
		body.Rows = append(body.Rows, bar)
		data = append(data, plotted(c.ID, b.Indicator, "change", b.year, c.Change, i.Unit, analysis.OK))
	}
	t := b.texts(p, u, p.say("contribution.bars-note", args{"total": u.Change(b.world[1]-b.world[0]) + "\u00a0" + u.Short})) // bars have no total beside them
	p.draw(b.ID+"-bars", body, t, data)
}

// inTitle tells whether the title names the one at a place among those shown.
func (b *contributionBlock) inTitle(p *page, k int) bool { return k < 2 && b.finding(p) != "" }

// texts are the words around both charts.
func (b *contributionBlock) texts(p *page, u picture.Unit, note string) figureTexts {
	a := b.words(p).with(args{"unit": u.Words})
	t := figureTexts{title: p.say("contribution.title", a), subtitle: p.say("contribution.subtitle", a),
		notes: []string{note, p.breakNote(b.breaks()), p.flagNote(b.rests())}, sources: []catalog.Indicator{b.data.Indicator}}
	if f := b.finding(p); f != "" {
		t.title = f
	}
	return t
}

// finding says how much of the growth the first two make, where both added to
// it and neither has a flagged break.
func (b *contributionBlock) finding(p *page) string {
	first, second := b.shown()[0], b.shown()[1]
	if b.all.Change <= 0 || first.Change <= 0 || second.Change <= 0 || len(b.data.Breaks([]string{first.ID, second.ID}, b.Since, b.year)) > 0 {
		return ""
	}
	f := p.fraction((first.Change + second.Change) / b.all.Change)
	if f == "" {
		return ""
	}
	return p.say("contribution.finding", b.words(p).with(args{"first": p.name(first.ID), "second": p.name(second.ID), "fraction": f}))
}

func (b *contributionBlock) breaks() []analysis.Break {
	var who []string
	for _, c := range b.shown() {
		who = append(who, c.ID)
	}
	return b.data.Breaks(who, b.Since, b.year)
}

func (b *contributionBlock) rests() rests {
	r := world(b.data, b.Since, b.year)
	for _, c := range b.shown() {
		r.who = append(r.who, c.ID)
	}
	return r
}

func (b *contributionBlock) writeTable(p *page) {
	u := p.valueUnit(b.data.Indicator, b.world[1])
	out := &sheet{
		columns: []column{text(p.Word("table.economy")), number(p.Year(b.Since) + " (" + u.Words + ")"), number(p.Year(b.year) + " (" + u.Words + ")"),
			number(p.Word("table.change") + " (" + u.Words + ")"), number(p.Word("report.points"))},
		head: []string{"economy", "since", "year", "start", "end", "change", "contribution_points"},
	}
	for _, c := range b.shown() {
		before, _ := b.data.Value(c.ID, b.Since)
		after, _ := b.data.Value(c.ID, b.year)
		out.add([]string{p.name(c.ID).Text, p.shown(b.fig("start", c.ID, before, b.data.Indicator.Unit), u.Exact), p.shown(b.fig("end", c.ID, after, b.data.Indicator.Unit), u.Exact),
			p.shown(b.fig("change", c.ID, c.Change, b.data.Indicator.Unit), u.Change), p.signedCell(b.fig("points", c.ID, c.Points, "percentage points"))},
			c.ID, b.Since, b.year, before, after, c.Change, c.Points)
	}
	out.add([]string{p.Word("report.others"), "", "", p.shown(b.fig("change", "others", b.rest.Change, b.data.Indicator.Unit), u.Change),
		p.signedCell(b.fig("points", "others", b.rest.Points, "percentage points"))}, "others", b.Since, b.year, "", "", b.rest.Change, b.rest.Points)
	out.add([]string{bold(p.say("report.published-world", p.indicator(b.data.Indicator))), bold(p.shown(b.fig("start", "world", b.world[0], b.data.Indicator.Unit), u.Exact)),
		bold(p.shown(b.fig("end", "world", b.world[1], b.data.Indicator.Unit), u.Exact)), bold(u.Change(b.all.Change)), bold(p.signedCell(b.fig("growth", "world", b.all.Growth, "per cent")))},
		"WLD", b.Since, b.year, b.world[0], b.world[1], b.all.Change, b.all.Growth)
	p.sheet(b.ID, out)
	p.notes(p.say("contribution.note", b.words(p)), p.breakNote(b.breaks()), p.flagNote(b.rests()))
}
