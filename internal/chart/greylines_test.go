package chart

import (
	"fmt"
	"testing"
)

// In print no two lines look alike, as long as there are no more than can be told
// apart; the themes of colours leave lines as they are.
func TestLinesInGreyDiffer(t *testing.T) {
	for n := 1; n <= len(greyLines); n++ {
		for _, first := range []Emphasis{Plain, Highlight} {
			emphases := make([]Emphasis, n)
			emphases[0] = first
			seen := map[string]int{}
			for i, l := range Print.lineLooks(emphases) {
				key := fmt.Sprint(l.dash, l.width, l.rank == rankHighlight)
				if k, ok := seen[key]; ok {
					t.Errorf("%d lines: %d and %d look alike", n, k, i)
				}
				seen[key] = i
				if c := contrast(l.mark, Print.Ground); c < 3 {
					t.Errorf("line %d: contrast %.1f", i, c)
				}
			}
		}
		if fmt.Sprint(Light.lineLooks(make([]Emphasis, n))) != fmt.Sprint(Light.looks(make([]Emphasis, n))) {
			t.Errorf("%d lines of the light theme have changed", n)
		}
	}
}
