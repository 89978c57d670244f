package source

import (
	"strconv"
	"strings"
	"testing"
)

func TestData360Reads(t *testing.T) {
	for name, c := range map[string]struct{ dataset, title, want string }{
		"data360.csv": {"MADE_UP", "Made-up figures", `
2:MADE_UP_EXP|NAM||2021|1.5|million US dollars|
4:MADE_UP_EXP|SSF||2021|20|million US dollars|estimated
5:MADE_UP_USE.F.RURAL|NAM||2021|40.25|Percentage of population|
8:MADE_UP_PER|NAM||2021|700|Persons|provisional
left out: quarterly: 1
left out: monthly: 1
`},
		"data360-plain.csv": {"", "", `
2:MADE_UP_EXP|NAM||2021|1.5|billion US dollars|
3:OTHER_USE.M|NAM||2021|2.5|PT|break
`},
		"data360-wide.csv": {"MADE_UP", "", `
2:MADE_UP_USE.F|NAM||2021|41.5|Percent|
3:MADE_UP_USE|WLD||2020|60|Percent|
3:MADE_UP_USE|WLD||2021|61|Percent|
`},
	} {
		about, got := readFixture(t, name)
		if got != c.want[1:] {
			t.Errorf("%s:\n%swant%s", name, got, c.want)
		}
		if about.Dataset != c.dataset || about.Title != c.title || about.Publisher != "data360" || about.Codes != "worldbank" || about.Vintage != "" {
			t.Errorf("%s: %+v", name, about)
		}
	}
}

func TestData360Labels(t *testing.T) {
	r, err := openFile(t, "testdata/data360.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range values(t, r) {
		want := map[string]string{
			"MADE_UP_EXP": "Made-up exports", "MADE_UP_USE.F.RURAL": "Made-up use, by sex, Female, Rural, all", "MADE_UP_PER": "Made-up persons",
		}[row.Code]
		if row.Label != want || row.EconomyLabel == "" {
			t.Errorf("%+v, want label %q", row, want)
		}
	}
}

func TestData360Refuses(t *testing.T) {
	const head = "STRUCTURE_ID,FREQ,REF_AREA,INDICATOR,UNIT_MULT,TIME_PERIOD,OBS_VALUE,DATABASE_ID\n"
	for name, c := range map[string]struct{ text, want string }{
		"a quarter said to be annual": {head + "X,A,NAM,I,0,2021-Q1,5,D\n", `x.csv:2:6: not a year: "2021-Q1"`},
		"a word for a value":          {head + "X,A,NAM,I,0,2021,high,D\n", `x.csv:2:7: not a number: "high"`},
		"a scale in words":            {head + "X,A,NAM,I,millions,2021,5,D\n", `x.csv:2:5: not a power of ten: "millions"`},
		"a scale beyond all":          {head + "X,A,NAM,I,300,2021,5,D\n", `x.csv:2:5: not a power of ten: "300"`},
		"no indicator":                {head + "X,A,NAM,,0,2021,5,D\n", "x.csv:2:4: no indicator"},
		"no economy":                  {head + "X,A,,I,0,2021,5,D\n", "x.csv:2:3: no economy"},
		"a record that ends":          {head + "X,A,NAM,I,0,2021\n", "x.csv:2:7: fewer fields"},
		"a field too many":            {head + "X,A,NAM,I,0,2021,5,D,9\n", "x.csv:2:9: 9 fields, the header has 8"},
	} {
		if _, err := read(t, c.text, Want{}); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v; want %s", name, err, c.want)
		}
	}
}

func TestData360Sample(t *testing.T) {
	r, raw := openSample(t, "data360_UNCTAD_DE.csv")
	got := values(t, r)
	at := map[string]int{}
	for k, name := range raw[0] {
		at[name] = k
	}
	want, units := 0, map[string]bool{}
	for _, record := range raw[1:] {
		if record[at["OBS_VALUE"]] == "" {
			continue
		}
		want++
		row := got[record[at["INDICATOR"]]+" "+record[at["REF_AREA"]]+" "+record[at["TIME_PERIOD"]]]
		if v, _ := strconv.ParseFloat(record[at["OBS_VALUE"]], 64); row.Value != v || row.Flag != "" || row.EconomyLabel != record[at["REF_AREA_LABEL"]] {
			t.Errorf("%+v, the file has %v", row, record)
		}
		units[row.Unit] = true
	}
	if len(got) != want || want != 7691 || len(units) != 3 || !units["million US dollars"] || !units["Percentage of businesses"] {
		t.Errorf("%d values of %d, units %v", len(got), want, units)
	}
	for code, indicator := range map[string]string{
		"UNCTAD_DE_DIG_SERVTRADE_ANN_EXP":       "digital-services-exports",
		"UNCTAD_DE_DIG_SERVTRADE_ANN_IMP":       "digital-services-imports",
		"UNCTAD_DE_ICT_CORE_UBS_ANN_ALL_B3":     "business-internet-use",
		"UNCTAD_DE_ICT_CORE_UISIC3N1_ANN_00_B7": "business-orders-received",
	} {
		agree(t, got, code, indicator, 1, 12)
	}
}

func FuzzData360(f *testing.F) { fuzzLayout(f, "data360") }
