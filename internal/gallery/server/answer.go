package server

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/text/language"

	"tradestats/internal/gallery"
	"tradestats/internal/gallery/page"
	"tradestats/internal/locale"
	"tradestats/internal/tidy"
)

// How long caches may keep what is served without asking whether it is still so. A page and
// its images are kept alike, of an edition of a year as of the newest: it may be written
// anew in its place, and then images of the old one would stand in pages of the new one.
const (
	keepBriefly = "public, max-age=60"
	keepAlways  = "public, max-age=31536000, immutable" // what has another address when it changes
)

// serve answers with a content: its tag, ranges, HEAD and what has not changed are
// net/http's.
func serve(w http.ResponseWriter, r *http.Request, c gallery.Content, keep string) {
	h := w.Header()
	h.Set("Content-Type", c.Type)
	h.Set("ETag", `"`+c.SHA256+`"`)
	h.Set("Cache-Control", keep)
	if c.Name != "" {
		h.Set("Content-Disposition", `inline; filename="`+c.Name+`"`)
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(c.Body))
}

// client is who asks, by the address of the connection.
func client(r *http.Request) string { return neighbours(r.RemoteAddr) }

// fail answers with a sentence and the code that fits, as a page where that was asked
// for.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error, asPage bool) {
	if r.Context().Err() != nil {
		w.WriteHeader(codeGone)
		return
	}
	p := s.pages()
	here := s.here(r, p, known(r))
	if !asPage && !here.Chosen { // as the files themselves
		here.Lang = spoken[0]
	}
	err = s.whetherAnew(r, err)
	code, sentence, in := s.explain(r, err, p, here.Lang)
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	if seconds := retryAfter(code, err); seconds != "" {
		h.Set("Retry-After", seconds)
	}
	var refused *page.Refused
	var body []byte
	switch {
	case errors.As(err, &refused): // its page puts it again
		body = refused.Page
	case asPage:
		body, _ = p.Problem(r.Context(), here, code, sentence, in) //nolint:errcheck // then the sentence stands alone
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	if body == nil {
		h.Set("Content-Type", "text/plain; charset=utf-8")
		h.Set("Content-Language", in)
		body = []byte(sentence + "\n")
	}
	w.WriteHeader(code)
	if r.Method != http.MethodHead {
		w.Write(body) //nolint:errcheck // the client has gone
	}
}

// retryAfter is when what was refused may be asked for again, in seconds; "" is never.
func retryAfter(code int, err error) string {
	switch {
	case tidy.KindOf(err) == tidy.Away:
		return "60"
	case code == http.StatusServiceUnavailable, code == http.StatusTooManyRequests:
		return "2"
	}
	return ""
}

// explain is the code of an error and its sentence, in a language that need not be the one
// asked for; the log hears of what is nobody's wish.
func (s *Server) explain(r *http.Request, err error, p *page.Pages, lang string) (code int, sentence, in string) {
	var mistake *panicked
	switch code = codeOf(err); {
	case errors.As(err, &mistake):
		s.log.Error("mistake", "path", r.URL.Path, "query", r.URL.RawQuery, "what", mistake.what, "stack", string(mistake.stack))
	case code == http.StatusInternalServerError:
		s.log.Error("failed", "path", r.URL.Path, "query", r.URL.RawQuery, "error", err.Error())
		err = errFailed
	case tidy.KindOf(err) == tidy.Away:
		s.log.Error("failed", "path", r.URL.Path, "query", r.URL.RawQuery, "error", err.Error())
		err = gallery.ErrAway
	case late(err):
		s.log.Error("failed", "path", r.URL.Path, "query", r.URL.RawQuery, "error", err.Error())
		err = errLate
	}
	sentence, in = p.Reason(lang, err)
	return code, sentence, in
}

// known are the parameters that a page of an error keeps: the language.
func known(r *http.Request) asked {
	out := asked{values: url.Values{}}
	if a, err := readAsked("lang="+url.QueryEscape(r.URL.Query().Get("lang")), nil, false); err == nil && a.lang != "" {
		out = a
	}
	return out
}

// here is the page that is asked for: in the language of its address, else in that
// which the reader prefers.
func (s *Server) here(r *http.Request, p *page.Pages, a asked) page.Here {
	path := strings.Trim(r.URL.Path, "/")
	if len(path) > 200 { // of an error: no page is called so
		path = ""
	}
	h := page.Here{Path: path, Year: a.year, Query: a.values, Lang: a.lang}
	if h.Chosen = h.Lang != ""; !h.Chosen {
		h.Lang = preferred(r.Header.Get("Accept-Language"))
	}
	h.Addresses = addresses{root: rootOf(r.URL.EscapedPath()), url: s.url, pages: p}
	return h
}

// rootOf is the way from a page up to the first one, by its path as it is written: addresses are relative, so that
// the gallery can stand anywhere below another site.
func rootOf(path string) string {
	if up := strings.Count(strings.TrimPrefix(path, "/"), "/"); up > 0 {
		return strings.Repeat("../", up)
	}
	return "./"
}

var (
	spoken  = locale.Languages() // the first one is for those who prefer none
	matcher = language.NewMatcher(tags(spoken))
)

func tags(languages []string) (out []language.Tag) {
	for _, lang := range languages {
		out = append(out, language.Make(lang))
	}
	return out
}

// preferred is the language of a reader's preferences.
func preferred(header string) string {
	if len(header) > 200 { // of which the first ones count
		header = header[:200]
		header = header[:strings.LastIndexByte(header, ',')+1]
	}
	_, k := language.MatchStrings(matcher, strings.TrimSuffix(header, ","))
	return spoken[k]
}
