package report

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"sort"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/chart"
	"tradestats/internal/economy"
	"tradestats/internal/explain"
	"tradestats/internal/formula"
	"tradestats/internal/picture"
)

// regionsBlock shares the publisher's World among groups that do not overlap:
// value, share, matched growth, contribution to the growth of the World, and a
// residual row for what no reporter accounts for.
type regionsBlock struct {
	header    `yaml:",inline"`
	Indicator string   `yaml:"indicator"`
	Groups    []string `yaml:"groups"`
	Charts    []string `yaml:"charts"` // growth, contribution

	data   *analysis.Data
	year   int
	world  [2]float64 // the publisher's, of the year before and the year
	rows   []regionRow
	rest   analysis.Contribution
	growth float64 // of the World, in per cent
	level  float64 // what the groups leave of the World
}

type regionRow struct {
	analysis.Aggregation
	growth analysis.GrowthRow
	share  float64 // of the World, in per cent
	points float64 // contribution to the World's growth
}

func (b *regionsBlock) needs() []string { return []string{b.Indicator} }

func (b *regionsBlock) compute(e *env) error {
	d, err := e.data(b.Indicator)
	if err != nil {
		return err
	}
	b.data, b.year = d, e.newestWorld(d)
	if b.year == 0 {
		return nil
	}
	var before bool
	if b.world[0], before = d.Published("world", b.year-1); !before {
		b.year = 0 // no growth to share
		return nil
	}
	b.world[1], _ = d.Published("world", b.year)
	levels, err := e.aggregate(d, b.year, b.Groups...)
	if err != nil {
		return err
	}
	growths, err := e.growths(d, b.year-1, b.year, b.Groups...)
	if err != nil {
		return err
	}
	var parts []analysis.Part
	b.level = b.world[1]
	for _, g := range b.Groups {
		r := regionRow{Aggregation: levels[g], growth: growths[g], share: math.NaN(), points: math.NaN()}
		if r.Status != analysis.Withheld {
			r.share = 100 * r.Value / b.world[1]
			b.level -= r.Value
		}
		if r.growth.Status != analysis.Withheld {
			parts = append(parts, analysis.Part{ID: g, Start: r.growth.Start, End: r.growth.End})
		}
		b.rows = append(b.rows, r)
	}
	return b.contribute(parts)
}

// contribute shares the World's growth among the matched samples.
func (b *regionsBlock) contribute(parts []analysis.Part) error {
	c, why := analysis.Contribute(b.world[0], b.world[1], parts)
	if why != analysis.NoReason {
		return fmt.Errorf("block %s: %s", b.ID, analysis.Because(why))
	}
	b.growth, b.rest = c.Growth, c.Residual
	for _, part := range c.Parts {
		for k := range b.rows {
			if b.rows[k].Group == part.ID {
				b.rows[k].points = part.Points
			}
		}
	}
	sort.SliceStable(b.rows, func(i, j int) bool { // withheld ones last
		x, y := b.rows[i], b.rows[j]
		if w := x.Status == analysis.Withheld; w != (y.Status == analysis.Withheld) {
			return !w
		}
		return x.Value > y.Value
	})
	return nil
}

func (b *regionsBlock) write(p *page) {
	p.title(b.year)
	if b.year == 0 {
		p.para(p.say("report.no-data", nil))
		return
	}
	sentences := b.sentences(p)
	p.para(sentences...)
	p.summary(b.fastest(p, true))
	for _, kind := range b.Charts {
		switch kind {
		case "growth":
			b.drawGrowth(p)
		case "contribution":
			b.drawContribution(p)
		}
	}
	b.writeTable(p)
}

func (b *regionsBlock) fig(what, who string, v float64, unit, status string) figure {
	return figure{ID: fmt.Sprintf("%s/%s/%d", what, who, b.year), Value: v, Unit: unit, Status: status,
		Selection: fmt.Sprintf("%s, %s, %d", b.Indicator, who, b.year), of: b.made(what, who)}
}

// sentences name the largest group and the one that grew fastest, and say what
// the comparison leaves out.
func (b *regionsBlock) sentences(p *page) []string {
	a := p.indicator(b.data.Indicator).with(args{"year": b.year, "before": b.year - 1})
	var out []string
	if top := b.rows[0]; top.Status == analysis.OK {
		out = append(out, p.say("regions.largest", a.with(args{"region": p.name(top.Group),
			"share": b.fig("share", top.Group, top.share, "per cent", top.Status), "second": p.name(b.rows[1].Group),
			"second_share": b.fig("share", b.rows[1].Group, b.rows[1].share, "per cent", b.rows[1].Status)})))
	}
	out = append(out, b.fastest(p, false))
	var weak []string
	for _, r := range b.rows {
		if r.growth.Status == analysis.Withheld {
			weak = append(weak, r.Group)
		}
	}
	if len(weak) > 0 {
		var where []string
		for _, g := range weak {
			where = append(where, p.name(g).In())
		}
		out = append(out, p.say("regions.withheld", a.with(args{"where": p.List(where)})))
	}
	return out
}

