package source

import (
	"context"
	"encoding/csv"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tradestats/internal/tidy"
)

func TestUNCTADReads(t *testing.T) {
	for name, want := range map[string]string{
		"unctadstat.csv": `
2:IctProductCategory.ICT00.imports|0|0|2000|16.5|per cent of total merchandise trade|
3:IctProductCategory.ICT00.exports|0|0|2000|17.25|per cent of total merchandise trade|
4:IctProductCategory.ICT00.exports|516|0|2000|0.75|per cent of total merchandise trade|
5:IctProductCategory.ICT00.re-imports|384|0|2000|0|per cent of total merchandise trade|estimated
7:IctProductCategory.ICT01.exports|1100|0|2001|3.5|per cent of total merchandise trade|
`,
		"unctadstat-measures.csv": `
2:Direction.1.flow.US$ at current prices in millions|0000||1999|100.5|million US dollars|
2:Direction.1.flow.Percentage of total world|0000||1999|100|per cent of total world|
3:Direction.1.flow.US$ at current prices in millions|076||1999|1.5|million US dollars|estimated
3:Direction.1.flow.Percentage of total world|076||1999|0.25|per cent of total world|provisional
5:Direction.2.stock.US$ at current prices in millions|076||2000|-2.5|million US dollars|break
5:Direction.2.stock.Percentage of total world|076||2000|0.5|per cent of total world|
`,
		"unctadstat-series.csv": `
2:Series.1|056||2018|3.5|million US dollars|
3:Series.2|056||2018|4.5|million US dollars|estimated
`,
		"unctadstat-pivot.csv": `
2:ShipType.Made-up fleet|World||2019|10|Number of ships|
2:ShipType.Made-up fleet|World||2020|11|Number of ships|
3:ShipType.Made-up fleet|Korea, Republic of||2020|2|Number of ships|estimated
`,
		"unctadstat-period.csv": `
3:Number of made-up calls|276||2021|15|Number of made-up calls|
left out: half-yearly: 1
left out: quarterly: 1
left out: monthly: 1
`,
	} {
		about, got := readFixture(t, name)
		if got != want[1:] {
			t.Errorf("%s:\n%swant\n%s", name, got, want[1:])
		}
		if about.Publisher != "unctadstat" || about.Codes != "unctad" || about.Bilateral != (name == "unctadstat.csv") || about.Own || about.Single {
			t.Errorf("%s: %+v", name, about)
		}
	}
}

func TestUNCTADSeries(t *testing.T) {
	r, err := openFile(t, "testdata/unctadstat.csv")
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.Series(context.Background())
	want := Series{Code: "IctProductCategory.ICT00.exports", Label: "Made-up goods, total, Exports, Percentage of total merchandise trade", Unit: "per cent of total merchandise trade"}
	if err != nil || len(got) != 4 || !slices.Contains(got, want) {
		t.Errorf("%+v, %v; want %+v", got, err, want)
	}
	w := Want{Series: func(code string) bool { return code == want.Code }, From: 2000, To: 2000,
		Partner: func(code, label string) (Side, error) { return Whole, nil }}
	rows, err := written(r, w)
	if want := "3:IctProductCategory.ICT00.exports|0||2000|17.25|per cent of total merchandise trade|\n4:IctProductCategory.ICT00.exports|516||2000|0.75|per cent of total merchandise trade|\n"; err != nil || rows != want {
		t.Errorf("without partner:\n%s%v", rows, err)
	}
}

func TestUNCTADOdd(t *testing.T) {
	const head = "Year,Economy,Economy Label,Flow,Flow Label,"
	for name, c := range map[string]struct{ text, want string }{
		"flows without labels":           {head + "Index\n2000,4,A,01,,1\n2000,4,A,02,,2\n2000,4,A,3,,3\n2000,4,A,24,,4\n", "2:imports|4||2000|1|Index|\n3:exports|4||2000|2|Index|\n4:re-exports|4||2000|3|Index|\n5:re-imports|4||2000|4|Index|\n"},
		"columns in another order":       {"Index,Flow Label,Flow,Economy Label,Economy,Year\n1,Imports,1,A,4,2000\n", "2:imports|4||2000|1|Index|\n"},
		"a column of words added":        {head + "Index,Region\n2000,4,A,1,Imports,1,Asia\n", "2:imports|4||2000|1|Index|\n"},
		"symbols for what is missing":    {head + "Index\n2000,4,A,1,Imports,..\n2000,4,A,1,Imports,_\n2001,4,A,1,Imports,0\n", "4:imports|4||2001|0|Index|\n"},
		"a footnote column without name": {head + "Index,Footnote\n2000,4,A,1,Imports,5,UNCTAD estimate\n", "2:imports|4||2000|5|Index|estimated\n"},
		"a measure that ends in value":   {"Year,Economy,Economy Label,Absolute value,Absolute value Footnote,Absolute value Missing value\n2000,4,A,5,,\n", "2:Absolute value|4||2000|5||\n"},
		"a pivot of one measure":         {"Economy_Code,Economy_Label,2019_Value,2019_Footnote,2019_MissingValue\n004,A,5,Estimated,\n", "2:|004||2019|5||estimated\n"},
		"duties":                         {"Year,DutyType,DutyType Label,Market,Market Label,Origin,Origin Label,Rate,Rate Footnote\n2000,1,MFN,4,A,0000,World,5,\n", "2:DutyType.1|4|0000|2000|5|Rate|\n"},
	} {
		got, err := read(t, c.text, Want{})
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
	}
}

