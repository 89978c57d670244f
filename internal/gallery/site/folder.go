package site

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"tradestats/internal/tidy"
)

// listName is the list of the files that a site is made of: by it the next one knows
// which of them are no longer part of it.
const listName = "site.json"

// staging begins the name of the folder in which files wait until all are made.
const staging = ".staging-"

// A folder is where a site is put. Its files are written as they are made, beside their
// places and only where they differ, so that few are held in memory; commit puts them in
// place. Several goroutines may add files.
type folder struct {
	dir, stage string
	made       []string               // folders that were not there, the deepest first
	before     map[string]bool        // files of the site that stands there
	kept       func(name string) bool // tells which of them stay though they are not added; nil: none

	mu      sync.Mutex
	files   map[string]bool // of this site
	changed map[string]bool // those that differ from what stands there
}

// openFolder reads what stands in a folder. Who opens one closes it.
func openFolder(dir string) (*folder, error) {
	before, err := listed(dir)
	if err != nil {
		return nil, err
	}
	f := &folder{dir: dir, made: absent(dir), before: before, files: map[string]bool{}, changed: map[string]bool{}}
	if err = os.MkdirAll(dir, 0o755); err == nil {
		sweep(dir)
		f.stage, err = os.MkdirTemp(dir, staging)
	}
	if err != nil {
		f.close()
		return nil, unwritable(dir, err)
	}
	return f, nil
}

// close leaves nothing behind but what has been put in place, and folders that were there.
func (f *folder) close() {
	if f.stage != "" {
		os.RemoveAll(f.stage) //nolint:errcheck // the next one sweeps
	}
	for _, dir := range f.made {
		os.Remove(dir) //nolint:errcheck // where it is empty: nothing has been put there
	}
}

// absent are those of a folder and the ones above it that are not there, the deepest first.
func absent(dir string) (out []string) {
	for dir = filepath.Clean(dir); ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
			return out
		}
		out = append(out, dir)
	}
}

// sweep removes what runs that were killed left behind, which nobody has touched for an
// hour.
func sweep(dir string) {
	found, _ := os.ReadDir(dir) //nolint:errcheck // what cannot be read is not swept
	for _, one := range found {
		if info, err := one.Info(); err == nil && one.IsDir() && strings.HasPrefix(one.Name(), staging) && time.Since(info.ModTime()) > time.Hour {
			os.RemoveAll(filepath.Join(dir, one.Name())) //nolint:errcheck // it stays, then
		}
	}
}

