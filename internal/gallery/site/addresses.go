package site

import (
	"net/url"
	"slices"
	"strconv"

	"tradestats/internal/gallery"
	"tradestats/internal/gallery/page"
)

// addresses are those of static files. Every language has a folder of its own, the
// first one the root.
type addresses struct {
	e    *export
	root string // from the page up to the folder of the site
}

func (e *export) pageName(path, lang string) string {
	if path == "" {
		path = "index"
	}
	if lang == "" || lang == e.Languages[0] {
		return path + ".html"
	}
	return lang + "/" + path + ".html"
}

// fileName is that of a chart, in the folder of its edition's year.
func (e *export) fileName(f page.File) string {
	return gallery.NameOf(e.stemOf(f), f.Lang, f.Size, f.Theme, f.Format)
}

func (e *export) oembedName(f page.File) string {
	return gallery.NameOf(e.stemOf(f), f.Lang, "", "", "oembed.json")
}

func (e *export) stemOf(f page.File) string {
	return strconv.Itoa(e.yearOf(f.Topic, f.Year)) + "/charts/" + f.Topic + "/" + f.ID
}

// Page is the address of a page; one in a language that is not written is that in the
// first one. What is asked for is part of the site.
func (a addresses) Page(r page.Ref) string { return a.root + a.name(r) }

func (a addresses) name(r page.Ref) string {
	a.e.linked(r)
	if !slices.Contains(a.e.Languages, r.Lang) {
		r.Lang = a.e.Languages[0]
	}
	name := a.e.pageName(r.Path, r.Lang)
	route, word := page.RouteOf(r.Path)
	if route == nil || !route.Once && (route.Kind != page.OfEdition || r.Year == 0) {
		return name
	}
	year := strconv.Itoa(a.e.yearOf(word("topic"), r.Year)) + "/"
	if !a.e.writes(word("topic"), r.Year) && !a.e.out.before[year+name] { // it stands in other languages
		name = a.e.pageName(r.Path, "")
	}
	return year + name
}

// File implements page.Addresses.
func (a addresses) File(f page.File) string { return a.root + a.file(f) }

func (a addresses) file(f page.File) string {
	a.e.shown(f)
	return a.e.fileName(f)
}

// Asset implements page.Addresses.
func (a addresses) Asset(name string) string { return a.root + name }

// Draw implements page.Addresses: nobody draws.
func (a addresses) Draw(url.Values, string) string { return "" }

// Absolute implements page.Addresses.
func (a addresses) Absolute(of any) string {
	if a.e.URL == "" {
		return ""
	}
	switch of := of.(type) {
	case page.Ref:
		return a.e.URL + "/" + a.name(of)
	case page.File:
		return a.e.URL + "/" + a.file(of)
	case page.OEmbed:
		a.e.tells(of)
		return a.e.URL + "/" + a.e.oembedName(of.File)
	}
	return ""
}

// Editions implements page.Addresses.
func (a addresses) Editions() []gallery.Edition { return a.e.editions() }

// Languages implements page.Addresses.
func (a addresses) Languages() []string { return a.e.Languages }
