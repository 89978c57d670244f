package warehouse

import "testing"

// The row of the World stands where it has all series that the partners have.
func TestWhichTotalStands(t *testing.T) {
	of := func(items ...string) *summed { return &summed{items: items} }
	for _, c := range []struct {
		world, partners *summed
		whole           bool
	}{{of(), of(), true}, {of("a", "b"), of("a"), true}, {of("a"), of("a", "b"), false}, {of("a"), of("b"), false}} {
		if c.world.standsBeside(c.partners, true) != c.whole {
			t.Errorf("the World's %v beside %v", c.world.items, c.partners.items)
		}
	}
	if !of("a", "b").standsBeside(of("a"), false) || of("a").standsBeside(of("a"), false) {
		t.Error("the partners stand where the World lacks one of theirs")
	}
}
