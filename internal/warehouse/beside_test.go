package warehouse

import (
	"reflect"
	"testing"

	"tradestats/internal/dataset"
)

// Years are written as they are read.
func TestYearsHeld(t *testing.T) {
	h := held{}
	for _, year := range []int{2020, 2005, 2006, 2007, 2010, 2011} {
		h.add("a", year)
	}
	if got := h.String(); got != "a (2005-2007 2010-2011 2020)" {
		t.Error(got)
	}
	if got := readRanges(h.years("a")); !reflect.DeepEqual(got, h["a"]) {
		t.Error(got)
	}
	if got := readRanges("x 1-99999"); len(got) > 10_000 {
		t.Error(len(got))
	}
}

// Two loads stand beside each other where their indicators, years, economies or vintages
// are others.
func TestLoadsBesideEachOther(t *testing.T) {
	of := func(vintage, economy string, years map[string][]int) *load {
		l := &load{Vintage: vintage, Held: held{}, Economies: map[string]string{economy: dataset.AnEconomy}}
		for id, of := range years {
			for _, year := range of {
				l.Held.add(id, year)
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
