package study

import (
	"maps"
	"slices"

	"tradestats/internal/tidy"
)

// kinds makes an empty question of each kind, by the name that commands and
// topics know it under.
var kinds = map[string]func() Study{
	"index": func() Study { return &Index{} },
}

// Kinds returns the names of all studies, sorted.
func Kinds() []string { return slices.Sorted(maps.Keys(kinds)) }

// New makes an empty question by its name; one that is not known is an error of
// kind tidy.Usage.
func New(name string) (Study, error) {
	if make, ok := kinds[name]; ok {
		return make(), nil
	}
	return nil, tidy.Unknown("analysis", name, Kinds())
}
