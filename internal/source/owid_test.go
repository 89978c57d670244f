package source

import (
	"strconv"
	"strings"
	"testing"
)

func TestOWIDReads(t *testing.T) {
	for name, want := range map[string]string{
		"owid.csv": `
2:Made-up use (% of population)|NAM||2021|51.5|per cent of population|
3:Made-up use (% of population)|NAM||2023|4.3e-06|per cent of population|
3:Made-up GDP, PPP (constant 2021 international $)|NAM||2023|9000.5|constant 2021 international dollars|
4:Made-up use (% of population)|Africa (group)||2021|40|per cent of population|
5:Made-up use (% of population)|OWID_WRL||2021|60|per cent of population|
5:Made-up GDP, PPP (constant 2021 international $)|OWID_WRL||2021|1|constant 2021 international dollars|
6:Made-up use (% of population)|OWID_KOS||2021|0|per cent of population|
left out: before the year 1000: 1
`,
		"owid-short.csv": `
2:made_up_use|NAM||2021|51.5||
4:made_up_use|Africa (group)||2021|40.25||
`,
	} {
		about, got := readFixture(t, name)
		if got != want[1:] {
			t.Errorf("%s:\n%swant%s", name, got, want)
		}
		if about.Publisher != "owid" || about.Codes != "owid" || about.Single {
			t.Errorf("%s: %+v", name, about)
		}
	}
}

func TestOWIDVariants(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"no codes": {"Entity,Year,Use\nNamibia,2021,5\n", "2:Use|Namibia||2021|5||\n"},
		"time":     {"entity,code,time,use\nNamibia,NAM,2021,5\n", "2:use|NAM||2021|5||\n"},
		"text after the first rows": {
			"Entity,Code,Year,Use,Kind\n" + strings.Repeat("Namibia,NAM,2021,5,\n", headSize/18) + "Chad,TCD,2021,6,a kind\n",
			strings.TrimSuffix(manyLines(headSize/18), "\n") + "\nleft out: text in column Kind: 1\n",
		},
		"words in parentheses": {"Entity,Code,Year,Population (historical)\nNamibia,NAM,2021,5\n", "2:Population (historical)|NAM||2021|5||\n"},
	} {
		if got, err := read(t, c.text, Want{}); err != nil || got != c.want {
			t.Errorf("%s: %.300s %v; want %.300s", name, got, err, c.want)
		}
	}
}

func manyLines(n int) string {
	var out strings.Builder
	for k := range n {
		out.WriteString(strconv.Itoa(k+2) + ":Use|NAM||2021|5||\n")
	}
	out.WriteString(strconv.Itoa(n+2) + ":Use|TCD||2021|6||\n")
	return out.String()
}

func TestOWIDWants(t *testing.T) {
	r, err := openFile(t, "testdata/owid.csv")
	if err != nil {
		t.Fatal(err)
	}
	got, err := written(r, Want{From: 2022, Series: func(code string) bool { return strings.HasPrefix(code, "Made-up GDP") }})
	if want := "3:Made-up GDP, PPP (constant 2021 international $)|NAM||2023|9000.5|constant 2021 international dollars|\n" +
		"left out: before the year 1000: 1\n"; got != want || err != nil {
		t.Errorf("%s%v; want %s", got, err, want)
	}
}

func TestOWIDRefuses(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"days":                 {"Entity,Code,Day,Cases\nNamibia,NAM,2021-01-01,5\n", `x.csv:1:3: daily, not annual: "Day"`},
		"a word for a value":   {"Entity,Code,Year,Use\nNamibia,NAM,2021,5\nNamibia,NAM,2022,high\n", `x.csv:3:4: not a number: "high"`},
		"text alone":           {"Entity,Code,Year,Kind\nNamibia,NAM,2021,a kind\n", "x.csv:1: no column of numbers"},
		"a column twice":       {"Entity,Code,Year,Use,Use\nNamibia,NAM,2021,5,6\n", "x.csv:1:5: column stands twice"},
		"a date for a year":    {"Entity,Code,Year,Use\nNamibia,NAM,2021-01-01,5\n", `x.csv:2:3: not a year: "2021-01-01"`},
		"a lost comma":         {"Entity,Code,Year,Use,Other\nNamibia,NAM2021,5,6\n", "x.csv:2:5: fewer fields"},
		"a field too many":     {"Entity,Code,Year,Use\nKorea, Rep.,KOR,2021,5\n", "x.csv:2:5: 5 fields, the header has 4"},
		"no economy":           {"Entity,Code,Year,Use\n,,2021,5\n", "x.csv:2:1: no economy"},
		"1,234 of an own mark": {"Entity,Code,Year,Use\nNamibia,NAM,2021,\"1,234\"\n", `x.csv:2:4: decimal mark not known: "1,234"`},
	} {
		if _, err := read(t, c.text, Want{}); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v; want %s", name, err, c.want)
		}
	}
}

func TestOWIDSample(t *testing.T) {
	r, raw := openSample(t, "owid_share-of-individuals-using-the-internet.csv")
	got := values(t, r)
	groups := map[string]bool{}
	for _, record := range raw[1:] {
		economy := record[1]
		if economy == "" {
			economy = record[0]
			groups[economy] = true
		}
		row := got[raw[0][3]+" "+economy+" "+record[2]]
		if v, _ := strconv.ParseFloat(record[3], 64); row.Value != v || row.EconomyLabel != record[0] || row.Group != (record[1] == "") {
			t.Errorf("%+v, the file has %v", row, record)
		}
	}
	if len(got) != len(raw)-1 || len(got) != 7119 || !groups["Africa Eastern and Southern"] {
		t.Errorf("%d values of %d, groups %v", len(got), len(raw)-1, groups)
	}
}

func FuzzOWID(f *testing.F) { fuzzLayout(f, "owid") }
