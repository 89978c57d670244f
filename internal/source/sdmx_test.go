package source

import (
	"strconv"
	"strings"
	"testing"
)

func TestSDMXReads(t *testing.T) {
	eurostat := About{Publisher: "eurostat", Codes: "eurostat", Dataset: "made_up"}
	with := func(a About, change func(*About)) About { change(&a); return a }
	for name, c := range map[string]struct {
		about About
		want  string
	}{
		"sdmx.csv": {with(eurostat, func(a *About) { a.Dataset = "made_up_e" }), `
2:10-249.E_MADE.PC_ENT|AT||2021|57.9|per cent of enterprises|
4:10-249.E_MADE.PC_ENT|EL||2022|7|per cent of enterprises|break, estimated, provisional
5:GE250.E_MADE.PC_ENT|EU27_2020||2022|0|per cent of enterprises|
`},
		"sdmx-old.csv": {with(eurostat, func(a *About) { a.Vintage, a.Bilateral = "2024-03-13", true }), `
2:MIO_EUR|FR|WORLD|2021|12.5|million euros|provisional
3:MIO_EUR|FR|US|2021|2.5|million euros|confidential
left out: quarterly: 1
left out: monthly: 1
`},
		"sdmx-labels.csv": {with(eurostat, func(a *About) { a.Title = "Made-up figures, by kind" }), `
2:ALL.PC_IND|EL||2021|45.5|per cent of individuals|break
3:ALL.PC_IND|FR||2021|50|per cent of individuals|
`},
		"sdmx-both.csv": {with(eurostat, func(a *About) { a.Title = "Made-up figures" }), `
2:X|EL||2021|45.5||estimated
3:X|FR||2021|50||
`},
		"sdmx-words.csv": {with(eurostat, func(a *About) { a.Vintage = "2025-07-04" }), `
2:Made-up kind.Million euro|Austria||2021|128.63|million euro|
3:Made-up kind.Million euro|Austria||2022|1136.27|million euro|estimated, provisional
`},
		"sdmx-oecd.csv": {About{Publisher: "oecd", Codes: "oecd", Dataset: "DSD_MADE@DF_UP", Title: "Made-up trade, annual", Bilateral: true}, `
2:X.USD_EXC.N|DEU|W|2021|1500.5|million US dollars, exchange rate converted|
3:X.USD_EXC.N|DEU|USA|2021|300|million US dollars, exchange rate converted|break, estimated
5:P.IX.C.N|KOR|W|2022|104.25|index, 2015 = 100|provisional
6:V.XDC.N|KOR|W|2022|2|billion national currency, chain linked volume of 2020|
left out: quarterly: 1
`},
		"sdmx-ecb.csv": {About{Publisher: "ecb", Dataset: "UP"}, `
2:X1.EUR|FR||2021|250|euros|
3:X1.EUR|FR||2022|300|euros|provisional
`},
	} {
		about, got := readFixture(t, name)
		if got != c.want[1:] {
			t.Errorf("%s:\n%swant%s", name, got, c.want)
		}
		about.Why, about.Layout = "", ""
		if about != c.about {
			t.Errorf("%s: %+v, want %+v", name, about, c.about)
		}
	}
}

func TestSDMXLabels(t *testing.T) {
	for name, want := range map[string]map[string][3]string{
		"sdmx-oecd.csv": {
			"X.USD_EXC.N DEU": {"Made-up exports, Neither", "Germany", "World"},
			"P.IX.C.N KOR":    {"Made-up price, Manufacturing, Neither", "Korea", "World"},
			"V.XDC.N KOR":     {"Made-up volume, Neither", "Korea", "World"},
		},
		"sdmx-labels.csv": {"ALL.PC_IND EL": {"All kinds, made up", "Greece", ""}, "ALL.PC_IND FR": {"All kinds, made up", "France", ""}},
		"sdmx-both.csv":   {"X EL": {"Kind X", "Greece", ""}, "X FR": {"Kind X", "France", ""}},
	} {
		r, err := openFile(t, "testdata/"+name)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		if _, err := r.Read(t.Context(), Want{}, func(row Row) error {
			key := row.Code + " " + row.Economy
			if !seen[key] && [3]string{row.Label, row.EconomyLabel, row.PartnerLabel} != want[key] {
				t.Errorf("%s: %+v, want %q", name, row, want[key])
			}
			seen[key] = true
			return nil
		}); err != nil || len(seen) != len(want) {
			t.Errorf("%s: %v, %v", name, seen, err)
		}
	}
}

