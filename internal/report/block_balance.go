package report

import (
	"fmt"
	"sort"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/chart"
)

// balanceBlock shows the largest surpluses and deficits of exports less
// imports, among economies that report both.
type balanceBlock struct {
	header  `yaml:",inline"`
	Exports string `yaml:"exports"`
	Imports string `yaml:"imports"`
	Count   int    `yaml:"count"` // of each side

	exports, imports *analysis.Data
	year             int
	rows             []analysis.Balance // largest surplus first
	status           string
	gap              float64 // the publisher's World exports less imports
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
	for _, d := range []*analysis.Data{b.exports, b.imports} {
		if s := e.ranking(d, b.year, b.year-1).Status; s != analysis.OK {
			b.status = s
		}
	}
	x, _ := b.exports.Published("world", b.year)
	m, _ := b.imports.Published("world", b.year)
	b.gap = x - m
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
		Selection: fmt.Sprintf("%s less %s, %s, %d", b.Exports, b.Imports, who, b.year)}
}

func (b *balanceBlock) write(p *page) {
	p.heading(2, b.Title.In(p.Lang()))
	surpluses, deficits := b.ends()
	if len(surpluses) == 0 || len(deficits) == 0 {
		p.para(p.say("report.no-data", nil))
		return
	}
	top, low := surpluses[0], deficits[0]
	a := p.indicator(b.exports.Indicator).with(args{
		"year": b.year, "first": p.name(top.Economy), "surplus": b.fig("balance", top.Economy, top.Balance, "million US dollars"),
		"cover": b.fig("cover", top.Economy, top.Cover, "exports over imports"),
		"last":  p.name(low.Economy), "deficit": b.fig("deficit", low.Economy, -low.Balance, "million US dollars"),
		"n": count(fmt.Sprintf("both/%d", b.year), len(b.rows), b.Exports),
	})
	both := p.say("balance.ends", a)
	p.para(both, b.worldGap(p))
	if b.status == analysis.OK {
		p.summary(both)
	}
	b.drawBars(p, surpluses, deficits)
	b.writeTable(p, surpluses, deficits)
}

// worldGap says by how much the World's exports and imports disagree: what one
// sells another buys, so the gap is one of recording.
func (b *balanceBlock) worldGap(p *page) string {
	key := "balance.gap"
	gap := b.gap
	if gap < 0 {
		key, gap = "balance.gap-imports", -gap
	}
	return p.say(key, p.indicator(b.exports.Indicator).with(args{"year": b.year, "gap": b.fig("gap", "world", gap, "million US dollars")}))
}

func (b *balanceBlock) drawBars(p *page, surpluses, deficits []analysis.Balance) {
	u := p.valueUnit(b.exports.Indicator, surpluses[0].Balance)
	body := chart.Bars{Value: u.signed, FirstValue: func(v float64) string { return u.signed(v) + "\u00a0" + u.short }}
	var data []plotted
	add := func(r analysis.Balance) {
		body.Rows = append(body.Rows, chart.Bar{Name: p.label(r.Economy), Value: r.Balance})
		data = append(data, plotted{r.Economy, b.Exports + " less " + b.Imports, b.year, r.Balance, "million US dollars", b.status})
	}
	for _, r := range surpluses {
		add(r)
	}
	for k := len(deficits) - 1; k >= 0; k-- {
		add(deficits[k])
	}
	a := p.indicator(b.exports.Indicator).with(args{"year": b.year, "unit": u.words, "first": p.name(surpluses[0].Economy), "count": len(surpluses), "n": len(b.rows), "last": p.name(deficits[0].Economy)})
	t := figureTexts{title: p.say("balance.finding", a), subtitle: p.say("balance.subtitle", a),
		notes: []string{p.say("balance.note", a)}, sources: []catalog.Indicator{b.exports.Indicator, b.imports.Indicator}}
	if b.status != analysis.OK {
		t.title = p.say("balance.title", a)
	}
	t.alt = p.altBars(t, body)
	p.draw(b.ID, body, t, data)
}

func (b *balanceBlock) writeTable(p *page, surpluses, deficits []analysis.Balance) {
	u := p.valueUnit(b.exports.Indicator, surpluses[0].Exports)
	out := &sheet{
		columns: []column{text(p.Word("table.economy")), number(p.Word("table.exports") + " (" + u.words + ")"), number(p.Word("table.imports")),
			number(p.Word("table.balance")), number(p.Word("balance.cover"))},
		head: []string{"economy", "year", "exports", "imports", "balance", "cover_ratio", "normalised"},
	}
	add := func(r analysis.Balance) {
		const million = "million US dollars"
		out.add([]string{p.name(r.Economy).Text, u.value(p.note(b.fig("exports", r.Economy, r.Exports, million)).Value), u.value(p.note(b.fig("imports", r.Economy, r.Imports, million)).Value),
			u.signed(p.note(b.fig("balance", r.Economy, r.Balance, million)).Value), p.cell(b.fig("cover", r.Economy, r.Cover, "exports over imports"), 2)},
			r.Economy, b.year, r.Exports, r.Imports, r.Balance, r.Cover, r.Normalised)
	}
	for _, r := range surpluses {
		add(r)
	}
	for k := len(deficits) - 1; k >= 0; k-- {
		add(deficits[k])
	}
	p.sheet(b.ID, out)
	p.notes(p.say("balance.note", args{"year": b.year, "n": len(b.rows)}))
}
