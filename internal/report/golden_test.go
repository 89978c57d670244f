package report

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The wording of the pages, without their tables: a change of a sentence shows
// in review. Run with -update to write it anew.
func TestProse(t *testing.T) {
	for lang, page := range map[string]string{"en": pageOf(t, "en"), "es": pageInFour(t, "es"), "pt": pageInFour(t, "pt")} {
		t.Run(lang, func(t *testing.T) { sameProse(t, lang, page) })
	}
}

func sameProse(t *testing.T, lang, page string) {
	t.Helper()
	var kept []string
	for _, line := range strings.Split(page, "\n") {
		if strings.HasPrefix(line, "|") || line == "" && len(kept) > 0 && kept[len(kept)-1] == "" {
			continue
		}
		kept = append(kept, line)
	}
	golden := filepath.Join("testdata", "world-2023."+lang+".prose.md")
	if *update {
		write(t, golden, strings.Join(kept, "\n"))
	}
	text, err := os.ReadFile(golden)
	if err != nil {
		t.Fatalf("%v: run with -update", err)
	}
	want := strings.Split(string(text), "\n")
	for k := range max(len(kept), len(want)) {
		switch {
		case k >= len(kept):
			t.Fatalf("line %d is missing:\n  %s", k+1, want[k])
		case k >= len(want):
			t.Fatalf("line %d is new:\n  %s", k+1, kept[k])
		case kept[k] != want[k]:
			t.Fatalf("line %d of %s differs; if that is meant, run with -update\n  is  %s\n  was %s", k+1, golden, kept[k], want[k])
		}
	}
}
