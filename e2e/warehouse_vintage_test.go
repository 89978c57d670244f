//go:build e2e

package e2e

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// One vintage of a table is read as a folder of that date is: by diff, which tells two of
// one table apart, and by --data.
func TestOneVintageOfATable(t *testing.T) {
	s := startServers(t)
	at, data := address("1", "services"), t.TempDir()
	for day, of := range map[string][]string{
		"2024-07":    {batisHead + "FR,DE,X,SC,2020,,,5\nFR,US,X,SC,2020,,,7\n", batisHead + "IT,DE,X,SC,2020,,,3\n"},
		"2025-01-20": {batisHead + "FR,DE,X,SC,2020,,,6\nFR,US,X,SC,2020,,,7\nFR,US,X,SC,2021,,,8\n"},
	} {
		folder := filepath.Join(data, day)
		if err := os.Mkdir(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		var files []string
		whole := of[0]
		for k, rows := range of {
			files = append(files, rowsWritten(t, string(rune('a'+k))+".csv", rows))
			if k > 0 {
				whole += strings.TrimPrefix(rows, batisHead)
			}
		}
		if err := os.WriteFile(filepath.Join(folder, "batis.csv"), []byte(whole), 0o644); err != nil {
			t.Fatal(err)
		}
		well(t, append([]string{"load", "-q", "--vintage", day, "--to", at}, files...)...)
	}

	origins := func(text string) string { // are others
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, row := range rows {
			out = append(out, strings.Join(row[:len(row)-2], ","))
		}
		return strings.Join(out, "\n")
	}
	diff := func(old, new string) string {
		return origins(well(t, "diff", old, new, "-f", "csv", "-q").out)
	}
	for _, days := range [][2]string{{"2024-07", "2025-01-20"}, {"2025-01-20", "2024-07"}, {"2024-07-31", "2025-01-20"}} {
		folders := slices.Clone(days[:])
		for k := range folders {
			folders[k] = filepath.Join(data, strings.TrimSuffix(folders[k], "-31"))
		}
		want, got := diff(folders[0], folders[1]), diff(at+"/"+days[0], at+"/"+days[1])
		if got != want || strings.Count(got, "\n") < 2 {
			t.Errorf("%s: %s; of folders %s", days, got, want)
		}
	}
	if got := well(t, "diff", filepath.Join(data, "2024-07"), at+"/2024-07", "-q"); !strings.Contains(got.out, "2 observations are the same") {
		t.Error(got.out)
	}
	for _, day := range []string{"2024-07", "2025-01-20"} {
		q := []string{"get", "batis-sc-exports", "-f", "csv", "-q", "--data"}
		same(t, day, well(t, append(q, filepath.Join(data, day))...).out, well(t, append(q, at+"/"+day)...).out, 0)
	}

	revised := well(t, "diff", at+"/2024-07", at+"/2025-01-20", "-f", "csv", "-q").out // each value says of which vintage it is
	for _, day := range []string{"/2024-07/", "/2025-01-20/"} {
		if !strings.Contains(revised, at+day) {
			t.Errorf("no origin of %s: %s", day, revised)
		}
	}
	drawn := filepath.Join(t.TempDir(), "x.svg")
	well(t, "chart", "batis-sc-exports", "-q", "--data", at+"/2024-07", "-o", drawn)
	if got := tradestats("whence", drawn, "--data", at); got.code != 5 || !strings.Contains(got.errors, ", where now "+at+"/2025-01-20/") {
		t.Errorf("of an older vintage: %+v", got)
	}

	fails(t, 2, at+" has nothing of 2024-08; it has 2024-07, 2025-01-20", "diff", at+"/2024-08", at)
	fails(t, 2, `the vintage "2024_07" is no date; did you mean 2024-07?`, "diff", at+"/2024_07", at)
	s.foreign(t, "chips", "indicator String, economy String, year UInt16, value Float64", "('chips', 'FRA', 2020, 5)")
	fails(t, 2, "was not made by load, and has no vintages; name all of it: "+address("1", "chips"), "get", "chips", "--data", address("1", "chips")+"/2024-07")
}
