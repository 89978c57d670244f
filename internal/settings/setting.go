// Package settings reads what a repository of the user's own says once instead of
// with flags each time: tradestats.yaml, and variables of the environment over it.
// It knows how settings are written and where each comes from; what there is to
// set, and which values make sense, its caller says.
package settings

import (
	"regexp"
	"strings"
)

// FileName is the file of settings that is looked for in the working folder.
const FileName = "tradestats.yaml"

// Prefix begins the names of variables: min-coverage is TRADESTATS_MIN_COVERAGE.
const Prefix = "TRADESTATS_"

// A Kind says how a setting is written.
type Kind int

// The kinds of settings.
const (
	Text   Kind = iota // one value
	List               // several values; one may stand without brackets
	Switch             // true or false
)

// A Setting is one that can be made. It bears the name of the flag it stands for.
type Setting struct {
	Name    string
	Kind    Kind
	Default string                                   // what holds without it, in words
	Check   func(value string) error                 // of one value as written; nil takes any
	Path    func(value string) (before, path string) // the path in a value; nil, or "" for path: it has none
	New     bool                                     // the path need not exist yet
}

// Variable is the name of the variable of the environment.
func (s Setting) Variable() string {
	return Prefix + strings.ToUpper(strings.ReplaceAll(s.Name, "-", "_"))
}

// AnyPath is for a setting whose value is a path.
func AnyPath(value string) (before, path string) { return "", value }

var named = regexp.MustCompile(`^([A-Za-z0-9][A-Za-z0-9_.-]*=)(.+)$`)

// NamedPath is for a value that is PATH or ID=PATH.
func NamedPath(value string) (before, path string) {
	if strings.Contains(value, "://") { // an address, of nothing on this disk
		return value, ""
	}
	if m := named.FindStringSubmatch(value); m != nil {
		return m[1], m[2]
	}
	return "", value
}

// A Value is what one setting is, and where that is said.
type Value struct {
	Texts []string
	From  string // "tradestats.yaml:3", the name of a variable, or "" where nothing is said

	file  string
	lines []int // of each text, in a file
}

// Values are those of all settings, by name.
type Values map[string]Value
