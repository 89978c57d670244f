package report

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"tradestats/internal/dataset"
	"tradestats/internal/economy"
)

// The tests look at the edition of one year, made once from the embedded
// figures and never written to: those that write copy it.
const testYear = 2023

var registry = sync.OnceValue(func() *economy.Registry {
	r, err := economy.Load()
	if err != nil {
		panic(err)
	}
	return r
})

// embedded are the embedded figures alone; tests share them, and what was once
// loaded.
var embedded = sync.OnceValues(func() (dataset.Engine, error) {
	e, err := dataset.Open(context.Background(), dataset.Options{Economies: registry()})
	return &remembering{Engine: e, loaded: map[string]dataset.Loaded{}}, err
})

// A remembering engine loads each query once.
type remembering struct {
	dataset.Engine
	mu     sync.Mutex
	loaded map[string]dataset.Loaded
}

func (r *remembering) Load(ctx context.Context, q dataset.Query) (dataset.Loaded, error) {
	if ctx.Err() != nil {
		return dataset.Loaded{}, ctx.Err()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	key := fmt.Sprintf("%+v", q)
	if l, ok := r.loaded[key]; ok {
		return l, nil
	}
	l, err := r.Engine.Load(ctx, q)
	if err == nil {
		r.loaded[key] = l
	}
	return l, err
}

// engine opens the embedded figures, with files laid over them.
func engine(t testing.TB, data ...string) dataset.Engine {
	t.Helper()
	e, err := embedded()
	if len(data) > 0 {
		e, err = dataset.Open(context.Background(), dataset.Options{Data: data, Economies: registry()})
	}
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// options ask for the edition of the topic world in a folder.
func options(t testing.TB, out string, data ...string) Options {
	return Options{
		Topics: []string{"world"}, Year: testYear, Out: out, Version: "test",
		Engine: engine(t, data...), Economies: registry(),
	}
}

// mustRun writes an edition, or fails the test.
func mustRun(t testing.TB, o Options) Outcome {
	t.Helper()
	out, err := Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// compose computes and writes the pages of the topic world, with all its
// charts, and draws nothing.
func compose(t testing.TB, o Options) *book {
	t.Helper()
	topics, err := selectTopics(o.Topics, nil)
	if err != nil {
		t.Fatal(err)
	}
	return composeOf(t, o, topics[0])
}

// composed are the pages, charts and figures of the shared edition.
var composed struct {
	once sync.Once
	book *book
}

func bookOf(t testing.TB) *book {
	t.Helper()
	composed.once.Do(func() { composed.book = compose(t, options(t, "")) })
	if composed.book == nil {
		t.Fatal("the pages could not be composed")
	}
	return composed.book
}

var sharedFolder string

func TestMain(m *testing.M) {
	var err error
	if sharedFolder, err = os.MkdirTemp("", "tradestats-report-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(sharedFolder)
	os.Exit(code)
}

var shared struct {
	once  sync.Once
	files files
}

// edition returns the shared edition: contents by path below its folder.
func edition(t testing.TB) files {
	t.Helper()
	shared.once.Do(func() {
		mustRun(t, options(t, sharedFolder))
		shared.files = tree(t, sharedFolder)
	})
	if shared.files == nil {
		t.Fatal("the shared edition could not be made")
	}
	return shared.files
}

// worldPath is where a file of the topic stands in an edition.
func worldPath(name string) string { return fmt.Sprintf("%d/world/%s", testYear, name) }

// page returns the shared edition's page in a language.
func pageOf(t testing.TB, lang string) string {
	t.Helper()
	text := edition(t)[worldPath("report."+lang+".md")]
	if len(text) == 0 {
		t.Fatalf("no page in %q", lang)
	}
	return string(text)
}

// copied puts a copy of the shared edition into a folder of the test's own.
func copied(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range edition(t) {
		write(t, filepath.Join(dir, name), string(content))
	}
	return dir
}

func write(t testing.TB, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// tree reads all files below a folder, by path with slashes.
func tree(t testing.TB, dir string) files {
	t.Helper()
	out := files{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		out[filepath.ToSlash(name)], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// sameTree compares two trees of files and names those that differ.
func sameTree(t testing.TB, what string, got, want files) {
	t.Helper()
	for _, name := range sorted(want) {
		switch content, ok := got[name]; {
		case !ok:
			t.Errorf("%s: %s is missing", what, name)
		case !bytes.Equal(content, want[name]):
			t.Errorf("%s: %s differs", what, name)
		}
	}
	for _, name := range sorted(got) {
		if _, ok := want[name]; !ok {
			t.Errorf("%s: %s is too many", what, name)
		}
	}
}

// noStaging fails the test when a staging folder is left.
func noStaging(t testing.TB, dir string) {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(dir, ".staging-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("staging folders left: %v %v", left, err)
	}
}

// base cuts paths to what stands below the edition's folder.
func below(dir string, paths []string) []string {
	out := make([]string, len(paths))
	for k, p := range paths {
		out[k] = strings.TrimPrefix(filepath.ToSlash(p), filepath.ToSlash(dir)+"/")
	}
	slices.Sort(out)
	return out
}
