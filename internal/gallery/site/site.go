// Package site writes the gallery as static files, for any web host: the same pages,
// with relative links, and each chart in the sizes and themes asked for. What needs
// someone who draws is not there: the search finds while one types, and the builder
// is left out.
package site

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tradestats/internal/gallery"
	"tradestats/internal/gallery/page"
	"tradestats/internal/tidy"
)

// Options say what is written, and where.
type Options struct {
	Out           string // the folder
	URL           string // where it will stand; "" leaves out what needs it: the sitemap, what shared links show
	Year          int    // of the edition; 0 is each topic's newest
	Languages     []string
	Sizes, Themes []string
	Warn          func(text string) // hears what cannot be had as asked for; nil is nobody
}

// listName is the list of the files that a site is made of: by it the next one knows
// which of them are no longer part of it.
const listName = "site.json"

// Write writes the site, and returns how many files changed and how many are there.
// A file in the folder that no site wrote is left alone; one that stands in the way of
// a page is an error, before anything is written.
func Write(ctx context.Context, g *gallery.Gallery, o Options) (written, all int, err error) {
	if err := g.HasYear(o.Year); err != nil {
		return 0, 0, err
	}
	pages, err := page.New(g)
	if err != nil {
		return 0, 0, err
	}
	before, err := listed(o.Out)
	if err != nil {
		return 0, 0, err
	}
	e := &export{Options: o, gallery: g, pages: pages, before: before, files: map[string][]byte{}, leads: map[string]bool{}, wrote: map[string]bool{}, stands: map[string]bool{}}
	if err := e.make(ctx); err != nil {
		return 0, 0, err
	}
	if err := e.fits(); err != nil {
		return 0, 0, err
	}
	e.warn()
	written, err = e.put(ctx)
	return written, len(e.files), err
}

// listed are the files of the site that stands there.
func listed(dir string) ([]string, error) {
	text, err := os.ReadFile(filepath.Join(dir, listName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var list struct{ Files []string }
	if err == nil {
		err = json.Unmarshal(text, &list)
	}
	if err != nil {
		return nil, tidy.Wrap(tidy.Failed, err, "move the folder away, or name another with -o", "cannot read %s", filepath.Join(dir, listName))
	}
	return slices.DeleteFunc(list.Files, func(name string) bool { return !filepath.IsLocal(filepath.FromSlash(name)) }), nil
}

// fits refuses to replace what no site wrote.
func (e *export) fits() error {
	ours := map[string]bool{listName: true}
	for _, name := range e.before {
		ours[name] = true
	}
	for _, name := range e.names() {
		file := filepath.Join(e.Out, filepath.FromSlash(name))
		have, err := os.ReadFile(file)
		if !ours[name] && err == nil && !bytes.Equal(have, e.files[name]) {
			return tidy.Errorf(tidy.Failed, "move it away, or name another folder with -o", "%s was not written by tradestats and is in the way", file)
		}
	}
	return nil
}

func (e *export) names() []string {
	var out []string
	for name := range e.files {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// put writes what differs, each file by a rename, the pages behind what they show, and
// then removes what is no longer part of the site.
func (e *export) put(ctx context.Context) (written int, err error) {
	names := e.names()
	slices.SortStableFunc(names, func(a, b string) int { return rank(a) - rank(b) })
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return written, err
		}
		changed, err := place(filepath.Join(e.Out, filepath.FromSlash(name)), e.files[name])
		if err != nil {
			return written, err
		}
		if changed {
			written++
		}
	}
	for _, name := range e.before {
		if _, stays := e.files[name]; !stays && !e.kept(name) {
			file := filepath.Join(e.Out, filepath.FromSlash(name))
			if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return written, unwritable(file, err)
			}
			for dir := filepath.Dir(file); dir != filepath.Clean(e.Out) && os.Remove(dir) == nil; dir = filepath.Dir(dir) { // those that are empty now
			}
		}
	}
	return written, nil
}

func rank(name string) int {
	switch {
	case name == listName:
		return 2
	case strings.HasSuffix(name, ".html"):
		return 1
	}
	return 0
}

// place puts a file in place whole, where it differs from what stands there.
func place(file string, content []byte) (changed bool, err error) {
	if have, err := os.ReadFile(file); err == nil && bytes.Equal(have, content) {
		return false, nil
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return false, unwritable(file, err)
	}
	sibling := file + ".tmp"
	err = os.WriteFile(sibling, content, 0o644)
	if err == nil {
		err = os.Rename(sibling, file)
	}
	if err != nil {
		os.Remove(sibling) //nolint:errcheck // the first error is the one to tell
		return false, unwritable(file, err)
	}
	return true, nil
}

func unwritable(file string, err error) error {
	return tidy.Wrap(tidy.Failed, err, "check the folder, its permissions and the room on the disk", "cannot write %s", file)
}
