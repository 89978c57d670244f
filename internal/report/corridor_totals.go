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

// writeTotals prints what each side has with all partners, a table for all of them:
// none of it is trade between them.
func (b *corridorBlock) writeTotals(p *page, open []*corridorPair) {
	rows := totalsOf(open)
	if len(rows) == 0 {
		return
	}
	if len(open) == 1 {
		p.para(b.totalSentence(p, rows, [2]string{open[0].a, open[0].b}))
	}
	sides := []string{b.A}
	for _, pair := range open {
		sides = append(sides, pair.b)
	}
	out := &sheet{columns: []column{text(p.Word("table.indicator"))}, head: []string{"indicator", "economy", "year", "measure", "value", "unit", "coverage_pct", "status"}}
	for _, side := range sides {
		out.columns = append(out.columns, number(p.label(side)))
	}
	for _, i := range indicatorsOf(rows) {
		b.totalRows(p, out, rows, i, sides)
	}
	for _, r := range rows {
		out.addPlain(r.Indicator, r.Reporter, r.Year, r.Measure, r.Value, r.Unit, r.Covered, r.Status)
	}
	out.plain = out.plain[len(out.printed):] // the file has a row for each figure
	p.sheet(b.ID+"-totals", out)
	partial := slices.ContainsFunc(rows, func(r analysis.CorridorRow) bool { return r.Status == analysis.Partial })
	p.notes(p.say("corridor-block.totals-note", args{"partial": partial}), b.lacking(p, rows), p.daggerNote(breaksOf(rows)))
}

// lacking names the members that complete totals of groups are without, by indicator.
func (b *corridorBlock) lacking(p *page, rows analysis.CorridorRows) string {
	var notes []string
	for _, r := range rows {
		d := p.env.loaded[r.Indicator]
		if d == nil || r.Measure != analysis.MeasureTotal || r.Status != analysis.OK {
			continue
		}
		if note := p.lacking(d, r.Year, r.Reporter); note != "" {
			notes = append(notes, r.About.Name.In(p.Lang())+p.Colon()+" "+note)
		}
	}
	return strings.Join(notes, " ")
}

// totalsOf joins the totals of all pairs, those of a side once.
func totalsOf(open []*corridorPair) analysis.CorridorRows {
	var out analysis.CorridorRows
	seen := map[string]bool{}
	for _, pair := range open {
		for _, r := range pair.totals {
			key := fmt.Sprint(r.Indicator, r.Reporter, r.Measure, r.Year)
			if !seen[key] {
				seen[key] = true
				out = append(out, r)
			}
		}
	}
	return out
}

func indicatorsOf(rows analysis.CorridorRows) []catalog.Indicator {
	var out []catalog.Indicator
	for _, r := range rows {
		if !slices.ContainsFunc(out, func(i catalog.Indicator) bool { return i.ID == r.Indicator }) {
			out = append(out, r.About)
		}
	}
	return out
}

// shownTotals are the measures that the table prints, each a row.
var shownTotals = []string{analysis.MeasureTotal, analysis.MeasureLevel, analysis.MeasureGrowth, analysis.MeasureChange, analysis.MeasureWorldShare}

// totalRows adds the rows of an indicator; measures that nobody has are left out.
func (b *corridorBlock) totalRows(p *page, out *sheet, rows analysis.CorridorRows, i catalog.Indicator, sides []string) {
	largest := 0.0
	for _, r := range rows {
		if r.Indicator == i.ID && (r.Measure == analysis.MeasureTotal || r.Measure == analysis.MeasureLevel) && r.Status != analysis.Withheld {
			largest = math.Max(largest, r.Value)
		}
	}
	u := picture.UnitOf(p.Locale, i, largest)
	for _, measure := range shownTotals {
		var cells []string
		any := false
		year := 0
		for _, side := range sides {
			r, ok := totalOf(rows, i.ID, side, measure)
			if ok && r.Status != analysis.Withheld {
				any, year = true, max(year, r.Year)
			}
			cells = append(cells, b.totalCell(p, u, r, ok))
		}
		if any {
			head := p.say("corridor-block.measure", args{"measure": measure, "name": i.Name.In(p.Lang()), "unit": u.Words, "year": year, "since": b.Since})
			out.add(append([]string{head}, cells...))
		}
	}
}

