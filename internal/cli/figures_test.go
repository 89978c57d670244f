package cli

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"tradestats/datasets"
)

// figures OUT INDICATOR CODE,... FROM-TO [CODE:YEAR=+N|CODE:YEAR=]... writes a file of the
// user's of embedded figures: those of some economies and years, with some moved by N
// and some left out. What is moved is made up.
func figures(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 4 {
		ts.Fatalf("usage: figures OUT INDICATOR CODE,... FROM-TO [CODE:YEAR=+N|CODE:YEAR=]...")
	}
	file, err := datasets.FS.Open("figures/" + args[1] + ".csv")
	ts.Check(err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	ts.Check(err)
	codes := strings.Split(args[2], ",")
	from, to, _ := strings.Cut(args[3], "-")
	moved := map[string]string{}
	for _, arg := range args[4:] {
		key, by, ok := strings.Cut(arg, "=")
		if !ok {
			ts.Fatalf("figures: %q has no =", arg)
		}
		moved[key] = by
	}
	out := "indicator,economy,year,value\n"
	for _, r := range rows[1:] {
		by, other := moved[r[0]+":"+r[1]]
		if !slices.Contains(codes, r[0]) || r[1] < from || r[1] > to || other && by == "" {
			continue
		}
		v, err := strconv.ParseFloat(r[2], 64)
		ts.Check(err)
		if other {
			plus, err := strconv.ParseFloat(by, 64)
			ts.Check(err)
			v += plus
		}
		out += fmt.Sprintf("%s,%s,%s,%v\n", args[1], r[0], r[1], strconv.FormatFloat(v, 'f', -1, 64))
	}
	path := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(path), 0o755))
	ts.Check(os.WriteFile(path, []byte(out), 0o644))
}

// addsUp FILE checks that in a file of what changed the parts of each move add up to its
// difference.
func addsUp(ts *testscript.TestScript, neg bool, args []string) {
	rows, err := csv.NewReader(strings.NewReader(ts.ReadFile(args[0]))).ReadAll()
	ts.Check(err)
	at := map[string]int{}
	for k, name := range rows[0] {
		at[name] = k
	}
	moves := 0
	for _, r := range rows[1:] {
		if r[at["kind"]] != "moved" {
			continue
		}
		moves++
		number := func(name string) float64 {
			v, err := strconv.ParseFloat(r[at[name]], 64)
			ts.Check(err)
			return v
		}
		rest, size := number("difference"), max(1, number("then"), number("now"))
		for _, cause := range []string{"new_year", "reporting", "revision", "membership", "method", "not_told_apart"} {
			rest -= number(cause)
		}
		if wrong := number("now") - number("then") - number("difference"); max(rest, -rest, wrong, -wrong) > 1e-9*size {
			ts.Fatalf("%s: the causes do not add up: %v", args[0], r)
		}
	}
	if neg || moves == 0 {
		ts.Fatalf("%s: no move in it", args[0])
	}
}

// swap FILE OLD NEW puts one text in the place of another, which must be there.
func swap(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: swap FILE OLD NEW")
	}
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s: no %q in it", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(text, args[1], args[2])), 0o644))
}
