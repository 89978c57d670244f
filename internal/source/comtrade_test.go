package source

import (
	"strconv"
	"strings"
	"testing"

	"tradestats/internal/tidy"
)

func TestComtradeReads(t *testing.T) {
	for name, want := range map[string]string{
		"comtrade.csv": `
2:hs-8542-exports|156|842|2020|1250.5|US dollars|
3:hs-8542-exports|156|0|2020|2000|US dollars|
8:hs-0101-imports|516|842|2020|7|US dollars|
10:hs-total-re-exports|516|842|2020|3|US dollars|
left out: breakdown by second partner, transport or customs procedure: 3
left out: monthly: 1
`,
		"comtrade-labels.csv": `
2:hs-8542-exports|NAM|W00|2020|12.5|US dollars|
3:hs-8542-domestic-exports|NAM|KOR|2020|2.5|US dollars|
4:sitc-776-exports|NAM|KOR|2020|4|US dollars|
5:bec-111-exports|NAM|KOR|2020|5|US dollars|
6:eb-si-exports|NAM|KOR|2020|6|US dollars|
left out: breakdown by second partner, transport or customs procedure: 1
`,
		"comtrade-legacy.csv": `
2:hs-0105-imports|AFG|WLD|2009|309|US dollars|
3:hs-0105-exports|AFG|AUS|2009|7|US dollars|
left out: monthly: 1
`,
		"comtrade-bulk.csv": `
2:hs-09-imports|516|0|2012|309|US dollars|
3:hs-090111-exports|516|36|2012|7|US dollars|
4:hs-854231-re-exports|516|36|2012|2|US dollars|
5:hs-total-re-imports|516|36|2012|3|US dollars|
6:sitc-71-imports|516|36|2012|4|US dollars|
`,
		"comtrade-wits.csv": `
2:hs-8542-gross-exports|NAM|WLD|2019|12.5|thousand US dollars|
3:hs-8542-exports|NAM|KOR|2019|2.5|thousand US dollars|
4:hs-8542-imports|NAM|KOR|2019|1.5|thousand US dollars|
`,
		"comtrade-wits-page.csv": `
2:hs-854231-exports|Namibia|World|2019|12.5|thousand US dollars|
3:hs-854231-re-exports|Namibia|Botswana|2019|2.5|thousand US dollars|
`,
	} {
		about, got := readFixture(t, name)
		if got != want[1:] {
			t.Errorf("%s:\n%swant\n%s", name, got, want[1:])
		}
		if about.Publisher != "comtrade" || about.Codes != "comtrade" || !about.Bilateral || about.Own || about.Single {
			t.Errorf("%s: %+v", name, about)
		}
	}
}

