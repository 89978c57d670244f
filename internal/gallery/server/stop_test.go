package server

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// running serves on loopback; stop waits for the end and returns what Serve does.
func running(t *testing.T, s *Server) (at string, stop func() error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, l) }()
	return "http://" + l.Addr().String(), func() error {
		end()
		return <-done
	}
}

// until waits for something to be so.
func until(t *testing.T, so func() bool) {
	t.Helper()
	for range 2000 {
		if so() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal("it is never so")
}

// TestAStopRefusesWhatWaits: what is being drawn is answered, what waits for its turn
// refused, nothing cut off, however much it is.
func TestAStopRefusesWhatWaits(t *testing.T) {
	g, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(g, Options{URL: "https://charts.example.org", Log: silent, Drawings: 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.store.slots.Acquire(t.Context(), 1); err != nil { // the one turn, until the server is being stopped
		t.Fatal(err)
	}
	at, stop := running(t, s)
	const asked = 100
	var all sync.WaitGroup
	var refused atomic.Int32
	for k := range asked {
		all.Go(func() {
			r, err := http.Get(fmt.Sprint(at, "/draw.png?indicator=internet-users&economy=BRA&from=2010&title=", k))
			if err != nil {
				t.Error(err)
				return
			}
			defer r.Body.Close()
			if _, err := io.ReadAll(r.Body); err != nil {
				t.Error(err)
			}
			if r.StatusCode == http.StatusServiceUnavailable && r.Header.Get("Retry-After") != "" {
				refused.Add(1)
			}
		})
	}
	until(t, func() bool { return len(s.store.waiting) == asked })
	if err := stop(); err != nil {
		t.Errorf("it stops with %v", err)
	}
	if all.Wait(); refused.Load() != asked {
		t.Errorf("%d of %d were refused", refused.Load(), asked)
	}
}

// TestAStopAnswersWhatIsBegun: a drawing under way is finished and sent.
func TestAStopAnswersWhatIsBegun(t *testing.T) {
	s, begun := handler(t), make(chan struct{})
	s.handler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(begun)
		time.Sleep(100 * time.Millisecond)
		io.WriteString(w, "whole") //nolint:errcheck // a test
	})
	at, stop := running(t, s)
	got := make(chan string, 1)
	go func() {
		text := ""
		if r, err := http.Get(at); err == nil {
			body, _ := io.ReadAll(r.Body) //nolint:errcheck // what came
			text = string(body)
		}
		got <- text
	}()
	<-begun
	if err := stop(); err != nil {
		t.Error(err)
	}
	if text := <-got; text != "whole" {
		t.Errorf("answered %q", text)
	}
}

// TestAStopDoesNotWaitForEver: what does not end is cut off and counted, and that is no
// failure.
func TestAStopDoesNotWaitForEver(t *testing.T) {
	s, begun := handler(t), make(chan struct{})
	var log bytes.Buffer
	s.log, s.grace = slog.New(slog.NewTextHandler(&log, nil)), 50*time.Millisecond
	s.handler = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(begun)
		<-r.Context().Done()
	})
	at, stop := running(t, s)
	cut := make(chan error, 1)
	go func() { _, err := http.Get(at); cut <- err }() //nolint:bodyclose // there is none
	<-begun
	if err := stop(); err != nil || !strings.Contains(log.String(), `"answers are cut off" number=1`) {
		t.Errorf("it stops with %v and says %s", err, log.String())
	}
	if <-cut == nil {
		t.Error("it was answered")
	}
}
