package warehouse

import (
	"strings"
	"testing"
)

// What a message calls a load is what --remove takes, also of one without a date beside
// dated ones.
func TestLoadIsRemovedByItsName(t *testing.T) {
	to := &target{Client: &Client{}}
	dated, undated, later := &load{Dataset: "d", Vintage: "2024-01"}, &load{Dataset: "d"}, &load{Dataset: "d", Vintage: "2025-01"}
	all := []*load{dated, undated, later, {Dataset: "d#2"}}
	for range all {
		all = append(all[1:], all[0]) // in whatever order
		for _, l := range all {
			if got, err := to.named(all, l.name()); got != l || err != nil {
				t.Errorf("%s: %v, %v", l.name(), got, err)
			}
		}
		if got, err := to.named(all, "d@"); got != undated || err != nil {
			t.Error(got, err)
		}
	}
	if got, err := to.named([]*load{dated}, "d"); got != dated || err != nil {
		t.Error(got, err)
	}
	if _, err := to.named([]*load{dated, later}, "d"); err == nil || !strings.Contains(err.Error(), "of several vintages") {
		t.Error(err)
	}
}
