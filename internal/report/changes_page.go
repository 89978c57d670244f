package report

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"tradestats/internal/changes"
	"tradestats/internal/locale"
)

// mostRows is how many rows of a kind the page shows; the file has all.
const mostRows = 10

// page writes what changed in the first language of the edition.
func (a *comparison) page() ([]byte, error) {
	p, err := newPage(&env{topic: &topic{ID: "changes"}, year: a.Year, currency: a.Currency, economies: a.Economies, engine: a.Engine}, newBook(), a.lang)
	if err != nil {
		return nil, err
	}
	p.heading(1, p.say("changes.title", args{"now": a.Year, "then": a.before.year}))
	a.writeLead(p)
	a.writeTally(p)
	a.writeReporters(p)
	a.writeWeaker(p)
	a.writeInputs(p)
	a.writeMoves(p)
	a.writeTurns(p)
	a.writeMembers(p)
	p.endSection()
	for _, mark := range locale.Unresolved(p.text.String()) {
		p.fail(fmt.Errorf("no words for %s", mark))
	}
	if len(p.errs) > 0 {
		return nil, errors.Join(p.errs...)
	}
	return []byte(typographic(strings.TrimRight(p.text.String(), "\n")) + "\n\n" + indexMark + "\n"), nil
}

// writeLead says what is compared, and what cannot be told.
func (a *comparison) writeLead(p *page) {
	all, same := 0, 0
	for _, t := range a.topics {
		all, same = all+t.tally.All, same+t.tally.Same
	}
	p.para(a.comparedWith(p), a.versions(p))
	p.para(p.say("changes.counted", args{"n": all, "same": same}), a.otherTopics(p))
	if silent := a.unrecorded(); len(silent) > 0 {
		list := ""
		if len(silent) < len(a.topics) {
			list = p.List(silent)
		}
		p.para(p.say("changes.unrecorded", args{"then": a.before.year, "list": list, "n": len(silent)}))
	}
}

// unrecorded are the topics of which the earlier edition records numbers alone.
func (a *comparison) unrecorded() (out []string) {
	for _, t := range a.topics {
		if !t.records {
			out = append(out, "`"+t.topic.ID+"`")
		}
	}
	return out
}

// silent tells whether there are topics and none of them records more than numbers: what
// that leaves open is said at the top.
func (a *comparison) silent() bool {
	return len(a.topics) > 0 && len(a.unrecorded()) == len(a.topics)
}

// comparedWith names the earlier edition, with a link where it stands beside this one.
func (a *comparison) comparedWith(p *page) string {
	then := p.Year(a.before.year)
	if beside := filepath.Join(a.Out, then); a.before.year != a.Year && sameFolder(beside, a.before.folder) {
		then = fmt.Sprintf("[%s](../%s/%s)", then, then, indexName)
	}
	return p.say("changes.against", args{"then": then, "same": a.before.year == a.Year})
}

func (a *comparison) versions(p *page) string {
	var others []string
	for _, t := range a.topics {
		if v := t.stages.Old.Version; v != a.Version && !slices.Contains(others, v) {
			others = append(others, v)
		}
	}
	if len(others) == 0 {
		return p.say("changes.same-version", args{"version": a.Version})
	}
	return p.say("changes.other-version", args{"then": p.List(others), "now": a.Version})
}

// otherTopics names those that only one edition has, and those that ask another thing.
func (a *comparison) otherTopics(p *page) string {
	var said, added, redefined, recounted []string
	for _, t := range a.added {
		added = append(added, "`"+t.ID+"`")
	}
	for _, t := range a.topics {
		if t.records && t.stages.Old.Definition != t.stages.New.Definition {
			redefined = append(redefined, "`"+t.topic.ID+"`")
		}
		if t.records && t.stages.Old.Currency != t.stages.New.Currency {
			recounted = append(recounted, "`"+t.topic.ID+"`")
		}
	}
	var gone []string
	for _, id := range a.gone {
		gone = append(gone, "`"+id+"`")
	}
	for _, list := range []struct {
		key string
		ids []string
	}{{"changes.topics-added", added}, {"changes.topics-gone", gone}, {"changes.topics-redefined", redefined}, {"changes.topics-recounted", recounted}} {
		if len(list.ids) > 0 {
			said = append(said, p.say(list.key, args{"list": p.List(list.ids), "n": len(list.ids)}))
		}
	}
	return strings.Join(said, " ")
}

