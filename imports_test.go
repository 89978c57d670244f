package tradestats_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// mayImport says which rooms of this module each room may import; the folder
// list is the data flow, and imports run one way.
var mayImport = map[string][]string{
	"datasets":          {},
	"internal/tidy":     {},
	"internal/chart":    {},
	"internal/source":   {"internal/tidy"},
	"internal/frame":    {"internal/tidy"},
	"internal/economy":  {"datasets", "internal/tidy"},
	"internal/catalog":  {"datasets", "internal/tidy"},
	"internal/locale":   {"datasets", "internal/tidy"},
	"internal/dataset":  {"datasets", "internal/tidy", "internal/source", "internal/frame", "internal/economy", "internal/catalog"},
	"internal/analysis": {"internal/tidy", "internal/frame", "internal/economy", "internal/catalog"},
	"internal/report": {"datasets", "internal/tidy", "internal/frame", "internal/economy", "internal/catalog", "internal/locale",
		"internal/dataset", "internal/analysis", "internal/chart"},
}

func TestImportsRunOneWay(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	const module = "tradestats/"
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		words := strings.Fields(line)
		room := strings.TrimPrefix(words[0], module)
		allowed, restricted := mayImport[room]
		for _, imported := range words[1:] {
			if strings.HasPrefix(imported, "github.com/urfave/") && room != "internal/cli" {
				t.Errorf("%s imports urfave/cli: only internal/cli knows it", room)
			}
			other, ours := strings.CutPrefix(imported, module)
			if ours && restricted && !slices.Contains(allowed, other) {
				t.Errorf("%s imports %s: see ARCHITECTURE.md", room, other)
			}
		}
	}
}
