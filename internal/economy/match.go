package economy

import (
	"regexp"
	"strings"

	"tradestats/internal/tidy"
)

// A Match is what a publisher's code or name stands for.
type Match struct {
	ID    string // ISO3 of an economy, the id of a group, or "" for an aggregate
	Kind  MatchKind
	Label string // the English name here; of an aggregate the publisher's
}

// A MatchKind says whether a row is of an economy, or must be kept apart.
type MatchKind int

const (
	MatchCountry   MatchKind = iota // an economy of the registry
	MatchGroup                      // a group of the registry: the same composition by definition
	MatchAggregate                  // known, with no counterpart here: a publisher's group, a former state, a residual
)

// Match finds what a publisher's code, else its label, stands for in a code
// system of codes.csv; the system "" has ISO codes, group ids and names only.
// A code is never read as a name, nor a label as a code: of a file that has
// one column for both, pass the text as both. ok is false when neither is
// known. An error means that a file of the registry is broken.
//
// The order is: the code in the system; in a system of numbers, M49, with or
// without leading zeros; ISO3 and ISO2, former ones too; the label in the
// system; the label as a name or alias; the label as one of every system, or as
// an aggregate of some system.
func (r *Registry) Match(system, code, label string) (Match, bool, error) {
	systems, err := r.systems()
	if err != nil {
		return Match{}, false, err
	}
	to, ok := r.matchCode(systems, system, code)
	if !ok {
		if to, ok, err = r.matchLabel(systems, system, label); err != nil || !ok {
			return Match{}, false, err
		}
	}
	if to.id == "" {
		if text := strings.TrimSpace(label); text != "" && text != strings.TrimSpace(code) {
			to.label = text // the file knows better than the table
		}
		return Match{Kind: MatchAggregate, Label: to.label}, true, nil
	}
	m := Match{ID: to.id, Label: r.Name(to.id, "en").Text}
	if r.groups[to.id] != nil {
		m.Kind = MatchGroup
	}
	return m, true, nil
}

// Suggest returns the nearest group ids and printed names to a text that is
// unknown, the nearest first, at most n.
func (r *Registry) Suggest(text string, n int) []string {
	return tidy.Nearest(strings.TrimSpace(text), r.suggestions(), n)
}

func (r *Registry) matchCode(systems codeSystems, system, code string) (entry, bool) {
	key := systemKey(code)
	if key == "" {
		return entry{}, false
	}
	tables := []string{system}
	if numeric[system] {
		tables = append(tables, m49System)
	}
	for _, name := range tables {
		if to, ok := systems.find(name, key); ok {
			return to, true
		}
	}
	// Group ids are codes of ours: in a publisher's file "EU27" is what the
	// publisher says it is, or nothing.
	if to, ok := r.codes[codeKey(code)]; ok && (system == "" || !to.group) {
		return entry{id: to.id}, true
	}
	return systems.find(anySystem, key)
}

func (r *Registry) matchLabel(systems codeSystems, system, label string) (entry, bool, error) {
	names, err := r.forms()
	if err != nil {
		return entry{}, false, err
	}
	var folded []string
	for _, spelling := range spellings(label) {
		folded = append(folded, fold(spelling))
	}
	for _, key := range folded {
		if to, ok := systems.label(system, key); ok {
			return to, true, nil
		}
	}
	for _, key := range folded {
		if to, ok := names.refs[key]; ok {
			return entry{id: to.id}, true, nil
		}
	}
	for _, key := range folded {
		if to, ok := systems.label(anySystem, key); ok {
			return to, true, nil
		}
		if to, ok := systems.aggregates[key]; ok {
			return to, true, nil
		}
	}
	return entry{}, false, nil
}

// mark is what publishers hang behind a name: a footnote, as in "China *",
// "France (a)", "Serbia 1/", "Cyprus [2]", "Kosovo¹"; whose territory it is, as
// in "Aruba (NL)"; ISO's article, as in "Philippines (the)". Two digits are no
// footnote: "European Union (28)" is not the Union. Nor are other capitals:
// "Europe (UN)" is not any Europe.
var mark = regexp.MustCompile(`\s*(?:[*†‡¹²³⁰⁴-⁹]+|[(\[](?:[a-z]{1,2}|\d)[)\]]|\s\d{1,2}[/)]|` +
	`\((?:AU|DK|FR|NL|NO|NZ|UK|US|Overseas France|[Tt]he)\))$`)

// spellings lists a label and, when marks hang behind it, the label without
// them. The whole comes first: a name may end like a mark.
func spellings(label string) []string {
	label = strings.TrimSpace(label)
	if fold(label) == "" {
		return nil
	}
	out := []string{label}
	for range mostMarks {
		at := mark.FindStringIndex(label)
		if at == nil || fold(label[:at[0]]) == "" {
			break
		}
		label = strings.TrimSpace(label[:at[0]])
		out = append(out, label)
	}
	return out
}

const mostMarks = 4
