package source

import (
	"strconv"
	"strings"
	"testing"
)

func TestITUReads(t *testing.T) {
	about, got := readFixture(t, "itu.csv")
	want := `2:i4214|NAM||2020|10547|Mbit/s|
4:i4214|NAM||2021|10548|Mbit/s|estimated
7:i99H|KOR||2021|97.5|per cent|provisional
9:i99H|KOR||2023|98|per cent|estimated, break
`
	if got != want {
		t.Errorf("\n%swant\n%s", got, want)
	}
	if about.Publisher != "itu" || about.Codes != "itu" {
		t.Errorf("%+v", about)
	}
}

func TestITULabels(t *testing.T) {
	r, err := openFile(t, "testdata/itu.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range values(t, r) {
		want := map[string]string{"i4214": "Made-up bandwidth", "i99H": "Made-up use of the Internet by sex, Female"}[row.Code]
		if row.Label != want {
			t.Errorf("%+v, want label %q", row, want)
		}
	}
}

func TestNoteFlag(t *testing.T) {
	for note, want := range map[string]string{
		"": "", "ITU estimate.": "estimated", "Estimated": "estimated", "Preliminary data": "provisional", "Break in comparability.": "break",
		"Breakdown by sex": "", "Underestimated": "", "Ministry of Transport": "",
		"Data of the operators, of which one gave an estimate for the last months": "",
	} {
		if got := noteFlag(note); got != want {
			t.Errorf("%q: %q, want %q", note, got, want)
		}
	}
}

func TestITURefuses(t *testing.T) {
	const head = "seriesCode,seriesName,entityIso,dataValue,dataYear\n"
	for name, c := range map[string]struct{ text, want string }{
		"a word for a value": {head + "i1,Use,NAM,Yes,2021\n", `x.csv:2:4: not a number: "Yes"`},
		"a date for a year":  {head + "i1,Use,NAM,5,1/1/2021\n", `x.csv:2:5: not a year: "1/1/2021"`},
		"no indicator":       {head + ",Use,NAM,5,2021\n", "x.csv:2:1: no indicator"},
		"no economy":         {head + "i1,Use,,5,2021\n", "x.csv:2:3: no economy"},
		"a record that ends": {head + "i1,Use,NAM,5\n", "x.csv:2:5: fewer fields"},
	} {
		if _, err := read(t, c.text, Want{}); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v; want %s", name, err, c.want)
		}
	}
}

func TestITUSample(t *testing.T) {
	r, raw := openSample(t, "itu_int_bandwidth.csv")
	got := values(t, r)
	estimated, economies := 0, map[string]bool{}
	for _, record := range raw[1:] {
		row := got[record[1]+" "+record[6]+" "+record[9]]
		if v, _ := strconv.ParseFloat(record[8], 64); row.Value != v || row.Unit != record[4] || (row.Flag == "estimated") != strings.Contains(record[11], "estimate") {
			t.Errorf("%+v, the file has %v", row, record)
		}
		if row.Flag != "" {
			estimated++
		}
		economies[row.Economy] = true
	}
	if len(got) != 49 || estimated != 18 || len(economies) != 5 {
		t.Errorf("%d values, %d estimated, economies %v", len(got), estimated, economies)
	}
}

func FuzzITU(f *testing.F) { fuzzLayout(f, "itu") }
