package site

import (
	"context"
	"slices"
	"strconv"
	"strings"

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
	leads   map[string]bool // pages that only lead to another one
	wrote   map[string]bool // the editions of topics that are written: 2023/world
	newest  bool            // no later edition stands in the folder
	stands  map[string]bool // those whose charts are had only as they were written
}

func (e *export) make(ctx context.Context) error {
	if len(e.Languages) == 0 {
		e.Languages = locale.Languages()
	}
	paths, err := e.pages.Paths(ctx, e.Year)
	if err != nil {
		return err
	}
	for _, topic := range e.gallery.TopicsOf(e.Year) {
		e.wrote[strconv.Itoa(e.yearOf(topic, e.Year))+"/"+topic] = true
	}
	if e.newest = e.isNewest(); !e.newest {
		paths = slices.DeleteFunc(paths, func(path string) bool { return !ofEdition(path) })
	} else if err := e.assets(); err != nil {
		return err
	}
	for _, path := range paths {
		for _, lang := range e.Languages {
			err := ctx.Err()
			if err == nil {
				err = e.write(ctx, path, lang)
			}
			if err != nil {
				return err
			}
		}
	}
	if err := e.charts(ctx); err != nil {
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
// where it is cited, and among the pages that readers browse; a chart stands once, and
// there is led to.
func (e *export) write(ctx context.Context, path, lang string) error {
	browsed := e.pageName(path, lang)
	if !ofEdition(path) {
		return e.page(ctx, path, lang, e.Year, browsed)
	}
	year := e.yearOf(topicOf(path), e.Year)
	name := strconv.Itoa(year) + "/" + browsed
	if err := e.page(ctx, path, lang, year, name); err != nil || !e.newest {
		return err
	}
	if !strings.HasPrefix(path, "charts/") {
		return e.page(ctx, path, lang, e.Year, browsed)
	}
	e.leads[browsed] = true
	to := addresses{e, strings.Repeat("../", strings.Count(browsed, "/"))}
	text, err := e.pages.Lead(page.Here{Addresses: to, Path: path, Lang: lang, Chosen: true, Year: year})
	if err != nil {
		return err
	}
	return e.out.add(browsed, text)
}

// page makes a page of the edition of a year.
func (e *export) page(ctx context.Context, path, lang string, year int, name string) error {
	h := page.Here{Addresses: addresses{e, strings.Repeat("../", strings.Count(name, "/"))}, Path: path, Lang: lang, Chosen: true, Year: year}
	for _, size := range e.Sizes {
		for _, theme := range e.Themes {
			h.Variants = append(h.Variants, page.Variant{Size: size, Theme: theme})
		}
	}
	fetch := func() ([]byte, error) { return nil, gallery.Absent("page", path, nil) }
	kind, rest, _ := strings.Cut(path, "/")
	topic, id, _ := strings.Cut(rest, "/")
	switch {
	case path == "":
		fetch = func() ([]byte, error) { return e.pages.Index(ctx, h, gallery.Search{}) }
	case kind == "topics":
		fetch = func() ([]byte, error) { return e.pages.Topic(ctx, h, rest) }
	case kind == "charts":
		fetch = func() ([]byte, error) { return e.pages.Chart(ctx, h, topic, id, "", "", false) }
	case path == "indicators":
		fetch = func() ([]byte, error) { return e.pages.IndicatorList(ctx, h) }
	case kind == "indicators":
		fetch = func() ([]byte, error) { return e.pages.Indicator(ctx, h, rest) }
	case path == "economies":
		fetch = func() ([]byte, error) { return e.pages.EconomyList(ctx, h) }
	case kind == "economies":
		fetch = func() ([]byte, error) { return e.pages.Economy(ctx, h, rest) }
	}
	text, err := fetch()
	if err != nil {
		return err
	}
	return e.out.add(name, text)
}
