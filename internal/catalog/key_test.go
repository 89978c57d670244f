package catalog

import (
	"bytes"
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"tradestats/datasets"
)

// A key names one indicator, and the source of its dataset.
func TestKeys(t *testing.T) {
	c := embeddedCatalog(t)
	owner := map[string]string{}
	for _, d := range c.Datasets {
		for _, i := range d.Indicators {
			if len(i.Keys) == 0 {
				t.Errorf("%s has no key", i.ID)
			}
			for _, key := range i.Keys {
				if other := owner[key]; other != "" {
					t.Errorf("key %s stands for %s and %s", key, other, i.ID)
				}
				owner[key] = i.ID
				source, code, ok := strings.Cut(key, ":")
				if !ok || code == "" || source != d.Source {
					t.Errorf("%s: key %q is not of the source %q", i.ID, key, d.Source)
				}
				if got, ok := c.ByKey(key); !ok || got.ID != i.ID || got.Dataset != d {
					t.Errorf("ByKey(%q) = %s, %v; want %s", key, got.ID, ok, i.ID)
				}
			}
		}
	}
	for _, key := range []string{"", "worldbank:", "owid:IT.NET.USER.ZS", "IT.NET.USER.ZS", "worldbank:it.net.user.zs"} {
		if got, ok := c.ByKey(key); ok {
			t.Errorf("ByKey(%q) = %s", key, got.ID)
		}
	}
}

func TestKeyOfTwoIndicators(t *testing.T) {
	twice := &Dataset{ID: "own", Indicators: []Indicator{{ID: "x", Keys: []string{"a:1"}}, {ID: "y", Keys: []string{"a:1"}}}}
	if _, err := (&Catalog{}).With(twice); err == nil || !strings.Contains(err.Error(), `key "a:1" stands for x and y`) {
		t.Errorf("a key of two indicators: %v", err)
	}
	own := &Dataset{ID: "own", Indicators: []Indicator{{ID: "gdp", Keys: []string{"worldbank:NY.GDP.MKTP.CD"}}}}
	with, err := embeddedCatalog(t).With(own)
	if err != nil {
		t.Fatal(err)
	}
	if i, _ := with.ByKey("worldbank:NY.GDP.MKTP.CD"); i.Dataset != own {
		t.Errorf("the key still is of %v", i.Dataset)
	}
}

// A sample of the publisher has the embedded figures under the key. Breakdowns
// are all totals there, so that the indicator's code alone is the key.
func TestKeysInASample(t *testing.T) {
	rows, at := sample(t, "data360_UNCTAD_DE.csv")
	same := map[string]int{}
	figures := map[string]map[string]string{}
	for _, row := range rows {
		i, ok := embeddedCatalog(t).ByKey(data360Key(row, at))
		if !ok || row[at["OBS_VALUE"]] == "" {
			continue
		}
		unit := map[string]string{"0": "", "6": "million "}[row[at["UNIT_MULT"]]] + row[at["UNIT_MEASURE_LABEL"]]
		if factor, ok := Convert(unit, i.Unit); !ok || factor != 1 {
			t.Fatalf("%s: %q into %q is %v, %v", i.ID, unit, i.Unit, factor, ok)
		}
		if figures[i.ID] == nil {
			figures[i.ID] = embeddedFigures(t, i.File)
		}
		want, ok := figures[i.ID][row[at["REF_AREA"]]+" "+row[at["TIME_PERIOD"]]]
		if !ok {
			continue // the publisher's own groups are not among the figures
		}
		a, _ := strconv.ParseFloat(want, 64)
		b, err := strconv.ParseFloat(row[at["OBS_VALUE"]], 64)
		if err != nil || math.Abs(a-b) > 0.51*i.PublicationUnit() {
			t.Errorf("%s %s %s: %v, embedded %v", i.ID, row[at["REF_AREA"]], row[at["TIME_PERIOD"]], b, a)
		}
		same[i.ID]++
	}
	for id, values := range figures {
		if same[id] != len(values) {
			t.Errorf("%s: %d of %d figures found", id, same[id], len(values))
		}
	}
	if len(figures) != 4 {
		t.Errorf("%d indicators found, want 4", len(figures))
	}
}

// data360Key is the rule that the catalogue states for this source.
func data360Key(row []string, at map[string]int) string {
	key := "data360:" + row[at["INDICATOR"]]
	for _, name := range []string{"SEX", "AGE", "URBANISATION", "COMP_BREAKDOWN_1", "COMP_BREAKDOWN_2", "COMP_BREAKDOWN_3"} {
		if code := row[at[name]]; code != "_T" && code != "_Z" {
			key += "." + code
		}
	}
	return key
}

func sample(t *testing.T, name string) (rows [][]string, at map[string]int) {
	t.Helper()
	f, err := os.Open("../../../shared/samples/" + name)
	if err != nil {
		t.Skip("the publishers' sample files are not here")
	}
	defer f.Close()
	rows, err = csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at = map[string]int{}
	for i, column := range rows[0] {
		at[column] = i
	}
	return rows[1:], at
}

// embeddedFigures reads economy,year,value into "economy year" -> value.
func embeddedFigures(t *testing.T, file string) map[string]string {
	t.Helper()
	text, err := datasets.FS.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, row := range rows[1:] {
		out[row[0]+" "+row[1]] = row[2]
	}
	return out
}