func (b *corridorBlock) totalCell(p *page, u picture.Unit, r analysis.CorridorRow, ok bool) string {
	if !ok || r.Status == analysis.Withheld {
		return p.Missing()
	}
	print := u.Exact
	switch r.Measure {
	case analysis.MeasureGrowth:
		print = p.Growth
	case analysis.MeasureChange:
		print = with(p.Signed, 1)
	case analysis.MeasureWorldShare:
		print = with(p.Percent, 1)
	}
	text := p.shown(b.totalFig(r), print)
	if len(breaksOf(analysis.CorridorRows{r})) > 0 {
		text += "†"
	}
	return text + mark(r.Status)
}

func (b *corridorBlock) totalFig(r analysis.CorridorRow) figure {
	return figure{ID: fmt.Sprintf("%s/%s/%s/%d", r.Indicator, r.Measure, r.Reporter, r.Year), Value: r.Value, Unit: r.Unit, Status: r.Status,
		Selection: fmt.Sprintf("%s, %s of %s with all partners, %d", r.Indicator, r.Measure, r.Reporter, r.Year), of: b.madeTotal(r)}
}

// madeTotal is what a side has with all partners.
func (b *corridorBlock) madeTotal(r analysis.CorridorRow) explain.Number {
	switch r.Measure {
	case analysis.MeasureGrowth, analysis.MeasureChange:
		from := b.Since
		if from == 0 || from >= r.Year {
			from = r.Year - 1
		}
		return explain.Between(explain.Growth, r.Indicator, r.Reporter, from, r.Year)
	case analysis.MeasureWorldShare:
		return explain.At(explain.Share, r.Indicator, r.Reporter, r.Year)
	}
	return levelOf(r.Indicator, r.Reporter, r.Year)
}

// totalOf is a measure of a side, in the newest year.
func totalOf(rows analysis.CorridorRows, indicator, side, measure string) (analysis.CorridorRow, bool) {
	var out analysis.CorridorRow
	for _, r := range rows {
		if r.Indicator == indicator && r.Reporter == side && r.Measure == measure && r.Year >= out.Year {
			out = r
		}
	}
	return out, out.Indicator != ""
}

// breaksOf are the flagged breaks that rows rest on.
func breaksOf(rows analysis.CorridorRows) []analysis.Break {
	var out []analysis.Break
	for _, r := range rows {
		for _, n := range r.Notes {
			if n.Key == analysis.NoteBreak && r.Status != analysis.Withheld {
				out = append(out, analysis.Break{Economy: n.Economies, Year: n.Year})
			}
		}
	}
	return out
}

// totalSentence says the exports and imports of both sides with all partners, of the
// first indicator of which both have both in one year.
func (b *corridorBlock) totalSentence(p *page, rows analysis.CorridorRows, sides [2]string) string {
	for _, i := range indicatorsOf(rows) {
		var items []string
		year := 0
		for _, side := range sides {
			x, okX := totalOf(rows, i.ID, side, analysis.MeasureTotal)
			m, okM := totalOf(rows, i.Counterpart, side, analysis.MeasureTotal)
			if i.Trade == "exports" && okX && okM && x.Status == analysis.OK && m.Status == analysis.OK && x.Year == m.Year && (year == 0 || x.Year == year) {
				year = x.Year
				items = append(items, p.say("corridor-block.total", p.indicator(i).with(args{"side": p.name(side), "exports": b.totalFig(x), "imports": b.totalFig(m)})))
			}
		}
		if len(items) == len(sides) {
			return p.say("corridor-block.totals", args{"first": items[0], "second": items[1], "year": year})
		}
	}
	return ""
}
