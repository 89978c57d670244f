//go:build e2e

package e2e

import (
	"context"
	"strings"
	"testing"
	"time"

	"tradestats/internal/warehouse"
)

// foreign makes a table that load has not made, of some columns and rows in SQL.
func (s servers) foreign(t *testing.T, name, columns, rows string) (at string) {
	t.Helper()
	s.sql(t, "1", "CREATE TABLE default."+name+" ("+columns+") ENGINE = Memory")
	s.sql(t, "1", "INSERT INTO default."+name+" VALUES "+rows)
	return address("1", name)
}

// figuresAt are the rows of chips at an address, without what all have.
func figuresAt(t *testing.T, at string, more ...string) string {
	t.Helper()
	got := well(t, append([]string{"get", "chips", "-f", "csv", "-q", "--no-embedded", "--data", at}, more...)...)
	var rows []string
	for _, line := range strings.Split(strings.TrimSpace(got.out), "\n")[1:] {
		f := strings.Split(line, ",")
		rows = append(rows, strings.Join([]string{f[1], f[2], f[3], f[4], f[6]}, ","))
	}
	return strings.Join(rows, " ")
}

// A table of another hand needs four columns, and tells partners, units and flags where
// it has them; numbers and texts may be of any type that holds them.
func TestWarehouseTablesOfAnotherHand(t *testing.T) {
	s := startServers(t)
	const plain, partners = "indicator String, economy String, year UInt32, value Float32, unit String", "indicator String, economy String, partner String, year UInt16, value Float64, unit String, flag String"
	for name, of := range map[string]struct{ columns, rows, want string }{
		"plain":    {plain, "('chips', 'FRA', 2020, 5, 'x'), ('chips', 'DEU', 2020, 7, 'x')", "DEU,WLD,2020,7, FRA,WLD,2020,5,"},
		"decimal":  {"indicator String, economy String, year UInt16, value Decimal(18, 4)", "('chips', 'FRA', 2020, 5.25)", "FRA,WLD,2020,5.25,"},
		"whole":    {"indicator String, economy String, year Int32, value Int64", "('chips', 'FRA', 2020, 5)", "FRA,WLD,2020,5,"},
		"padded":   {"indicator FixedString(8), economy FixedString(3), year UInt16, value Float64, flag FixedString(3)", "('chips', 'FRA', 2020, 5, 'b'), ('chips', 'US', 2020, 7, '')", "FRA,WLD,2020,5,b USA,WLD,2020,7,"},
		"partners": {partners, "('chips', 'FRA', 'DEU', 2020, 5, 'x', ''), ('chips', 'FRA', 'USA', 2020, 7, 'x', 'estimated')", "FRA,WLD,2020,12,in part estimated"},
		"world":    {partners, "('chips', 'FRA', 'DEU', 2020, 5, 'x', ''), ('chips', 'FRA', 'WLD', 2020, 7, 'x', '')", "FRA,WLD,2020,7,"},
		"below":    {partners, "('chips', 'FRA', 'DEU', 2020, -0.1, 'x', ''), ('chips', 'FRA', 'USA', 2020, -0.2, 'x', ''), ('chips', 'FRA', 'ITA', 2020, 0.7, 'x', '')", "FRA,WLD,2020,0.4,"},
		"outside":  {partners, "('chips', 'FRA', 'DEU', 2020, 1e25, 'x', ''), ('chips', 'FRA', 'USA', 2020, 1e25, 'x', ''), ('chips', 'FRA', 'DEU', 2021, 1e-15, 'x', ''), ('chips', 'FRA', 'USA', 2021, 3e-15, 'x', '')", "FRA,WLD,2020,2e+25, FRA,WLD,2021,4e-15,"},
	} {
		if got := figuresAt(t, s.foreign(t, name, of.columns, of.rows)); got != of.want {
			t.Errorf("%s: %q; want %q", name, got, of.want)
		}
	}
	if got := figuresAt(t, address("1", "partners"), "-p", "USA,DEU"); got != "FRA,DEU,2020,5, FRA,USA,2020,7,estimated" {
		t.Error(got)
	}
}

