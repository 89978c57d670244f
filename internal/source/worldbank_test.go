package source

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// readFixture reads all rows of a file in testdata, one a line.
func readFixture(t *testing.T, name string) (About, string) {
	t.Helper()
	r, err := openFile(t, filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	got, err := written(r, Want{})
	if err != nil {
		t.Fatal(err)
	}
	return r.About(), got
}

func TestWorldBankReads(t *testing.T) {
	for name, c := range map[string]struct{ title, vintage, want string }{
		"worldbank.csv": {"Made-up figures in the layout of World Development Indicators", "2026-02-24", `
6:BX.GSR.CCIS.CD|NAM||2021|1.1111115e+06|US dollars|
7:BX.GSR.CCIS.CD|KOR||2022|2.5e+09|US dollars|
8:BX.GSR.CCIS.CD|WLD||2021|3e+09|US dollars|
8:BX.GSR.CCIS.CD|WLD||2022|4e+09|US dollars|
`},
		"worldbank-excel.csv": {"Made-up figures", "2026-02-24", `
6:IT.NET.USER.ZS|NAM||2021|51.25|per cent of population|
6:IT.NET.USER.ZS|NAM||2022|52|per cent of population|
7:IT.NET.USER.ZS|KOR||2021|97.5|per cent of population|
`},
		"worldbank-databank.csv": {"Made-up Indicators", "2026-07-13", `
2:SP.POP.TOTL|NAM||2021|2.5e+06||
3:NY.GDP.MKTP.KD|NAM||2022|1.25|constant 2015 US dollars|
4:SP.POP.TOTL|BHS||2021|400000||
4:SP.POP.TOTL|BHS||2022|401000||
`},
		"worldbank-time.csv": {"Made-up Indicators", "2026-07-08", `
2:SP.POP.TOTL|NAM||2021|2.5e+06||
3:SP.POP.TOTL|NAM||2022|2.6e+06||
3:NY.GDP.MKTP.CD|NAM||2022|12.5|US dollars|
left out: quarterly: 1
`},
	} {
		about, got := readFixture(t, name)
		if got != c.want[1:] {
			t.Errorf("%s:\n%swant%s", name, got, c.want)
		}
		if about.Title != c.title || about.Vintage != c.vintage || about.Publisher != "worldbank" || about.Codes != "worldbank" {
			t.Errorf("%s: %+v", name, about)
		}
	}
}

func TestWorldBankVariants(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"many indicators, no preamble": {
			"Country Name,Country Code,Indicator Name,Indicator Code,2021,\nNamibia,NAM,A (%),A.B,1,\nNamibia,NAM,C (kt),C.D,2,\n",
			"2:A.B|NAM||2021|1|per cent|\n3:C.D|NAM||2021|2|kt|\n",
		},
		"years descend": {
			"Country Code,Indicator Code,2022,2021\nNAM,A.B,2,1\n",
			"2:A.B|NAM||2022|2||\n2:A.B|NAM||2021|1||\n",
		},
		"a year of a series each": {
			"Country Name,Country Code,2016 [YR2016] - GDP (current US$) [A.B],2016 [YR2016] - Land (sq. km) [C.D]\nNamibia,NAM,1,..\nChad,TCD,..,2\n",
			"2:A.B|NAM||2016|1|US dollars|\n3:C.D|TCD||2016|2|sq. km|\n",
		},
		"counterparts": {
			"Country Name,Country Code,Counterpart-Area Name,Counterpart-Area Code,Series Name,Series Code,2021 [YR2021]\nChad,TCD,World,WLD,Debt (current US$),D.T,5\n",
			"2:D.T.WLD|TCD||2021|5|US dollars|\n",
		},
		"one series without a name": {
			"Country Name,Country Code,2021,2022\nChad,TCD,5,6\n",
			"2:|TCD||2021|5||\n2:|TCD||2022|6||\n",
		},
		"names alone": {
			"Country Name,Indicator Name,2021\nChad,Land (sq. km),5\nData from database: X,,\n",
			"2:Land (sq. km)|Chad||2021|5|sq. km|\n",
		},
		"quarters beside years": {
			"Country Code,Series Code,2021 [YR2021],2021Q1 [2021Q1]\nTCD,A.B,5,6\nNAM,A.B,7,..\n",
			"2:A.B|TCD||2021|5||\n3:A.B|NAM||2021|7||\nleft out: quarterly: 1\n",
		},
	} {
		if got, err := read(t, c.text, Want{}); err != nil || got != c.want {
			t.Errorf("%s:\n%s%v; want\n%s", name, got, err, c.want)
		}
	}
}

