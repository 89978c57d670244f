package analysis

import (
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/frame"
)

func distances(t *testing.T, d *Data, o TargetOptions) TargetRows {
	t.Helper()
	rows, err := Distance(d, o)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// one selects an economy by itself.
func one(t *testing.T, id string) Selection {
	sel := group(t, id)
	sel.Items = []economy.Item{{ID: id}}
	return sel
}

func TestVectorTargets(t *testing.T) {
	all := vectors(t)
	v := at(t, all, "I8_target")
	d := data(t, catalogRatio, map[string]map[int]float64{"AUT": {2021: number(t, v, "hist", "y2021"), 2023: number(t, v, "hist", "y2023")}}, nil)
	row := distances(t, d, TargetOptions{Selection: one(t, "AUT"), Goal: Goal{Value: number(t, v, "target"), Year: 2030}})[0]
	for what, c := range map[string][2]float64{
		"gap": {row.Gap, number(t, v, "gap_pp")}, "needed": {row.Needed, number(t, v, "pp_per_year")},
		"cagr": {row.GrowthPct, number(t, v, "required_cagr_pct")}, "logit": {row.LogitNeeded, number(t, v, "required_logit_step")},
		"next": {row.NextValue, number(t, v, "logit_path_first_year")}, "pace": {row.Pace, number(t, v, "hist", "pp_per_year")},
		"projected": {row.LinearEnd, number(t, v, "hist", "proj2030_linear")},
	} {
		expect(t, what, c[0], c[1])
	}
	if row.Standing != "off-track" || row.Path != logitScale {
		t.Errorf("%s on the %s path", row.Standing, row.Path)
	}

	v = at(t, all, "I8b_afford")
	price := catalog.Indicator{Unit: "US dollars", Kind: catalog.Price, Rule: catalog.Median}
	d = data(t, price, map[string]map[int]float64{"AUT": {2023: number(t, v, "price")}}, nil)
	row = distances(t, d, TargetOptions{Selection: one(t, "AUT"), Goal: Goal{Value: number(t, v, "target"), Year: 2023 + int(number(t, v, "n")), LowerIsBetter: true}})[0]
	expect(t, "distance", row.GapPct, 100*number(t, v, "distance"))
	expect(t, "cut", -row.ChangePct, number(t, v, "required_cut_pct"))
	expect(t, "yearly cut", row.GrowthPct, number(t, v, "required_cagr_pct"))

	v = at(t, all, "I8c_progress")
	d = data(t, flow, map[string]map[int]float64{"AUT": {2020: number(t, v, "base"), 2023: number(t, v, "current")}}, nil)
	row = distances(t, d, TargetOptions{Selection: one(t, "AUT"), Goal: Goal{Value: number(t, v, "target"), Year: 2030}, From: 2020})[0]
	expect(t, "achieved", row.Achieved, 100*number(t, v, "progress"))
	expect(t, "elapsed", row.Elapsed, 100*number(t, v, "time_elapsed"))
	expect(t, "ratio", row.Ratio, number(t, v, "on_track_ratio"))
	if row.Standing != "on-track" {
		t.Errorf("exactly enough is %s", row.Standing)
	}
}

// blank finds figures that are missing although nothing says why.
func blank(t *testing.T, rows any) {
	t.Helper()
	list := reflect.ValueOf(rows)
	for k := range list.Len() {
		row := list.Index(k)
		status, note := row.FieldByName("Status").String(), row.FieldByName("Note").String()
		value := row.FieldByName("Value")
		if value.IsValid() && value.Kind() == reflect.Float64 && math.IsNaN(value.Float()) != (status == Withheld) {
			t.Errorf("value %v is %s", value, status)
		}
		if status == Withheld && note == "" {
			t.Error("withheld without a reason")
		}
		for f := range row.NumField() {
			if v := row.Field(f); v.Kind() == reflect.Float64 && math.IsInf(v.Float(), 0) {
				t.Errorf("%s is infinite", row.Type().Field(f).Name)
			}
		}
	}
}

// What a group's pace is has nothing to do with who comes and goes: a member
// that reports only now changes the value, not the pace.
func TestPaceIsThatOfTheMatched(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		values, weights := map[string]map[int]float64{}, map[string]map[int]float64{}
		for _, e := range six {
			values[e] = map[int]float64{2015: 20 + 20*r.Float64(), 2020: 40 + 20*r.Float64()}
			w := 10 + r.Float64()
			weights[e] = map[int]float64{2015: w, 2020: w}
		}
		goal := Goal{Value: 80, Year: 2030}
		o := TargetOptions{Selection: group(t, strings.Join(six, ",")), Goal: goal, Coverage: Coverage{Min: 1, Forced: true}}
		before := distances(t, data(t, catalogRatio, values, weights), o)[0]
		if before.Matched != 6 || !(before.Pace > 0) {
			t.Fatalf("pace %v over %d", before.Pace, before.Matched)
		}
		// The pace of five, of which the sixth no longer is one.
		delete(values["FRA"], 2015)
		after := distances(t, data(t, catalogRatio, values, weights), o)[0]
		values["FRA"][2020] = 99
		other := distances(t, data(t, catalogRatio, values, weights), o)[0]
		if after.Matched != 5 || !near(after.Pace, other.Pace) || near(after.Value, other.Value) || !near(after.LogitPace, other.LogitPace) {
			t.Errorf("pace %v and %v, value %v and %v", after.Pace, other.Pace, after.Value, other.Value)
		}
	}
}

