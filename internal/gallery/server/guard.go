package server

import (
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"
)

// policy lets a page load what stands beside it, and nothing else: no script and no
// style inside it, nothing from elsewhere. frames is who may show it in a frame.
func policy(frames string) string {
	return "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors " + frames
}

// guarded sets the headers that hold for all answers.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy("'none'"))
		h.Set("X-Frame-Options", "DENY")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		next.ServeHTTP(w, r)
	})
}

// logged writes a line of the log for each answer, and keeps a mistake in one of them
// from being one of all.
func logged(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start, c := time.Now(), &counted{ResponseWriter: w, code: http.StatusOK}
		defer func() {
			if p := recover(); p != nil {
				log.Error("mistake", "path", r.URL.Path, "query", r.URL.RawQuery, "what", p, "stack", string(debug.Stack()))
				if !c.begun {
					http.Error(c, "The program made a mistake.", http.StatusInternalServerError)
				}
			}
			log.Info("request", "method", r.Method, "path", r.URL.Path, "query", r.URL.RawQuery, "code", c.code, "bytes", c.bytes,
				"ms", float64(time.Since(start).Microseconds())/1000, "from", client(r), "referer", r.Referer(), "agent", r.UserAgent())
		}()
		next.ServeHTTP(c, r)
	})
}

// counted notes what is answered.
type counted struct {
	http.ResponseWriter
	code  int
	bytes int64
	begun bool
}

// WriteHeader implements http.ResponseWriter.
func (c *counted) WriteHeader(code int) {
	if !c.begun {
		c.code, c.begun = code, true
	}
	c.ResponseWriter.WriteHeader(code)
}

// Write implements http.ResponseWriter.
func (c *counted) Write(b []byte) (int, error) {
	c.begun = true
	n, err := c.ResponseWriter.Write(b)
	c.bytes += int64(n)
	return n, err
}

// Unwrap lets net/http set deadlines.
func (c *counted) Unwrap() http.ResponseWriter { return c.ResponseWriter }
