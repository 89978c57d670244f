package analysis

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tradestats/internal/tidy"
)

// vintage reads observations written "FRA 2020 1.5 [flag]", of the indicator x
// in a unit.
func vintage(t *testing.T, unit string, lines ...string) Vintage {
	t.Helper()
	var out Vintage
	for k, line := range lines {
		o := tidy.Observation{Indicator: "x", Partner: tidy.World, Unit: unit, Origin: fmt.Sprintf("f.csv:%d", k+2)}
		if n, err := fmt.Sscan(line, &o.Economy, &o.Year, &o.Value, &o.Flag); n < 3 {
			t.Fatal(line, err)
		}
		out.Economies = append(out.Economies, o)
	}
	return out
}

// compared is Compare of two vintages that can be.
func compared(t *testing.T, older, newer Vintage, tolerance float64) (RevisionRows, []Revision) {
	t.Helper()
	rows, summaries, err := Compare(older, newer, tolerance)
	if err != nil {
		t.Fatal(err)
	}
	return rows, summaries
}

func TestComparePair(t *testing.T) {
	for _, c := range []struct {
		old, new  string
		tolerance float64
		want      string // status, difference, per cent; "" for none
	}{
		{"100", "101", 0, "revised 1 1"},
		{"100", "99", 0, "revised -1 -1"},
		{"-100", "-99", 0, "revised 1 1"}, // less of a deficit is up
		{"0", "5", 0, "revised 5 NaN"},
		{"5", "0", 0, "revised -5 -100"},
		{"0", "0", 0, ""},
		{"0", "-0", 0, ""},
		// what is the same on paper is the same
		{"0.3", "0.30000000000000004", 0, ""},
		{"1.00000000000", "1.00000000001", 0, "revised 1e-11 1e-09"},
		{"123456.789012", "123456.789012004", 0, ""},
		{"1.2345678901249999", "1.2345678901250001", 0, ""}, // a digit apart when rounded
		{"4462456.9", "4462457.1", 0, "revised 0.2 4.48183600384e-06"},
		{"1e300", "-1e300", 0, "revised -2e+300 -200"},
		{"1e-300", "2e-300", 0, "revised 1e-300 100"},
		// the tolerance is of the old value, and is itself within
		{"200", "201", 0.5, ""},
		{"200", "201.01", 0.5, "revised 1.01 0.505"},
		{"-200", "-201", 0.5, ""},
		{"0", "0.001", 50, "revised 0.001 NaN"},
		// flags
		{"1 a", "1 b", 0, "flag 0 0"},
		{"1", "1 b", 0, "flag 0 0"},
		{"1 a", "2 b", 0, "revised 1 100"},
		{"200 a", "201 b", 0.5, "flag 1 0.5"},
		{"1 a", "1 a", 0, ""},
	} {
		rows, _ := compared(t, vintage(t, "u", "FRA 2020 "+c.old), vintage(t, "u", "FRA 2020 "+c.new), c.tolerance)
		got := ""
		for _, r := range rows {
			got = fmt.Sprintf("%s %.12g %.12g", r.Status, r.Difference, r.DifferencePct)
		}
		if got != c.want {
			t.Errorf("%s, %s within %v %%: %q, want %q", c.old, c.new, c.tolerance, got, c.want)
		}
	}
}

func TestCompareRows(t *testing.T) {
	older := vintage(t, "million US dollars", "FRA 2020 1000 estimated", "FRA 2021 20", "USA 2020 7")
	newer := vintage(t, "million US dollars", "FRA 2020 1500", "USA 2021 9 provisional", "USA 2020 7")
	rows, _ := compared(t, older, newer, 0)
	nan, u := math.NaN(), "million US dollars"
	want := RevisionRows{
		{"x", "FRA", "WLD", 2020, Revised, 1000, 1500, 500, 50, u, "estimated", "", "f.csv:2", "f.csv:2"},
		{"x", "FRA", "WLD", 2021, Gone, 20, nan, nan, nan, u, "", "", "f.csv:3", ""},
		{"x", "USA", "WLD", 2021, Added, nan, 9, nan, nan, u, "", "provisional", "", "f.csv:3"},
	}
	if d := cmp.Diff(want, rows, cmpopts.EquateNaNs()); d != "" {
		t.Error(d)
	}
}

