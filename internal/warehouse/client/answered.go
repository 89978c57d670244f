package client

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"time"
)

// answered is the body of an answer. The alarm is put off by each piece of it.
type answered struct {
	ctx    context.Context
	client *Client
	body   io.ReadCloser // nil until there is one
	from   io.Reader
	alarm  *time.Timer
	cancel context.CancelCauseFunc
}

// receive sends a request and opens the answer of a server that took it.
func (a *answered) receive(request *http.Request) error {
	response, err := a.client.http.Do(request)
	if err != nil {
		return err
	}
	a.body = response.Body
	a.from = &watched{Reader: a.body, heard: a.heard}
	if response.Header.Get("Content-Encoding") == "gzip" {
		if a.from, err = gzip.NewReader(a.from); err != nil {
			return err
		}
	}
	if response.StatusCode != http.StatusOK || response.Header.Get("X-ClickHouse-Exception-Code") != "" {
		return a.client.refused(a, response)
	}
	return nil
}

func (a *answered) heard() { a.alarm.Reset(a.client.Timeout) }

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
	if a.body == nil {
		return nil
	}
	return a.body.Close()
}
