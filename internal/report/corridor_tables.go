package report

import (
	"cmp"
	"math"
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/chart"
	"tradestats/internal/locale"
	"tradestats/internal/picture"
)

// cell prints a measure of a corridor; what is partial is at least so much.
func (b *corridorBlock) cell(p *page, print chart.Format, r analysis.CorridorRow, partner string) string {
	text := p.shown(b.fig(r, partner), print)
	switch r.Status {
	case analysis.Withheld:
		return p.Missing()
	case analysis.Partial:
		return text + "*"
	}
	return text
}

func (b *corridorBlock) growthCell(p *page, c *corridorPair, item, reporter, measure string, year int) (string, float64) {
	g, ok := c.growth(item, reporter, measure, year)
	if !ok {
		return p.Missing(), math.NaN()
	}
	return p.shown(b.growthFig(c, item, reporter, measure, year, "", g), p.Growth), g
}

// writeYears prints the main item by year, as each side reports it.
func (b *corridorBlock) writeYears(p *page, c *corridorPair) {
	main, u := c.items[0], b.unit(p, c)
	out := &sheet{columns: []column{text(p.Word("table.year"))}, head: []string{"item", "reporter", "partner", "year", "exports", "exports_growth_pct", "imports", "imports_growth_pct", "balance", "export_share_pct", "import_share_pct", "asymmetry_pct_as_exporter"}}
	out.columns = append(out.columns, text(p.Word("corridor-block.reporter")), number(p.Word("table.exports")+" ("+u.Words+")"), number(p.Word("table.growth")), number(p.Word("table.imports")+" ("+u.Words+")"), number(p.Word("table.growth")), number(p.Word("table.balance")+" ("+u.Words+")"), number(p.Word("corridor-block.asymmetry-column")))
	sides := []string{c.a, c.b}
	if c.balanced(main) {
		sides = sides[:1]
	}
	years := slices.Clone(c.years)
	slices.Reverse(years)
	for k, year := range years {
		for _, side := range sides {
			other := c.partner(side)
			x, m := c.row(main, side, analysis.MeasureExports, year), c.row(main, side, analysis.MeasureImports, year)
			bal, gap := c.row(main, side, analysis.MeasureBalance, year), c.row(main, side, analysis.MeasureAsymmetryPct, year)
			xs, ms := c.row(main, side, analysis.MeasureExportShare, year), c.row(main, side, analysis.MeasureImportShare, year)
			xg, xgv := b.growthCell(p, c, main, side, analysis.MeasureExports, year)
			mg, mgv := b.growthCell(p, c, main, side, analysis.MeasureImports, year)
			plain := []any{main, side, other, year, x.Value, xgv, m.Value, mgv, bal.Value, xs.Value, ms.Value, gap.Value}
			if k >= shownYears {
				out.addPlain(plain...)
				continue
			}
			signed := func(v float64) string { return p.Signed(v, 1) }
			out.add([]string{p.Year(year), p.name(side).Text, b.cell(p, u.Exact, x, other), xg, b.cell(p, u.Exact, m, other), mg, b.cell(p, u.Change, bal, other), b.cell(p, signed, gap, other)}, plain...)
		}
	}
	p.sheet(b.ID, out)
	older := ""
	if len(c.years) > shownYears && p.hasTables() {
		older = p.say("level.older", args{"file": "tables/" + b.ID + ".csv"})
	}
	p.notes(p.say("corridor-block.note", args{"balanced": c.balanced(main), "partial": c.partial(), "groups": p.isGroup(c.a) || p.isGroup(c.b)}), older)
}

// partial tells whether any figure of the pair is partial.
func (c *corridorPair) partial() bool {
	return slices.ContainsFunc(c.rows, func(r analysis.CorridorRow) bool { return r.Item == c.items[0] && r.Status == analysis.Partial })
}

// writeItems prints the newest year of all items, as the first side reports them.
func (b *corridorBlock) writeItems(p *page, c *corridorPair) {
	if len(c.items) < 2 {
		return
	}
	year, u := c.year(), b.unit(p, c)
	out := &sheet{columns: []column{text(p.Word("corridor-block.item-column")), number(p.Word("table.exports") + " (" + u.Words + ")"), number(p.Word("table.imports") + " (" + u.Words + ")"), number(p.Word("table.balance") + " (" + u.Words + ")"), number(p.Word("corridor-block.export-share"))},
		head: []string{"item", "reporter", "partner", "year", "exports", "imports", "balance", "export_share_pct"}}
	for _, item := range c.items {
		x, m := c.row(item, c.a, analysis.MeasureExports, year), c.row(item, c.a, analysis.MeasureImports, year)
		bal, share := c.row(item, c.a, analysis.MeasureBalance, year), c.row(item, c.a, analysis.MeasureExportShare, year)
		one := func(v float64) string { return p.Number(v, 1) }
		out.add([]string{locale.Capitalize(b.item(p, c, item)), b.cell(p, u.Exact, x, c.b), b.cell(p, u.Exact, m, c.b), b.cell(p, u.Change, bal, c.b), b.cell(p, one, share, c.b)}, item, c.a, c.b, year, x.Value, m.Value, bal.Value, share.Value)
	}
	p.sheet(b.ID+"-items", out)
	p.notes(p.say("corridor-block.items-note", args{"year": year, "side": p.name(c.a), "other": p.name(c.b)}))
}

