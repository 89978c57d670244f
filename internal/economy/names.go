package economy

import (
	"io/fs"
	"slices"
	"strings"

	"tradestats/internal/tidy"
)

// Languages are those in which every economy and group has a name.
var Languages = []string{"en", "fr", "es", "pt"}

// articles of each language, as they stand before a name in the files. Only
// these spellings count: in "La Réunion" and "El Salvador" the article is part
// of the name.
var articles = map[string][]string{
	"en": {"the "},
	"fr": {"le ", "la ", "les ", "l'"},
	"es": {"el ", "la ", "los ", "las "},
	"pt": {"o ", "a ", "os ", "as "},
}

// plurals are the articles that ask for a plural verb. English has none: "the
// Netherlands has" but "the Americas have"; there name-forms.csv says so.
var plurals = map[string]bool{"les": true, "los": true, "las": true, "os": true, "as": true}

// A nameTable holds the names as they stand in a sentence, and the forms the
// rules of grammar do not give.
type nameTable struct {
	cells map[string]*[4]string // id -> the name in each of Languages
	forms map[formKey]string
}

type formKey struct{ id, lang, form string }

func newNameTable() *nameTable {
	return &nameTable{cells: map[string]*[4]string{}, forms: map[formKey]string{}}
}

func (t *nameTable) add(w row, id string, cells []string) error {
	if t.cells[id] != nil {
		return w.bad(id, "named twice")
	}
	var names [4]string
	for i, cell := range cells {
		if cell == "" || cell != strings.TrimSpace(cell) {
			return w.bad(cell, "the name in "+Languages[i]+" is empty or has spaces around it")
		}
		names[i] = cell
	}
	t.cells[id] = &names
	return nil
}

func (r *Registry) readNames(fsys fs.FS) error {
	err := readTable(fsys, "names.csv", []string{"iso3", "en", "fr", "es", "pt"}, func(w row) error {
		if _, ok := r.Economy(w.cells[0]); !ok {
			return w.bad(w.cells[0], "no such economy in economies.csv")
		}
		return r.names.add(w, w.cells[0], w.cells[1:])
	})
	if err != nil {
		return err
	}
	for _, e := range r.economies { // an ISO code must never be printed for a name
		if r.names.cells[e.ISO3] == nil {
			return tidy.Errorf(tidy.Data, "add a line to names.csv", "%s has no name", e.ISO3)
		}
	}
	return nil
}

// formNames are the forms that name-forms.csv can give: the name in a table,
// where it is not the one of names.csv with a capital; a short one for charts;
// what Of and In return; and whether the verb is plural ("yes" or "no").
var formNames = []string{"text", "short", "of", "in", "plural"}

// readForms reads what the rules do not give. "all" is the four languages.
func (r *Registry) readForms(fsys fs.FS) error {
	return readTable(fsys, "name-forms.csv", []string{"id", "lang", "form", "text"}, func(w row) error {
		id, lang, form, text := w.cells[0], w.cells[1], w.cells[2], w.cells[3]
		if r.names.cells[id] == nil {
			return w.bad(id, "no such economy or group")
		}
		if !slices.Contains(formNames, form) {
			return w.bad(form, "a form must be one of "+strings.Join(formNames, ", "))
		}
		if text == "" || form == "plural" && text != "yes" && text != "no" {
			return w.bad(text, "the text is missing, or plural is neither yes nor no")
		}
		langs := []string{lang}
		if lang == "all" {
			langs = Languages
		}
		for _, l := range langs {
			if !slices.Contains(Languages, l) {
				return w.bad(l, "a language must be en, fr, es, pt or all")
			}
			r.names.forms[formKey{id, l, form}] = text
		}
		return nil
	})
}

// Name returns the printed name of an economy (by ISO3) or a group (by id) in
// a language; "fr-CA" counts as "fr", an unknown language as English. What the
// registry does not know is printed as its id; a user's group too.
func (r *Registry) Name(id, lang string) Name {
	lang, _, _ = strings.Cut(strings.ReplaceAll(lang, "_", "-"), "-")
	i := max(0, slices.Index(Languages, lang))
	lang = Languages[i]
	cells := r.names.cells[id]
	if cells == nil {
		n := Name{Lang: lang, Text: id, Inline: id, Short: id}
		if lang == "fr" && r.groups[id] != nil {
			n.InForm = "dans " + id
		}
		return n
	}
	n := parseName(cells[i], lang)
	r.names.amend(&n, id)
	if lang == "fr" && n.InForm == "" && r.groups[id] != nil {
		n.InForm = "dans " + n.The() // "dans l'UE-27"; continents say "en Afrique" in the file
	}
	return n
}

// amend puts the forms of name-forms.csv over those of the rules.
func (t *nameTable) amend(n *Name, id string) {
	form := func(name string) string { return t.forms[formKey{id, n.Lang, name}] }
	n.OfForm, n.InForm = form("of"), form("in")
	if text := form("text"); text != "" {
		n.Text, n.Short = text, text
	}
	if short := form("short"); short != "" {
		n.Short = short
	}
	if plural := form("plural"); plural != "" {
		n.Plural = plural == "yes"
	}
}

// parseName takes "les îles Marshall" apart.
func parseName(cell, lang string) Name {
	n := Name{Lang: lang, Inline: cell}
	for _, article := range articles[lang] {
		if rest, ok := strings.CutPrefix(cell, article); ok {
			n.Article, n.Inline = strings.TrimSpace(article), rest
			break
		}
	}
	n.Text = capital(n.Inline)
	n.Short = n.Text
	n.Plural = plurals[n.Article]
	return n
}
