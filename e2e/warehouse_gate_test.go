//go:build e2e

package e2e

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
)

// gated is the address of a table of the first server behind a gate, which is told of
// each statement: it lets it through when told so, as soon as it is told, else breaks
// off the connection.
func gated(t *testing.T, table string, passes func(statement string) bool) string {
	t.Helper()
	return gate(t, table, func(w http.ResponseWriter, r *http.Request, statement string, server http.Handler) {
		if !passes(statement) {
			panic(http.ErrAbortHandler)
		}
		server.ServeHTTP(w, r)
	})
}

// deaf is the same behind one that lets every statement through, and loses the answers of
// those of which it is told so.
func deaf(t *testing.T, table string, loses func(statement string) bool) string {
	t.Helper()
	return gate(t, table, func(w http.ResponseWriter, r *http.Request, statement string, server http.Handler) {
		if loses(statement) {
			server.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		}
		server.ServeHTTP(w, r)
	})
}

// gate stands between the program and the first server.
func gate(t *testing.T, table string, at func(w http.ResponseWriter, r *http.Request, statement string, server http.Handler)) string {
	t.Helper()
	server := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: "127.0.0.1:" + httpPort})
	gate := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		statement := r.URL.Query().Get("query")
		if statement == "" {
			body, _ := io.ReadAll(r.Body)
			statement, r.Body = string(body), io.NopCloser(bytes.NewReader(body))
		}
		at(w, r, statement, server)
	}))
	t.Cleanup(gate.Close)
	return "clickhouse://" + strings.TrimPrefix(gate.URL, "http://") + "/default/" + table
}

// noted tells whether a statement writes into the table of loads, drops rows, or sends
// figures.
func noted(statement string) (loads, drops, figures bool) {
	return strings.HasPrefix(statement, "INSERT INTO `default`.`services_loads`"), strings.Contains(statement, "DROP PARTITION"), strings.HasPrefix(statement, "INSERT INTO `default`.`services` ")
}

// Of a load that was said to be done nothing is taken away by another one that began
// before that, and was cut off.
func TestWarehouseKeepsAFinishedLoad(t *testing.T) {
	s := startServers(t)
	well(t, "load", smallTable(t, 1), "-q", "--to", address("1", "services"))
	file := smallTable(t, 3)
	want := well(t, append(aggregate, file)...)

	atItsEnd, mayEnd := make(chan bool), make(chan bool)
	begun := 0
	first := gated(t, "services", func(statement string) bool {
		if loads, _, _ := noted(statement); loads {
			if begun++; begun == 2 { // the first says that it begins
				close(atItsEnd)
				<-mayEnd
			}
		}
		return true
	})
	inBetween, mayGoOn, acted := make(chan bool), make(chan bool), false
	second := gated(t, "services", func(statement string) bool {
		if acted {
			return false
		}
		if _, drops, figures := noted(statement); drops || figures {
			acted = true
			close(inBetween)
			<-mayGoOn
			return drops
		}
		return true
	})

	done, cut := make(chan said, 1), make(chan said, 1)
	go func() { done <- tradestats("load", file, "-q", "--to", first) }()
	<-atItsEnd
	go func() { cut <- tradestats("load", smallTable(t, 5), "-q", "--to", second) }()
	<-inBetween
	close(mayEnd)
	if got := <-done; got.code != 0 {
		t.Error(got.errors)
	}
	close(mayGoOn)
	if got := <-cut; got.code == 0 {
		t.Error("the second load was not cut off")
	}
	same(t, "the first load", want.out, well(t, append(aggregate, address("1", "services"))...).out, 0)

	well(t, "load", file, "-q", "--to", address("1", "services"))
	if n := s.sql(t, "1", "SELECT uniqExact(attempt), (SELECT uniqExact(attempt) FROM default.services_loads) FROM default.services"); n != "1\t1" {
		t.Error("what was cut off is left:", n)
	}
}

// A load whose rows go before it is said to be done is withdrawn: the one before it
// stands.
func TestWarehouseWithdrawsALoad(t *testing.T) {
	s := startServers(t)
	before := smallTable(t, 1)
	well(t, "load", before, "-q", "--to", address("1", "services"))
	begun := 0
	at := gated(t, "services", func(statement string) bool {
		if loads, _, _ := noted(statement); loads {
			if begun++; begun == 2 {
				newest := s.sql(t, "1", "SELECT dataset, vintage, attempt FROM default.services_loads WHERE kind = 'begun' ORDER BY number DESC LIMIT 1 FORMAT Values")
				s.sql(t, "1", "ALTER TABLE default.services DROP PARTITION "+newest)
			}
		}
		return true
	})
	fails(t, 1, "of 848 rows of batis.csv 0 have arrived", "load", smallTable(t, 3), "-q", "--to", at)
	same(t, "the load before", well(t, append(aggregate, before)...).out, well(t, append(aggregate, address("1", "services"))...).out, 0)
}

// What has lost rows since it was loaded is not read, on whichever shard they stood.
func TestWarehouseThatHasLostRows(t *testing.T) {
	s := startServers(t)
	well(t, "load", smallTable(t, 1), "-q", "--to", address("1", "spread"), "--cluster", "shards")
	s.sql(t, "2", "TRUNCATE TABLE default.spread_local")
	for _, server := range []string{"1", "2"} {
		fails(t, 1, "of the 848 rows of batis.csv that were loaded ", append(aggregate, address(server, "spread"))...)
		left := s.sql(t, "1", "SELECT count() FROM default.spread_local")
		if got := well(t, "load", "--list", "-f", "csv", "--to", address(server, "spread")); !strings.Contains(got.out, ",848,2019-2020,not read: of its rows "+left+" are there; load it again\n") {
			t.Error(got.out)
		}
	}
	well(t, "load", smallTable(t, 1), "-q", "--to", address("1", "spread"), "--cluster", "shards")
	well(t, append(aggregate, address("2", "spread"))...)
}

// A load that is cut off while it makes the tables can be run again.
func TestWarehouseHalfMade(t *testing.T) {
	startServers(t)
	for table, cluster := range map[string][]string{"half": nil, "half_spread": {"--cluster", "shards"}} {
		made := 0
		at := gated(t, table, func(statement string) bool {
			if strings.HasPrefix(statement, "CREATE TABLE") {
				made++
			}
			return made < 2
		})
		args := append([]string{"load", smallTable(t, 1), "-q"}, cluster...)
		if got := tradestats(append(args, "--to", at)...); got.code != 1 {
			t.Errorf("%+v", got)
		}
		well(t, append(args, "--to", address("1", table))...)
		well(t, append(aggregate, address("1", table))...)
	}
}
