package server

import (
	"context"
	"errors"
	"math"
	"net/http"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"golang.org/x/sync/semaphore"

	"tradestats/internal/gallery"
)

const (
	mostWaiting = 256              // drawings that wait for their turn
	mostOfOne   = 128              // of them, requests of one address
	patience    = 20 * time.Second // how long a drawing waits for its turn
	overhead    = 512              // of an entry, in bytes
)

// A refusal is an error of the server's limits.
type refusal struct {
	code int
	text string
}

func (r *refusal) Error() string { return r.text }

var (
	errStop   = &refusal{http.StatusServiceUnavailable, "the server is being stopped; ask again in a few seconds"}
	errBusy   = &refusal{http.StatusServiceUnavailable, "too many drawings are wanted at this moment; ask again in a few seconds"}
	errGreedy = &refusal{http.StatusTooManyRequests, "too many drawings are wanted from this address at once; ask for them one after the other"}
)

// A store keeps what was made, the least used leave first, and makes what it has not:
// once for equal requests, so many at a time and no more waiting than there may.
type store struct {
	mu    sync.Mutex
	kept  *simplelru.LRU[string, gallery.Content]
	bytes int64
	most  int64

	flights flights
	running context.Context // until it is stopped
	stop    context.CancelFunc
	slots   *semaphore.Weighted
	waiting chan struct{}
	clients clients
}

func newStore(most int64, drawings int) *store {
	if most == 0 {
		most = DefaultCache
	}
	if drawings == 0 {
		drawings = runtime.GOMAXPROCS(0)
	}
	s := &store{most: most, slots: semaphore.NewWeighted(int64(drawings)), waiting: make(chan struct{}, mostWaiting+drawings), clients: clients{of: map[string]int{}}, flights: flights{of: map[string]*flight{}}}
	s.running, s.stop = context.WithCancel(context.Background())
	s.kept, _ = simplelru.NewLRU(math.MaxInt32, func(key string, c gallery.Content) { s.bytes -= size(key, c) }) //nolint:errcheck // its only error is a size below 1
	return s
}

func size(key string, c gallery.Content) int64 {
	return int64(len(c.Body)+len(key)+len(c.Name)) + overhead
}

// take returns what is kept under a key, else makes it. client is who asks.
func (s *store) take(ctx context.Context, client, key string, fetch func(context.Context) (gallery.Content, error)) (gallery.Content, error) {
	if c, ok := s.get(key); ok {
		return c, nil
	}
	if !s.clients.enter(client) {
		return gallery.Content{}, errGreedy
	}
	defer s.clients.leave(client)
	return s.flights.do(ctx, key, func(ctx context.Context) (gallery.Content, error) {
		if c, ok := s.get(key); ok { // another flight has landed
			return c, nil
		}
		c, err := s.inTurn(ctx, fetch)
		if err == nil {
			s.keep(key, c)
		}
		return c, err
	})
}

// inTurn makes something when its turn has come.
func (s *store) inTurn(ctx context.Context, fetch func(context.Context) (gallery.Content, error)) (c gallery.Content, err error) {
	select {
	case s.waiting <- struct{}{}:
		defer func() { <-s.waiting }()
	default:
		return c, errBusy
	}
	t := &turn{store: s, ctx: ctx}
	if err := t.take(); err != nil {
		return c, err
	}
	defer t.leave()
	defer func() { // in a flight it would end the program
		if p := recover(); p != nil {
			err = &panicked{p, debug.Stack()}
		}
	}()
	return fetch(gallery.Aside(ctx, func(wait func() error) error {
		t.leave()
		if err := wait(); err != nil {
			return err
		}
		return t.take()
	}))
}

// A turn is the right to make something, as one of so many at a time.
type turn struct {
	store *store
	ctx   context.Context
	had   bool
}

// take waits for its turn as long as there is patience.
func (t *turn) take() error {
	waits, stop := context.WithTimeout(t.ctx, patience)
	defer stop()
	defer context.AfterFunc(t.store.running, stop)()
	if err := t.store.slots.Acquire(waits, 1); err != nil {
		return t.store.whyNot(t.ctx)
	}
	t.had = true
	return nil
}

// leave leaves it to the next one.
func (t *turn) leave() {
	if t.had {
		t.had = false
		t.store.slots.Release(1)
	}
}

// whyNot is the error of what has not got its turn.
func (s *store) whyNot(ctx context.Context) error {
	switch {
	case ctx.Err() != nil: // nobody waits for it any more
		return ctx.Err()
	case s.running.Err() != nil:
		return errStop
	}
	return errBusy
}

// panicked is a mistake of the program's, which one request must not pay for all with.
type panicked struct {
	what  any
	stack []byte
}

func (p *panicked) Error() string { return "the program made a mistake" }

func (s *store) get(key string) (gallery.Content, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kept.Get(key)
}

func (s *store) keep(key string, c gallery.Content) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if size(key, c) > s.most/4 { // one must not displace all
		return
	}
	s.kept.Remove(key)
	s.kept.Add(key, c)
	s.bytes += size(key, c)
	for s.bytes > s.most {
		s.kept.RemoveOldest()
	}
}

// clients count who waits.
type clients struct {
	mu sync.Mutex
	of map[string]int
}

func (c *clients) enter(who string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of[who] >= mostOfOne {
		return false
	}
	c.of[who]++
	return true
}

func (c *clients) leave(who string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of[who]--; c.of[who] == 0 {
		delete(c.of, who)
	}
}

// codeGone is what the log says of a request whose client has hung up: HTTP has no code
// for an answer that nobody hears.
const codeGone = 499

// codeOf is the code of HTTP of an error.
func codeOf(err error) int {
	var r *refusal
	switch {
	case errors.As(err, &r):
		return r.code
	case errors.Is(err, context.Canceled):
		return codeGone
	case errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable
	}
	return gallery.Code(err)
}
