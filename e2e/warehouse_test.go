//go:build e2e

package e2e

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// questions are asked of the file and of tables it was loaded into.
var questions = [][]string{
	{"aggregate", "batis-sc-exports", "-e", "world,eu27,lac", "--min-coverage", "0"},
	{"aggregate", "batis-digital-services-exports", "-e", "world,eu27,lac", "--min-coverage", "0"},
	{"aggregate", "batis-sf-imports", "-e", "lac", "--net", "intra", "--min-coverage", "0"},
	{"growth", "batis-digital-services-imports", "-e", "world,AUS,lac"},
	{"growth", "batis-sd-exports", "-e", "AUS,AUT", "-p", "CAN,eu27"},
	{"corridor", "ARG", "AUS", "-i", "batis-sc-exports"},
	{"corridor", "AUS", "lac", "-i", "batis-digital-services-exports"},
	{"get", "batis-sa-exports", "-e", "AUS,ARG", "-p", "DEU,FRA"},
	{"rank", "batis-sj-exports", "--from", "2015"},
}

// One server, and two shards of a cluster, give what the file gives.
func TestWarehouseAnswersAsTheFileDoes(t *testing.T) {
	startServers(t)
	file, m := largeTable(t), newMeter(t)
	well(t, "load", file, "-q", "--to", address("1", "services"))
	well(t, "load", file, "-q", "--to", address("1", "spread"), "--cluster", "shards")
	metered := "clickhouse://" + m.Addr().String() + "/default/services"
	for _, q := range questions {
		began := time.Now()
		want := well(t, append(q, "-f", "csv", "--data", file)...)
		alone := time.Since(began)
		var first said
		for _, at := range []string{metered, address("1", "spread"), address("2", "spread")} {
			m.bytes.Store(0)
			began = time.Now()
			got := well(t, append(q, "-f", "csv", "--data", at)...)
			if at == metered {
				first = got
				t.Logf("%s: %d kB over the wire; %d ms, of the file %d ms", strings.Join(q, " "), m.bytes.Load()/1000, time.Since(began).Milliseconds(), alone.Milliseconds())
				if m.bytes.Load() >= 1e6 {
					t.Errorf("%s: %d bytes over the wire", q, m.bytes.Load())
				}
			}
			same(t, fmt.Sprint(q, " at ", at), want.out, got.out, 0)
			if got.errors != want.errors {
				t.Errorf("%s at %s:\n%s\nthe file:\n%s", q, at, got.errors, want.errors)
			}
			if q[0] != "get" && got.out != first.out { // whose origins name the table
				t.Errorf("%s: one server and two shards differ", q)
			}
		}
	}
}

// same compares two tables: numbers within a tolerance, texts whole, but for origins.
func same(t *testing.T, what, want, got string, tolerance float64) {
	t.Helper()
	a, err := csv.NewReader(strings.NewReader(want)).ReadAll()
	b, err2 := csv.NewReader(strings.NewReader(got)).ReadAll()
	if err != nil || err2 != nil || len(a) < 2 || len(a) != len(b) {
		t.Errorf("%s: %d and %d rows, %v, %v", what, len(a), len(b), err, err2)
		return
	}
	for r := range a {
		for c := range a[r] {
			x, notX := strconv.ParseFloat(a[r][c], 64)
			y, notY := strconv.ParseFloat(b[r][c], 64)
			near := notX == nil && notY == nil && math.Abs(x-y) <= tolerance*math.Max(math.Abs(x), 1e-9)
			if a[r][c] != b[r][c] && !near && a[0][c] != "origin" {
				t.Errorf("%s: row %d, %s: %q and %q", what, r, a[0][c], a[r][c], b[r][c])
				return
			}
		}
	}
}

var aggregate = []string{"aggregate", "batis-sc-exports", "-e", "world", "--min-coverage", "0", "-f", "csv", "-q", "--data"}

// A shard that does not answer, or stops in the middle of a query, leaves no number.
func TestShardStopsInTheMiddleOfAQuery(t *testing.T) {
	s := startServers(t)
	well(t, "load", smallTable(t, 1), "-q", "--to", address("1", "spread"), "--cluster", "shards")
	whole := well(t, append(aggregate, address("1", "spread"))...)

	s.signal(t, "2", syscall.SIGSTOP) // it takes questions and does not answer
	fails(t, 1, "127.0.0.1:"+httpPort+" has not answered for 1s; see that all its shards run and try again", append(aggregate, address("1", "spread")+"?timeout=1s")...)
	time.AfterFunc(time.Second, func() { s.signal(t, "2", syscall.SIGKILL) })
	fails(t, 1, "a shard behind 127.0.0.1:"+httpPort+" does not answer", append(aggregate, address("1", "spread"))...)
	fails(t, 1, "a shard behind 127.0.0.1:"+httpPort+" does not answer", append(aggregate, address("1", "spread"))...)
	fails(t, 1, "cannot reach 127.0.0.2:"+httpPort, append(aggregate, address("2", "spread"))...)
	s.script(t, "up")
	if again := well(t, append(aggregate, address("1", "spread"))...); again.out != whole.out {
		t.Errorf("%s, and before %s", again.out, whole.out)
	}
}

