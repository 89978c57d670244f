package report

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A file that no manifest vouches for is never overwritten, unless it is what
// would be written.
func TestForeignFileInTheWay(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	mine := filepath.Join(dir, worldPath("tables/exporters.csv"))
	write(t, mine, "mine")
	o := options(t, dir)
	o.Formats = []string{"md", "csv"}
	_, err := Run(t.Context(), o)
	wantFailure(t, err, mine)
	sameTree(t, "a foreign file in the way", tree(t, dir), files{worldPath("tables/exporters.csv"): []byte("mine")})
	noStaging(t, dir)

	dir = copied(t)
	if err := os.Remove(filepath.Join(dir, worldPath(manifestName))); err != nil {
		t.Fatal(err)
	}
	if out := mustRun(t, options(t, dir)); len(out.Written) != 1 {
		t.Errorf("without a manifest and all else in place: written %v", out.Written)
	}
}

// Files where folders should be are failures of the machine that name the
// path, and change nothing.
func TestUnwritableFolder(t *testing.T) {
	t.Parallel()
	for _, blocked := range []string{"reports", "reports/2023", "reports/2023/world"} {
		t.Run(blocked, func(t *testing.T) {
			dir := t.TempDir()
			write(t, filepath.Join(dir, blocked), "a file where a folder should be")
			before := tree(t, dir)
			o := options(t, filepath.Join(dir, "reports"))
			o.Formats = []string{"md", "csv"}
			_, err := Run(t.Context(), o)
			wantFailure(t, err, filepath.Join(dir, blocked))
			sameTree(t, "blocked", tree(t, dir), before)
			noStaging(t, filepath.Join(dir, "reports"))
		})
	}
}

// A file where a folder of the edition belongs, a folder where a file does: both
// are found before anything is written.
func TestInTheWay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ path, content string }{
		{worldPath("charts"), "mine"}, {worldPath("tables"), "mine"},
		{worldPath("report.fr.md"), ""}, {worldPath("charts/exporters.csv"), ""}, {worldPath("charts/exporters.en.png"), ""}, {"2023/README.md", ""},
	} {
		t.Run(c.path, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if c.content != "" {
				write(t, filepath.Join(dir, c.path), c.content)
			} else if err := os.MkdirAll(filepath.Join(dir, c.path), 0o755); err != nil {
				t.Fatal(err)
			}
			before := tree(t, dir)
			o := options(t, dir)
			if filepath.Ext(c.path) != ".png" { // nothing need be drawn
				o.Formats = []string{"md", "csv"}
			}
			_, err := Run(t.Context(), o)
			wantFailure(t, err, filepath.Join(dir, c.path))
			sameTree(t, "in the way", tree(t, dir), before)
			noStaging(t, dir)
		})
	}
}

// The same in an edition that stands: it stays as it was, whatever else would
// have been written.
func TestInTheWayOfAnEdition(t *testing.T) {
	t.Parallel()
	dir := copied(t)
	spoil(t, filepath.Join(dir, worldPath("report.en.md")))
	table := filepath.Join(dir, worldPath("tables/importers.csv"))
	if err := os.Remove(table); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(table, "mine.txt"), "mine")
	before := tree(t, dir)
	o := options(t, dir)
	o.Formats = []string{"md", "csv"}
	_, err := Run(t.Context(), o)
	wantFailure(t, err, table)
	sameTree(t, "in the way", tree(t, dir), before)
	noStaging(t, dir)
}

// A README of the year that the tool did not write is left alone and named, in
// every run, and is no difference; one that it wrote is its own.
func TestForeignReadme(t *testing.T) {
	t.Parallel()
	const index = "2023/README.md"
	for _, c := range []struct {
		name, text string
		ours       bool
	}{
		{"notes", "mine", false},
		{"notes with a heading", "# 2023\n\nSee [the report](world/report.en.md) and my notes.\n", false},
		{"an older index", "# 2023\n\n- [Digital trade](world/report.en.md)\n", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, filepath.Join(dir, index), c.text)
			o := options(t, dir)
			o.Formats = []string{"md"}
			out := mustRun(t, o)
			made := tree(t, dir)
			if kept := string(made[index]) == c.text; kept == c.ours {
				t.Errorf("left alone: %t", kept)
			}
			if named := slices.Equal(below(dir, out.Foreign), []string{index}); named == c.ours {
				t.Errorf("foreign %v", out.Foreign)
			}
			if slices.Contains(below(dir, out.Written), index) != c.ours {
				t.Errorf("written %v", out.Written)
			}
		})
	}
	dir := copied(t)
	write(t, filepath.Join(dir, index), "mine, in a year with an edition")
	o := options(t, dir)
	for range 2 {
		out := mustRun(t, o)
		if got := below(dir, out.Foreign); !slices.Equal(got, []string{index}) || len(out.Written) > 0 {
			t.Errorf("written %v, foreign %v", out.Written, got)
		}
	}
	o.Check = true
	if _, err := Run(t.Context(), o); err != nil {
		t.Errorf("a page of the user's is no difference: %v", err)
	}
}