// drawPair draws exports and imports by year, as the first side reports them and,
// where the reports do not agree, as the second does.
func (b *corridorBlock) drawPair(p *page, c *corridorPair) {
	if !slices.Contains(b.Charts, "trade") || len(c.years) < 2 {
		return
	}
	main, u := c.items[0], b.unit(p, c)
	body := chart.Lines{FromZero: true, Value: u.Value, Tick: u.Tick, TopTick: u.Top}
	var data []picture.Value
	var sources []catalog.Indicator
	add := func(reporter, measure string) {
		line := chart.Series{Name: p.say("corridor-block.line", args{"flow": locale.Capitalize(p.Word("corridor-block." + measure)), "side": p.name(reporter), "several": !c.balanced(main)})}
		for _, year := range c.years {
			r := c.row(main, reporter, measure, year)
			if r.Status == analysis.Withheld {
				continue
			}
			line.Points = append(line.Points, chart.Point{X: year, Y: r.Value, Status: hollow(r.Status)})
			data = append(data, traded(r, c.partner(reporter)))
			if !slices.ContainsFunc(sources, func(i catalog.Indicator) bool { return i.ID == r.About.ID }) {
				sources = append(sources, r.About)
			}
		}
		if len(line.Points) > 0 {
			body.Series = append(body.Series, line)
		}
	}
	add(c.a, analysis.MeasureExports)
	add(c.a, analysis.MeasureImports)
	if !c.balanced(main) { // the same flows, in the same order
		add(c.b, analysis.MeasureImports)
		add(c.b, analysis.MeasureExports)
	}
	a := args{"item": b.item(p, c, main), "a": p.name(c.a), "b": p.name(c.b), "unit": u.Words, "first": c.years[0], "last": c.year(), "balanced": c.balanced(main), "partial": c.partial()}
	t := figureTexts{title: p.say("corridor-block.title", a), subtitle: p.say("corridor-block.subtitle", a), notes: []string{p.say("corridor-block.chart-note", a)}, sources: sources}
	p.draw(b.ID, body, t, data)
}

// traded is a flow as the file of a chart has it: who reports it, and with whom.
func traded(r analysis.CorridorRow, partner string) picture.Value {
	v := plotted(r.Reporter, r.Indicator, r.Measure, r.Year, r.Value, r.Unit, r.Status)
	v.Partner = partner
	return v
}

// writeMany prints the trade of one side with several, the largest first.
func (b *corridorBlock) writeMany(p *page, pairs []*corridorPair) {
	pairs = slices.Clone(pairs)
	value := func(c *corridorPair, measure string) analysis.CorridorRow {
		return c.row(c.items[0], c.a, measure, c.year())
	}
	slices.SortStableFunc(pairs, func(x, y *corridorPair) int {
		return cmp.Compare(orLowest(value(y, analysis.MeasureExports).Value), orLowest(value(x, analysis.MeasureExports).Value))
	})
	u := b.unit(p, pairs...)
	main := b.largest(p, pairs)
	var about []string
	for _, c := range pairs {
		if text := b.about(p, c, c.items[0]); !slices.Contains(about, text) {
			about = append(about, text)
		}
	}
	p.para(append(about, main)...)
	p.summary(main)
	out := &sheet{columns: []column{text(p.Word("corridor-block.partner")), number(p.Word("table.year")), number(p.Word("table.exports") + " (" + u.Words + ")"), number(p.Word("table.growth")), number(p.Word("corridor-block.export-share")), number(p.Word("table.imports") + " (" + u.Words + ")"), number(p.Word("table.growth")), number(p.Word("table.balance") + " (" + u.Words + ")"), number(p.Word("corridor-block.asymmetry-column"))},
		head: []string{"item", "reporter", "partner", "year", "exports", "exports_growth_pct", "export_share_pct", "imports", "imports_growth_pct", "balance", "asymmetry_pct_as_exporter"}}
	one := func(v float64) string { return p.Number(v, 1) }
	signed := func(v float64) string { return p.Signed(v, 1) }
	partial, balanced := false, true
	for _, c := range pairs {
		item, year := c.items[0], c.year()
		x, m, bal, share := value(c, analysis.MeasureExports), value(c, analysis.MeasureImports), value(c, analysis.MeasureBalance), value(c, analysis.MeasureExportShare)
		gap := value(c, analysis.MeasureAsymmetryPct)
		partial, balanced = partial || c.partial(), balanced && c.balanced(item)
		xg, xgv := b.growthCell(p, c, item, c.a, analysis.MeasureExports, year)
		mg, mgv := b.growthCell(p, c, item, c.a, analysis.MeasureImports, year)
		partner := p.name(c.b).Text
		if len(about) > 1 { // not of one thing
			partner += " – " + b.item(p, c, item)
		}
		out.add([]string{partner, p.Year(year), b.cell(p, u.Exact, x, c.b), xg, b.cell(p, one, share, c.b), b.cell(p, u.Exact, m, c.b), mg, b.cell(p, u.Change, bal, c.b), b.cell(p, signed, gap, c.b)},
			item, c.a, c.b, year, x.Value, xgv, share.Value, m.Value, mgv, bal.Value, gap.Value)
	}
	b.drawMany(p, pairs, u)
	p.sheet(b.ID, out)
	p.notes(p.say("corridor-block.note", args{"balanced": balanced, "partial": partial, "groups": true}))
}

