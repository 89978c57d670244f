//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// A file with the years, economies and partners of another one has not therefore its
// figures: it cannot take its place. What a file of the same name has no more is said.
func TestAFileThatLacksFiguresOfAnother(t *testing.T) {
	startServers(t)
	for table, cluster := range map[string][]string{"one": nil, "spread": {"--cluster", "shards"}} {
		at := address("1", table)
		load := func(name, rows string) []string {
			return append([]string{"load", rowsWritten(t, name, batisHead+rows), "--to", at}, cluster...)
		}
		const old = "FR,DE,X,SC,2020,,,5\nIT,DE,X,SC,2021,,,7\n"
		well(t, load("old.csv", old)...)
		fails(t, 2, "does not hold all of that, and so cannot take its place", load("new.csv", "IT,DE,X,SC,2020,,,6\nFR,DE,X,SC,2021,,,8\n")...)
		ask := []string{"get", "batis-sc-exports", "-p", "DEU", "-f", "csv", "-q", "--data", at}
		if got := well(t, ask...).out; strings.Count(got, "old.csv") != 2 || strings.Contains(got, "new.csv") {
			t.Errorf("%s: %s", table, got)
		}
		well(t, load("whole.csv", old+"IT,DE,X,SC,2020,,,6\n")...)
		if got := well(t, ask...).out; strings.Count(got, "whole.csv") != 3 || strings.Contains(got, "old.csv") {
			t.Errorf("%s: %s", table, got)
		}
		if got := well(t, load("whole.csv", old+"IT,DE,X,SC,2022,,,6\n")...); !strings.Contains(got.errors, "the table no longer has 1 of its figures") {
			t.Errorf("%s: %s", table, got.errors)
		}
	}
}

// A load of which not all is known is not read, and is in nobody's way: it can be loaded
// again, and taken out.
func TestALoadOfWhichNotAllIsKnown(t *testing.T) {
	s := startServers(t)
	at := address("1", "trade")
	file := rowsWritten(t, "batis.csv", batisHead+"FR,DE,X,SC,2020,,,5\n")
	well(t, "load", file, "--to", at)
	s.sql(t, "1", "INSERT INTO default.trade_loads (dataset, vintage, attempt, number, kind, name, value) VALUES ('other', '', 77, 1, 'load', 'rows', '3')")
	ask := []string{"get", "batis-sc-exports", "-f", "csv", "-q", "--data", at}
	fails(t, 1, "what is known of the load of other is not whole; load it again, or take it out: tradestats load --remove 'other' --unfinished", ask...)
	if got := well(t, "load", "--list", "-f", "csv", "-q", "--to", at).out; !strings.Contains(got, "batis-batis") || !strings.Contains(got, "other") {
		t.Error(got)
	}
	well(t, "load", file, "-q", "--to", at)
	well(t, "load", "--remove", "other", "--unfinished", "-q", "--to", at)
	if got := well(t, ask...).out; !strings.Contains(got, "FRA,WLD,2020,5") {
		t.Error(got)
	}
}
