//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// A table of another hand gives what the same rows give as a file, whatever it calls
// its economies.
func TestSpellingsInATableOfAnotherHand(t *testing.T) {
	s := startServers(t)
	for k, rows := range [][]string{
		{"FRA,USA,15", "FRA,World,50", "FRA,CHN,7"},
		{"FRA,USA,15", "France,CHN,7", "FR,DEU,3", "Germany,USA,2"},
		{"France,WLD,100.5", "FRA,USA,40", "Germany,USA,10", "DEU,China,15"},
		{"FRA,USA,15", "FRA,EU27,100", `FRA,"Areas, nes",3`, "FRA,World,50"},
		{"World,FRA,15", "FRA,USA,3", "FRA,DEU,4", "FRA,European Union,9"},
		{"FRA,O'Higgins,1", "FRA,USA,1"},
		{"FRA,USA,15", "FRA,United States,100", "FRA,CHN,7"},
		{"FRA,WLD,15", "France,World,100"},
	} {
		table := fmt.Sprintf("spelled_%d", k)
		s.sql(t, "1", "CREATE TABLE default."+table+" (indicator String, economy String, partner String, year Int32, value Float64) ENGINE = Memory")
		file := "indicator,economy,partner,year,value\n"
		for _, row := range rows {
			cells := strings.SplitN(row, ",", 2)
			last := strings.LastIndex(cells[1], ",")
			partner, value := strings.Trim(cells[1][:last], `"`), cells[1][last+1:]
			s.sql(t, "1", fmt.Sprintf("INSERT INTO default.%s VALUES ('chip-exports', '%s', '%s', 2020, %s)", table, cells[0], strings.ReplaceAll(partner, "'", `\'`), value))
			file += fmt.Sprintf("chip-exports,%s,\"%s\",2020,%s\n", cells[0], partner, value)
		}
		path := rowsWritten(t, "chips.csv", file)
		for _, more := range [][]string{nil, {"-p", "USA,CHN"}, {"-e", "FRA"}, {"-p", "WLD"}, {"--published"}} {
			q := append([]string{"get", "chip-exports", "-f", "csv", "-q", "--no-embedded"}, more...)
			want, got := tradestats(append(q, "--data", path)...), tradestats(append(q, "--data", address("1", table))...)
			if k == 7 && more != nil { // the file is not looked at for what nobody asks of it
				continue
			}
			if want.code != got.code {
				t.Errorf("%q %q: exit %d, %s; of the file %d, %s", rows, more, got.code, got.errors, want.code, want.errors)
			} else if want.code == 0 {
				same(t, fmt.Sprint(rows, more), want.out, got.out, 0)
			}
		}
	}
	fails(t, 3, "/default/spelled_6: chip-exports, FRA with USA 2020 stands twice", "get", "chip-exports", "-q", "--no-embedded", "--data", address("1", "spelled_6"))
	fails(t, 3, `/default/spelled_5: economy not known: "O'Higgins"`, "get", "chip-exports", "-q", "--no-embedded", "--data", address("1", "spelled_5"))
}

// What a table of another hand has and figures cannot have is named, with what to do.
func TestOddColumnsOfATableOfAnotherHand(t *testing.T) {
	s := startServers(t)
	for k, odd := range []struct {
		year, value, row string
		code             int
		says             string
	}{
		{"Int32", "Float64", "20200, 5", 3, "20200 of chips is no year; correct it, or leave the row out"},
		{"Int32", "Float64", "-5, 5", 3, "-5 of chips is no year"},
		{"Int32", "Float64", "2020, 1/0", 3, "the value of chips, FRA 2020 is no number"},
		{"Date", "Float64", "'2020-01-01', 5", 1, "the column year is Date, not a whole number; give a view that has it otherwise"},
		{"Int32", "Nullable(Float64)", "2020, 5", 1, "the column value is Nullable(Float64), not a number; give a view that has it otherwise: CREATE VIEW ... AS SELECT ..., assumeNotNull(value) AS value FROM ... WHERE value IS NOT NULL"},
	} {
		table := fmt.Sprintf("odd_%d", k)
		s.sql(t, "1", "CREATE TABLE default."+table+" (indicator String, economy String, year "+odd.year+", value "+odd.value+") ENGINE = Memory")
		s.sql(t, "1", "INSERT INTO default."+table+" VALUES ('chips', 'FRA', "+odd.row+")")
		fails(t, odd.code, odd.says, "get", "chips", "-q", "--no-embedded", "--data", address("1", table))
	}
	s.sql(t, "1", "CREATE VIEW default.even AS SELECT indicator, economy, year, assumeNotNull(value) AS value FROM default.odd_4 WHERE value IS NOT NULL")
	well(t, "get", "chips", "-q", "--no-embedded", "--data", address("1", "even"))
}
