package dataset

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/frame"
	"tradestats/internal/tidy"
)

// Without a vintage of the embedded figures nothing could be said as of a date.
func TestEmbeddedVintages(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range c.Datasets {
		if _, ok := tidy.LastDay(d.Vintage); !ok {
			t.Errorf("%s: the vintage %q is no date", d.ID, d.Vintage)
		}
	}
}

// As of any date the newest vintage up to it is used, in whatever form folders are
// named; no date is a date far ahead.
func TestNewestUpTo(t *testing.T) {
	folders := []string{"2019", "2020-06", "2020-06-15", "2020-11-30", "2021"} // the values are made up
	texts := map[string]string{}
	for k, name := range folders {
		texts[name+"/x.csv"] = fmt.Sprintf("indicator,economy,year,value\nx,FRA,2018,%d\n", k)
	}
	dir := write(t, texts)
	for _, asOf := range []string{"2018", "2019-12-30", "2019-12-31", "2020-06-14", "2020-06-15", "2020-06-29", "2020-06", "2020-10", "2020-11", "2020", "2021-12-30", "2021", "2999", ""} {
		last, _ := tidy.LastDay(asOf)
		want, newest := -1.0, ""
		for k, name := range folders {
			if day, _ := tidy.LastDay(name); (asOf == "" || day <= last) && day > newest {
				want, newest = float64(k), day
			}
		}
		if got := valueAsOf(t, dir, asOf); got != want {
			t.Errorf("as of %q: the value %v, want %v", asOf, got, want)
		}
	}
}

// valueAsOf is the one value of x in a folder; -1 where there is none.
func valueAsOf(t *testing.T, dir, asOf string) float64 {
	t.Helper()
	r, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	e, err := Open(context.Background(), Options{Data: []string{dir}, AsOf: asOf, Economies: r})
	if err != nil {
		t.Fatal(err)
	}
	if !e.Catalog().Has("x") {
		if e.Missing("x") == nil {
			t.Errorf("as of %s: x is missing and nothing is said of it", asOf)
		}
		return -1
	}
	found, err := e.Load(context.Background(), Query{Indicators: []string{"x"}})
	if err != nil {
		t.Fatal(err)
	}
	obs, err := frame.Observations(found.Frame)
	if err != nil || len(obs) != 1 {
		t.Fatalf("%d values, error %v", len(obs), err)
	}
	return obs[0].Value
}

// Embedded figures are used from the last day of their vintage on, and are inputs
// only then.
func TestEmbeddedAsOf(t *testing.T) {
	r, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, asOf := range []string{"", "1999", "2021", "2025-12-18", "2026-02", "2999"} {
		e, err := Open(context.Background(), Options{AsOf: asOf, Economies: r})
		if err != nil {
			t.Fatal(err)
		}
		last, limited := tidy.LastDay(asOf)
		for _, id := range c.IDs() {
			i, _ := c.Indicator(id)
			day, _ := tidy.LastDay(i.Dataset.Vintage)
			late := limited && day > last
			in, err := e.Inputs([]string{id})
			used := err == nil && len(in) > 0 && in[0].Indicator == id
			if diff := cmp.Diff([]bool{late, !late}, []bool{e.Missing(id) != nil, used}); diff != "" {
				t.Errorf("as of %q: %s of %s: missing, an input (-want +got):\n%s", asOf, id, day, diff)
			}
		}
	}
}
