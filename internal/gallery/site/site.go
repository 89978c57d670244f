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

	"tradestats/internal/chart"
	"tradestats/internal/gallery"
	"tradestats/internal/gallery/page"
	"tradestats/internal/locale"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// Options say what is written, and where.
type Options struct {
	Out           string // the folder
	URL           string // where it will stand; "" leaves out what needs it: the sitemap, what shared links show
	Year          int    // of the edition; 0 is each topic's newest
	Languages     []string
	Sizes, Themes []string
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
	e := &export{Options: o, gallery: g, pages: pages, files: map[string][]byte{}}
	if err := e.make(ctx); err != nil {
		return 0, 0, err
	}
	before, err := listed(o.Out)
	if err != nil {
		return 0, 0, err
	}
	if err := e.fits(before); err != nil {
		return 0, 0, err
	}
	written, err = e.put(ctx, before)
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
func (e *export) fits(before []string) error {
	ours := map[string]bool{listName: true}
	for _, name := range before {
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
func (e *export) put(ctx context.Context, before []string) (written int, err error) {
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
	for _, name := range before {
		if _, stays := e.files[name]; !stays {
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

// export is a site while it is made.
type export struct {
	Options
	gallery *gallery.Gallery
	pages   *page.Pages
	files   map[string][]byte // by path below Out
}

func (e *export) make(ctx context.Context) error {
	if len(e.Languages) == 0 {
		e.Languages = locale.Languages()
	}
	for name := range page.Assets {
		text, err := page.Asset(name)
		if err != nil {
			return err
		}
		e.files[name] = text
	}
	paths, err := e.pages.Paths(ctx, e.Year)
	if err != nil {
		return err
	}
	for _, path := range paths {
		for _, lang := range e.Languages {
			if err := e.page(ctx, path, lang); err != nil {
				return err
			}
		}
	}
	if err := e.charts(ctx); err != nil {
		return err
	}
	if err := e.sitemap(paths); err != nil {
		return err
	}
	list, err := json.MarshalIndent(map[string]any{"tool": "tradestats", "files": e.names()}, "", "  ")
	e.files[listName] = append(list, '\n')
	return err
}

// sitemap lists the pages for search engines, which take whole addresses only.
func (e *export) sitemap(paths []string) error {
	if e.URL == "" {
		return nil
	}
	var all []string
	for _, path := range paths {
		for _, lang := range e.Languages {
			all = append(all, e.URL+"/"+e.pageName(path, lang))
		}
	}
	text, err := page.Sitemap(all)
	e.files["sitemap.xml"] = text
	return err
}

// page makes one page in one language.
func (e *export) page(ctx context.Context, path, lang string) error {
	name := e.pageName(path, lang)
	h := page.Here{Addresses: addresses{e, strings.Repeat("../", strings.Count(name, "/"))}, Path: path, Lang: lang, Chosen: true, Year: e.Year}
	for _, size := range e.Sizes {
		for _, theme := range e.Themes {
			h.Variants = append(h.Variants, page.Variant{Size: size, Theme: theme})
		}
	}
	make := func() ([]byte, error) { return nil, gallery.Absent("page", path, nil) }
	kind, rest, _ := strings.Cut(path, "/")
	topic, id, _ := strings.Cut(rest, "/")
	switch {
	case path == "":
		make = func() ([]byte, error) { return e.pages.Index(ctx, h, gallery.Search{}) }
	case kind == "topics":
		make = func() ([]byte, error) { return e.pages.Topic(ctx, h, rest) }
	case kind == "charts":
		make = func() ([]byte, error) { return e.pages.Chart(ctx, h, topic, id, "", "", false) }
	case path == "indicators":
		make = func() ([]byte, error) { return e.pages.IndicatorList(ctx, h) }
	case kind == "indicators":
		make = func() ([]byte, error) { return e.pages.Indicator(ctx, h, rest) }
	case path == "economies":
		make = func() ([]byte, error) { return e.pages.EconomyList(ctx, h) }
	case kind == "economies":
		make = func() ([]byte, error) { return e.pages.Economy(ctx, h, rest) }
	}
	text, err := make()
	e.files[name] = text
	return err
}

// A job is a file of a chart that is to be made.
type job struct {
	name  string
	chart *gallery.Chart
	view  gallery.View
	body  []byte
}

// charts makes the files of all charts, on all processors.
func (e *export) charts(ctx context.Context) error {
	var jobs []*job
	seen := map[string]bool{}
	for _, topic := range e.gallery.TopicsOf(e.Year) {
		for _, lang := range e.Languages {
			b, err := e.gallery.Book(ctx, topic, e.Year, e.gallery.Shown(topic, lang))
			if err != nil {
				return err
			}
			for _, c := range b.Charts {
				more, err := e.jobs(c, b.Lang, seen)
				if err == nil {
					err = e.oembed(ctx, topic, c.ID, b.Lang)
				}
				if err != nil {
					return err
				}
				jobs = append(jobs, more...)
			}
		}
	}
	err := study.Parallel(len(jobs), func(k int) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		c, err := jobs[k].chart.Content(jobs[k].view)
		jobs[k].body = c.Body
		return err
	})
	for _, j := range jobs {
		e.files[j.name] = j.body
	}
	return err
}

// jobs are the files of a chart that nobody has listed yet.
func (e *export) jobs(c *gallery.Chart, lang string, seen map[string]bool) ([]*job, error) {
	var out []*job
	for _, f := range e.wanted(c, c.Topic(), lang) {
		name := e.fileName(f)
		if seen[name] {
			continue
		}
		seen[name] = true
		size, err := gallery.Size(f.Size)
		if err != nil {
			return nil, err
		}
		theme, err := gallery.Theme(f.Theme)
		if err != nil {
			return nil, err
		}
		out = append(out, &job{name: name, chart: c, view: gallery.View{Format: f.Format, Size: size, Theme: theme}})
	}
	return out, nil
}

// wanted are the files of a chart: what its page shows and offers.
func (e *export) wanted(c *gallery.Chart, topic, lang string) []page.File {
	one := page.File{Topic: topic, ID: c.ID, Lang: lang, Year: e.Year}
	var out []page.File
	add := func(format, size, theme string) {
		f := one
		f.Format, f.Size, f.Theme = format, size, theme
		out = append(out, f)
	}
	add("csv", "", "")
	add("json", "", "")
	add("png", "", "")
	if !c.Drawable() {
		return out
	}
	add("svg", "", "")
	for _, theme := range []string{"", "dark"} { // of pages and lists
		add("png", "", theme)
		if c.Fits(chart.Social) {
			add("png", chart.Social.Name, theme)
		}
		if size, fits := c.Narrow(); fits {
			add("png", size.Name, theme)
		}
	}
	for _, size := range e.Sizes {
		if s, err := gallery.Size(size); err != nil || !c.Fits(s) {
			continue
		}
		for _, theme := range e.Themes {
			add("png", size, theme)
		}
	}
	return out
}

func (e *export) oembed(ctx context.Context, topic, id, lang string) error {
	if e.URL == "" {
		return nil
	}
	c, err := e.pages.OEmbedOf(ctx, addresses{e, ""}, topic, id, e.Year, lang)
	e.files[e.oembedName(topic, id, lang)] = c.Body
	return err
}
