package gallery

import (
	"context"
	"errors"
	"testing"
)

// TestSharedIsMadeOnce: what failed, or went wrong, is made again for the next who asks.
func TestSharedIsMadeOnce(t *testing.T) {
	var s shared[int]
	n := 0
	next := func(context.Context) (int, error) {
		if n++; n == 1 {
			return 0, errors.New("away")
		}
		return n, nil
	}
	if _, err := s.take(t.Context(), next); err == nil {
		t.Error("a failure is kept from who asks")
	}
	func() {
		defer func() { recover() }() //nolint:errcheck // it is looked at by what follows
		s.take(t.Context(), func(context.Context) (int, error) { panic("oh") })
	}()
	for range 3 {
		if got, err := s.take(t.Context(), next); got != 2 || err != nil {
			t.Errorf("%d, %v", got, err)
		}
	}
}

// TestWhoWaitsMayGo: for what another one makes, which is made all the same; who waits does
// so as the context says.
func TestWhoWaitsMayGo(t *testing.T) {
	var s shared[int]
	begun, block, done := make(chan struct{}), make(chan struct{}), make(chan error)
	first, hangUp := context.WithCancel(t.Context())
	go func() {
		_, err := s.take(first, func(ctx context.Context) (int, error) {
			close(begun)
			<-block
			return 7, ctx.Err()
		})
		done <- err
	}()
	<-begun
	hangUp()
	never := func(context.Context) (int, error) { panic("made twice") }
	gone, stop := context.WithCancel(t.Context())
	stop()
	aside := false
	waiting := Aside(gone, func(wait func() error) error { aside = true; return wait() })
	if _, err := s.take(waiting, never); !errors.Is(err, context.Canceled) || !aside {
		t.Errorf("who has gone waits: %v; aside: %v", err, aside)
	}
	close(block)
	if err := <-done; err != nil {
		t.Errorf("who made it: %v", err)
	}
	if got, err := s.take(t.Context(), never); got != 7 || err != nil {
		t.Errorf("afterwards: %d, %v", got, err)
	}
}
