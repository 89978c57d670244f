//go:build unix

// Command bench measures tradestats against what one would use instead: pandas, matplotlib and jinja2 for a report,
// matplotlib alone for charts, DuckDB for the aggregates of a table of a gigabyte.
//
//	go run ./bench [-runs 5] [-tool bin/tradestats] [-shared ../shared/bench] [-figures ../shared/figures] [-work bin/bench] [-only charts]
//
// Times of one machine say little about another, so it prints ratios: both programs run in turns, in one run, after a
// round that warms the page cache, and their medians are compared. Without python3, its packages or the peer's script
// it says so and prints the times alone.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

// A job is a command to measure and what is hoped for: the largest ratio to the peer, time and memory; zero is no limit.
type job struct {
	name    string
	command func(out string) []string // out is a folder to write to, new for each run

	// verify looks at what a run wrote and printed, and may add to its sample; nil is content.
	verify func(out, stdout string, s *sample) error

	maxRatio  float64
	maxTime   time.Duration
	maxMemory int64 // bytes

	samples []sample
}

// A sample is what one run took.
type sample struct {
	wall   time.Duration
	cpu    time.Duration // of all processors together
	memory int64         // peak resident memory, bytes
	inside time.Duration // as the program timed itself, of those that do
}

const mebibyte = 1 << 20

func main() {
	runs := flag.Int("runs", 5, "runs of each report; the median counts")
	tool := flag.String("tool", "bin/tradestats", "the program to measure")
	shared := flag.String("shared", "../shared/bench", "the folder of the peers' scripts and of the large table's generator")
	figures := flag.String("figures", "../shared/figures", "the peers' figures")
	work := flag.String("work", "bin/bench", "a folder to keep the large tables and DuckDB in")
	profile := flag.String("record", "", "write the profile that the compiler optimises by to this file, and measure nothing")
	only := flag.String("only", "", "measure one part: report, charts or large")
	draw := flag.String("draw", "", "draw the twelve charts into this folder, print how long it took, and measure nothing")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if *profile != "" {
		if err := record(ctx, *profile, *shared, *figures, *work); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			stop()
			os.Exit(1)
		}
		return
	}
	if *draw != "" {
		if err := drawTwelve(*draw); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			stop()
			os.Exit(1)
		}
		return
	}
	var err error
	for _, part := range []struct {
		name string
		run  func() error
	}{
		{"report", func() error { return bench(ctx, *runs, *tool, filepath.Join(*shared, "peer_report.py"), *figures) }},
		{"charts", func() error { return benchCharts(ctx, *runs) }},
		{"large", func() error { return benchLarge(ctx, *runs, *tool, *shared, *figures, *work) }},
	} {
		if err == nil && (*only == "" || *only == part.name) {
			err = part.run()
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		stop()
		os.Exit(1)
	}
}

func bench(ctx context.Context, runs int, tool, peer, figures string) error {
	if runs < 1 {
		return errors.New("-runs must be 1 or more")
	}
	english := &job{name: "report world --lang en", maxRatio: 0.15,
		command: func(out string) []string { return []string{tool, "report", "world", "--lang", "en", "-o", out} }}
	both := &job{name: "report world, both languages", maxRatio: 0.28, maxMemory: 80 * mebibyte,
		command: func(out string) []string { return []string{tool, "report", "world", "-o", out} }}
	all := &job{name: "report, all topics and languages", maxTime: 2500 * time.Millisecond, maxMemory: 120 * mebibyte,
		command: func(out string) []string { return []string{tool, "report", "-o", out} }}
	version := &job{name: "version", maxTime: 10 * time.Millisecond,
		command: func(string) []string { return []string{tool, "version"} }}

	reports := []*job{english, both, all}
	var base *job
	if python, err := findPeer(ctx, peer, figures); err != nil {
		fmt.Printf("Without ratios: %v.\n", err)
	} else {
		base = &job{name: "pandas, matplotlib, jinja2",
			command: func(out string) []string { return []string{python, peer, figures, out} }}
		reports = append(reports, base)
	}

	const versions = 50
	fmt.Printf("Medians of %d runs in turns (version: of %d), page cache warm, on %d cores.\n\n", runs, versions, runtime.NumCPU())
	if err := alternate(ctx, reports, runs); err != nil {
		return err
	}
	if err := alternate(ctx, []*job{version}, versions); err != nil {
		return err
	}
	printTable(append(reports, version), base)
	return nil
}

// pythons are tried in turn: the packages of a Debian system are seen by its own Python only, which may not be the
// first on the path.
var pythons = []string{"python3", "/usr/bin/python3"}

