package report

import (
	"math"
	"sort"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/explain"
	"tradestats/internal/picture"
)

// valueUnit chooses how values of an indicator are printed, by the largest.
func (p *page) valueUnit(i catalog.Indicator, largest float64) picture.Unit {
	return picture.UnitOf(p.Locale, i, largest)
}

// growthTitle is the heading of a column of growth.
func (p *page) growthTitle(i catalog.Indicator) string {
	if i.IsPercentage() {
		return p.Word("report.change-points")
	}
	return p.Word("table.growth")
}

// growthCell prints a growth in a table: a rate, or points for percentages.
func (p *page) growthCell(i catalog.Indicator, f figure) string {
	if i.IsPercentage() {
		return p.signedCell(f)
	}
	return p.shown(f, p.Growth)
}

// growthAt returns the growth of a year, or NaN.
func (l level) growthAt(year int) float64 {
	for k, y := range l.years {
		if y == year {
			return l.growth[k]
		}
	}
	return math.NaN()
}

func maxOf(values []float64) float64 {
	largest := math.Inf(-1)
	for _, v := range values {
		largest = math.Max(largest, v)
	}
	return largest
}

func descending(years map[int]bool) []int {
	out := make([]int, 0, len(years))
	for y := range years {
		out = append(out, y)
	}
	sort.Sort(sort.Reverse(sort.IntSlice(out)))
	return out
}

// breakNote names the flagged breaks that a result rests on.
func (p *page) breakNote(breaks []analysis.Break) string {
	items, n := p.breakItems(breaks)
	if n == 0 {
		return ""
	}
	return p.say("report.breaks", args{"breaks": p.List(items), "n": n})
}

// breakItems are flagged breaks by economy, each with its years, and their
// number.
func (p *page) breakItems(breaks []analysis.Break) ([]string, int) {
	years := map[string]map[int]bool{}
	var order []string
	n := 0
	for _, b := range breaks {
		if years[b.Economy] == nil {
			years[b.Economy] = map[int]bool{}
			order = append(order, b.Economy)
		}
		if !years[b.Economy][b.Year] {
			years[b.Economy][b.Year] = true
			n++
		}
	}
	var items []string
	for _, economy := range order {
		var when []string
		for _, y := range descending(years[economy]) {
			when = append([]string{p.Year(y)}, when...)
		}
		items = append(items, p.say("report.break", args{"economy": p.name(economy), "years": p.List(when)}))
	}
	return items, n
}

// daggerNote is breakNote behind the mark that tables and charts put.
func (p *page) daggerNote(breaks []analysis.Break) string {
	if note := p.breakNote(breaks); note != "" {
		return "†\u00a0" + note
	}
	return ""
}

// spannedNote names the breaks of large members that a change of the publisher's World
// spans, behind the mark of tables.
func (p *page) spannedNote(breaks []analysis.Break) string {
	items, n := p.breakItems(breaks)
	if n == 0 {
		return ""
	}
	return "†\u00a0" + p.say("report.breaks-published", args{"breaks": p.List(items), "n": n})
}

// absentNote names the largest of those that have not reported, with what they
// last reported, in millions.
func (p *page) absentNote(i catalog.Indicator, absent []analysis.Absent, year, most int) string {
	if len(absent) == 0 {
		return ""
	}
	sorted := append([]analysis.Absent(nil), absent...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Value > sorted[j].Value })
	var items []string
	for k, a := range sorted {
		if k == most {
			break
		}
		f := figure{ID: "absent/" + a.Economy, Value: a.Value, Unit: i.Unit, Status: "last known", Selection: a.Economy, of: explain.At(explain.Last, i.ID, a.Economy, year)}
		items = append(items, p.say("report.absent-one", args{"economy": p.label(a.Economy), "value": f, "year": a.Year}))
	}
	return p.say("report.absent", args{"list": p.List(items), "year": year, "n": len(absent), "shown": len(items)})
}

// levelCell prints a value; a partial one says "at least".
func (p *page) levelCell(u picture.Unit, f figure) string {
	text := p.shown(f, u.Exact)
	if f.Status == analysis.Partial {
		return "≥\u00a0" + text
	}
	return text
}

// shown notes a figure and prints it.
func (p *page) shown(f figure, print func(float64) string) string {
	f = p.note(f)
	return p.links.to(f, print(f.Value))
}

// with fixes the decimals that a number is printed with.
func with(print func(float64, int) string, decimals int) func(float64) string {
	return func(v float64) string { return print(v, decimals) }
}

// cell prints a number with so many decimals.
func (p *page) cell(f figure, decimals int) string { return p.shown(f, with(p.Number, decimals)) }

// signedCell prints a change with one decimal.
func (p *page) signedCell(f figure) string { return p.shown(f, with(p.Signed, 1)) }

// coverageCell prints a coverage in per cent.
func (p *page) coverageCell(f figure) string { return p.shown(f, with(p.Percent, 1)) }

// theNames lists economies or groups in a sentence, with their articles.
func (p *page) theNames(ids []string) string {
	out := make([]string, len(ids))
	for k, id := range ids {
		out[k] = p.name(id).The()
	}
	return p.List(out)
}
