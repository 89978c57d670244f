// Package site writes the gallery as static files, for any web host: the same pages,
// with relative links, and each chart in the sizes and themes asked for. What needs
// someone who draws is not there: the search finds while one types, and the builder
// is left out.
package site

import (
	"context"

	"tradestats/internal/gallery"
	"tradestats/internal/gallery/page"
)

// Options say what is written, and where.
type Options struct {
	Out           string // the folder
	URL           string // where it will stand; "" leaves out what needs it: the sitemap, what shared links show
	Year          int    // of the edition; 0 is each topic's newest
	Languages     []string
	Sizes, Themes []string
	Warn          func(text string) // hears what cannot be had as asked for; nil is nobody
	Committing    func()            // hears that from now on an interrupt waits until the site is whole; nil is nobody
}

// Write writes the site, and returns how many files changed and how many are there.
// A file in the folder that no site wrote is left alone; one that stands in the way of
// a page is an error, before anything is written.
func Write(ctx context.Context, g *gallery.Gallery, o Options) (written, all int, err error) {
	g = g.At() // of which one edition is written, whatever is put in place meanwhile
	if err := g.HasYear(o.Year); err != nil {
		return 0, 0, err
	}
	pages, err := page.New(g)
	if err != nil {
		return 0, 0, err
	}
	f, err := openFolder(o.Out)
	if err != nil {
		return 0, 0, err
	}
	defer f.close()
	e := &export{Options: o, gallery: g, pages: pages, out: f, leads: map[string]bool{}, wrote: map[string]bool{}}
	f.kept = e.kept
	if err := e.make(ctx); err != nil {
		return 0, 0, err
	}
	e.warn()
	if o.Committing != nil {
		o.Committing()
	}
	written, err = f.commit(ctx)
	return written, len(f.files) + 1, err
}