// A load that is cut off counts for nothing; the next one completes it.
func TestShardStopsInTheMiddleOfALoad(t *testing.T) {
	s := startServers(t)
	large, small := largeTable(t), smallTable(t, 1)
	well(t, "load", small, "-q", "--to", address("1", "spread"), "--cluster", "shards")
	before := well(t, append(aggregate, address("1", "spread"))...)

	done := make(chan said, 1)
	go func() { done <- tradestats("load", large, "--to", address("1", "spread"), "--cluster", "shards") }()
	for s.sql(t, "2", "SELECT count() > 50000 FROM default.spread_local") != "1" {
		time.Sleep(5 * time.Millisecond)
	}
	s.signal(t, "2", syscall.SIGKILL)
	if cut := <-done; cut.code != 1 || cut.out != "" || strings.Count(cut.errors, "\n") != 1 || !strings.Contains(cut.errors, "does not answer") {
		t.Fatalf("%+v", cut)
	}
	s.script(t, "up")
	if n := s.sql(t, "1", "SELECT count() > 50000 FROM default.spread"); n != "1" {
		t.Error("the load was not cut off in its middle")
	}
	if now := well(t, append(aggregate, address("1", "spread"))...); now.out != before.out {
		t.Errorf("half a load is seen: %s, and before %s", now.out, before.out)
	}
	for range 2 { // and once more, for nothing
		well(t, "load", large, "-q", "--to", address("1", "spread"), "--cluster", "shards")
		if n := s.sql(t, "1", "SELECT count(), uniqExact(indicator, economy, partner, year) FROM default.spread"); n != "1000000\t1000000" {
			t.Errorf("%s rows and observations after the load", n)
		}
	}
	same(t, "after the load", well(t, append(aggregate, large)...).out, well(t, append(aggregate, address("2", "spread"))...).out, 0)
}

// smallTable is a few rows in the layout of BaTIS; values are multiples of n.
func smallTable(t *testing.T, n int) string {
	t.Helper()
	rows := "Reporter,Partner,Flow,Item_code,Year,Reported_value,Final_value,Balanced_value\n"
	for k, reporter := range some[:8] {
		for m, partner := range some {
			if reporter != partner {
				rows += fmt.Sprintf("%s,%s,X,SC,2019,,,%d\n%s,%s,X,SC,2020,,,%d\n", reporter, partner, n*(k+m+1), reporter, partner, n*(k+m+2))
			}
		}
	}
	return rowsWritten(t, "batis.csv", rows)
}

