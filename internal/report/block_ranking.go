package report

import (
	"fmt"
	"math"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/chart"
	"tradestats/internal/economy"
	"tradestats/internal/explain"
	"tradestats/internal/picture"
)

// rankingBlock shows the largest economies of an indicator, and how their
// places have changed since a year.
type rankingBlock struct {
	header    `yaml:",inline"`
	Indicator string   `yaml:"indicator"`
	Count     int      `yaml:"count"` // rows of the table
	Bars      int      `yaml:"bars"`  // rows of the chart of bars
	Since     int      `yaml:"since"`
	Charts    []string `yaml:"charts"` // bars, slope

	data *analysis.Data
	now  analysis.Ranking // with the year before
	long analysis.Ranking // with the year of Since
}

func (b *rankingBlock) needs() []string { return []string{b.Indicator} }

func (b *rankingBlock) compute(e *env) error {
	d, err := e.data(b.Indicator)
	if err != nil {
		return err
	}
	b.data, b.Since = d, e.since(b.Since, d.Years())
	year := e.rankable(d)
	if year == 0 {
		return nil
	}
	b.Since = min(b.Since, year-1)
	b.now, b.long = e.ranking(d, year, year-1), e.ranking(d, year, b.Since)
	return nil
}

// rankable returns the newest year of which a ranking of all economies can be
// published, or 0.
func (e *env) rankable(d *analysis.Data) int {
	year := d.NewestRanking(d.EverReported(), analysis.Coverage{}, e.year)
	if year == 0 || e.ranking(d, year, year-1).Status == analysis.Withheld {
		return 0
	}
	return year
}

func (b *rankingBlock) write(p *page) {
	p.title(b.now.Year)
	if len(b.now.Rows) < 2 {
		p.para(p.say("report.no-data", nil))
		return
	}
	moves := b.mover(p) + spaced(b.faller(p))
	p.para(b.leader(p), b.sum(p), moves, b.older(p))
	p.summary(moves)
	for _, kind := range b.Charts {
		switch kind {
		case "bars":
			b.drawBars(p)
		case "slope":
			b.drawSlope(p)
		}
	}
	b.writeTable(p)
}

func (b *rankingBlock) fig(what, who string, v float64, unit string) figure {
	return figure{ID: fmt.Sprintf("%s/%s/%d", what, who, b.now.Year), Value: v, Unit: unit, Status: b.now.Status,
		Selection: fmt.Sprintf("%s, %s, %d", b.Indicator, who, b.now.Year), of: b.made(what, who)}
}

// made is what a number of an economy is made of.
func (b *rankingBlock) made(what, who string) explain.Number {
	i, year := b.data.Indicator, b.now.Year
	switch what {
	case "rank":
		return explain.At(explain.Rank, i.ID, who, year)
	case "previous-rank":
		return explain.Between(explain.RankBefore, i.ID, who, b.Since, year)
	case "share":
		return explain.At(explain.Share, i.ID, who, year)
	case "growth":
		return changed(i, levelOf(i.ID, who, year), levelOf(i.ID, who, year-1))
	case "growth-since":
		if years := year - b.Since; years > 1 && !i.IsPercentage() {
			return average(levelOf(i.ID, who, year), levelOf(i.ID, who, b.Since), years)
		}
		return changed(i, levelOf(i.ID, who, year), levelOf(i.ID, who, b.Since))
	case "cumulative":
		return topOf(i.ID, order(b.now.Rows[:b.Count]), year)
	}
	return levelOf(i.ID, who, year)
}

// words are the arguments that all sentences share. The role names who is
// ranked: exporters, importers, or economies.
func (b *rankingBlock) words(p *page) args {
	role := "economies"
	switch b.data.Indicator.Trade {
	case "exports":
		role = "exporters"
	case "imports":
		role = "importers"
	}
	return p.indicator(b.data.Indicator).with(args{
		"year": b.now.Year, "since": b.Since, "name": b.data.Indicator.Name.In(p.Lang()),
		"role": p.Word("ranking.role." + role), "largest": p.Word("ranking.largest." + role), "count": b.Count,
	})
}

