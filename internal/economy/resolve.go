package economy

import (
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"tradestats/internal/tidy"
)

// Resolve finds what a text names: a group id, an ISO3 or ISO2 code, a printed
// name in any of the four languages, or another name publishers or people use.
// Case, accents, spaces and punctuation do not matter. It returns the ISO3
// code of an economy, or the id of a group and true; what names nothing is a
// usage error that lists the nearest names.
func (r *Registry) Resolve(text string) (id string, isGroup bool, err error) {
	to, ok, err := r.lookup(text)
	if err != nil {
		return "", false, err
	}
	if !ok {
		return "", false, r.unknown("economy or group", text)
	}
	return to.id, to.group, nil
}

// lookup is Resolve without the search for near names. Codes come first: they
// need no index, and most of what is asked for are codes.
func (r *Registry) lookup(text string) (ref, bool, error) {
	if to, ok := r.codes[codeKey(text)]; ok {
		return to, true, nil
	}
	all, err := r.forms()
	if err != nil {
		return ref{}, false, err
	}
	to, ok := all.refs[fold(text)]
	return to, ok, nil
}

// Aliases are the names by which people know an economy or a group beside those that are
// printed, as Holland and UK; without those that hold the name of another one, as "Hong
// Kong, China". An index that cannot be built has none; Resolve says why.
func (r *Registry) Aliases(id string) []string {
	all, err := r.forms()
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(all.aliases[id]), func(alias string) bool {
		return slices.ContainsFunc(strings.FieldsFunc(alias, func(c rune) bool { return !unicode.IsLetter(c) }), func(word string) bool {
			to, named := all.refs[fold(word)]
			return named && to.id != id
		})
	})
}

// unknown is the error for a text that names nothing.
func (r *Registry) unknown(what, text string) error {
	word, known := strings.TrimSpace(text), r.suggestions()
	if codeLike.MatchString(word) {
		known = append(known, r.isoCodes()...)
	}
	return tidy.Meant(what, text, r.english(tidy.Nearest(word, known, 9)), "see 'tradestats list economies' and 'tradestats list groups'")
}

// english keeps the first three of near names that name different things, each by its
// English name: a word may be near to the names that an economy has in four languages.
func (r *Registry) english(near []string) []string {
	var out []string
	for _, word := range near {
		if to, ok, err := r.lookup(word); err == nil && ok && !to.group && r.codes[codeKey(word)] != to {
			word = r.Name(to.id, "en").Text
		}
		if len(out) < 3 && !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return out
}

// codeLike is a text that was meant to be an ISO3 code, with a letter too many or
// another one; of shorter ones nearly every code would be near.
var codeLike = regexp.MustCompile(`^[A-Z]{3,4}$`)

func (r *Registry) isoCodes() []string {
	out := make([]string, len(r.economies))
	for k, e := range r.economies {
		out[k] = e.ISO3
	}
	return out
}

func (r *Registry) unknownGroup(text string) error {
	ids := make([]string, 0, len(r.groups))
	for _, g := range r.Groups() {
		ids = append(ids, g.ID)
	}
	return tidy.Unknown("group", text, ids)
}

// suggestions lists the group ids and the printed names, English ones first:
// of two equally near names the first is proposed.
func (r *Registry) suggestions() []string {
	var out []string
	for _, g := range r.Groups() {
		out = append(out, g.ID)
	}
	seen := map[string]bool{}
	for _, lang := range Languages {
		for _, id := range r.ids() {
			name := r.Name(id, lang).Text
			if !seen[name] {
				seen[name] = true
				out = append(out, name)
			}
		}
	}
	return out
}

// ids lists everything in the registry that has a name: economies, then groups.
func (r *Registry) ids() []string {
	var out []string
	for _, e := range r.economies {
		out = append(out, e.ISO3)
	}
	for _, g := range r.Groups() {
		out = append(out, g.ID)
	}
	return out
}

// An index finds what is not a code: folded name -> economy or group.
type index struct {
	refs    map[string]ref
	aliases map[string][]string // as they are written
	err     error               // the first name that would mean two things
}

// buildIndex gathers the printed names, the publishers' forms and the aliases.
func (r *Registry) buildIndex(fsys fs.FS) (*index, error) {
	x := &index{refs: make(map[string]ref, 4096)}
	for _, id := range r.ids() {
		cells := r.names.cells[id]
		for i, lang := range Languages {
			r.put(x, id, cells[i])
			r.put(x, id, parseName(cells[i], lang).Inline)
			r.put(x, id, r.names.forms[formKey{id, lang, "text"}])
			r.put(x, id, r.names.forms[formKey{id, lang, "short"}])
		}
	}
	if err := r.addPublishers(x, fsys); err != nil {
		return nil, err
	}
	if err := r.addAliases(x, fsys); err != nil {
		return nil, err
	}
	return x, x.err
}

// put adds one way to name id. That it is there already is fine; that it names
// something else is not: a name must never depend on who came first.
func (r *Registry) put(x *index, id, name string) {
	key := fold(name)
	if key == "" {
		return
	}
	to := ref{id: id, group: r.groups[id] != nil}
	other, taken := r.codes[key]
	if !taken {
		other, taken = x.refs[key]
	}
	if taken && other != to && x.err == nil {
		x.err = tidy.Errorf(tidy.Data, "take one of the two out of "+folder,
			"the name %q would mean both %s and %s", name, other.id, id)
	}
	x.refs[key] = to
}

var publisherHeader = []string{"iso3", "world_bank_en", "unterm_fr", "unterm_es"}

// addPublishers adds the names as publishers print them in their files.
func (r *Registry) addPublishers(x *index, fsys fs.FS) error {
	return readTable(fsys, "publishers.csv", publisherHeader, func(w row) error {
		if _, ok := r.Economy(w.cells[0]); !ok {
			return w.bad(w.cells[0], "no such economy in economies.csv")
		}
		r.put(x, w.cells[0], w.cells[1])
		for _, name := range w.cells[2:] { // "Bolivie (État plurinational de)", "Inde (l')"
			r.put(x, w.cells[0], name)
			plain, _, _ := strings.Cut(name, " (")
			r.put(x, w.cells[0], plain)
		}
		return nil
	})
}

// addAliases adds the names a person wrote into aliases.yaml.
func (r *Registry) addAliases(x *index, fsys fs.FS) error {
	file := path.Join(folder, "aliases.yaml")
	text, err := fs.ReadFile(fsys, file)
	if err != nil {
		return tidy.Wrap(tidy.Data, err, "", "cannot read the aliases")
	}
	var aliases map[string][]string
	if err := yaml.Unmarshal(text, &aliases); err != nil {
		return tidy.Wrap(tidy.Data, err, "", "cannot read %s", file)
	}
	x.aliases = aliases
	for _, id := range slices.Sorted(maps.Keys(aliases)) { // sorted, so that of several faults always the same one is named
		if r.names.cells[id] == nil {
			return tidy.Errorf(tidy.Data, "", "%s: no such economy or group %q", file, id)
		}
		for _, name := range aliases[id] {
			if fold(name) == "" {
				return tidy.Errorf(tidy.Data, "", "%s: %s has an alias without letters", file, id)
			}
			r.put(x, id, name)
		}
	}
	return nil
}
