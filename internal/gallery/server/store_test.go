package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tradestats/internal/gallery"
)

func TestOneDrawingForEqualRequests(t *testing.T) {
	s := newStore(1<<20, 2)
	var made atomic.Int32
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			_, err := s.take(t.Context(), "a", "key", func(context.Context) (gallery.Content, error) {
				made.Add(1)
				time.Sleep(20 * time.Millisecond)
				return gallery.PageContent([]byte("x")), nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if made.Load() != 1 {
		t.Errorf("made %d times", made.Load())
	}
}

func TestTheCacheIsBoundedInBytes(t *testing.T) {
	s := newStore(100<<10, 2)
	body := bytes.Repeat([]byte("x"), 10<<10)
	for k := range 100 {
		if _, err := s.take(t.Context(), "a", fmt.Sprint(k), func(context.Context) (gallery.Content, error) { return gallery.PageContent(body), nil }); err != nil {
			t.Fatal(err)
		}
		if s.bytes > s.most {
			t.Fatalf("%d bytes kept", s.bytes)
		}
	}
	if n := s.kept.Len(); n < 8 || n > 10 {
		t.Errorf("%d entries of 10 KiB in 100 KiB", n)
	}
	if _, ok := s.get("99"); !ok {
		t.Error("the newest has gone")
	}
}

func TestLimitsAndMistakes(t *testing.T) {
	s := newStore(1<<20, 1)
	block := make(chan struct{})
	slow := func(context.Context) (gallery.Content, error) {
		<-block
		return gallery.PageContent(nil), nil
	}
	var all sync.WaitGroup
	var greedy, busy atomic.Int32
	for k := range mostOfOne + 20 {
		all.Go(func() {
			if _, err := s.take(t.Context(), "a", fmt.Sprint("a", k), slow); codeOf(err) == 429 {
				greedy.Add(1)
			}
		})
	}
	time.Sleep(200 * time.Millisecond)
	for k := range mostWaiting + 20 {
		all.Go(func() {
			if _, err := s.take(t.Context(), fmt.Sprint("b", k), fmt.Sprint("b", k), slow); codeOf(err) == 503 {
				busy.Add(1)
			}
		})
	}
	time.Sleep(200 * time.Millisecond)
	close(block)
	all.Wait()
	if greedy.Load() != 20 || busy.Load() == 0 {
		t.Errorf("%d times 429, %d times 503", greedy.Load(), busy.Load())
	}
	if len(s.clients.of) != 0 {
		t.Errorf("still counted: %v", s.clients.of)
	}
	_, err := s.take(t.Context(), "a", "mistake", func(context.Context) (gallery.Content, error) { panic("oh") })
	if codeOf(err) != 500 {
		t.Errorf("a mistake: %v", err)
	}
}

// TestWhoHangsUpLeavesNothingBehind: requests that are given up neither wait for a turn
// nor count, and the same is made for who asks next.
func TestWhoHangsUpLeavesNothingBehind(t *testing.T) {
	s := newStore(1<<20, 1)
	block, begun := make(chan struct{}), make(chan struct{})
	slow := func(context.Context) (gallery.Content, error) {
		close(begun)
		<-block
		return gallery.PageContent(nil), nil
	}
	quick := func(context.Context) (gallery.Content, error) { return gallery.PageContent([]byte("x")), nil }
	var all sync.WaitGroup
	all.Go(func() { s.take(t.Context(), "b", "slow", slow) }) //nolint:errcheck // it holds the one turn
	<-begun
	for range 4 { // far more than may wait, as by somebody who asks and hangs up
		ctx, hangUp := context.WithCancel(t.Context())
		for k := range mostOfOne {
			all.Go(func() {
				if _, err := s.take(ctx, "a", fmt.Sprint(k), quick); !errors.Is(err, context.Canceled) {
					t.Errorf("a request that was given up: %v", err)
				}
			})
		}
		for s.queued() < mostOfOne {
			time.Sleep(time.Millisecond)
		}
		hangUp()
		for s.queued() > 0 {
			time.Sleep(time.Millisecond)
		}
	}
	again := make(chan error)
	go func() {
		_, err := s.take(t.Context(), "c", "0", quick)
		again <- err
	}()
	for s.queued() == 0 {
		time.Sleep(time.Millisecond)
	}
	close(block)
	if err := <-again; err != nil {
		t.Errorf("who asks next: %v", err)
	}
	all.Wait()
	if len(s.flights.of)+len(s.clients.of) > 0 {
		t.Errorf("left behind: %v %v", s.flights.of, s.clients.of)
	}
}

// queued are those who wait, without the one who has its turn.
func (s *store) queued() int { return len(s.waiting) - 1 }

// TestOneOfTwoHangsUp: the other gets what both waited for.
func TestOneOfTwoHangsUp(t *testing.T) {
	s := newStore(1<<20, 1)
	block, begun := make(chan struct{}), make(chan struct{})
	slow := func(ctx context.Context) (gallery.Content, error) {
		close(begun)
		<-block
		return gallery.PageContent(nil), ctx.Err()
	}
	first, hangUp := context.WithCancel(t.Context())
	gone, got := make(chan error), make(chan error)
	go func() { _, err := s.take(first, "a", "key", slow); gone <- err }()
	<-begun
	go func() { _, err := s.take(t.Context(), "b", "key", slow); got <- err }()
	for s.passengers("key") < 2 {
		time.Sleep(time.Millisecond)
	}
	hangUp()
	if err := <-gone; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	close(block)
	if err := <-got; err != nil {
		t.Errorf("the other: %v", err)
	}
}

func (s *store) passengers(key string) int {
	s.flights.mu.Lock()
	defer s.flights.mu.Unlock()
	return s.flights.of[key].waiting
}
