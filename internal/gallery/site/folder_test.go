package site

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// put puts a site of these files into a folder.
func put(t *testing.T, ctx context.Context, dir string, files map[string]string) (int, error) {
	t.Helper()
	f, err := openFolder(dir)
	if err != nil {
		return 0, err
	}
	defer f.close()
	for name, text := range files {
		if err := f.add(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	return f.commit(ctx)
}

// standing are the names of what is in a folder.
func standing(t *testing.T, dir string) (out []string) {
	t.Helper()
	found, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range found {
		out = append(out, one.Name())
	}
	return out
}

// A lastly is a context that ends once it has been asked a number of times whether it has.
type lastly struct {
	context.Context
	left int
}

func (c *lastly) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

// TestAnInterruptLeavesTheOldSiteOrTheNewOne: never some files of each.
func TestAnInterruptLeavesTheOldSiteOrTheNewOne(t *testing.T) {
	for asked := range 5 {
		dir := filepath.Join(t.TempDir(), "public")
		n, err := put(t, &lastly{t.Context(), asked}, dir, map[string]string{"index.html": "a", "x/y.png": "b", "z.png": "c"})
		if _, stands := os.Stat(dir); err == nil && n != 4 || err != nil && (n != 0 || stands == nil) {
			t.Errorf("stopped at the question %d: %d files, %v; the folder: %v", asked+1, n, err, stands)
		}
		if asked == 0 && err == nil {
			t.Error("an interrupt before is not heard")
		}
	}
}

// TestAFolderThatWasThereStays: empty as it was, where nothing is put there; what was made
// for it goes.
func TestAFolderThatWasThereStays(t *testing.T) {
	dir := t.TempDir()
	stopped, stop := context.WithCancel(t.Context())
	stop()
	for _, below := range []string{"", "a/b"} {
		if _, err := put(t, stopped, filepath.Join(dir, below), map[string]string{"index.html": "a"}); err == nil {
			t.Fatal("it is not stopped")
		}
		if found, err := os.ReadDir(dir); err != nil || len(found) > 0 {
			t.Errorf("%q: %v, %v", below, found, err)
		}
	}
}

// TestAKilledSiteIsStillOurs: wherever a run ends, the next one knows the files that this
// one has put there.
func TestAKilledSiteIsStillOurs(t *testing.T) {
	dir := t.TempDir()
	f, err := openFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"index.html", "x.png"} {
		if err := f.add(name, []byte("a")); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(filepath.Join(f.stage, "index.html")); err != nil { // so that it ends before it
		t.Fatal(err)
	}
	if n, err := f.commit(t.Context()); err == nil || n != 1 {
		t.Fatalf("%d files, %v", n, err)
	}
	f.close()
	if got := standing(t, dir); !slices.Equal(got, []string{listName, "x.png"}) {
		t.Errorf("it stands: %v", got)
	}
	if n, err := put(t, t.Context(), dir, map[string]string{"index.html": "another", "z.png": "c"}); err != nil || n != 3 {
		t.Errorf("%d files, %v", n, err)
	}
	if got := standing(t, dir); !slices.Equal(got, []string{"index.html", listName, "z.png"}) {
		t.Errorf("it stands: %v", got)
	}
}

// TestFilesOfOthersStay: also those named as a file that waits for its place, and a list
// that is none.
func TestFilesOfOthersStay(t *testing.T) {
	dir := t.TempDir()
	mine := filepath.Join(dir, "index.html.tmp")
	if err := os.WriteFile(mine, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := put(t, t.Context(), dir, map[string]string{"index.html": "a"}); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(mine); err != nil || string(text) != "mine" {
		t.Errorf("%q, %v", text, err)
	}
	list := filepath.Join(dir, listName)
	if err := os.WriteFile(list, []byte(`{"name": "a site of mine"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := put(t, t.Context(), dir, map[string]string{"index.html": "a"}); err == nil || !strings.Contains(err.Error(), "was not written by tradestats") {
		t.Errorf("over a list of others: %v", err)
	}
}

// TestNothingIsPutWhereSomethingStands: a file where a folder belongs, or the other way
// round, is found before the first file is in its place.
func TestNothingIsPutWhereSomethingStands(t *testing.T) {
	for _, mine := range []string{"x", "y.png/mine.txt"} {
		dir := t.TempDir()
		file := filepath.Join(dir, filepath.FromSlash(mine))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		n, err := put(t, t.Context(), dir, map[string]string{"a.png": "a", "x/b.png": "b", "y.png": "c", "z.png": "d"})
		if err == nil || !strings.Contains(err.Error(), "in the way") || n != 0 || len(standing(t, dir)) != 1 {
			t.Errorf("%s: %d files, %v, %v", mine, n, standing(t, dir), err)
		}
	}
}

// TestTheLaterOfTwoStands: also where the first is what stands there already.
func TestTheLaterOfTwoStands(t *testing.T) {
	dir := t.TempDir()
	if _, err := put(t, t.Context(), dir, map[string]string{"a.json": "old"}); err != nil {
		t.Fatal(err)
	}
	for _, contents := range [][]string{{"old", "new"}, {"newer", "new"}} {
		f, err := openFolder(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, content := range contents {
			if err := f.add("a.json", []byte(content)); err != nil {
				t.Fatal(err)
			}
		}
		_, err = f.commit(t.Context())
		f.close()
		if text, wrong := os.ReadFile(filepath.Join(dir, "a.json")); err != nil || wrong != nil || string(text) != "new" {
			t.Errorf("%q: %q, %v", contents, text, err)
		}
	}
}
