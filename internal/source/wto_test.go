package source

import (
	"strings"
	"testing"
)

func TestWTOReads(t *testing.T) {
	for name, want := range map[string]string{
		"wto.csv": `
2:MADE_AX.TO|CIV|000|2021|1500.5|million US dollars|
3:MADE_AX.AG|CIV|USA|2021|300|million US dollars|estimated
6:MADE_T|918||2022|5.25|per cent|break
left out: quarterly: 1
left out: monthly: 1
`,
		"wto-interface.csv": `
2:MADE_X|392|000|2020|99.5|index, 2015 = 100|provisional
`,
	} {
		about, got := readFixture(t, name)
		if got != want[1:] {
			t.Errorf("%s:\n%swant%s", name, got, want)
		}
		if about.Publisher != "wto" || about.Codes != "wto" || !about.Bilateral {
			t.Errorf("%s: %+v", name, about)
		}
	}
}

// The file is in Windows-1252, where an en dash is byte 0x96.
func TestWTOLabels(t *testing.T) {
	r, err := openFile(t, "testdata/wto.csv")
	if err != nil {
		t.Fatal(err)
	}
	row := values(t, r)["MADE_AX.TO CIV 2021"]
	if row.Label != "Made-up exports – annual, Total merchandise" || row.EconomyLabel != "Côte d’Ivoire" || row.PartnerLabel != "World" {
		t.Errorf("%+v", row)
	}
}

func TestWTORefuses(t *testing.T) {
	const head = "Indicator Code,Indicator,Reporting Economy Code,Reporting Economy,Frequency Code,Year,Value\n"
	for name, c := range map[string]struct{ text, want string }{
		"a word for a value": {head + "X,Made up,516,Namibia,A,2021,high\n", `x.csv:2:7: not a number: "high"`},
		"no year":            {head + "X,Made up,516,Namibia,A,21,1\n", `x.csv:2:6: not a year: "21"`},
		"no economy":         {head + "X,Made up,,,A,2021,1\n", "x.csv:2:4: no economy"},
		"no indicator":       {head + ",Made up,516,Namibia,A,2021,1\n", "x.csv:2:1: no indicator"},
		"a field too many":   {head + "X,Made, up,516,Namibia,A,2021,1\n", "x.csv:2:8: 8 fields, the header has 7"},
	} {
		if _, err := read(t, c.text, Want{}); err == nil || !strings.HasPrefix(bare(err), c.want) {
			t.Errorf("%s: %v; want %s", name, err, c.want)
		}
	}
}

func FuzzWTO(f *testing.F) { fuzzLayout(f, "wto") }
