package report

import (
	"strings"
)

// writeMembers lists groups with other members, each once.
func (a *comparison) writeMembers(p *page) {
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
	if a.silent() {
		p.para(p.say("changes.members-unrecorded", args{"then": a.before.year}))
		return
	}
	p.para(p.say("changes.no-members", nil))
}

// writeReporters lists indicators with other economies that have a figure, each once.
func (a *comparison) writeReporters(p *page) {
	if a.silent() {
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
func (a *comparison) names(p *page, ids []string) string {
	var out []string
	for _, id := range ids[:min(mostRows, len(ids))] {
		out = append(out, p.name(id).Text)
	}
	if more := len(ids) - len(out); more > 0 {
		out = append(out, p.say("changes.others", args{"n": more}))
	}
	return strings.Join(out, ", ")
}
