package server

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tradestats/internal/gallery"
)

// chart answers with a chart of an edition as a file, or with its page where the
// address has no ending.
func (s *Server) chart(w http.ResponseWriter, r *http.Request) {
	id, format, isFile := strings.Cut(r.PathValue("name"), ".")
	if !isFile {
		s.chartPage(w, r, id)
		return
	}
	public(w)
	c, keep, err := s.chartFile(r, id, format)
	if err != nil {
		s.fail(w, r, err, false)
		return
	}
	serve(w, r, c, keep)
}

func (s *Server) chartFile(r *http.Request, id, format string) (gallery.Content, string, error) {
	values, err := form(r)
	if err == nil {
		err = gallery.CheckForm(values, append([]string{"year"}, gallery.ViewParameters...))
	}
	if err != nil {
		return gallery.Content{}, "", err
	}
	if !slices.Contains(gallery.Formats, format) {
		return gallery.Content{}, "", gallery.Absent("format", format, gallery.Formats)
	}
	v, err := gallery.ReadView(values, format)
	if err != nil {
		return gallery.Content{}, "", err
	}
	y, err := year(values)
	if err != nil {
		return gallery.Content{}, "", err
	}
	in, err := lang(values)
	if err != nil {
		return gallery.Content{}, "", err
	}
	topic, keep := r.PathValue("topic"), keepNewest
	if y != 0 {
		keep = keepPinned
	}
	p := s.pages()
	key := fmt.Sprintf("chart %s %s %d %q %q %+v %s", p.Gallery.Edition(), in, y, topic, id, v.Size, v.Theme.Name+" "+format)
	c, err := s.store.take(r.Context(), client(r), key, func(ctx context.Context) (gallery.Content, error) {
		b, err := p.Gallery.Book(ctx, topic, y, in)
		if err != nil {
			return gallery.Content{}, err
		}
		one, err := b.Find(id)
		if err != nil {
			return gallery.Content{}, err
		}
		return one.Content(v)
	})
	return c, keep, err
}

// draw answers a question with a file.
func (s *Server) draw(w http.ResponseWriter, r *http.Request, format string) {
	public(w)
	c, err := s.drawn(r, format)
	if err != nil {
		s.fail(w, r, err, false)
		return
	}
	serve(w, r, c, keepNewest)
}

func (s *Server) drawn(r *http.Request, format string) (gallery.Content, error) {
	values, err := form(r)
	if err != nil {
		return gallery.Content{}, err
	}
	q, err := gallery.ReadQuestion(values, gallery.ViewParameters)
	if err != nil {
		return gallery.Content{}, err
	}
	v, err := gallery.ReadView(values, format)
	if err != nil {
		return gallery.Content{}, err
	}
	in, err := lang(values)
	if err != nil {
		return gallery.Content{}, err
	}
	if in == "" {
		in = "en"
	}
	key := fmt.Sprintf("draw %s %#v %+v %s %s", in, q, v.Size, v.Theme.Name, format)
	return s.store.take(r.Context(), client(r), key, func(ctx context.Context) (gallery.Content, error) {
		return s.live.Gallery.Draw(ctx, q, in, v)
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
	values, err := form(r)
	if err == nil {
		err = gallery.CheckForm(values, []string{"url", "format", "maxwidth", "maxheight"})
	}
	if err != nil {
		s.fail(w, r, err, false)
		return
	}
	if f := values.Get("format"); f != "" && f != "json" {
		http.Error(w, "Only json is spoken here.", http.StatusNotImplemented)
		return
	}
	within, err := gallery.Within(values)
	if err != nil {
		s.fail(w, r, err, false)
		return
	}
	topic, id, y, in, err := s.ofURL(values.Get("url"))
	if err != nil {
		s.fail(w, r, err, false)
		return
	}
	p := s.pages()
	key := fmt.Sprintf("oembed %s %q %q %d %s %dx%d", p.Gallery.Edition(), topic, id, y, in, within.Width, within.Height)
	c, err := s.store.take(r.Context(), client(r), key, func(ctx context.Context) (gallery.Content, error) {
		return p.OEmbedOf(ctx, addresses{url: s.url}, topic, id, y, in, within)
	})
	if err != nil {
		s.fail(w, r, err, false)
		return
	}
	public(w)
	serve(w, r, c, keepNewest)
}

// ofURL reads the address of a chart's page.
func (s *Server) ofURL(text string) (topic, id string, y int, in string, err error) {
	if s.url == "" {
		return "", "", 0, "", errNoURL
	}
	path, ours := strings.CutPrefix(text, s.url+"/charts/")
	u, wrong := url.Parse(path)
	if !ours || wrong != nil {
		return "", "", 0, "", gallery.Absent("address", text, []string{s.url + "/charts/TOPIC/ID"})
	}
	topic, id, _ = strings.Cut(u.Path, "/")
	values := u.Query()
	if y, err = year(values); err == nil {
		in, err = lang(values)
	}
	return topic, id, y, in, err
}
