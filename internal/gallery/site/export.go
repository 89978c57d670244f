package site

import (
	"context"
	"strconv"
	"strings"
	"sync"

	"tradestats/internal/gallery"
	"tradestats/internal/gallery/page"
	"tradestats/internal/locale"
)

// export is a site while it is made.
type export struct {
	Options
	gallery *gallery.Gallery
	pages   *page.Pages
	out     *folder
	links   links
	leads   map[string]bool // pages that only lead to another one
	wrote   map[string]bool // the editions of topics that are written: 2023/world
	newest  bool            // no later edition stands in the folder
	stands  sync.Map        // those whose charts are had only as they were written
}

// make writes the pages that the first one and those of the topics lead to, and the files
// that pages show and offer.
func (e *export) make(ctx context.Context) error {
	if len(e.Languages) == 0 {
		e.Languages = locale.Languages()
	}
	topics := e.gallery.TopicsOf(e.Year)
	for _, topic := range topics {
		e.wrote[strconv.Itoa(e.yearOf(topic, e.Year))+"/"+topic] = true
	}
	if e.newest = e.isNewest(); e.newest {
		if err := e.assets(); err != nil {
			return err
		}
	}
	e.linked(page.Ref{})
	for _, topic := range topics {
		e.linked(page.Ref{Path: "topics/" + topic})
	}
	for at, ok := e.links.next(); ok; at, ok = e.links.next() {
		err := ctx.Err()
		if err == nil {
			err = e.write(ctx, at)
		}
		if err != nil {
			return err
		}
	}
	if err := e.files(ctx); err != nil {
		return err
	}
	return e.sitemap()
}

func (e *export) assets() error {
	for name := range page.Assets {
		text, err := page.Asset(name)
		if err != nil {
			return err
		}
		if err := e.out.add(name, text); err != nil {
			return err
		}
	}
	return nil
}

// sitemap lists the pages for search engines, which take whole addresses only.
func (e *export) sitemap() error {
	if e.URL == "" || !e.newest {
		return nil
	}
	var all []string
	for _, name := range e.out.all() {
		if strings.HasSuffix(name, ".html") && !e.leads[name] {
			all = append(all, e.URL+"/"+name)
		}
	}
	text, err := page.Sitemap(all)
	if err != nil {
		return err
	}
	return e.out.add("sitemap.xml", text)
}

// write makes one page in one language: what is of an edition in the folder of its year,
// where it is cited, and among the pages that readers browse; what stands once is led to
// there.
func (e *export) write(ctx context.Context, at place) error {
	browsed := e.pageName(at.path, at.lang)
	route, word := page.RouteOf(at.path)
	if route == nil {
		return gallery.Absent("page", at.path, nil)
	}
	fetch := func(h page.Here) ([]byte, error) { return route.Make(ctx, e.pages, h, word) }
	if route.Kind != page.OfEdition {
		return e.page(at, e.Year, browsed, fetch)
	}
	year := e.yearOf(word("topic"), e.Year)
	if err := e.page(at, year, strconv.Itoa(year)+"/"+browsed, fetch); err != nil || !e.newest {
		return err
	}
	if !route.Once {
		return e.page(at, e.Year, browsed, fetch)
	}
	e.leads[browsed] = true
	return e.page(at, year, browsed, e.pages.Lead)
}

// page makes a page of the edition of a year.
func (e *export) page(at place, year int, name string, fetch func(page.Here) ([]byte, error)) error {
	h := page.Here{Addresses: addresses{e, strings.Repeat("../", strings.Count(name, "/"))}, Path: at.path, Lang: at.lang, Chosen: true, Year: year}
	for _, size := range e.Sizes {
		for _, theme := range e.Themes {
			h.Variants = append(h.Variants, page.Variant{Size: size, Theme: theme})
		}
	}
	text, err := fetch(h)
	if err != nil {
		return err
	}
	return e.out.add(name, text)
}