// Whatever the figures: reached only past the goal, a year only where the pace
// leads there, no percentage beyond 100, and no hole without a reason.
func TestDistancesOfAnything(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 300 {
		values := map[string]map[int]float64{}
		for _, e := range six {
			values[e] = map[int]float64{}
			for year := 2014; year <= 2020; year++ {
				if r.IntN(3) > 0 {
					values[e][year] = math.Min(100, math.Max(0, 120*r.Float64()-10))
				}
			}
		}
		sel := group(t, strings.Join(six, ","))
		for _, e := range six {
			sel.Items = append(sel.Items, economy.Item{ID: e})
		}
		goal := Goal{Value: float64(r.IntN(101)), Year: 2018 + r.IntN(10), LowerIsBetter: r.IntN(2) == 0}
		rows := distances(t, data(t, catalogRatio, values, nil), TargetOptions{Selection: sel, Goal: goal})
		blank(t, rows)
		for _, row := range rows {
			if (row.Standing == "reached") != (row.Gap <= 0) {
				t.Errorf("%s with a gap of %v", row.Standing, row.Gap)
			}
			if row.Path == logitScale && (row.Projected < 0 || row.Projected > 100) {
				t.Errorf("projected %v", row.Projected)
			}
			if row.ReachedIn != 0 && row.ReachedIn < row.Year {
				t.Errorf("reached in %d, seen from %d", row.ReachedIn, row.Year)
			}
			if row.ReachedIn != 0 && (row.Standing == "on-track") != (row.ReachedIn <= row.TargetYear) && row.Standing != "missed" {
				t.Errorf("%s, reached in %d for %d", row.Standing, row.ReachedIn, row.TargetYear)
			}
		}
	}
}

func TestProjectionsOfAnything(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for k := range 60 {
		values := made(r)
		i := flow
		if k%2 == 0 {
			i = catalogRatio
			for _, years := range values {
				for year, v := range years {
					years[year] = math.Min(100, v/15)
				}
			}
		}
		sel := group(t, strings.Join(six, ","))
		for _, e := range six {
			sel.Items = append(sel.Items, economy.Item{ID: e})
		}
		rows, err := Forecast(data(t, i, values, values), ForecastOptions{SeriesOptions: SeriesOptions{Selection: sel}})
		if err != nil {
			t.Fatal(err)
		}
		blank(t, rows)
		for _, row := range rows {
			if _, said := row.Notes.Find(NoteMechanical); !said {
				t.Error("a projection that is not called mechanical")
			}
			if row.Status == Withheld {
				continue
			}
			if !(row.Low95 <= row.Low80 && row.Low80 <= row.Value && row.Value <= row.High80 && row.High80 <= row.High95) {
				t.Errorf("intervals of %v", row)
			}
			if i.IsPercentage() && (row.Low95 < 0 || row.High95 > 100) {
				t.Errorf("from %v to %v", row.Low95, row.High95)
			}
			if ahead := row.Year - row.To; ahead < 1 || ahead > 5 || 3*ahead > row.To-row.From+1 {
				t.Errorf("%d years ahead of %d-%d", ahead, row.From, row.To)
			}
		}
	}
}

