package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tradestats/datasets"
	"tradestats/internal/locale"
)

// builtKeys are the beginnings of keys that code puts together: what follows is
// a direction, a unit, a flag, a note, a form or a block's own.
var builtKeys = []string{
	"direction.", "change.", "unit.", "status.", "flag.",
	"result.note.", "result.reason.", "result.column.", "result.title.", "result.corridor.", "result.measure.", "result.term.", "result.field.", "result.kind.",
	"method.", "ranking.role.", "ranking.largest.", "fraction.", "level.", "divide.",
	"explain.part.", "explain.formula.", "explain.given.", "explain.use.",
	"claim.verdict.", "claim.comparison.", "claim.extreme.", "claim.bound.", "claim.way.", "claim.amount.", "claim.says.", "claim.note.", "claim.column.", "claim.direction",
	"gallery.size-", "gallery.theme-", "gallery.what-", "gallery.kind-", "gallery.called.", "gallery.as-", "gallery.scale-",
	"changes.cause.", "currencies.", "corridor-block.item.", "corridor-block.fill-", "sides.level-", "sides.pair-", "sides.largest-",
}

// TestEveryWordIsUsed: a word that nothing says is four texts to keep for
// nothing.
func TestEveryWordIsUsed(t *testing.T) {
	l, err := locale.For("en")
	if err != nil {
		t.Fatal(err)
	}
	used := literals(t)
	for _, key := range l.Keys() {
		built := slices.ContainsFunc(builtKeys, func(prefix string) bool { return strings.HasPrefix(key, prefix) })
		_, last, _ := strings.Cut(key, ".")
		byLast := used[last] && (strings.HasPrefix(key, "table.") || strings.HasPrefix(key, "result."))
		formless := regexp.MustCompile(`\.(one|many)(-f)?$`).ReplaceAllString(key, "")
		if !built && !used[key] && !used[formless] && !byLast {
			t.Errorf("%s: no code says it", key)
		}
	}
}

// literals holds the strings of the code, the names of its columns, and the keys
// that topics and words name.
func literals(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	literal := regexp.MustCompile(`"([A-Za-z][A-Za-z0-9 .-]*)[",]`)
	said := regexp.MustCompile(`(?:word|say) "([a-z.-]+)"`)
	err := filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" && filepath.Ext(path) != ".html" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range said.FindAllStringSubmatch(string(text), -1) { // of a page's template
			out[m[1]] = true
		}
		for _, m := range literal.FindAllStringSubmatch(string(text), -1) {
			out[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"topics", "words"} {
		err = fs.WalkDir(datasets.FS, folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := fs.ReadFile(datasets.FS, path)
			named := regexp.MustCompile(`(?:note: |word ")([a-z][a-z0-9.-]*)`)
			for _, m := range named.FindAllStringSubmatch(string(text), -1) {
				out[m[1]] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}
