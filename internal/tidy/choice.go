package tidy

import (
	"fmt"
	"slices"
	"strings"
)

// OneOf checks a choice, such as the value of a flag, of a parameter as {kind}; an empty one among the known is
// the default. Another one is an error of kind Usage with the nearest.
func OneOf(what, word string, known []string) error {
	if slices.Contains(known, word) {
		return nil
	}
	named := slices.DeleteFunc(slices.Clone(known), func(s string) bool { return s == "" })
	hint := "use " + strings.Join(named, ", ")
	if near := Nearest(word, named, 1); len(near) > 0 {
		hint = fmt.Sprintf("did you mean %s? %s", near[0], hint)
	}
	e := newError(Usage, nil, hint, "%s %q is unknown", []any{what, word})
	if name, ok := strings.CutSuffix(what, "}"); ok {
		e = newError(Usage, nil, hint, name+" %q} is unknown", []any{word})
	}
	e.Word = word
	return e
}
