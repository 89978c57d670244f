//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// Of several files of which one fails, those before it stand: it is said which, and what to
// run.
func TestSeveralFilesOfWhichOneFails(t *testing.T) {
	startServers(t)
	at := address("1", "services")
	good, last := yearsOf(t, "2018.csv", "2018"), yearsOf(t, "2020.csv", "2020")
	bad := rowsWritten(t, "2019.csv", batisHead+"FR,DE,X,SC,2019,,,5\nFR,DE,X,SC,2019,,,6\n")
	got := tradestats("load", good, bad, last, "--to", at)
	if got.code != 3 || got.out != "" || strings.Count(got.errors, "\n") != 2 || !strings.Contains(got.errors, "2019.csv:3: FRA with DEU 2019 of batis-sc-exports stands twice") ||
		!strings.Contains(got.errors, "tradestats: loaded before that, and standing in "+at+": 2018.csv; run it again for 2019.csv, 2020.csv, or for all: a file that is loaded twice stands once\n") {
		t.Errorf("%+v", got)
	}
	if got := listed(t, at); got != "batis-batis 2018.csv" {
		t.Error(got)
	}
	fails(t, 3, "2019.csv:3: ", "load", bad, last, "--to", at) // of which nothing stands
}

// A command in a message can be typed as it is: it names the cluster of the table and the
// user of the address.
func TestCommandsInMessages(t *testing.T) {
	startServers(t)
	at := strings.Replace(address("1", "spread"), "//", "//default@", 1)
	remove := func(options string) string {
		return "tradestats load --remove 'batis-batis'" + options + " --cluster shards --to " + at
	}
	well(t, "load", yearsOf(t, "all.csv", "2018", "2019"), "-q", "--cluster", "shards", "--to", at)
	fails(t, 2, "remove the one that is there: "+remove(""), "load", yearsOf(t, "less.csv", "2018"), "--cluster", "shards", "--to", at)
	s := servers{}
	s.sql(t, "1", "INSERT INTO default.spread (dataset, vintage, attempt, indicator, economy, partner, year, value, reported, unit, flag, line) VALUES ('batis-batis', '', 7, 'x', 'FRA', 'DEU', 2020, 1, 0, '', '', 2)")
	got := well(t, "load", "--list", "--to", at)
	if !strings.Contains(got.errors, remove(" --unfinished")+"\n") {
		t.Error(got.errors)
	}
}

// A cluster that the server of the address is none of would have the tables elsewhere.
func TestAClusterOfOtherServers(t *testing.T) {
	s := startServers(t)
	for _, table := range []string{"new", "old"} {
		if table == "old" {
			well(t, "load", smallTable(t, 1), "-q", "--to", address("2", table))
		}
		fails(t, 2, "the cluster solo is of other servers than 127.0.0.2:"+httpPort+": 127.0.0.1; name one of its servers, as "+address("1", table)+", or another cluster",
			"load", smallTable(t, 1), "--cluster", "solo", "--to", address("2", table))
	}
	if got := s.sql(t, "1", "SELECT count() FROM system.tables WHERE database = 'default'"); got != "0" {
		t.Error(got, "tables are there")
	}
	well(t, "load", smallTable(t, 1), "-q", "--cluster", "solo", "--to", address("1", "new"))
}