// orLowest puts what is missing last.
func orLowest(v float64) float64 {
	if math.IsNaN(v) {
		return math.Inf(-1)
	}
	return v
}

// largest names the partners that most is exported to, where all have a full figure of
// one year.
func (b *corridorBlock) largest(p *page, pairs []*corridorPair) string {
	if len(pairs) < 2 || len(pairs) != len(b.pairs) {
		return ""
	}
	var rows []analysis.CorridorRow
	for _, c := range pairs {
		r := c.row(c.items[0], c.a, analysis.MeasureExports, pairs[0].year())
		if c.year() != pairs[0].year() {
			return ""
		}
		if r.Status != analysis.OK || c.items[0] != pairs[0].items[0] {
			return ""
		}
		rows = append(rows, r)
	}
	if rows[0].Value == rows[1].Value {
		return ""
	}
	return p.say("corridor-block.largest", args{"side": p.name(b.A), "year": rows[0].Year, "n": len(pairs), "first": p.name(pairs[0].b), "second": p.name(pairs[1].b),
		"first_value": b.fig(rows[0], pairs[0].b), "second_value": b.fig(rows[1], pairs[1].b)})
}

// newestTogether is the newest year that all pairs have of one main item: bars of
// different years or items are no comparison.
func newestTogether(pairs []*corridorPair) (year int, ok bool) {
	for _, y := range slices.Backward(pairs[0].years) {
		all := !slices.ContainsFunc(pairs, func(c *corridorPair) bool {
			return c.items[0] != pairs[0].items[0] || !slices.Contains(c.years, y)
		})
		if all {
			return y, true
		}
	}
	return 0, false
}

// drawMany draws exports to and imports from each partner.
func (b *corridorBlock) drawMany(p *page, pairs []*corridorPair, u picture.Unit) {
	year, comparable := newestTogether(pairs)
	if !slices.Contains(b.Charts, "trade") || !comparable {
		return
	}
	body := chart.Grouped{Series: []string{locale.Capitalize(p.Word("corridor-block.exports")), locale.Capitalize(p.Word("corridor-block.imports"))}, Value: u.Value, FirstValue: u.First, Missing: p.Missing()}
	var data []picture.Value
	var sources []catalog.Indicator
	for _, c := range pairs {
		row := chart.GroupedRow{Name: p.label(c.b)}
		for _, measure := range []string{analysis.MeasureExports, analysis.MeasureImports} {
			r := c.row(c.items[0], c.a, measure, year)
			row.Values = append(row.Values, chart.Cell{Value: r.Value, Known: r.Status != analysis.Withheld, Status: hollow(r.Status)})
			if r.Status == analysis.Withheld {
				continue
			}
			data = append(data, traded(r, c.b))
			if !slices.ContainsFunc(sources, func(i catalog.Indicator) bool { return i.ID == r.About.ID }) {
				sources = append(sources, r.About)
			}
		}
		body.Rows = append(body.Rows, row)
	}
	if len(data) == 0 {
		return
	}
	a := args{"item": b.item(p, pairs[0], pairs[0].items[0]), "a": p.name(b.A), "unit": u.Words, "last": year}
	t := figureTexts{title: p.say("corridor-block.many-title", a), subtitle: p.say("corridor-block.many-subtitle", a), sources: sources}
	p.draw(b.ID, body, t, data)
}
