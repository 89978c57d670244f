package report

import (
	"math"

	"tradestats/internal/analysis"
)

// writeTable prints a row for each side.
func (b *sidesBlock) writeTable(p *page) {
	i := b.data.Indicator
	u := p.valueUnit(i, b.largestValue())
	out := &sheet{columns: []column{text(p.Word("sides.column")), number(p.Year(b.year) + " (" + u.Words + ")")},
		head: []string{"economy", "year", "value", "growth", "growth_since", "since", "growth_own_currency", "currency", "share_pct", "reporting", "perimeter", "coverage_pct", "status"}}
	since := args{"before": b.year - 1, "since": b.Since, "points": i.IsPercentage()}
	out.columns = append(out.columns, number(p.say("report.since-before", since)), number(p.say("report.since-year", since)))
	own := len(b.Currencies) > 0
	if own {
		out.columns = append(out.columns, number(p.Word("sides.column-own")))
	}
	if i.Additive() {
		out.columns = append(out.columns, number(p.Word("table.share-pct")))
	}
	if b.anyGroup(p) {
		out.columns = append(out.columns, number(p.Word("report.perimeter")))
	}
	for _, s := range b.sides {
		b.addRow(p, out, s, u.Exact, own)
	}
	p.sheet(b.ID, out)
	p.notes(b.notes(p)...)
}

// addRow adds a side. A longer growth of a percentage is a change over the whole span.
func (b *sidesBlock) addRow(p *page, out *sheet, s side, exact func(float64) string, own bool) {
	i := b.data.Indicator
	printed := []string{p.name(s.id).Text, p.shown(b.value(s.now), exact)}
	if s.now.Status == analysis.Partial && i.Additive() {
		printed[1] = "≥\u00a0" + printed[1]
	} else {
		printed[1] += mark(s.now.Status)
	}
	printed = append(printed, b.growthCell(p, s.id, b.year-1, s.growth), b.growthCell(p, s.id, b.Since, s.since))
	ownCell := ""
	if s.ownIsThere && s.growth.Status != analysis.Withheld && !math.IsNaN(s.own) {
		ownCell = p.shown(b.own(s), p.Growth) + " (" + s.currency + ")" + mark(s.growth.Status)
	}
	if own {
		printed = append(printed, ownCell)
	}
	if i.Additive() {
		cell := p.cell(b.fig("share", s.id, b.year, s.share, "per cent of the publisher's World", s.now.Status), shareDecimals(s.share))
		if s.has() {
			cell += mark(s.now.Status)
		}
		printed = append(printed, cell)
	}
	covered := ""
	if p.isGroup(s.id) && s.now.Perimeter > 0 {
		covered = p.say("sides.cell", args{"reporting": b.fig("table-reporting", s.id, b.year, float64(s.now.Reporting), "economies", s.now.Status),
			"perimeter": b.fig("table-perimeter", s.id, b.year, float64(s.now.Perimeter), "economies", s.now.Status), "covered": b.covered(s)})
	}
	if b.anyGroup(p) {
		printed = append(printed, covered)
	}
	out.add(printed, s.id, b.year, s.now.Value, b.rate(s.growth), b.rate(s.since), b.Since, s.own0(), s.currency, s.share, s.now.Reporting, s.now.Perimeter, s.now.Covered, s.now.Status)
}

// shareDecimals are those of a share: small ones have two.
func shareDecimals(share float64) int {
	if share < .95 {
		return 2
	}
	return 1
}

// own0 is the growth in a side's own currency, or NaN.
func (s side) own0() float64 {
	if !s.ownIsThere {
		return math.NaN()
	}
	return s.own
}

func (b *sidesBlock) growthCell(p *page, id string, from int, g analysis.GrowthRow) string {
	cell := p.growthCell(b.data.Indicator, b.growthFigure(id, from, g))
	if math.IsNaN(b.rate(g)) {
		return cell
	}
	if len(g.Breaks) > 0 {
		cell += "†"
	}
	return cell + mark(g.Status)
}

func (b *sidesBlock) largestValue() float64 {
	largest := 0.0
	for _, s := range b.sides {
		if s.has() {
			largest = math.Max(largest, s.now.Value)
		}
	}
	return largest
}

// notes say what the table rests on, who has no figure and why.
func (b *sidesBlock) notes(p *page) []string {
	var breaks []analysis.Break
	var none []withheldOne
	groups, partial := false, false
	for _, s := range b.sides {
		breaks = append(breaks, s.since.Breaks...)
		groups = groups || p.isGroup(s.id)
		for _, status := range []string{s.now.Status, s.growth.Status, s.since.Status} {
			partial = partial || status == analysis.Partial
		}
		if !s.has() {
			none = append(none, withheldOne{s.id, analysis.Notes{{Key: analysis.ReasonKey(s.now.Reason)}}, b.year})
		}
	}
	a := b.words(p).with(args{"groups": groups, "trade": b.data.Indicator.Trade != "", "own": len(b.Currencies) > 0, "additive": b.data.Indicator.Additive(), "partial": partial})
	return []string{p.say("sides.note", a), b.gone(p, b.year), p.daggerNote(breaks), p.withheldNote(none), p.flagNote(b.rests()...)}
}

// rests are the values behind the table: those of the members of groups.
func (b *sidesBlock) rests() []rests {
	var out []rests
	for _, s := range b.sides {
		out = append(out, rests{b.data, s.now.Sample, []int{b.year}}, rests{b.data, s.growth.Sample, []int{b.year - 1}}, rests{b.data, s.since.Sample, []int{b.Since}})
	}
	return out
}
