package dataset

import (
	"math"
	"slices"

	"tradestats/internal/tidy"
)

// A filter is a query made ready to be asked for each row.
type filter struct {
	economies map[string]bool
	partners  []string
	between   map[string]bool
	from, to  int
}

func newFilter(q Query) filter {
	f := filter{partners: q.Partners, from: q.From, to: q.To}
	if f.to == 0 {
		f.to = math.MaxInt
	}
	if len(f.partners) == 0 {
		f.partners = []string{tidy.World}
	}
	f.between = setOf(q.Between)
	if len(q.Economies) > 0 {
		f.economies = setOf(q.Economies)
	}
	return f
}

func (f filter) year(y int) bool        { return y >= f.from && y <= f.to }
func (f filter) economy(id string) bool { return f.economies == nil || f.economies[id] }
func (f filter) partner(id string) bool { return slices.Contains(f.partners, id) }

// pair tells whether a row of an economy with a partner is wanted.
func (f filter) pair(economy, partner string) bool {
	return len(f.between) == 0 || partner == tidy.World || f.between[economy]
}

func setOf(ids []string) map[string]bool {
	out := map[string]bool{}
	for _, id := range ids {
		out[id] = true
	}
	return out
}