func TestCompareUnits(t *testing.T) {
	for _, c := range []struct {
		old, new  string
		values    [2]string
		converted float64
		rows      string
	}{
		{"thousand US dollars", "million US dollars", [2]string{"1234", "1.234"}, 0.001, ""},
		{"thousand US dollars", "million US dollars", [2]string{"1234", "2.234"}, 0.001, "1.234 2.234 million US dollars"},
		{"US Dollar million", "million US dollars", [2]string{"5", "5"}, 0, ""},
		{"", "million US dollars", [2]string{"5", "6"}, 0, "5 6 million US dollars"},
		{"million US dollars", "", [2]string{"5", "6"}, 0, "5 6 million US dollars"},
		{"billion US dollars", "million US dollars", [2]string{"0.1", "100.000000000001"}, 1000, ""},
	} {
		rows, summaries := compared(t, vintage(t, c.old, "FRA 2020 "+c.values[0]), vintage(t, c.new, "FRA 2020 "+c.values[1]), 0)
		got := ""
		for _, r := range rows {
			got = fmt.Sprintf("%v %v %s", r.Old, r.New, r.Unit)
		}
		if s := summaries[0]; got != c.rows || s.Converted != c.converted || s.OldUnit != c.old || s.NewUnit != c.new {
			t.Errorf("%q, %q: %q, converted by %v", c.old, c.new, got, s.Converted)
		}
	}
	_, _, err := Compare(vintage(t, "persons", "FRA 2020 1"), vintage(t, "per cent", "FRA 2020 1"), 0)
	if tidy.KindOf(err) != tidy.Data || !strings.Contains(err.Error(), `x is in "persons" (f.csv:2) and in "per cent"`) || tidy.HintOf(err) == "" {
		t.Errorf("units that do not compare: %v", err)
	}
}

func TestRevisionSummary(t *testing.T) {
	older := vintage(t, "u", "FRA 2019 10", "FRA 2020 10", "FRA 2021 10", "USA 2020 100", "USA 2021 100", "DEU 2018 1", "DEU 2020 1", "IND 2020 0")
	newer := vintage(t, "u", "FRA 2019 10", "FRA 2020 11", "FRA 2021 10 estimated", "FRA 2022 12", "USA 2020 98", "USA 2021 104", "CHN 2022 7", "IND 2020 3")
	_, summaries := compared(t, older, newer, 0)
	s := summaries[0]
	type counts struct{ Common, Unchanged, Revised, Up, Down, Reflagged, Added, Gone int }
	if got := (counts{s.Common(), s.Unchanged, s.Revised, s.Up, s.Down, s.Reflagged, s.Added, s.Gone}); got != (counts{6, 1, 4, 3, 1, 1, 2, 2}) {
		t.Errorf("counts: %+v", got)
	}
	// 10, 2 and 4 per cent, none for the zero; 1, 2, 4 and 3
	if s.MedianPct != 4 || s.MedianDifference != 2.5 {
		t.Errorf("medians: %v, %v", s.MedianPct, s.MedianDifference)
	}
	if got := fmt.Sprint(s.NewEconomies, s.LostEconomies, s.NewYears, s.LostYears); got != "[CHN] [DEU] [2022] [2018]" {
		t.Errorf("new and lost: %s", got)
	}
	named := func(rows RevisionRows) string {
		var out []string
		for _, r := range rows {
			out = append(out, fmt.Sprint(r.Economy, r.Year))
		}
		return strings.Join(out, " ")
	}
	if got := named(s.Largest(3, false)); got != "USA2021 IND2020 USA2020" {
		t.Errorf("largest: %s", got)
	}
	if got := named(s.Largest(9, true)); got != "FRA2020 USA2021 USA2020" {
		t.Errorf("largest relative: %s", got)
	}
	var spans []string
	for _, y := range s.Spans(3) {
		spans = append(spans, fmt.Sprintf("%d-%d: %d %d %d %d %d, %d, %d to %d", y.From, y.To, y.Common, y.Revised, y.Up, y.Added, y.Gone, y.Reflagged, int(y.OldTotal), int(y.NewTotal)))
	}
	want := []string{"2018-2020: 4 3 2 0 2, 0, 120 to 122", "2021-2021: 2 1 1 0 0, 1, 110 to 114", "2022-2022: 0 0 0 2 0, 0, 0 to 0"}
	if d := cmp.Diff(want, spans); d != "" {
		t.Error(d)
	}
	if all := s.Spans(4); len(all) != 4 || all[0].To != 2018 {
		t.Errorf("as many spans as years: %v", all)
	}
}

