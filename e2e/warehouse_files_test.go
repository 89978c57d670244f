//go:build e2e

package e2e

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

const batisHead = "Reporter,Partner,Flow,Item_code,Year,Reported_value,Final_value,Balanced_value\n"

// comtrade is a download of one year, made up.
func comtrade(t *testing.T, year, value int) string {
	const head = "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,flowCode,partnerCode,partner2Code,classificationCode,cmdCode,customsCode,motCode,primaryValue\n"
	row := func(partner, value int) string {
		return fmt.Sprintf("C,A,%d0101,%d,52,%d,156,X,%d,0,H5,8542,C00,0,%d\n", year, year, year, partner, value)
	}
	return rowsWritten(t, fmt.Sprintf("TradeData_%d.csv", year), head+row(842, value)+row(0, 2*value))
}

// Files of a dataset with a year each, a direction each, or an economy each are read as
// one table, loaded at once or one after the other.
func TestOneIndicatorInSeveralFiles(t *testing.T) {
	startServers(t)
	at := address("1", "trade")
	want := func(years ...int) string {
		out := "indicator,economy,partner,year,value,unit,flag,origin\n"
		for _, year := range years {
			out += fmt.Sprintf("hs-8542-exports,CHN,WLD,%d,%d,US dollars,,%s/TradeData_%d.csv:3\n", year, 2*year, at, year)
		}
		return out
	}
	ask := []string{"get", "hs-8542-exports", "-e", "CHN", "-f", "csv", "-q", "--data", at}
	well(t, "load", comtrade(t, 2021, 2021), comtrade(t, 2022, 2022), "-q", "--to", at)
	if got := well(t, ask...); got.out != want(2021, 2022) {
		t.Error(got.out)
	}
	well(t, "load", comtrade(t, 2023, 1), "-q", "--to", at)
	well(t, "load", comtrade(t, 2023, 2023), "-q", "--to", at) // the same file anew
	if got := well(t, ask...); got.out != want(2021, 2022, 2023) {
		t.Error(got.out)
	}

	at = address("1", "services")
	exports, imports := "FR,DE,X,SC,2020,,,5\nFR,US,X,SD,2020,,,7\n", "FR,DE,M,SC,2020,,,6\n"
	well(t, "load", rowsWritten(t, "bx.csv", batisHead+exports), "-q", "--to", at)
	well(t, "load", rowsWritten(t, "bm.csv", batisHead+imports), "-q", "--to", at)
	well(t, "load", rowsWritten(t, "german.csv", batisHead+"DE,US,X,SC,2020,,,9\n"), "-q", "--to", at)
	q := []string{"get", "batis-sc-exports", "batis-sd-exports", "batis-sc-imports", "-f", "csv", "-q", "--data"}
	whole := rowsWritten(t, "batis.csv", batisHead+exports+imports+"DE,US,X,SC,2020,,,9\n")
	same(t, "three files", well(t, append(q, whole)...).out, well(t, append(q, at)...).out, 0)
	files := []string{rowsWritten(t, "bx.csv", batisHead+exports), "--data", rowsWritten(t, "bm.csv", batisHead+imports), "--data", rowsWritten(t, "german.csv", batisHead+"DE,US,X,SC,2020,,,9\n")}
	if got, want := ofNoPlace(well(t, append(q, files...)...).out), ofNoPlace(well(t, append(q, at)...).out); got != want {
		t.Errorf("of the files %s; of the table %s", got, want)
	}
}

// ofNoPlace are rows of figures with the name of a file in place of its path or address.
func ofNoPlace(text string) string {
	return regexp.MustCompile(`,[^,\n]*/`).ReplaceAllString(text, ",")
}

