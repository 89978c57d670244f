package server

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tradestats/internal/gallery"
)

// renewed is a server of a made-up indicator that is 1 in 2020, and 2 when it is opened
// again; anew says that it was loaded so meanwhile. open goes first when it is opened.
func renewed(t *testing.T, anew *atomic.Bool, open func() error) *Server {
	t.Helper()
	of := func(value string) *gallery.Gallery {
		file := filepath.Join(t.TempDir(), "made-up.csv")
		if err := os.WriteFile(file, []byte("economy,year,value\nBRA,2020,"+value+"\nCHL,2020,"+value+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		g, err := openIn(filepath.Join(t.TempDir(), "none"), "made-up="+file)
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	before, after := of("1"), of("2")
	before.Changed = func(context.Context) (bool, error) { return anew.Load(), nil }
	s, err := New(before, Options{URL: "https://charts.example.org", Log: silent, Open: func(context.Context) (*gallery.Gallery, error) { return after, open() }})
	if err != nil {
		t.Fatal(err)
	}
	s.anew.every = 0
	return s
}

const drawn = "/draw.csv?indicator=made-up&economy=BRA,CHL&kind=bars"

// TestFiguresThatWereLoadedAnew: what was kept of the old ones is shown no more, whoever
// asks is answered with the new ones, and a tag of the old ones is not that of the new.
func TestFiguresThatWereLoadedAnew(t *testing.T) {
	var anew atomic.Bool
	s := renewed(t, &anew, func() error { return nil })
	old := ask(s, "GET", drawn)
	if old.Code != 200 || !strings.Contains(old.Body.String(), "BRA,made-up,WLD,value,2020,1,") {
		t.Fatalf("%d %s", old.Code, old.Body.String())
	}
	page := ask(s, "GET", "/indicators/made-up").Body.String()
	anew.Store(true)
	got := ask(s, "GET", drawn, "If-None-Match", old.Header().Get("ETag"))
	if got.Code != 200 || !strings.Contains(got.Body.String(), "BRA,made-up,WLD,value,2020,2,") || strings.Contains(got.Body.String(), "2020,1,") {
		t.Errorf("afterwards: %d %s", got.Code, got.Body.String())
	}
	if now := ask(s, "GET", "/indicators/made-up"); now.Code != 200 || now.Body.String() == page {
		t.Errorf("the page of the indicator: %d", now.Code)
	}
}

// TestUntilFiguresAreOpened: no answer is of the old ones, or is a failure; what has no
// figures is answered, and an opening that fails is tried again.
func TestUntilFiguresAreOpened(t *testing.T) {
	var anew atomic.Bool
	var opened atomic.Int32
	let := make(chan struct{})
	s := renewed(t, &anew, func() error {
		<-let
		if opened.Add(1) == 1 {
			return errors.New("the server is away")
		}
		return nil
	})
	s.anew.awaited = time.Millisecond
	ask(s, "GET", drawn)
	anew.Store(true)
	for _, at := range []string{drawn, "/", "/indicators/made-up"} {
		if got := ask(s, "GET", at); got.Code != 503 || got.Header().Get("Retry-After") == "" || !strings.Contains(got.Body.String(), "have changed") {
			t.Errorf("%s: %d %q", at, got.Code, got.Body.String())
		}
	}
	for _, at := range []string{"/healthz", "/robots.txt", "/style.css"} {
		if got := ask(s, "GET", at); got.Code != 200 {
			t.Errorf("%s: %d", at, got.Code)
		}
	}
	close(let)
	s.anew.awaited = time.Minute
	got := ask(s, "GET", drawn)
	if got.Code == 503 { // it has waited for the first opening
		got = ask(s, "GET", drawn)
	}
	if got.Code != 200 || !strings.Contains(got.Body.String(), "2020,2,") || opened.Load() != 2 {
		t.Errorf("after %d openings: %d %s", opened.Load(), got.Code, got.Body.String())
	}
}

// TestFiguresThatGoWhileTheyAreRead: what failed for that is no failure, and known before
// the next time that is asked for.
func TestFiguresThatGoWhileTheyAreRead(t *testing.T) {
	var anew atomic.Bool
	s := renewed(t, &anew, func() error { return nil })
	s.anew.every, s.anew.asked = time.Hour, time.Now()
	anew.Store(true)
	for _, d := range s.live.Load().Gallery.Engine.Catalog().Datasets {
		if d.Own {
			if err := os.Remove(d.Indicators[0].File); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := ask(s, "GET", drawn); got.Code != 503 {
		t.Errorf("meanwhile: %d %s", got.Code, got.Body.String())
	}
	if got := ask(s, "GET", drawn); got.Code != 200 || !strings.Contains(got.Body.String(), "2020,2,") {
		t.Errorf("afterwards: %d %s", got.Code, got.Body.String())
	}
}

// TestNobodyKnowsWhetherFiguresChanged: what is shown stays.
func TestNobodyKnowsWhetherFiguresChanged(t *testing.T) {
	s := renewed(t, &atomic.Bool{}, func() error { return nil })
	s.live.Load().Gallery.Changed = func(context.Context) (bool, error) { return true, errors.New("no answer") }
	if got := ask(s, "GET", drawn); got.Code != 200 || !strings.Contains(got.Body.String(), "2020,1,") {
		t.Errorf("%d %s", got.Code, got.Body.String())
	}
}
