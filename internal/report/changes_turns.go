package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tradestats/internal/changes"
	"tradestats/internal/claim"
)

// writeTurns lists sentences that say another thing, claims with another verdict and who
// stands elsewhere before a target, those first that the new year alone does not account
// for; then, by their names alone, what only one of the editions says.
func (a *comparison) writeTurns(p *page) {
	if a.silent() {
		return // it is said at the top that they are not recorded
	}
	p.heading(2, p.Word("changes.turns"))
	var turned, came, went []changes.Turn
	var silent []string
	for _, t := range a.topics {
		if t.records && !t.spoke {
			silent = append(silent, "`"+t.topic.ID+"`")
		}
		for _, turn := range t.turns {
			switch {
			case turn.Turned():
				turned = append(turned, turn)
			case turn.New != "":
				came = append(came, turn)
			default:
				went = append(went, turn)
			}
		}
	}
	for _, list := range [][]changes.Turn{turned, came, went} {
		sortTurns(list)
	}
	a.listTurned(p, turned)
	if len(turned) == 0 && slices.ContainsFunc(a.topics, func(t topicChanges) bool { return t.spoke }) {
		p.para(p.say("changes.no-turns", nil))
	}
	a.listOthers(p, "changes.new-texts", came, func(t changes.Turn) string { return t.New })
	a.listOthers(p, "changes.gone-texts", went, func(t changes.Turn) string { return t.Old })
	if len(silent) > 0 {
		p.para(p.say("changes.silent", args{"list": p.List(silent), "n": len(silent), "then": a.before.year}))
	}
}

// sortTurns puts verdicts first, then standings, then sentences; of each those first that
// the new year alone does not account for.
func sortTurns(all []changes.Turn) {
	kinds := []string{changes.Verdict, changes.Standing, changes.Sentence}
	slices.SortStableFunc(all, func(x, y changes.Turn) int {
		return cmp.Or(cmp.Compare(slices.Index(kinds, x.Kind), slices.Index(kinds, y.Kind)), trueLast(x.Cause == changes.NewYear, y.Cause == changes.NewYear))
	})
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

// listTurned is what both say, then and now.
func (a *comparison) listTurned(p *page, all []changes.Turn) {
	var items []string
	for _, t := range all[:min(mostRows, len(all))] {
		items = append(items, fmt.Sprintf("%s (%s): %s", a.turnName(p, t), p.Word("changes.cause."+string(t.Cause)),
			p.say("changes.turn", args{"then": a.said(p, t.Kind, t.Old), "now": a.said(p, t.Kind, t.New)})))
	}
	p.list(items)
	if more := len(all) - len(items); more > 0 {
		p.para(p.say("changes.more", args{"n": more, "file": changesFile}))
	}
}

// listOthers names what only one of the editions says, with the verdict on claims and the
// standing before targets.
func (a *comparison) listOthers(p *page, key string, all []changes.Turn, says func(changes.Turn) string) {
	if len(all) == 0 {
		return
	}
	var names []string
	for _, t := range all[:min(mostRows, len(all))] {
		name := a.turnName(p, t)
		if t.Kind != changes.Sentence {
			name += " (" + a.said(p, t.Kind, says(t)) + ")"
		}
		names = append(names, name)
	}
	if more := len(all) - len(names); more > 0 {
		names = append(names, p.say("changes.others", args{"n": more}))
	}
	p.para(p.Word(key))
	p.list(names)
}

// turnName says whom a standing or a verdict is of in the reader's words, or in which
// section a sentence stands, then its id.
func (a *comparison) turnName(p *page, t changes.Turn) string {
	parts := strings.Split(t.ID, "/") // kind/block/of, of a standing kind/block/target/who
	last := parts[len(parts)-1]
	name := ""
	switch t.Kind {
	case changes.Standing:
		name = p.name(last).Text
		if targets, err := a.Engine.Catalog().Targets(); err == nil && len(parts) > 2 {
			if target := targets.Target(parts[len(parts)-2]); target != nil {
				name += ", " + p.Typeset(target.Text.In(p.Lang()))
			}
		}
	case changes.Verdict:
		if all, err := claim.All(); err == nil {
			if k := slices.IndexFunc(all, func(c *claim.Claim) bool { return c.ID == last }); k >= 0 {
				name = p.statement(all[k])
			}
		}
	default:
		if len(parts) > 1 {
			name = p.Typeset(a.section(t.Topic, parts[1]).In(p.Lang()))
		}
	}
	return strings.TrimSpace(name + " `" + t.Topic + "/" + t.ID + "`")
}

// said is a text in the reader's words.
func (a *comparison) said(p *page, kind, text string) string {
	switch kind {
	case changes.Verdict:
		return p.Word("claim.verdict." + text)
	case changes.Standing:
		standing, reached, ever := strings.Cut(text, "/")
		if standing = p.reader().Term(standing); ever {
			return p.say("changes.standing", args{"standing": standing, "reached": reached})
		}
		return standing
	}
	return p.Quote(strings.ReplaceAll(text, "\n", " "))
}
