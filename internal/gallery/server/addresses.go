package server

import (
	"net/url"
	"strconv"

	"tradestats/internal/gallery"
	"tradestats/internal/gallery/page"
	"tradestats/internal/locale"
)

// addresses are those of a gallery that is served.
type addresses struct {
	root  string // from the page up to the first one
	url   string // under which others reach it; "" is not known
	pages *page.Pages
}

// Page implements page.Addresses.
func (a addresses) Page(r page.Ref) string { return a.root + pagePath(r) }

func pagePath(r page.Ref) string {
	q := url.Values{}
	for name, values := range r.Query {
		q[name] = values
	}
	return withQuery(r.Path, r.Lang, r.Year, q)
}

// File implements page.Addresses.
func (a addresses) File(f page.File) string { return a.root + filePath(f) }

func filePath(f page.File) string {
	q := url.Values{}
	if f.Size != "" {
		q.Set("size", f.Size)
	}
	if f.Scale != "" {
		q.Set("scale", f.Scale)
	}
	if f.Theme != "" {
		q.Set("theme", f.Theme)
	}
	lang := f.Lang
	if f.Format == "csv" { // the same in all languages
		lang = ""
	}
	return withQuery("charts/"+f.Topic+"/"+f.ID+"."+f.Format, lang, f.Year, q)
}

func withQuery(path, lang string, year int, q url.Values) string {
	if lang != "" {
		q.Set("lang", lang)
	}
	if year != 0 {
		q.Set("year", strconv.Itoa(year))
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// Asset implements page.Addresses.
func (a addresses) Asset(name string) string {
	return a.root + name + "?v=" + page.AssetHash(name)
}

// Draw implements page.Addresses.
func (a addresses) Draw(q url.Values, format string) string {
	return a.root + "draw." + format + "?" + q.Encode()
}

// Absolute implements page.Addresses.
func (a addresses) Absolute(of any) string {
	if a.url == "" {
		return ""
	}
	switch of := of.(type) {
	case page.Ref:
		return a.url + "/" + pagePath(of)
	case page.File:
		return a.url + "/" + filePath(of)
	case page.Drawing:
		return a.url + "/draw." + of.Format + "?" + of.Query.Encode()
	case page.OEmbed:
		return a.url + "/oembed?url=" + url.QueryEscape(a.url+"/"+withQuery("charts/"+of.Topic+"/"+of.ID, of.Lang, of.Year, url.Values{}))
	}
	return ""
}

// Editions implements page.Addresses.
func (a addresses) Editions() []gallery.Edition { return a.pages.Gallery.Editions() }

// Languages implements page.Addresses.
func (a addresses) Languages() []string { return locale.Languages() }
