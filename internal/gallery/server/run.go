package server

import (
	"context"
	"net"
	"net/http"
	"time"
)

// What a client may take: time for its headers and for reading the answer, signs of
// headers, connections of all.
const (
	readTime        = 10 * time.Second
	writeTime       = 60 * time.Second
	idleTime        = 10 * time.Second
	mostHeader      = 16 << 10
	mostConnections = 1024
	grace           = 10 * time.Second // for requests that are being answered when the server is stopped
)

// Serve answers on a listener until the context ends, then stops and returns nil: what
// waits for its turn is refused, what is being answered may end. What does not end in
// time is cut off, and the log says how much.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	h := &http.Server{
		Handler: s, ReadHeaderTimeout: readTime / 2, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime, MaxHeaderBytes: mostHeader,
		BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	guests := limited(l, mostConnections)
	done := make(chan error, 1)
	go func() { done <- h.Serve(guests) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	s.store.stop()
	last, stop := context.WithTimeout(context.WithoutCancel(ctx), s.grace)
	defer stop()
	if h.Shutdown(last) != nil {
		s.log.Warn("answers are cut off", "number", guests.number())
		h.Close() //nolint:errcheck // they are cut off
	}
	return nil
}