func TestWorldBankRefuses(t *testing.T) {
	const head = "\"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"2021\",\"2022\",\n"
	for name, c := range map[string]struct{ text, want string }{
		"a word for a value":      {head + `"Chad","TCD","A","A.B","n/a","",` + "\n", `x.csv:2:5: not a number: "n/a"`},
		"a lost comma":            {head + `"Chad","TCD","A","A.B""1","2",` + "\n", "x.csv:2:7: fewer fields"},
		"a comma too many":        {head + `"Chad","TCD","A","A.B","1","2","3",` + "\n", "x.csv:2:7: 8 fields, the header has 7"},
		"a record that ends":      {head + `"Chad","TCD","A","A.B","1"` + "\n", "x.csv:2:6: fewer fields than the header has"},
		"no economy":              {head + `"Chad","","A","A.B","1","2",` + "\n", "x.csv:2:2: no economy"},
		"no indicator":            {head + `"Chad","TCD","A","","1","2",` + "\n", "x.csv:2:4: no indicator"},
		"a header alone":          {head, "x.csv: a header and no rows"},
		"not of the World Bank":   {"Country Name,Country Code,Continent,2021\nChad,TCD,Africa,5\n", "x.csv:1: layout not known"},
		"a time that is no year":  {"Time,Country Code,GDP [A.B]\nlast,TCD,5\n", `x.csv:2:1: not a year: "last"`},
		"a line below that is no": {head + "Total\n", "x.csv:2:4: no indicator"},
	} {
		_, err := read(t, c.text, Want{})
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v; want %s", name, err, c.want)
		}
	}
}

