package server

import (
	"context"
	"math"
	"runtime"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"golang.org/x/sync/semaphore"

	"tradestats/internal/gallery"
)

// overhead is what an entry takes beside its texts, in bytes.
const overhead = 512

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
