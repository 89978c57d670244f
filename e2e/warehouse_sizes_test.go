//go:build e2e

package e2e

import (
	"fmt"
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
