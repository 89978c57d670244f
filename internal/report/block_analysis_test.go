package report

import (
	"reflect"
	"testing"

	"tradestats/internal/analysis"
)

// A number of an analysis is known by what was asked: what the figures decide on does
// not make another one of it. All values here are made up.
func TestKeysOfAnalyses(t *testing.T) {
	for _, c := range []struct {
		kind string
		a, b any
		want string // "" where the two differ
	}{
		{"target", analysis.TargetRow{Target: "goal", Indicator: "x", Economy: "FRA", Partner: "WLD", Year: 2022, From: 2018, TargetYear: 2030, Path: "logit", Standing: "off-track", ReachedIn: 2031},
			analysis.TargetRow{Target: "goal", Indicator: "x", Economy: "FRA", Partner: "WLD", Year: 2023, From: 2018, TargetYear: 2030, Path: "linear", Standing: "reached"}, "goal/x/FRA/WLD"},
		{"target", analysis.TargetRow{Indicator: "x", Economy: "FRA", TargetYear: 2030}, analysis.TargetRow{Indicator: "x", Economy: "FRA", TargetYear: 2035}, ""},
		{"rank", analysis.RankRow{Indicator: "x", Year: 2022, Rank: 3, Economy: "FRA", Name: "France"}, analysis.RankRow{Indicator: "x", Year: 2022, Rank: 4, Economy: "FRA", Name: "France"}, "x/2022/FRA"},
		{"forecast", analysis.ForecastRow{Indicator: "x", Economy: "FRA", Year: 2025, From: 2010, To: 2022, Model: "trend", Scale: "log"},
			analysis.ForecastRow{Indicator: "x", Economy: "FRA", Year: 2025, From: 2011, To: 2023, Model: "walk"}, "x/FRA/2025"},
		{"growth", analysis.GrowthRow{Indicator: "x", Economy: "FRA", From: 2015, To: 2022, Method: "cagr"}, analysis.GrowthRow{Indicator: "x", Economy: "FRA", From: 2015, To: 2022, Method: "ls"}, ""},
	} {
		b := &analysisBlock{question: question{Analysis: c.kind}}
		x, _, _ := b.rowKey(reflect.ValueOf(c.a))
		y, _, _ := b.rowKey(reflect.ValueOf(c.b))
		if c.want == "" && x == y || c.want != "" && (x != c.want || y != c.want) {
			t.Errorf("%s: %q and %q, want %q", c.kind, x, y, c.want)
		}
	}
}

func TestUnitsOfAnalyses(t *testing.T) {
	for _, c := range [][3]string{
		{"gap", "per cent of population", "percentage points"}, {"pace", "per cent", "points a year"}, {"pace_needed", "per cent", "points a year"},
		{"gap", "million US dollars", "million US dollars"}, {"gap_pct", "per cent", "per cent"}, {"logit_pace", "per cent", "number"}, {"value", "per cent", "per cent"},
	} {
		if got := columnUnit(c[0], c[1]); got != c[2] {
			t.Errorf("%s of %s: got %s, want %s", c[0], c[1], got, c[2])
		}
	}
}