// least is the share of the World, in per cent, from which a group is compared
// with others: below it a single economy can make any growth.
const least = 1

// compared are the groups whose growth can be compared, fastest first: their
// reporters are nearly all of them, no flagged break stands between, and they
// make at least a hundredth of the World.
func (b *regionsBlock) compared() []regionRow {
	var ok []regionRow
	for _, r := range b.rows {
		if r.growth.Status == analysis.OK && len(r.growth.Breaks) == 0 && r.share >= least {
			ok = append(ok, r)
		}
	}
	sort.SliceStable(ok, func(i, j int) bool { return ok[i].growth.GrowthPct > ok[j].growth.GrowthPct })
	return ok
}

// fastest says which group grew fastest and which least; in brief, after what
// the largest contribution was.
func (b *regionsBlock) fastest(p *page, brief bool) string {
	ok := b.compared()
	if len(ok) < 3 {
		return ""
	}
	top, low, main := ok[0], ok[len(ok)-1], ok[0]
	if top.growth.GrowthPct-low.growth.GrowthPct < .05 {
		return "" // as good as equal: nobody is first
	}
	for _, r := range ok {
		if r.points > main.points {
			main = r
		}
	}
	key := "regions.fastest"
	if brief && b.growth > 0 {
		key = "regions.brief"
	}
	return p.say(key, p.indicator(b.data.Indicator).with(args{
		"year": b.year, "before": b.year - 1, "n": len(ok), "all": len(b.rows),
		"region": p.name(top.Group), "growth": b.fig("growth", top.Group, top.growth.GrowthPct, "per cent", top.growth.Status),
		"low": p.name(low.Group), "low_growth": b.fig("growth", low.Group, low.growth.GrowthPct, "per cent", low.growth.Status),
		"main": p.name(main.Group), "points": b.fig("points", main.Group, main.points, "percentage points", main.growth.Status),
		"world": b.fig("growth", "world", b.growth, "per cent", "published"),
	}))
}

// drawGrowth ranks the groups by matched growth; what is withheld has no bar.
func (b *regionsBlock) drawGrowth(p *page) {
	if !slices.ContainsFunc(b.rows, func(r regionRow) bool { return r.growth.Status != analysis.Withheld }) {
		return // nothing to draw
	}
	body := chart.Bars{
		Value:      func(v float64) string { return p.Signed(v, 1) },
		FirstValue: func(v float64) string { return p.SignedPercent(v, 1) },
	}
	rows := slices.Clone(b.rows)
	sort.SliceStable(rows, func(i, j int) bool {
		x, y := rows[i].growth, rows[j].growth
		if w := x.Status == analysis.Withheld; w != (y.Status == analysis.Withheld) {
			return !w
		}
		return x.GrowthPct > y.GrowthPct
	})
	var data []picture.Value
	partial, withheld := "", ""
	fast, slow, times := b.contrast()
	for _, r := range rows {
		bar := chart.Bar{Name: p.label(r.Group), Value: r.growth.GrowthPct, Mark: mark(r.growth.Status), Emphasis: loudness(r.Group, fast, slow)}
		if r.growth.Status == analysis.Withheld {
			bar.Value, bar.Missing = 0, p.say("report.too-few", nil)
			withheld = p.say("regions.note-withheld", nil)
		}
		if r.growth.Status == analysis.Partial {
			partial = p.say("regions.note-partial-growth", nil)
		}
		body.Rows = append(body.Rows, bar)
		data = append(data, plotted(r.Group, b.Indicator, "growth", b.year, r.growth.GrowthPct, "per cent", r.growth.Status))
	}
	a := p.indicator(b.data.Indicator).with(args{"year": b.year, "before": b.year - 1, "name": b.data.Indicator.Name.In(p.Lang())})
	t := figureTexts{title: p.say("regions.growth-title", a), subtitle: p.say("regions.growth-subtitle", a),
		notes: []string{p.Word("note.growth-matched"), partial, withheld, p.flagNote(b.rests(false)...)}, sources: []catalog.Indicator{b.data.Indicator}}
	if fast != "" {
		t.title = p.say("regions.growth-finding", a.with(args{"fast": p.name(fast), "slow": p.name(slow), "times": times}))
	}
	p.draw(b.ID+"-growth", body, t, data)
}

