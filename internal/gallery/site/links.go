package site

import (
	"slices"

	"tradestats/internal/gallery/page"
)

// A place is a page in a language.
type place struct{ path, lang string }

// links are what pages ask the addresses of: the pages and files that a site is made of.
// Each is taken once.
type links struct {
	pages  []place
	made   int // of pages
	files  []page.File
	told   []page.OEmbed
	linked map[any]bool
}

// next is a page that is to be made.
func (l *links) next() (at place, ok bool) {
	if l.made == len(l.pages) {
		return at, false
	}
	l.made++
	return l.pages[l.made-1], true
}

// new tells whether something is linked for the first time.
func (l *links) new(to any) bool {
	if l.linked[to] {
		return false
	}
	if l.linked == nil {
		l.linked = map[any]bool{}
	}
	l.linked[to] = true
	return true
}

// linked notes a page that another one leads to: of the edition that is written, and of
// what readers browse where that is.
func (e *export) linked(r page.Ref) {
	if !slices.Contains(e.Languages, r.Lang) {
		r.Lang = e.Languages[0]
	}
	route, word := page.RouteOf(r.Path)
	switch {
	case route == nil || route.Kind == page.OfQuestion:
		return
	case route.Kind == page.OfFigures && !e.newest:
		return
	case route.Kind == page.OfEdition && !e.writes(word("topic"), r.Year):
		return
	}
	if at := (place{r.Path, r.Lang}); e.links.new(at) {
		e.links.pages = append(e.links.pages, at)
	}
}

// shown notes a file that a page shows or offers.
func (e *export) shown(f page.File) {
	if e.writes(f.Topic, f.Year) && e.links.new(e.fileName(f)) {
		e.links.files = append(e.links.files, f)
	}
}

// tells notes what others are told of a chart.
func (e *export) tells(of page.OEmbed) {
	if e.writes(of.Topic, of.Year) && e.links.new(e.oembedName(of.File)) {
		e.links.told = append(e.links.told, of)
	}
}

// writes tells whether an edition is the one that is written, and none that stands beside
// it.
func (e *export) writes(topic string, year int) bool {
	return year == 0 || e.yearOf(topic, year) == e.yearOf(topic, e.Year)
}
