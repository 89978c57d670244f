package gallery

import (
	"slices"
	"strings"
)

// Called are the words by which an economy or group is found, folded, sorted, each once.
func (g *Gallery) Called(id, lang string) []string {
	out := wordsOf(strings.Join(g.called(id, lang), " "))
	slices.Sort(out)
	return slices.Compact(out)
}
