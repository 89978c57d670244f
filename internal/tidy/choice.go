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
	if name, ok := strings.CutSuffix(what, "}"); ok {
		return Errorf(Usage, hint, name+" %q} is unknown", word)
	}
	return Errorf(Usage, hint, "%s %q is unknown", what, word)
}
