package audit

import (
	"fmt"
	"strings"

	"tradestats/internal/tidy"
)

// judgeNames says which names are no economy. In a publisher's table that is a
// territory which is left out; in a file of the user's own it is a mistake, which
// keeps the file from being used.
func (l *ledger) judgeNames() {
	for _, p := range l.parties[1:] {
		if !p.Unknown {
			continue
		}
		problem := Problem{Line: p.first, Severity: Warning, Kind: Name, Text: p.name,
			Why:  fmt.Sprintf("economy not known, left out (%s)", rowsOf(p.rows+p.rowsWith)),
			Hint: "correct the name, if it is meant to be one"}
		if l.text.About.Own {
			problem.Severity, problem.Why = Error, fmt.Sprintf("economy not known (%s)", rowsOf(p.rows+p.rowsWith))
			problem.Hint = "see 'tradestats list economies'"
		}
		if like := l.like(p.name); len(like) > 0 {
			problem.Hint = "did you mean " + strings.Join(like, ", ") + "?"
		}
		l.found.add(problem)
	}
}

// mostSuggested is for how many unknown names the nearest known ones are looked
// for: a file with more has another column of names.
const mostSuggested = 100

// like are the names nearest to one that is unknown.
func (l *ledger) like(name string) []string {
	if known, asked := l.suggested[name]; asked {
		return known
	}
	if len(l.suggested) >= mostSuggested {
		return nil
	}
	if l.suggested == nil {
		l.suggested = map[string][]string{}
	}
	l.suggested[name] = l.text.Suggest(name, 3)
	return l.suggested[name]
}

// nameOf is what messages call an economy.
func (l *ledger) nameOf(number uint32) string { return l.parties[number].ID }

// pairName is what messages call an economy with a partner.
func (l *ledger) pairName(key trackKey) string {
	name := l.nameOf(key.economy)
	if p := l.parties[key.partner]; key.partner != 0 && p.ID != tidy.World {
		name += " with " + p.ID
	}
	return name
}
