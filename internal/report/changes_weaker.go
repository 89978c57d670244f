package report

import (
	"cmp"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/changes"
)

// strength orders statuses: what is partial is weaker than what is complete.
var strength = []string{analysis.Withheld, analysis.Partial, analysis.OK}

// weaker tells whether a figure is withheld now, or partial, that was not: with its
// status in both editions.
func (t topicChanges) weaker(d changes.Difference) (then, now string, ok bool) {
	then, now = d.Old.Status, d.New.Status
	if d.Kind == changes.Left {
		f, printed := t.none[d.Now]
		if !printed {
			return then, now, false
		}
		now = f.Status
	}
	a, b := slices.Index(strength, then), slices.Index(strength, now)
	return then, now, a >= 0 && b >= 0 && b < a
}

// writeWeaker lists whose figures are no longer published, or partial now, those that are
// withheld first: of an indicator and a group one, its value where there is one.
func (a *comparison) writeWeaker(p *page) {
	type weak struct {
		changes.Difference
		then, now string
	}
	var all []weak
	for _, t := range a.topics {
		for _, d := range t.all {
			then, now, ok := t.weaker(d)
			d.ID, d.New.Selection = d.Now, d.Old.Selection
			if ok && !followsFrom.MatchString(d.ID) && !(now == analysis.Partial && a.ofEconomy(d)) {
				all = append(all, weak{d, then, now})
			}
		}
	}
	if len(all) == 0 {
		return
	}
	slices.SortStableFunc(all, func(x, y weak) int {
		return cmp.Or(slices.Index(strength, x.now)-slices.Index(strength, y.now), besideValue(x.Difference)-besideValue(y.Difference))
	})
	seen := map[string]bool{}
	all = slices.DeleteFunc(all, func(w weak) bool {
		of := strings.Join(a.subjects(w.Difference), " ")
		again := seen[of]
		seen[of] = true
		return again
	})
	p.heading(2, p.Word("changes.weaker"))
	var rows [][]string
	for _, w := range all[:min(mostRows, len(all))] {
		rows = append(rows, []string{a.figureName(p, w.Difference), p.Word("status." + w.then), p.Word("status." + w.now)})
	}
	p.table([]column{text(p.Word("changes.figure")), text(p.Word("changes.then")), text(p.Word("changes.now"))}, rows)
	if more := len(all) - len(rows); more > 0 {
		p.para(p.say("changes.more", args{"n": more, "file": changesFile}))
	}
}

// besideValue is 0 of a value, and 1 of what says something of it.
func besideValue(d changes.Difference) int {
	if whatOf(d) == "value" {
		return 0
	}
	return 1
}

// ofEconomy tells whether a figure is of a single economy: what is partial is then the
// list that it stands in.
func (a *comparison) ofEconomy(d changes.Difference) bool {
	return slices.ContainsFunc(a.subjects(d), func(id string) bool { _, ok := a.Economies.Economy(id); return ok })
}
