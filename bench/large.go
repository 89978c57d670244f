//go:build unix

package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// The large table: made-up values in the layout of the OECD-WTO Balanced Trade in Services. The job is to sum the
// balanced value of the digitally deliverable items by region of the reporter, flow and year.

// A table is one that both programs aggregate, and what is hoped for.
type table struct {
	rows      int
	maxRatio  float64
	maxMemory int64 // bytes
}

var tables = []table{{14_000_000, 0.25, 48 * mebibyte}, {1_000_000, 0.20, 48 * mebibyte}}

// benchLarge compares the aggregate of each table with DuckDB's. shared is the folder of the generator and the peer,
// work one that keeps the tables and the peer between runs.
func benchLarge(ctx context.Context, runs int, tool, shared, figures, work string) error {
	generator := filepath.Join(shared, "generate.go")
	if _, err := os.Stat(generator); err != nil {
		fmt.Printf("\nWithout the large table: %s is not there.\n", generator)
		return nil
	}
	peer, err := installDuckDB(ctx, shared, work)
	if err != nil {
		fmt.Printf("\nWithout ratios to DuckDB: %v.\n", err)
	}
	for _, t := range tables {
		data, regions, err := t.build(ctx, generator, figures, work)
		if err != nil {
			return err
		}
		if err := t.measure(ctx, runs, tool, peer, data, regions); err != nil {
			return err
		}
	}
	return nil
}

// build makes the table, or takes the one of an earlier run.
func (t table) build(ctx context.Context, generator, figures, work string) (data, regions string, err error) {
	data = filepath.Join(work, fmt.Sprintf("batis-%d.csv", t.rows))
	regions = filepath.Join(work, "regions.csv")
	if _, err := os.Stat(data); err == nil {
		return data, regions, nil
	}
	if err := os.MkdirAll(work, 0o777); err != nil {
		return "", "", err
	}
	fmt.Printf("\nMaking a table of %d rows ...\n", t.rows)
	made := data + ".part"
	economies := filepath.Join(figures, "economies.csv")
	if err := command(ctx, "go", "run", generator, economies, strconv.Itoa(t.rows), made, regions); err != nil {
		return "", "", err
	}
	return data, regions, os.Rename(made, data)
}

// installDuckDB puts the peer's script where its package can be installed beside it, and returns the script.
func installDuckDB(ctx context.Context, shared, work string) (string, error) {
	script := filepath.Join(work, "peer_duckdb.mjs")
	text, err := os.ReadFile(filepath.Join(shared, "peer_duckdb.mjs"))
	if err != nil {
		return "", errors.New("its script is not there")
	}
	if err := os.MkdirAll(work, 0o777); err != nil {
		return "", err
	}
	if err := os.WriteFile(script, text, 0o666); err != nil {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(work, "node_modules", "@duckdb", "node-api")); err == nil {
		return script, nil
	}
	if err := command(ctx, "npm", "install", "--silent", "--prefix", work, "@duckdb/node-api"); err != nil {
		return "", fmt.Errorf("it cannot be installed: %w", err)
	}
	return script, nil
}

func command(ctx context.Context, name string, args ...string) error {
	if out, err := exec.CommandContext(ctx, name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", name, err, strings.TrimSpace(string(out)))
	}
	return nil
}

// measure runs both in turns, checks that they find the same totals, and prints the ratio.
func (t table) measure(ctx context.Context, runs int, tool, peer, data, regions string) error {
	results, err := os.MkdirTemp("", "bench-large-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(results)
	ours, theirs := filepath.Join(results, "ours.csv"), filepath.Join(results, "theirs.csv")
	aggregate := &job{name: fmt.Sprintf("aggregate, %d million rows", t.rows/1_000_000), maxRatio: t.maxRatio, maxMemory: t.maxMemory,
		command: func(string) []string { return append([]string{tool}, aggregateOf(data, ours)...) }}
	jobs, base := []*job{aggregate}, (*job)(nil)
	if peer != "" {
		base = &job{name: "DuckDB", command: func(string) []string { return []string{"node", peer, data, regions, theirs} }}
		jobs = append(jobs, base)
	}
	if err := alternate(ctx, jobs, runs); err != nil {
		return err
	}
	fmt.Println()
	printTable(jobs, base)
	if base == nil {
		return nil
	}
	n, far, err := compare(ours, theirs)
	if err != nil {
		return err
	}
	fmt.Printf("%d totals are the same, at most %.1e apart.\n", n, far)
	return nil
}

// aggregateOf are the arguments of the job.
func aggregateOf(data, out string) []string {
	return []string{"aggregate", "--data", data, "-q", "-i", "batis-digital-services-exports", "-i", "batis-digital-services-imports",
		"-e", "africa", "-e", "americas", "-e", "asia", "-e", "europe", "-e", "oceania", "--min-coverage", "0", "-f", "csv", "-o", out}
}

// compare finds each of our totals among theirs; it returns how many there are and the largest relative distance.
func compare(ours, theirs string) (n int, far float64, err error) {
	found, err := totals(theirs, "region", "flow", "total", func(region, flow string) string {
		return strings.ToLower(region) + " " + map[string]string{"X": "exports", "M": "imports"}[flow]
	})
	if err != nil {
		return 0, 0, err
	}
	mine, err := totals(ours, "group", "indicator", "value", func(group, indicator string) string {
		return group + " " + strings.TrimPrefix(indicator, "batis-digital-services-")
	})
	if err != nil {
		return 0, 0, err
	}
	if len(mine) != len(found) {
		return 0, 0, fmt.Errorf("%d totals, DuckDB has %d", len(mine), len(found))
	}
	for key, value := range mine {
		other, ok := found[key]
		apart := math.Abs(value-other) / math.Abs(other)
		if !ok || !(apart <= 1e-9) {
			return 0, 0, fmt.Errorf("%s is %v, with DuckDB %v", key, value, other)
		}
		far = max(far, apart)
	}
	return len(mine), far, nil
}

// totals reads a column of a CSV by two others and the year.
func totals(path, a, b, value string, key func(a, b string) string) (map[string]float64, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	for k, name := range rows[0] {
		at[name] = k
	}
	out := map[string]float64{}
	for _, row := range rows[1:] {
		v, err := strconv.ParseFloat(row[at[value]], 64)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		out[key(row[at[a]], row[at[b]])+" "+row[at["year"]]] = v
	}
	return out, nil
}
