package client

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tradestats/internal/tidy"
)

// serving makes a client of a server that answers so.
func serving(t *testing.T, answer http.HandlerFunc) *Client {
	t.Helper()
	alone(t)
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	a, err := ParseAddress("clickhouse://user:secret@" + strings.TrimPrefix(server.URL, "http://") + "/d/t?timeout=300ms")
	if err != nil {
		t.Fatal(err)
	}
	return Dial(a)
}

var pairs = Selection{Columns: Pick("economy", "sum(value)"), Grouped: 1, From: "t"}

func TestAskReadsAWholeAnswer(t *testing.T) {
	c := serving(t, func(w http.ResponseWriter, r *http.Request) {
		sql, _ := io.ReadAll(r.Body)
		if got := string(sql); got != "SELECT economy, sum(value), count() FROM t GROUP BY economy WITH TOTALS FORMAT TabSeparated" {
			t.Error(got)
		}
		if r.Header.Get("X-ClickHouse-User") != "user" || r.Header.Get("X-ClickHouse-Key") != "secret" || strings.Contains(r.URL.String(), "secret") {
			t.Error("the user is to stand in headers alone:", r.URL, r.Header)
		}
		fmt.Fprint(w, "C\\tD\\'\\\\\t1.5\t3\nDEU\t2\t1\n\n\t3.5\t4\n")
	})
	rows, err := c.Ask(context.Background(), pairs)
	if err != nil || len(rows) != 2 || rows[0][0] != "C\tD'\\" || rows[1][1] != "2" {
		t.Errorf("%q, %v", rows, err)
	}
}

// Whatever a server answers that is not whole, no row of it is used, and one line says
// what to do.
func TestAnswersThatAreNone(t *testing.T) {
	const row, end = "DEU\t2\t1\n", "\n\t2\t1\n"
	text := func(status int, text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			fmt.Fprint(w, text)
		}
	}
	away := map[string]bool{} // which may answer when they are asked again
	for _, name := range []string{"a shard", "in a row", "cut off", "in a line", "before total", "in the total", "nothing", "of a proxy", "torn", "silent", "silent in a body"} {
		away[name] = true
	}
	for name, of := range map[string]struct {
		answer http.HandlerFunc
		want   string
		hint   string
	}{
		"wrong password": {text(401, "Code: 193, e.displayText() = DB::Exception: Wrong password for user user, e.what() = DB::Exception\n"),
			`does not let the user "user" in: Wrong password for user user`, passwordVariable},
		"wrong password of today": {text(403, "Code: 516. DB::Exception: user: Authentication failed: password is incorrect. (AUTHENTICATION_FAILED) (version 24.8.4.13 (official build))\n"),
			`does not let the user "user" in`, passwordFileVariable},
		"no table":   {text(404, "Code: 60, e.displayText() = DB::Exception: Table d.t doesn't exist., e.what() = DB::Exception"), "/d/t: no such table: Table d.t doesn't exist", "load"},
		"no column":  {text(404, "Code: 47. DB::Exception: Missing columns: 'x'. (UNKNOWN_IDENTIFIER) (version 24.8)"), "a column is missing", "docs/clickhouse.md"},
		"no memory":  {text(500, "Code: 241. DB::Exception: Memory limit exceeded"), "has given up: Memory limit exceeded", "ask for less"},
		"a shard":    {text(500, "Code: 279, e.displayText() = DB::NetException: All connection tries failed. Log: \n\nCode: 210"), "a shard behind", "nothing of the others is used"},
		"other code": {text(500, "Code: 999. DB::Exception: Strange"), "refuses: Strange", "code 999"},
		"midway":     {text(200, row+"Code: 241, e.displayText() = DB::Exception: Memory limit exceeded, e.what() = DB::Exception\n"), "has given up", "ask for less"},
		"in a row":   {text(200, row+"FRACode: 32, e.displayText() = DB::Exception: Attempt to read after eof"), "a shard behind", "try again"},
		"in totals":  {text(200, row+"\nCode: 159. DB::Exception: Timeout exceeded\n"), "has given up", ""},
		"marked": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-ClickHouse-Exception-Code", "159")
			text(200, "Code: 159. DB::Exception: Timeout exceeded")(w, r)
		}, "has given up", ""},
		"cut off":      {text(200, row), "is cut off", "nothing of it is used"},
		"in a line":    {text(200, row+"FRA\t5"), "is cut off", ""},
		"before total": {text(200, row+"\n"), "is cut off", ""},
		"in the total": {text(200, row+"\n\t2\t"), "is cut off", ""},
		"nothing":      {text(200, ""), "is cut off", ""},
		"a lost row":   {text(200, row+"\n\t4\t2\n"), "does not answer as ClickHouse does", ""},
		"more behind":  {text(200, row+end+row), "does not answer as ClickHouse does", ""},
		"short rows":   {text(200, "DEU\t2\n"+end), "does not answer as ClickHouse does", ""},
		"garbage":      {text(200, "<html>\x1b[31m hello\n"), `does not answer as ClickHouse does: "<html>?[31m hello"`, "check host and port"},
		"of a proxy":   {text(502, "<html>Bad Gateway</html>"), "answers 502 Bad Gateway, and not as ClickHouse does: <html>Bad Gateway</html>", "check host and port"},
		"elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusFound)
		}, "answers 302 Found", ""},
		"torn": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, row)
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}, "is cut off", "try again"},
		"silent": {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "has not answered for 300ms", "?timeout=10m"},
		"silent in a body": {func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, row)
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, "has not answered for 300ms", ""},
		"not zipped": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			fmt.Fprint(w, row+end)
		}, "does not answer as ClickHouse does", ""},
	} {
		t.Run(name, func(t *testing.T) {
			c := serving(t, func(w http.ResponseWriter, r *http.Request) {
				io.Copy(io.Discard, r.Body) // so that its end is noticed
				of.answer(w, r)
			})
			rows, err := c.Ask(context.Background(), pairs)
			kind := tidy.Failed
			if away[name] {
				kind = tidy.Away
			}
			if rows != nil || err == nil || tidy.KindOf(err) != kind {
				t.Fatalf("%q, %v of kind %d, want %d", rows, err, tidy.KindOf(err), kind)
			}
			if got := err.Error(); !strings.Contains(got, of.want) || strings.ContainsAny(got, "\n\x1b") || strings.Contains(got, "secret") {
				t.Errorf("%s; want %s", got, of.want)
			}
			if hint := tidy.HintOf(err); hint == "" || !strings.Contains(hint, of.hint) {
				t.Errorf("hint %q; want %q", hint, of.hint)
			}
		})
	}
}

