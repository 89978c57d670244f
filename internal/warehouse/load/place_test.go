package load

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
	"tradestats/internal/warehouse/warehousetest"
)

// A text takes the place of all loads that it holds all of, under the name that its
// publisher gives it where that becomes free; where it lacks something of one it is refused.
func TestPlaceOfSeveralLoads(t *testing.T) {
	first, second, third := warehousetest.Holding("d", "1.csv", 2020, 2021), warehousetest.Holding("d#2", "2.csv", 2022), warehousetest.Holding("d#3", "3.csv", 2023)
	other, dated := warehousetest.Holding("e", "e.csv", 2022), warehousetest.Holding("d@2024", "1.csv", 2020)
	for k, c := range []struct {
		text   *register.Load
		others []*register.Load
		name   string
		takes  string // attempts under other names are told apart by their file
		lacks  string
	}{
		{warehousetest.Holding("d", "4.csv", 2024), []*register.Load{first, second, dated}, "d#3", "", ""},
		{warehousetest.Holding("d", "all.csv", 2020, 2021, 2022, 2023), []*register.Load{first, second, third}, "d", "1.csv 2.csv 3.csv", ""},
		{warehousetest.Holding("d", "all.csv", 2020, 2021, 2022), []*register.Load{first, second, third}, "d", "1.csv 2.csv", ""},
		{warehousetest.Holding("d", "all.csv", 2022, 2023), []*register.Load{first, second, third}, "d#2", "2.csv 3.csv", ""},
		{warehousetest.Holding("d", "2.csv", 2020, 2021, 2022), []*register.Load{first, second}, "d", "2.csv 1.csv", ""},
		{warehousetest.Holding("d", "3.csv", 2022, 2023), []*register.Load{first, third, second}, "d#3", "3.csv 2.csv", ""},
		{warehousetest.Holding("d", "3.csv", 2023), []*register.Load{third}, "d#3", "3.csv", ""},
		{warehousetest.Holding("d", "all.csv", 2022), []*register.Load{other}, "d", "e.csv", ""},
		{warehousetest.Holding("d", "all.csv", 2020, 2022), []*register.Load{first, second}, "", "", "from 1.csv; all.csv does not hold all of that"},
	} {
		c.text.Dataset = "d"
		before, err := (&target{Server: &register.Server{Client: &client.Client{}}}).place(context.Background(), nil, c.text, c.others)
		if c.lacks != "" {
			if err == nil || !strings.Contains(err.Error(), c.lacks) {
				t.Errorf("%d: %v", k, err)
			}
			continue
		}
		var files []string
		for _, o := range before {
			files = append(files, o.File)
		}
		if err != nil || c.text.Dataset != c.name || strings.Join(files, " ") != c.takes {
			t.Errorf("%d: %v, %s takes the place of %s; want %s, %s", k, err, c.text.Dataset, files, c.name, c.takes)
		}
		for _, r := range c.text.Replaced {
			if r.Dataset == c.text.Dataset {
				t.Errorf("%d: %s is to be dropped after it has been loaded", k, r.Dataset)
			}
		}
		if want := len(before); want > 0 && len(c.text.Replaced) < want-1 {
			t.Errorf("%d: %d of %d are dropped", k, len(c.text.Replaced), want)
		}
	}
}

// What a load has taken the place of does not stand, also while its rows are still there,
// and is inherited by the load that takes its own.
func TestWhatIsReplacedDoesNotStand(t *testing.T) {
	first, whole, other := warehousetest.Holding("d#2", "2.csv", 2020), warehousetest.Holding("d", "all.csv", 2020, 2021), warehousetest.Holding("e", "e.csv", 2030)
	first.Attempt, whole.Attempt, other.Attempt = 1, 2, 3
	left, gone := register.Replaced{Dataset: "d#2", Vintage: "", Attempt: 1, Number: 5}, register.Replaced{Dataset: "d#3", Vintage: "", Attempt: 9, Number: 1}
	whole.Replaced = []register.Replaced{left, gone}
	got := register.WithoutReplaced([]*register.Load{first, whole, other}, map[uint64]bool{1: true, 2: true, 3: true})
	if !reflect.DeepEqual(got, []*register.Load{whole, other}) || !reflect.DeepEqual(whole.Replaced, []register.Replaced{left}) {
		t.Error(got, whole.Replaced)
	}
	again := warehousetest.Holding("d", "all.csv", 2020, 2021)
	if _, err := (&target{Server: &register.Server{Client: &client.Client{}}}).place(context.Background(), nil, again, got); err != nil || !reflect.DeepEqual(again.Replaced, []register.Replaced{left}) {
		t.Error(err, again.Replaced)
	}
}

// A vintage may be of the month or the year that has begun, and of no later one.
func TestAVintageThatHasNotBegun(t *testing.T) {
	for vintage, refused := range map[string]bool{"": false, "spring": false, "2024-07-16": false, "2024-07": false, "2024": false, "2023-12-31": false,
		"2024-07-17": true, "2024-08": true, "2025": true, "2030-01-01": true} {
		err := notAfter("2024-07-16", "chips.csv", vintage)
		if refused != (err != nil) || refused && (tidy.KindOf(err) != tidy.Usage || !strings.Contains(err.Error(), "chips.csv: the vintage "+vintage+" has not begun")) {
			t.Errorf("%s: %v", vintage, err)
		}
	}
	if err := notAfter("", "chips.csv", "2030"); err != nil {
		t.Error(err)
	}
}
