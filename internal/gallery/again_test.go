package gallery

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestAFailedReadIsTriedAgain: a file that is away for a moment is missed for a moment.
func TestAFailedReadIsTriedAgain(t *testing.T) {
	file := madeUp(t)
	g := of(t, edition(t, "br-digital-alliance", []string{"md"}), file)
	if err := os.Rename(file, file+".away"); err != nil {
		t.Fatal(err)
	}
	book := func() error {
		_, err := g.Book(t.Context(), "br-digital-alliance", 2023, "en")
		return err
	}
	if _, err := g.Ranks(t.Context()); err == nil || book() == nil {
		t.Fatalf("without the file: %v", err)
	}
	if err := os.Rename(file+".away", file); err != nil {
		t.Fatal(err)
	}
	if all, err := g.Ranks(t.Context()); err != nil || len(all) == 0 {
		t.Errorf("%d indicators once the file is back: %v", len(all), err)
	}
	if err := book(); err != nil {
		t.Errorf("charts once the file is back: %v", err)
	}
}

// TestOpeningCanBeInterrupted: where no edition is written, the newest is computed, which
// takes a while.
func TestOpeningCanBeInterrupted(t *testing.T) {
	o := open(t, edition(t, "eu-china", []string{"md"})).Options
	o.Reports = filepath.Join(t.TempDir(), "none")
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Open(ctx, o); !errors.Is(err, context.Canceled) {
		t.Errorf("it ends with %v", err)
	}
}
