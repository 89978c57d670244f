// Package warehousetest is what tests of the rooms of the warehouse share: servers that answer as a test wants, and loads.
// The tests of register, which it stands on and which read what that keeps to itself, have their own.
package warehousetest

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tradestats/internal/dataset"
	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
)

// Serve is a server that answers so, whatever the environment of whoever runs the tests says; it waits 300 ms.
func Serve(t *testing.T, answer http.HandlerFunc) *register.Server {
	t.Helper()
	for _, name := range []string{"CLICKHOUSE_USER", "CLICKHOUSE_PASSWORD", "CLICKHOUSE_PASSWORD_FILE"} {
		t.Setenv(name, "")
	}
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	a, err := client.ParseAddress("clickhouse://user:secret@" + strings.TrimPrefix(s.URL, "http://") + "/d/t?timeout=300ms")
	if err != nil {
		t.Fatal(err)
	}
	return register.Dial(a)
}

// Holding is a load of one indicator and one economy, of some years; its name is DATASET or DATASET@VINTAGE.
func Holding(name, file string, years ...int) *register.Load {
	set, vintage, _ := strings.Cut(name, "@")
	l := &register.Load{Dataset: set, Vintage: vintage, File: file, IDs: map[string]string{"x": "x"},
		Content: dataset.Content{Held: dataset.Held{}, Economies: map[string]string{"FRA": dataset.AnEconomy}}}
	for _, year := range years {
		l.Held.Add("x", year)
	}
	return l
}
