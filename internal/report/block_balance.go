package report

import (
	"fmt"
	"sort"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/chart"
	"tradestats/internal/economy"
	"tradestats/internal/explain"
	"tradestats/internal/picture"
)

// balanceBlock shows the largest surpluses and deficits of exports less
// imports, among economies that report both.
type balanceBlock struct {
	header  `yaml:",inline"`
	Exports string `yaml:"exports"`
	Imports string `yaml:"imports"`
	Count   int    `yaml:"count"` // of each side
	Since   int    `yaml:"since"`

	exports, imports *analysis.Data
	year             int
	rows             []analysis.Balance // largest surplus first
	status           string
	gap              [2]float64 // the publisher's World exports less imports, in per cent of exports: in Since, and now
	gapNow           float64    // in million US dollars
	breaks           map[string][]analysis.Break
}

func (b *balanceBlock) needs() []string { return []string{b.Exports, b.Imports} }

func (b *balanceBlock) compute(e *env) error {
	var err error
	if b.exports, err = e.data(b.Exports); err != nil {
		return err
	}
	if b.imports, err = e.data(b.Imports); err != nil {
		return err
	}
	b.year = min(e.rankable(b.exports), e.rankable(b.imports))
	if b.year == 0 {
		return nil
	}
	b.rows = analysis.Balances(b.exports, b.imports, b.exports.EverReported(), b.year)
	sort.SliceStable(b.rows, func(i, j int) bool { return b.rows[i].Balance > b.rows[j].Balance })
	b.status = analysis.OK
	for _, d := range []*analysis.Data{b.exports, b.imports} { // the worse of the two
		if s := e.ranking(d, b.year, b.year-1).Status; s != analysis.OK && b.status != analysis.Withheld {
			b.status = s
		}
	}
	b.Since = e.since(b.Since, b.exports.PublishedYears("world"))
	for k, year := range []int{b.Since, b.year} {
		x, _ := b.exports.Published("world", year)
		m, _ := b.imports.Published("world", year)
		b.gap[k], b.gapNow = 100*(x-m)/x, x-m
	}
	b.breaks = map[string][]analysis.Break{}
	for _, r := range b.rows {
		who := []string{r.Economy}
		b.breaks[r.Economy] = append(b.exports.Breaks(who, b.Since, b.year), b.imports.Breaks(who, b.Since, b.year)...)
	}
	return nil
}

// ends returns the largest surpluses and the largest deficits.
func (b *balanceBlock) ends() (surpluses, deficits []analysis.Balance) {
	for _, r := range b.rows {
		if r.Balance > 0 && len(surpluses) < b.Count {
			surpluses = append(surpluses, r)
		}
	}
	for k := len(b.rows) - 1; k >= 0 && len(deficits) < b.Count; k-- {
		if b.rows[k].Balance < 0 {
			deficits = append(deficits, b.rows[k])
		}
	}
	return surpluses, deficits
}

func (b *balanceBlock) fig(what, who string, v float64, unit string) figure {
	return figure{ID: fmt.Sprintf("%s/%s/%d", what, who, b.year), Value: v, Unit: unit, Status: b.status,
		Selection: fmt.Sprintf("%s less %s, %s, %d", b.Exports, b.Imports, who, b.year), of: b.made(what, who, b.year)}
}

// made is what a number of an economy, or of the publisher's World, is made of.
func (b *balanceBlock) made(what, who string, year int) explain.Number {
	exports, imports := levelOf(b.Exports, who, year), levelOf(b.Imports, who, year)
	if who == economy.World {
		exports, imports = worldOf(b.Exports, year), worldOf(b.Imports, year)
	}
	switch what {
	case "exports":
		return exports
	case "imports":
		return imports
	case "cover":
		return over(exports, imports)
	case "deficit":
		return less(imports, exports)
	case "gap-share":
		return percentOf(less(exports, imports), exports)
	}
	return less(exports, imports)
}

