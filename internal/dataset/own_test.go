package dataset

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"tradestats/internal/economy"
	"tradestats/internal/tidy"
)

func open(t *testing.T, data ...string) (Engine, error) {
	t.Helper()
	r, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	return Open(context.Background(), Options{Data: data, Economies: r})
}

// A pipe can be read once only, but a file is read to learn what it holds, to
// load it and to hash it.
func TestPipe(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	go os.WriteFile(pipe, []byte("economy,year,value\nFRA,2020,1\n"), 0o600) //nolint:errcheck // a made-up value
	e, err := open(t, "x="+pipe)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		got, err := e.Load(context.Background(), Query{Indicators: []string{"x"}})
		if err != nil || got.Frame.Nrow() != 1 {
			t.Fatalf("%d rows, error %v", got.Frame.Nrow(), err)
		}
	}
	if in, err := e.Inputs([]string{"x"}); err != nil || len(in) != 1 || in[0].SHA256 == "" {
		t.Errorf("inputs %v, error %v", in, err)
	}
}

// A declaration that cannot be read is not one that is not there.
func TestUnreadableDeclaration(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "x.csv")
	if err := os.WriteFile(file, []byte("economy,year,value\nFRA,2020,1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "x.yaml"), 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := open(t, "x="+file)
	if tidy.KindOf(err) != tidy.Failed || err == nil || !strings.Contains(err.Error(), "x.yaml") {
		t.Errorf("error %v", err)
	}
}
