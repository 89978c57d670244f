//go:build e2e

package e2e

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// generator writes the large table that the program is measured with; it is not part
// of the repository.
const generator = "../../shared/bench/generate.go"

const tableRows = 1_000_000

// largeTable is a table of a million rows in the layout of BaTIS whose values are made
// up: that of the generator, where it is there.
func largeTable(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	path := filepath.Join(folder, "batis.csv")
	if _, err := os.Stat(generator); err == nil {
		out, err := exec.Command("go", "run", generator, "../datasets/economies/economies.csv", fmt.Sprint(tableRows), path, filepath.Join(folder, "regions.csv")).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return path
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	defer w.Flush()
	fmt.Fprintln(w, "Reporter,Partner,Flow,Item_code,Year,Reported_value,Final_value,Balanced_value")
	made := 0
	for _, reporter := range some {
		for _, partner := range some {
			for k := range 24 * 16 {
				flow, item, year := "XM"[k%2], 'A'+k/2%12, 2005+k/24
				h := fnv.New64a()
				fmt.Fprint(h, reporter, partner, flow, item, year)
				n := h.Sum64()
				if reporter == partner || n%100 < 6 {
					continue
				}
				reported := ""
				if n>>8%10 < 4 {
					reported = "1"
				}
				fmt.Fprintf(w, "%s,%s,%c,S%c,%d,%s,%d.%06d,%d.%08d\n", reporter, partner, flow, item, year, reported, n>>20%1000, n>>30%1_000_000, n>>20%1000, n>>34%100_000_000)
				if made++; made == tableRows {
					return path
				}
			}
		}
	}
	return path
}

// some economies, as the layout codes them.
var some = []string{"AR", "AT", "AU", "BE", "BG", "BR", "CA", "CH", "CL", "CN", "CO", "CZ", "DE", "DK", "EG", "ES", "FI", "FR", "GB", "GR", "HU", "ID", "IE", "IL", "IN",
	"IT", "JP", "KE", "KR", "LT", "LV", "MA", "MX", "MY", "NG", "NL", "NO", "NZ", "PE", "PH", "PL", "PT", "RO", "SE", "SG", "SI", "SK", "TH", "TR", "UA", "US", "UY", "VN", "ZA"}
