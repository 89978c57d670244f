package server

import (
	"context"
	"net/http"
	"path"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"tradestats/internal/gallery"
	"tradestats/internal/gallery/page"
)

const (
	askedEvery  = 5 * time.Second // how long figures may have changed before a request sees it
	askedWithin = 5 * time.Second // for the answer, without which what is shown stays
	awaited     = 5 * time.Second // how long a request waits for figures that are being opened
)

// A renewal opens the figures again once their tables were loaded anew or their files
// changed. Until it has, nothing is shown of the old ones, of which some may be known and
// others gone.
type renewal struct {
	open                   func(context.Context) (*gallery.Gallery, error) // nil: they never change
	every, within, awaited time.Duration

	mu    sync.Mutex
	asked time.Time     // whether they have changed
	old   bool          // what is shown is known to be
	under chan struct{} // closed when the opening under way has ended; nil without one
}

// errOpening is the error of what is asked for while the figures are opened again.
var errOpening = &refusal{http.StatusServiceUnavailable, "the figures have changed and are being opened again; ask again in a few seconds"}

// ofNow is the key, in the context of a request, of the pages that stood when it came.
type ofNow struct{}

// current answers a request once the figures are those that stand; for some time it waits
// for them.
func (s *Server) current(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.anew.open != nil && !bare(r.URL.Path) {
			s.askAnew(r.Context(), s.anew.every)
			if err := s.anew.wait(r.Context()); err != nil {
				s.fail(w, r, err, !strings.Contains(path.Base(r.URL.Path), "."))
				return
			}
			r = r.WithContext(context.WithValue(r.Context(), ofNow{}, s.live.Load()))
		}
		next.ServeHTTP(w, r)
	})
}

// bare tells of an address under which no figure stands.
func bare(path string) bool {
	name := strings.TrimPrefix(path, "/")
	_, asset := page.Assets[name]
	return asset || name == "healthz" || name == "robots.txt" || name == "favicon.ico"
}

// askAnew asks whether the figures have changed, unless that was asked a moment
// ago, and then has them opened.
func (s *Server) askAnew(ctx context.Context, every time.Duration) {
	a, live := &s.anew, s.live.Load()
	a.mu.Lock()
	due := a.under == nil && time.Since(a.asked) >= every
	if due {
		a.asked = time.Now()
		if a.old { // it could not be opened
			s.reopen()
		}
	}
	due = due && !a.old
	a.mu.Unlock()
	if !due || live.Gallery.Changed == nil {
		return
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), a.within)
	defer stop()
	changed, err := live.Gallery.Changed(ctx)
	if err != nil {
		s.log.Warn("nobody knows whether the figures have changed", "error", err.Error())
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if changed && a.under == nil && s.live.Load() == live {
		s.log.Info("the figures have changed, and are opened again")
		a.old = true
		s.reopen()
	}
}

// reopen has the figures opened beside what is asked. The lock is held.
func (s *Server) reopen() {
	under := make(chan struct{})
	s.anew.under = under
	go func() {
		next := s.opened()
		s.anew.mu.Lock()
		defer s.anew.mu.Unlock()
		if next != nil {
			s.exchange(next)
			s.anew.old = false
			s.log.Info("the figures have been opened again")
		}
		s.anew.under = nil
		close(under)
	}()
}

// opened are the pages of the figures that stand now; nil where they cannot be opened,
// which the log says.
func (s *Server) opened() (next *page.Pages) {
	defer func() { // it would end the program
		if p := recover(); p != nil {
			next = nil
			s.log.Error("mistake", "what", p, "stack", string(debug.Stack()))
		}
	}()
	g, err := s.anew.open(s.store.running)
	if err == nil {
		g.Opened = s.live.Load().Gallery.Opened + 1
		next, err = page.New(g)
	}
	if err != nil && s.store.running.Err() == nil {
		s.log.Error("the figures cannot be opened again, which is tried on", "error", err.Error())
	}
	return next
}

// exchange shows other pages. Answers that have begun are of those before.
func (s *Server) exchange(next *page.Pages) {
	s.exchanging.Lock()
	defer s.exchanging.Unlock()
	s.live.Store(next)
	s.pinned.Store(next.At())
}

// wait is the error of figures that are not opened in time.
func (a *renewal) wait(ctx context.Context) error {
	a.mu.Lock()
	old, under := a.old, a.under
	a.mu.Unlock()
	if !old {
		return nil
	}
	if under != nil {
		timer := time.NewTimer(a.awaited)
		defer timer.Stop()
		select {
		case <-under:
		case <-timer.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.old {
		return errOpening
	}
	return nil
}

// whetherAnew is the error of a failure: figures that went while they were read are no
// failure, but asked for again when they have been opened.
func (s *Server) whetherAnew(r *http.Request, err error) error {
	if s.anew.open == nil || codeOf(err) != http.StatusInternalServerError {
		return err
	}
	s.askAnew(r.Context(), 0)
	s.anew.mu.Lock()
	defer s.anew.mu.Unlock()
	if s.anew.old || r.Context().Value(ofNow{}) != s.live.Load() {
		return errOpening
	}
	return err
}
