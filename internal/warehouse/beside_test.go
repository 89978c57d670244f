package warehouse

import (
	"strings"
	"testing"

	"tradestats/internal/dataset"
)

// Two loads stand beside each other where their indicators, years, economies or vintages
// are others.
func TestLoadsBesideEachOther(t *testing.T) {
	of := func(vintage, economy string, years map[string][]int) *load {
		l := &load{Vintage: vintage, Content: dataset.Content{Held: dataset.Held{}, Economies: map[string]string{economy: dataset.AnEconomy}}}
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
		other           *load
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
		if got := first.clashes(c.other); got != c.clashes {
			t.Errorf("%s: clashes %t", c.what, got)
		}
		if got := c.other.covers(first); got != c.covers {
			t.Errorf("%s: covers %t", c.what, got)
		}
	}
}

// A load of other partners has not all of what stands, and what goes with a load that
// one of its name takes the place of is said: economies and partners too.
func TestPartnersAndEconomiesThatGo(t *testing.T) {
	of := func(economies, partners string) *load {
		l := &load{File: "x.csv", Content: dataset.Content{Held: dataset.Held{"x": {2020: true}}, Economies: map[string]string{}, Partners: map[string]string{}}}
		for _, id := range strings.Fields(economies) {
			l.Economies[id] = dataset.AnEconomy
		}
		for _, id := range strings.Fields(partners) {
			l.Partners[id] = dataset.AnEconomy
		}
		return l
	}
	first := of("FRA DEU", "CHN USA")
	for _, c := range []struct {
		other *load
		gone  string
	}{
		{of("FRA DEU", "CHN USA"), ""},
		{of("FRA DEU ITA", "CHN JPN USA"), ""},
		{of("FRA DEU", "USA"), "the partners CHN"},
		{of("FRA", "CHN USA"), "the economies DEU"},
		{of("FRA", "JPN"), "the economies DEU, nor the partners CHN, USA"},
		{of("", "CHN USA"), "the economies DEU, FRA"},
	} {
		if got := c.other.covers(first); got != (c.gone == "") {
			t.Errorf("%q: covers %t", c.gone, got)
		}
		got := strings.Join(c.other.surprises([]*load{first}, nil), "; ")
		if _, gone, _ := strings.Cut(got, "the table no longer has "); gone != c.gone {
			t.Errorf("%q, want %q", got, c.gone)
		}
	}
}
