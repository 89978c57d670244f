//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// What was left out of a file is said by each command that reads the table, as by one that
// reads the file.
func TestWhatWasLeftOutIsSaidWhenReading(t *testing.T) {
	startServers(t)
	at := address("1", "services")
	file := rowsWritten(t, "batis.csv", batisHead+"FR,DE,X,SC,2020,,,5\nFR,DE,X,SC,2020,,,5\nXQ9,DE,X,SC,2020,,,5\nFR,XQ8,X,SC,2020,,,7\n")
	ask := []string{"get", "batis-sc-exports", "-f", "csv", "--data"}
	of := well(t, append(ask, file)...)
	well(t, "load", file, "-q", "--to", at)
	got := well(t, append(ask, at)...)
	same(t, "what is left", of.out, got.out, 0)
	for _, text := range []string{
		`names that are no economy are left out, with their rows: "XQ9"`, `partners that are no economy are in no total: "XQ8"`,
	} {
		if !strings.Contains(of.errors, text) || !strings.Contains(got.errors, at+"/batis.csv: "+text) {
			t.Errorf("%s: %s; of the file %s", text, got.errors, of.errors)
		}
	}
	if !strings.Contains(got.errors, at+"/batis.csv: left out: 1 row, the same as earlier ones") {
		t.Error(got.errors)
	}
	if got := well(t, "get", "digital-services-exports", "--year", "2020", "--data", at); strings.Contains(got.errors, "XQ9") {
		t.Error("what is read is not of the table:", got.errors)
	}
}
