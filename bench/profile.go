//go:build unix

package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/pprof"

	"tradestats/internal/cli"
)

// record writes the profile by which the compiler optimises the program: where its time goes in the aggregate of the
// large table and in a report. Go takes it from cmd/tradestats/default.pgo without being told.
func record(ctx context.Context, path, shared, figures, work string) error {
	data, _, err := tables[0].build(ctx, filepath.Join(shared, "generate.go"), figures, work)
	if err != nil {
		return err
	}
	out, err := os.MkdirTemp("", "tradestats-profile-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(out)
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := pprof.StartCPUProfile(f); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	for range 5 {
		for _, args := range [][]string{aggregateOf(data, filepath.Join(out, "aggregate.csv")), {"report", "world", "-o", filepath.Join(out, "reports")}} {
			if code := cli.Main(append([]string{"tradestats"}, args...), io.Discard, os.Stderr); code != 0 {
				return fmt.Errorf("tradestats %s: exit code %d", args[0], code)
			}
		}
	}
	return nil
}