// The World stands beside its parts: it is the total, and they are not added.
func TestSDMXPartners(t *testing.T) {
	r, err := openFile(t, "testdata/sdmx-oecd.csv")
	if err != nil {
		t.Fatal(err)
	}
	sides := func(code, label string) (Side, error) {
		if code == "W" && label == "World" {
			return Whole, nil
		}
		return Part, nil
	}
	got, err := written(r, Want{To: 2021, Partner: sides})
	if want := "2:X.USD_EXC.N|DEU||2021|1500.5|million US dollars, exchange rate converted|\nleft out: quarterly: 1\n"; err != nil || got != want {
		t.Errorf("%s%v; want %s", got, err, want)
	}
}

func TestSDMXForms(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"columns of somebody's own order": {"TIME_PERIOD,OBS_VALUE,OBS_FLAG,geo\n2021,5,b,NA\n", "2:|NA||2021|5||break\n"},
		"trade by product": {"DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE\n" +
			"ESTAT:DS-059341(1.0),15/06/26,A,DE,WORLD,090111,1,VALUE_IN_EUROS,2021,7\n", "2:090111.1.VALUE_IN_EUROS|DE|WORLD|2021|7|euros|\n"},
		"time ahead of dimensions": {"DATAFLOW,FREQ,TIME_PERIOD,REF_AREA,TABLE,OBS_VALUE,UNIT_MULT,UNIT_MEASURE,OBS_STATUS\nSBS:DF(1.0),A,2021,WS,T1,7,3,USD,\n",
			"2:T1|WS||2021|7|thousand US dollars|\n"},
		"a scale of the IMF": {"STRUCTURE,STRUCTURE_ID,ACTION,COUNTRY,INDICATOR,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE\ndataflow,IMF.STA:BOP(21.0.0),I,NAM,X,A,2021,2,6\n",
			"2:X|NAM||2021|2|million|\n"},
		"periods of other kinds": {"REF_AREA,TIME_PERIOD,OBS_VALUE\nFRA,2021-W05,1\nFRA,2021-S1,1\nFRA,2021-01-31,1\nFRA,2019-2021,1\nFRA,Jan-21,1\nFRA,2021-A1,1\nFRA,2022-01-01,2\n",
			"7:|FRA||2021|1||\n8:|FRA||2022|2||\nleft out: weekly: 1\nleft out: half-yearly: 1\nleft out: daily: 1\nleft out: of several years: 1\nleft out: monthly: 1\n"},
		"much like Data360":             {"STRUCTURE_ID,FREQ,REF_AREA,INDICATOR,UNIT_MULT,TIME_PERIOD,OBS_VALUE\nESTAT:X(1.0),A,NAM,I,0,2021,5\n", "2:I|NAM||2021|5||\n"},
		"a frequency that is not known": {"REF_AREA,FREQ,TIME_PERIOD,OBS_VALUE\nFRA,X9,2021,1\nFRA,A,2021,2\n", "3:|FRA||2021|2||\nleft out: not annual (X9): 1\n"},
		"labels beside dimensions alone": {"REF_AREA,Reference area,MEASURE,Measure,TIME_PERIOD,OBS_VALUE,UNIT_MULT,Multiplier,OBS_STATUS,Status\nGEO,Georgia,POP,Population,2020,37,3,Thousands,E,Estimated\n",
			"2:POP|GEO||2020|37|thousand|estimated\n"},
		"a unit behind a code without label": {"REF_AREA,Reference area,MEASURE,Measure,SEX,UNIT_MEASURE,TIME_PERIOD,OBS_VALUE\nGEO,Georgia,POP,Population,F,PER,2020,37\n", "2:POP.F.PER|GEO||2020|37|persons|\n"},
		"a time that is not in capitals":     {"REF_AREA,Time_Period,OBS_VALUE\nGEO,2020,37\n", "2:|GEO||2020|37||\n"},
		"not a number of SDMX":               {"REF_AREA,TIME_PERIOD,OBS_VALUE\nFRA,2021,NaN\nFRA,2022,1E3\n", "3:|FRA||2022|1000||\n"},
		"labels whose names are lost":        {"STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,,MEASURE,,TIME_PERIOD,,OBS_VALUE\nDATAFLOW,OECD.X:D(1.0),T,I,FRA,France,M,A measure,2021,,5\n", "2:M|FRA||2021|5||\n"},
		"a label that looks like a code": {"STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,PRODUCT,HS,TIME_PERIOD,Time period,OBS_VALUE,Observation value\n" +
			"DATAFLOW,OECD.X:D(1.0),T,I,FRA,France,01,Animals,2021,,5,\n", "2:01|FRA||2021|5||\n"},
	} {
		if got, err := read(t, c.text, Want{}); err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
	}
}

