package server

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tradestats/internal/gallery"
	"tradestats/internal/gallery/page"
	"tradestats/internal/locale"
	"tradestats/internal/tidy"
)

// A maker makes a page.
type maker func(ctx context.Context, p *page.Pages, h page.Here) ([]byte, error)

// show answers with a page of which the address may have parameters, beside the
// language and the edition.
func (s *Server) show(w http.ResponseWriter, r *http.Request, parameters []string, fetch maker) {
	known := slices.Concat([]string{"lang", "year"}, parameters)
	a, err := readAsked(r.URL.RawQuery, known, !slices.Contains(parameters, "year")) // which is that of a question
	if err != nil {
		s.fail(w, r, err, true)
		return
	}
	p := s.pages()
	h := s.here(r, p, a)
	if !h.Chosen {
		w.Header().Set("Vary", "Accept-Language")
	}
	key := fmt.Sprintf("page %s %s %v %q %s", p.Gallery.Edition(), h.Lang, h.Chosen, r.URL.Path, a.values.Encode())
	c, err := s.store.take(r.Context(), client(r), key, func(ctx context.Context) (gallery.Content, error) {
		text, err := fetch(ctx, p, h)
		return gallery.PageContent(text), err
	})
	if err != nil {
		s.fail(w, r, err, true)
		return
	}
	serve(w, r, c, keepPage)
}

func (s *Server) index(w http.ResponseWriter, r *http.Request) {
	s.show(w, r, []string{"q", "topic", "indicator", "economy"}, func(ctx context.Context, p *page.Pages, h page.Here) ([]byte, error) {
		v := h.Query
		return p.Index(ctx, h, gallery.Search{Words: v.Get("q"), Topic: v.Get("topic"), Indicator: v.Get("indicator"), Economy: v.Get("economy")})
	})
}

func (s *Server) topic(w http.ResponseWriter, r *http.Request) {
	s.show(w, r, nil, func(ctx context.Context, p *page.Pages, h page.Here) ([]byte, error) {
		return p.Topic(ctx, h, r.PathValue("topic"))
	})
}

// chartPage is the page of a chart, which other sites may show in a frame where it is the
// chart alone.
func (s *Server) chartPage(w http.ResponseWriter, r *http.Request, id string) {
	if r.URL.Query().Get("view") == "embed" {
		w.Header().Set("Content-Security-Policy", policy("*"))
		w.Header().Del("X-Frame-Options")
	}
	s.show(w, r, []string{"size", "theme", "view"}, func(ctx context.Context, p *page.Pages, h page.Here) ([]byte, error) {
		v := h.Query
		if err := tidy.OneOf("{view}", v.Get("view"), []string{"", "embed"}); err != nil {
			return nil, err
		}
		return p.Chart(ctx, h, r.PathValue("topic"), id, v.Get("size"), v.Get("theme"), v.Get("view") == "embed")
	})
}

func (s *Server) build(w http.ResponseWriter, r *http.Request) {
	s.show(w, r, slices.Concat(gallery.Parameters, gallery.ViewParameters), func(ctx context.Context, p *page.Pages, h page.Here) ([]byte, error) { return p.Build(ctx, h) })
}

func (s *Server) economies(w http.ResponseWriter, r *http.Request) {
	s.show(w, r, nil, func(ctx context.Context, p *page.Pages, h page.Here) ([]byte, error) { return p.EconomyList(ctx, h) })
}

func (s *Server) economy(w http.ResponseWriter, r *http.Request) {
	if code := r.PathValue("code"); code != strings.ToUpper(code) && len(code) == 3 {
		redirect(w, r, strings.ToUpper(code))
		return
	}
	s.show(w, r, nil, func(ctx context.Context, p *page.Pages, h page.Here) ([]byte, error) {
		return p.Economy(ctx, h, r.PathValue("code"))
	})
}

func (s *Server) indicators(w http.ResponseWriter, r *http.Request) {
	s.show(w, r, nil, func(ctx context.Context, p *page.Pages, h page.Here) ([]byte, error) { return p.IndicatorList(ctx, h) })
}

func (s *Server) indicator(w http.ResponseWriter, r *http.Request) {
	s.show(w, r, nil, func(ctx context.Context, p *page.Pages, h page.Here) ([]byte, error) {
		return p.Indicator(ctx, h, r.PathValue("id"))
	})
}

func (s *Server) nothing(w http.ResponseWriter, r *http.Request) {
	if to, ok := meant(r.URL.Path); ok {
		redirect(w, r, to)
		return
	}
	s.fail(w, r, gallery.Absent("address", r.URL.Path, []string{"/", "/charts/TOPIC/ID", "/topics/TOPIC", "/indicators", "/economies", "/build", "/draw.png"}), true)
}

// redirect leads to an address that is relative, as the gallery may stand below any path.
func redirect(w http.ResponseWriter, r *http.Request, to string) {
	if r.URL.RawQuery != "" {
		to += "?" + r.URL.RawQuery
	}
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusMovedPermanently)
}

// meant is where an address leads that is nearly one of the gallery's: with a slash at
// its end, or of a list that is the first page.
func meant(path string) (to string, ok bool) {
	bare := strings.TrimRight(path, "/")
	switch {
	case bare == "/charts" || bare == "/topics":
		return rootOf(path), true
	case bare != path && bare != "" && !strings.Contains(bare, "//"):
		return "../" + bare[strings.LastIndexByte(bare, '/')+1:], true
	}
	return "", false
}

// asset answers with what pages load: for ever where the address says which version.
func asset(name, media string) (http.HandlerFunc, error) {
	body, err := page.Asset(name)
	if err != nil {
		return nil, err
	}
	c, version := gallery.PageContent(body), page.AssetHash(name)
	c.Type = media
	return func(w http.ResponseWriter, r *http.Request) {
		keep := keepNewest
		if r.URL.Query().Get("v") == version {
			keep = keepAlways
		}
		serve(w, r, c, keep)
	}, nil
}

func (s *Server) robots(w http.ResponseWriter, r *http.Request) {
	text := "User-agent: *\nDisallow: /build\nDisallow: /draw.\n"
	if s.url != "" {
		text += "Sitemap: " + s.url + "/sitemap.xml\n"
	}
	c := gallery.PageContent([]byte(text))
	c.Type = "text/plain; charset=utf-8"
	serve(w, r, c, keepNewest)
}

// errNoURL is the error of what holds whole addresses where nobody has said which.
var errNoURL = &refusal{http.StatusNotFound, "this needs the address under which others reach the gallery, which serve is told with --url"}

// sitemap lists the pages in every language.
func (s *Server) sitemap(w http.ResponseWriter, r *http.Request) {
	if s.url == "" {
		s.fail(w, r, errNoURL, false)
		return
	}
	p := s.pages()
	c, err := s.store.take(r.Context(), client(r), "sitemap "+p.Gallery.Edition(), func(ctx context.Context) (gallery.Content, error) {
		paths, err := p.Paths(ctx, 0)
		if err != nil {
			return gallery.Content{}, err
		}
		var addresses []string
		for _, path := range paths {
			for _, lang := range locale.Languages() {
				addresses = append(addresses, s.url+"/"+withQuery(path, lang, 0, url.Values{}))
			}
		}
		text, err := page.Sitemap(addresses)
		c := gallery.PageContent(text)
		c.Type = "application/xml"
		return c, err
	})
	if err != nil {
		s.fail(w, r, err, false)
		return
	}
	serve(w, r, c, keepNewest)
}
