package server

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"tradestats/internal/gallery"
	"tradestats/internal/gallery/page"
	"tradestats/internal/locale"
)

// answer answers with the pages of a route, and with its files where it has some.
func (s *Server) answer(route *page.Route) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		last := r.PathValue(route.Last())
		if route.Proper != nil {
			if to := route.Proper(s.pages(), last); to != last {
				redirect(w, r, to)
				return
			}
		}
		if id, format, isFile := strings.Cut(last, "."); isFile && route.Files {
			s.chart(w, r, id, format)
			return
		}
		s.page(w, r, route)
	}
}

// page answers with a page.
func (s *Server) page(w http.ResponseWriter, r *http.Request, route *page.Route) {
	a, err := readAsked(r.URL.RawQuery, route.Known(), route.Kind != page.OfQuestion)
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
		text, err := route.Make(ctx, p, h, r.PathValue)
		return gallery.PageContent(text), err
	})
	if err != nil {
		s.fail(w, r, err, true)
		return
	}
	if h.Embedded() { // which other sites may show in a frame, as they may no error
		w.Header().Set("Content-Security-Policy", policy("*"))
		w.Header().Del("X-Frame-Options")
	}
	serve(w, r, c, keepBriefly)
}

// straight answers itself what is no straight way to an address, //charts or /a/../charts: the
// mux of net/http would lead to an absolute path, where the gallery need not stand.
func (s *Server) straight(mux http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if at := strings.TrimSuffix(r.URL.Path, "/"); at != "" && (at == "/" || path.Clean(at) != at) {
			s.nothing(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

func (s *Server) nothing(w http.ResponseWriter, r *http.Request) {
	if to, ok := meant(r.URL); ok {
		redirect(w, r, to)
		return
	}
	var known []string
	for _, route := range page.Routes {
		known = append(known, "/"+strings.ToUpper(strings.NewReplacer("{", "", "}", "").Replace(route.Path)))
	}
	s.fail(w, r, gallery.Absent("address", r.URL.Path, append(known, "/draw.png")), true)
}

// redirect leads to an address that is relative, as the gallery may stand below any path.
func redirect(w http.ResponseWriter, r *http.Request, to string) {
	if r.URL.RawQuery != "" {
		sign := "?"
		if strings.Contains(to, sign) {
			sign = "&"
		}
		to += sign + r.URL.RawQuery
	}
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusMovedPermanently)
}

// meant is where an address leads that is nearly one of the gallery's: with slashes at its
// end or twice, or of a list that is the first page. The way begins with dots, so that it
// leads to no other host.
func meant(u *url.URL) (to string, ok bool) {
	address := u.EscapedPath()
	words := func(path string) []string { return strings.FieldsFunc(path, func(r rune) bool { return r == '/' }) }
	bare := strings.TrimRight(address, "/")
	switch {
	case slices.ContainsFunc(words(u.Path), func(word string) bool { return word == "." || word == ".." }):
		return "", false
	case bare == "/charts" || bare == "/topics":
		return rootOf(address), true
	case strings.Contains(address, "//"):
		return rootOf(address) + strings.Join(words(address), "/"), true
	case bare != address && bare != "":
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
		keep := keepBriefly
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
	serve(w, r, c, keepBriefly)
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
	serve(w, r, c, keepBriefly)
}
