//go:build e2e

package e2e

import (
	"encoding/csv"
	"errors"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tradestats/internal/formula"
)

const figures = "../datasets/figures"

// economies are those whose models and breaks are compared: large and small,
// smooth and not, each with a value in every year.
var economies = []string{"ARG", "BRA", "CHL", "CHN", "COL", "DEU", "ESP", "FRA", "IND", "JPN", "KOR", "MEX", "PRT", "UKR", "USA", "ZAF"}

// exact is how far the same formula may differ between two programs, fitted how
// far two searches for the same minimum may; both relative.
const (
	exact  = 1e-9
	fitted = 1e-4
)

// R computes growth, inequality, Holt's models and breaks on the embedded
// figures on its own; the package formula has to agree.
func TestSecondOpinionByR(t *testing.T) {
	seen := map[string]int{}
	ours := opinions{exports: read(t, "digital-services-exports")}
	ours.plain, ours.weighted = internetUse(t)
	for _, line := range askR(t) {
		name := strings.Split(line[0], "/")
		theirs, err := strconv.ParseFloat(line[1], 64)
		if err != nil {
			t.Fatal(line, err)
		}
		got, reason := ours.of(name)
		if reason != formula.NoReason {
			t.Errorf("%s: none for %q, R has %v", line[0], reason, theirs)
			continue
		}
		tolerance := exact
		if strings.HasPrefix(name[0], "fitted-") {
			tolerance = fitted
			if name[2] == "sse" && got > theirs*(1+1e-6) {
				t.Errorf("%s: %.17g is no minimum, R finds %.17g", line[0], got, theirs)
			}
		}
		if !(math.Abs(got-theirs) <= tolerance*math.Abs(theirs)) {
			t.Errorf("%s: %.17g, R says %.17g", line[0], got, theirs)
		}
		seen[name[0]]++
	}
	n := 2 * len(economies)
	for kind, least := range map[string]int{"growth": 100, "gini": 3, "theil-t": 2, "theil-l": 2,
		"holt": n, "damped": n, "fitted-holt": n, "fitted-damped": n, "break": n} {
		if seen[kind] < least {
			t.Errorf("R gave %d figures of %s, at least %d are due", seen[kind], kind, least)
		}
	}
}

// askR runs the script and returns its lines. Without R there is no second
// opinion: a skip on a desk, a failure where the whole is checked.
func askR(t *testing.T) [][]string {
	t.Helper()
	program, err := exec.LookPath("Rscript")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Rscript in the PATH: install R (on Debian, apt-get install r-base-core)")
		}
		t.Skip("no Rscript in the PATH: no second opinion (on Debian, apt-get install r-base-core)")
	}
	command := exec.Command(program, append([]string{"--vanilla", filepath.Join("r", "second_opinion.R"), figures}, economies...)...)
	command.Env = append(os.Environ(), "LC_ALL=C")
	out, err := command.Output()
	if err != nil {
		var failed *exec.ExitError
		if errors.As(err, &failed) {
			t.Fatalf("Rscript: %v\n%s", err, failed.Stderr)
		}
		t.Fatal(err)
	}
	return records(t, string(out))
}

// records parses a table of CSV and leaves its header out.
func records(t *testing.T, text string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// A series holds the years of an economy and its values.
type series struct {
	years  []int
	values []float64
}

func read(t *testing.T, name string) map[string]series {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(figures, name+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]series{}
	for _, r := range records(t, string(text)) {
		year, err := strconv.Atoi(r[1])
		if err != nil {
			t.Fatal(r, err)
		}
		value, err := strconv.ParseFloat(r[2], 64)
		if err != nil {
			t.Fatal(r, err)
		}
		s := out[r[0]]
		out[r[0]] = series{append(s.years, year), append(s.values, value)}
	}
	return out
}

// in returns the value of a year, NaN for none.
func (s series) in(year int) float64 {
	for k, y := range s.years {
		if y == year {
			return s.values[k]
		}
	}
	return math.NaN()
}

// internetUse returns internet use above zero in 2020, plain and by population.
func internetUse(t *testing.T) (plain, weighted formula.Distribution) {
	t.Helper()
	people := read(t, "population")
	var values, weights []float64
	for economy, s := range read(t, "internet-users") {
		if v, w := s.in(2020), people[economy].in(2020); v > 0 && w > 0 {
			values, weights = append(values, v), append(weights, w)
		}
	}
	weighted, reason := formula.NewDistribution(values, weights)
	if reason != formula.NoReason {
		t.Fatal(reason)
	}
	return weighted.Plain(), weighted
}

// opinions are what the package formula says to R's names.
type opinions struct {
	exports         map[string]series
	plain, weighted formula.Distribution
}

func (o opinions) of(name []string) (float64, formula.Reason) {
	use := o.plain
	if name[1] == "weighted" {
		use = o.weighted
	}
	s := o.exports[name[1]]
	switch name[0] {
	case "growth":
		return formula.LeastSquares(s.years, s.values)
	case "gini":
		return use.Gini()
	case "theil-t":
		return use.TheilT()
	case "theil-l":
		return use.TheilL()
	case "break":
		b, reason := formula.BestBreak(s.years, s.values)
		if name[2] == "index" {
			return float64(b.Index), reason
		}
		return b.F, reason
	}
	f, reason := model(name[0], s.values)
	if name[2] == "sse" {
		return f.SSE, reason
	}
	return f.At(1).Value, reason
}

func model(name string, values []float64) (formula.Fit, formula.Reason) {
	switch name {
	case "holt":
		return formula.Holt(values, 0.8, 0.2, 1)
	case "damped":
		return formula.Holt(values, 0.8, 0.2, 0.9)
	case "fitted-holt":
		return formula.FitHolt(values)
	}
	return formula.FitDamped(values)
}
