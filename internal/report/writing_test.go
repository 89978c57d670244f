package report

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tradestats/internal/tidy"
)

// spoil changes one byte of a file: the last but one, which no format needs
// to be read as what it is.
func spoil(t testing.TB, path string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	content[len(content)-2] ^= 1
	write(t, path, string(content))
}

// age sets the time of all files back, and returns when to.
func age(t testing.TB, dir string) time.Time {
	t.Helper()
	long := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	for name := range tree(t, dir) {
		if err := os.Chtimes(filepath.Join(dir, name), long, long); err != nil {
			t.Fatal(err)
		}
	}
	return long
}

// wantFailure fails the test unless an error is one of the machine that names
// a path and says what to do.
func wantFailure(t testing.TB, err error, path string) {
	t.Helper()
	var e *tidy.Error
	if !errors.As(err, &e) || e.Kind != tidy.Failed || !strings.Contains(err.Error(), path) || e.Hint == "" {
		t.Errorf("error %v (hint %q), want a failure that names %s", err, tidy.HintOf(err), path)
	}
}

// The first run says what it wrote, the manifest last: where it stands, the
// edition is whole.
func TestFirstRun(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "new", "folder")
	out := mustRun(t, options(t, dir))
	want := edition(t)
	sameTree(t, "first run", tree(t, dir), want)
	if got := below(dir, out.Written); !slices.Equal(got, sorted(want)) {
		t.Errorf("written %v", got)
	}
	if last := out.Written[len(out.Written)-1]; filepath.Base(last) != manifestName {
		t.Errorf("the last file written is %s", last)
	}
	if got := below(dir, out.Pages); !slices.Equal(got, []string{worldPath("report.en.md"), worldPath("report.fr.md")}) {
		t.Errorf("pages %v", got)
	}
	if out.Unchanged != 0 || len(out.Removed)+len(out.Foreign) > 0 {
		t.Errorf("%d unchanged, removed %v, foreign %v", out.Unchanged, out.Removed, out.Foreign)
	}
	noStaging(t, dir)
}

func TestSecondRunWritesNothing(t *testing.T) {
	t.Parallel()
	dir := copied(t)
	long := age(t, dir)
	out := mustRun(t, options(t, dir))
	if len(out.Written)+len(out.Removed)+len(out.Foreign) > 0 || out.Unchanged != len(edition(t)) {
		t.Errorf("written %v, removed %v, foreign %v, %d unchanged", out.Written, out.Removed, out.Foreign, out.Unchanged)
	}
	for name := range tree(t, dir) {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || !info.ModTime().Equal(long) {
			t.Errorf("%s was written anew (%v)", name, err)
		}
	}
	sameTree(t, "second run", tree(t, dir), edition(t))
	noStaging(t, dir)
}

// Check finds a changed byte in any kind of file and a missing file, names
// them, and changes nothing; a normal run puts right those files and no other.
func TestCheckFindsDifferences(t *testing.T) {
	t.Parallel()
	dir := copied(t)
	o := options(t, dir)
	check := o
	check.Check = true
	spoilt := []string{
		worldPath("report.fr.md"), worldPath("charts/exporters.en.png"), worldPath("charts/exporters.csv"),
		worldPath("tables/exporters.csv"), "2023/README.md",
	}
	missing := worldPath("tables/importers.csv")
	for _, n := range []int{1, len(spoilt)} { // one alone, then all
		now := spoilt[:n]
		for _, name := range now[n/len(spoilt):] {
			spoil(t, filepath.Join(dir, name))
		}
		if check.Formats = nil; n == 1 {
			check.Formats = []string{"md", "csv"}
		}
		_, err := Run(t.Context(), check)
		if tidy.KindOf(err) != tidy.Differs {
			t.Fatalf("%v: error %v", now, err)
		}
		for _, name := range append(slices.Clone(spoilt), missing) {
			if named := strings.Contains(err.Error(), filepath.Join(dir, name)); named != slices.Contains(now, name) {
				t.Errorf("after spoiling %v: %s named: %t\n  %v", now, name, named, err)
			}
		}
	}
	check.Formats = []string{"md", "csv"}
	if err := os.Remove(filepath.Join(dir, missing)); err != nil {
		t.Fatal(err)
	}
	before := tree(t, dir)
	_, err := Run(t.Context(), check)
	if tidy.KindOf(err) != tidy.Differs || !strings.Contains(err.Error(), missing+" (missing)") || tidy.HintOf(err) == "" {
		t.Errorf("error %v, hint %q", err, tidy.HintOf(err))
	}
	sameTree(t, "check writes nothing", tree(t, dir), before)

	out := mustRun(t, o)
	want := append(slices.Clone(spoilt), missing)
	slices.Sort(want)
	if got := below(dir, out.Written); !slices.Equal(got, want) {
		t.Errorf("put right %v, want %v", got, want)
	}
	sameTree(t, "put right", tree(t, dir), edition(t))
}

