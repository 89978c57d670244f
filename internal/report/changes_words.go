package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tradestats/internal/changes"
)

// writeTurns lists sentences that say another thing and claims with another verdict,
// those first that the new year alone does not account for.
func (a *account) writeTurns(p *page) {
	if a.alone && len(a.topics) > 0 && !slices.ContainsFunc(a.topics, func(t topicChanges) bool { return t.spoke }) {
		return // it is said at the top that they are not recorded
	}
	p.heading(2, p.Word("changes.turns"))
	var all []changes.Turn
	var silent []string
	for _, t := range a.topics {
		if !t.spoke {
			silent = append(silent, "`"+t.topic.ID+"`")
		}
		all = append(all, t.turns...)
	}
	slices.SortStableFunc(all, func(x, y changes.Turn) int {
		return cmp.Or(trueLast(x.Kind != changes.Verdict, y.Kind != changes.Verdict), trueLast(x.Cause == changes.NewYear, y.Cause == changes.NewYear))
	})
	var items []string
	for _, t := range all[:min(mostRows, len(all))] {
		items = append(items, a.turned(p, t))
	}
	p.list(items)
	switch more := len(all) - len(items); {
	case more > 0:
		p.para(p.say("changes.more", args{"n": more, "file": changesFile}))
	case len(all) == 0 && len(silent) < len(a.topics):
		p.para(p.say("changes.no-turns", nil))
	}
	if len(silent) > 0 && !a.alone {
		p.para(p.say("changes.silent", args{"list": p.List(silent), "n": len(silent), "then": a.before.year}))
	}
}

// trueLast puts what is false before what is true.
func trueLast(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// turned is one sentence then and now.
func (a *account) turned(p *page, t changes.Turn) string {
	said := func(text string) string {
		switch {
		case text == "":
			return p.Word("changes.nothing")
		case t.Kind == changes.Verdict:
			return p.Word("claim.verdict." + text)
		}
		return p.Quote(strings.ReplaceAll(text, "\n", " "))
	}
	return fmt.Sprintf("`%s/%s` (%s): %s", t.Topic, t.ID, p.Word("changes.cause."+string(t.Cause)),
		p.say("changes.turn", args{"then": said(t.Old), "now": said(t.New)}))
}

// writeMembers lists groups with other members, each once.
func (a *account) writeMembers(p *page) {
	p.heading(2, p.Word("changes.members"))
	seen := map[string]bool{}
	var rows [][]string
	for _, t := range a.topics {
		for _, m := range t.members {
			row := []string{p.name(m.What).Text, p.Number(float64(m.Then), 0), p.Number(float64(m.Now), 0), a.names(p, m.Came), a.names(p, m.Left)}
			if key := strings.Join(row, "|"); !seen[key] {
				seen[key], rows = true, append(rows, row)
			}
		}
	}
	if len(rows) > 0 {
		p.table([]column{text(p.Word("table.group")), number(p.Word("changes.then")), number(p.Word("changes.now")), text(p.Word("changes.came")), text(p.Word("changes.left"))}, rows)
		return
	}
	if a.alone {
		p.para(p.say("changes.members-unrecorded", args{"then": a.before.year}))
		return
	}
	p.para(p.say("changes.no-members", nil))
}

// writeReporters lists indicators with other economies that have a figure, each once.
func (a *account) writeReporters(p *page) {
	if a.alone {
		return // it is said at the top that they are not recorded
	}
	p.heading(2, p.Word("changes.reporters"))
	seen := map[string]bool{}
	var rows [][]string
	for _, t := range a.topics {
		for _, m := range t.reporters {
			name := "`" + m.What + "`"
			if i, err := a.Engine.Catalog().Indicator(m.What); err == nil {
				name = p.Typeset(i.Name.In(p.Lang()))
			}
			row := []string{name, p.Year(m.Year), p.Word("changes.cause." + string(m.Cause)), p.Number(float64(m.Then), 0), p.Number(float64(m.Now), 0), a.names(p, m.Came), a.names(p, m.Left)}
			if key := strings.Join(row, "|"); !seen[key] {
				seen[key], rows = true, append(rows, row)
			}
		}
	}
	if len(rows) == 0 {
		p.para(p.say("changes.no-reporters", nil))
		return
	}
	p.table([]column{text(p.Word("table.indicator")), number(p.Word("table.year")), text(p.Word("changes.cause-column")), number(p.Word("changes.then")), number(p.Word("changes.now")),
		text(p.Word("changes.came")), text(p.Word("changes.left"))}, rows)
}

// names are economies, the first of many.
func (a *account) names(p *page, ids []string) string {
	var out []string
	for _, id := range ids[:min(mostRows, len(ids))] {
		out = append(out, p.name(id).Text)
	}
	if more := len(ids) - len(out); more > 0 {
		out = append(out, p.say("changes.others", args{"n": more}))
	}
	return strings.Join(out, ", ")
}
