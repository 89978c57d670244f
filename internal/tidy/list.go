package tidy

import (
	"slices"
	"strings"
)

// Split takes apart texts that are lists with commas: what stands between them without
// the blanks around it, each once, in the order of the texts.
func Split(texts ...string) []string {
	var out []string
	for _, text := range texts {
		for _, one := range strings.Split(text, ",") {
			if one = strings.TrimSpace(one); one != "" && !slices.Contains(out, one) {
				out = append(out, one)
			}
		}
	}
	return out
}
