package server

import (
	"context"
	"errors"
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

// Serve answers on a listener until the context ends; then it lets the requests that
// it has begun end, and returns nil.
func Serve(ctx context.Context, l net.Listener, h http.Handler) error {
	s := &http.Server{
		Handler: h, ReadHeaderTimeout: readTime / 2, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime, MaxHeaderBytes: mostHeader,
		BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	done := make(chan error, 1)
	go func() { done <- s.Serve(limited(l, mostConnections)) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	last, stop := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer stop()
	if err := s.Shutdown(last); err != nil {
		return errors.Join(err, s.Close())
	}
	return nil
}
