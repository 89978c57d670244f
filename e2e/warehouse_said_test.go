//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The part of a table that one server of a cluster has is not taken for all of it, be it
// of load's or of another hand.
func TestPartOfASpreadTableIsRefused(t *testing.T) {
	s := startServers(t)
	well(t, "load", smallTable(t, 1), "-q", "--to", address("1", "spread"), "--cluster", "shards")
	for _, server := range []string{"1", "2"} {
		fails(t, 1, "/default/spread_local is the part of a table that one server of a cluster has; name "+address(server, "spread"), append(aggregate, address(server, "spread_local"))...)
	}
	s.sql(t, "1", "CREATE TABLE default.pieces (indicator String, economy String, year Int32, value Float64) ENGINE = Memory")
	s.sql(t, "1", "CREATE TABLE default.pieced AS default.pieces ENGINE = Distributed(shards, default, pieces, rand())")
	fails(t, 1, "name "+address("1", "pieced"), append(aggregate, address("1", "pieces"))...)
}

// The command that explain prints has no password, wherever that comes from.
func TestExplainPrintsNoPassword(t *testing.T) {
	startServers(t)
	well(t, "load", smallTable(t, 1), "-q", "--to", address("1", "services"))
	at := "clickhouse://reader:let%20me%20in@127.0.0.1:" + httpPort + "/default/services"
	settings := rowsWritten(t, "settings.yaml", "data: ["+at+"]\n")
	for _, format := range []string{"table", "markdown", "json"} {
		for _, from := range []string{"flag", "config", "environment"} {
			args := []string{"explain", "batis-sc-exports", "AUS", "2020", "-f", format}
			switch from {
			case "flag":
				args = append(args, "--data", at)
			case "config":
				args = append(args, "--config", settings)
			case "environment":
				t.Setenv("TRADESTATS_DATA", at)
			}
			got := well(t, args...)
			os.Unsetenv("TRADESTATS_DATA")
			if said := got.out + got.errors; strings.Contains(said, "let%20me") || strings.Contains(said, "let me") || !strings.Contains(strings.Join(strings.Fields(said), " "), "--data clickhouse://reader@127.0.0.1:"+httpPort+"/default/services") {
				t.Errorf("%s, %s: %s", format, from, said)
			}
		}
	}
	if got := well(t, "explain", "batis-sc-exports", "AUS", "2020", "--data", at); strings.Count(got.out, "127.0.0.1") != 1 || !strings.Contains(got.out, "  batis.csv:") {
		t.Errorf("the address stands in each line: %s", got.out)
	}
	edition := filepath.Join(t.TempDir(), "reports")
	if got := tradestats("report", "world", "--year", "2023", "--lang", "en", "--data", at, "-o", edition, "-q"); got.code != 0 {
		t.Fatal(got.errors)
	}
	err := filepath.WalkDir(edition, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if strings.Contains(string(text), "let%20me") || strings.Contains(string(text), "let me in") {
			t.Errorf("%s has the password", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// A projection whose weights are searched for is moved by the last bit of a value, and
// is the file's.
func TestForecastsFromAWarehouse(t *testing.T) {
	startServers(t)
	rows := batisHead
	for year := 2005; year <= 2022; year++ {
		for k, partner := range some[3:40] {
			rows += fmt.Sprintf("AR,%s,X,SF,%d,,,%d.%07d\n", partner, year, (k+1)*(year-2000)+(year*k)%17, (year*7919+k*104729)%10_000_000)
		}
	}
	file := rowsWritten(t, "batis.csv", rows)
	well(t, "load", file, "-q", "--to", address("1", "services"))
	q := []string{"forecast", "batis-sf-exports", "-e", "ARG", "-f", "csv", "-q", "--data"}
	if got, want := well(t, append(q, address("1", "services"))...), well(t, append(q, file)...); got.out != want.out {
		t.Errorf("%s; of the file %s", got.out, want.out)
	}
}