// A group is projected from the same members in every year, and a sum of
// constant members is constant whoever else comes and goes.
func TestProjectionOfAGroupIgnoresTheUnmatched(t *testing.T) {
	values := full(map[string]map[int]float64{"AUT": {}, "BEL": {}, "CHE": {}})
	values["DEU"] = map[int]float64{2012: 3, 2015: 4, 2020: 5}
	rows, err := Forecast(data(t, flow, values, nil), ForecastOptions{SeriesOptions: SeriesOptions{Selection: group(t, "AUT,BEL,CHE,DEU")}})
	if err != nil || len(rows) == 0 {
		t.Fatal(rows, err)
	}
	for _, row := range rows {
		if row.Matched != 3 || row.Value != 300 || row.Status != OK {
			t.Errorf("%v of %d, %s", row.Value, row.Matched, row.Status)
		}
	}
}

func TestVectorDrift(t *testing.T) {
	v := at(t, vectors(t), "I9_drift")
	years := map[int]float64{}
	for k, y := range at(t, v, "y").([]any) {
		years[2013+k] = y.(float64)
	}
	rows, err := Forecast(data(t, flow, map[string]map[int]float64{"AUT": years}, nil), ForecastOptions{
		SeriesOptions: SeriesOptions{Selection: one(t, "AUT")}, Model: "drift",
	})
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	for k, row := range rows {
		expect(t, "value", row.Value, at(t, v, "fc").([]any)[k].(float64))
		expect(t, "error", row.StdErr, at(t, v, "se").([]any)[k].(float64))
		interval := at(t, v, "pi95").([]any)[k].([]any)
		expect(t, "from", row.Low95, interval[0].(float64))
		expect(t, "to", row.High95, interval[1].(float64))
	}
}

func TestVectorBreak(t *testing.T) {
	v := at(t, vectors(t), "I10_chow")
	years := map[int]float64{}
	for k, y := range at(t, v, "y").([]any) {
		years[2010+k] = y.(float64)
	}
	rows, err := FindBreaks(data(t, catalogRatio, map[string]map[int]float64{"AUT": years}, nil), SeriesOptions{Selection: one(t, "AUT")})
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	expect(t, "F", rows[0].F, number(t, v, "F"))
	if want := 2010 + int(number(t, v, "best_single_break", "index")); rows[0].Year != want || rows[0].Flagged != "no" {
		t.Errorf("break in %d, want %d; flagged %s", rows[0].Year, want, rows[0].Flagged)
	}
}

// The slopes and the year of a break do not depend on the unit, nor F.
func TestBreaksOfScaledSeries(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for range 50 {
		values := full(made(r))
		sel := group(t, strings.Join(six, ","))
		find := func() BreakRows {
			rows, err := FindBreaks(data(t, flow, values, nil), SeriesOptions{Selection: sel})
			if err != nil {
				t.Fatal(err)
			}
			blank(t, rows)
			return rows
		}
		before := find()[0]
		for _, years := range values {
			for year := range years {
				years[year] *= 1000
			}
		}
		after := find()[0]
		if before.Year == 0 || before.Year != after.Year || !near(before.F, after.F) || !near(before.Before, after.Before) || !near(before.After, after.After) {
			t.Errorf("%v\n%v", before, after)
		}
	}
}

// The order of the items asked for is that of the rows, and nothing else.
func TestOrderOfItemsIsTheirs(t *testing.T) {
	values := full(made(rand.New(rand.NewPCG(13, 14))))
	d := data(t, flow, values, nil)
	sel := one(t, "AUT")
	sel.Items = nil
	for _, e := range six {
		sel.Items = append(sel.Items, economy.Item{ID: e})
	}
	o := TargetOptions{Selection: sel, Goal: Goal{Value: 500, Year: 2030}}
	all := frame.Cells(distances(t, d, o).Frame())
	for k := range six {
		o.Items = sel.Items[k : k+1]
		if diff := cmp.Diff(all[k:k+1], frame.Cells(distances(t, d, o).Frame())); diff != "" {
			t.Error(diff)
		}
	}
}
