package cli

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// listening starts tradestats serve and returns where it listens. The test stops it.
func listening(t *testing.T, args ...string) (at string, stop func() int) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at = l.Addr().String() // which is free a moment later
	l.Close()
	c, _ := start(t, append([]string{"serve", "--addr", at, "--access-log", "none"}, args...)...)
	for range 200 {
		if r, err := http.Get("http://" + at + "/healthz"); err == nil {
			r.Body.Close()
			return "http://" + at, func() int {
				c.Process.Signal(syscall.SIGTERM) //nolint:errcheck // it ends, or the test does
				c.Wait()                          //nolint:errcheck // the exit code is looked at
				return c.ProcessState.ExitCode()
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("it does not listen")
	return "", nil
}

// TestServeGivesWhatChartWrites compares downloads with the files of the chart command.
func TestServeGivesWhatChartWrites(t *testing.T) {
	at, stop := listening(t)
	for _, c := range []struct{ address, flags string }{
		{"/charts/world/exporters", "--topic world --id exporters"},
		{"/charts/world/exporters?lang=es&size=story&theme=dark", "--topic world --id exporters --lang es --size story --theme dark"},
		{"/draw?indicator=internet-users&economy=BRA&economy=CHL,MEX&from=2010&highlight=CHL", "internet-users -e BRA -e CHL,MEX --from 2010 --highlight CHL"},
		{"/draw?indicator=digital-services-exports&economy=eu27&kind=stacked&as=share&lang=fr", "digital-services-exports -e eu27 --kind stacked --as share --lang fr"},
		{"/draw?indicator=internet-users&count=10&width=1000&height=800&scale=1.5", "internet-users --count 10 --width 1000 --height 800 --scale 1.5"},
		{"/draw?indicator=digital-services-exports&economy=FRA,DEU&currency=eur&theme=print", "digital-services-exports -e FRA,DEU --currency eur --theme print"},
	} {
		stem := filepath.Join(t.TempDir(), "x")
		for _, image := range []string{"png", "svg"} {
			args := append([]string{"tradestats", "chart", "-q", "-o", stem + "." + image}, strings.Fields(c.flags)...)
			var stderr bytes.Buffer
			if code := Main(args, io.Discard, &stderr); code != 0 {
				t.Fatalf("%s: %s", c.flags, stderr.String())
			}
		}
		for _, format := range []string{"png", "svg", "csv", "json"} {
			want, err := os.ReadFile(stem + "." + format)
			if err != nil {
				t.Fatal(err)
			}
			path, query, _ := strings.Cut(c.address, "?")
			got := fetch(t, at+path+"."+format+"?"+query)
			if !bytes.Equal(got, want) {
				t.Errorf("%s.%s: %d bytes, not the %d of chart %s: %.300s", path, format, len(got), len(want), c.flags, got)
			}
		}
	}
	if code := stop(); code != 0 {
		t.Errorf("it ends with %d", code)
	}
}

// TestServeGoesOnWithAFileThatChanges: what had been read before and what had not are of
// the new one, without a restart.
func TestServeGoesOnWithAFileThatChanges(t *testing.T) {
	file := filepath.Join(t.TempDir(), "made-up.csv")
	write := func(value string) {
		rows := "indicator,economy,year,value\n"
		for _, of := range []string{"read", "unread"} {
			rows += "made-up-" + of + ",BRA,2020," + value + "\nmade-up-" + of + ",CHL,2020," + value + "\n"
		}
		if err := os.WriteFile(file+".new", []byte(rows), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(file+".new", file); err != nil {
			t.Fatal(err)
		}
	}
	write("1")
	at, stop := listening(t, "--data", file)
	defer stop()
	of := func(indicator string) string {
		return string(fetch(t, at+"/draw.csv?kind=bars&economy=BRA,CHL&indicator=made-up-"+indicator))
	}
	if got := of("read"); !strings.Contains(got, ",2020,1,") {
		t.Fatal(got)
	}
	write("2")
	for range 100 {
		got := of("unread") // which finds that the file is another one
		if strings.Contains(got, ",2020,2,") {
			break
		}
		if !strings.Contains(got, "have changed") {
			t.Fatal(got)
		}
		time.Sleep(100 * time.Millisecond)
	}
	for _, indicator := range []string{"read", "unread"} {
		if got := of(indicator); !strings.Contains(got, ",2020,2,") || strings.Contains(got, ",2020,1,") {
			t.Errorf("%s: %s", indicator, got)
		}
	}
}

func fetch(t *testing.T, address string) []byte {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// TestWhereOthersReachIt: an address that is none for others is not given to them.
func TestWhereOthersReachIt(t *testing.T) {
	for _, c := range []struct {
		ip, at string
		known  bool
	}{{"127.0.0.1", "http://127.0.0.1:81", true}, {"0.0.0.0", "http://localhost:81", false}, {"::", "http://localhost:81", false}, {"::1", "http://[::1]:81", true}} {
		if at, known := reached(&net.TCPAddr{IP: net.ParseIP(c.ip), Port: 81}); at != c.at || known != c.known {
			t.Errorf("%s: %s, %t", c.ip, at, known)
		}
	}
}

// TestServeOfATableWhoseServerIsAway: what needs its figures cannot be had for a time, which is
// no failure.
func TestServeOfATableWhoseServerIsAway(t *testing.T) {
	address, away := chipsServerToStop(t)
	at, stop := listening(t, "--data", address)
	away()
	for _, path := range []string{"/draw.csv?indicator=chip-exports&kind=bars&economy=FRA", "/?lang=fr"} {
		r, err := http.Get(at + path)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil || r.StatusCode != http.StatusServiceUnavailable || r.Header.Get("Retry-After") == "" {
			t.Errorf("%s: %d %s, %v", path, r.StatusCode, text, err)
		}
	}
	stop()
}