// balances are those of all that report both.
func (b *balanceBlock) balances() []explain.Number {
	return eachOf(b.rows, func(r analysis.Balance) explain.Number { return b.made("balance", r.Economy, b.year) })
}

func (b *balanceBlock) write(p *page) {
	p.title(b.year)
	surpluses, deficits := b.ends()
	if len(surpluses) == 0 || len(deficits) == 0 {
		p.para(p.say("report.no-data", nil))
		return
	}
	top, low := surpluses[0], deficits[0]
	a := p.indicator(b.exports.Indicator).with(args{
		"year": b.year, "first": p.name(top.Economy), "surplus": b.fig("balance", top.Economy, top.Balance, b.exports.Indicator.Unit),
		"cover": b.fig("cover", top.Economy, top.Cover, "exports over imports"),
		"last":  p.name(low.Economy), "deficit": b.fig("deficit", low.Economy, -low.Balance, b.exports.Indicator.Unit),
		"n":          count(fmt.Sprintf("both/%d", b.year), len(b.rows), b.Exports).from(howMany(b.balances()...)),
		"in_surplus": count(fmt.Sprintf("surpluses/%d", b.year), b.inSurplus(), b.Exports).from(explain.Made(explain.Positive, b.balances()...)),
	})
	both, gap := "", b.worldGap(p)
	if b.clear(surpluses, deficits) {
		both = p.say("balance.ends", a)
		p.summary(both + spaced(gap)) // it is larger than most balances
	}
	p.para(both, gap)
	b.drawBars(p, surpluses, deficits)
	b.writeTable(p, surpluses, deficits)
}

// clear tells whether the first of both sides stand alone on figures that are
// covered well enough.
func (b *balanceBlock) clear(surpluses, deficits []analysis.Balance) bool {
	alone := func(side []analysis.Balance) bool {
		return len(side) == 1 || side[0].Balance != side[1].Balance
	}
	return b.status == analysis.OK && alone(surpluses) && alone(deficits)
}

func (b *balanceBlock) inSurplus() int {
	n := 0
	for _, r := range b.rows {
		if r.Balance > 0 {
			n++
		}
	}
	return n
}

// worldGap says by how much the World's exports and imports disagree: what one
// sells another buys, so the gap is one of recording.
func (b *balanceBlock) worldGap(p *page) string {
	if !(b.gap[1] > 0) { // also where there is no published World
		return ""
	}
	return p.say("balance.gap", p.indicator(b.exports.Indicator).with(args{"year": b.year, "since": b.Since, "gap": b.fig("gap", "world", b.gapNow, b.exports.Indicator.Unit),
		"share":  b.fig("gap-share", "world", b.gap[1], "per cent of exports"),
		"before": figure{ID: fmt.Sprintf("gap-share/world/%d", b.Since), Value: b.gap[0], Unit: "per cent of exports", Status: "published", Selection: fmt.Sprintf("%s less %s, world, %d", b.Exports, b.Imports, b.Since), of: b.made("gap-share", economy.World, b.Since)}}))
}

