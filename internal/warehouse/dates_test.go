package warehouse

import (
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
