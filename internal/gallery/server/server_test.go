package server

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/gallery"
	"tradestats/internal/report"
)

// shared is a gallery without editions in a folder: the newest, of the figures.
var shared = sync.OnceValues(func() (*gallery.Gallery, error) { return openIn("testdata/none") })

func openIn(dir string) (*gallery.Gallery, error) {
	registry, err := economy.Load()
	if err != nil {
		return nil, err
	}
	engine, err := dataset.Open(context.Background(), dataset.Options{Economies: registry})
	if err != nil {
		return nil, err
	}
	return gallery.Open(context.Background(), gallery.Options{Engine: engine, Economies: registry, Reports: dir, Version: "test"})
}

var silent = slog.New(slog.DiscardHandler)

func handler(t *testing.T) http.Handler {
	t.Helper()
	g, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return handlerOf(t, g)
}

func handlerOf(t *testing.T, g *gallery.Gallery) http.Handler {
	t.Helper()
	h, err := New(g, Options{URL: "https://charts.example.org", Log: silent})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// ask sends a request; headers are pairs.
func ask(h http.Handler, method, target string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "/", nil)
	r.URL.Path, r.URL.RawQuery, _ = strings.Cut(target, "?")
	r.RequestURI = target
	for k := 0; k+1 < len(headers); k += 2 {
		r.Header.Set(headers[k], headers[k+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestFilesOfAChart(t *testing.T) {
	h := handler(t)
	for format, begins := range map[string]string{"png": "\x89PNG", "svg": "<svg", "csv": "series,indicator,", "json": "{\n  \"tool\": \"tradestats\""} {
		for _, at := range []string{"/charts/world/exporters." + format + "?year=latest&lang=fr&size=square&theme=dark", "/draw." + format + "?indicator=internet-users&economy=BRA,CHL"} {
			got := ask(h, "GET", at)
			if got.Code != 200 || !strings.Contains(got.Body.String()[:200], begins) {
				t.Errorf("%s: %d %.60q", at, got.Code, got.Body.String())
			}
			tag := got.Header().Get("ETag")
			if again := ask(h, "GET", at, "If-None-Match", tag); again.Code != 304 || again.Body.Len() > 0 {
				t.Errorf("%s: unchanged is %d", at, again.Code)
			}
			if head := ask(h, "HEAD", at); head.Code != 200 || head.Body.Len() > 0 || head.Header().Get("Content-Length") != fmt.Sprint(got.Body.Len()) || head.Header().Get("ETag") != tag {
				t.Errorf("%s: HEAD %d", at, head.Code)
			}
			if part := ask(h, "GET", at, "Range", "bytes=2-9"); part.Code != 206 || part.Body.String() != got.Body.String()[2:10] {
				t.Errorf("%s: a range is %d", at, part.Code)
			}
			if other := ask(h, "GET", at, "Range", "bytes=2-9", "If-Range", `"other"`); other.Code != 200 {
				t.Errorf("%s: a range of another file is %d", at, other.Code)
			}
		}
	}
}

func TestPagesAreSafe(t *testing.T) {
	h := handler(t)
	for _, path := range []string{"/", "/topics/world", "/charts/world/exporters", "/build", "/economies", "/economies/BRA", "/indicators", "/indicators/gdp", "/nothing"} {
		got := ask(h, "GET", path)
		head := got.Header()
		framed := strings.HasPrefix(path, "/charts/")
		if policy := head.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") || strings.Contains(policy, "frame-ancestors *") != framed || (head.Get("X-Frame-Options") == "DENY") == framed {
			t.Errorf("%s: %s, %q", path, policy, head.Get("X-Frame-Options"))
		}
		if head.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: nosniff is missing", path)
		}
		body := got.Body.String()
		if regexp.MustCompile(`<script[^>]*>[^<]|\son[a-z]+=|<style|\sstyle="`).MatchString(body) {
			t.Errorf("%s has a script or a style inside", path)
		}
		if m := regexp.MustCompile(`(?:src|href|action)="(https?:)?//[^"]*`).FindString(strings.ReplaceAll(body, `href="https://charts.example.org`, "")); m != "" {
			t.Errorf("%s leads elsewhere: %s", path, m)
		}
	}
	evil := `"><script>alert(1)</script>`
	for _, at := range []string{"/?q=", "/build?title=", "/build?indicator=", "/charts/world/exporters?size="} {
		got := ask(h, "GET", at+strings.NewReplacer(`"`, "%22", ">", "%3E", "<", "%3C").Replace(evil))
		if strings.Contains(got.Body.String(), "<script>alert") {
			t.Errorf("%s is not escaped", at)
		}
	}
	svg := ask(h, "GET", "/draw.svg?indicator=internet-users&title=%3Cscript%3Ealert(1)%3C/script%3E")
	if svg.Code != 200 || strings.Contains(svg.Body.String(), "<script>") || !strings.Contains(svg.Header().Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("SVG: %d", svg.Code)
	}
}

func TestLanguage(t *testing.T) {
	h := handler(t)
	for _, c := range []struct{ at, accepts, want string }{
		{"/", "", "en"}, {"/", "fr-CH, fr;q=0.9, en;q=0.8", "fr"}, {"/", "pt-BR", "pt"}, {"/", "de", "en"}, {"/?lang=es", "fr", "es"},
		{"/", strings.Repeat("x-", 5000), "en"}, {"/", "es," + strings.Repeat("fr,", 5000), "es"},
	} {
		got := ask(h, "GET", c.at, "Accept-Language", c.accepts)
		if got.Code != 200 || !strings.Contains(got.Body.String(), `<html lang="`+c.want+`"`) || got.Header().Get("Vary") != "Accept-Language" {
			t.Errorf("%s for %.20q: %d", c.at, c.accepts, got.Code)
		}
	}
	if got := ask(h, "GET", "/?lang=xx"); got.Code != 400 {
		t.Errorf("a language that there is not: %d", got.Code)
	}
}

// TestHostileRequests: what makes no sense is refused with a sentence, in bounds, and
// the server answers the next request.
func TestHostileRequests(t *testing.T) {
	h := handler(t)
	for target, want := range map[string]int{
		"/charts/world/../../../etc/passwd":                                           404,
		"/charts/world/..%2f..%2f..%2fetc%2fpasswd.png":                               404,
		"/charts/../manifest.json":                                                    404,
		"/charts/..%2f..%2f/x.png":                                                    404,
		"/charts/world/exporters.png/":                                                404,
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
		"/economies/" + strings.Repeat("../", 50):                                     404,
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
			if strings.Contains(loc, "..") || strings.HasPrefix(loc, "//") {
				t.Errorf("%.80q leads to %q", target, loc)
			}
			continue
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

func TestSharing(t *testing.T) {
	h := handler(t)
	page := ask(h, "GET", "/charts/world/exporters?lang=fr").Body.String()
	m := regexp.MustCompile(`oembed" href="https://charts.example.org(/oembed\?url=[^"]+)"`).FindStringSubmatch(page)
	if m == nil || !strings.Contains(page, `property="og:image" content="https://charts.example.org/charts/world/exporters.png?lang=fr&amp;size=social"`) {
		t.Fatal("a shared link does not show the chart")
	}
	var told struct {
		Type, URL string
		Width     int
	}
	got := ask(h, "GET", m[1])
	if err := json.Unmarshal(got.Body.Bytes(), &told); err != nil || told.Type != "photo" || told.Width != 1200 {
		t.Errorf("oEmbed: %v %s", err, got.Body.String())
	}
	if image := ask(h, "GET", strings.TrimPrefix(told.URL, "https://charts.example.org")); image.Code != 200 {
		t.Errorf("its image: %d", image.Code)
	}
	var set struct {
		URL []struct {
			Loc string `xml:"loc"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal(ask(h, "GET", "/sitemap.xml").Body.Bytes(), &set); err != nil || len(set.URL) < 500 {
		t.Errorf("sitemap: %d addresses, %v", len(set.URL), err)
	}
}

// TestEveryPageInEveryLanguage: no address of the sitemap is broken, no word missing.
func TestEveryPageInEveryLanguage(t *testing.T) {
	h := handler(t)
	missing := regexp.MustCompile(`gallery\.[a-z-]+|\[[a-z]+\.[a-z.-]+\]|%!|<no value>`)
	for _, m := range regexp.MustCompile(`<loc>https://charts.example.org([^<]*)`).FindAllStringSubmatch(ask(h, "GET", "/sitemap.xml").Body.String(), -1) {
		at := strings.ReplaceAll(m[1], "&amp;", "&")
		if strings.Contains(at, "/economies/") && !strings.Contains(at, "/economies/B") {
			continue // they are alike
		}
		got := ask(h, "GET", at)
		body := strings.ReplaceAll(got.Body.String(), "gallery.js", "")
		if got.Code != 200 || missing.MatchString(body) {
			t.Errorf("%s: %d %q", at, got.Code, missing.FindString(body))
		}
	}
}

// TestServesWhileAnEditionIsWritten asks for a chart while its edition is put in place
// again and again, in two versions: each answer is of one of them.
func TestServesWhileAnEditionIsWritten(t *testing.T) {
	dir := t.TempDir()
	g, err := openIn(filepath.Join(dir, "none"))
	if err != nil {
		t.Fatal(err)
	}
	write := func(version string) {
		_, err := report.Run(t.Context(), report.Options{Topics: []string{"eu-china"}, Year: 2023, Languages: []string{"en"}, Whole: true, Out: dir, Engine: g.Engine, Economies: g.Economies, Version: version})
		if err != nil {
			t.Error(err)
		}
	}
	write("a")
	if g, err = openIn(dir); err != nil {
		t.Fatal(err)
	}
	h := handlerOf(t, g)
	b, err := g.Book(t.Context(), "eu-china", 2023, "en")
	if err != nil {
		t.Fatal(err)
	}
	at := "/charts/eu-china/" + b.Charts[0].ID
	want := ask(h, "GET", at+".png").Body.Bytes()
	done := make(chan struct{})
	t.Cleanup(func() { <-done })
	go func() {
		defer close(done)
		for k := range 4 {
			write(fmt.Sprint("b", k))
			os.WriteFile(filepath.Join(dir, "2023", "eu-china", "charts", b.Charts[0].ID+".en.png"), []byte("torn"), 0o600) //nolint:errcheck // as a change under way
		}
	}()
	for running := true; running; {
		select {
		case <-done:
			running = false
		default:
		}
		if err := g.Refresh(); err != nil {
			t.Error(err)
		}
		if got := ask(h, "GET", at+".png"); got.Code != 200 || !bytes.Equal(got.Body.Bytes(), want) {
			t.Fatalf("%d, %d bytes", got.Code, got.Body.Len())
		}
		if got := ask(h, "GET", at); got.Code != 200 || !strings.HasSuffix(strings.TrimSpace(got.Body.String()), "</html>") {
			t.Fatalf("page: %d", got.Code)
		}
	}
}

func TestOneDrawingForEqualRequests(t *testing.T) {
	s := newStore(1<<20, 2)
	var made atomic.Int32
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			_, err := s.take(t.Context(), "a", "key", func(context.Context) (gallery.Content, error) {
				made.Add(1)
				time.Sleep(20 * time.Millisecond)
				return gallery.PageContent([]byte("x")), nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if made.Load() != 1 {
		t.Errorf("made %d times", made.Load())
	}
}

func TestTheCacheIsBoundedInBytes(t *testing.T) {
	s := newStore(100<<10, 2)
	body := bytes.Repeat([]byte("x"), 10<<10)
	for k := range 100 {
		if _, err := s.take(t.Context(), "a", fmt.Sprint(k), func(context.Context) (gallery.Content, error) { return gallery.PageContent(body), nil }); err != nil {
			t.Fatal(err)
		}
		if s.bytes > s.most {
			t.Fatalf("%d bytes kept", s.bytes)
		}
	}
	if n := s.kept.Len(); n < 8 || n > 10 {
		t.Errorf("%d entries of 10 KiB in 100 KiB", n)
	}
	if _, ok := s.get("99"); !ok {
		t.Error("the newest has gone")
	}
}

func TestLimitsAndMistakes(t *testing.T) {
	s := newStore(1<<20, 1)
	block := make(chan struct{})
	slow := func(context.Context) (gallery.Content, error) {
		<-block
		return gallery.PageContent(nil), nil
	}
	var all sync.WaitGroup
	var greedy, busy atomic.Int32
	for k := range mostOfOne + 20 {
		all.Go(func() {
			if _, err := s.take(t.Context(), "a", fmt.Sprint("a", k), slow); codeOf(err) == 429 {
				greedy.Add(1)
			}
		})
	}
	time.Sleep(200 * time.Millisecond)
	for k := range mostWaiting + 20 {
		all.Go(func() {
			if _, err := s.take(t.Context(), fmt.Sprint("b", k), fmt.Sprint("b", k), slow); codeOf(err) == 503 {
				busy.Add(1)
			}
		})
	}
	time.Sleep(200 * time.Millisecond)
	close(block)
	all.Wait()
	if greedy.Load() != 20 || busy.Load() == 0 {
		t.Errorf("%d times 429, %d times 503", greedy.Load(), busy.Load())
	}
	if len(s.clients.of) != 0 {
		t.Errorf("still counted: %v", s.clients.of)
	}
	_, err := s.take(t.Context(), "a", "mistake", func(context.Context) (gallery.Content, error) { panic("oh") })
	if codeOf(err) != 500 {
		t.Errorf("a mistake: %v", err)
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
	go func() { done <- Serve(ctx, l, h) }()
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
	if got := say("GET / HTTP/1.1\r\nHost: x\r\nA: " + strings.Repeat("a", 1<<20)); got != "" && !strings.Contains(got, " 431 ") {
		t.Errorf("a long header: %.60q", got)
	}
	if got := say("GET / HTTP/1.1\r\nHost: x\r\n" + strings.Repeat("A: b\r\n", 100_000)); got != "" && !strings.Contains(got, " 431 ") {
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
