//go:build e2e

package e2e

import (
	"encoding/csv"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The SQL of the docs reads past the program what the program reads: of one vintage of
// several all files, of each the load that stands, on one server and on a cluster, also
// beside a load that was cut off and one that has been replaced.
func TestWarehouseSQLOfTheDocs(t *testing.T) {
	s := startServers(t)
	text, err := os.ReadFile("../docs/clickhouse.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```sql\n(.*?)```").FindAllStringSubmatch(string(text), -1)
	if len(blocks) != 1 {
		t.Fatalf("%d blocks of SQL", len(blocks))
	}
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
			got := strings.Split(s.sql(t, "1", strings.ReplaceAll(blocks[0][1], "services", table)), "\n")
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
