package register

import (
	"strings"
	"testing"

	"tradestats/internal/dataset"
	"tradestats/internal/warehouse/client"
)

// What has no date is hidden by what has one, and of several vintages the older ones by
// the newest: each load says it in the list, and what nobody reads is told apart from
// what a later vintage has too.
func TestWhatIsNotRead(t *testing.T) {
	undated, next := holding("d", "a.csv", 2020, 2021), holding("d#2", "b.csv", 2022)
	dated, newest := holding("d@2024", "c.csv", 2020, 2021, 2022), holding("d@2025-01", "e.csv", 2022)
	other := holding("f", "f.csv", 2020)
	other.Held = dataset.Held{"z": {2020: true}}
	both := holding("g", "g.csv", 2020)
	both.Held.Add("z", 2020)
	for k, c := range []struct {
		old, all []*Load
		note     string
		lost     string
	}{
		{[]*Load{undated}, []*Load{undated, next, other}, "", ""},
		{[]*Load{undated}, []*Load{undated, next, dated}, "not read, for d@2024 has a date", ""},
		{[]*Load{undated}, []*Load{undated, next, dated, newest}, "not read, for d@2025-01 has a date", "lacks x (2020-2021)"},
		{[]*Load{undated, next}, []*Load{undated, next, newest}, "not read, for d@2025-01 has a date", "lacks x (2020-2021)"},
		{[]*Load{dated}, []*Load{undated, next, dated, newest}, "read with --as-of 2024", "lacks x (2020-2021)"},
		{[]*Load{newest}, []*Load{undated, next, dated, newest}, "", ""},
		{[]*Load{both}, []*Load{both, dated}, "not read, for d@2024 has a date: x (2020)", ""},
	} {
		s := Shaded(c.old, c.all)
		if got := s.Note(c.old[0]); got != c.note && len(c.old) == 1 {
			t.Errorf("%d: %q; want %q", k, got, c.note)
		}
		if got := s.lacks(); got != c.lost {
			t.Errorf("%d: %q; want %q", k, got, c.lost)
		}
	}
}

// What a load takes out of sight is said of all that it hides, once; what was out of sight
// before is not its matter.
func TestWhatALoadHides(t *testing.T) {
	undated, next := holding("d", "a.csv", 2020, 2021), holding("d#2", "b.csv", 2022)
	dated, newest := holding("d@2024", "c.csv", 2020, 2021, 2022), holding("d@2025-01", "e.csv", 2022)
	for k, l := range []*Load{undated, next, dated, newest} {
		l.Attempt = uint64(k + 1)
	}
	all := []*Load{undated, dated, newest, next}
	c := &Server{&client.Client{Address: client.Address{Host: "h", Database: "d", Table: "t"}}}
	for k, of := range []struct {
		got, want string
	}{
		{strings.Join(Shadows([]*Load{next}, all), "\n"), ""},
		{strings.Join(Shadows([]*Load{dated}, all), "\n"), ""},
		{strings.Join(Shadows([]*Load{newest}, all), "\n"),
			"a.csv, b.csv: no date, and so not read beside e.csv (of 2025-01), which lacks x (2020-2021); load it again with its --vintage DATE, or take it out with --remove\n" +
				"e.csv (of 2025-01) is read in place of c.csv (of 2024) and lacks x (2020-2021); --as-of 2024 reads that"},
		{strings.Join(Shadows([]*Load{dated}, []*Load{undated, next, dated}), "\n"),
			"a.csv, b.csv: no date, and so not read beside c.csv (of 2024); load it again with its --vintage DATE, or take it out with --remove"},
		{c.Unseen([]*Load{undated, next, dated}), ""},
		{c.Unseen(all), "clickhouse://h/d/t/a.csv, b.csv: no date, and so not read beside e.csv (of 2025-01), which lacks x (2020-2021); load it again with its --vintage DATE"},
	} {
		if of.got != of.want {
			t.Errorf("%d: %q; want %q", k, of.got, of.want)
		}
	}
}

// The same bytes loaded under a date take the place of themselves without one; another
// file of the name does not, nor what another declaration says of them.
func TestAFileIsGivenItsDate(t *testing.T) {
	without, with := holding("d", "a.csv", 2020), holding("d@2025", "a.csv", 2020)
	without.SHA256, with.SHA256 = "00", "00"
	if !with.Dates(without) || without.Dates(with) {
		t.Error("it does not")
	}
	without.SHA256 = "ff"
	if with.Dates(without) {
		t.Error("another file does")
	}
	without.SHA256, without.Declared = "00", "indicators:\n"
	if with.Dates(without) {
		t.Error("another declaration does")
	}
}