func TestRevisionFactors(t *testing.T) {
	for _, c := range []struct {
		old, new []string
		want     string
	}{
		{[]string{"FRA 2020 12", "FRA 2021 13"}, []string{"FRA 2020 12000", "FRA 2021 13000"}, "1000 true [FRA] 2"},
		{[]string{"FRA 2020 12345", "FRA 2021 6789"}, []string{"FRA 2020 12.3", "FRA 2021 6.8"}, "0.001 true [FRA] 2"},
		{[]string{"FRA 2020 12", "FRA 2021 0"}, []string{"FRA 2020 12000", "FRA 2021 0"}, ""}, // one value is no rule
		{[]string{"FRA 2020 12", "FRA 2021 13", "FRA 2022 0"}, []string{"FRA 2020 12000", "FRA 2021 13000", "FRA 2022 0"}, "1000 true [FRA] 2"},
		{[]string{"FRA 2020 12", "FRA 2021 13", "FRA 2022 0"}, []string{"FRA 2020 12000", "FRA 2021 13000", "FRA 2022 1"}, ""},
		{[]string{"FRA 2020 12", "FRA 2021 13"}, []string{"FRA 2020 12000", "FRA 2021 13"}, ""},
		// a change of unit, one value revised as well; but no change of unit in one year alone
		{[]string{"FRA 2020 12", "FRA 2021 13", "FRA 2022 14"}, []string{"FRA 2020 12000", "FRA 2021 13000", "FRA 2022 14800"}, "1000 true [FRA] 3"},
		{[]string{"FRA 2020 12", "FRA 2021 13", "FRA 2022 14"}, []string{"FRA 2020 12000", "FRA 2021 13000", "FRA 2022 28001"}, ""},
		{[]string{"FRA 2020 2", "FRA 2021 4", "FRA 2022 6"}, []string{"FRA 2020 2.2", "FRA 2021 4.4", "FRA 2022 6.6"}, "1.1 false [FRA] 3"},
		{[]string{"FRA 2020 2", "FRA 2021 4"}, []string{"FRA 2020 2.2", "FRA 2021 4.4"}, ""},
		{[]string{"FRA 2020 2", "FRA 2021 4", "FRA 2022 6"}, []string{"FRA 2020 2.000001", "FRA 2021 4.000001", "FRA 2022 6.000001"}, ""},
		{[]string{"FRA 2020 2", "FRA 2021 4", "FRA 2022 6"}, []string{"FRA 2020 -2", "FRA 2021 -4", "FRA 2022 -6"}, "-1 false [FRA] 3"},
		{[]string{"FRA 2020 2", "FRA 2021 4", "FRA 2022 6"}, []string{"FRA 2020 0", "FRA 2021 0", "FRA 2022 0"}, ""},
		{[]string{"FRA 2020 2", "FRA 2021 4", "USA 2020 3", "USA 2021 1"}, []string{"FRA 2020 20", "FRA 2021 40", "USA 2020 30", "USA 2021 10"}, "10 true [FRA USA] 4"},
	} {
		_, summaries := compared(t, vintage(t, "u", c.old...), vintage(t, "u", c.new...), 0)
		var got []string
		for _, f := range summaries[0].Factors {
			got = append(got, fmt.Sprint(f.Factor, " ", f.PowerOfTen, " ", f.Economies, " ", f.Values))
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%v to %v: %q, want %q", c.old, c.new, got, c.want)
		}
		if c.want != "" && len(summaries[0].Largest(9, false)) > 0 {
			t.Errorf("%v: told by its factor and again as the largest", c.old)
		}
	}
}

func TestRevisionRounding(t *testing.T) {
	fine := []string{"FRA 2020 83.5412", "FRA 2021 84.25", "FRA 2022 84.75", "FRA 2023 85.01", "FRA 2024 85.99", "USA 2024 91.2"}
	rounded := []string{"FRA 2020 83.5", "FRA 2021 84.3", "FRA 2022 84.7", "FRA 2023 85", "FRA 2024 86", "USA 2024 95.2"}
	for _, c := range []struct {
		old, new []string
		want     RevisionRounding
	}{
		{fine, rounded, RevisionRounding{5, 4, 1}},
		{rounded, fine, RevisionRounding{5, 1, 4}},
		{fine[:5], rounded[:5], RevisionRounding{5, 4, 1}},
		{fine[1:], rounded[1:], RevisionRounding{0, 2, 1}}, // four may be by chance
		{rounded, rounded, RevisionRounding{0, 1, 1}},
		{[]string{"FRA 2020 83.5"}, []string{"FRA 2020 83.6"}, RevisionRounding{0, 1, 1}},
	} {
		_, summaries := compared(t, vintage(t, "u", c.old...), vintage(t, "u", c.new...), 0)
		s := summaries[0]
		if s.Rounding != c.want || len(s.Largest(9, false)) != s.Revised {
			t.Errorf("%v to %v: %+v, want %+v; largest %v", c.old, c.new, s.Rounding, c.want, s.Largest(9, false))
		}
	}
}

