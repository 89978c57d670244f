package gallery

import (
	"context"
	"sync"
)

// shared is something that is made once for all who ask for it: the first one makes it, the
// others wait as long as their contexts let them. What failed is made again for the next
// who asks: a failure may pass, as of a file that is being put in place.
type shared[T any] struct {
	mu    sync.Mutex
	made  bool
	value T
	under chan struct{} // closed when the making under way has ended; nil without one
}

// take returns it. fetch makes it, in a context that does not end: others wait for it, too.
func (s *shared[T]) take(ctx context.Context, fetch func(context.Context) (T, error)) (none T, err error) {
	for {
		s.mu.Lock()
		value, made, under := s.value, s.made, s.under
		if !made && under == nil {
			s.under = make(chan struct{})
		}
		s.mu.Unlock()
		switch {
		case made:
			return value, nil
		case under == nil:
			return s.make(context.WithoutCancel(ctx), fetch)
		}
		if err := await(ctx, under); err != nil {
			return none, err
		}
	}
}

func (s *shared[T]) make(ctx context.Context, fetch func(context.Context) (T, error)) (value T, err error) {
	made := false
	defer func() { // whatever becomes of it, the others go on
		s.mu.Lock()
		defer s.mu.Unlock()
		if made {
			s.value, s.made = value, true
		}
		close(s.under)
		s.under = nil
	}()
	value, err = fetch(ctx)
	made = err == nil
	return value, err
}

// stepsAside is the key, in a context, of how somebody waits.
type stepsAside struct{}

// Aside is a context in which who waits for what another one makes does so by a function,
// which is told how long: one that has a turn leaves it to others meanwhile.
func Aside(ctx context.Context, step func(wait func() error) error) context.Context {
	return context.WithValue(ctx, stepsAside{}, step)
}

// await waits for something to be done.
func await(ctx context.Context, done <-chan struct{}) error {
	wait := func() error {
		select {
		case <-done:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if step, ok := ctx.Value(stepsAside{}).(func(func() error) error); ok {
		return step(wait)
	}
	return wait()
}
