package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/explain"
	"tradestats/internal/picture"
)

func (b *corridorBlock) write(p *page) {
	var filled, open []*corridorPair
	for _, pair := range b.pairs {
		if pair.filled() {
			filled = append(filled, pair)
		} else {
			open = append(open, pair)
		}
	}
	year := 0
	for _, pair := range filled {
		year = max(year, pair.year())
	}
	p.title(year)
	switch {
	case len(filled) == 1 && len(b.pairs) == 1:
		b.writePair(p, filled[0])
	case len(filled) > 0:
		b.writeMany(p, filled)
	}
	if len(open) > 0 {
		b.box(p, open, len(filled) > 0)
		b.writeTotals(p, open)
	}
}

// box says once what trade is not there, and which file would fill the block.
func (b *corridorBlock) box(p *page, open []*corridorPair, some bool) {
	others := make([]string, len(open))
	for k, pair := range open {
		others[k] = pair.b
	}
	kind := "services"
	if slices.ContainsFunc(b.Items, func(i string) bool { return strings.HasPrefix(i, "hs-") || strings.HasPrefix(i, "sitc-") }) {
		kind = "goods"
	}
	a := args{"a": p.name(b.A), "b": p.theNames(others), "totals": slices.ContainsFunc(open, func(c *corridorPair) bool { return len(c.totals) > 0 }), "some": some}
	fmt.Fprintf(&p.section, "> **%s** %s %s\n\n", p.say("corridor-block.missing", a), p.say("corridor-block.fill-"+kind, a), p.say("corridor-block.until", a))
}

// item names what is traded, in a sentence.
func (b *corridorBlock) item(p *page, c *corridorPair, item string) string {
	code := item
	if !strings.HasPrefix(item, "hs-") { // currency and table stand before the item of the balance of payments
		for _, known := range preferred {
			if strings.HasSuffix(item, "-"+known) {
				code = known
			}
		}
	}
	if key := "corridor-block.item." + code; p.Has(key) {
		return p.Word(key)
	}
	name := item
	for _, r := range c.rows {
		if r.Item == item {
			name = r.About.Name.In(p.Lang())
			break
		}
	}
	for _, end := range []string{", exports", ", imports"} {
		name = strings.TrimSuffix(name, end)
	}
	return name
}

// fig is a measure of an item as one side has it.
func (b *corridorBlock) fig(r analysis.CorridorRow, partner string) figure {
	return figure{ID: strings.Join([]string{r.Item, r.Measure, r.Reporter, partner, fmt.Sprint(r.Year)}, "/"), Value: r.Value, Unit: r.Unit, Status: r.Status,
		Selection: fmt.Sprintf("%s, %s of %s with %s, %d", r.Item, r.Measure, r.Reporter, partner, r.Year), of: b.made(r, partner)}
}

func (b *corridorBlock) growthFig(c *corridorPair, item, reporter, measure string, year int, into string, v float64) figure {
	id := []string{item, measure + "-growth", reporter, c.partner(reporter), fmt.Sprint(year)}
	if into != "" {
		id = append(id, into)
	}
	return figure{ID: strings.Join(id, "/"), Value: v, Unit: "per cent", Status: analysis.OK, Selection: strings.Join(id, " "), of: b.madeGrowth(c, item, reporter, measure, year, into)}
}

// writePair tells the trade of two sides.
func (b *corridorBlock) writePair(p *page, c *corridorPair) {
	main := c.items[0]
	first := b.reports(p, c, main, c.a)
	p.para(b.about(p, c, main), first, b.rested(p, c, main, c.a), b.inCurrencies(p, c, main, c.a), b.shares(p, c, main, c.a))
	p.summary(first)
	if c.balanced(main) {
		p.para(b.shares(p, c, main, c.b), p.Word("corridor-block.balanced"))
	} else {
		p.para(b.reports(p, c, main, c.b), b.rested(p, c, main, c.b), b.inCurrencies(p, c, main, c.b), b.shares(p, c, main, c.b))
		p.para(b.asymmetry(p, c, main, c.a), b.asymmetry(p, c, main, c.b), b.bothSurplus(p, c, main))
	}
	b.drawPair(p, c)
	b.writeYears(p, c)
	b.writeItems(p, c)
}

