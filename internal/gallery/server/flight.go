package server

import (
	"context"
	"sync"

	"tradestats/internal/gallery"
)

// flights make once what several requests want at the same time. One that nobody waits
// for any more is stopped: who hangs up leaves no work behind. singleflight of
// golang.org/x/sync goes on with it, and then the limits of a client count those who
// wait, not the work that they have caused.
type flights struct {
	mu sync.Mutex
	of map[string]*flight
}

// A flight is something that is being made.
type flight struct {
	waiting int
	cancel  context.CancelFunc
	landed  chan struct{}
	content gallery.Content // once it has landed
	err     error
}

// do makes what stands under a key, or waits for who makes it already.
func (f *flights) do(ctx context.Context, key string, fetch func(context.Context) (gallery.Content, error)) (gallery.Content, error) {
	one := f.board(ctx, key, fetch)
	defer f.leave(key, one)
	select {
	case <-ctx.Done():
		return gallery.Content{}, ctx.Err()
	case <-one.landed:
		return one.content, one.err
	}
}

func (f *flights) board(ctx context.Context, key string, fetch func(context.Context) (gallery.Content, error)) *flight {
	f.mu.Lock()
	defer f.mu.Unlock()
	one := f.of[key]
	if one == nil {
		one = &flight{landed: make(chan struct{})}
		ctx, one.cancel = context.WithCancel(context.WithoutCancel(ctx)) // others may wait for it, too
		f.of[key] = one
		go func() {
			one.content, one.err = fetch(ctx)
			f.land(key, one)
		}()
	}
	one.waiting++
	return one
}

func (f *flights) land(key string, one *flight) {
	f.mu.Lock()
	defer f.mu.Unlock()
	one.cancel()
	close(one.landed)
	if f.of[key] == one {
		delete(f.of, key)
	}
}

// leave stops a flight with its last passenger; who comes later makes another one.
func (f *flights) leave(key string, one *flight) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if one.waiting--; one.waiting > 0 {
		return
	}
	one.cancel()
	if f.of[key] == one {
		delete(f.of, key)
	}
}
