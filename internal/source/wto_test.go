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
		"wto-table.csv": `
4:ITS_MTV_AX.TO|World|World|1948|58.5|million US dollars|
5:ITS_MTV_AX.AG|Aruba, the Netherlands with respect to|World|1949|0.25|million US dollars|
left out: quarterly: 1
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

// What the table of the page leaves out, and how it names its columns, differs
// by indicator.
func TestWTOTable(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"no partner": {"Indicator,Made-up tariff - all products (Percent)\n\nReporting Economy,Product/Sector,2020\nChad,Total,5\n",
			"4:Made-up tariff - all products.Total|Chad||2020|5|per cent|\n"},
		"parentheses in the name": {"Indicator,Made-up services (2005-2025) (Million US dollar)\nReporting Economy,Partner Economy,2020\nChad,World,5\n",
			"3:Made-up services (2005-2025)|Chad|World|2020|5|million US dollars|\n"},
		"months": {"Indicator,Made-up exports - monthly (Million US dollar)\nReporting Economy,Partner Economy,2020 January,2020M02,Feb 2020,2020\nChad,World,5,6,7,8\n",
			"3:Made-up exports - monthly|Chad|World|2020|8|million US dollars|\nleft out: monthly: 3\n"},
		"quarters alone": {"Indicator,Made up\nReporting Economy,Partner Economy,2020 First quarter,Q2 2020\nChad,World,5,6\n", "left out: quarterly: 2\n"},
	} {
		if got, err := read(t, c.text, Want{}); err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
	}
	const head = "Indicator,Made up (Percent)\nReporting Economy,Partner Economy,2020\n"
	for name, c := range map[string]struct{ text, want string }{
		"a word for a value": {head + "Chad,World,high\n", `x.csv:3:3: not a number: "high"`},
		"no economy":         {head + ",World,1\n", "x.csv:3:1: no economy"},
		"another table":      {head + "Chad,World,1\nIndicator,Made up too\n", "x.csv:4:1: another table starts here"},
		"no title":           {"Reporting Economy,Partner Economy,2020\nChad,World,1\n", "x.csv:1: which indicator this is"},
		"a comma unquoted":   {head + "Chad,World,1,5\n", "x.csv:3:4: 4 fields, the header has 3"},
	} {
		if _, err := read(t, c.text, Want{}); err == nil || !strings.HasPrefix(bare(err), c.want) {
			t.Errorf("%s: %v; want %s", name, err, c.want)
		}
	}
}

func FuzzWTO(f *testing.F) { fuzzLayout(f, "wto") }
