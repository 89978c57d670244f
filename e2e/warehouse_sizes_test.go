//go:build e2e

package e2e

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// More indicators than the text of a query can hold are asked for all the same.
func TestWarehouseOfManyIndicators(t *testing.T) {
	startServers(t)
	var rows strings.Builder
	rows.WriteString("indicator,economy,year,value,unit\n")
	for k := range 3000 {
		fmt.Fprintf(&rows, "the-share-of-something-in-something-else-that-has-a-long-name-as-they-have-number-%d,FRA,2020,%d,%%\n", k, k)
	}
	file, at := rowsWritten(t, "many.csv", rows.String()), address("1", "many")
	well(t, "load", file, "-q", "--to", at)
	if got := well(t, "diff", file, at, "-q"); !strings.Contains(got.out, "observations are the same") {
		t.Error(got.out)
	}
}

// Numbers arrive to their last bit.
func TestWarehouseKeepsEachBit(t *testing.T) {
	s := startServers(t)
	random := rand.New(rand.NewPCG(3, 4))
	var rows strings.Builder
	rows.WriteString("indicator,economy,year,value\n")
	values := map[string]bool{}
	for _, who := range some {
		for year := 1990; year < 2020; year++ {
			v := strconv.FormatFloat(random.ExpFloat64()*float64(uint64(1)<<random.IntN(60)), 'g', -1, 64)
			fmt.Fprintf(&rows, "chips,%s,%d,%s\n", who, year, v)
			values[v] = true
		}
	}
	well(t, "load", rowsWritten(t, "chips.csv", rows.String()), "-q", "--to", address("1", "chips"))
	for _, text := range strings.Fields(s.sql(t, "1", "SELECT value FROM default.chips")) {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil || !values[strconv.FormatFloat(v, 'g', -1, 64)] {
			t.Fatal(text, "was not loaded:", err)
		}
	}
}