// contrast compares the growth of the two largest groups: how many whole times
// the one grew as fast as the other, nothing where that cannot be said or is not two.
func (b *regionsBlock) contrast() (fast, slow string, times int) {
	x, y := b.rows[0].growth, b.rows[1].growth
	if x.Status != analysis.OK || y.Status != analysis.OK || len(x.Breaks)+len(y.Breaks) > 0 {
		return "", "", 0
	}
	if x.GrowthPct < y.GrowthPct {
		x, y = y, x
	}
	if y.GrowthPct < 1 || x.GrowthPct < 2*y.GrowthPct {
		return "", "", 0
	}
	return x.Economy, y.Economy, int(x.GrowthPct / y.GrowthPct)
}

// drawContribution ranks the groups by what they added to the growth of the
// World, and puts the World's growth before them.
func (b *regionsBlock) drawContribution(p *page) {
	i := b.data.Indicator
	body := chart.Bars{
		Value:      func(v float64) string { return p.Signed(v, 1) },
		FirstValue: func(v float64) string { return p.Signed(v, 1) + "\u00a0" + p.Word("report.points-unit") },
		Rows:       []chart.Bar{{Name: p.say("report.published-world", p.indicator(i)), Value: b.growth, Outside: true}},
	}
	rows := append([]regionRow(nil), b.rows...)
	sort.SliceStable(rows, func(i, j int) bool { // those without one last
		return rows[i].points > rows[j].points || math.IsNaN(rows[j].points) && !math.IsNaN(rows[i].points)
	})
	data := []picture.Value{plotted("WLD", b.Indicator, "contribution", b.year, b.growth, "percentage points", "published")}
	partial := ""
	for _, r := range rows {
		if math.IsNaN(r.points) {
			continue
		}
		if r.growth.Status == analysis.Partial {
			partial = p.say("regions.note-partial-growth", nil)
		}
		bar := chart.Bar{Name: p.label(r.Group), Value: r.points, Mark: mark(r.growth.Status)}
		if r.Group == rows[0].Group { // the one that the title names
			bar.Emphasis = chart.Highlight
		}
		body.Rows = append(body.Rows, bar)
		data = append(data, plotted(r.Group, b.Indicator, "contribution", b.year, r.points, "percentage points", r.growth.Status))
	}
	body.Rows = append(body.Rows, chart.Bar{Name: p.Word("report.others"), Value: b.rest.Points, Outside: true})
	data = append(data, plotted("residual", b.Indicator, "contribution", b.year, b.rest.Points, "percentage points", "residual"))
	first := rows[0]
	if math.IsNaN(first.points) {
		return // nothing to draw
	}
	a := p.indicator(i).with(args{"year": b.year, "before": b.year - 1, "name": i.Name.In(p.Lang()), "first": p.name(first.Group)})
	t := figureTexts{title: p.say("regions.contribution-title", a), subtitle: p.say("regions.contribution-subtitle", a),
		notes: []string{p.say("regions.contribution-note", a), partial, p.flagNote(append(b.rests(false), world(b.data, b.year-1, b.year))...)}, sources: []catalog.Indicator{i}}
	if f := p.fraction(first.points / b.growth); b.growth > 0 && first.growth.Status == analysis.OK && f != "" {
		t.title = p.say("regions.contribution-finding", a.with(args{"fraction": f}))
	}
	p.draw(b.ID+"-contribution", body, t, data)
}

func (b *regionsBlock) writeTable(p *page) {
	u := p.valueUnit(b.data.Indicator, b.world[1])
	out := &sheet{
		columns: []column{text(p.Word("report.region")), number(p.Year(b.year) + " (" + u.Words + ")"), number(p.Word("table.share-pct")),
			number(p.Word("table.growth")), number(p.Word("report.points")), number(p.Word("table.coverage"))},
		head: []string{"group", "year", "value", "share_pct", "growth_pct", "contribution_points", "members", "perimeter", "reporting", "coverage_pct", "growth_coverage_pct", "status", "growth_status", "missing"},
	}
	var breaks []analysis.Break
	partial := ""
	for _, r := range b.rows {
		breaks = append(breaks, r.growth.Breaks...)
		if r.Status == analysis.Partial || r.growth.Status == analysis.Partial {
			partial = p.say("regions.note-partial", nil)
		}
		b.addRegion(p, out, u, r)
	}
	b.addWorld(p, out, u)
	p.sheet(b.ID, out)
	p.notes(p.Word("note.growth-matched"), p.say("regions.note-table", p.indicator(b.data.Indicator)), p.Word("note.rounding"), partial, b.publishersOwn(p), p.breakNote(breaks),
		p.flagNote(append(b.rests(true), rests{b.data, slices.Sorted(maps.Values(p.env.engine.Catalog().Aggregates)), []int{b.year - 1, b.year}})...))
}

