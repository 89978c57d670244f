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
	p.note(f)
	if i.IsPercentage() {
		return p.Signed(f.Value, 1)
	}
	return p.Growth(f.Value)
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
	p.note(f)
	if f.Status == analysis.Partial {
		return "≥\u00a0" + u.Exact(f.Value)
	}
	return u.Exact(f.Value)
}

// cell prints a number with so many decimals.
func (p *page) cell(f figure, decimals int) string { return p.Number(p.note(f).Value, decimals) }

// signedCell prints a change with one decimal.
func (p *page) signedCell(f figure) string { return p.Signed(p.note(f).Value, 1) }

// coverageCell prints a coverage in per cent.
func (p *page) coverageCell(f figure) string { return p.Percent(p.note(f).Value, 1) }

// theNames lists economies or groups in a sentence, with their articles.
func (p *page) theNames(ids []string) string {
	out := make([]string, len(ids))
	for k, id := range ids {
		out[k] = p.name(id).The()
	}
	return p.List(out)
}
