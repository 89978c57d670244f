package server

import (
	"context"
	"runtime/debug"
	"sync"
	"time"

	"tradestats/internal/gallery"
)

const (
	mostWaiting = 256              // drawings that wait for their turn
	mostOfOne   = 128              // of them, requests of one address
	patience    = 20 * time.Second // how long a drawing waits for its turn
)

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
