//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// A part of a dataset that is loaded under a date takes the undated ones out of sight:
// load says so, the list does, and each command that reads the rest; loaded again with
// its date a file is seen again.
func TestADateHidesWhatHasNone(t *testing.T) {
	s := startServers(t)
	at := address("1", "services")
	first, second := yearsOf(t, "2020.csv", "2020"), yearsOf(t, "2021.csv", "2021")
	well(t, "load", first, second, "-q", "--to", at)
	third := yearsOf(t, "2022.csv", "2022")
	const hidden = "2020.csv, 2021.csv: no date, and so not read beside 2022.csv (of 2025-01), which lacks batis-sc-exports (2020-2021); load it again with its --vintage DATE"
	if got := well(t, "load", third, "--vintage", "2025-01", "--to", at); !strings.Contains(got.errors, "warning: "+hidden) {
		t.Error(got.errors)
	}
	if got := well(t, "load", "--list", "-f", "csv", "--to", at); strings.Count(got.out, `,"not read, for batis-batis@2025-01 has a date"`) != 2 {
		t.Error(got.out)
	}
	read := []string{"get", "batis-sc-exports", "-e", "FRA", "-f", "csv", "--data", at}
	if got := well(t, read...); !strings.Contains(got.errors, hidden) {
		t.Error(got.errors)
	}
	if got := tradestats(append(read, "--as-of", "2025-02")...); strings.Contains(got.errors, hidden) { // which says it in other words
		t.Error(got.errors)
	}
	if got := well(t, "load", first, second, "--vintage", "2025-01", "--to", at); got.errors != "" {
		t.Error(got.errors)
	}
	whole := yearsOf(t, "batis.csv", "2020", "2021", "2022")
	want, got := well(t, append(aggregate, whole)...), well(t, read...)
	if strings.Contains(got.errors, "no date") {
		t.Error(got.errors)
	}
	same(t, "all with their date", want.out, well(t, append(aggregate, at)...).out, 0)
	if n := s.sql(t, "1", "SELECT count(), countIf(vintage = '') FROM default.services"); n != "6\t0" {
		t.Error("rows, and those without a date:", n)
	}

	if got := well(t, "load", third, "--vintage", "2025-06", "--to", at); !strings.Contains(got.errors,
		"2022.csv (of 2025-06) is read in place of 2022.csv, 2020.csv, 2021.csv (of 2025-01) and lacks batis-sc-exports (2020-2021); --as-of 2025-01 reads that") {
		t.Error(got.errors)
	}
}
