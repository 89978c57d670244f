package economy

import (
	"slices"
	"testing"

	"tradestats/internal/tidy"
)

func TestMembershipDates(t *testing.T) {
	r := registry(t)
	for _, c := range []struct {
		group, day, economy string
		want                bool
	}{
		{"eu", "2020-01-31", "GBR", true},
		{"eu", "2020-02-01", "GBR", false},
		{"eu", "1972-12-31", "GBR", false},
		{"eu27", "1990-12-31", "HRV", true}, // a fixed composition holds for all time
		{"belt-and-road", "2019-03-22", "ITA", false},
		{"belt-and-road", "2019-03-23", "ITA", true},
		{"belt-and-road", "2023-12-05", "ITA", true},
		{"belt-and-road", "2023-12-06", "ITA", false},
		{"euro-area", YearEnd(2022), "HRV", false},
		{"euro-area", YearEnd(2023), "HRV", true},
		{"world", "1900-01-01", "XKX", true},
	} {
		members, err := r.Members(c.group, c.day)
		if err != nil || slices.Contains(members, c.economy) != c.want {
			t.Errorf("%s in %s on %s: want %v (%v)", c.economy, c.group, c.day, c.want, err)
		}
	}
	if m, _ := r.Members("world", "2024-12-31"); len(m) != 250 || !slices.IsSorted(m) {
		t.Errorf("world has %d members", len(m))
	}
}

func TestEmptyIsNotUnknown(t *testing.T) {
	r := registry(t)
	if m, err := r.Members("brics", "2000-12-31"); err != nil || m == nil || len(m) != 0 {
		t.Errorf("brics in 2000: %v, %v", m, err)
	}
	if got := r.Founded("brics"); got != "2009-06-16" {
		t.Errorf("brics founded %q", got)
	}
	if got := r.Founded("africa") + r.Founded("world"); got != "" {
		t.Errorf("a region was founded on %q", got)
	}
	for _, c := range [][2]string{{"bric", "2020-12-31"}, {"brics", "2020-13-31"}, {"brics", "2020"}} {
		if _, err := r.Members(c[0], c[1]); tidy.KindOf(err) != tidy.Usage {
			t.Errorf("Members(%q, %q): %v", c[0], c[1], err)
		}
	}
}

// The regions stand twice, as a column and as a group: they must agree.
func TestRegionsAgreeWithGroups(t *testing.T) {
	r := registry(t)
	column := map[string]func(Economy) string{
		"region": func(e Economy) string { return e.Region }, "sub": func(e Economy) string { return e.Subregion },
		"bank": func(e Economy) string { return e.BankRegion }, "income": func(e Economy) string { return e.Income },
	}
	for _, c := range []struct{ group, column, value string }{
		{"africa", "region", "Africa"}, {"americas", "region", "Americas"}, {"asia", "region", "Asia"},
		{"oceania", "region", "Oceania"}, {"lac", "sub", "Latin America and the Caribbean"},
		{"sub-saharan-africa", "sub", "Sub-Saharan Africa"}, {"western-asia", "sub", "Western Asia"},
		{"wb-sas", "bank", "South Asia"}, {"wb-ecs", "bank", "Europe & Central Asia"},
		{"high-income", "income", "High income"}, {"low-income", "income", "Low income"},
	} {
		var want []string
		for _, e := range r.Economies() {
			if column[c.column](e) == c.value {
				want = append(want, e.ISO3)
			}
		}
		if got, _ := r.Members(c.group, "2025-12-31"); !slices.Equal(got, want) {
			t.Errorf("%s: %v, but the column says %v", c.group, got, want)
		}
	}
}
