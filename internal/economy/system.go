package economy

import (
	"io/fs"
	"strconv"
	"strings"
)

// The two systems of codes.csv that others fall back on: M49 for those of
// numbers; for all, former ISO codes, and names that only files use.
const (
	m49System = "m49"
	anySystem = "any"
)

// numeric are the systems whose codes are M49 where they do not say otherwise.
var numeric = map[string]bool{m49System: true, "unctad": true, "comtrade": true, "itc": true, "wto": true}

// An entry is what a code of a system stands for.
type entry struct {
	id    string // ISO3, the id of a group, or "" for what has no counterpart here
	label string // the publisher's
}

// A codeSystem holds one publisher's codes, and its labels for those files
// that print no codes.
type codeSystem struct {
	codes    map[string]entry // by systemKey
	labels   map[string]entry // by fold
	patterns []pattern
}

// A pattern stands for many codes, of which none is an economy: "EXT_*" for all
// that start so, "1000-9999" for all numbers from one to the other.
type pattern struct {
	prefix   string
	from, to int // when there is no prefix
	entry    entry
}

// codeSystems are all systems, and the labels that any of them knows as an
// aggregate, by fold.
type codeSystems struct {
	named      map[string]*codeSystem
	aggregates map[string]entry
}

var codesHeader = []string{"system", "code", "id", "label"}

// readSystems reads codes.csv and adds M49 from the economies.
func (r *Registry) readSystems(fsys fs.FS) (codeSystems, error) {
	out := codeSystems{map[string]*codeSystem{}, map[string]entry{}}
	err := readTable(fsys, "codes.csv", codesHeader, func(w row) error { return r.addSystemCode(out, w) })
	if err != nil {
		return codeSystems{}, err
	}
	for _, e := range r.economies {
		if e.M49 != 0 {
			out.of(m49System).codes[strconv.Itoa(e.M49)] = entry{id: e.ISO3}
		}
	}
	return out, nil
}

// of returns a system, made when it is new.
func (s codeSystems) of(name string) *codeSystem {
	if s.named[name] == nil {
		s.named[name] = &codeSystem{codes: map[string]entry{}, labels: map[string]entry{}}
	}
	return s.named[name]
}

func (r *Registry) addSystemCode(systems codeSystems, w row) error {
	name, code, id, label := w.cells[0], w.cells[1], w.cells[2], w.cells[3]
	if name == "" || fold(label) == "" {
		return w.bad(strings.Join(w.cells, ","), "system and label are needed")
	}
	to := entry{id: id, label: label}
	if id == "-" {
		to.id = ""
	} else if r.names.cells[id] == nil {
		return w.bad(id, "no such economy or group; write - for what has no counterpart here")
	}
	system := systems.of(name)
	if p, ok := parsePattern(code, to); ok {
		if to.id != "" {
			return w.bad(code, "many codes at once can only stand for -")
		}
		system.patterns = append(system.patterns, p)
		return nil
	}
	if key := systemKey(code); key != "" { // a label alone is fine: some files print no codes
		if _, taken := system.codes[key]; taken {
			return w.bad(code, "this code is there twice in "+name)
		}
		system.codes[key] = to
	}
	return addLabel(systems, system, w, to)
}

func parsePattern(code string, to entry) (pattern, bool) {
	if prefix, ok := strings.CutSuffix(code, "*"); ok {
		return pattern{prefix: prefix, entry: to}, true
	}
	first, last, ok := strings.Cut(code, "-")
	from, err1 := strconv.Atoi(first)
	upto, err2 := strconv.Atoi(last)
	return pattern{from: from, to: upto, entry: to}, ok && err1 == nil && err2 == nil
}

// addLabel lets files without codes be read. One label for two things would be
// a guess: it is refused.
func addLabel(systems codeSystems, system *codeSystem, w row, to entry) error {
	key := fold(to.label)
	if other, taken := system.labels[key]; taken && other.id != to.id {
		return w.bad(to.label, "this label stands for two things in "+w.cells[0])
	}
	system.labels[key] = to
	if to.id == "" {
		systems.aggregates[key] = to
	}
	return nil
}

// find looks a code up in one system, by the code itself, then by the patterns.
func (s codeSystems) find(name, key string) (entry, bool) {
	system := s.named[name]
	if system == nil {
		return entry{}, false
	}
	if to, ok := system.codes[key]; ok {
		return to, true
	}
	for _, p := range system.patterns {
		if p.matches(key) {
			return p.entry, true
		}
	}
	return entry{}, false
}

func (p pattern) matches(key string) bool {
	if p.prefix != "" {
		return strings.HasPrefix(key, p.prefix)
	}
	number, err := strconv.Atoi(key)
	return err == nil && p.from <= number && number <= p.to
}

// label looks a folded label up in one system.
func (s codeSystems) label(name, folded string) (entry, bool) {
	system := s.named[name]
	if system == nil {
		return entry{}, false
	}
	to, ok := system.labels[folded]
	return to, ok
}

// systemKey is the form in which codes of a system are compared: capitals, and
// numbers without leading zeros, which some files drop and others keep.
func systemKey(code string) string {
	code = strings.ToUpper(strings.TrimSpace(code))
	if n, err := strconv.ParseUint(code, 10, 32); err == nil {
		return strconv.FormatUint(n, 10)
	}
	return code
}