// rests are the values behind the growth of the groups, and behind their level.
func (b *regionsBlock) rests(level bool) []rests {
	var out []rests
	for _, r := range b.rows {
		if r.growth.Status != analysis.Withheld {
			out = append(out, rests{b.data, r.growth.Sample, []int{b.year - 1, b.year}})
		}
		if level && r.Status != analysis.Withheld {
			out = append(out, rests{b.data, r.Sample, []int{b.year}})
		}
	}
	return out
}

// publishersOwn gives the publisher's own totals of groups, to compare: their
// lists of members are its own.
func (b *regionsBlock) publishersOwn(p *page) string {
	var items []string
	for _, code := range slices.Sorted(maps.Keys(p.env.engine.Catalog().Aggregates)) {
		group := p.env.engine.Catalog().Aggregates[code]
		v, ok := b.data.Published(group, b.year)
		before, also := b.data.Published(group, b.year-1)
		if group == economy.World || !ok || !also {
			continue
		}
		growth, why := formula.YearOnYear(before, v)
		if why != analysis.NoReason {
			continue
		}
		own := func(year int) explain.Number { return explain.At(explain.Published, b.Indicator, group, year) }
		items = append(items, p.say("regions.own-one", args{"group": p.name(group),
			"value": b.fig("own", code, v, b.data.Indicator.Unit, "published").from(own(b.year)), "growth": b.fig("own-growth", code, growth, "per cent", "published").from(increase(own(b.year), own(b.year-1)))}))
	}
	if len(items) == 0 {
		return ""
	}
	return p.say("regions.own", p.indicator(b.data.Indicator).with(args{"list": p.List(items)}))
}

func (b *regionsBlock) addRegion(p *page, out *sheet, u picture.Unit, r regionRow) {
	growth := b.fig("growth", r.Group, r.growth.GrowthPct, "per cent", r.growth.Status)
	out.add([]string{
		p.name(r.Group).Text,
		p.levelCell(u, b.fig("value", r.Group, r.Value, b.data.Indicator.Unit, r.Status)),
		p.cell(b.fig("share", r.Group, r.share, "per cent", r.Status), 1) + mark(r.Status),
		p.shown(growth, p.Growth) + mark(r.growth.Status),
		p.signedCell(b.fig("points", r.Group, r.points, "percentage points", r.growth.Status)) + mark(r.growth.Status),
		p.coverageCell(b.fig("coverage", r.Group, r.Covered, "per cent of the last known value", r.Status)),
	}, r.Group, b.year, r.Value, r.share, r.growth.GrowthPct, r.points, r.Members, r.Perimeter, r.Reporting, r.Covered, r.growth.Covered, r.Status, r.growth.Status, r.Missing)
}

// addWorld adds what the groups leave, and the publisher's World.
func (b *regionsBlock) addWorld(p *page, out *sheet, u picture.Unit) {
	share := 100 * b.level / b.world[1]
	out.add([]string{
		p.Word("report.residual"),
		p.shown(b.fig("value", "residual", b.level, b.data.Indicator.Unit, "residual"), u.Exact),
		p.cell(b.fig("share", "residual", share, "per cent", "residual"), 1), "",
		p.signedCell(b.fig("points", "residual", b.rest.Points, "percentage points", "residual")), "",
	}, "residual", b.year, b.level, share, "", b.rest.Points, "", "", "", "", "", "residual", "residual", "")
	out.add([]string{
		bold(p.say("report.published-world", p.indicator(b.data.Indicator))),
		bold(p.shown(b.fig("value", "world", b.world[1], b.data.Indicator.Unit, "published"), u.Exact)),
		bold(p.Number(100, 1)),
		bold(p.shown(b.fig("growth", "world", b.growth, "per cent", "published"), p.Growth)),
		bold(p.Signed(b.growth, 1)), "",
	}, "WLD", b.year, b.world[1], 100.0, b.growth, b.growth, "", "", "", "", "", "published", "published", "")
}

func bold(s string) string { return "**" + s + "**" }