// listed are the files of the site that stands there.
func listed(dir string) (map[string]bool, error) {
	text, err := os.ReadFile(filepath.Join(dir, listName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var list struct {
		Tool  string
		Files []string
	}
	if err == nil {
		err = json.Unmarshal(text, &list)
	}
	if err == nil && list.Tool != "tradestats" {
		err = errors.New("it was not written by tradestats")
	}
	if err != nil {
		return nil, tidy.Wrap(tidy.Failed, err, "move the folder away, or name another with -o", "cannot read %s", filepath.Join(dir, listName))
	}
	out := map[string]bool{}
	for _, name := range list.Files {
		if filepath.IsLocal(filepath.FromSlash(name)) {
			out[name] = true
		}
	}
	return out, nil
}

func (f *folder) at(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

// add takes a file of the site; of two of one name the later one.
func (f *folder) add(name string, content []byte) error {
	have, err := os.ReadFile(f.at(name))
	same := err == nil && bytes.Equal(have, content)
	f.mu.Lock()
	f.files[name] = true
	if same {
		delete(f.changed, name)
	} else {
		f.changed[name] = true
	}
	f.mu.Unlock()
	if same {
		return nil
	}
	return f.write(name, content)
}

func (f *folder) write(name string, content []byte) error {
	file := filepath.Join(f.stage, filepath.FromSlash(name))
	err := os.MkdirAll(filepath.Dir(file), 0o755)
	if err == nil {
		err = os.WriteFile(file, content, 0o644)
	}
	if err != nil {
		return unwritable(file, err)
	}
	return nil
}

// commit puts the files in place, the pages behind what they show, and removes those
// that are no longer part of the site. An interrupt before it leaves what stood there,
// one after it has begun waits until the site is whole. The list names old and new files
// meanwhile, so that the next run knows them for its own where this one is killed.
func (f *folder) commit(ctx context.Context) (written int, err error) {
	if err := f.fits(); err != nil {
		return 0, err
	}
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	listed, err := f.list(slices.Concat(slices.Collect(maps.Keys(f.before)), slices.Collect(maps.Keys(f.files))))
	if err != nil {
		return 0, err
	}
	changed := slices.Sorted(maps.Keys(f.changed))
	slices.SortStableFunc(changed, func(a, b string) int { return rank(a) - rank(b) })
	for _, name := range changed {
		if err := f.move(name); err != nil {
			return written, err
		}
		written++
	}
	if err := f.remove(); err != nil {
		return written, err
	}
	again, err := f.list(f.all())
	if listed || again {
		written++
	}
	return written, err
}

// rank puts pages behind the rest.
func rank(name string) int {
	if strings.HasSuffix(name, ".html") {
		return 1
	}
	return 0
}

// fits refuses to replace what no site wrote, and finds what stands where a folder or a file
// belongs, before anything is put in place.
func (f *folder) fits() error {
	inTheWay := func(file string) error {
		return tidy.Errorf(tidy.Failed, "move it away, or name another folder with -o", "%s was not written by tradestats and is in the way", file)
	}
	for _, name := range slices.Sorted(maps.Keys(f.changed)) {
		if info, err := os.Lstat(f.at(name)); err == nil && (!f.before[name] || info.IsDir()) {
			return inTheWay(f.at(name))
		}
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			if info, err := os.Stat(f.at(dir)); err == nil && !info.IsDir() {
				return inTheWay(f.at(dir))
			}
		}
	}
	return nil
}

// move puts a file in place whole.
func (f *folder) move(name string) error {
	err := os.MkdirAll(filepath.Dir(f.at(name)), 0o755)
	if err == nil {
		err = os.Rename(filepath.Join(f.stage, filepath.FromSlash(name)), f.at(name))
	}
	if err != nil {
		return unwritable(f.at(name), err)
	}
	return nil
}

// list writes which files are the site's, where that differs from what stands there.
func (f *folder) list(names []string) (changed bool, err error) {
	slices.Sort(names)
	text, err := json.MarshalIndent(map[string]any{"tool": "tradestats", "files": slices.Compact(names)}, "", "  ")
	if err != nil {
		return false, err
	}
	text = append(text, '\n')
	if have, err := os.ReadFile(f.at(listName)); err == nil && bytes.Equal(have, text) {
		return false, nil
	}
	if err := f.write(listName, text); err != nil {
		return false, err
	}
	return true, f.move(listName)
}

// all are the files of the site, those that it keeps with them, sorted.
func (f *folder) all() []string {
	out := slices.Collect(maps.Keys(f.files))
	for name := range f.before {
		if !f.files[name] && f.stays(name) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// stays tells whether a file of the site that stood there is one of this site, too.
func (f *folder) stays(name string) bool {
	return f.files[name] || f.kept != nil && f.kept(name)
}

// remove takes away what is no longer part of the site, and folders that are empty then.
func (f *folder) remove() error {
	for name := range f.before {
		if f.stays(name) {
			continue
		}
		if err := os.Remove(f.at(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return unwritable(f.at(name), err)
		}
		for dir := filepath.Dir(f.at(name)); dir != filepath.Clean(f.dir) && os.Remove(dir) == nil; dir = filepath.Dir(dir) {
		}
	}
	return nil
}

func unwritable(file string, err error) error {
	return tidy.Wrap(tidy.Failed, err, "check the folder, its permissions and the room on the disk", "cannot write %s", file)
}
