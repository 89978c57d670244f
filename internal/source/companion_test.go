package source

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCompanions(t *testing.T) {
	for text, want := range map[string]string{
		"\"Country Code\",\"Region\",\"IncomeGroup\",\"SpecialNotes\",\"TableName\",\n\"NAM\",\"\",\"\",\"a\nb\",\"Namibia\",\n": "World Bank metadata of economies",
		"Country Code,Short Name,Region,Income Group\nNAM,Namibia,,\n":                                                           "World Bank metadata of economies",
		"Country Code;Region;IncomeGroup;SpecialNotes;TableName\r\nNAM;;;;Namibia\r\n":                                           "World Bank metadata of economies",
		"INDICATOR_CODE,INDICATOR_NAME,SOURCE_NOTE,SOURCE_ORGANIZATION\nA.B,Use,Note.,ITU\n":                                     "World Bank metadata of indicators",
		"Series Code,Topic,Indicator Name,Short definition\nA.B,Topic,Use,\n":                                                    "World Bank metadata of indicators",
		"Code,License Type,Indicator Name,Long definition,Source\nA.B,CC BY,Use,Long.,ITU\n":                                     "World Bank metadata of indicators",
		"CountryCode,SeriesCode,Year,DESCRIPTION\nNAM,A.B,YR2021,A note\n":                                                       "World Bank footnotes",
		"column,title,description,unit,source\nuse,Use,\"Long, with commas.\",%,ITU\n":                                           "codebook",
		"title\tcode\ttype\tlast update of data\ta\n\"All\"\t\"data\"\t\"folder\"\t\" \"\t\n":                                    "Eurostat table of contents",
		"# Use of the Internet\n\nThis package holds data that stand behind a chart.\n":                                          "words about data",
		"Columns are as follows, in the order of the file:\nEntity, the name of the economy.\nFree to use with attribution.\n":   "words about data",
	} {
		_, err := open(t, text)
		if c, is := IsCompanion(err); !is || c.What != want || c.Name != "x.csv" {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// Nothing that could be a table is passed over: it is refused, so that its
// reader hears of it.
func TestNoCompanions(t *testing.T) {
	for name, text := range map[string]string{
		"a table":                    "country,year,amount\nNAM,2021,5\nNAM,2022,6\n",
		"a table of words":           "a,b,c\nOne sentence that ends in a dot.,b,c\nAnother sentence that ends in a dot.,d,e\nYet another one that ends in it.,f,g\n",
		"a column of numbers":        "1\n2\n3\n",
		"metadata with figures":      "Country Code,Region,IncomeGroup,2021,2022\nNAM,a,b,5,6\n",
		"a codebook with figures":    "name,description,value\na,b,5\n",
		"a codebook with more":       "name,description,amount\na,b,5\n",
		"definitions with figures":   "Code,Definition,2021 [YR2021]\na,b,5\n",
		"a line of words":            "nothing to see\n",
		"sentences above a table":    "Figures of the year, in full, as published.\n\na;b;c\n1;2;3\n4;5;6\n",
		"a title above a wide table": "# Trade in figures\nyear 2020 2021 2022 2023 2024\nNAM 1 2 3 4 5\nKOR 12345 23456 34567 45678 56789\n",
	} {
		_, err := open(t, text)
		if _, is := IsCompanion(err); is || err == nil {
			t.Errorf("%s: %v", name, err)
		}
		var unknown *UnknownLayout
		if !errors.As(err, &unknown) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCompanionFixtures(t *testing.T) {
	names, err := filepath.Glob("testdata/companion*")
	if err != nil || len(names) < 3 {
		t.Fatalf("%v, %v", names, err)
	}
	for _, name := range names {
		if _, err := openFile(t, name); err == nil || !strings.Contains(err.Error(), "no figures") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCompanionSample(t *testing.T) {
	path := filepath.Join(samples, "Metadata_Country_API_BX.GSR.CCIS.CD_DS2_en_csv_v2_920.csv")
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no real file to try: %v", err)
	}
	_, err := openFile(t, path)
	if c, is := IsCompanion(err); !is || c.What != "World Bank metadata of economies" {
		t.Error(err)
	}
}

func FuzzCompanion(f *testing.F) { fuzzLayout(f, "companion") }
