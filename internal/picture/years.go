package picture

import (
	"maps"
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/tidy"
)

// newestCommon is the newest year, of those asked for, for which two thirds of
// the series have a value: below that the absent would make the picture.
func (m *maker) newestCommon(all []series) int {
	if _, to := m.q.Span(); m.q.Year != 0 {
		return to
	}
	count := map[int]int{}
	for _, s := range all {
		for _, y := range s.years() {
			count[y]++
		}
	}
	newest := analysis.NewestOfMost(count, len(all))
	if newest == 0 {
		newest = slices.Max(slices.Collect(maps.Keys(count)))
	}
	return newest
}

// two are the years that a comparison of two is between: the first of those
// asked for and the newest that most have.
func (m *maker) two(all []series) (from, to int, err error) {
	to = m.q.To
	if to == 0 || m.q.UpTo != 0 {
		to = m.newestCommon(all)
	}
	if from = m.q.From; from == 0 {
		first := to
		for _, s := range all {
			first = min(first, s.years()[0])
		}
		from = max(first, to-10)
	}
	if from >= to {
		return 0, 0, tidy.Errorf(tidy.Usage, "give {from} and {to}", "the chart compares two years, there is only %d", to)
	}
	return from, to, nil
}
