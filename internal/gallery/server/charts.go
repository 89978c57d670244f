package server

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tradestats/internal/gallery"
)

// chart answers with a chart of an edition as a file.
func (s *Server) chart(w http.ResponseWriter, r *http.Request, id, format string) {
	public(w)
	c, err := s.chartFile(r, id, format)
	if err != nil {
		s.fail(w, r, err, false)
		return
	}
	serve(w, r, c, keepBriefly)
}

func (s *Server) chartFile(r *http.Request, id, format string) (gallery.Content, error) {
	a, err := readAsked(r.URL.RawQuery, append([]string{"year"}, gallery.ViewParameters...), true)
	if err != nil {
		return gallery.Content{}, err
	}
	if !slices.Contains(gallery.Formats, format) {
		return gallery.Content{}, gallery.Absent("format", format, gallery.Formats)
	}
	v, err := gallery.ReadView(a.values, format)
	if err != nil {
		return gallery.Content{}, err
	}
	topic, p := r.PathValue("topic"), s.pages()
	key := fmt.Sprintf("chart %s %s %d %q %q %+v %s", p.Gallery.Edition(), a.lang, a.year, topic, id, v.Size, v.Theme.Name+" "+format)
	return s.store.take(r.Context(), client(r), key, func(ctx context.Context) (gallery.Content, error) {
		b, err := p.Gallery.Book(ctx, topic, a.year, a.lang)
		if err != nil {
			return gallery.Content{}, err
		}
		one, err := b.Find(id)
		if err != nil {
			return gallery.Content{}, err
		}
		return one.Content(v)
	})
}

// draw answers a question with a file.
func (s *Server) draw(w http.ResponseWriter, r *http.Request, format string) {
	public(w)
	c, err := s.drawn(r, format)
	if err != nil {
		s.fail(w, r, err, false)
		return
	}
	serve(w, r, c, keepBriefly)
}

func (s *Server) drawn(r *http.Request, format string) (gallery.Content, error) {
	a, err := readAsked(r.URL.RawQuery, slices.Concat(gallery.Parameters, gallery.ViewParameters), false)
	if err != nil {
		return gallery.Content{}, err
	}
	q, err := gallery.ReadQuestion(a.values, gallery.ViewParameters)
	if err != nil {
		return gallery.Content{}, err
	}
	v, err := gallery.ReadView(a.values, format)
	if err != nil {
		return gallery.Content{}, err
	}
	in := cmp.Or(a.lang, "en")
	p := s.pages()
	key := fmt.Sprintf("draw %d %s %#v %+v %s %s", p.Gallery.Opened, in, q, v.Size, v.Theme.Name, format)
	return s.store.take(r.Context(), client(r), key, func(ctx context.Context) (gallery.Content, error) {
		return p.Gallery.Draw(ctx, q, in, v)
	})
}

// public says of a file that pages from elsewhere may show and read it, and that it
// does nothing by itself.
func public(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox")
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
}

// oembed tells others what to show of a chart's page.
func (s *Server) oembed(w http.ResponseWriter, r *http.Request) {
	c, err := s.told(r)
	if err != nil {
		s.fail(w, r, err, false)
		return
	}
	public(w)
	serve(w, r, c, keepBriefly)
}

// errOnlyJSON is the error of another form than that which oEmbed is told in here.
var errOnlyJSON = &refusal{http.StatusNotImplemented, "only json is spoken here"}

func (s *Server) told(r *http.Request) (gallery.Content, error) {
	a, err := readAsked(r.URL.RawQuery, []string{"url", "format", "maxwidth", "maxheight"}, false)
	if err != nil {
		return gallery.Content{}, err
	}
	if f := a.values.Get("format"); f != "" && f != "json" {
		return gallery.Content{}, errOnlyJSON
	}
	within, err := gallery.Within(a.values)
	if err != nil {
		return gallery.Content{}, err
	}
	topic, id, of, err := s.ofURL(a.values.Get("url"))
	if err != nil {
		return gallery.Content{}, err
	}
	p := s.pages()
	key := fmt.Sprintf("oembed %s %q %q %d %s %dx%d", p.Gallery.Edition(), topic, id, of.year, of.lang, within.Width, within.Height)
	return s.store.take(r.Context(), client(r), key, func(ctx context.Context) (gallery.Content, error) {
		return p.OEmbedOf(ctx, addresses{url: s.url}, topic, id, of.year, of.lang, within)
	})
}

// ofURL reads the address of a chart's page.
func (s *Server) ofURL(text string) (topic, id string, of asked, err error) {
	if s.url == "" {
		return "", "", of, errNoURL
	}
	path, ours := strings.CutPrefix(text, s.url+"/charts/")
	u, wrong := url.Parse(path)
	if !ours || wrong != nil {
		return "", "", of, gallery.Absent("address", text, []string{s.url + "/charts/TOPIC/ID"})
	}
	topic, id, _ = strings.Cut(u.Path, "/")
	of, err = readAsked(u.RawQuery, nil, true)
	return topic, id, of, err
}
