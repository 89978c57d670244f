//go:build e2e

package e2e

import (
	"bufio"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// today is a server with the engine of today's ClickHouse, by chDB: Debian's is of 2018.
type today struct{ host string }

// startToday starts it, or skips the test where it is not installed.
func startToday(t *testing.T) today {
	t.Helper()
	const modules = "today/node_modules"
	if _, err := os.Stat(modules); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%v: run npm install in e2e/today", err)
		}
		t.Skipf("%v: npm install in e2e/today installs today's ClickHouse", err)
	}
	for _, name := range []string{"CLICKHOUSE_USER", "CLICKHOUSE_PASSWORD", "CLICKHOUSE_PASSWORD_FILE"} {
		t.Setenv(name, "")
	}
	server := exec.Command("node", "today/server.mjs")
	server.Stderr = os.Stderr
	out, err := server.StdoutPipe()
	if err == nil {
		err = server.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		server.Process.Signal(os.Interrupt)
		server.Wait()
	})
	port, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("today/server.mjs: %v", err)
	}
	s := today{"127.0.0.1:" + strings.TrimSpace(port)}
	t.Logf("ClickHouse %s", s.sql(t, "SELECT version()"))
	return s
}

// address is that of a table.
func (s today) address(table string) string { return "clickhouse://" + s.host + "/default/" + table }

// sql has the server answer, past tradestats.
func (s today) sql(t *testing.T, statement string) string {
	t.Helper()
	return ask(t, s.host, statement)
}

// Today's engine takes the same loads and answers as the file does: the statements are
// written for servers of 2018.
func TestTheEngineOfTodayAnswersAsTheFileDoes(t *testing.T) {
	s := startToday(t)
	file, at := largeTable(t), s.address("services")
	for range 2 { // the second finds the first
		well(t, "load", file, "-q", "--to", at)
	}
	if n := s.sql(t, "SELECT count() FROM default.services"); n != "1000000" {
		t.Errorf("%s rows", n)
	}
	for _, q := range questions {
		want := well(t, append(q, "-f", "csv", "--data", file)...)
		got := well(t, append(q, "-f", "csv", "--data", at)...)
		same(t, strings.Join(q, " "), want.out, got.out, 0)
		if got.errors != want.errors {
			t.Errorf("%s:\n%s\nthe file:\n%s", q, got.errors, want.errors)
		}
	}
	well(t, "load", smallTable(t, 1), "-q", "--vintage", "2024-01", "--to", at)
	listed := well(t, "load", "--list", "-f", "csv", "--to", at).out
	if !strings.Contains(listed, "2024-01") || strings.Count(listed, "\n") != 3 {
		t.Error(listed)
	}
	well(t, "load", "--remove", "batis-batis", "-q", "--to", at)
	if n := s.sql(t, "SELECT count() < 1000 FROM default.services"); n != "1" {
		t.Errorf("rows of the load are left: %s", s.sql(t, "SELECT count() FROM default.services"))
	}
}

// Tables of another hand are read there too, and what cannot be asked is said in one line.
func TestTheEngineOfTodayReadsTablesOfAnotherHand(t *testing.T) {
	s := startToday(t)
	s.sql(t, "CREATE TABLE default.own (indicator LowCardinality(String), economy String, partner String, year Int32, value Decimal(18, 4), flag String) ENGINE = MergeTree ORDER BY (indicator, year)")
	s.sql(t, `INSERT INTO default.own VALUES ('chips', 'FRA', 'DEU', 2020, 5.25, ''), ('chips', 'France', 'it''s \\ not', 2021, 1, ''), ('chips', 'Allemagne', 'USA', 2020, 7, 'estimated')`)
	fails(t, 3, "it's", "get", "chips", "--no-embedded", "--data", s.address("own"))
	s.sql(t, "ALTER TABLE default.own DELETE WHERE year = 2021 SETTINGS mutations_sync = 1")
	if got := figuresAt(t, s.address("own")); got != "DEU,WLD,2020,7,estimated FRA,WLD,2020,5.25," {
		t.Error(got)
	}
	if got := figuresAt(t, s.address("own"), "-p", "DEU"); got != "FRA,DEU,2020,5.25," {
		t.Error(got)
	}
	fails(t, 1, "nothing", "get", "chips", "--no-embedded", "--data", s.address("nothing"))
	s.sql(t, "CREATE TABLE default.bare (indicator String, economy String) ENGINE = MergeTree ORDER BY economy")
	fails(t, 1, "year", "get", "chips", "--no-embedded", "--data", s.address("bare"))
}

// What is left of a load is listed and removed there too, a file takes the place of several,
// one vintage is read alone, and the SQL of the docs reads what the program reads.
func TestTheEngineOfTodayKnowsLoads(t *testing.T) {
	s := startToday(t)
	at := s.address("services")
	for _, vintage := range []string{"2024-01", "2025-01"} {
		well(t, "load", yearsOf(t, "2018.csv", "2018"), yearsOf(t, "2019.csv", "2019"), yearsOf(t, "2020.csv", "2020"), "-q", "--vintage", vintage, "--to", at)
	}
	well(t, "load", yearsOf(t, "all.csv", "2018", "2019"), "-q", "--vintage", "2025-01", "--to", at)
	if got := s.sql(t, sqlOfTheDocs(t)[0]); got != "FRA\t12" {
		t.Error(got)
	}
	newest := s.sql(t, "SELECT dataset, vintage, attempt FROM default.services_loads WHERE vintage = '2025-01' AND value = '2020.csv' AND kind = 'load' FORMAT Values")
	s.sql(t, "ALTER TABLE default.services_loads DROP PARTITION "+newest)
	got := well(t, "load", "--list", "-f", "csv", "--to", at)
	if !strings.Contains(got.out, "\nbatis-batis,2025-01,all.csv,1,1,2,4,2018-2019,\n") || !strings.Contains(got.out, `,2025-01,,1,1,2,2,2020,"not read: cut off, or on its way"`) ||
		strings.Count(got.out, "read with --as-of 2024-01") != 3 {
		t.Error(got.out)
	}
	name, _, _ := strings.Cut(got.errors[strings.Index(got.errors, "--remove '")+len("--remove '"):], "'")
	well(t, "load", "--remove", name, "-q", "--to", at)
	if n := s.sql(t, "SELECT count() FROM default.services"); n != "10" {
		t.Error(n, "rows are left")
	}
	if got := well(t, "diff", at+"/2024-01", at, "-f", "csv", "-q"); strings.Count(got.out, ",gone,") != 1 {
		t.Error(got.out)
	}
}