// findPeer returns a Python that can run the peer's script, or why there is none.
func findPeer(ctx context.Context, script, figures string) (python string, err error) {
	for _, path := range []string{script, figures} {
		if _, err := os.Stat(path); err != nil {
			return "", fmt.Errorf("%s is not there", path)
		}
	}
	for _, python := range pythons {
		if exec.CommandContext(ctx, python, "-c", "import pandas, matplotlib, jinja2").Run() == nil {
			return python, nil
		}
	}
	return "", errors.New("there is no python3 with pandas, matplotlib and jinja2")
}

// alternate runs the jobs in turns, first once each to warm the page cache, then as often as asked.
func alternate(ctx context.Context, jobs []*job, runs int) error {
	for run := range runs + 1 {
		for _, j := range jobs {
			s, err := measure(ctx, j)
			if err != nil {
				return fmt.Errorf("%s: %w", j.name, err)
			}
			if run > 0 {
				j.samples = append(j.samples, s)
			}
		}
	}
	return nil
}

// measure runs a job once, in a new folder that is removed outside the measured time.
func measure(ctx context.Context, j *job) (sample, error) {
	out, err := os.MkdirTemp("", "tradestats-bench-")
	if err != nil {
		return sample{}, err
	}
	defer os.RemoveAll(out)

	folder := filepath.Join(out, "reports")
	args := j.command(folder)
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	start := time.Now()
	err = cmd.Run()
	wall := time.Since(start)
	if err != nil {
		return sample{}, fmt.Errorf("%w\n%s", err, strings.TrimSpace(stderr.String()))
	}
	s := sample{wall: wall, cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), memory: peakMemory(cmd.ProcessState)}
	if j.verify != nil {
		err = j.verify(folder, stdout.String(), &s)
	}
	return s, err
}

// peakMemory returns the peak resident memory of a process that ended, in bytes. The system counts what the process
// was before it became its program too, a copy of this one: some MiB, the least that can be seen.
func peakMemory(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(usage.Maxrss) // bytes there, KiB elsewhere
	}
	return int64(usage.Maxrss) * 1024
}

// printTable prints a row for each job: median time, median time of the processors, which others at work on the
// machine disturb less, largest memory, ratio to the base if there is one, and the targets.
func printTable(jobs []*job, base *job) {
	const row = "%-30s %10s %10s %9s %7s   %s\n"
	fmt.Printf(row, "", "time", "cpu", "memory", "ratio", "target")
	for _, j := range jobs {
		wall, memory := j.median(), j.peak()
		ratio, ratioText := 0.0, ""
		if base != nil && (j.maxTime == 0 || j.maxRatio > 0) {
			ratio = wall.Seconds() / base.median().Seconds()
			ratioText = fmt.Sprintf("%.2f", ratio)
		}
		fmt.Printf(row, j.name, fmt.Sprintf("%.1f ms", wall.Seconds()*1000),
			fmt.Sprintf("%.1f ms", j.medianOf(func(s sample) time.Duration { return s.cpu }).Seconds()*1000), fmt.Sprintf("%.0f MiB", float64(memory)/mebibyte),
			ratioText, j.verdict(ratio, wall, memory))
	}
}

// verdict names each target of the job and whether it is met; a ratio of zero is unknown.
func (j *job) verdict(ratio float64, wall time.Duration, memory int64) string {
	var targets []string
	add := func(met bool, format string, args ...any) {
		word := "missed"
		if met {
			word = "met"
		}
		targets = append(targets, fmt.Sprintf(format, args...)+" "+word)
	}
	if j.maxRatio > 0 && ratio > 0 {
		add(ratio <= j.maxRatio, "ratio ≤ %.2f", j.maxRatio)
	}
	if j.maxTime > 0 {
		add(wall <= j.maxTime, "≤ %d ms", j.maxTime.Milliseconds())
	}
	if j.maxMemory > 0 {
		add(memory <= j.maxMemory, "≤ %d MiB", j.maxMemory/mebibyte)
	}
	return strings.Join(targets, ", ")
}

// median returns the median time of the job's runs.
func (j *job) median() time.Duration {
	return j.medianOf(func(s sample) time.Duration { return s.wall })
}

// medianOf returns the median of a time of the job's runs.
func (j *job) medianOf(of func(sample) time.Duration) time.Duration {
	times := make([]time.Duration, 0, len(j.samples))
	for _, s := range j.samples {
		times = append(times, of(s))
	}
	slices.Sort(times)
	middle := len(times) / 2
	if len(times)%2 == 0 {
		return (times[middle-1] + times[middle]) / 2
	}
	return times[middle]
}

// peak returns the largest memory of the job's runs.
func (j *job) peak() int64 {
	var most int64
	for _, s := range j.samples {
		most = max(most, s.memory)
	}
	return most
}
