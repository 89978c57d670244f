package tradestats_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "tradestats/"

// mayImport says which rooms of this module each room may import; the folder
// list is the data flow, and imports run one way.
var mayImport = map[string][]string{
	"datasets":           {},
	"internal/tidy":      {},
	"internal/settings":  {"internal/tidy"},
	"internal/starter":   {"internal/tidy"},
	"internal/typeset":   {},
	"internal/imagefile": {},
	"internal/chart":     {"internal/typeset", "internal/imagefile"},
	"internal/scan":      {"internal/tidy"},
	"internal/unpack":    {"internal/tidy", "internal/scan"},
	"internal/mend":      {},
	"internal/lenient":   {"internal/tidy", "internal/unpack", "internal/mend"},
	"internal/dialect":   {"internal/tidy", "internal/unpack", "internal/mend", "internal/lenient"},
	"internal/source":    {"internal/tidy", "internal/scan", "internal/unpack"},
	"internal/frame":     {"internal/tidy"},
	"internal/economy":   {"datasets", "internal/tidy"},
	"internal/catalog":   {"datasets", "internal/tidy"},
	"internal/locale":    {"datasets", "internal/tidy"},
	"internal/dataset":   {"datasets", "internal/tidy", "internal/unpack", "internal/source", "internal/frame", "internal/economy", "internal/catalog"},
	"internal/warehouse": {"internal/tidy", "internal/source", "internal/dataset"},
	"internal/audit":     {"internal/tidy", "internal/scan", "internal/unpack", "internal/source", "internal/economy", "internal/catalog", "internal/dataset"},
	"internal/formula":   {},
	"internal/analysis":  {"internal/tidy", "internal/frame", "internal/economy", "internal/catalog", "internal/formula"},
	"internal/table":     {"internal/tidy", "internal/frame", "internal/economy", "internal/catalog", "internal/locale", "internal/analysis"},
	"internal/study":     {"datasets", "internal/tidy", "internal/frame", "internal/economy", "internal/catalog", "internal/dataset", "internal/formula", "internal/analysis"},
	"internal/explain": {"internal/tidy", "internal/frame", "internal/economy", "internal/catalog", "internal/dataset", "internal/formula", "internal/analysis",
		"internal/study"},
	"internal/claim": {"datasets", "internal/tidy", "internal/economy", "internal/catalog", "internal/locale", "internal/dataset", "internal/analysis",
		"internal/study"},
	"internal/housestyle": {"internal/tidy", "internal/chart", "internal/typeset"},
	"internal/picture": {"internal/tidy", "internal/frame", "internal/economy", "internal/catalog", "internal/locale", "internal/dataset", "internal/formula",
		"internal/analysis", "internal/table", "internal/study", "internal/typeset", "internal/chart", "internal/imagefile"},
	"internal/webpage": {},
	"internal/changes": {},
	"internal/report": {"datasets", "internal/tidy", "internal/frame", "internal/economy", "internal/catalog", "internal/locale",
		"internal/dataset", "internal/formula", "internal/analysis", "internal/table", "internal/study", "internal/explain", "internal/claim", "internal/chart", "internal/picture", "internal/webpage", "internal/changes"},
	"internal/gallery": {"internal/tidy", "internal/economy", "internal/catalog", "internal/locale", "internal/dataset", "internal/analysis", "internal/table", "internal/study",
		"internal/chart", "internal/picture", "internal/report"},
	"internal/gallery/page":   {"internal/tidy", "internal/locale", "internal/analysis", "internal/table", "internal/chart", "internal/picture", "internal/gallery"},
	"internal/gallery/server": {"internal/tidy", "internal/locale", "internal/economy", "internal/dataset", "internal/report", "internal/gallery", "internal/gallery/page"},
	"internal/gallery/site": {"internal/tidy", "internal/locale", "internal/economy", "internal/dataset", "internal/study", "internal/chart", "internal/report",
		"internal/gallery", "internal/gallery/page"},
}

// free are the rooms at the end of the flow, which may import any, and "" is
// the root.
var free = []string{"", "internal/cli", "cmd/tradestats", "bench", "e2e"}

func TestImportsRunOneWay(t *testing.T) {
	const imports = `{{.ImportPath}} {{join .Imports " "}} {{join .TestImports " "}} {{join .XTestImports " "}}`
	out, err := exec.Command("go", "list", "-f", imports, "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		words := strings.Fields(line)
		checkRoom(t, strings.TrimPrefix(words[0]+"/", module), words[1:])
	}
}

// checkRoom compares the imports of a room and of its tests with the map; a
// test may import what its room may, testing helpers of other modules and its
// own room.
func checkRoom(t *testing.T, room string, imports []string) {
	room = strings.TrimSuffix(room, "/")
	allowed, restricted := mayImport[room]
	if !restricted && !slices.Contains(free, room) {
		t.Errorf("%s is a new room: say in this test what it may import, and in ARCHITECTURE.md what it is for", room)
	}
	for _, imported := range imports {
		if strings.HasPrefix(imported, "github.com/urfave/") && room != "internal/cli" {
			t.Errorf("%s imports urfave/cli: only internal/cli knows it", room)
		}
		other, ours := strings.CutPrefix(imported, module)
		if ours && restricted && other != room && !slices.Contains(allowed, other) {
			t.Errorf("%s imports %s: see ARCHITECTURE.md", room, other)
		}
	}
}
