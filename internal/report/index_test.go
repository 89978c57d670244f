package report

import (
	"path/filepath"
	"strings"
	"testing"
)

// The page of the newest edition leads to it also when an older one is written after
// it, and one of the user's own is left alone.
func TestLatest(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	publish := func(year int) Outcome {
		o := options(t, filepath.Join(dir, "out"))
		o.Topics, o.TopicFiles, o.Year = nil, []string{topicFile(t, dir, "kind: key-figures, indicators: [digital-services-exports]")}, year
		return mustRun(t, o)
	}
	leads := func(want string) {
		t.Helper()
		if text := string(tree(t, filepath.Join(dir, "out"))["latest/README.md"]); !strings.Contains(text, want) {
			t.Errorf("latest: %s", text)
		}
	}
	publish(2021)
	leads("- [2021](../2021/README.md)")
	publish(2023)
	leads("- [2023](../2023/README.md)")
	publish(2022)
	leads("- [2023](../2023/README.md)")
	write(t, filepath.Join(dir, "out", "latest", "README.md"), "My own words.\n")
	if out := publish(2023); len(out.Foreign) != 1 || !strings.HasSuffix(out.Foreign[0], filepath.Join("latest", "README.md")) {
		t.Errorf("foreign: %v", out.Foreign)
	}
	leads("My own words.")
}