// leads tells whether the first is alone, and no absent economy was as large
// when it last reported.
func (b *rankingBlock) leads() bool {
	first := b.now.Rows[0]
	for _, a := range b.now.Absent {
		then, ok := b.data.Value(first.Economy, a.Year)
		if a.Value >= first.Value || ok && a.Value >= then {
			return false
		}
	}
	return b.now.Status == analysis.OK && first.Value > b.now.Rows[1].Value
}

// leader names the first and the second.
func (b *rankingBlock) leader(p *page) string {
	first, second := b.now.Rows[0], b.now.Rows[1]
	if !b.leads() && b.data.Indicator.Additive() || first.Value == second.Value {
		return ""
	}
	key := "ranking.leader-share-of"
	a := b.words(p).with(args{"first": p.name(first.Economy), "second": p.name(second.Economy),
		"value": b.fig("value", first.Economy, first.Value, b.data.Indicator.Unit), "second_value": b.fig("value", second.Economy, second.Value, b.data.Indicator.Unit)})
	if b.data.Indicator.Additive() {
		key = "ranking.leader"
		a["share"] = b.fig("share", first.Economy, first.SharePct, "per cent")
		if before, ok := b.shareIn(first.Economy, b.Since); ok && len(b.long.Rows[0].Breaks) == 0 {
			key = "ranking.leader-before"
			a["share_before"] = figure{ID: fmt.Sprintf("share/%s/%d", first.Economy, b.Since), Value: before, Unit: "per cent", Status: b.long.Status, Selection: fmt.Sprintf("%s, %s, %d", b.Indicator, first.Economy, b.Since), of: percentOf(levelOf(b.Indicator, first.Economy, b.Since), worldOf(b.Indicator, b.Since))}
		}
	}
	return p.say(key, a)
}

// shareIn is an economy's share of the publisher's World in a year.
func (b *rankingBlock) shareIn(economy string, year int) (float64, bool) {
	v, ok := b.data.Value(economy, year)
	world, also := b.data.Published("world", year)
	return 100 * v / world, ok && also && world != 0
}

// older says that a newer year has too few reporters to rank.
func (b *rankingBlock) older(p *page) string {
	for _, year := range b.data.Years() {
		if year > b.now.Year && year <= p.env.year {
			return p.say("ranking.older", b.words(p))
		}
	}
	return ""
}

// faller says who of the largest then lost the most places, by the same rules
// as mover.
func (b *rankingBlock) faller(p *page) string {
	worst, alone := -1, true
	for k, r := range b.long.Rows {
		if !r.In || r.PreviousRank > b.Count || r.Moved > -3 || len(r.Breaks) > 0 {
			continue
		}
		switch {
		case worst < 0 || r.Moved < b.long.Rows[worst].Moved:
			worst, alone = k, true
		case r.Moved == b.long.Rows[worst].Moved:
			alone = false
		}
	}
	if worst < 0 || !alone || b.long.Status != analysis.OK {
		return ""
	}
	r := b.long.Rows[worst]
	return p.say("ranking.faller", b.words(p).with(args{"economy": p.name(r.Economy), "rank": r.PreviousRank - r.Moved, "previous": r.PreviousRank}))
}

// sum says what the largest make together.
func (b *rankingBlock) sum(p *page) string {
	if !b.data.Indicator.Additive() || len(b.now.Rows) < b.Count {
		return ""
	}
	key := "ranking.sum"
	if !b.now.OfWorld {
		key = "ranking.sum-reported"
	}
	return p.say(key, b.words(p).with(args{"sum": b.fig("cumulative", fmt.Sprint(b.Count), b.now.Rows[b.Count-1].Cumulative, "per cent")}))
}

// mover says who of those in the table gained most places since the year of
// comparison, all of them when several gained as many.
func (b *rankingBlock) mover(p *page) string {
	movers := b.movers()
	if len(movers) == 0 || len(movers) > 3 || b.long.Status != analysis.OK {
		return ""
	}
	var items []string
	for _, r := range movers {
		items = append(items, p.say("ranking.move", args{"economy": p.name(r.Economy), "rank": r.PreviousRank - r.Moved, "previous": r.PreviousRank}))
	}
	return p.say("ranking.mover", b.words(p).with(args{"list": p.List(items), "n": len(items),
		"many": len(items) > 1 || p.name(movers[0].Economy).Plural}))
}

