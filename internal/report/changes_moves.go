package report

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"tradestats/internal/changes"
)

// A sort of numbers is shown in a table of its own: sizes of different units do not
// compare.
type sortOf struct {
	heading string
	has     func(unit string) bool
	size    func(changes.Difference) float64
}

var sorts = []sortOf{
	{"changes.amounts", isAmount, changes.InUnits},
	{"changes.rates", isRate, changes.InUnits},
	{"changes.ranks", isRank, changes.InUnits},
	{"changes.other", func(unit string) bool { return !isAmount(unit) && !isRate(unit) && !isRank(unit) }, changes.OfItself},
}

func isAmount(unit string) bool { return strings.HasPrefix(unit, "million ") }

func isRank(unit string) bool { return unit == "rank" }

func isRate(unit string) bool {
	return strings.HasPrefix(unit, "per cent") || unit == "percentage points" || unit == "points" || unit == "points a year"
}

// bound matches the ids of the bounds of projections, which the file has: they follow
// from the values.
var bound = regexp.MustCompile(`/(lower|upper)_[0-9]+/`)

// writeMoves shows the largest moves of each sort: first those that have another cause
// than the new year, for the new year's are what the reports are about.
func (a *account) writeMoves(p *page) {
	shown := false
	for _, sort := range sorts {
		var moved []changes.Difference
		for _, t := range a.topics {
			for _, d := range t.all {
				if d.Kind == changes.Moved && sort.has(d.New.Unit) && !bound.MatchString(d.ID) {
					moved = append(moved, d)
				}
			}
		}
		if len(moved) == 0 {
			continue
		}
		shown = true
		p.heading(2, p.Word(sort.heading))
		a.writeMoved(p, largest(moved, sort.size), len(moved))
	}
	if shown {
		p.notes(p.say("changes.moves", args{"then": a.before.year, "now": a.Year}))
	}
}

// largest are the largest moves, each figure once: tables and charts of several topics
// print it again.
func largest(all []changes.Difference, size func(changes.Difference) float64) []changes.Difference {
	changes.BySize(all, size)
	var out []changes.Difference
	seen := map[string]bool{}
	for _, d := range all {
		key := fmt.Sprint(d.New.Unit, d.Old.Value, d.New.Value)
		if !seen[key] {
			out = append(out, d)
		}
		seen[key] = true
	}
	return out[:min(mostRows, len(out))]
}

// writeMoved is a table of moves with the parts of their causes.
func (a *account) writeMoved(p *page, moved []changes.Difference, all int) {
	var causes []changes.Cause
	for _, c := range changes.Causes {
		if slices.ContainsFunc(moved, func(d changes.Difference) bool { return d.Parts[c] != 0 }) {
			causes = append(causes, c)
		}
	}
	columns := []column{text(p.Word("changes.figure")), text(p.Word("table.unit")), number(p.Word("changes.then")), number(p.Word("changes.now")), number(p.Word("changes.difference"))}
	for _, c := range causes {
		columns = append(columns, number(p.Word("changes.cause."+string(c))))
	}
	var rows [][]string
	for _, d := range moved {
		digits := decimals(d)
		cells := []string{a.figureName(p, d), p.Unit(d.New.Unit), p.Number(d.Old.Value, digits), p.Number(d.New.Value, digits), p.Signed(d.Size(), digits)}
		if d.New.Unit == "rank" {
			cells[1] = p.Word("changes.rank")
		}
		for _, c := range causes {
			part := ""
			if d.Parts[c] != 0 {
				part = p.Signed(d.Parts[c], digits)
			}
			cells = append(cells, part)
		}
		rows = append(rows, cells)
	}
	p.table(columns, rows)
	if more := all - len(moved); more > 0 {
		p.para(p.say("changes.more", args{"n": more, "file": changesFile}))
	}
}

// decimals are as many as show the smallest part of a move with two digits, up to four;
// counts and places have none.
func decimals(d changes.Difference) int {
	smallest, whole := math.Abs(d.Size()), d.Old.Value == math.Trunc(d.Old.Value) && d.New.Value == math.Trunc(d.New.Value)
	for _, v := range d.Parts {
		whole = whole && v == math.Trunc(v)
		if v != 0 && (smallest == 0 || math.Abs(v) < smallest) {
			smallest = math.Abs(v)
		}
	}
	switch {
	case smallest >= 100 || whole:
		return 0
	case smallest >= 1 || smallest == 0:
		return 1
	}
	return min(4, 1-int(math.Floor(math.Log10(smallest))))
}

// figureName says what a figure is of in the reader's words, then its id, under which
// the manifest has it.
func (a *account) figureName(p *page, d changes.Difference) string {
	var names []string
	parts := strings.Split(d.New.Selection, ", ")
	if len(parts) == 1 { // an analysis names its keys one after the other
		parts = strings.Fields(d.New.Selection)
	}
	for _, part := range parts {
		_, isGroup := a.Economies.Group(part)
		_, isEconomy := a.Economies.Economy(part)
		name := ""
		if i, err := a.Engine.Catalog().Indicator(part); err == nil {
			name = p.Typeset(i.Name.In(p.Lang()))
		} else if isGroup || isEconomy {
			name = p.name(part).Text
		}
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.TrimSpace(strings.Join(names, ", ") + " `" + d.Topic + "/" + d.ID + "`")
}
