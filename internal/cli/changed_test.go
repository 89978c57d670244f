package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tradestats/internal/warehouse"
)

// TestAGalleryOfATableOfAnotherHand: of a view, which has no parts, nothing tells whether it
// has changed.
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

// TestFilesThatChange: one that is written to, or another in its place or beside it in a
// folder; one that is away is no other.
func TestFilesThatChange(t *testing.T) {
	dir := t.TempDir()
	one, folder := filepath.Join(dir, "one.csv"), filepath.Join(dir, "folder")
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	write := func(path, text string) { t.Helper(); do(os.WriteFile(path, []byte(text), 0o600)) }
	do(os.Mkdir(folder, 0o700))
	two := filepath.Join(folder, "two.csv")
	write(one, "1")
	write(two, "2")
	data := []string{"made-up=" + one, folder, "-", "made-up=-", "clickhouse://127.0.0.1:1/d/t"}
	for name, change := range map[string]struct {
		do        func()
		anew, bad bool
	}{
		"nothing":          {func() {}, false, false},
		"written to":       {func() { write(one, "11") }, true, false},
		"in its place":     {func() { write(one+".new", "11"); do(os.Rename(one+".new", one)) }, true, false},
		"beside it":        {func() { write(two+".csv", "3") }, true, false},
		"away of a folder": {func() { do(os.Remove(two)) }, true, false},
		"away":             {func() { do(os.Remove(one)) }, false, true},
	} {
		write(one, "1")
		write(two, "2")
		os.Remove(two + ".csv") //nolint:errcheck // it is there after one of them
		c := watching(data)
		change.do()
		if anew, err := c.happened(t.Context()); anew != change.anew || (err != nil) != change.bad {
			t.Errorf("%s: %v, %v", name, anew, err)
		}
	}
	if _, err := (galleryOptions{common: common{Data: data}}).again(t.Context()); err == nil || !strings.Contains(err.Error(), "standard input") {
		t.Error(err)
	}
}