// Rows that stand twice are in no sum, whatever their flags, nor values that are no
// numbers.
func TestWarehouseRefusesWhatStandsTwice(t *testing.T) {
	s := startServers(t)
	const plain, partners = "indicator String, economy String, year UInt32, value Float64, flag String", "indicator String, economy String, partner String, year UInt16, value Float64, flag String"
	for name, of := range map[string]struct{ columns, rows, want string }{
		"same":      {plain, "('chips', 'FRA', 2020, 5, ''), ('chips', 'FRA', 2020, 5, '')", "chips, FRA 2020 stands twice; keep one of them, under one of its spellings"},
		"flags":     {plain, "('chips', 'FRA', 2020, 5, ''), ('chips', 'FRA', 2020, 6, 'estimated')", "chips, FRA 2020 stands twice"},
		"partner":   {partners, "('chips', 'FRA', 'DEU', 2020, 5, ''), ('chips', 'FRA', 'DEU', 2020, 5, ''), ('chips', 'FRA', 'USA', 2020, 7, '')", "chips, FRA with DEU 2020 stands twice"},
		"and_flags": {partners, "('chips', 'FRA', 'DEU', 2020, 5, ''), ('chips', 'FRA', 'DEU', 2020, 5, 'estimated'), ('chips', 'FRA', 'USA', 2020, 7, '')", "chips, FRA with DEU 2020 stands twice"},
		"spelled":   {partners, "('chips', 'FRA', 'DEU', 2020, 5, ''), ('chips', 'FRA', 'Germany', 2020, 5, '')", "chips, FRA with DEU 2020 stands twice; keep one of them, under one of its spellings"},
		"nan":       {plain, "('chips', 'ITA', 2020, 0/0, '')", "the value of chips, ITA 2020 is no number"},
		"infinite":  {partners, "('chips', 'ITA', 'DEU', 2020, 1/0, ''), ('chips', 'ITA', 'FRA', 2020, 1, '')", "the value of chips, ITA 2020 is no number"},
	} {
		fails(t, 3, of.want, "get", "chips", "-f", "csv", "-q", "--no-embedded", "--data", s.foreign(t, name, of.columns, of.rows))
	}
	fails(t, 3, "chips, FRA with DEU 2020 stands twice", "get", "chips", "-p", "DEU", "-f", "csv", "-q", "--no-embedded", "--data", address("1", "and_flags"))
}

// What load has made is not read without the table that says which loads are whole.
func TestWarehouseWithoutItsLoads(t *testing.T) {
	s := startServers(t)
	for _, vintage := range []string{"2024-01", "2025-01"} {
		well(t, "load", smallTable(t, 1), "-q", "--vintage", vintage, "--to", address("1", "services"))
	}
	s.sql(t, "1", "RENAME TABLE default.services_loads TO default.elsewhere")
	fails(t, 1, "was made by load, and services_loads is not there for the user default", append(aggregate, address("1", "services"))...)
}

// The line that a row is of may be a whole number of any size, and stands in origins.
func TestWarehouseLinesOfAnotherHand(t *testing.T) {
	s := startServers(t)
	for _, kind := range []string{"UInt8", "UInt16", "UInt32", "UInt64", "Int8", "Int16", "Int32", "Int64"} {
		at := s.foreign(t, "lines_"+kind, "indicator String, economy String, partner String, year UInt16, value Float64, line "+kind,
			"('chips', 'FRA', 'DEU', 2020, 5, 17), ('chips', 'FRA', 'USA', 2020, 7, 101)")
		for partner, origin := range map[string]string{"USA": at + ":101", "WLD": at + ":17-101 (2 rows)"} {
			got := well(t, "get", "chips", "-p", partner, "-f", "csv", "-q", "--no-embedded", "--data", at)
			if !strings.HasSuffix(got.out, ","+origin+"\n") {
				t.Errorf("%s: %s; want %s", kind, got.out, origin)
			}
		}
	}
	at := s.foreign(t, "lines_float", "indicator String, economy String, year UInt16, value Float64, line Float64", "('chips', 'FRA', 2020, 5, 17)")
	fails(t, 1, "the column line is Float64, not a whole number; give a view", "get", "chips", "--no-embedded", "--data", at)
}

// Of a table of another hand it is told when its rows change, and not when its parts are
// merged.
func TestATableOfAnotherHandChanges(t *testing.T) {
	s := startServers(t)
	s.sql(t, "1", "CREATE TABLE default.own (indicator String, economy String, year UInt16, value Float64) ENGINE = MergeTree ORDER BY (indicator, year)")
	insert := func(rows string) { s.sql(t, "1", "INSERT INTO default.own VALUES "+rows) }
	insert("('chips', 'FRA', 2020, 5)")
	insert("('chips', 'DEU', 2020, 5)")
	for _, change := range []struct {
		what string
		make func()
		anew bool
	}{
		{"nothing", func() {}, false},
		{"parts are merged", func() { s.sql(t, "1", "OPTIMIZE TABLE default.own FINAL") }, false},
		{"a row comes", func() { insert("('chips', 'ITA', 2020, 5)") }, true},
		{"a row goes", func() {
			s.sql(t, "1", "ALTER TABLE default.own DELETE WHERE economy = 'ITA'")
			for s.sql(t, "1", "SELECT count() FROM default.own") != "2" {
				time.Sleep(20 * time.Millisecond)
			}
		}, true},
		{"a row comes for another", func() { s.sql(t, "1", "TRUNCATE TABLE default.own"); insert("('chips', 'FRA', 2020, 6)") }, true},
	} {
		var w warehouse.Watch
		if _, err := w.Tables(context.Background(), address("1", "own")); err != nil {
			t.Fatal(err)
		}
		change.make()
		if anew, err := w.Anew(context.Background()); err != nil || anew != change.anew {
			t.Errorf("%s: %t, %v", change.what, anew, err)
		}
	}
}