// movers are those in the table that gained the most places, and at least two:
// none whose series has a flagged break between.
func (b *rankingBlock) movers() []analysis.RankRow {
	var out []analysis.RankRow
	for _, r := range b.long.Rows[:min(b.Count, len(b.long.Rows))] {
		switch {
		case !r.In || r.Moved < 2 || len(r.Breaks) > 0:
		case len(out) == 0 || r.Moved > out[0].Moved:
			out = []analysis.RankRow{r}
		case r.Moved == out[0].Moved:
			out = append(out, r)
		}
	}
	return out
}

// isMover tells whether an economy gained the most places, the highest of them
// when several did: it is the one that charts put in colour.
func (b *rankingBlock) isMover(economy string) bool {
	movers := b.movers()
	return len(movers) > 0 && movers[0].Economy == economy
}

func (b *rankingBlock) drawBars(p *page) {
	rows := b.now.Rows[:min(b.Bars, len(b.now.Rows))]
	u := p.valueUnit(b.data.Indicator, rows[0].Value)
	body := chart.Bars{Value: u.Value, FirstValue: u.First}
	var data []picture.Value
	leads := b.leads()
	for k, r := range rows {
		e := chart.Plain
		if k == 0 && leads { // the one that the title names
			e = chart.Highlight
		}
		body.Rows = append(body.Rows, chart.Bar{Name: p.label(r.Economy), Value: r.Value, Emphasis: e})
		data = append(data, plotted(r.Economy, b.Indicator, "value", r.Year, r.Value, b.data.Indicator.Unit, r.Status))
	}
	a := b.words(p).with(args{"count": len(rows), "unit": u.Words, "first": p.name(rows[0].Economy), "rows": len(rows)})
	t := figureTexts{title: p.say("ranking.bars-finding", a), subtitle: p.say("ranking.bars-subtitle", a),
		notes: []string{b.reportersNote(p), p.absentNote(b.data.Indicator, b.largeAbsent(rows[len(rows)-1].Value), b.now.Year, 3), p.flagNote(ranked(b.data, rows, b.now.Year))}, sources: []catalog.Indicator{b.data.Indicator}}
	if !leads {
		t.title = p.say("ranking.bars-title", a)
	}
	p.draw(b.ID, body, t, data)
}

// largeAbsent are those whose last known value would have put them among the
// rows shown.
func (b *rankingBlock) largeAbsent(smallest float64) []analysis.Absent {
	var out []analysis.Absent
	for _, a := range b.now.Absent {
		if a.Value >= smallest && b.data.Indicator.Additive() {
			out = append(out, a)
		}
	}
	return out
}

func (b *rankingBlock) reportersNote(p *page) string {
	return p.say("ranking.reporters", args{
		"year": b.now.Year, "n": count(fmt.Sprintf("reporters/%d", b.now.Year), len(b.now.Rows), b.Indicator).from(explain.At(explain.Reporting, b.Indicator, economy.World, b.now.Year)),
		"before": b.now.Year - 1, "then": count(fmt.Sprintf("reporters/%d", b.now.Year-1), len(b.data.Reporters(b.now.Year-1)), b.Indicator).from(explain.At(explain.Reporting, b.Indicator, economy.World, b.now.Year-1)),
	})
}