// What reading would refuse is refused by load, and what somebody may not expect of a
// load is said.
func TestFilesThatCannotStandBesideEachOther(t *testing.T) {
	startServers(t)
	at := address("1", "services")
	two := rowsWritten(t, "two.csv", batisHead+"FR,DE,X,SC,2020,,,5\nFR,US,X,SD,2020,,,7\n")
	one := rowsWritten(t, "one.csv", batisHead+"FR,DE,X,SC,2020,,,5\n")
	well(t, "load", two, "-q", "--to", at)
	fails(t, 2, "has batis-sc-exports (2020) already, from two.csv; one.csv does not hold all of that, and so cannot take its place; "+
		"give the date of each with --vintage, or remove the one that is there: tradestats load --remove 'batis-batis' --to "+at, "load", one, "--to", at)
	fails(t, 2, "both have batis-sc-exports (2020) of the same economies", "load", one, two, "--to", address("1", "new"))
	more := rowsWritten(t, "more.csv", batisHead+"FR,DE,X,SC,2020,,,6\nFR,US,X,SD,2020,,,7\nFR,US,X,SD,2021,,,7\n")
	well(t, "load", more, "--to", at) // it has all of the other, and takes its place
	less := rowsWritten(t, "more.csv", batisHead+"FR,DE,X,SC,2020,,,6\n")
	if got := well(t, "load", less, "--to", at); !strings.Contains(got.errors, "the table no longer has batis-sd-exports (2020-2021)") {
		t.Error(got.errors)
	}

	chips := "indicator,economy,year,value,unit\nchips,FRA,2020,%d,euros\n"
	well(t, "load", rowsWritten(t, "chips.csv", fmt.Sprintf(chips, 5)), "-q", "--vintage", "2025-01", "--to", at)
	if got := well(t, "load", rowsWritten(t, "chips.csv", fmt.Sprintf(chips, 6)), "--to", at); !strings.Contains(got.errors,
		"chips.csv has no date, and what has one is read first: chips.csv, of 2025-01; say --vintage DATE") {
		t.Error(got.errors)
	}
}

// A new download of the World Bank's is a vintage of the same dataset, whatever the
// name of its file.
func TestDownloadsWithNamesOfTheirOwn(t *testing.T) {
	startServers(t)
	at := address("1", "wdi")
	download := func(name, day string, value int) string {
		return rowsWritten(t, name, fmt.Sprintf("\"Data Source\",\"Made-up figures in the layout of World Development Indicators\",\n\n\"Last Updated Date\",\"%s\",\n\n"+
			"\"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"2021\",\n\"France\",\"FRA\",\"Individuals using the Internet (%% of population)\",\"IT.NET.USER.ZS\",\"%d\",\n", day, value))
	}
	ask := []string{"get", "internet-users", "-e", "FRA", "-f", "csv", "-q", "--no-embedded", "--data", at}
	value := func(more ...string) string { return strings.Split(well(t, append(ask, more...)...).out, ",")[11] }
	well(t, "load", download("API_1740.csv", "2024-07-16", 40), "-q", "--to", at)
	well(t, "load", download("API_99999.csv", "2025-01-28", 45), "-q", "--to", at)
	if newest, old := value(), value("--as-of", "2024-08"); newest != "45" || old != "40" {
		t.Errorf("newest %s, old %s", newest, old)
	}
	well(t, "load", download("API_100000.csv", "2025-01-28", 46), "-q", "--to", at)
	if newest := value(); newest != "46" {
		t.Error(newest)
	}
	listed := "dataset,vintage,file,indicators,economies,partners,rows,years,note\n" +
		"worldbank-internet-users,2024-07-16,API_1740.csv,1,1,0,1,2021,read with --as-of 2024-07-16\nworldbank-internet-users,2025-01-28,API_100000.csv,1,1,0,1,2021,\n"
	if got := well(t, "load", "--list", "-f", "csv", "--to", at); got.out != listed {
		t.Error(got.out)
	}
	fails(t, 2, "of several vintages; say which one: worldbank-internet-users@2024-07-16, worldbank-internet-users@2025-01-28", "load", "--remove", "worldbank-internet-users", "--to", at)
	fails(t, 2, "did you mean worldbank-internet-users@2024-07-16", "load", "--remove", "worldbank-internet-user@2024-07-16", "--to", at)
	well(t, "load", "--remove", "worldbank-internet-users@2025-01-28", "--to", at)
	if left := value(); left != "40" {
		t.Error(left)
	}
}

// A load is removed from all shards.
func TestRemoveFromACluster(t *testing.T) {
	s := startServers(t)
	at := address("1", "spread")
	well(t, "load", smallTable(t, 1), "-q", "--to", at, "--cluster", "shards")
	fails(t, 1, "is spread over a cluster; say --cluster shards", "load", "--remove", "batis-batis", "--to", at)
	well(t, "load", "--remove", "batis-batis", "--to", address("2", "spread"), "--cluster", "shards")
	if n := s.sql(t, "1", "SELECT count() FROM default.spread"); n != "0" {
		t.Error(n, "rows are left")
	}
	fails(t, 1, at+" holds nothing; ", append(aggregate, at)...)
	if got := well(t, "load", "--list", "--to", at); got.out != "" || !strings.Contains(got.errors, "the table holds nothing") {
		t.Errorf("%q %s", got.out, got.errors)
	}
}
