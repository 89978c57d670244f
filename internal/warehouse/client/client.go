package client

import (
	"context"
	"errors"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"tradestats/internal/tidy"
)

// A Client talks to one server over HTTP.
type Client struct {
	Address
	Cluster string // that the table is spread over, once that is known: for the commands of messages

	http         *http.Client
	uncompressed atomic.Bool // answers are not to be asked for compressed
}

// Dial makes the client of an address. Nothing is asked yet.
func Dial(a Address) *Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DialContext = (&net.Dialer{Timeout: min(a.Timeout, 10*time.Second)}).DialContext
	if a.scheme == "http" {
		transport.Proxy = nil // which would be told the password
	}
	transport.DisableCompression = true // it is asked for where the server may be, and undone here
	return &Client{Address: a, http: &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, // nobody else hears the password
	}}
}

const checkHost = "check host and port: that of HTTP, usually " + plainPort + ", or " + securePort + " for https"

// errSilent is why a request ends that the server does not go on with.
var errSilent = errors.New("the server is silent")

// post sends a statement, with data behind it where there are some, and returns the
// answer of a server that took it. settings are ClickHouse's own.
func (c *Client) post(ctx context.Context, statement string, data io.Reader, settings url.Values) (io.ReadCloser, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	answer := &answered{ctx: ctx, client: c, cancel: cancel, alarm: time.AfterFunc(c.Timeout, func() { cancel(errSilent) })}
	request, err := c.request(ctx, statement, data, settings, answer.heard)
	if err == nil {
		err = answer.receive(request)
	}
	if err == nil {
		return answer, nil
	}
	err = c.failed(ctx, err)
	answer.Close()
	return nil, err
}

// request makes the request of a statement, which tells of each piece of data that is
// sent.
func (c *Client) request(ctx context.Context, statement string, data io.Reader, settings url.Values, heard func()) (*http.Request, error) {
	query, body := maps.Clone(settings), io.Reader(strings.NewReader(statement))
	if data != nil {
		query.Set("query", statement)
		body = &watched{Reader: data, heard: heard}
	}
	to := url.URL{Scheme: c.scheme, Host: c.Host, Path: "/", RawQuery: query.Encode()}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, to.String(), body)
	if err != nil {
		return nil, err
	}
	if c.user != "" {
		request.Header.Set("X-ClickHouse-User", c.user)
	}
	if c.password != "" {
		request.Header.Set("X-ClickHouse-Key", c.password)
	}
	if query.Has("enable_http_compression") {
		request.Header.Set("Accept-Encoding", "gzip")
	}
	return request, nil
}

// failed says why a server could not be asked, or did not go on answering.
func (c *Client) failed(ctx context.Context, err error) error {
	var row *tidy.Error
	var dial *net.OpError
	switch cause := context.Cause(ctx); {
	case errors.As(err, &row):
		return err
	case cause == errSilent:
		return tidy.Errorf(tidy.Away, "see that all its shards run and try again, or give it longer: ?timeout=10m behind the address", "%s has not answered for %s", c.Host, c.Timeout)
	case cause != nil:
		return cause
	case errors.As(err, &dial) && dial.Op == "dial":
		return tidy.Wrap(tidy.Away, dial.Err, "see that it runs, and "+checkHost, "cannot reach %s", c.Host)
	case errors.As(err, &dial) && (dial.Op == "read" || dial.Op == "write"):
		return tidy.Wrap(tidy.Away, dial.Err, "nothing of it counts: see that the server runs, try again, and look into its log", "the connection to %s is cut off", c.Host)
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		return c.cutOff()
	}
	return tidy.Wrap(tidy.Failed, plain(err), checkHost, "%s does not answer as ClickHouse does", c.Host)
}

// plain is an error without the URL that was asked, which holds the whole statement.
func plain(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// watched tells of each piece that is read.
type watched struct {
	io.Reader
	heard func()
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	if n > 0 {
		w.heard()
	}
	return n, err
}

// Run sends a statement that has no answer.
func (c *Client) Run(ctx context.Context, statement string) error {
	return c.quiet(c.post(ctx, statement, nil, url.Values{}))
}

// Insert sends rows as TabSeparated. A Distributed table is told to wait until its
// shards have them.
func (c *Client) Insert(ctx context.Context, statement string, rows io.Reader) error {
	return c.quiet(c.post(ctx, statement, rows, url.Values{"insert_distributed_sync": {"1"}}))
}

// quiet reads an answer that is to be empty.
func (c *Client) quiet(answer io.ReadCloser, err error) error {
	if err != nil {
		return err
	}
	defer answer.Close()
	text, err := io.ReadAll(io.LimitReader(answer, mostOfError))
	if err != nil {
		return err
	}
	if len(strings.TrimSpace(string(text))) > 0 {
		return c.exception(string(text))
	}
	return nil
}
