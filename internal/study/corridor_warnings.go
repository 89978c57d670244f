package study

import (
	"fmt"
	"regexp"
	"strings"
)

// oncePerKind keeps of warnings that differ by indicator and numbers alone the
// first, and says of how many more indicators it holds: a bulk file has dozens.
func oncePerKind(warnings []string) []string {
	var out []string
	at, more := map[string]int{}, map[string]int{}
	for _, w := range warnings {
		_, text, about := strings.Cut(w, ": ")
		if strings.HasPrefix(text, "no row of the World ") {
			continue // the rows that rest on such a total say so
		}
		kind := digits.ReplaceAllString(text, "")
		if _, seen := at[kind]; seen && about {
			more[kind]++
			continue
		}
		at[kind] = len(out)
		out = append(out, w)
	}
	for kind, n := range more {
		out[at[kind]] += fmt.Sprintf("; the same holds of %d more, with numbers of their own", n)
	}
	return out
}

var digits = regexp.MustCompile(`[0-9.]+`)
