//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A folder of dates and the table that it was loaded into give the same figures of the same
// day, beside embedded ones that are newer and beside a date that a file states itself. All
// figures of the files are made up.
func TestATableIsReadAsItsFolderIs(t *testing.T) {
	startServers(t)
	data, at := t.TempDir(), address("1", "dated")
	file := func(name, text string) {
		t.Helper()
		path := filepath.Join(data, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file("2020/use.csv", "indicator,economy,year,value\ninternet-users,FRA,2019,12\n")
	well(t, "load", data, "-q", "--to", at)
	origin := func(text string) string { return text[strings.LastIndex(text, ",")+1:] }
	for _, more := range [][]string{nil, {"--as-of", "2999"}, {"--as-of", "2021"}, {"--prefer", "use.csv"}, {"--no-embedded"}} {
		q := append([]string{"get", "internet-users", "-e", "FRA", "--year", "2019", "-f", "csv"}, more...)
		want, got := well(t, append(q, "--data", data)...), well(t, append(q, "--data", at)...)
		if strings.TrimSuffix(want.out, origin(want.out)) != strings.TrimSuffix(got.out, origin(got.out)) {
			t.Errorf("%s: %s; of the folder %s", more, got.out, want.out)
		}
		const said = " (of 2020) is older than wdi-internet-users as it comes with the program, of "
		if strings.Contains(want.errors, said) != strings.Contains(got.errors, said) {
			t.Errorf("%s: %s; of the folder %s", more, got.errors, want.errors)
		}
		if alone := well(t, append(q, "--data", at+"/2020")...); !strings.HasPrefix(origin(alone.out), at) {
			t.Errorf("%s: %s", more, alone.out)
		}
	}

	file("2025-01/chips.yaml", "vintage: 2026-02-24\nindicators: [{id: chips, unit: persons, kind: flow, rule: sum}]\n")
	file("2025-01/chips.csv", "economy,year,value\nFRA,2020,5\n")
	const own = "chips.csv is of 2026-02-24 by its own word, after "
	for _, of := range []struct {
		args []string
		want string
	}{
		{[]string{data}, own + "the date of its folder: it counts as of 2026-02-24"},
		{[]string{filepath.Join(data, "2025-01", "chips.csv"), "--vintage", "2025-01"}, own + "--vintage 2025-01: it counts as of 2026-02-24"},
	} {
		if got := well(t, append([]string{"load", "--to", at}, of.args...)...); !strings.Contains(got.errors, of.want) {
			t.Errorf("%s: %s", of.args, got.errors)
		}
		for _, from := range []string{data, at} {
			if got := tradestats("get", "chips", "--as-of", "2025-06", "--data", from); got.code != 2 || !strings.Contains(got.errors, "(of 2026-02-24) is left out: it is after --as-of 2025-06") {
				t.Errorf("%s from %s: exit %d, %s", of.args, from, got.code, got.errors)
			}
		}
	}
}
