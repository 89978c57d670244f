// Package server answers requests with the charts and pages of a gallery. It holds
// what makes it fit to be left running: limits, a cache bounded in bytes, one drawing
// for equal requests, headers, an access log, a stop that lets requests end.
package server

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"tradestats/internal/gallery"
	"tradestats/internal/gallery/page"
)

// Options say how a gallery is served.
type Options struct {
	URL        string       // under which others reach it, for what they copy; without a slash at the end; "" is not known
	Log        *slog.Logger // hears of each request; never nil
	CacheBytes int64        // at most kept of what was made; 0 is DefaultCache
	Drawings   int          // at most made at once; 0 is one a processor

	// Open opens the gallery again once its figures have changed, by its Changed; nil
	// where they do not.
	Open func(context.Context) (*gallery.Gallery, error)
}

// DefaultCache is what the cache holds at most, in bytes.
const DefaultCache = 128 << 20

// freshness is how long an edition may have changed before a request sees it.
const freshness = time.Second

// A Server answers requests for a gallery.
type Server struct {
	url     string
	log     *slog.Logger
	live    atomic.Pointer[page.Pages]
	pinned  atomic.Pointer[page.Pages] // of the editions that stood when they were last looked at, so that one answer is of one edition
	store   *store
	handler http.Handler
	looked  atomic.Int64 // when the editions were last looked at, in nanoseconds
	grace   time.Duration
	anew    renewal

	exchanging sync.Mutex // of live and pinned, which are of one gallery
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// New returns the server of a gallery.
func New(g *gallery.Gallery, o Options) (*Server, error) {
	pages, err := page.New(g)
	if err != nil {
		return nil, err
	}
	s := &Server{url: o.URL, log: o.Log, store: newStore(o.CacheBytes, o.Drawings), grace: grace}
	s.anew = renewal{open: o.Open, every: askedEvery, within: askedWithin, awaited: awaited, asked: time.Now()}
	s.exchange(pages)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", s.health)
	for k := range page.Routes {
		mux.HandleFunc(pattern(&page.Routes[k]), s.answer(&page.Routes[k]))
	}
	for _, format := range gallery.Formats {
		mux.HandleFunc("GET /draw."+format, func(w http.ResponseWriter, r *http.Request) { s.draw(w, r, format) })
	}
	for name, media := range page.Assets {
		answer, err := asset(name, media)
		if err != nil {
			return nil, err
		}
		mux.HandleFunc("GET /"+name, answer)
	}
	mux.HandleFunc("GET /oembed", s.oembed)
	mux.HandleFunc("GET /sitemap.xml", s.sitemap)
	mux.HandleFunc("GET /robots.txt", s.robots)
	mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("GET /", s.nothing)
	s.handler = logged(o.Log, guarded(http.MaxBytesHandler(s.fresh(s.current(s.straight(mux))), 1<<10)))
	return s, nil
}

// pattern is the address of a route as the mux of net/http has it.
func pattern(route *page.Route) string {
	if route.Path == "" {
		return "GET /{$}"
	}
	return "GET /" + route.Path
}

// fresh looks at most once a second whether the editions have changed. Where they
// cannot be read the gallery stays as it was.
func (s *Server) fresh(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		now, last := time.Now().UnixNano(), s.looked.Load()
		if now-last > int64(freshness) && s.looked.CompareAndSwap(last, now) {
			s.look(context.WithoutCancel(r.Context()))
		}
		next.ServeHTTP(w, r)
	})
}

// pages are those that are shown now.
func (s *Server) pages() *page.Pages { return s.pinned.Load() }

// look takes the editions that stand now.
func (s *Server) look(ctx context.Context) {
	live := s.live.Load()
	if err := live.Gallery.Refresh(ctx); err != nil {
		s.log.Error("the editions cannot be read", "error", err.Error())
		return
	}
	s.exchanging.Lock()
	defer s.exchanging.Unlock()
	if live == s.live.Load() && live.Gallery.Edition() != s.pages().Gallery.Edition() {
		s.pinned.Store(live.At())
	}
}

// health says that requests are answered.
func (s *Server) health(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Write([]byte("ok\n")) //nolint:errcheck // the client has gone
}