// A damaged manifest is a difference. It still says that an edition was
// written there: a run replaces the files and writes it anew.
func TestDamagedManifest(t *testing.T) {
	t.Parallel()
	name, page := worldPath(manifestName), worldPath("report.en.md")
	dir := copied(t)
	write(t, filepath.Join(dir, name), "{")
	write(t, filepath.Join(dir, worldPath("notes.txt")), "mine")
	o := options(t, dir)
	o.Check = true
	if _, err := Run(t.Context(), o); tidy.KindOf(err) != tidy.Differs || !strings.Contains(err.Error(), name+" (changed)") {
		t.Errorf("error %v", err)
	}
	spoil(t, filepath.Join(dir, page))
	out := mustRun(t, options(t, dir))
	if got := below(dir, out.Written); !slices.Equal(got, []string{name, page}) || len(out.Removed) > 0 {
		t.Errorf("written %v, removed %v", got, out.Removed)
	}
	if got := below(dir, out.Foreign); !slices.Equal(got, []string{worldPath("notes.txt")}) {
		t.Errorf("foreign %v", got)
	}
	made := tree(t, dir)
	delete(made, worldPath("notes.txt"))
	sameTree(t, "put right", made, edition(t))

	for _, damaged := range []string{"", "[]", `{"outputs": 3}`} {
		write(t, filepath.Join(dir, name), damaged)
		spoil(t, filepath.Join(dir, page))
		o := options(t, dir)
		o.Formats = []string{"md", "csv"}
		if out := mustRun(t, o); !slices.Contains(below(dir, out.Written), page) || len(out.Removed) > 0 {
			t.Errorf("%q: written %v, removed %v", damaged, out.Written, out.Removed)
		}
		if m := manifestIn(t, dir); !slices.Equal(m.Formats, o.Formats) || len(m.Outputs) == 0 {
			t.Errorf("%q: formats %v, %d outputs", damaged, m.Formats, len(m.Outputs))
		}
	}
}

// A file that somebody changed by hand is written anew, and that is said; a
// file that only another version or other figures change is not.
func TestChangedByHand(t *testing.T) {
	t.Parallel()
	dir := copied(t)
	mine := []string{worldPath("report.en.md"), worldPath("tables/exporters.csv")}
	for _, name := range mine {
		spoil(t, filepath.Join(dir, name))
	}
	o := options(t, dir)
	o.Formats = []string{"md", "csv"}
	out := mustRun(t, o)
	if len(out.Warnings) != len(mine) {
		t.Errorf("warnings %q", out.Warnings)
	}
	for k, w := range out.Warnings[:min(len(mine), len(out.Warnings))] {
		if !strings.Contains(w, filepath.Join(dir, mine[k])) || !strings.Contains(w, "written anew") {
			t.Errorf("warning %q, not about %s", w, mine[k])
		}
	}
	sameTree(t, "written anew", tree(t, dir), edition(t))

	// Figures of an earlier day: the files differ from what is written now, yet
	// they are what was written then.
	m := manifestIn(t, dir)
	for k, o := range m.Outputs {
		if o.Path == "tables/exporters.csv" {
			m.Outputs[k].SHA256 = sum([]byte("earlier"))
		}
	}
	text, err := encode(m)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, worldPath(manifestName)), string(text))
	write(t, filepath.Join(dir, worldPath("tables/exporters.csv")), "earlier")
	if out := mustRun(t, o); len(out.Warnings) > 0 || len(out.Written) != 2 {
		t.Errorf("warnings %q, written %v", out.Warnings, out.Written)
	}
	sameTree(t, "written anew", tree(t, dir), edition(t))
}

func TestCheckWithoutEdition(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := options(t, filepath.Join(dir, "reports"))
	o.Check, o.Formats = true, []string{"md"}
	_, err := Run(t.Context(), o)
	if tidy.KindOf(err) != tidy.Differs || !strings.Contains(tidy.HintOf(err), "tradestats report") {
		t.Errorf("error %v, hint %q", err, tidy.HintOf(err))
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("check made %v", left)
	}
}

