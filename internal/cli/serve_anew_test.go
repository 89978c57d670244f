package cli

import (
	"strings"
	"testing"

	"tradestats/internal/warehouse"
)

// TestAGalleryOfATableOfAnotherHand: nothing tells whether it has changed, and nothing is
// asked that would.
func TestAGalleryOfATableOfAnotherHand(t *testing.T) {
	var tables warehouse.Watch
	s, err := common{Data: []string{chipsServer(t)}, Lang: "en", Warn: func(string) {}}.openWith(t.Context(), tables.Tables)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(strings.Join(s.Engine.Catalog().IDs(), " "), "chip-exports") {
		t.Error("the table is not there")
	}
	if anew, err := tables.Anew(t.Context()); anew || err != nil {
		t.Errorf("%v, %v", anew, err)
	}
}
