package server

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tradestats/internal/gallery"
)

// noted is a server whose log is kept.
func noted(t *testing.T) (*Server, *bytes.Buffer) {
	t.Helper()
	g, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	s, err := New(g, Options{URL: "https://charts.example.org", Log: slog.New(slog.NewJSONHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	return s, &log
}

// TestTheAccessLog: a line for each request, with what was answered.
func TestTheAccessLog(t *testing.T) {
	s, log := noted(t)
	got := ask(s, "GET", "/charts/eu-china/exports.csv?year=latest", "User-Agent", "a test")
	ask(s, "GET", "/charts/eu-china/exports.csv", "If-None-Match", got.Header().Get("ETag"))
	ask(s, "HEAD", "/charts/eu-china/exports.csv")
	ask(s, "GET", "/nothing")
	ask(s, "POST", "/")
	type line struct {
		Msg, Method, Path, Query, Agent, From string
		Code, Bytes                           int
	}
	var lines []line
	for _, text := range strings.Split(strings.TrimSpace(log.String()), "\n") {
		var one line
		if err := json.Unmarshal([]byte(text), &one); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		lines = append(lines, one)
	}
	for k, want := range []line{
		{"request", "GET", "/charts/eu-china/exports.csv", "year=latest", "a test", "192.0.2.1", 200, got.Body.Len()},
		{"request", "GET", "/charts/eu-china/exports.csv", "", "", "192.0.2.1", 304, 0},
		{"request", "HEAD", "/charts/eu-china/exports.csv", "", "", "192.0.2.1", 200, 0},
		{"request", "GET", "/nothing", "", "", "192.0.2.1", 404, -1},
		{"request", "POST", "/", "", "", "192.0.2.1", 405, -1},
	} {
		if len(lines) != 5 {
			t.Fatalf("%d lines", len(lines))
		}
		if want.Bytes < 0 {
			want.Bytes = lines[k].Bytes
		}
		if lines[k] != want {
			t.Errorf("%+v, want %+v", lines[k], want)
		}
	}
}

// TestWhoHasGoneIsNoFailure: a client that hung up is not counted as an answer of 503.
func TestWhoHasGoneIsNoFailure(t *testing.T) {
	s, log := noted(t)
	ctx, hangUp := context.WithCancel(t.Context())
	hangUp()
	s.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, "GET", "/draw.png?indicator=internet-users&title=gone", nil))
	if !strings.Contains(log.String(), `"code":499`) || strings.Contains(log.String(), "ERROR") {
		t.Errorf("the log says %s", log.String())
	}
}

// TestWhatIsGivenUpIsAnswered: who still listens hears that it failed, by a code of HTTP.
func TestWhatIsGivenUpIsAnswered(t *testing.T) {
	s, log := noted(t)
	for _, err := range []error{context.Canceled, context.DeadlineExceeded} {
		got := httptest.NewRecorder()
		s.fail(got, httptest.NewRequestWithContext(t.Context(), "GET", "/draw.png", nil), err, false)
		if got.Code != 503 || got.Header().Get("Retry-After") == "" || !strings.Contains(got.Body.String(), "ask again") {
			t.Errorf("%v: %d %s", err, got.Code, got.Body.String())
		}
	}
	if strings.Count(log.String(), `"failed"`) != 2 {
		t.Errorf("the log says %s", log.String())
	}
}

// TestAMistakeIsOfOneAnswer: wherever it is made; the log says where.
func TestAMistakeIsOfOneAnswer(t *testing.T) {
	s, log := noted(t)
	mistaken := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("oh") })
	if got := ask(logged(s.log, guarded(mistaken)), "GET", "/"); got.Code != 500 || strings.Contains(got.Body.String(), "oh") {
		t.Errorf("outside a flight: %d %s", got.Code, got.Body.String())
	}
	got := httptest.NewRecorder()
	_, err := s.store.take(t.Context(), "a", "key", func(context.Context) (c gallery.Content, err error) { panic("oh") })
	s.fail(got, httptest.NewRequestWithContext(t.Context(), "GET", "/", nil), err, true)
	if got.Code != 500 || strings.Contains(got.Body.String(), "oh") {
		t.Errorf("in a flight: %d %s", got.Code, got.Body.String())
	}
	if n := strings.Count(log.String(), `log_test.go:`); n < 2 || strings.Count(log.String(), `"what":"oh"`) != 2 {
		t.Errorf("where they were made is said %d times: %s", n, log.String())
	}
}
