package warehouse

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"sync/atomic"
	"time"
)

// answered is the body of an answer. The alarm is put off by each piece of it.
type answered struct {
	ctx    context.Context
	client *Client
	body   io.ReadCloser
	from   io.Reader
	alarm  *time.Timer
	cancel context.CancelCauseFunc
}

// unpack reads the body by its encoding.
func (a *answered) unpack(r *http.Response) error {
	wire := &watched{Reader: &counted{a.body, &a.client.Received}, heard: func() { a.alarm.Reset(a.client.Timeout) }}
	a.from = wire
	if r.Header.Get("Content-Encoding") != "gzip" {
		return nil
	}
	unzipped, err := gzip.NewReader(wire)
	if err != nil {
		return a.client.failed(a.ctx, err)
	}
	a.from = unzipped
	return nil
}

// Read implements io.Reader; an error says what to do.
func (a *answered) Read(p []byte) (int, error) {
	n, err := a.from.Read(p)
	if err != nil && err != io.EOF {
		err = a.client.failed(a.ctx, err)
	}
	return n, err
}

// Close implements io.Closer.
func (a *answered) Close() error {
	a.alarm.Stop()
	a.cancel(nil)
	return a.body.Close()
}

// counted counts what is read.
type counted struct {
	io.Reader
	n *int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	atomic.AddInt64(c.n, int64(n))
	return n, err
}
