package server

import (
	"context"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"

	"tradestats/internal/dataset"
	"tradestats/internal/gallery"
)

// A gated engine reads nothing while its gate is shut.
type gated struct {
	dataset.Engine
	shut    atomic.Bool
	stopped chan struct{} // closed when somebody stands before it
	open    chan struct{}
	once    sync.Once
}

func (g *gated) Load(ctx context.Context, q dataset.Query) (dataset.Loaded, error) {
	if g.shut.Load() {
		g.once.Do(func() { close(g.stopped) })
		<-g.open
	}
	return g.Engine.Load(ctx, q)
}

// TestWhoWaitsForAnotherHasNoTurn: while one request reads the figures that others need,
// those leave the processors to what can be made, and who hangs up waits no more.
func TestWhoWaitsForAnotherHasNoTurn(t *testing.T) {
	of, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	o := of.Options
	gate := &gated{Engine: o.Engine, stopped: make(chan struct{}), open: make(chan struct{})}
	o.Engine = gate
	g, err := gallery.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(g, Options{URL: ours, Log: silent, Drawings: 2})
	if err != nil {
		t.Fatal(err)
	}
	ask(s, "GET", "/charts/world/exporters.csv")
	gate.shut.Store(true)
	codes := make(chan int, 2)
	var all sync.WaitGroup
	all.Go(func() { codes <- ask(s, "GET", "/indicators").Code })
	<-gate.stopped
	all.Go(func() { codes <- ask(s, "GET", "/economies").Code })
	gone, hangUp := context.WithCancel(t.Context())
	all.Go(func() {
		s.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(gone, "GET", "/economies/BRA", nil))
	})
	until(t, func() bool { return len(s.store.waiting) == 3 })
	if got := ask(s, "GET", "/charts/world/exporters.json"); got.Code != 200 {
		t.Errorf("what can be made: %d", got.Code)
	}
	hangUp()
	until(t, func() bool { return len(s.store.waiting) == 2 })
	close(gate.open)
	for range 2 {
		if code := <-codes; code != 200 {
			t.Errorf("what waited: %d", code)
		}
	}
	all.Wait()
}
