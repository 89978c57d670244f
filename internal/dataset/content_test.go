package dataset

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// Years are written as they are read.
func TestYearsHeld(t *testing.T) {
	h := Held{}
	for _, year := range []int{2020, 2005, 2006, 2007, 2010, 2011} {
		h.Add("a", year)
	}
	if got := h.String(); got != "a (2005-2007 2010-2011 2020)" {
		t.Error(got)
	}
	if got := ReadRanges(h.Years("a")); !reflect.DeepEqual(got, h["a"]) {
		t.Error(got)
	}
	if got := ReadRanges("x 1-99999"); len(got) > 10_000 {
		t.Error(len(got))
	}
	if got := Some(strings.Fields("a b c d e f g")); got != "a, b, c, d, e and 2 more" {
		t.Error(got)
	}
}

// Two contents meet where a figure can stand in both, and share what has their indicator.
func TestContentsThatMeet(t *testing.T) {
	of := func(economies, id string, years ...int) *Content {
		c := NewContent()
		for _, economy := range strings.Fields(economies) {
			c.Economies[economy] = AnEconomy
		}
		for _, year := range years {
			c.Held.Add(id, year)
		}
		return &c
	}
	first := of("FRA DEU", "x", 2020, 2021)
	for _, c := range []struct {
		other         *Content
		shares, meets bool
		years, who    string // what the first has beside it
	}{
		{of("FRA", "x", 2021, 2022), true, true, "2020", "DEU"},
		{of("FRA DEU", "x", 2022), true, false, "2020-2021", ""},
		{of("ITA", "x", 2020), true, false, "2021", "DEU FRA"},
		{of("FRA DEU", "y", 2020, 2021), false, false, "2020-2021", ""},
		{of("", "x"), false, false, "2020-2021", "DEU FRA"},
	} {
		if first.Shares(c.other) != c.shares || first.Meets(c.other) != c.meets || c.other.Meets(first) != c.meets {
			t.Errorf("%v: shares %t, meets %t", c.other, first.Shares(c.other), first.Meets(c.other))
		}
		gone := first.Without(c.other)
		if years, who := gone.Held.Span(), strings.Join(slices.Sorted(maps.Keys(gone.Economies)), " "); years != c.years || who != c.who {
			t.Errorf("%v: without it %s, %s", c.other, years, who)
		}
	}
}