// TestCompareGroups: groups are compared with groups, after the economies.
func TestCompareGroups(t *testing.T) {
	older, newer := vintage(t, "u", "FRA 2020 1"), vintage(t, "u", "FRA 2020 2")
	older.Groups = vintage(t, "u", "AAA 2020 5", "FRA 2020 9").Economies
	newer.Groups = vintage(t, "u", "AAA 2020 6").Economies
	rows, summaries := compared(t, older, newer, 0)
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprint(r.Economy, " ", r.Status, " ", r.Old))
	}
	if d := cmp.Diff([]string{"FRA revised 1", "AAA revised 5", "FRA gone 9"}, got); d != "" {
		t.Error(d)
	}
	if len(summaries) != 2 || summaries[0].Groups || !summaries[1].Groups || summaries[1].Revised != 1 {
		t.Errorf("summaries: %+v", summaries)
	}
}

// madeVintage is a vintage made of few keys, so that many meet.
func madeVintage(r *rand.Rand) Vintage {
	var out Vintage
	for _, into := range []*[]tidy.Observation{&out.Economies, &out.Groups} {
		for _, indicator := range []string{"a", "b", "c"} {
			if r.IntN(5) == 0 {
				continue
			}
			for _, economy := range []string{"BRA", "FRA", "IND"} {
				for _, partner := range []string{tidy.World, "USA"} {
					for year := 2018; year < 2022; year++ {
						if r.IntN(3) > 0 {
							*into = append(*into, tidy.Observation{Indicator: indicator, Economy: economy, Partner: partner, Year: year,
								Value: float64(r.IntN(4)-1) * 1.5, Flag: []string{"", "", "estimated"}[r.IntN(3)], Unit: "u"})
						}
					}
				}
			}
		}
		r.Shuffle(len(*into), func(i, j int) { (*into)[i], (*into)[j] = (*into)[j], (*into)[i] })
	}
	return out
}

func sizeOf(v Vintage) int { return len(v.Economies) + len(v.Groups) }

// TestCompareProperties: a vintage does not differ from itself, the other way
// round what is added is gone, and each observation is counted once.
func TestCompareProperties(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		a, b := madeVintage(r), madeVintage(r)
		if rows, summaries := compared(t, a, a, 0); len(rows) > 0 || slices.ContainsFunc(summaries, func(s Revision) bool { return s.Differs() }) {
			t.Fatalf("%d: differs from itself: %v", seed, rows)
		}
		rows, summaries := compared(t, a, b, 0)
		if again, _ := compared(t, a, b, 0); !cmp.Equal(rows, again, cmpopts.EquateNaNs()) {
			t.Fatalf("%d: differs from run to run", seed)
		}
		back, _ := compared(t, b, a, 0)
		for k := range back {
			s := &back[k]
			s.Old, s.New, s.OldFlag, s.NewFlag = s.New, s.Old, s.NewFlag, s.OldFlag
			s.Difference = -s.Difference + 0
			s.DifferencePct = percent(s.Difference, math.Abs(s.Old))
			switch s.Status {
			case Added:
				s.Status = Gone
			case Gone:
				s.Status = Added
			}
		}
		if d := cmp.Diff(rows, back, cmpopts.EquateNaNs()); d != "" {
			t.Fatalf("%d: the other way round:\n%s", seed, d)
		}
		older, newer, told := 0, 0, 0
		for _, s := range summaries {
			older += s.Common() + s.Gone
			newer += s.Common() + s.Added
			told += len(s.Rows)
			if len(s.Rows) != s.Revised+s.Rounding.Count+s.Reflagged+s.Added+s.Gone || s.Up+s.Down != s.Revised {
				t.Fatalf("%d: %+v", seed, s)
			}
			spanned := 0
			for _, y := range s.Spans(3) {
				spanned += y.Revised + y.Rounded + y.Reflagged + y.Added + y.Gone
			}
			if spanned != len(s.Rows) {
				t.Fatalf("%d: %d rows by year, %d in all", seed, spanned, len(s.Rows))
			}
		}
		if older != sizeOf(a) || newer != sizeOf(b) || told != len(rows) {
			t.Fatalf("%d: %d of %d and %d of %d counted, %d of %d rows", seed, older, sizeOf(a), newer, sizeOf(b), told, len(rows))
		}
	}
}
