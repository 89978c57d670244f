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

// The SQL of the docs reads past the program what the program reads, of one vintage of
// several, on one server and on a cluster.
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
	for table, cluster := range map[string][]string{"services": nil, "spread": {"--cluster", "shards"}} {
		for vintage, file := range map[string]string{"2024-01": smallTable(t, 1), "2025-01": smallTable(t, 3)} {
			for range 2 {
				well(t, append([]string{"load", file, "-q", "--vintage", vintage, "--to", address("1", table)}, cluster...)...)
			}
		}
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
		if !slices.Equal(got, want) || len(want) != 8 {
			t.Errorf("%s: %q; want %q", table, got, want)
		}
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
