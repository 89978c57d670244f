//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Where the peer of the charts and what it draws lie: it is ours, and in the repository.
const (
	peerCharts   = "bench/peer_charts.py"
	chartsPlan   = "bench/charts.csv"
	chartFigures = "datasets/figures"
)

// benchCharts draws twelve charts of 1600x900 and compares with matplotlib, which draws the same figures as the same
// kinds. A fresh process is what a user waits for; a Python's start takes long, so the time inside is compared too.
func benchCharts(ctx context.Context, runs int) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	ours := &job{name: "12 charts", maxRatio: 0.10, maxTime: 250 * time.Millisecond, maxMemory: 60 * mebibyte, verify: verifyCharts,
		command: func(out string) []string { return []string{self, "-draw", out} }}
	single := &job{name: "12 charts, one processor", verify: verifyCharts,
		command: func(out string) []string { return []string{"env", "GOMAXPROCS=1", self, "-draw", out} }}
	jobs := []*job{ours, single}
	var base *job
	if python, err := findMatplotlib(ctx); err != nil {
		fmt.Printf("\nWithout ratios of charts: %v.\n", err)
	} else {
		base = &job{name: "matplotlib", verify: verifyCharts,
			command: func(out string) []string { return []string{python, peerCharts, chartsPlan, chartFigures, out} }}
		jobs = append(jobs, base)
	}
	if err := alternate(ctx, jobs, runs); err != nil {
		return err
	}
	fmt.Println("\nTwelve charts of 1600x900 from the embedded figures, the whole process:")
	printTable(jobs, base)

	fmt.Println("\nThe same runs, from reading the figures to the last file, without the start of the process (cpu: of the whole process):")
	var inside []*job
	for _, j := range jobs {
		inside = append(inside, j.inside())
	}
	if base != nil {
		base = inside[len(inside)-1]
	}
	printTable(inside, base)
	return nil
}

// inside is the job as it timed itself, held to the same ratio.
func (j *job) inside() *job {
	in := &job{name: j.name, maxRatio: j.maxRatio}
	for _, s := range j.samples {
		in.samples = append(in.samples, sample{wall: s.inside, cpu: s.cpu, memory: s.memory})
	}
	return in
}

// verifyCharts asks for twelve images of the right size, and takes the time that the program printed.
func verifyCharts(out, stdout string, s *sample) error {
	files, err := filepath.Glob(filepath.Join(out, "*.png"))
	if err != nil {
		return err
	}
	if len(files) != 12 {
		return fmt.Errorf("%d images, not 12", len(files))
	}
	for _, name := range files {
		if err := verifySize(name); err != nil {
			return err
		}
	}
	s.inside, err = time.ParseDuration(strings.TrimSpace(stdout))
	return err
}

func verifySize(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	c, _, err := image.DecodeConfig(f)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if c.Width != 1600 || c.Height != 900 {
		return fmt.Errorf("%s: %dx%d, not 1600x900", name, c.Width, c.Height)
	}
	return nil
}

// findMatplotlib returns a Python that has it, or why there is none.
func findMatplotlib(ctx context.Context) (python string, err error) {
	for _, path := range []string{peerCharts, chartsPlan, chartFigures} {
		if _, err := os.Stat(path); err != nil {
			return "", fmt.Errorf("%s is not there: run it from the root of the repository", path)
		}
	}
	for _, python := range pythons {
		if exec.CommandContext(ctx, python, "-c", "import matplotlib").Run() == nil {
			return python, nil
		}
	}
	return "", errors.New("there is no python3 with matplotlib (Debian: python3-matplotlib)")
}