func TestComtradeLabels(t *testing.T) {
	for name, want := range map[string][]Series{
		"comtrade.csv": {
			{"hs-8542-exports", "HS 8542, exports", "US dollars"}, {"hs-0101-imports", "HS 0101, imports", "US dollars"},
			{"hs-total-re-exports", "All commodities, re-exports", "US dollars"},
		},
		"comtrade-legacy.csv": {
			{"hs-0105-imports", "Made-up poultry, live, imports", "US dollars"}, {"hs-0105-exports", "Made-up poultry, live, exports", "US dollars"},
		},
	} {
		r, err := openFile(t, "testdata/"+name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.Series(t.Context())
		if err != nil || len(got) != len(want) {
			t.Fatalf("%s: %+v, %v", name, got, err)
		}
		for k := range want {
			if got[k] != want[k] {
				t.Errorf("%s: %+v, want %+v", name, got[k], want[k])
			}
		}
	}
}

// Without a partner the row of the World is the total, and the others are not
// added to it.
func TestComtradeTotals(t *testing.T) {
	r, err := openFile(t, "testdata/comtrade.csv")
	if err != nil {
		t.Fatal(err)
	}
	got, err := written(r, Want{Partner: everyPartner, Series: func(code string) bool { return code == "hs-8542-exports" }})
	want := "3:hs-8542-exports|156||2020|2000|US dollars|\nleft out: breakdown by second partner, transport or customs procedure: 3\nleft out: monthly: 1\n"
	if err != nil || got != want {
		t.Errorf("%s%v; want\n%s", got, err, want)
	}
}

func TestComtradeOdd(t *testing.T) {
	const head = "reporterCode,partnerCode,flowCode,cmdCode,refYear,primaryValue,classificationCode"
	for name, c := range map[string]struct{ text, want string }{
		"names of another tool":         {"ref_year,reporter_iso,reporter_code,partner_iso,flow_code,cmd_code,primary_value\n2020,NAM,516,KOR,X,8542,1\n", "2:hs-8542-exports|NAM|KOR|2020|1|US dollars|\n"},
		"a zero lost in a spreadsheet":  {head + "\n4,8,X,101,2020,1,H5\n4,8,X,1,2020,2,H5\n", "2:hs-0101-exports|4|8|2020|1|US dollars|\n3:hs-01-exports|4|8|2020|2|US dollars|\n"},
		"no zero is missing in SITC":    {head + "\n4,8,X,101,2020,1,S4\n", "2:sitc-101-exports|4|8|2020|1|US dollars|\n"},
		"floats of another tool":        {head + ",motCode,partner2Code\n4,8,X,8542,2020,1.0,H5,0.0,0.0\n", "2:hs-8542-exports|4|8|2020|1|US dollars|\n"},
		"tabs":                          {strings.ReplaceAll(head, ",", "\t") + "\n4\t8\tM\t8542\t2020\t1\tH6\n", "2:hs-8542-imports|4|8|2020|1|US dollars|\n"},
		"flows of processing":           {head + "\n4,8,MOP,8542,2020,1,H5\n4,8,XYZ,8542,2020,2,H5\n", "2:hs-8542-imports-after-outward-processing|4|8|2020|1|US dollars|\n3:hs-8542-xyz|4|8|2020|2|US dollars|\n"},
		"a period for a year":           {"reporterCode,partnerCode,flowCode,cmdCode,period,primaryValue\n4,8,X,8542,2020,1\n4,8,X,8542,202001,1\n", "2:hs-8542-exports|4|8|2020|1|US dollars|\nleft out: monthly: 1\n"},
		"a quantity is never the value": {head + ",qty\n4,8,X,8542,2020,,H5,9\n4,8,X,8542,2021,3,H5,9\n", "3:hs-8542-exports|4|8|2021|3|US dollars|\n"},
	} {
		got, err := read(t, c.text, Want{})
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
	}
}

func TestComtradeRefuses(t *testing.T) {
	const head = "reporterCode,partnerCode,flowCode,cmdCode,refYear,primaryValue\n"
	for name, c := range map[string]struct{ text, want string }{
		"a word for a value": {head + "4,8,X,8542,2020,many\n", `x.csv:2:6: not a number: "many"`},
		"no flow":            {head + "4,8,,8542,2020,1\n", "x.csv:2:3: no flow"},
		"no commodity":       {head + "4,8,X,,2020,1\n", "x.csv:2:4: no indicator"},
		"no reporter":        {head + ",8,X,8542,2020,1\n", "x.csv:2:1: no economy"},
		"no partner":         {head + "4,,X,8542,2020,1\n", "x.csv:2:2: no economy"},
		"no year":            {head + "4,8,X,8542,20,1\n", `x.csv:2:5: not a year: "20"`},
		"a row cut off":      {head + "4,8,X,8542,2020\n", "x.csv:2:6: fewer fields"},
		"a field too many":   {head + "4,8,X,8542,2020,1,,2\n", "x.csv:2:8: 8 fields, the header has 6"},
	} {
		_, err := read(t, c.text, Want{})
		if err == nil || !strings.HasPrefix(bare(err), c.want) || tidy.KindOf(err) != tidy.Data || tidy.HintOf(err) == "" {
			t.Errorf("%s: %v; want %q", name, err, c.want)
		}
	}
}

func TestComtradeSample(t *testing.T) {
	r, raw := openSample(t, "comtrade_semiconductors.csv")
	at := map[string]int{}
	for k, name := range raw[0] {
		at[name] = k
	}
	type key struct {
		reporter, partner, flow string
		year                    int
	}
	want, details := map[key]float64{}, 0
	for _, record := range raw[1:] {
		if record[at["partner2Code"]] != "0" || strings.TrimSpace(record[at["motCode"]]) != "0" || record[at["customsCode"]] != "C00" {
			details++
			continue
		}
		y, _ := strconv.Atoi(record[at["refYear"]])
		v, err := strconv.ParseFloat(record[at["primaryValue"]], 64)
		if err != nil || record[at["cmdCode"]] != "8542" {
			t.Fatal(record, err)
		}
		way := map[string]string{"X": "exports", "M": "imports"}[record[at["flowCode"]]]
		want[key{record[at["reporterCode"]], record[at["partnerCode"]], way, y}] = v
	}
	n := 0
	left, err := r.Read(t.Context(), Want{}, func(row Row) error {
		n++
		way := strings.TrimPrefix(row.Code, "hs-8542-")
		if v, there := want[key{row.Economy, row.Partner, way, row.Year}]; !there || v != row.Value || row.Unit != "US dollars" || row.Flag != "" || row.Label != "HS 8542, "+way {
			t.Errorf("%+v, the file has %v (%v)", row, v, there)
		}
		return nil
	})
	if err != nil || len(left) != 1 || left[0] != (Left{comtradeDetail, details}) || n != len(want) || n != 15 || n+details != 173 {
		t.Errorf("%d rows of %d, left %v, %v", n, len(want), left, err)
	}
}

func FuzzComtrade(f *testing.F) { fuzzLayout(f, "comtrade") }