// drawSlope joins the places of both years: first place stands on top.
func (b *rankingBlock) drawSlope(p *page) {
	rows := b.long.Rows[:min(b.Count, len(b.long.Rows))]
	body := chart.Slope{Left: p.Year(b.Since), Right: p.Year(b.now.Year), Value: func(v float64) string { return p.Number(-v, 0) }}
	var data []picture.Value
	for _, r := range rows {
		if !r.In {
			continue
		}
		e := chart.Plain
		if b.isMover(r.Economy) {
			e = chart.Highlight
		}
		body.Rows = append(body.Rows, chart.SlopeRow{Name: p.label(r.Economy), Start: -float64(r.PreviousRank), End: -float64(r.PreviousRank - r.Moved), Emphasis: e})
		data = append(data, plotted(r.Economy, b.Indicator, "rank", b.Since, float64(r.PreviousRank), "rank", b.long.Status),
			plotted(r.Economy, b.Indicator, "rank", r.Year, float64(r.PreviousRank-r.Moved), "rank", b.long.Status))
	}
	if len(body.Rows) < 2 {
		return // nothing to compare
	}
	a := b.words(p).with(args{"count": len(body.Rows)})
	t := figureTexts{title: p.say("ranking.slope-title", a), subtitle: p.say("ranking.slope-subtitle", a),
		notes: []string{p.say("ranking.places-note", a), p.flagNote(ranked(b.data, rows, b.Since, b.now.Year))}, sources: []catalog.Indicator{b.data.Indicator}}
	if movers := b.movers(); len(movers) > 0 && b.long.Status == analysis.OK {
		r := movers[0]
		t.title = p.say("ranking.slope-finding", a.with(args{"economy": p.name(r.Economy), "rank": r.PreviousRank - r.Moved, "previous": r.PreviousRank}))
	}
	p.draw(b.ID+"-places", body, t, data)
}

func (b *rankingBlock) writeTable(p *page) {
	i := b.data.Indicator
	rows := b.now.Rows[:min(b.Count, len(b.now.Rows))]
	u := p.valueUnit(i, rows[0].Value)
	out := &sheet{columns: []column{number(p.Word("table.rank")), text(p.Word("table.economy")), number(p.Year(b.now.Year) + " (" + u.Words + ")")},
		head: []string{"rank", "economy", "year", "value", "share_pct", "growth_pct", "growth_since_pct", "since", "previous_rank", "moved", "status"}}
	if i.Additive() {
		out.columns = append(out.columns, number(p.Word("table.share-pct")))
	}
	out.columns = append(out.columns, number(p.say("report.since-before", args{"before": b.now.Year - 1, "points": i.IsPercentage()})),
		number(p.say("report.since-year", args{"since": b.Since, "points": i.IsPercentage()})), number(p.say("report.rank-in", args{"since": b.Since})))
	var breaks []analysis.Break
	for k, r := range rows {
		breaks = append(breaks, b.long.Rows[k].Breaks...)
		b.addRow(p, out, u, r, b.long.Rows[k])
	}
	p.sheet(b.ID, out)
	share, on := "", []rests{ranked(b.data, rows, b.Since, b.now.Year-1, b.now.Year)}
	if i.Additive() && b.now.OfWorld {
		share, on = p.Word("note.world-published"), append(on, world(b.data, b.Since, b.now.Year))
	}
	p.notes(share, p.say("ranking.places-note", b.words(p)), p.breakNote(breaks), p.flagNote(on...))
}

func (b *rankingBlock) addRow(p *page, out *sheet, u picture.Unit, r, long analysis.RankRow) {
	i := b.data.Indicator
	growth, since, unit := r.GrowthPct, long.GrowthPct, "per cent"
	if i.IsPercentage() {
		growth, since, unit = r.Change, long.Change, "percentage points"
	}
	flag := ""
	if len(long.Breaks) > 0 {
		flag = "†"
	}
	printed := []string{p.shown(b.fig("rank", r.Economy, float64(r.Rank), "rank"), with(p.Number, 0)), p.name(r.Economy).Text, p.shown(b.fig("value", r.Economy, r.Value, i.Unit), u.Exact)}
	if i.Additive() {
		printed = append(printed, p.cell(b.fig("share", r.Economy, r.SharePct, "per cent"), 1))
	}
	previous := p.Missing()
	if long.In {
		previous = p.shown(b.fig("previous-rank", r.Economy, float64(long.PreviousRank), "rank"), with(p.Number, 0))
	}
	printed = append(printed, p.growthCell(i, b.fig("growth", r.Economy, growth, unit)),
		p.growthCell(i, b.fig("growth-since", r.Economy, since, unit))+flag, previous)
	out.add(printed, r.Rank, r.Economy, r.Year, r.Value, r.SharePct, growth, since, b.Since, float64OrNaN(long.PreviousRank), float64(long.Moved), r.Status)
}

func float64OrNaN(n int) float64 {
	if n == 0 {
		return math.NaN()
	}
	return float64(n)
}
