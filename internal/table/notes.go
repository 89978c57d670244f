package table

import (
	"fmt"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
)

// Result is a text of the words under "result", in the reader's language; one
// that fails is marked as Locale.Word marks it.
func (r *Reader) Result(key string, args map[string]any) string {
	text, err := r.Locale.Say("result."+key, args)
	if err != nil {
		return "!result." + key + "!"
	}
	return text
}

// Notes are what a table says below about a row.
func (r *Reader) Notes(list analysis.Notes) []string {
	var out []string
	for _, n := range list {
		out = append(out, r.Note(n))
	}
	return out
}

// Note says a note in the reader's language.
func (r *Reader) Note(n analysis.Note) string {
	args := map[string]any{"since": n.Since, "year": n.Year, "value": n.Value, "count": n.Count, "of": n.Of, "flag": analysis.SayFlag(r.Locale, n.Flag)}
	args["target"] = r.target(n.Target)
	var names []string
	for _, code := range strings.Fields(n.Economies) {
		name := r.economies.Name(code, r.Locale.Lang())
		if names == nil {
			args["economy"] = name
		}
		names = append(names, name.Text)
	}
	args["economies"] = r.Listed(names)
	return r.Result(string(n.Key), args)
}

// target says a target and who set it.
func (r *Reader) target(t *catalog.Target) string {
	if t == nil {
		return ""
	}
	lang := r.Locale.Lang()
	text := t.Text.In(lang) + " (" + t.Programme.Name.In(lang) + ", " + r.Locale.Date(t.Programme.Date) + ")"
	if t.Programme.Grade == catalog.InSecondaryText {
		text += r.Result("secondary-source", nil)
	}
	return text
}

// Most is how many of a list are printed below a table; CSV has all.
const Most = 12

// Listed joins a list, of which a long one ends in "and 20 more".
func (r *Reader) Listed(items []string) string {
	if more := len(items) - Most; more > 1 {
		items = append(items[:Most:Most], r.Result("more", map[string]any{"n": more}))
	}
	return r.Locale.List(items)
}

// Absent says what those that did not report last did.
func (r *Reader) Absent(i catalog.Indicator, list []analysis.Absent) string {
	items := make([]string, len(list))
	for k, a := range list {
		items[k] = fmt.Sprintf("%s %s (%d)", r.Name(a.Economy), r.Value(i, a.Value), a.Year)
	}
	return r.Result("note.absent", map[string]any{"economies": r.Listed(items)})
}
