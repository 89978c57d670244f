package cli

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"tradestats/internal/dataset"
	"tradestats/internal/gallery"
	"tradestats/internal/tidy"
	"tradestats/internal/warehouse"
)

// changes tell, of values of --data, whether they are still what they were before they
// were opened.
type changes struct {
	tables warehouse.Watch
	data   []string
	files  map[string]fs.FileInfo
}

// watching looks at the files before they are opened; what cannot be read the opening
// says better.
func watching(data []string) *changes {
	files, _ := filesOf(data) //nolint:errcheck // see above
	return &changes{data: data, files: files}
}

// happened tells whether a table has been loaded anew or a file been changed. A file or a
// folder that is named and away is an error: there are no other figures in its place.
func (c *changes) happened(ctx context.Context) (bool, error) {
	if anew, err := c.tables.Anew(ctx); anew || err != nil {
		return anew, err
	}
	now, err := filesOf(c.data)
	return err == nil && !maps.EqualFunc(now, c.files, sameFile), err
}

// sameFile holds of what a reader takes for the same file.
func sameFile(a, b fs.FileInfo) bool {
	return os.SameFile(a, b) && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
}

// filesOf are the files that values of --data name, of folders those in them.
func filesOf(data []string) (map[string]fs.FileInfo, error) {
	out := map[string]fs.FileInfo{}
	for _, value := range data {
		path, given := pathOf(value)
		if !given {
			continue
		}
		root, err := filepath.EvalSymlinks(path)
		if err != nil {
			return nil, err
		}
		err = filepath.WalkDir(root, func(name string, _ fs.DirEntry, err error) error {
			info, gone := os.Stat(name)
			if err = errors.Join(err, gone); errors.Is(err, fs.ErrNotExist) && name != root {
				return nil
			}
			if err == nil && info.Mode().IsRegular() {
				out[name] = info
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// pathOf is the path that a value of --data gives, with an id before it or without;
// addresses and standard input give none.
func pathOf(value string) (path string, given bool) {
	if _, err := os.Stat(value); err == nil {
		return value, true
	}
	if _, behind, named := strings.Cut(value, "="); named && !dataset.IsAddress(value) {
		value = behind
	}
	return value, value != "-" && !dataset.IsAddress(value)
}

// again opens what the gallery shows once more.
func (o galleryOptions) again(ctx context.Context) (*gallery.Gallery, error) {
	for _, value := range o.Data {
		if value == "-" || strings.HasSuffix(value, "=-") {
			return nil, tidy.Errorf(tidy.Failed, "start the program again with it", "standard input cannot be read a second time")
		}
	}
	return o.gallery(ctx)
}