func (b *balanceBlock) drawBars(p *page, surpluses, deficits []analysis.Balance) {
	u := p.valueUnit(b.exports.Indicator, surpluses[0].Balance)
	body := chart.Bars{Value: u.Signed, FirstValue: func(v float64) string { return u.Signed(v) + "\u00a0" + u.Short }}
	var data []picture.Value
	clear := b.clear(surpluses, deficits)
	add := func(r analysis.Balance) {
		bar := chart.Bar{Name: p.label(r.Economy), Value: r.Balance, Mark: b.dagger(r.Economy)}
		if clear && (r.Economy == surpluses[0].Economy || r.Economy == deficits[0].Economy) { // those that the title names
			bar.Emphasis = chart.Highlight
		}
		body.Rows = append(body.Rows, bar)
		data = append(data, plotted(r.Economy, b.Exports+" less "+b.Imports, "balance", b.year, r.Balance, b.exports.Indicator.Unit, b.status))
	}
	for _, r := range surpluses {
		add(r)
	}
	for k := len(deficits) - 1; k >= 0; k-- {
		add(deficits[k])
	}
	a := p.indicator(b.exports.Indicator).with(args{"year": b.year, "unit": u.Words, "first": p.name(surpluses[0].Economy), "count": len(surpluses), "n": len(b.rows), "last": p.name(deficits[0].Economy)})
	mismatch := ""
	if b.gap[1] > 0 {
		mismatch = p.worldGap(b.year, 100*b.gapNow/b.gap[1], b.fig("gap", "world", b.gapNow, b.exports.Indicator.Unit))
	}
	t := figureTexts{title: p.say("balance.finding", a), subtitle: p.say("balance.subtitle", a),
		notes: []string{p.say("balance.note", a), mismatch, b.breakNote(p, surpluses, deficits), p.flagNote(b.rests(surpluses, deficits)...)}, sources: []catalog.Indicator{b.exports.Indicator, b.imports.Indicator}}
	if !clear {
		t.title = p.say("balance.title", a)
	}
	p.draw(b.ID, body, t, data)
}

func (b *balanceBlock) writeTable(p *page, surpluses, deficits []analysis.Balance) {
	u := p.valueUnit(b.exports.Indicator, surpluses[0].Exports)
	out := &sheet{
		columns: []column{text(p.Word("table.economy")), number(p.Word("table.exports") + " (" + u.Words + ")"), number(p.Word("table.imports") + " (" + u.Words + ")"),
			number(p.Word("table.balance") + " (" + u.Words + ")"), number(p.Word("balance.cover"))},
		head: []string{"economy", "year", "exports", "imports", "balance", "cover_ratio", "normalised"},
	}
	add := func(r analysis.Balance) {
		unit := b.exports.Indicator.Unit
		out.add([]string{p.name(r.Economy).Text, p.shown(b.fig("exports", r.Economy, r.Exports, unit), u.Exact), p.shown(b.fig("imports", r.Economy, r.Imports, unit), u.Exact),
			p.shown(b.fig("balance", r.Economy, r.Balance, unit), u.Change) + b.dagger(r.Economy), p.cell(b.fig("cover", r.Economy, r.Cover, "exports over imports"), 2)},
			r.Economy, b.year, r.Exports, r.Imports, r.Balance, r.Cover, r.Normalised)
	}
	for _, r := range surpluses {
		add(r)
	}
	for k := len(deficits) - 1; k >= 0; k-- {
		add(deficits[k])
	}
	p.sheet(b.ID, out)
	on := b.rests(surpluses, deficits)
	if b.gap[1] > 0 {
		on = append(on, world(b.exports, b.Since, b.year), world(b.imports, b.Since, b.year))
	}
	p.notes(p.say("balance.note", args{"year": b.year, "n": len(b.rows)}), b.breakNote(p, surpluses, deficits), p.flagNote(on...))
}

// rests are the exports and the imports of those shown.
func (b *balanceBlock) rests(shown ...[]analysis.Balance) []rests {
	var who []string
	for _, side := range shown {
		for _, r := range side {
			who = append(who, r.Economy)
		}
	}
	return []rests{{b.exports, who, []int{b.year}}, {b.imports, who, []int{b.year}}}
}

// dagger marks an economy whose exports or imports have a flagged break.
func (b *balanceBlock) dagger(economy string) string {
	if len(b.breaks[economy]) > 0 {
		return "†"
	}
	return ""
}

func (b *balanceBlock) breakNote(p *page, shown ...[]analysis.Balance) string {
	var breaks []analysis.Break
	for _, side := range shown {
		for _, r := range side {
			breaks = append(breaks, b.breaks[r.Economy]...)
		}
	}
	return p.daggerNote(breaks)
}
