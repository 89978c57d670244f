//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Units are not mixed by a sum of the server's: it is refused as from the file, or made
// in one unit where one is so many of the other, and a row in another unit repeats none.
func TestTheEngineOfTodayMixesNoUnits(t *testing.T) {
	s := startToday(t)
	const head = "indicator,economy,partner,year,value,unit\n"
	for name, of := range map[string]struct {
		rows, load, get string
	}{
		"yen": {"chips,FRA,DEU,2020,5,million US dollars\nchips,FRA,USA,2020,7,yen\n", `yen.csv:3: the unit "yen" differs from the unit "million US dollars" of line 2, and the sum over the partners of FRA 2020 of chips would mix them; convert`,
			`yen.csv:3: the unit "yen" differs from the unit "million US dollars" of line 2, and the sum over the partners of FRA 2020 of chips would mix them; convert`},
		"scales": {"chips,FRA,DEU,2020,5,million US dollars\nchips,FRA,ITA,2020,0.1,US dollars\nchips,FRA,ESP,2020,0.3,\nchips,FRA,USA,2020,8,thousand US dollars\n", "", ""},
		"twice":  {"chips,FRA,DEU,2020,5,US dollars\nchips,FRA,DEU,2020,5,million US dollars\n", "twice.csv:3: FRA with DEU 2020 of chips stands twice: it has the value 5 million US dollars here and 5 US dollars in line 2", "stands twice"},
		"alone":  {"chips,FRA,,2020,5,US dollars\nchips,FRA,,2020,5,million US dollars\n", "stands twice: it has the value 5 million US dollars here and 5 US dollars in line 2", "stands twice"},
		"again":  {"chips,FRA,DEU,2020,5,million US dollars\nchips,FRA,DEU,2020,5000000,US dollars\n", "", ""},
	} {
		file, at := filepath.Join(t.TempDir(), name+".csv"), s.address("units_"+name)
		if err := os.WriteFile(file, []byte(head+of.rows), 0o600); err != nil {
			t.Fatal(err)
		}
		get := func(data string) []string {
			return []string{"get", "chips", "-f", "csv", "-q", "--no-embedded", "--data", data}
		}
		switch {
		case of.load != "":
			fails(t, 3, of.load, "load", file, "-q", "--to", at)
			fails(t, 3, of.get, get(file)...)
		default:
			well(t, "load", file, "-q", "--to", at)
			same(t, name, well(t, get(file)...).out, well(t, get(at)...).out, 0)
		}
	}
	s.sql(t, "ALTER TABLE default.units_scales UPDATE unit = 'yen' WHERE partner = 'ESP' SETTINGS mutations_sync = 1") // as loads once let through
	fails(t, 3, `scales.csv:4: the unit "yen" differs from the unit "million US dollars" of line 2`, "get", "chips", "-q", "--no-embedded", "--data", s.address("units_scales"))
	s.sql(t, "CREATE TABLE default.own (indicator String, economy String, partner String, year UInt16, value Float64, unit String) ENGINE = MergeTree ORDER BY year")
	s.sql(t, "INSERT INTO default.own VALUES ('chips', 'FRA', 'DEU', 2020, 5, 'yen'), ('chips', 'FRA', 'USA', 2020, 7, 'euros')")
	fails(t, 3, `own: the unit "yen" differs from the unit "euros", and the sum over the partners of FRA 2020 of chips would mix them`, "get", "chips", "--no-embedded", "--data", s.address("own"))
	s.sql(t, "CREATE TABLE default.scaled (indicator String, economy String, partner String, year UInt16, value Float64, unit String) ENGINE = MergeTree ORDER BY year")
	s.sql(t, "INSERT INTO default.scaled VALUES ('chips', 'FRA', 'DEU', 2020, 5, 'million euros'), ('chips', 'FRA', 'USA', 2020, 7, 'euros')")
	if got := figuresAt(t, s.address("scaled")); !strings.HasPrefix(got, "FRA,WLD,2020,5000007,") && !strings.HasPrefix(got, "FRA,WLD,2020,5.000007,") {
		t.Error(got)
	}
	s.sql(t, "CREATE TABLE default.unnamed (indicator String, economy String, partner String, year UInt16, value Float64, unit String) ENGINE = MergeTree ORDER BY year")
	s.sql(t, "INSERT INTO default.unnamed VALUES ('chips', 'FRA', 'DEU', 2020, 5, 'yen'), ('chips', 'FRA', 'USA', 2020, 7, '')")
	if got := well(t, "get", "chips", "-f", "csv", "-q", "--no-embedded", "--data", s.address("unnamed")).out; !strings.Contains(got, "chips,FRA,WLD,2020,12,yen,") {
		t.Error(got)
	}
}
