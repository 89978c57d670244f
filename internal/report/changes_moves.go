package report

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/changes"
	"tradestats/internal/economy"
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

// followsFrom matches the ids of figures that the file has and the page does without:
// bounds of projections follow from the values, and how many rows a table does not print
// or claims a block checks is no statistic.
var followsFrom = regexp.MustCompile(`/(lower|upper)_[0-9]+/|/more$|/claims/[a-z]+$`)

// writeMoves shows the largest moves of each sort: first those that have another cause
// than the new year, for the new year's are what the reports are about.
func (a *comparison) writeMoves(p *page) {
	shown := false
	for _, sort := range sorts {
		var moved []changes.Difference
		for _, t := range a.topics {
			for _, d := range t.all {
				if d.Kind == changes.Moved && sort.has(d.New.Unit) && !followsFrom.MatchString(d.ID) {
					moved = append(moved, d)
				}
			}
		}
		if len(moved) == 0 {
			continue
		}
		shown = true
		p.heading(2, p.Word(sort.heading))
		a.writeMoved(p, a.largest(moved, sort.size))
	}
	if shown {
		p.notes(p.say("changes.moves", args{"then": a.before.year, "now": a.Year}))
	}
}

// largest are moves by their size, each figure once: tables and charts of several topics
// print it again, of which that of the topic is shown that is most about it. An amount
// or a rate of the same economy that moved by the same twelve digits is the same; places
// and counts agree by chance.
func (a *comparison) largest(all []changes.Difference, size func(changes.Difference) float64) []changes.Difference {
	changes.BySize(all, size)
	var out []changes.Difference
	at := map[string]int{}
	for _, d := range all {
		key := fmt.Sprint(d.Old.Value, "|", d.New.Value, "|", strings.Join(a.subjects(d), " "))
		if !isAmount(d.New.Unit) && !isRate(d.New.Unit) {
			key += "|" + d.New.Unit + "|" + whatOf(d)
		}
		k, seen := at[key]
		switch {
		case !seen:
			at[key], out = len(out), append(out, d)
		case a.closeness(d) > a.closeness(out[k]):
			out[k] = d
		}
	}
	return out
}

// whatOf is the part of an id that says which measure it is; those of charts follow the
// chart and its indicator.
func whatOf(d changes.Difference) string {
	parts := strings.Split(d.ID, "/")
	switch {
	case len(parts) > 4 && parts[1] == "chart":
		return parts[4]
	case len(parts) > 1:
		return parts[1]
	}
	return ""
}

// closeness is how much a topic is about a figure: one whose headline it is, above all
// the topic that bears the name of the group. In it, the page is closer than a chart.
func (a *comparison) closeness(d changes.Difference) int {
	k := slices.IndexFunc(a.topics, func(t topicChanges) bool { return t.topic.ID == d.Topic })
	subjects := a.subjects(d)
	n := 0
	if slices.Contains(subjects, a.topics[k].topic.Headline) {
		n += 2
	}
	if slices.Contains(subjects, d.Topic) || d.Topic == economy.World && len(subjects) == 1 { // without an economy it is the World's
		n += 2
	}
	if !strings.Contains(d.ID, "/chart/") {
		n++
	}
	return n
}

// writeMoved is a table of moves with the parts of their causes.
func (a *comparison) writeMoved(p *page, all []changes.Difference) {
	moved := all[:min(mostRows, len(all))]
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
	if more := len(all) - len(moved); more > 0 {
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

// subjects are the indicators, economies and groups that a figure is of, each once.
func (a *comparison) subjects(d changes.Difference) []string {
	var out []string
	for _, word := range strings.FieldsFunc(d.New.Selection, func(r rune) bool { return r == ',' || r == ' ' }) {
		_, isGroup := a.Economies.Group(word)
		_, isEconomy := a.Economies.Economy(word)
		_, err := a.Engine.Catalog().Indicator(word)
		if (isGroup || isEconomy || err == nil) && !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return out
}

// figureName says what a figure is of in the reader's words, and under which title it
// stands, which tells what is measured, then its id, under which the manifest has it.
func (a *comparison) figureName(p *page, d changes.Difference) string {
	var names []string
	for _, id := range a.subjects(d) {
		name := p.name(id).Text
		if i, err := a.Engine.Catalog().Indicator(id); err == nil {
			name = p.Typeset(i.Name.In(p.Lang()))
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	block, _, _ := strings.Cut(d.ID, "/")
	title := p.Typeset(a.section(d.Topic, block).In(p.Lang()))
	if len(names) == 0 {
		names, title = []string{title}, ""
	}
	switch {
	case slices.Contains(names, title):
		title = ""
	case title != "":
		title = " (" + title + ")"
	}
	return strings.TrimSpace(strings.Join(names, ", ") + title + " `" + d.Topic + "/" + d.ID + "`")
}

// section is the title of a block, or of its topic where it has none.
func (a *comparison) section(topicID, block string) (title catalog.Text) {
	for _, t := range a.topics {
		if t.topic.ID != topicID {
			continue
		}
		title = t.topic.Title
		blocks, err := t.topic.newBlocks()
		if err != nil {
			return title // it has been read before
		}
		for _, b := range blocks {
			if h := b.head(); h.ID == block && len(h.Title) > 0 {
				title = h.Title
			}
		}
	}
	return title
}