// A server that takes its time is waited for as long as something comes.
func TestSlowIsNotSilent(t *testing.T) {
	c := serving(t, func(w http.ResponseWriter, _ *http.Request) {
		for _, piece := range []string{"DEU\t", "2\t", "1\n", "\n", "\t2\t1\n"} {
			time.Sleep(450 * time.Millisecond) // 2.25 s in all, and a machine at work may take its time
			fmt.Fprint(w, piece)
			w.(http.Flusher).Flush()
		}
	})
	c.Timeout = 2 * time.Second
	if rows, err := c.Ask(context.Background(), pairs); err != nil || len(rows) != 1 {
		t.Errorf("%q, %v", rows, err)
	}
}

// A proxy would be told the password that plain HTTP has in its headers; through one for
// TLS goes what it cannot read.
func TestProxiesHearNoPassword(t *testing.T) {
	alone(t)
	for text, proxied := range map[string]bool{"clickhouse://u:secret@h/d/t": false, "clickhouse+https://u:secret@h/d/t": true} {
		a, err := ParseAddress(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := Dial(a).http.Transport.(*http.Transport).Proxy != nil; got != proxied {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// Over TLS a server must be who it says.
func TestTLS(t *testing.T) {
	alone(t)
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "DEU\t2\t1\n\n\t2\t1\n") }))
	t.Cleanup(server.Close)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	a, err := ParseAddress("clickhouse+https://u:secret@" + strings.TrimPrefix(server.URL, "https://") + "/d/t")
	if err != nil {
		t.Fatal(err)
	}
	c := Dial(a)
	if _, err := c.Ask(context.Background(), pairs); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Error(err)
	}
	trusted := x509.NewCertPool()
	trusted.AddCert(server.Certificate())
	c.http.Transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: trusted}
	if rows, err := c.Ask(context.Background(), pairs); err != nil || len(rows) != 1 {
		t.Error(rows, err)
	}
}

func TestUnreachable(t *testing.T) {
	alone(t)
	a, err := ParseAddress("clickhouse://127.0.0.1:1/d/t")
	if err != nil {
		t.Fatal(err)
	}
	_, err = Dial(a).Ask(context.Background(), pairs)
	if err == nil || !strings.HasPrefix(err.Error(), "cannot reach 127.0.0.1:1: ") || !strings.Contains(tidy.HintOf(err), "8123") || tidy.KindOf(err) != tidy.Away {
		t.Error(err)
	}
}

func TestInterruptedIsNoFailureOfTheServer(t *testing.T) {
	c := serving(t, func(_ http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	})
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	if _, err := c.Ask(ctx, pairs); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// Newer servers allow readers no settings, that of compression among them.
func TestReadersWithoutSettings(t *testing.T) {
	asked := 0
	c := serving(t, func(w http.ResponseWriter, r *http.Request) {
		if asked++; r.URL.Query().Has("enable_http_compression") {
			w.WriteHeader(500)
			fmt.Fprint(w, "Code: 164. DB::Exception: Cannot modify 'enable_http_compression' setting in readonly mode. (READONLY)")
			return
		}
		fmt.Fprint(w, "\n\t0\t0\n")
	})
	for range 2 {
		if rows, err := c.Ask(context.Background(), pairs); err != nil || len(rows) != 0 {
			t.Fatal(rows, err)
		}
	}
	if asked != 3 {
		t.Errorf("asked %d times", asked)
	}
}

func TestInsertIsRefused(t *testing.T) {
	c := serving(t, func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		w.WriteHeader(500)
		fmt.Fprint(w, "Code: 27, e.displayText() = DB::Exception: Cannot parse input: expected \\t before: secretless")
	})
	if err := c.Insert(context.Background(), "INSERT", strings.NewReader("x")); err == nil || !strings.Contains(err.Error(), "Cannot parse input") {
		t.Error(err)
	}
}