// writeTally counts the differences by topic and cause; each row adds up to its whole.
func (a *comparison) writeTally(p *page) {
	p.heading(2, p.Word("changes.by-cause"))
	causes := append(slices.Clone(changes.Causes), changes.Several)
	columns := []column{text(p.Word("changes.topic"))}
	for _, c := range causes {
		columns = append(columns, number(p.Word("changes.cause."+string(c))))
	}
	columns = append(columns, number(p.Word("changes.all")), number(p.Word("changes.same")))
	total := changes.Tally{By: map[changes.Cause]int{}}
	row := func(name string, t changes.Tally) []string {
		cells := []string{name}
		for _, c := range causes {
			cells = append(cells, p.Number(float64(t.By[c]), 0))
		}
		return append(cells, p.Number(float64(t.All), 0), p.Number(float64(t.Same), 0))
	}
	var rows [][]string
	for _, t := range a.topics {
		rows = append(rows, row(p.Typeset(t.topic.Title.In(t.lang)), t.tally))
		for c, n := range t.tally.By {
			total.By[c] += n
		}
		total.All, total.Same = total.All+t.tally.All, total.Same+t.tally.Same
	}
	if len(rows) > 1 {
		cells := row(p.Word("changes.total"), total)
		for k := range cells {
			cells[k] = bold(cells[k])
		}
		rows = append(rows, cells)
	}
	p.table(columns, rows)
	p.notes(p.say("changes.causes", nil))
	if total.All > 0 {
		p.para(a.kinds(p))
	}
}

// kinds says how the differences that are no moves came about.
func (a *comparison) kinds(p *page) string {
	n := map[string]int{}
	for _, t := range a.topics {
		for _, d := range t.all {
			n[d.Kind]++
		}
	}
	return p.say("changes.kinds", args{"moved": n[changes.Moved], "came": n[changes.Came], "left": n[changes.Left], "status": n[changes.Status], "unit": n[changes.Unit]})
}

// writeInputs lists the inputs that are other files than then, each once.
func (a *comparison) writeInputs(p *page) {
	p.heading(2, p.Word("changes.inputs"))
	seen := map[changes.InputChange]bool{}
	var rows [][]string
	same := 0
	for _, t := range a.topics {
		for _, c := range changes.Inputs(t.stages.Old, t.stages.New) {
			switch {
			case seen[c]:
			case c.Same():
				same++
			default:
				rows = append(rows, []string{a.inputName(p, c), vintageOf(p, c.Old), vintageOf(p, c.New)})
			}
			seen[c] = true
		}
	}
	slices.SortFunc(rows, slices.Compare[[]string])
	if len(rows) > 0 {
		p.table([]column{text(p.Word("table.indicator")), text(p.Word("changes.then")), text(p.Word("changes.now"))}, rows)
	}
	p.para(p.say("changes.same-inputs", args{"same": same, "others": len(rows)}))
}

func (a *comparison) inputName(p *page, c changes.InputChange) string {
	in := c.New
	if in.SHA256 == "" {
		in = c.Old
	}
	if i, err := a.Engine.Catalog().Indicator(in.Indicator); err == nil && in.Indicator != "" {
		return p.Typeset(i.Name.In(p.Lang()))
	}
	return "`" + cmp.Or(in.Indicator, in.Dataset) + "`"
}

// vintageOf is the vintage of an input with the beginning of its hash: files of one
// vintage may differ.
func vintageOf(p *page, in changes.Input) string {
	if in.SHA256 == "" {
		return p.Missing()
	}
	return strings.TrimSpace(p.Date(in.Vintage) + " `" + in.SHA256[:min(8, len(in.SHA256))] + "`")
}