func rowsWritten(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWhatIsWrongWithAWarehouse(t *testing.T) {
	s := startServers(t)
	well(t, "load", smallTable(t, 1), "-q", "--to", address("1", "services"))
	s.sql(t, "1", "CREATE TABLE default.odd (indicator String, economy String, year String) ENGINE = Memory")
	s.sql(t, "1", "CREATE TABLE default.odder (indicator String, economy String, year UInt16, value String) ENGINE = Memory")
	s.sql(t, "1", "CREATE TABLE default.void (indicator String, economy String, year UInt16, value Float64) ENGINE = Memory")
	host := "127.0.0.1:" + httpPort
	ask := func(at string) []string { return append(aggregate, at) }
	fails(t, 1, "/default/none: no such table; 'tradestats load FILE... --to' makes it", ask(address("1", "none"))...)
	fails(t, 1, host+" has no database nowhere", ask("clickhouse://"+host+"/nowhere/services")...)
	fails(t, 1, "/default/odd has no column value; it has economy, indicator, year", ask(address("1", "odd"))...)
	fails(t, 1, "/default/odder: the column value is String, not a number", ask(address("1", "odder"))...)
	fails(t, 1, "/default/void is empty", ask(address("1", "void"))...)
	fails(t, 1, `does not let the user "reader" in: Wrong password for user reader`, ask("clickhouse://reader:s3cret@"+host+"/default/services")...)
	fails(t, 1, `does not let the user "nobody" in`, ask("clickhouse://nobody@"+host+"/default/services")...)
	fails(t, 1, "127.0.0.1:"+tcpPort+" answers 400 Bad Request, and not as ClickHouse does", ask("clickhouse://127.0.0.1:"+tcpPort+"/default/services")...)
	fails(t, 1, `has no cluster "shard"; there are copied, shards, solo`, "load", smallTable(t, 1), "--to", address("1", "new"), "--cluster", "shard")
	fails(t, 1, "is a table of one server; leave --cluster out", "load", smallTable(t, 1), "--to", address("1", "services"), "--cluster", "shards")
	well(t, "load", smallTable(t, 1), "-q", "--to", address("1", "spread"), "--cluster", "shards")
	fails(t, 1, `is spread over the cluster "shards", not "solo"; say --cluster shards`, "load", smallTable(t, 1), "--to", address("1", "spread"), "--cluster", "solo")
	fails(t, 1, "is spread over a cluster; say --cluster shards", "load", smallTable(t, 1), "--to", address("1", "spread"))
	fails(t, 1, "has odd and not the other of the two tables", "load", smallTable(t, 1), "--to", address("1", "odd"))
	t.Setenv("CLICKHOUSE_PASSWORD", "let me in")
	fails(t, 1, `does not allow this to the user "reader"`, "load", smallTable(t, 1), "--to", "clickhouse://reader@"+host+"/default/new")
	well(t, ask("clickhouse://reader@"+host+"/default/services")...)
}

// What users and files say is never more than a text to a server.
func TestNothingIsInjected(t *testing.T) {
	s := startServers(t)
	small := smallTable(t, 1)
	well(t, "load", small, "-q", "--to", address("1", "services"))
	state := func() string {
		return s.sql(t, "1", "SELECT count() FROM default.services WHERE dataset = 'batis-batis'") + s.sql(t, "1", "SELECT name FROM system.tables WHERE database = 'default' ORDER BY name")
	}
	before := state()
	for _, evil := range []string{`x' OR 1=1 --`, `x'; DROP TABLE default.services; --`, `x\`, `x\' OR 1 --`, "x` ENGINE = Memory; --", "x') UNION ALL SELECT 1 --", `{x:String}`} {
		data := []string{"-q", "--data", address("1", "services")}
		runs := [][]string{
			append([]string{"get", evil}, data...),
			append([]string{"get", "-i", evil}, data...),
			append([]string{"get", "batis-sc-exports", "-e", evil}, data...),
			append([]string{"get", "batis-sc-exports", "-e", "AUS", "-p", evil}, data...),
			append([]string{"get", "batis-sc-exports", "--from", evil}, data...),
			append([]string{"get", "batis-sc-exports", "--to", evil}, data...),
			append([]string{"aggregate", "batis-sc-exports", "--year", evil}, data...),
			append([]string{"aggregate", "batis-sc-exports", "-e", "world", "--group", "world=" + evil}, data...),
			append([]string{"get", "batis-sc-exports", "--prefer", evil}, data...),
			append([]string{"get", "batis-sc-exports", "--as-of", evil}, data...),
			append([]string{"corridor", "AUS", evil}, data...),
			{"get", "batis-sc-exports", "-q", "--data", "clickhouse://127.0.0.1:" + httpPort + "/default/" + escaped(evil)},
			{"get", "batis-sc-exports", "-q", "--data", "clickhouse://127.0.0.1:" + httpPort + "/" + escaped(evil) + "/services"},
			{"get", "batis-sc-exports", "-q", "--data", "clickhouse://" + escaped(evil) + ":" + escaped(evil) + "@127.0.0.1:" + httpPort + "/default/services"},
			{"load", small, "--vintage", evil, "--to", address("1", "services")},
			{"load", small, "--cluster", evil, "--to", address("1", "fresh")},
			{"load", small, "--to", "clickhouse://127.0.0.1:" + httpPort + "/" + escaped(evil) + "/services"},
		}
		for _, args := range runs {
			if got := tradestats(args...); got.code == 0 || got.out != "" {
				t.Errorf("%q: exit %d, %s", args, got.code, got.out)
			}
		}
		if now := state(); now != before {
			t.Fatalf("%s: %s, and before %s", evil, now, before)
		}
		name := "clickhouse://127.0.0.1:" + httpPort + "/default/" + escaped(evil+"_of_tests")
		well(t, "load", small, "-q", "--to", name) // a name is a name
		well(t, append(aggregate, name)...)
		quoted := strings.NewReplacer(`\`, `\\`, "`", "\\`").Replace(evil + "_of_tests")
		s.sql(t, "1", "DROP TABLE default.`"+quoted+"`")
		s.sql(t, "1", "DROP TABLE default.`"+quoted+"_loads`")

		own := rowsWritten(t, "own.csv", "indicator,economy,year,value,unit\n"+`"`+evil+`",FRA,2020,5,"`+evil+"\"\n\""+evil+"\",DEU,2020,7,\""+evil+"\"\n")
		well(t, "load", own, "-q", "--to", address("1", "services"))
		got := well(t, "get", evil, "-e", "FRA,DEU", "-f", "csv", "-q", "--data", address("1", "services"))
		same(t, evil, well(t, "get", evil, "-e", "FRA,DEU", "-f", "csv", "-q", "--data", own).out, got.out, 0)
	}
}

// escaped is a text as a part of an address.
func escaped(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}
