package load

import (
	"strings"
	"testing"

	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
)

// What a message calls a load is what --remove takes, also of one without a date beside
// dated ones.
func TestLoadIsRemovedByItsName(t *testing.T) {
	to := &target{Server: &register.Server{Client: &client.Client{}}}
	dated, undated, later := &register.Load{Dataset: "d", Vintage: "2024-01"}, &register.Load{Dataset: "d"}, &register.Load{Dataset: "d", Vintage: "2025-01"}
	all := []*register.Load{dated, undated, later, {Dataset: "d#2"}}
	for range all {
		all = append(all[1:], all[0]) // in whatever order
		for _, l := range all {
			if got, err := to.meant(all, l.Name()); got != l || err != nil {
				t.Errorf("%s: %v, %v", l.Name(), got, err)
			}
		}
		if got, err := to.meant(all, "d@"); got != undated || err != nil {
			t.Error(got, err)
		}
	}
	if got, err := to.meant([]*register.Load{dated}, "d"); got != dated || err != nil {
		t.Error(got, err)
	}
	if _, err := to.meant([]*register.Load{dated, later}, "d"); err == nil || !strings.Contains(err.Error(), "of several vintages") {
		t.Error(err)
	}
}

// What is left of a load is removed under its name where nothing of that name stands; of
// what stands, and of a name that several vintages have, it is never a guess.
func TestLeftoversAreRemovedByTheirName(t *testing.T) {
	left := []*leftover{{Dataset: "d", Vintage: "2025-01"}}
	for _, c := range []struct {
		name  string
		found []*register.Load
		want  bool
	}{
		{"d", nil, true}, {"d@2025-01", nil, true}, {"d@2024-01", nil, false}, {"e", nil, false},
		{"d@2025-01", []*register.Load{{Dataset: "d", Vintage: "2024-01"}}, true},
		{"d", []*register.Load{{Dataset: "d", Vintage: "2024-01"}}, false},
		{"d@2025-01", []*register.Load{{Dataset: "d", Vintage: "2025-01"}}, false},
	} {
		if got := onlyLeft(c.found, left, c.name); got != c.want {
			t.Errorf("%s beside %d: %t", c.name, len(c.found), got)
		}
	}
}