func TestISODate(t *testing.T) {
	for text, want := range map[string]string{
		"2026-02-24": "2026-02-24", "2/24/2026": "2026-02-24", "24/02/2026": "2026-02-24", "7/13/2026": "2026-07-13",
		"13/07/2026": "2026-07-13", "07/08/2026": "2026-07-08", "08.07.2026": "2026-07-08", "2026/7/8": "2026-07-08",
		"13-Jul-26": "2026-07-13", "24 February 2026": "2026-02-24", "2026-02-24T10:30:00": "2026-02-24", "7/13/2026 0:00": "2026-07-13",
		"7/13/26": "2026-07-13", " 2026-02-24 ": "2026-02-24", "13/13/2026": "", "2026-02-30": "", "February 2026": "", "": "", "1/2": "", "46077": "",
	} {
		if got := isoDate(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestLabelUnit(t *testing.T) {
	for label, want := range map[string]string{
		"ICT service exports (BoP, current US$)":                                      "US dollars",
		"Individuals using the Internet (% of population)":                            "per cent of population",
		"Mobile cellular subscriptions (per 100 people)":                              "per 100 people",
		"Population, total":                                                           "",
		"GDP (current US$)":                                                           "US dollars",
		"GDP (constant 2015 US$)":                                                     "constant 2015 US dollars",
		"GDP per capita, PPP (constant 2021 international $)":                         "constant 2021 international dollars",
		"GDP (current LCU)":                                                           "current LCU",
		"Official exchange rate (LCU per US$, period average)":                        "LCU per US$, period average",
		"Unemployment, total (% of total labor force) (modeled ILO estimate)":         "per cent of total labor force",
		"Gini index (World Bank estimate)":                                            "",
		"Debt service (PPG and IMF only, % of exports of goods, services and income)": "per cent of exports of goods, services and income",
		"Prevalence of stunting (modeled estimate, % of children under 5)":            "per cent of children under 5",
		"ICT service exports (% of service exports, BoP)":                             "per cent of service exports",
		"Carbon dioxide (CO2) emissions (total) excluding LULUCF (Mt CO2e)":           "Mt CO2e",
		"Human capital index (HCI) (scale 0-1)":                                       "scale 0-1",
		"A label (with (nested) parentheses)":                                         "with (nested) parentheses",
		"(alone)":                                                                     "", "lost)": "", "": "", "()": "", "a ()": "",
	} {
		if got := labelUnit(label); got != want {
			t.Errorf("%q: %q, want %q", label, got, want)
		}
	}
}

// samples is where publishers' real files lie, which do not travel with the
// project.
const samples = "../../../shared/samples"

// openSample opens a real file, or skips.
func openSample(t *testing.T, name string) (Reader, [][]string) {
	t.Helper()
	path := filepath.Join(samples, name)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("no real file to try: %v", err)
	}
	records := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff")))
	records.FieldsPerRecord = -1
	raw, err := records.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	r, err := openFile(t, path)
	if err != nil {
		t.Fatal(err)
	}
	return r, raw
}

// figures reads the embedded figures of an indicator: economy, year, value.
func figures(t *testing.T, indicator string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join("../../datasets/figures", indicator+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	raw, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return raw[1:]
}

// values reads all rows and returns them by series, economy and year.
func values(t *testing.T, r Reader) map[string]Row {
	t.Helper()
	out := map[string]Row{}
	if _, err := r.Read(context.Background(), Want{}, func(row Row) error {
		key := row.Code + " " + row.Economy + " " + strconv.Itoa(row.Year)
		if _, twice := out[key]; twice {
			t.Errorf("%s stands twice", key)
		}
		out[key] = row
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// agree compares rows with the embedded figures of an indicator, which are
// rounded to some decimals after a division.
func agree(t *testing.T, got map[string]Row, code, indicator string, divisor float64, decimals int) {
	t.Helper()
	embedded := figures(t, indicator)
	for _, f := range embedded {
		row, there := got[code+" "+f[0]+" "+f[1]]
		want, err := strconv.ParseFloat(f[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		text := strconv.FormatFloat(row.Value/divisor, 'f', decimals, 64)
		if rounded, _ := strconv.ParseFloat(text, 64); !there || rounded != want {
			t.Errorf("%s %v: %v (%v), embedded %v", indicator, f[:2], rounded, there, want)
		}
	}
	if len(embedded) < 100 {
		t.Errorf("%s: only %d figures", indicator, len(embedded))
	}
}

func TestWorldBankSample(t *testing.T) {
	r, raw := openSample(t, "API_BX.GSR.CCIS.CD_DS2_en_csv_v2_920.csv")
	got := values(t, r)
	want := 0
	for _, record := range raw[3:] { // two lines of a preamble, a header
		for k := 4; k < len(record); k++ {
			if record[k] == "" {
				continue
			}
			want++
			row := got["BX.GSR.CCIS.CD "+record[1]+" "+raw[2][k]]
			if v, _ := strconv.ParseFloat(record[k], 64); row.Value != v || row.EconomyLabel != record[0] || row.Unit != "US dollars" {
				t.Errorf("%s %s: %+v, the file has %s", record[1], raw[2][k], row, record[k])
			}
		}
	}
	if len(got) != want || want != 6273 || r.About().Vintage != "2026-02-24" {
		t.Errorf("%d values of %d, %+v", len(got), want, r.About())
	}
	agree(t, got, "BX.GSR.CCIS.CD", "ict-services-exports", 1e6, 3)
}

func FuzzWorldBank(f *testing.F) { fuzzLayout(f, "worldbank") }
