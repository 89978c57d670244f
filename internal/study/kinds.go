package study

import (
	"maps"
	"slices"

	"tradestats/internal/tidy"
)

// kinds makes an empty question of each kind, by the name that commands and
// topics know it under.
var kinds = map[string]func() Study{
	"aggregate":      func() Study { return &Aggregate{} },
	"growth":         func() Study { return &Growth{} },
	"rank":           func() Study { return &Rank{} },
	"balance":        func() Study { return &Balance{} },
	"compare":        func() Study { return &Compare{} },
	"contribution":   func() Study { return &Contribution{} },
	"index":          func() Study { return &Index{} },
	"per":            func() Study { return &Per{} },
	"share":          func() Study { return &Share{} },
	"shift-share":    func() Study { return &ShiftShare{} },
	"corridor":       func() Study { return &Corridor{} },
	"concentration":  func() Study { return &Concentration{} },
	"convergence":    func() Study { return &Convergence{} },
	"divide":         func() Study { return &Divide{} },
	"specialization": func() Study { return &Specialization{} },
	"breaks":         func() Study { return &Breaks{} },
	"forecast":       func() Study { return &Forecast{} },
	"target":         func() Study { return &Target{} },
}

// Kinds returns the names of all studies, sorted.
func Kinds() []string { return slices.Sorted(maps.Keys(kinds)) }

// New makes an empty question by its name; one that is not known is an error of
// kind tidy.Usage.
func New(name string) (Study, error) {
	if make, ok := kinds[name]; ok {
		return make(), nil
	}
	return nil, tidy.OneOf("analysis", name, Kinds())
}
