package load

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"tradestats/internal/dataset"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/register"
	"tradestats/internal/warehouse/warehousetest"
)

// An INSERT that fails ends the reading of the file, with the server's reason; a file
// that fails ends the INSERTs, with its own.
func TestBatchesEnd(t *testing.T) {
	sent := make(chan []byte, 1)
	refuses := false
	c := warehousetest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if refuses {
			w.WriteHeader(500)
			io.WriteString(w, "Code: 241. DB::Exception: Memory limit exceeded")
			return
		}
		sent <- body
	})
	l := &register.Load{Dataset: "d", Attempt: 1}
	row := dataset.Streamed{Row: source.Row{Economy: "FRA", Year: 2020, Value: 1.5, Line: 2}, Indicator: "chips"}
	b := newBatches(context.Background(), c, l)
	if err := errors.Join(b.add(row), b.close(nil)); err != nil || b.rows != 1 || b.of["chips"] != 1 {
		t.Error(err, b.rows, b.of)
	}
	const want = "\x01d\x00\x01\x00\x00\x00\x00\x00\x00\x00\x05chips\x03FRA\x00\xe4\x07\x00\x00\x00\x00\x00\x00\xf8\x3f\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00"
	if got := <-sent; !bytes.Equal(got, []byte(want)) {
		t.Errorf("%q; want %q", got, want)
	}
	failed := errors.New("the file")
	b = newBatches(context.Background(), c, l)
	if err := errors.Join(b.add(row), b.close(failed)); !errors.Is(err, failed) {
		t.Error(err)
	}
	refuses = true
	b = newBatches(context.Background(), c, l)
	var err error
	for err == nil {
		if err = b.add(row); err == nil {
			err = b.flush()
		}
	}
	if err := b.close(err); err == nil || tidy.KindOf(err) != tidy.Failed || !strings.Contains(err.Error(), "Memory limit exceeded") {
		t.Error(err)
	}
}

// A file that holds a table twice is told so, and no list of its keys is held.
func TestTooManyStandTwice(t *testing.T) {
	var answer strings.Builder
	for k := range mostTwice + 1 {
		fmt.Fprintf(&answer, "chips\tFRA\tDEU\t%d\t1\n", k)
	}
	fmt.Fprintf(&answer, "\n\t\t\t0\t%d\n", mostTwice+1)
	c := warehousetest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		sql, _ := io.ReadAll(r.Body)
		if !strings.Contains(string(sql), "AND indicator IN ('chips') GROUP BY indicator, economy, partner, year HAVING n > 1 LIMIT 100001)") {
			t.Error(string(sql))
		}
		io.WriteString(w, answer.String())
	})
	_, err := (&target{Server: c}).twice(context.Background(), &register.Load{File: "twice.csv"}, map[string]int{"chips": 5})
	if err == nil || tidy.KindOf(err) != tidy.Data || !strings.Contains(err.Error(), "twice.csv: more than 100000 rows stand twice") {
		t.Error(err)
	}
}

// A load that does not stand and cannot be withdrawn says both.
func TestLoadThatCannotBeWithdrawn(t *testing.T) {
	c := warehousetest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		sql, _ := io.ReadAll(r.Body)
		if strings.HasPrefix(string(sql), "ALTER") {
			w.WriteHeader(http.StatusForbidden)
			io.WriteString(w, "Code: 497. DB::Exception: Not enough privileges")
			return
		}
		if strings.Contains(string(sql), "name = 'file'") { // of another file none has
			io.WriteString(w, "\n0\t0\t\t0\n")
			return
		}
		if strings.HasPrefix(string(sql), "INSERT") || r.URL.Query().Has("query") {
			return
		}
		if strings.Contains(string(sql), "max(kind") { // another one has come to its end
			io.WriteString(w, "8\t2\t1\t0\t1\n7\t1\t1\t0\t1\n\n0\t0\t1\t0\t2\n")
			return
		}
		io.WriteString(w, "7\t1\n\n0\t1\n")
	})
	_, err := (&target{Server: c, nodes: []*register.Server{c}}).settle(context.Background(), &register.Load{Dataset: "own-chips", Attempt: 7, Number: 1}, nil, nil)
	if err == nil || !strings.Contains(err.Error(), "own-chips has been loaded") || !strings.Contains(err.Error(), "does not allow this") {
		t.Error(err)
	}
}
