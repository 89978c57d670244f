//go:build e2e

package e2e

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Of several vintages the newest is used, or that of --as-of, as of folders.
func TestVintagesInAWarehouse(t *testing.T) {
	s := startServers(t)
	at := address("1", "services")
	well(t, "load", smallTable(t, 1), "-q", "--vintage", "2024-01", "--to", at)
	well(t, "load", smallTable(t, 3), "-q", "--vintage", "2025-01", "--to", at)
	newest := well(t, append(aggregate, at)...)
	same(t, "newest", well(t, append(aggregate, smallTable(t, 3))...).out, newest.out, 0)
	old := well(t, append(aggregate, at, "--as-of", "2024-06")...)
	same(t, "as of", well(t, append(aggregate, smallTable(t, 1))...).out, old.out, 0)

	if s := well(t, "diff", smallTable(t, 3), at, "-q"); !strings.Contains(s.out, "observations are the same") {
		t.Error(s.out)
	}

	well(t, "load", smallTable(t, 5), "-q", "--vintage", "2024-01", "--to", at) // one vintage anew
	same(t, "anew", well(t, append(aggregate, smallTable(t, 5))...).out, well(t, append(aggregate, at, "--as-of", "2024-06")...).out, 0)
	if n := s.sql(t, "1", "SELECT count(), uniqExact(attempt) FROM default.services"); !strings.HasSuffix(n, "\t2") {
		t.Errorf("%s rows and attempts", n)
	}
}

// Of two loads of a file at the same time each ends well or says that it is to be run again,
// and half of none is read.
func TestTwoLoadsAtOnce(t *testing.T) {
	s := startServers(t)
	file, at := smallTable(t, 1), address("1", "services")
	want := well(t, append(aggregate, file)...)
	well(t, "load", file, "-q", "--to", at)
	for range 5 {
		results := make(chan said, 2)
		for range 2 {
			go func() { results <- tradestats("load", file, "-q", "--to", at) }()
		}
		a, b := <-results, <-results
		t.Logf("exit %d and %d %s%s", a.code, b.code, a.errors, b.errors)
		if a.code != 0 && a.code != 1 || b.code != 0 && b.code != 1 {
			t.Errorf("exit %d and %d", a.code, b.code)
		}
		for _, one := range []said{a, b} {
			if one.code == 1 && !strings.Contains(one.errors, "run it again") {
				t.Errorf("it does not say what to do: %s", one.errors)
			}
		}
		if got := tradestats(append(aggregate, at)...); got.code == 0 && got.out != want.out {
			t.Errorf("%s; want %s", got.out, want.out)
		} else if got.code != 0 && got.code != 1 || got.code == 1 && got.out != "" {
			t.Errorf("%+v", got)
		}
		well(t, "load", file, "-q", "--to", at)
		if n := s.sql(t, "1", "SELECT count() - uniqExact(indicator, economy, partner, year) FROM default.services"); n != "0" {
			t.Errorf("%s rows too many", n)
		}
		same(t, "afterwards", want.out, well(t, append(aggregate, at)...).out, 0)
	}
}

// Rows that repeat others count once, as in a file; those that contradict others end
// the load.
func TestRepeatedRowsAreLoadedOnce(t *testing.T) {
	s := startServers(t)
	const head = "Reporter,Partner,Flow,Item_code,Year,Reported_value,Final_value,Balanced_value\nFR,DE,X,SC,2020,,,5\nFR,US,X,SC,2020,,,7\n"
	file := rowsWritten(t, "batis.csv", head+"FR,DE,X,SC,2020,,,5\n")
	if got := well(t, "load", file, "--to", address("1", "services")); !strings.Contains(got.errors, "left out: 1 row, the same as earlier ones") {
		t.Error(got.errors)
	}
	if n := s.sql(t, "1", "SELECT count() FROM default.services"); n != "2" {
		t.Error(n, "rows")
	}
	same(t, "repeats", well(t, append(aggregate, file)...).out, well(t, append(aggregate, address("1", "services"))...).out, 0)
	before := well(t, append(aggregate, address("1", "services"))...)
	wrong := rowsWritten(t, "batis.csv", head+"FR,DE,X,SC,2020,,,6\n")
	fails(t, 3, "batis.csv:4: FRA with DEU 2020 of batis-sc-exports stands twice: it has the value 6 here and 5 in line 2", "load", wrong, "--to", address("1", "services"))
	if now := well(t, append(aggregate, address("1", "services"))...); now.out != before.out {
		t.Error("a load that failed is seen")
	}
	if got := well(t, "load", "--list", "--to", address("1", "services")); got.errors != "" {
		t.Error("of a file that is wrong something is left:", got.errors)
	}
}

// Files of every layout come back as they went: with and without partners, with the
// publisher's own groups, with flags, with a declaration beside them.
func TestEveryLayoutInAWarehouse(t *testing.T) {
	startServers(t)
	files, err := filepath.Glob("../internal/source/testdata/*.[ct]*")
	if err != nil {
		t.Fatal(err)
	}
	own := rowsWritten(t, "chips.csv", "indicator,economy,partner,year,value,unit,flag\n"+
		"chips,FRA,DEU,2020,5.25,million US dollars,estimated\nchips,FRA,USA,2020,7,million US dollars,\nchips,DEU,WLD,2020,9,million US dollars,break\nchips,DEU,USA,2020,3,million US dollars,\n")
	declared := "indicators:\n  - {id: chips, unit: million US dollars, kind: flow, rule: sum, name: {en: Chips}}\n"
	if err := os.WriteFile(strings.TrimSuffix(own, "csv")+"yaml", []byte(declared), 0o644); err != nil {
		t.Fatal(err)
	}
	compared := 0
	for k, file := range append(files, own) {
		table := address("1", fmt.Sprintf("layout_%d", k))
		if got := tradestats("load", file, "-q", "--to", table); got.code != 0 {
			if alone := tradestats("list", "indicators", "--no-embedded", "--data", file); alone.code == 0 {
				t.Errorf("%s: %s", file, got.errors)
			}
			continue
		}
		listed := well(t, "list", "indicators", "-f", "csv", "--no-embedded", "--data", file)
		if got := well(t, "list", "indicators", "-f", "csv", "--no-embedded", "--data", table); got.out != listed.out {
			t.Errorf("%s: %s; of the file %s", file, got.out, listed.out)
		}
		rows, err := csv.NewReader(strings.NewReader(listed.out)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		rows = slices.DeleteFunc(rows[1:], func(row []string) bool { return row[4] == "none" }) // years
		for _, row := range rows[:min(len(rows), 5)] {
			for _, more := range [][]string{nil, {"-p", "USA,DEU"}, {"--published"}} {
				q := append([]string{"get", row[0], "-f", "csv", "-q", "--no-embedded"}, more...)
				want, got := tradestats(append(q, "--data", file)...), tradestats(append(q, "--data", table)...)
				if want.code != got.code {
					t.Errorf("%s of %s: exit %d, %s; of the file %d, %s", q, file, got.code, got.errors, want.code, want.errors)
				} else if want.code == 0 {
					same(t, fmt.Sprint(q, " of ", file), want.out, got.out, 0)
					compared++
				}
			}
		}
	}
	t.Logf("%d answers of %d files", compared, len(files)+1)
	if compared < len(files) {
		t.Error("too few answers were compared")
	}
}