// about says what is traded and as published by whom.
func (b *corridorBlock) about(p *page, c *corridorPair, item string) string {
	return p.say("corridor-block.about", args{"item": b.item(p, c, item), "called": called(c.dataset(item), p.Lang())})
}

func (c *corridorPair) dataset(item string) *catalog.Dataset {
	for _, r := range c.rows {
		if r.Item == item && r.About.Dataset != nil {
			return r.About.Dataset
		}
	}
	return &catalog.Dataset{}
}

// reports says one side's exports, imports and balance.
func (b *corridorBlock) reports(p *page, c *corridorPair, item, reporter string) string {
	year, partner := c.year(), c.partner(reporter)
	x, m := c.row(item, reporter, analysis.MeasureExports, year), c.row(item, reporter, analysis.MeasureImports, year)
	bal := c.row(item, reporter, analysis.MeasureBalance, year)
	if x.Status == analysis.Withheld && m.Status == analysis.Withheld {
		return p.say("corridor-block.silent", args{"side": p.name(reporter), "other": p.name(partner), "year": year})
	}
	xg, xok := c.growth(item, reporter, analysis.MeasureExports, year)
	mg, mok := c.growth(item, reporter, analysis.MeasureImports, year)
	a := args{"side": p.name(reporter), "other": p.name(partner), "year": year, "before": year - 1,
		"exported": x.Status != analysis.Withheld, "imported": m.Status != analysis.Withheld, "exports_partial": x.Status == analysis.Partial, "imports_partial": m.Status == analysis.Partial,
		"exports_grew": xok, "imports_grew": mok, "balanced": bal.Status == analysis.OK, "surplus": bal.Value > 0, "even": bal.Value == 0,
		"balance": b.fig(bal, partner)}
	bal.Value, bal.Measure = math.Abs(bal.Value), "balance_size"
	a["size"] = b.fig(bal, partner)
	a["exports"], a["imports"] = b.fig(x, partner), b.fig(m, partner)
	a["exports_growth"] = b.growthFig(c, item, reporter, analysis.MeasureExports, year, "", xg)
	a["imports_growth"] = b.growthFig(c, item, reporter, analysis.MeasureImports, year, "", mg)
	return p.say("corridor-block.reports", a)
}

// rested says on how many pairs of economies a group's exports rest, where it is not all.
func (b *corridorBlock) rested(p *page, c *corridorPair, item, reporter string) string {
	r := c.row(item, reporter, analysis.MeasureExports, c.year())
	n, ok := r.Notes.Find(analysis.NotePairs)
	if !ok || n.Count == n.Of {
		return ""
	}
	id := fmt.Sprintf("%s/pairs/%s/%s/%d", item, reporter, c.partner(reporter), c.year())
	return p.say("corridor-block.pairs", args{"count": count(id, n.Count, item).from(b.counted(r, explain.PairsCount)), "of": count(id+"/all", n.Of, item).from(b.counted(r, explain.PairsAsked))})
}

// inCurrencies says growth in the currencies of the sides, and where it has another
// sign there.
func (b *corridorBlock) inCurrencies(p *page, c *corridorPair, item, reporter string) string {
	var out []string
	var done []string
	for _, side := range []string{c.a, c.b} {
		into := b.Currencies[side]
		if into == "" || into == p.env.counting() || slices.Contains(done, into) {
			continue
		}
		done = append(done, into)
		out = append(out, b.inCurrency(p, c, item, reporter, into))
	}
	return strings.TrimSpace(strings.Join(out, " "))
}

