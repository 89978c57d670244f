package economy

import (
	"bytes"
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"
)

// samples are real files of publishers, which are not part of this project.
const samples = "../../../shared/samples/"

// Every code and name of the samples is known. Where a row has both, both say
// the same, and the two have been entered apart: in codes.csv and as a name.
func TestSamples(t *testing.T) {
	if _, err := os.Stat(samples); err != nil {
		t.Skip("the publishers' sample files are not here")
	}
	r := registry(t)
	for _, c := range []struct {
		file, system, code, label string
		economies, aggregates     int // different ones
	}{
		{"API_BX.GSR.CCIS.CD_DS2_en_csv_v2_920.csv", "worldbank", "Country Code", "Country Name", 216, 50},
		{"Metadata_Country_API_BX.GSR.CCIS.CD_DS2_en_csv_v2_920.csv", "worldbank", "Country Code", "TableName", 216, 49},
		{"comtrade_semiconductors.csv", "comtrade", "reporterCode", "", 1, 0},
		{"comtrade_semiconductors.csv", "comtrade", "partnerCode", "", 1, 0},
		{"data360_UNCTAD_DE.csv", "worldbank", "REF_AREA", "REF_AREA_LABEL", 205, 2},
		{"estat_isoc_e_dii_sdmx.csv", "eurostat", "geo", "", 32, 2},
		{"estat_isoc_sks_itsp_sex.tsv", "eurostat", `geo\TIME_PERIOD`, "", 35, 1},
		{"eurostat_old_population.tsv", "eurostat", `geo\time`, "", 49, 5},
		{"itu_int_bandwidth.csv", "itu", "entityIso", "entityName", 5, 0},
		{"owid_share-of-individuals-using-the-internet.csv", "owid", "Code", "Entity", 213, 48},
		{"unctadstat_share_of_ict_goods.csv", "unctad", "Economy", "Economy Label", 195, 200},
		{"unctadstat_share_of_ict_goods.csv", "unctad", "Partner", "Partner Label", 0, 1},
	} {
		found := map[string]bool{}
		for _, pair := range pairs(t, c.file, c.code, c.label) {
			code, label := pair[0], pair[1]
			got := shown(t, r, c.system, code, label)
			if got == "?" {
				t.Errorf("%s: %q %q is unknown", c.file, code, label)
			}
			if byLabel := shown(t, r, c.system, "", label); label != "" && byLabel != got {
				t.Errorf("%s: %q is %s, but %q is %s", c.file, code, got, label, byLabel)
			}
			found[got+" "+code+label] = true
		}
		economies := 0
		for key := range found {
			if !strings.HasPrefix(key, "-") && !strings.HasPrefix(key, "=") {
				economies++
			}
		}
		if aggregates := len(found) - economies; economies != c.economies || aggregates != c.aggregates {
			t.Errorf("%s %s: %d economies and %d aggregates, want %d and %d", c.file, c.code, economies, aggregates, c.economies, c.aggregates)
		}
	}
}

// pairs reads the different values of two columns; label may be "". Columns
// packed into the first cell of a table of Eurostat are taken apart.
func pairs(t *testing.T, file, code, label string) [][2]string {
	t.Helper()
	text, err := os.ReadFile(samples + file)
	if err != nil {
		t.Fatal(err)
	}
	reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	reader.FieldsPerRecord, reader.LazyQuotes = -1, true
	if strings.HasSuffix(file, ".tsv") {
		reader.Comma = '\t'
	}
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out [][2]string
	codeAt, labelAt := -1, -1
	for _, row := range rows {
		if reader.Comma == '\t' {
			row = strings.Split(row[0], ",")
		}
		if codeAt < 0 { // the header, after a preamble
			codeAt, labelAt = slices.Index(row, code), slices.Index(row, label)
			continue
		}
		pair := [2]string{row[codeAt], ""}
		if labelAt >= 0 {
			pair[1] = row[labelAt]
		}
		if !slices.Contains(out, pair) {
			out = append(out, pair)
		}
	}
	return out
}
