package page

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"tradestats/internal/gallery"
	"tradestats/internal/tidy"
)

// A Kind of page is what it is of: the year of its address says which edition, or for a
// question which year.
type Kind int

// The kinds of pages.
const (
	OfFigures  Kind = iota // and of the edition whose charts it lists
	OfEdition              // what is cited: it stays as it was written
	OfQuestion             // there is none where nobody draws
	OfAll                  // which editions there are
)

// A Route is the pages of one address. A server answers by the table of them, and a site
// of files is written by it.
type Route struct {
	Path       string // from the root; words in braces stand for any, as in "topics/{topic}"
	Kind       Kind
	Parameters []string                           // that its address may have, beside the language and the edition
	Once       bool                               // a page stands once, in its edition: elsewhere is what leads there
	Files      bool                               // with an ending it is a file
	Proper     func(p *Pages, last string) string // where the last word of its address leads that is written in another way; nil: nowhere else
	// All are the paths of a year's edition, for 0 of the newest; nil: there is Path alone.
	All  func(ctx context.Context, p *Pages, year int) ([]string, error)
	Make func(ctx context.Context, p *Pages, h Here, word func(name string) string) ([]byte, error)
}

// Routes are all pages.
var Routes = []Route{
	{Path: "", Parameters: []string{"q", "topic", "indicator", "economy"},
		Make: func(ctx context.Context, p *Pages, h Here, _ func(string) string) ([]byte, error) {
			v := h.Query
			return p.Index(ctx, h, gallery.Search{Words: v.Get("q"), Topic: v.Get("topic"), Indicator: v.Get("indicator"), Economy: v.Get("economy")})
		}},
	{Path: "charts/{topic}/{id}", Kind: OfEdition, Once: true, Files: true, All: allCharts, Parameters: []string{"size", "theme", "view"},
		Make: func(ctx context.Context, p *Pages, h Here, word func(string) string) ([]byte, error) {
			v := h.Query
			if err := tidy.OneOf("{view}", v.Get("view"), []string{"", alone}); err != nil {
				return nil, err
			}
			return p.Chart(ctx, h, word("topic"), word("id"), v.Get("size"), v.Get("theme"), h.Embedded())
		}},
	{Path: "topics/{topic}", Kind: OfEdition, All: allTopics,
		Make: func(ctx context.Context, p *Pages, h Here, word func(string) string) ([]byte, error) {
			return p.Topic(ctx, h, word("topic"))
		}},
	{Path: "editions", Kind: OfAll,
		Make: func(ctx context.Context, p *Pages, h Here, _ func(string) string) ([]byte, error) {
			return p.Editions(ctx, h)
		}},
	{Path: "indicators",
		Make: func(ctx context.Context, p *Pages, h Here, _ func(string) string) ([]byte, error) {
			return p.IndicatorList(ctx, h)
		}},
	{Path: "indicators/{id}", All: allIndicators,
		Make: func(ctx context.Context, p *Pages, h Here, word func(string) string) ([]byte, error) {
			return p.Indicator(ctx, h, word("id"))
		}},
	{Path: "economies",
		Make: func(ctx context.Context, p *Pages, h Here, _ func(string) string) ([]byte, error) {
			return p.EconomyList(ctx, h)
		}},
	{Path: "economies/{code}", Proper: properCode, All: allEconomies,
		Make: func(ctx context.Context, p *Pages, h Here, word func(string) string) ([]byte, error) {
			return p.Economy(ctx, h, word("code"))
		}},
	{Path: builder, Kind: OfQuestion, Parameters: slices.Concat(gallery.Parameters, gallery.ViewParameters),
		Make: func(ctx context.Context, p *Pages, h Here, _ func(string) string) ([]byte, error) {
			return p.Build(ctx, h)
		}},
}

// builder is where questions are put, alone the view of nothing but a chart.
const builder, alone = "build", "embed"

// properCode is the code of an economy as addresses write it, for any of its names and
// codes; of a group, which has no page, the list of charts that show it. It is made of ids
// alone: an address leads nowhere else by what somebody wrote into it.
func properCode(p *Pages, name string) string {
	id, group, err := p.Gallery.Economies.Resolve(name)
	switch {
	case err != nil:
		return name
	case group:
		return "../?" + url.Values{"economy": {id}}.Encode()
	}
	return id
}

// Known are the parameters that an address may have.
func (r *Route) Known() []string {
	if r.Kind == OfQuestion { // which has those two among its own
		return r.Parameters
	}
	return slices.Concat([]string{"lang", "year"}, r.Parameters)
}

// Last is what the last word of an address stands for, "" where it is always the same.
func (r *Route) Last() string {
	_, last, _ := strings.Cut(r.Path, "/")
	last = last[strings.LastIndexByte(last, '/')+1:]
	return strings.Trim(last, "{}")
}

// RouteOf returns that of a page, and the words that stand for those in braces; nil where
// there is no such page.
func RouteOf(path string) (*Route, func(name string) string) {
	parts := strings.Split(path, "/")
	for k := range Routes {
		names := strings.Split(Routes[k].Path, "/")
		if !fits(names, parts) {
			continue
		}
		return &Routes[k], func(name string) string {
			if at := slices.Index(names, "{"+name+"}"); at >= 0 {
				return parts[at]
			}
			return ""
		}
	}
	return nil, nil
}

// fits tells whether the words of an address are those of a route.
func fits(names, parts []string) bool {
	if len(names) != len(parts) {
		return false
	}
	for k, name := range names {
		if name != parts[k] && (parts[k] == "" || !strings.HasPrefix(name, "{")) {
			return false
		}
	}
	return true
}
