package source

import (
	"strings"
	"testing"
)

func TestOECDStatReads(t *testing.T) {
	for name, c := range map[string]struct {
		dataset   string
		bilateral bool
		want      string
	}{
		"oecd-stat.csv": {"", true, `
2:MADE|DEU|WOR|2015|1500.5|million US dollars|estimated
3:MADE|DEU|USA|2015|300|million US dollars|
5:PRICE|KOR|WOR|2016|104.25|index, 2010 = 100|break
left out: quarterly: 1
`},
		"oecd-stat-short.csv": {"DP_LIVE", false, `
2:MADEUP.TOT.PC_GDP|AUS||2019|2.5|per cent of GDP|
3:MADEUP.TOT.IDX2015|AUS||2020|101.5|index, 2015 = 100|provisional
4:MADEUP.TOT.KTOE|AUS||2020|4436.932|KTOE|
left out: monthly: 1
`},
		"oecd-stat-old.csv": {"", false, `
2:MADE.GRPPERQT|AUS||2001|1308|grammes per capita (15+)|
3:MADE.GRPPERQT|AUS||2002|1393|grammes per capita (15+)|definition differs
`},
	} {
		about, got := readFixture(t, name)
		if got != c.want[1:] {
			t.Errorf("%s:\n%swant%s", name, got, c.want)
		}
		if about.Publisher != "oecd" || about.Codes != "oecd" || about.Dataset != c.dataset || about.Bilateral != c.bilateral {
			t.Errorf("%s: %+v", name, about)
		}
	}
}

func TestOECDStatForms(t *testing.T) {
	for name, c := range map[string]struct{ text, publisher, want string }{
		"labels alone": {"Country,Indicator,Time,Unit,PowerCode,Value,Flags\nAustralia,Made-up use,2015,US Dollar,Billions,2,\n", "oecd",
			"2:Made-up use|Australia||2015|2|billion US dollars|\n"},
		"UNESCO's": {"NATMON_IND,Indicator,LOCATION,Country,TIME,Time,Value,Flag Codes,Flags\n10,Made-up pupils,NAM,Namibia,2015,2015,2,+,National Estimation\n", "unesco",
			"2:10|NAM||2015|2||national Estimation\n"},
		"a code of the unit alone": {"LOCATION,SUBJ,TIME,Unit Code,PowerCode Code,Value,Flag Codes\nAUS,X,2015,USD,3,2,E\n", "oecd",
			"2:X|AUS||2015|2|thousand US dollars|estimated\n"},
	} {
		got, err := read(t, c.text, Want{})
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
		if r, err := open(t, c.text); err != nil || r.About().Publisher != c.publisher {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}

func TestOECDStatRefuses(t *testing.T) {
	const head = "LOCATION,Country,VAR,Variable,TIME,Time,PowerCode Code,PowerCode,Value,Flag Codes,Flags\nAUS,Australia,X,Made up,"
	for name, c := range map[string]struct{ text, want string }{
		"a word for a value": {head + "2015,2015,0,Units,high,,\n", `x.csv:2:9: not a number: "high"`},
		"no year":            {head + "15,2015,0,Units,1,,\n", `x.csv:2:5: not a year: "15"`},
		"a scale not known":  {head + "2015,2015,7,Tens of millions,1,,\n", `x.csv:2:7: not a power of ten`},
		"a table by city":    {"METRO_ID,Metropolitan areas,VAR,Variables,TIME,Year,PowerCode,Value,Flags\nX,Y,A,B,2015,2015,Units,1,\n", "x.csv:1: layout not known"},
		"a comma unquoted":   {head + "2015,2015,0,Units,1,234,,\n", "x.csv:2:10: not a flag"},
		"no economy":         {"LOCATION,TIME,Value,Flag Codes\n,2015,1,\n", "x.csv:2:1: no economy"},
		"a partner missing":  {"COU,PAR,TIME,Value,Flag Codes\nAUS,,2015,1,\n", "x.csv:2:2: no economy"},
	} {
		if _, err := read(t, c.text, Want{}); err == nil || !strings.HasPrefix(bare(err), c.want) {
			t.Errorf("%s: %v; want %s", name, err, c.want)
		}
	}
}

func FuzzOECDStat(f *testing.F) { fuzzLayout(f, "oecd-stat") }
