package server

import (
	"context"
	"errors"
	"net/http"

	"tradestats/internal/gallery"
)

// A refusal is an error of the server's limits.
type refusal struct {
	code int
	text string
}

func (r *refusal) Error() string { return r.text }

var (
	errStop   = &refusal{http.StatusServiceUnavailable, "the server is being stopped; ask again in a few seconds"}
	errBusy   = &refusal{http.StatusServiceUnavailable, "too many drawings are wanted at this moment; ask again in a few seconds"}
	errLate   = &refusal{http.StatusServiceUnavailable, "what this needs did not come in time; ask again in a few seconds"}
	errFailed = &refusal{http.StatusInternalServerError, "this could not be made; the log of the server says why"}
	errGreedy = &refusal{http.StatusTooManyRequests, "too many drawings are wanted from this address at once; ask for them one after the other"}
)

// panicked is a mistake of the program's, which one request must not pay for all with.
type panicked struct {
	what  any
	stack []byte
}

func (p *panicked) Error() string { return "the program made a mistake" }

// codeGone is what the log says of a request whose client has hung up: HTTP has no code
// for an answer that nobody hears. It is never sent to one that listens.
const codeGone = 499

// late tells of an error that something was given up.
func late(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// codeOf is the code of HTTP of an error.
func codeOf(err error) int {
	var r *refusal
	switch {
	case errors.As(err, &r):
		return r.code
	case late(err):
		return http.StatusServiceUnavailable
	}
	return gallery.Code(err)
}
