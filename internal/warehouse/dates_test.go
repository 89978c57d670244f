package warehouse

import (
	"slices"
	"testing"

	"tradestats/internal/dataset"
	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
	"tradestats/internal/warehouse/warehousetest"
)

// The vintages of a table are compared as folders of a date are, also where there is but
// one; one that an address names is used of whatever date.
func TestVintagesStandApart(t *testing.T) {
	undated, dated := warehousetest.Holding("d", "a.csv", 2020), warehousetest.Holding("d@2020", "b.csv", 2020)
	other := warehousetest.Holding("f", "f.csv", 2020)
	other.Held = dataset.Held{"z": {2020: true}}
	for k, c := range []struct {
		of    []*register.Load
		named string // the vintage behind the table
		alone []string
		apart []bool
	}{
		{[]*register.Load{dated}, "", []string{"clickhouse://u@h:8123/d/t/2020"}, []bool{true}},
		{[]*register.Load{dated}, "2020", []string{""}, []bool{false}},
		{[]*register.Load{undated}, "", []string{""}, []bool{false}},
		{[]*register.Load{undated, dated}, "", []string{"", "clickhouse://u@h:8123/d/t/2020"}, []bool{true, true}},
		{[]*register.Load{other, dated}, "", []string{"", "clickhouse://u@h:8123/d/t/2020"}, []bool{false, true}},
	} {
		a, err := client.ParseAddress("clickhouse://u:secret@h/d/t/" + c.named)
		if c.named == "" {
			a, err = client.ParseAddress("clickhouse://u:secret@h/d/t")
		}
		if err != nil {
			t.Fatal(err)
		}
		for m, table := range (&opening{register.Dial(a)}).tables(c.of) {
			if table.Apart != c.apart[m] || table.Alone != c.alone[m] {
				t.Errorf("%d, %s: apart %t, alone %q", k, table.Name, table.Apart, table.Alone)
			}
		}
	}
}

// A value of a table is of a load, and a load of a vintage: what is read of two vintages of one
// file comes from two places, whether the address names one of them or all.
func TestOriginsNameTheVintage(t *testing.T) {
	loads := []*register.Load{warehousetest.Holding("d", "a.csv", 2020), warehousetest.Holding("d@2024-07", "a.csv", 2020), warehousetest.Holding("d@2025-01-20", "a.csv", 2020)}
	want := []string{"clickhouse://h:8123/d/t/a.csv", "clickhouse://h:8123/d/t/2024-07/a.csv", "clickhouse://h:8123/d/t/2025-01-20/a.csv"}
	for named, of := range map[string][2]int{"": {0, 3}, "/2024-07": {1, 2}} {
		a, err := client.ParseAddress("clickhouse://u:secret@h/d/t" + named)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, table := range (&opening{register.Dial(a)}).tables(loads[of[0]:of[1]]) {
			got = append(got, table.Name)
		}
		if !slices.Equal(got, want[of[0]:of[1]]) {
			t.Errorf("%q: %q", named, got)
		}
	}
}
