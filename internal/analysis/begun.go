package analysis

import (
	"slices"
	"strings"
)

// A LateStart names the members of a group that had not begun to report by a year, the
// last of those looked at.
type LateStart struct {
	Economies []string
	Year      int
}

// LateStarts are the members that the notes of a group's years say have not begun to
// report, by the last of these years, ascending.
func LateStarts(years map[int]Notes) []LateStart {
	last := map[string]int{}
	for year, notes := range years {
		if n, ok := notes.Find(NoteNotBegun); ok {
			for _, id := range strings.Fields(n.Economies) {
				last[id] = max(last[id], year)
			}
		}
	}
	byYear := map[int][]string{}
	for id, year := range last {
		byYear[year] = append(byYear[year], id)
	}
	var out []LateStart
	for year, economies := range byYear {
		slices.Sort(economies)
		out = append(out, LateStart{economies, year})
	}
	slices.SortFunc(out, func(a, b LateStart) int { return a.Year - b.Year })
	return out
}