func (b *corridorBlock) inCurrency(p *page, c *corridorPair, item, reporter, into string) string {
	year := c.year()
	var items, turns []string
	for _, measure := range []string{analysis.MeasureExports, analysis.MeasureImports} {
		g, ok := c.growth(item, reporter, measure, year)
		own, known := p.env.recounted(g, into, year-1, year)
		if !ok || !known {
			continue
		}
		a := args{"flow": p.Word("corridor-block." + measure), "growth": b.growthFig(c, item, reporter, measure, year, into, own)}
		items = append(items, p.say("corridor-block.growth-one", a))
		if turned(g, own) {
			turns = append(turns, p.Word("corridor-block."+measure))
		}
	}
	if len(items) == 0 {
		return ""
	}
	a := args{"currency": p.Word("currencies." + into), "counted": p.Word("currencies." + p.env.counting()), "list": p.List(items), "turns": p.List(turns), "n": len(turns)}
	if len(turns) > 0 {
		return p.say("corridor-block.currency-turned", a)
	}
	return p.say("corridor-block.currency", a)
}

// shares says what the trade makes of a side's trade with all partners.
func (b *corridorBlock) shares(p *page, c *corridorPair, item, reporter string) string {
	year, partner := c.year(), c.partner(reporter)
	x, m := c.row(item, reporter, analysis.MeasureExportShare, year), c.row(item, reporter, analysis.MeasureImportShare, year)
	if x.Status != analysis.OK || m.Status != analysis.OK {
		return ""
	}
	return p.say("corridor-block.shares", args{"side": p.name(reporter), "other": p.name(partner), "year": year, "exports": b.fig(x, partner), "imports": b.fig(m, partner)})
}

// asymmetry says how the exporter's report differs from the importer's.
func (b *corridorBlock) asymmetry(p *page, c *corridorPair, item, exporter string) string {
	year, importer := c.year(), c.partner(exporter)
	gap, pct := c.row(item, exporter, analysis.MeasureAsymmetry, year), c.row(item, exporter, analysis.MeasureAsymmetryPct, year)
	a := args{"exporter": p.name(exporter), "importer": p.name(importer), "year": year}
	switch {
	case gap.Reason == analysis.OneSided:
		return p.say("corridor-block.one-sided", a)
	case gap.Status != analysis.OK || pct.Status != analysis.OK:
		return ""
	case gap.Value == 0:
		return p.say("corridor-block.agree", a)
	}
	a["more"] = gap.Value > 0
	gap.Value, gap.Measure = math.Abs(gap.Value), "asymmetry_size"
	pct.Value, pct.Measure = math.Abs(pct.Value), "asymmetry_pct_size"
	a["gap"], a["pct"] = b.fig(gap, importer), b.fig(pct, importer)
	return p.say("corridor-block.asymmetry", a)
}

// bothSurplus says that both sides report a surplus, or both a deficit: one of them
// cannot be.
func (b *corridorBlock) bothSurplus(p *page, c *corridorPair, item string) string {
	x, y := c.row(item, c.a, analysis.MeasureBalance, c.year()), c.row(item, c.b, analysis.MeasureBalance, c.year())
	if x.Status != analysis.OK || y.Status != analysis.OK || x.Value*y.Value <= 0 {
		return ""
	}
	return p.say("corridor-block.both", args{"surplus": x.Value > 0, "year": c.year()})
}

// unit is that of the amounts of a pair.
func (b *corridorBlock) unit(p *page, pairs ...*corridorPair) picture.Unit {
	largest := 0.0
	var about catalog.Indicator
	for _, c := range pairs {
		for _, r := range c.rows {
			if r.Item == c.items[0] && (r.Measure == analysis.MeasureExports || r.Measure == analysis.MeasureImports) && r.Status != analysis.Withheld {
				largest, about = math.Max(largest, r.Value), r.About
			}
		}
	}
	return picture.UnitOf(p.Locale, about, largest)
}
