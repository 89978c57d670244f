package report

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tradestats/internal/dataset"
	"tradestats/internal/tidy"
)

// A definition that could not be written is refused with its line, before
// anything is computed.
func TestBlocksAreChecked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ block, want string }{
		{"kind: ranking, indicator: gdp", "test.yaml:6: block x: count is 0, at least 2 is needed"},
		{"kind: ranking, indicator: gdp, count: 5, charts: [bars]", "block x: bars is 0"},
		{"kind: regions, indicator: gdp, groups: [europe]", "block x: groups needs at least 2"},
		{"kind: regions, groups: [europe, asia]", "block x: indicator is missing"},
		{"kind: level, indicators: [gdp], charts: [line]", `block x: charts: "line" is none of lines`},
		{"kind: divide, indicator: gdp, groups: [europe, asia], compare: [europe, africa]", `block x: compare: "africa" is none of europe, asia`},
		{"kind: balance, exports: gdp, count: 3", "block x: imports is missing"},
	} {
		text := "id: test\ntitle: {en: Test}\nlanguages: [en]\nheadline: gdp\nblocks:\n  - {id: x, " + c.block + "}\n"
		_, err := parseTopic("test.yaml", []byte(text))
		if err == nil || !strings.Contains(err.Error(), c.want) || tidy.KindOf(err) != tidy.Data {
			t.Errorf("%s: %v, want %q", c.block, err, c.want)
		}
	}
}

// The publisher may print its World before any economy's figures are out.
func TestWorldNewerThanItsReporters(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "made-up.csv")
	rows := "indicator,economy,year,value\n"
	for _, row := range []string{"WLD,2022,100000", "WLD,2023,110000", "WLD,2024,120000", "USA,2022,50000", "USA,2023,60000", "GBR,2022,40000", "GBR,2023,45000"} {
		rows += "digital-services-exports," + row + "\n"
	}
	if err := os.WriteFile(file, []byte(rows), 0o644); err != nil {
		t.Fatal(err)
	}
	o := options(t, filepath.Join(dir, "out"))
	var err error
	if o.Engine, err = dataset.Open(t.Context(), dataset.Options{Data: []string{file}, Economies: o.Economies}); err != nil {
		t.Fatal(err)
	}
	o.Year, o.Formats = 2024, []string{"md"}
	mustRun(t, o)
}