func TestUNCTADRefuses(t *testing.T) {
	const head = "Year,Economy,Economy Label,Index,Index Footnote\n"
	for name, c := range map[string]struct{ text, want string }{
		"a word for a value":  {head + "2000,4,A,1,\n2000,4,A,many,\n", `x.csv:3:4: not a number: "many"`},
		"a hyphen":            {head + "2000,4,A,1,\n2000,4,A,-,\n", `x.csv:3:4: not a number: "-"`},
		"no year":             {head + "20,4,A,1,\n", `x.csv:2:1: not a year: "20"`},
		"no economy":          {head + "2000,,A,1,\n", "x.csv:2:2: no economy"},
		"a row cut off":       {"Year,Economy,Economy Label,Index,\n2000,4,A,1,\n2000,4\n", "x.csv:3:3: fewer fields"},
		"a comma unquoted":    {head + "2000,4,Korea, Rep.,1,,x\n", "x.csv:2:7: 7 fields, the header has 5"},
		"a number cut in two": {"Year,Economy,Economy Label,Index\n2000,4,A,1\n2000,4,A,1,234.5\n", `x.csv:3:5: number in a column without a name: "234.5"`},
		"a column of its own": {"year,economy_label,value\n2000,A,1\n", "x.csv:1: layout not known"},
	} {
		_, err := read(t, c.text, Want{})
		if err == nil || !strings.HasPrefix(bare(err), c.want) || tidy.KindOf(err) != tidy.Data || tidy.HintOf(err) == "" {
			t.Errorf("%s: %v; want %q", name, err, c.want)
		}
	}
}

func TestUNCTADUnits(t *testing.T) {
	for measure, want := range map[string]string{
		"US$ at current prices in millions":                       "million US dollars",
		"US dollars at current prices in millions":                "million US dollars",
		"Millions of US$ at current prices":                       "million US dollars",
		"US$ at current prices":                                   "US dollars",
		"US$ at current prices per capita":                        "US dollars per capita",
		"US$ at constant prices (2015) in millions":               "million US dollars at constant prices of 2015",
		"US$ at constant prices (2015) per capita":                "US dollars per capita at constant prices of 2015",
		"Percentage of total merchandise trade":                   "per cent of total merchandise trade",
		"Percentage by destination":                               "per cent by destination",
		"Growth rate (over previous period)":                      "per cent",
		"Growth rate, year-on-year":                               "per cent",
		"Index Base 2015":                                         "index, base 2015",
		"Median time in port (days)":                              "days",
		"Absolute value":                                          "",
		"US$ at current prices, seasonally adjusted, in millions": "million US dollars",
	} {
		if got := unctadUnit(measure); got != want {
			t.Errorf("%q: %q, want %q", measure, got, want)
		}
	}
}

// The file is of the vintage of the embedded figures: it gives the same.
func TestUNCTADSample(t *testing.T) {
	r, raw := openSample(t, "unctadstat_share_of_ict_goods.csv")
	got := values(t, r)
	flows := map[string]string{"1": "imports", "2": "exports", "3": "re-exports", "24": "re-imports"}
	economies, years, want, estimated := map[string]bool{}, map[string]bool{}, 0, 0
	for _, record := range raw[1:] {
		if record[9] == "" {
			continue
		}
		want++
		if record[10] == "Estimated" {
			estimated++
		}
		economies[record[1]], years[record[0]] = true, true
		row := got["IctProductCategory."+record[7]+"."+flows[record[5]]+" "+record[1]+" "+record[0]]
		if v, err := strconv.ParseFloat(record[9], 64); err != nil || row.Value != v || row.EconomyLabel != record[2] || row.Partner != record[3] || row.Unit != "per cent of total merchandise trade" || row.Flag != strings.ToLower(record[10]) {
			t.Errorf("%v: %+v, %v", record, row, err)
		}
	}
	if len(got) != want || estimated != 2 || len(economies) < 200 || len(years) != 20 {
		t.Errorf("%d rows of %d, %d economies, %d years", len(got), want, len(economies), len(years))
	}
	byISO := map[string]Row{}
	for key, row := range got {
		if iso := isoOfUNCTAD(t)[row.Economy]; iso != "" {
			byISO[strings.Replace(key, " "+row.Economy+" ", " "+iso+" ", 1)] = row
		}
	}
	for _, flow := range []string{"exports", "imports"} {
		agree(t, byISO, "IctProductCategory.ICT00."+flow, "ict-goods-share-"+flow, 1, 5)
	}
}

var unctadISO map[string]string

// isoOfUNCTAD are the codes by UNCTAD's numbers: M49 but for five.
func isoOfUNCTAD(t *testing.T) map[string]string {
	if unctadISO != nil {
		return unctadISO
	}
	f, err := os.Open("../../datasets/economies/economies.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	iso3, m49 := slices.Index(records[0], "iso3"), slices.Index(records[0], "m49")
	unctadISO = map[string]string{"842": "USA", "757": "CHE", "579": "NOR", "251": "FRA", "926": "GBR"}
	for _, record := range records[1:] {
		if n, err := strconv.Atoi(record[m49]); err == nil {
			unctadISO[strconv.Itoa(n)] = record[iso3]
		}
	}
	return unctadISO
}

func FuzzUNCTADStat(f *testing.F) { fuzzLayout(f, "unctadstat") }

// A number in no year is no value: a table of years across may hold others.
func TestUNCTADWithoutYear(t *testing.T) {
	for text, want := range map[string]string{
		"Economy Label,2020_Value,Rank\nNamibia,5,1\n":      "2:|Namibia||2020|5||\n",
		"Economy Label,Year Label,Amount\nNamibia,2020,1\n": "2:Amount|Namibia||2020|1|Amount|\n",
	} {
		if got, err := read(t, text, Want{}); err != nil || got != want {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
	}
}
