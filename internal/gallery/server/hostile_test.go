package server

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestHostileRequests: what makes no sense is refused with a sentence, in bounds, and
// the server answers the next request.
func TestHostileRequests(t *testing.T) {
	h := handler(t)
	for target, want := range map[string]int{
		"/charts/world/../../../etc/passwd":                                           404,
		"/charts/world/..%2f..%2f..%2fetc%2fpasswd.png":                               404,
		"/charts/../manifest.json":                                                    404,
		"/charts/..%2f..%2f/x.png":                                                    404,
		"/charts/world/exporters.exe":                                                 404,
		"/charts/world/exporters.PNG":                                                 404,
		"/charts/world/exporters.png?year=../2023":                                    400,
		"/charts/world/exporters.png?year=1999":                                       404,
		"/charts/world/exporters.png?lang=../en":                                      400,
		"/charts/world/exporters.png?theme=/etc/passwd":                               400,
		"/charts/world/exporters.png?size=%00":                                        400,
		"/charts/world/exporters.png?size=web&size=web":                               400,
		"/charts/world/exporters.png?%zz":                                             400,
		"/charts/world/exporters.png?width=1000000000&height=1000000000":              400,
		"/charts/world/exporters.png?scale=1e300":                                     400,
		"/charts/world/exporters.png?width=100&height=100":                            400,
		"/charts/\\..\\..\\x.png":                                                     404,
		"/charts/world/\xff.png":                                                      404,
		"/topics/" + strings.Repeat("a", 5000):                                        404,
		"/economies/" + strings.Repeat("../", 50) + "etc/passwd":                      404,
		"/indicators/%2e%2e":                                                          404,
		"/draw.png":                                                                   400,
		"/draw.png?indicator=internet-users&economy=" + strings.Repeat("BRA,", 10000): 400,
		"/draw.png?indicator=internet-users" + strings.Repeat("&economy=BRA", 10000):  400,
		"/draw.png?indicator=internet-users&economy=%ff%fe":                           400,
		"/draw.png?indicator=internet-users&from=2020&to=1990":                        400,
		"/draw.png?indicator=internet-users&kind=explosion":                           400,
		"/draw.png?indicator=internet-users&economy=Atlantis":                         400,
		"/draw.png?indicator=internet-users&year=1800":                                404,
		"/draw.exe?indicator=internet-users":                                          404,
		"/?q=%ff":                                                                     400,
		"/?" + strings.Repeat("a=b&", 100):                                            400,
		"/?q=" + strings.Repeat("x", 10000):                                           400,
		"/oembed?url=http://elsewhere.example/":                                       404,
		"/oembed?url=https://charts.example.org/charts/../../etc/passwd":              404,
	} {
		got := ask(h, "GET", target)
		if loc := got.Header().Get("Location"); got.Code == 307 || got.Code == 301 { // the path made plain
			path, _, _ := strings.Cut(target, "?")
			to, err := (&url.URL{Path: path}).Parse(loc)
			if err != nil || to.Host != "" || strings.Contains(to.Path, "..") || strings.HasPrefix(loc, "//") {
				t.Errorf("%.80q leads to %q", target, loc)
				continue
			}
			got = ask(h, "GET", to.RequestURI())
		}
		if got.Code != want {
			t.Errorf("%.80q: %d, want %d: %.200s", target, got.Code, want, got.Body.String())
		}
		if got.Body.Len() > 4096 || strings.Contains(got.Body.String(), "root:") {
			t.Errorf("%.80q: %d bytes", target, got.Body.Len())
		}
		if !strings.Contains(got.Body.String(), ".") && !strings.Contains(got.Body.String(), "?") {
			t.Errorf("%.80q: no sentence: %q", target, got.Body.String())
		}
		if got.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%.80q: an error that is kept", target)
		}
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "TRACE"} {
		if got := ask(h, method, "/charts/world/exporters.png"); got.Code != 405 {
			t.Errorf("%s: %d", method, got.Code)
		}
	}
	if got := ask(h, "GET", "/healthz"); got.Code != 200 {
		t.Errorf("health: %d", got.Code)
	}
}

// TestTheWayUpIsThatOfTheAddress: a slash that is written as %2f is none in it, so that what
// a page of an error loads is found below a path of another site, too.
func TestTheWayUpIsThatOfTheAddress(t *testing.T) {
	h := handler(t)
	for at, want := range map[string]string{"/topics/a%2fb": "../style.css", "/a%2f%2fb": "./style.css", "/charts/a/b%2f..%2fc": "../../style.css", "/%2f%2fevil.example": "./style.css"} {
		if got := ask(h, "GET", at); got.Code != 404 || !strings.Contains(got.Body.String(), `"`+want) {
			t.Errorf("%s: %d %s %.300s", at, got.Code, got.Header().Get("Location"), got.Body.String())
		}
	}
}

// TestSlowAndLoudClients talks to a server that listens: headers without end and
// clients that never finish asking are cut off, and it stops when it is told to.
func TestSlowAndLoudClients(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	h := handler(t)
	go func() { done <- h.Serve(ctx, l) }()
	say := func(text string) string {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		c.SetDeadline(time.Now().Add(readTime + 5*time.Second)) //nolint:errcheck // a test
		io.WriteString(c, text)                                 //nolint:errcheck // it may have hung up
		answer, _ := io.ReadAll(c)                              //nolint:errcheck // it may have hung up
		return string(answer)
	}
	if got := say("GET / HTTP/1.1\r\nHost: x\r\nA: " + strings.Repeat("a", 2*mostHeader)); !strings.Contains(got, " 431 ") { // it stays in the buffers of the connection
		t.Errorf("a long header: %.60q", got)
	}
	if got := say("GET / HTTP/1.1\r\nHost: x\r\n" + strings.Repeat("A: b\r\n", mostHeader/2)); !strings.Contains(got, " 431 ") {
		t.Errorf("many headers: %.60q", got)
	}
	for _, text := range []string{"GET / HTTP/9.9\r\n\r\n", "\x16\x03\x01\x02\x00", "GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n"} {
		if got := say(text + "\r\n\r\n"); !strings.HasPrefix(got, "HTTP/1.1 4") && !strings.HasPrefix(got, "HTTP/1.1 5") {
			t.Errorf("%q: %.60q", text, got)
		}
	}
	if !testing.Short() {
		start := time.Now()
		say("GET / HTTP/1.1\r\nHost: x\r\nA:") // and never more
		if waited := time.Since(start); waited > readTime {
			t.Errorf("a client that never finishes was waited for %s", waited)
		}
	}
	if r, err := http.Get("http://" + l.Addr().String() + "/healthz"); err != nil || r.StatusCode != 200 {
		t.Errorf("afterwards: %v", err)
	}
	stop()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("it stops with %v", err)
		}
	case <-time.After(grace + time.Second):
		t.Error("it does not stop")
	}
}

// What somebody writes into an address leads nowhere else.
func TestNoAddressLeadsElsewhere(t *testing.T) {
	h := handler(t)
	for _, code := range []string{"%2F%2Fa", "%2F%5Ca", "a%3Ab", "%3Fab", "%0d%0aa", "..a", "%C3%A9a"} {
		got := ask(h, "GET", "/economies/"+code)
		if got.Code != 404 || got.Header().Get("Location") != "" {
			t.Errorf("%s: %d, %q", code, got.Code, got.Header().Get("Location"))
		}
	}
	if got := ask(h, "GET", "/economies/bra"); got.Code != 301 || got.Header().Get("Location") != "BRA" {
		t.Errorf("bra: %d, %q", got.Code, got.Header().Get("Location"))
	}
}
