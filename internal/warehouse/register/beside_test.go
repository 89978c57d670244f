package register

import (
	"testing"

	"tradestats/internal/dataset"
)

// Two loads stand beside each other where their indicators, years, economies or vintages
// are others.
func TestLoadsBesideEachOther(t *testing.T) {
	of := func(vintage, economy string, years map[string][]int) *Load {
		l := &Load{Vintage: vintage, Content: dataset.Content{Held: dataset.Held{}, Economies: map[string]string{economy: dataset.AnEconomy}}}
		for id, of := range years {
			for _, year := range of {
				l.Held.Add(id, year)
			}
		}
		return l
	}
	first := of("2025-01", "FRA", map[string][]int{"x": {2020, 2021}})
	for _, c := range []struct {
		what            string
		other           *Load
		clashes, covers bool
	}{
		{"the same", of("2025-01", "FRA", map[string][]int{"x": {2020, 2021}}), true, true},
		{"the day of the month's end", of("2025-01-31", "FRA", map[string][]int{"x": {2021}}), true, false},
		{"more", of("2025-01", "FRA", map[string][]int{"x": {2020, 2021}, "y": {2020}}), true, true},
		{"another year", of("2025-01", "FRA", map[string][]int{"x": {2022}}), false, false},
		{"another indicator", of("2025-01", "FRA", map[string][]int{"y": {2020}}), false, false},
		{"another economy", of("2025-01", "DEU", map[string][]int{"x": {2020}}), false, false},
		{"another vintage", of("2024-01", "FRA", map[string][]int{"x": {2020}}), false, false},
	} {
		if got := first.Clashes(c.other); got != c.clashes {
			t.Errorf("%s: clashes %t", c.what, got)
		}
		if got := c.other.Covers(first); got != c.covers {
			t.Errorf("%s: covers %t", c.what, got)
		}
	}
}
