//go:build e2e

package e2e

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// sqlOfTheDocs are the statements that docs/clickhouse.md shows: one that reads, and two
// that make tables.
func sqlOfTheDocs(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("../docs/clickhouse.md")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, block := range regexp.MustCompile("(?s)```sql\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		out = append(out, strings.Split(block[1], ";")...)
	}
	if len(out) != 3 {
		t.Fatalf("%d statements of SQL", len(out))
	}
	return out
}

// Tables made as the docs say for copies are loaded and read as those that load makes; a
// Distributed table over copies is refused. Of ReplicatedMergeTree, which needs a service
// of its own, here is what it does on one server.
func TestTablesForCopies(t *testing.T) {
	s := startServers(t)
	replicated := regexp.MustCompile(`ReplicatedMergeTree\([^)]*\)`)
	for _, server := range []string{"1", "2"} {
		for _, statement := range sqlOfTheDocs(t)[1:] {
			if !replicated.MatchString(statement) {
				t.Fatal(statement)
			}
			s.sql(t, server, replicated.ReplaceAllString(statement, "MergeTree"))
		}
	}
	for range 2 {
		well(t, "load", smallTable(t, 1), "-q", "--cluster", "shards", "--to", address("1", "services"))
	}
	same(t, "made by hand", well(t, append(aggregate, smallTable(t, 1))...).out, well(t, append(aggregate, address("2", "services"))...).out, 0)
	if n := s.sql(t, "1", "SELECT count() FROM default.services"); n != "848" {
		t.Error(n, "rows are there")
	}

	fails(t, 1, "the cluster copied keeps copies of its shards, and a copy may not have all rows yet when it is read; name a cluster that has one server of each shard",
		"load", smallTable(t, 1), "--cluster", "copied", "--to", address("1", "other"))
	for _, of := range []string{"", "_loads"} {
		s.sql(t, "1", "CREATE TABLE default.over"+of+" AS default.services"+of+"_local ENGINE = Distributed(copied, default, services"+of+"_local)")
	}
	fails(t, 1, "/default/over is spread over the cluster copied, which keeps copies of its shards, and a copy may not have all rows yet", append(aggregate, address("1", "over"))...)
}

// The SQL of the docs reads past the program what the program reads: of one vintage of
// several all files, of each the load that stands, on one server and on a cluster, also
// beside a load that was cut off and one that has been replaced.
func TestWarehouseSQLOfTheDocs(t *testing.T) {
	s := startServers(t)
	question := sqlOfTheDocs(t)[0]
	more := func(n string) string {
		return rowsWritten(t, "more.csv", batisHead+"FR,DE,X,SC,2019,,,"+n+"\nFR,US,X,SC,2019,,,2\nIT,DE,X,SC,2019,,,"+n+"\n")
	}
	last := rowsWritten(t, "last.csv", batisHead+"SE,DE,X,SC,2019,,,4\nSE,US,X,SC,2019,,,8\n")
	for table, cluster := range map[string][]string{"services": nil, "spread": {"--cluster", "shards"}} {
		for vintage, files := range map[string][]string{"2024-01": {smallTable(t, 1), more("9")}, "2025-01": {smallTable(t, 3), more("5"), last}} {
			for range 2 {
				well(t, append(append([]string{"load", "-q", "--vintage", vintage, "--to", address("1", table)}, cluster...), files...)...)
			}
		}
		check := func() {
			t.Helper()
			got := strings.Split(s.sql(t, "1", strings.ReplaceAll(question, "services", table)), "\n")
			slices.Sort(got)
			rows, err := csv.NewReader(strings.NewReader(well(t, "get", "batis-sc-exports", "--year", "2019", "-f", "csv", "-q", "--data", address("1", table)).out)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			var want []string
			for _, row := range rows[1:] {
				want = append(want, row[1]+"\t"+row[4])
			}
			if !slices.Equal(got, want) || len(want) != 11 {
				t.Errorf("%s: %q; want %q", table, got, want)
			}
		}
		check()
		if cluster == nil { // of which each node is asked past the gate
			cutOff(t, table, smallTable(t, 7), "--vintage", "2025-01")
			check()
			both := rowsWritten(t, "both.csv", batisHead+"FR,DE,X,SC,2019,,,5\nFR,US,X,SC,2019,,,2\nIT,DE,X,SC,2019,,,5\nSE,DE,X,SC,2019,,,4\nSE,US,X,SC,2019,,,8\n")
			fails(t, 1, "", "load", both, "-q", "--vintage", "2025-01", "--to", gated(t, table, func(statement string) bool {
				_, drops, _ := noted(statement)
				return !drops
			}))
			if got := listed(t, address("1", table)); !strings.HasSuffix(got, "both.csv") {
				t.Error(got)
			}
			check()
		}
	}
}

// It does so of files of one's own, each of which is a dataset.
func TestWarehouseSQLOfTheDocsForFilesOfOnesOwn(t *testing.T) {
	s := startServers(t)
	const head = "indicator,economy,partner,year,value\n"
	for name, rows := range map[string]string{"z1.csv": "batis-sc-exports,FRA,DEU,2019,5\nbatis-sc-exports,FRA,USA,2019,7\n", "z12.csv": "batis-sc-exports,ITA,DEU,2019,6\n"} {
		well(t, "load", rowsWritten(t, name, head+rows), "-q", "--vintage", "2025-01", "--to", address("1", "services"))
	}
	got := strings.Split(s.sql(t, "1", sqlOfTheDocs(t)[0]), "\n")
	slices.Sort(got)
	if !slices.Equal(got, []string{"FRA\t12", "ITA\t6"}) || listed(t, address("1", "services")) != "own-z1@2025-01 z1.csv; own-z12@2025-01 z12.csv" {
		t.Errorf("%q, %s", got, listed(t, address("1", "services")))
	}
}

// The YAML of the docs declares a table of another hand, whose shares are then told.
func TestWarehouseYAMLOfTheDocs(t *testing.T) {
	s := startServers(t)
	text, err := os.ReadFile("../docs/clickhouse.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(text), -1)
	if len(blocks) != 1 {
		t.Fatalf("%d blocks of YAML", len(blocks))
	}
	at := s.foreign(t, "chips", "indicator String, economy String, year UInt16, value Float64", "('chip-exports', 'France', 2020, 5), ('chip-exports', 'DEU', 2020, 15)")
	file := filepath.Join(t.TempDir(), "chips.yaml")
	if err := os.WriteFile(file, []byte(regexp.MustCompile(`clickhouse://\S+`).ReplaceAllString(blocks[0][1], at)), 0o600); err != nil {
		t.Fatal(err)
	}
	const share = "share chip-exports -e FRA -f csv -q --data"
	fails(t, 2, "chip-exports is not declared", append(strings.Fields(share), at)...)
	if got := well(t, append(strings.Fields(share), file)...).out; !strings.Contains(got, ",2020,5,world,20,25,") {
		t.Error(got)
	}
}
