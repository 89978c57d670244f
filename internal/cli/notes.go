package cli

import (
	"fmt"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
)

// result is a text of the words under "result", in the reader's language; one
// that fails is marked as Locale.Word marks it.
func (s *session) result(key string, args map[string]any) string {
	text, err := s.locale.Say("result."+key, args)
	if err != nil {
		return "!result." + key + "!"
	}
	return text
}

// notes are what a table says below about a row.
func (s *session) notes(list analysis.Notes) []string {
	var out []string
	for _, n := range list {
		out = append(out, s.note(n))
	}
	return out
}

// note says a note in the reader's language.
func (s *session) note(n analysis.Note) string {
	args := map[string]any{"since": n.Since, "year": n.Year, "value": n.Value, "count": n.Count, "of": n.Of, "flag": analysis.SayFlag(s.locale, n.Flag)}
	var names []string
	for _, code := range strings.Fields(n.Economies) {
		name := s.economies.Name(code, s.Lang)
		if names == nil {
			args["economy"] = name
		}
		names = append(names, name.Text)
	}
	args["economies"] = s.listed(names)
	return s.result(string(n.Key), args)
}

// most is how many of a list are printed below a table; CSV has all.
const most = 12

// listed joins a list, of which a long one ends in "and 20 more".
func (s *session) listed(items []string) string {
	if more := len(items) - most; more > 1 {
		items = append(items[:most:most], s.result("more", map[string]any{"n": more}))
	}
	return s.locale.List(items)
}

// absent says what those that did not report last did.
func (s *session) absent(i catalog.Indicator, list []analysis.Absent) string {
	items := make([]string, len(list))
	for k, a := range list {
		items[k] = fmt.Sprintf("%s %s (%d)", s.name(a.Economy), s.value(i, a.Value), a.Year)
	}
	return s.result("note.absent", map[string]any{"economies": s.listed(items)})
}

// warnNewer says on stderr, where no table has the note, which years are newer
// than a result. what is the result.
func (s *session) warnNewer(what string, newer analysis.Notes) {
	if len(newer) > 0 && s.machine() {
		s.Warn(what + "; " + newer.English())
	}
}