// Files that the tool did not write stay as they are and are named.
func TestForeignFilesAreLeftAlone(t *testing.T) {
	t.Parallel()
	dir := copied(t)
	foreign := []string{worldPath("charts/mine.png"), worldPath("notes.txt")}
	for _, name := range foreign {
		write(t, filepath.Join(dir, name), "mine")
	}
	write(t, filepath.Join(dir, "elsewhere.txt"), "mine, and nowhere near")
	spoil(t, filepath.Join(dir, worldPath("report.en.md")))
	o := options(t, dir)
	o.Formats = []string{"md", "csv"}
	out := mustRun(t, o)
	if got := below(dir, out.Foreign); !slices.Equal(got, foreign) {
		t.Errorf("foreign %v, want %v", got, foreign)
	}
	for _, name := range append(foreign, "elsewhere.txt") {
		if content, err := os.ReadFile(filepath.Join(dir, name)); err != nil || !strings.HasPrefix(string(content), "mine") {
			t.Errorf("%s: %q, %v", name, content, err)
		}
	}
	if len(out.Written) != 1 || len(out.Removed) > 0 {
		t.Errorf("written %v, removed %v", out.Written, out.Removed)
	}
}

// An edition asked in one language has that page, and no link to another.
func TestOneLanguage(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := options(t, dir)
	o.Languages = []string{"fr"}
	out := mustRun(t, o)
	if got := below(dir, out.Pages); !slices.Equal(got, []string{worldPath("report.fr.md")}) {
		t.Errorf("pages %v", got)
	}
	for name, content := range tree(t, dir) {
		if strings.Contains(name, ".en.") {
			t.Errorf("%s: the edition was asked in French", name)
		}
		if filepath.Ext(name) == ".md" && strings.Contains(string(content), "report.en.md") {
			t.Errorf("%s links to a page that is not there", name)
		}
	}
	yearLinks(t, tree(t, dir), "report.fr.md")
	vouched(t, "in French", dir)
	check := o
	check.Check, check.Formats = true, []string{"md", "csv"}
	if _, err := Run(t.Context(), check); err != nil {
		t.Errorf("check of what was just written: %v", err)
	}
}

// A faltering context is cancelled when it has been asked so many times.
type faltering struct {
	context.Context
	left atomic.Int64
}

func (f *faltering) Err() error {
	if f.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// Wherever a run is cancelled, the earlier edition stays whole, and nothing
// else is left.
func TestCancelled(t *testing.T) {
	t.Parallel()
	dir := copied(t)
	former := addFormer(t, dir)
	write(t, filepath.Join(dir, worldPath("report.fr.md")), "spoilt, so that there is something to write")
	earlier := tree(t, dir)
	o := options(t, dir)
	part := o
	part.Formats = []string{"md", "csv"}

	count := &faltering{Context: t.Context()}
	count.left.Store(math.MaxInt64)
	once := part
	once.Out = t.TempDir()
	if _, err := Run(count, once); err != nil {
		t.Fatal(err)
	}
	asked := math.MaxInt64 - count.left.Load()
	if asked < 40 {
		t.Errorf("a run asks only %d times whether it is cancelled", asked)
	}
	for _, k := range []int64{0, 1, asked / 4, asked / 2, asked - 20, asked - 2, asked - 1} {
		interrupt(t, part, k)
		sameTree(t, "cancelled", tree(t, dir), earlier)
		noStaging(t, dir)
	}
	interrupt(t, o, asked/2) // while it draws
	sameTree(t, "cancelled", tree(t, dir), earlier)
	noStaging(t, dir)
	out := mustRun(t, o)
	if got := below(dir, out.Written); !slices.Equal(got, []string{worldPath(manifestName), worldPath("report.fr.md")}) {
		t.Errorf("the run that was not cancelled wrote %v", got)
	}
	if got := below(dir, out.Removed); !slices.Equal(got, []string{former}) {
		t.Errorf("the run that was not cancelled removed %v", got)
	}
}

// interrupt runs an edition that is cancelled when it asks for the k-th time.
func interrupt(t *testing.T, o Options, k int64) {
	t.Helper()
	ctx := &faltering{Context: t.Context()}
	ctx.left.Store(k)
	if _, err := Run(ctx, o); !errors.Is(err, context.Canceled) {
		t.Fatalf("cancelled at question %d: error %v", k, err)
	}
}
