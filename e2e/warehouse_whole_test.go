//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// yearsOf is a file in the layout of BaTIS, of some years.
func yearsOf(t *testing.T, name string, years ...string) string {
	rows := batisHead
	for _, year := range years {
		rows += "FR,DE,X,SC," + year + ",,,5\nFR,US,X,SC," + year + ",,,7\n"
	}
	return rowsWritten(t, name, rows)
}

// listed are the datasets, vintages and files of a table that are read.
func listed(t *testing.T, at string) string {
	t.Helper()
	var out []string
	for _, line := range strings.Split(strings.TrimSpace(well(t, "load", "--list", "-f", "csv", "--to", at).out), "\n")[1:] {
		of := strings.Split(line, ",")
		if of[len(of)-1] != "" { // why not
			continue
		}
		out = append(out, strings.Trim(of[0]+"@"+of[1], "@")+" "+of[2])
	}
	return strings.Join(out, "; ")
}

// A file that holds all of several loads takes the place of all of them, under the name
// of its dataset; one that lacks something of one of them is refused.
func TestOneFileForSeveral(t *testing.T) {
	s := startServers(t)
	for table, cluster := range map[string][]string{"services": nil, "spread": {"--cluster", "shards"}} {
		at := address("1", table)
		load := func(files ...string) said {
			return well(t, append(append([]string{"load", "-q", "--to", at}, cluster...), files...)...)
		}
		load(yearsOf(t, "2020.csv", "2020"), yearsOf(t, "2021.csv", "2021"), yearsOf(t, "2022.csv", "2022"))
		fails(t, 2, "has batis-sc-exports (2020) already, from 2020.csv; part.csv does not hold all of that",
			append(append([]string{"load", "-q", "--to", at}, cluster...), batisPart(t))...)
		load(yearsOf(t, "2021-2022.csv", "2021", "2022"))
		if got := listed(t, at); got != "batis-batis 2020.csv; batis-batis#2 2021-2022.csv" {
			t.Error(got)
		}
		whole := yearsOf(t, "all.csv", "2019", "2020", "2021", "2022")
		load(whole)
		load(whole)
		if got := listed(t, at); got != "batis-batis all.csv" {
			t.Error(got)
		}
		if n := s.sql(t, "1", "SELECT count(), uniqExact(attempt) FROM default."+table); n != "8\t1" {
			t.Error("rows and attempts:", n)
		}
		same(t, table, well(t, append(aggregate, whole)...).out, well(t, append(aggregate, at)...).out, 0)
	}
}

// batisPart has the years of three files, and a partner of one of them only.
func batisPart(t *testing.T) string {
	return rowsWritten(t, "part.csv", batisHead+"FR,DE,X,SC,2020,,,5\nFR,DE,X,SC,2021,,,5\nFR,DE,X,SC,2022,,,5\n")
}

// A file that takes the place of several does so at once: cut off before it drops them,
// it stands alone, and what is left goes with the next load, or when it is removed.
func TestOneFileForSeveralCutOff(t *testing.T) {
	s := startServers(t)
	whole := yearsOf(t, "all.csv", "2020", "2021", "2022")
	want := well(t, append(aggregate, whole)...)
	for table, then := range map[string][]string{"again": {"load", whole}, "removed": {"load", "--remove", "batis-batis"}} {
		at := address("1", table)
		well(t, "load", yearsOf(t, "2020.csv", "2020"), yearsOf(t, "2021.csv", "2021"), yearsOf(t, "2022.csv", "2022"), "-q", "--to", at)
		fails(t, 1, "", "load", whole, "-q", "--to", gated(t, table, func(statement string) bool {
			_, drops, _ := noted(statement)
			return !drops
		}))
		if n := s.sql(t, "1", "SELECT uniqExact(attempt) FROM default."+table); n != "4" {
			t.Error("what is to be dropped has gone:", n)
		}
		if got := listed(t, at); got != "batis-batis all.csv" {
			t.Error(got)
		}
		same(t, table, want.out, well(t, append(aggregate, at)...).out, 0)
		well(t, append(then, "-q", "--to", at)...)
		if n := s.sql(t, "1", "SELECT uniqExact(attempt), (SELECT uniqExact(attempt) FROM default."+table+"_loads) FROM default."+table); table == "again" && n != "1\t1" || table == "removed" && n != "0\t0" {
			t.Error("what was left has not gone:", table, n)
		}
	}
}