func TestSDMXRefuses(t *testing.T) {
	const head = "STRUCTURE,STRUCTURE_ID,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\ndataflow,ESTAT:X(1.0),"
	for name, c := range map[string]struct{ text, want string }{
		"a word for a value": {head + "A,PC,AT,2021,high,\n", `x.csv:2:7: not a number: "high"`},
		"no year":            {head + "A,PC,AT,twenty,1,\n", `x.csv:2:6: not a year: "twenty"`},
		"no economy":         {head + "A,PC,,2021,1,\n", "x.csv:2:5: no economy"},
		"a row cut short":    {head + "A,PC,AT\n", "x.csv:2:6: fewer fields"},
		"a field too many":   {head + "A,PC,AT,2021,1,,2\n", "x.csv:2:9: 9 fields, the header has 8"},
		"a comma unquoted":   {head + "A,PC,AT,2021,1,234,\n", `x.csv:2:8: not a flag: is the comma in the value before it quoted?: "234"`},
		"no economies":       {"KEY,FREQ,CURRENCY,TIME_PERIOD,OBS_VALUE\nEXR.A.USD,A,USD,2021,1.1\n", "x.csv:1: no economies: looked for REF_AREA"},
		"a scale in words":   {"REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT\nFRA,2021,1,millions\n", `x.csv:2:4: not a power of ten: "millions"`},
		"a partner missing":  {"REF_AREA,COUNTERPART_AREA,TIME_PERIOD,OBS_VALUE\nFRA,,2021,1\n", "x.csv:2:2: no economy"},
	} {
		if _, err := read(t, c.text, Want{}); err == nil || !strings.HasPrefix(bare(err), c.want) {
			t.Errorf("%s: %v; want %s", name, err, c.want)
		}
	}
}

func TestSDMXDate(t *testing.T) {
	for text, want := range map[string]string{
		"13/03/24 23:00:00": "2024-03-13", "08/01/24 11:00:00": "2024-01-08", "29/01/2026 23:00": "2026-01-29", "15/06/26": "2026-06-15",
		"2025-04-29": "2025-04-29", "2024-03-13T23:00:00": "2024-03-13", "": "", "soon": "", "3/13/2024 23:00": "2024-03-13",
	} {
		if got := sdmxDate(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestPlainUnit(t *testing.T) {
	for name, want := range map[string]string{
		"Million US dollar": "million US dollars", "US dollar": "US dollars", "US dollars, PPP converted": "US dollars, PPP converted",
		"Percentage of GDP": "per cent of GDP", "Percent": "per cent", "Per cent": "per cent", "% of households": "per cent of households",
		"Index (2015=100)": "index, 2015 = 100", "Index, 2010 = 100": "index, 2010 = 100", "Euro": "euros", "GDP": "GDP", "": "",
		"US dollars at current prices": "US dollars at current prices", "Persons": "persons", "Percentage points": "percentage points",
	} {
		if got := plainUnit(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// A table that a spreadsheet has saved again says the same.
func TestSDMXSavedAgain(t *testing.T) {
	for _, name := range []string{"sdmx.csv", "sdmx-old.csv", "sdmx-labels.csv", "sdmx-oecd.csv", "sdmx-ecb.csv", "sdmx-half-labels.csv", "oecd-stat.csv", "oecd-stat-short.csv",
		"oecd-stat-old.csv", "wto.csv", "wto-interface.csv", "wto-table.csv", "desi.csv", "desi-portal.csv"} {
		about, want := readFixture(t, name)
		for how, text := range savedAgain(t, "testdata/"+name) {
			got, err := read(t, text, Want{})
			if err != nil || places.ReplaceAllString(got, "") != places.ReplaceAllString(want, "") {
				t.Errorf("%s, %s:\n%s%v; want\n%s", name, how, got, err, want)
			}
			if r, err := open(t, text); err != nil || r.About() != about {
				t.Errorf("%s, %s: %+v, %v; want %+v", name, how, r, err, about)
			}
		}
	}
}

func TestSDMXSample(t *testing.T) {
	r, raw := openSample(t, "estat_isoc_e_dii_sdmx.csv")
	if a := r.About(); a.Publisher != "eurostat" || a.Dataset != "isoc_e_dii" || a.Codes != "eurostat" || a.Bilateral {
		t.Errorf("%+v", a)
	}
	got, filled := values(t, r), 0
	flags := map[string]string{"": "", "b": "break", "u": "low reliability", "c": "confidential"}
	for _, record := range raw[1:] {
		if record[9] == "" {
			continue
		}
		filled++
		row := got[strings.Join(record[3:7], ".")+" "+record[7]+" "+record[8]]
		if v, err := strconv.ParseFloat(record[9], 64); err != nil || row.Value != v || row.Unit != "per cent of enterprises" || row.Flag != flags[record[10]] {
			t.Errorf("%+v, the file has %v", row, record)
		}
	}
	if len(got) != filled || filled == 0 || filled == len(raw)-1 {
		t.Errorf("%d values of %d, %d rows", len(got), filled, len(raw)-1)
	}
}

func FuzzSDMX(f *testing.F) { fuzzLayout(f, "sdmx") }
