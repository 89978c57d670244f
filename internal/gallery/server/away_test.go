package server

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"tradestats/internal/dataset"
	"tradestats/internal/gallery"
	"tradestats/internal/tidy"
)

// A remote engine has its figures from a server, which may be away.
type remote struct {
	dataset.Engine
	away atomic.Bool
}

func (r *remote) Load(ctx context.Context, q dataset.Query) (dataset.Loaded, error) {
	if r.away.Load() {
		return dataset.Loaded{}, tidy.Errorf(tidy.Away, "see that it runs", "cannot reach figures.internal:8123")
	}
	return r.Engine.Load(ctx, q)
}

// TestFiguresThatAreAway: that they cannot be reached is no failure and passes, which is said in
// the reader's language without the name of the server, which the log has; what has been made
// stays.
func TestFiguresThatAreAway(t *testing.T) {
	of, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	o := of.Options
	from := &remote{Engine: o.Engine}
	o.Engine = from
	g, err := gallery.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	s, err := New(g, Options{URL: ours, Log: slog.New(slog.NewJSONHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	const made, query = "/draw.csv?indicator=gdp&economy=BRA", "indicator=internet-users&economy=CHL"
	ask(s, "GET", made)
	from.away.Store(true)
	said := map[string]string{"en": "The figures cannot be reached now", "fr": "Les données ne sont pas accessibles", "es": "Los datos no están accesibles", "pt": "Os dados não estão acessíveis"}
	for lang, want := range said {
		for _, at := range []string{"/?", "/indicators/internet-users?", "/economies/CHL?", "/charts/world/exporters?", "/charts/world/exporters.png?", "/draw.csv?" + query + "&", "/build?" + query + "&"} {
			got := ask(s, "GET", at+"lang="+lang)
			if text := got.Body.String(); got.Code != http.StatusServiceUnavailable || got.Header().Get("Retry-After") != "60" || !strings.Contains(text, want) || strings.Contains(text, "figures.internal") {
				t.Errorf("%s in %s: %d %s", at, lang, got.Code, text)
			}
		}
	}
	if !strings.Contains(log.String(), "cannot reach figures.internal:8123") {
		t.Error("the log does not say which server is away")
	}
	if got := ask(s, "GET", made); got.Code != http.StatusOK {
		t.Errorf("what had been made: %d", got.Code)
	}
	from.away.Store(false)
	for _, at := range []string{"/?lang=fr", "/charts/world/exporters.png?lang=fr", "/draw.csv?" + query} {
		if got := ask(s, "GET", at); got.Code != http.StatusOK {
			t.Errorf("afterwards %s: %d", at, got.Code)
		}
	}
}
