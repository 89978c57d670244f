package load

import (
	"strings"
	"testing"

	"tradestats/internal/dataset"
	"tradestats/internal/warehouse/register"
	"tradestats/internal/warehouse/warehousetest"
)

// A load of other partners has not all of what stands, and what goes with a load that
// one of its name takes the place of is said: economies and partners too.
func TestPartnersAndEconomiesThatGo(t *testing.T) {
	of := func(economies, partners string) *register.Load {
		l := &register.Load{File: "x.csv", Content: dataset.Content{Held: dataset.Held{"x": {2020: true}}, Economies: map[string]string{}, Partners: map[string]string{}}}
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
		other *register.Load
		gone  string
	}{
		{of("FRA DEU", "CHN USA"), ""},
		{of("FRA DEU ITA", "CHN JPN USA"), ""},
		{of("FRA DEU", "USA"), "the partners CHN"},
		{of("FRA", "CHN USA"), "the economies DEU"},
		{of("FRA", "JPN"), "the economies DEU, nor the partners CHN, USA"},
		{of("", "CHN USA"), "the economies DEU, FRA"},
	} {
		if got := c.other.Covers(first); got != (c.gone == "") {
			t.Errorf("%q: covers %t", c.gone, got)
		}
		got := strings.Join(surprises(c.other, []*register.Load{first}, nil), "; ")
		if _, gone, _ := strings.Cut(got, "the table no longer has "); gone != c.gone {
			t.Errorf("%q, want %q", got, c.gone)
		}
	}
}

// A text without a date hears of the vintage that is read before it: the newest one that
// has its indicators.
func TestAnUndatedTextHearsOfTheNewest(t *testing.T) {
	undated, other := warehousetest.Holding("d", "a.csv", 2020), warehousetest.Holding("d@2026", "z.csv", 2020)
	other.Held = dataset.Held{"z": {2020: true}}
	all := []*register.Load{warehousetest.Holding("d#2", "n.csv", 2019), warehousetest.Holding("d@2024-06", "b.csv", 2020), warehousetest.Holding("d@2025-06", "c.csv", 2021), warehousetest.Holding("d@2025", "e.csv", 2021), warehousetest.Holding("d@2023", "f.csv", 2020), other}
	if got := strings.Join(surprises(undated, nil, all), "; "); got != "a.csv has no date, and what has one is read first: e.csv, of 2025; say --vintage DATE" {
		t.Error(got)
	}
	if got := surprises(warehousetest.Holding("d@2020", "g.csv", 2020), nil, all); got != nil {
		t.Error(got)
	}
}
