package picture

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tradestats/internal/chart"
)

// flows are made-up exports of members of a group, in a file that says they are added up.
func flows(t *testing.T, rows ...string) string {
	t.Helper()
	path := strings.TrimPrefix(csv(t, "parcels", rows...), "parcels=")
	about := "publisher: Test\nlicence: made up\nindicators:\n  - {id: parcels, unit: parcels, kind: flow, rule: sum, name: {en: Parcels}}\n"
	if err := os.WriteFile(filepath.Join(filepath.Dir(path), "parcels.yaml"), []byte(about), 0o644); err != nil {
		t.Fatal(err)
	}
	return "parcels=" + path
}

// A line joins two years of a sum where the same members make most of both.
func TestLinesStopWhereOthersReport(t *testing.T) {
	che, nor := rowsOf("CHE", 2019, "60", "62", "64", "66"), rowsOf("NOR", 2019, "30", "31", "32", "33")
	for name, test := range map[string]struct {
		isl   []string
		apart []int
		note  string
	}{
		"all report":            {rowsOf("ISL", 2019, "20", "21", "22", "23"), nil, ""},
		"one leaves":            {rowsOf("ISL", 2019, "20", "21", "22"), []int{2022}, "EFTA, 2022: not joined, for 2 members reported, against 3 in 2021; the 2 with both years had 96 in 2021 and 99 in 2022."},
		"one comes":             {rowsOf("ISL", 2022, "20"), []int{2022}, "EFTA, 2022: not joined, for 3 members reported, against 2 in 2021; the 2 with both years had 96 in 2021 and 99 in 2022."},
		"one misses a year":     {append(rowsOf("ISL", 2019, "20"), rowsOf("ISL", 2021, "22", "23")...), []int{2020, 2021}, "Not joined for the same reason: EFTA (2020)."},
		"a small one leaves":    {rowsOf("ISL", 2019, "9", "9", "9"), nil, ""},
		"a small debtor leaves": {rowsOf("ISL", 2019, "-9", "-9", "-9"), nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := desk(t, flows(t, slices.Concat(che, nor, test.isl)...))
			q := ask("line", []string{"parcels"}, "efta")
			q.Coverage.Forced = true
			p := make1(t, d, "en", q)
			var apart []int
			for _, point := range p.Chart.Body.(chart.Lines).Series[0].Points {
				if point.Apart {
					apart = append(apart, point.X)
				}
			}
			if !slices.Equal(apart, test.apart) {
				t.Errorf("apart: %v, want %v", apart, test.apart)
			}
			if notes := strings.Join(p.Chart.Notes, " "); !strings.Contains(notes, test.note) || test.note == "" && strings.Contains(notes, "joined") {
				t.Errorf("%s\nwant %s", notes, test.note)
			}
		})
	}
}

// Where economies stand beside a group, the subtitle says that its sum includes
// what its members trade with each other.
func TestTradeBetweenMembersIsInTheSubtitle(t *testing.T) {
	for _, test := range []struct {
		kind      string
		who       []string
		lang, end string // of the subtitle; "" where the notes say it, or nothing
	}{
		{"line", []string{"eu27", "CHN"}, "en", ", including trade between the members of the EU-27"},
		{"line", []string{"eu27", "CHN"}, "fr", ", y compris le commerce entre les membres de l’UE-27"},
		{"line", []string{"eu27", "CHN"}, "es", ", incluido el comercio entre los miembros de la UE-27"},
		{"line", []string{"eu27", "CHN"}, "pt", ", incluindo o comércio entre os membros da UE-27"},
		{"slope", []string{"eu27", "CHN"}, "en", ", including trade between the members of the EU-27"},
		{"bars", []string{"eu27", "asean", "CHN"}, "en", ", including trade between the members of a group"},
		{"line", []string{"eu27", "asean"}, "en", ""},
		{"line", []string{"eu27", "world"}, "en", ""},
		{"line", []string{"IND", "CHN"}, "en", ""},
	} {
		p := make1(t, desk(t), test.lang, ask(test.kind, exports, test.who...))
		if got := p.Chart.Subtitle; test.end != "" && !strings.HasSuffix(got, test.end) || test.end == "" && strings.Contains(got, "members") {
			t.Errorf("%s of %v: %q, want it to end with %q", test.kind, test.who, got, test.end)
		}
	}
}

// Lines in pieces say whose they are and which years are missing.
func TestGapsAreNamed(t *testing.T) {
	points := func(years ...int) (out []chart.Point) {
		for _, y := range years {
			out = append(out, chart.Point{X: y, Y: 1})
		}
		return out
	}
	for _, test := range []struct {
		years []int
		want  string
	}{
		{[]int{2015, 2016, 2017}, ""},
		{[]int{2015, 2016, 2019, 2022, 2023}, "2017–2018, 2020–2021"},
		{[]int{2015, 2017}, "2016"},
		{nil, ""},
	} {
		if got := Gaps(reader(t, desk(t), "en").Locale, points(test.years...)); got != test.want {
			t.Errorf("%v: %q, want %q", test.years, got, test.want)
		}
	}
}
