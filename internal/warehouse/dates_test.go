package warehouse

import (
	"strings"
	"testing"

	"tradestats/internal/dataset"
	"tradestats/internal/warehouse/client"
)

// The vintages of a table are compared as folders of a date are, also where there is but
// one; one that an address names is used of whatever date.
func TestVintagesStandApart(t *testing.T) {
	undated, dated := holding("d", "a.csv", 2020), holding("d@2020", "b.csv", 2020)
	other := holding("f", "f.csv", 2020)
	other.Held = dataset.Held{"z": {2020: true}}
	for k, c := range []struct {
		of    []*load
		named string // the vintage behind the table
		alone []string
		apart []bool
	}{
		{[]*load{dated}, "", []string{"clickhouse://u@h:8123/d/t/2020"}, []bool{true}},
		{[]*load{dated}, "2020", []string{""}, []bool{false}},
		{[]*load{undated}, "", []string{""}, []bool{false}},
		{[]*load{undated, dated}, "", []string{"", "clickhouse://u@h:8123/d/t/2020"}, []bool{true, true}},
		{[]*load{other, dated}, "", []string{"", "clickhouse://u@h:8123/d/t/2020"}, []bool{false, true}},
	} {
		a, err := client.ParseAddress("clickhouse://u:secret@h/d/t/" + c.named)
		if c.named == "" {
			a, err = client.ParseAddress("clickhouse://u:secret@h/d/t")
		}
		if err != nil {
			t.Fatal(err)
		}
		for m, table := range dial(a).tables(c.of) {
			if table.Apart != c.apart[m] || table.Alone != c.alone[m] {
				t.Errorf("%d, %s: apart %t, alone %q", k, table.Name, table.Apart, table.Alone)
			}
		}
	}
}

// A text without a date hears of the vintage that is read before it: the newest one that
// has its indicators.
func TestAnUndatedTextHearsOfTheNewest(t *testing.T) {
	undated, other := holding("d", "a.csv", 2020), holding("d@2026", "z.csv", 2020)
	other.Held = dataset.Held{"z": {2020: true}}
	all := []*load{holding("d#2", "n.csv", 2019), holding("d@2024-06", "b.csv", 2020), holding("d@2025-06", "c.csv", 2021), holding("d@2025", "e.csv", 2021), holding("d@2023", "f.csv", 2020), other}
	if got := strings.Join(undated.surprises(nil, all), "; "); got != "a.csv has no date, and what has one is read first: e.csv, of 2025; say --vintage DATE" {
		t.Error(got)
	}
	if got := holding("d@2020", "g.csv", 2020).surprises(nil, all); got != nil {
		t.Error(got)
	}
}
