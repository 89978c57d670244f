package tradestats_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "tradestats/"

// mayImport says which rooms of this module each room may import; the folder
// list is the data flow, and imports run one way.
var mayImport = map[string][]string{
	"datasets":                         {},
	"internal/tidy":                    {},
	"internal/settings":                {"internal/tidy"},
	"internal/starter":                 {"internal/tidy"},
	"internal/typeset":                 {},
	"internal/imagefile":               {},
	"internal/chart":                   {"internal/typeset", "internal/imagefile"},
	"internal/scan":                    {"internal/tidy"},
	"internal/unpack":                  {"internal/tidy", "internal/scan"},
	"internal/mend":                    {},
	"internal/lenient":                 {"internal/tidy", "internal/unpack", "internal/mend"},
	"internal/dialect":                 {"internal/tidy", "internal/unpack", "internal/mend", "internal/lenient"},
	"internal/source":                  {"internal/tidy", "internal/scan", "internal/unpack"},
	"internal/frame":                   {"internal/tidy"},
	"internal/economy":                 {"datasets", "internal/tidy"},
	"internal/catalog":                 {"datasets", "internal/tidy"},
	"internal/locale":                  {"datasets", "internal/tidy"},
	"internal/dataset":                 {"datasets", "internal/tidy", "internal/unpack", "internal/source", "internal/frame", "internal/economy", "internal/catalog"},
	"internal/warehouse/client":        {"internal/tidy", "internal/dataset"},
	"internal/warehouse/register":      {"internal/tidy", "internal/source", "internal/dataset", "internal/warehouse/client"},
	"internal/warehouse/load":          {"internal/tidy", "internal/source", "internal/dataset", "internal/warehouse/client", "internal/warehouse/register"},
	"internal/warehouse/warehousetest": {"internal/dataset", "internal/warehouse/client", "internal/warehouse/register"},
	"internal/warehouse":               {"internal/tidy", "internal/source", "internal/dataset", "internal/warehouse/client", "internal/warehouse/register"},
	"internal/audit":                   {"internal/tidy", "internal/scan", "internal/unpack", "internal/source", "internal/economy", "internal/catalog", "internal/dataset"},
	"internal/formula":                 {},
	"internal/analysis":                {"internal/tidy", "internal/frame", "internal/economy", "internal/catalog", "internal/formula"},
	"internal/table":                   {"internal/tidy", "internal/frame", "internal/economy", "internal/catalog", "internal/locale", "internal/analysis"},
	"internal/study":                   {"datasets", "internal/tidy", "internal/frame", "internal/economy", "internal/catalog", "internal/dataset", "internal/formula", "internal/analysis"},
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

// The files are read here and not by a command: only then does go see that a result
// that it keeps is out of date.
func TestImportsRunOneWay(t *testing.T) {
	imports := map[string][]string{}
	err := filepath.WalkDir(".", func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (strings.HasPrefix(entry.Name(), ".") && file != "." || entry.Name() == "testdata" || entry.Name() == "node_modules" || isModule(file)):
			return filepath.SkipDir
		case filepath.Ext(file) != ".go":
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		room := filepath.ToSlash(filepath.Dir(file))
		for _, i := range parsed.Imports {
			if imported := strings.Trim(i.Path.Value, `"`); !forTests(file, imported) {
				imports[room] = append(imports[room], imported)
			}
		}
		return nil
	})
	if err != nil || len(imports) < 30 {
		t.Fatalf("%d rooms, %v", len(imports), err)
	}
	for _, room := range slices.Sorted(maps.Keys(imports)) {
		checkRoom(t, strings.TrimPrefix(room, "."), imports[room])
	}
}

// forTests tells whether a test imports the room that tests of its own neighbours share.
func forTests(file, imported string) bool {
	shared, ok := strings.CutPrefix(imported, module)
	return ok && strings.HasSuffix(shared, "test") && strings.HasSuffix(file, "_test.go") && strings.HasPrefix(filepath.ToSlash(file), path.Dir(shared))
}

// isModule tells whether a folder is a module of its own.
func isModule(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil && dir != "."
}

// checkRoom compares the imports of a room and of its tests with the map; a
// test may import what its room may, testing helpers of other modules and its
// own room.
func checkRoom(t *testing.T, room string, imports []string) {
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
