package chart

import (
	"fmt"
	"testing"
)

// In print no two lines look alike, as long as there are no more than can be told
// apart.
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
	}
}

// In colour each of up to eight has one of its own where none is loud; beside a loud one, and of more, all are muted.
func TestLinesInColour(t *testing.T) {
	for n := 1; n <= 9; n++ {
		for _, first := range []Emphasis{Plain, Highlight} {
			emphases := make([]Emphasis, n)
			emphases[0] = first
			marks := map[string]bool{}
			for _, l := range Light.lineLooks(emphases) {
				marks[fmt.Sprint(l.mark)] = true
			}
			want := n
			if n > len(Light.Categories) {
				want = 1
			}
			if first == Highlight {
				want = min(2, n)
			}
			if len(marks) != want {
				t.Errorf("%d lines, the first %v: %d colours, want %d", n, first, len(marks), want)
			}
		}
	}
}
