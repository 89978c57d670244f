// Package starter writes what a repository of reports of a user's own begins with.
// What it writes are the files below files/, as they are: a name that begins with
// "dot-" there begins with a full stop where it is written, so that git and editors
// do not take the files for this project's own.
package starter

import (
	"bytes"
	"embed"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tradestats/internal/tidy"
)

//go:embed files
var embedded embed.FS

// Done says what became of the files, by their paths.
type Done struct {
	Written   []string
	Kept      []string // there already, and another than would be written
	Unchanged int
}

// A file is one to write.
type file struct {
	path string
	text []byte
}

// Write writes the files into a folder, which is made where there is none. One that
// holds anything but a fresh clone's .git is refused with kind tidy.Usage, unless it
// is forced; then too no file that is there is changed.
func Write(dir string, force bool) (Done, error) {
	var done Done
	all, err := files(dir)
	if err != nil {
		return done, err
	}
	if err := fits(dir, force, all); err != nil {
		return done, err
	}
	for _, f := range all {
		if err := os.MkdirAll(filepath.Dir(f.path), 0o755); err != nil {
			return done, unwritable(f.path, err)
		}
		switch have, err := os.ReadFile(f.path); {
		case err == nil && bytes.Equal(have, f.text):
			done.Unchanged++
			continue
		case err == nil:
			done.Kept = append(done.Kept, f.path)
			continue
		}
		if err := create(f); err != nil {
			return done, unwritable(f.path, err)
		}
		done.Written = append(done.Written, f.path)
	}
	return done, nil
}

// files are those to write, sorted by their paths among the embedded.
func files(dir string) ([]file, error) {
	var out []file
	err := fs.WalkDir(embedded, "files", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := embedded.ReadFile(name)
		parts := strings.Split(strings.TrimPrefix(name, "files/"), "/")
		for k, part := range parts {
			if rest, hidden := strings.CutPrefix(part, "dot-"); hidden {
				parts[k] = "." + rest
			}
		}
		out = append(out, file{filepath.Join(append([]string{dir}, parts...)...), text})
		return err
	})
	return out, err
}

// fits finds what stands in the way before anything is written.
func fits(dir string, force bool, all []file) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return unwritable(dir, err)
	}
	var names []string
	for _, entry := range entries {
		if entry.Name() != ".git" {
			names = append(names, entry.Name())
		}
	}
	if len(names) > 0 && !force {
		return tidy.Errorf(tidy.Usage, "name a new folder; or add --force, which writes what is missing and leaves every file that is there as it is",
			"%s is not empty: it holds %s", dir, few(names))
	}
	for _, f := range all {
		if info, err := os.Stat(f.path); err == nil && info.IsDir() {
			return inTheWay(f.path, "a folder")
		}
		if folder := filepath.Dir(f.path); isFile(folder) {
			return inTheWay(folder, "a file")
		}
	}
	return nil
}

// few are the first of some names.
func few(names []string) string {
	const most = 3
	if len(names) > most {
		return strings.Join(names[:most], ", ") + ", ..."
	}
	return strings.Join(names, ", ")
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

func inTheWay(path, what string) error {
	return tidy.Errorf(tidy.Usage, "move it away, or name another folder", "%s is %s and in the way", path, what)
}

// create writes a file that is not there: one that came in between stays.
func create(f file) error {
	out, err := os.OpenFile(f.path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = out.Write(f.text)
	return errors.Join(err, out.Close())
}

func unwritable(path string, err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return tidy.Wrap(tidy.Failed, err, "check the folder, its permissions and the room on the disk", "cannot write %s", path)
}
