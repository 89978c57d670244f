package analysis

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"slices"
	"testing"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/formula"
	"tradestats/internal/frame"
	"tradestats/internal/tidy"
)

// near tells whether two figures agree to six decimals, relative above 1.
func near(got, want float64) bool {
	return math.Abs(got-want) <= 1e-6*math.Max(1, math.Abs(want))
}

func expect(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !near(got, want) {
		t.Errorf("%s: got %.9g, want %.9g", what, got, want)
	}
}

// vectors are those of the method, which stand beside the checkout.
func vectors(t *testing.T) map[string]any {
	t.Helper()
	text, err := os.ReadFile("../../../shared/method/vectors.json")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("no ../../../shared/method/vectors.json: the vectors also run as scripts of internal/cli")
	}
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// at follows keys into the vectors.
func at(t *testing.T, in any, keys ...string) any {
	t.Helper()
	for _, k := range keys {
		m, ok := in.(map[string]any)
		if !ok || m[k] == nil {
			t.Fatalf("vectors: no %q in %v", k, keys)
		}
		in = m[k]
	}
	return in
}

func number(t *testing.T, in any, keys ...string) float64 {
	t.Helper()
	v, ok := at(t, in, keys...).(float64)
	if !ok {
		t.Fatalf("vectors: %v is no number", keys)
	}
	return v
}

// The members of the vectors' groups, under codes that the registry knows.
var codes = map[string]string{"A": "AUT", "B": "BEL", "C": "CHE", "D": "DEU"}

// data makes the data of one indicator from values and weights by economy and
// year.
func data(t *testing.T, i catalog.Indicator, values, weights map[string]map[int]float64) *Data {
	t.Helper()
	i.ID = "vector"
	list := []catalog.Indicator{i}
	if i.Weight != "" {
		list = append(list, catalog.Indicator{ID: i.Weight, Kind: catalog.Stock, Rule: catalog.Sum})
	}
	c, err := (&catalog.Catalog{}).With(&catalog.Dataset{ID: "test", Own: true, Indicators: list})
	if err != nil {
		t.Fatal(err)
	}
	var obs []tidy.Observation
	for id, from := range map[string]map[string]map[int]float64{"vector": values, i.Weight: weights} {
		for e, years := range from {
			for y, v := range years {
				obs = append(obs, tidy.Observation{Indicator: id, Economy: e, Partner: tidy.World, Year: y, Value: v})
			}
		}
	}
	d, err := Prepare(c, frame.FromObservations(obs), frame.FromObservations(nil), []string{"vector"})
	if err != nil || len(d) != 1 {
		t.Fatal(d, err)
	}
	return d[0]
}

// group makes the selection of a group of economies.
func group(t *testing.T, list string) Selection {
	t.Helper()
	r, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	if r, err = r.With([]string{"test=" + list}); err != nil {
		t.Fatal(err)
	}
	return Selection{Items: []economy.Item{{ID: "test", Group: true}}, Economies: r, Reference: 2020}
}

func growth(t *testing.T, d *Data, o GrowthOptions) GrowthRow {
	t.Helper()
	rows, err := Growth(d, o)
	if err != nil || len(rows) != 1 {
		t.Fatalf("rows %v, error %v", rows, err)
	}
	return rows[0]
}

func aggregate(t *testing.T, d *Data, o AggregateOptions) Aggregation {
	t.Helper()
	rows, err := Aggregate(d, o)
	if err != nil || len(rows) != 1 {
		t.Fatalf("rows %v, error %v", rows, err)
	}
	return rows[0]
}

var flow = catalog.Indicator{Unit: "million US dollars", Kind: catalog.Flow, Rule: catalog.Sum}

func TestVectorsRates(t *testing.T) {
	all := vectors(t)
	g1, _ := formula.YearOnYear(number(t, all, "G1_yoy", "in_", "y2020"), number(t, all, "G1_yoy", "in_", "y2021"))
	expect(t, "G1", g1, number(t, all, "G1_yoy", "yoy_pct"))
	g2, _ := formula.Compound(number(t, all, "G2_cagr", "y2010"), number(t, all, "G2_cagr", "y2023"), int(number(t, all, "G2_cagr", "n")))
	expect(t, "G2", g2, number(t, all, "G2_cagr", "cagr_pct"))
	var years []int
	var values []float64
	for k, v := range at(t, all, "G3_lsgr", "series").([]any) {
		years, values = append(years, 2010+k), append(values, v.(float64))
	}
	g3, _ := formula.LeastSquares(years, values)
	expect(t, "G3", g3, number(t, all, "G3_lsgr", "ls_pct"))
	g3b, _ := formula.LeastSquares(years[8:], values[8:])
	expect(t, "G3b", g3b, number(t, all, "G3b_lsgr_2018_23", "ls_pct"))
	g3c, _ := formula.Compound(values[8], values[13], 5)
	expect(t, "G3b compound", g3c, number(t, all, "G3b_lsgr_2018_23", "cagr_pct"))
	g4, _ := formula.LeastSquares([]int{0, 1, 3}, []float64{100, 110, 133.1})
	expect(t, "G4", g4, number(t, all, "G4_lsgr_gap", "ls_pct"))
	zero := at(t, all, "G9_zero_neg")
	g9, _ := formula.Midpoint(number(t, zero, "base0", "y0"), number(t, zero, "base0", "y1"))
	expect(t, "G9 from zero", g9, number(t, zero, "base0", "arc_pct"))
	g9, _ = formula.Midpoint(number(t, zero, "arc", "y0"), number(t, zero, "arc", "y1"))
	expect(t, "G9", g9, number(t, zero, "arc", "arc_pct"))
	g9, _ = formula.YearOnYear(number(t, zero, "tiny", "y0"), number(t, zero, "tiny", "y1"))
	expect(t, "G9 tiny", g9, number(t, zero, "tiny", "yoy_pct"))
	if v, why := formula.YearOnYear(number(t, zero, "base0", "y0"), 5); !math.IsNaN(v) || why != ZeroBase {
		t.Errorf("G9 from zero: %v %q", v, why)
	}
	if v, why := formula.YearOnYear(number(t, zero, "neg", "y0"), number(t, zero, "neg", "y1")); !math.IsNaN(v) || why != SignChange {
		t.Errorf("G9 negative: %v %q", v, why)
	}
}

func TestVectorContributions(t *testing.T) {
	g5 := at(t, vectors(t), "G5_contrib")
	pair := func(in any) (float64, float64) { p := in.([]any); return p[0].(float64), p[1].(float64) }
	var parts []Part
	for _, id := range []string{"A", "B", "C"} {
		y0, y1 := pair(at(t, g5, "base", id))
		parts = append(parts, Part{id, y0, y1})
	}
	y0, y1 := pair(at(t, g5, "total"))
	got, why := Contribute(y0, y1, parts)
	if why != NoReason {
		t.Fatal(why)
	}
	expect(t, "growth", got.Growth, number(t, g5, "growth_pct"))
	for _, p := range got.Parts {
		expect(t, p.ID, p.Points, number(t, g5, "contrib_pp", p.ID))
	}
	expect(t, "residual", got.Residual.Points, 0)
}

func TestVectorMatched(t *testing.T) {
	g6 := at(t, vectors(t), "G6_matched")
	values := map[string]map[int]float64{}
	for id, in := range at(t, g6, "data").(map[string]any) {
		values[codes[id]] = map[int]float64{}
		for k, v := range in.([]any) {
			if v != nil {
				values[codes[id]][2019+k] = v.(float64)
			}
		}
	}
	d := data(t, flow, values, nil)
	o := GrowthOptions{Selection: group(t, "AUT,BEL,CHE,DEU"), Method: YoY, From: 2019, To: 2020}
	row := growth(t, d, o)
	if row.Status != at(t, g6, "status").(string) || row.Reason != LowCoverage || !math.IsNaN(row.GrowthPct) {
		t.Errorf("status %s, reason %s, growth %v", row.Status, row.Reason, row.GrowthPct)
	}
	expect(t, "naive", row.NaivePct, number(t, g6, "naive_pct"))
	expect(t, "coverage", row.Covered, number(t, g6, "coverage_pct"))
	expect(t, "matched", float64(row.Matched), number(t, g6, "matched_n"))
	o.Coverage = Coverage{Forced: true}
	row = growth(t, d, o)
	expect(t, "forced", row.GrowthPct, number(t, g6, "matched_pct"))
	if row.Status != Partial {
		t.Errorf("forced: status %s", row.Status)
	}
}

// ratio prepares the pairs of value and weight of a vector.
func ratio(t *testing.T, rule string, in any, value func(v, w float64) (float64, float64)) *Data {
	t.Helper()
	values, weights := map[string]map[int]float64{}, map[string]map[int]float64{}
	for id, pair := range in.(map[string]any) {
		p := pair.([]any)
		v, known := p[0].(float64)
		r, w := value(v, p[1].(float64))
		weights[codes[id]] = map[int]float64{2020: w}
		if known {
			values[codes[id]] = map[int]float64{2020: r}
		} else {
			values[codes[id]] = map[int]float64{2019: 1} // it reported before
		}
	}
	return data(t, catalog.Indicator{Unit: "per cent", Kind: catalog.Ratio, Rule: rule, Weight: "weight"}, values, weights)
}

func TestVectorMeans(t *testing.T) {
	all := vectors(t)
	as := func(v, w float64) (float64, float64) { return v, w }
	three := AggregateOptions{Selection: group(t, "AUT,BEL,CHE"), From: 2020, To: 2020}
	median, forced := three, three
	median.Rule = catalog.Median
	forced.Coverage = Coverage{Forced: true}

	a1 := ratio(t, catalog.WeightedMean, at(t, all, "A1_popw", "d"), as)
	expect(t, "A1", aggregate(t, a1, three).Value, number(t, all, "A1_popw", "popw"))
	expect(t, "A1 median", aggregate(t, a1, median).Value, number(t, all, "A1_popw", "median"))

	a2 := ratio(t, catalog.WeightedMean, at(t, all, "A2_missing_weights", "d"), as)
	row := aggregate(t, a2, three)
	if row.Status != Withheld || !math.IsNaN(row.Value) {
		t.Errorf("A2: status %s, value %v", row.Status, row.Value)
	}
	expect(t, "A2 coverage", row.Covered, 100-number(t, all, "A2_missing_weights", "weight_missing_pct"))
	expect(t, "A2 forced", aggregate(t, a2, forced).Value, number(t, all, "A2_missing_weights", "value_if_forced"))
	partial := at(t, all, "A2_missing_weights", "partial_case")
	row = aggregate(t, ratio(t, catalog.WeightedMean, at(t, partial, "d"), as), three)
	expect(t, "A2 partial", row.Value, number(t, partial, "value"))
	if row.Status != Partial {
		t.Errorf("A2 partial: status %s", row.Status)
	}

	share := func(part, whole float64) (float64, float64) { return 100 * part / whole, whole }
	a4 := ratio(t, catalog.RatioOfSums, at(t, all, "A4_ratio", "data"), share)
	two := AggregateOptions{Selection: group(t, "AUT,BEL"), From: 2020, To: 2020}
	expect(t, "A4", aggregate(t, a4, two).Value, number(t, all, "A4_ratio", "ratio_of_sums_pct"))
}

func TestVectorBalance(t *testing.T) {
	i5 := at(t, vectors(t), "I5_balance")
	b := balanceOf("USA", formula.Trade{Exports: number(t, i5, "X"), Imports: number(t, i5, "M")})
	expect(t, "balance", b.Balance, number(t, i5, "balance"))
	expect(t, "cover", b.Cover, number(t, i5, "cover_ratio"))
	expect(t, "normalised", b.Normalised, number(t, i5, "norm_balance"))
}

func ExampleYearOnYear() {
	rate, _ := formula.YearOnYear(80, 120)
	_, why := formula.YearOnYear(0, 5)
	fmt.Println(rate, Because(why))
	// Output: 50 the base is zero
}

// A fit through a group's ratio goes through its weighted means, of the members
// that have a value and a weight in every year.
func TestFitOfMeans(t *testing.T) {
	values := map[string]map[int]float64{
		"AUT": {2018: 1, 2019: 3, 2020: 1}, "BEL": {2018: 3, 2019: 5, 2020: 3}, "CHE": {2018: 9, 2020: 90}, "DEU": {2018: 9, 2019: 9, 2020: 90},
	}
	weights := map[string]map[int]float64{
		"AUT": {2018: 10, 2019: 10, 2020: 10}, "BEL": {2018: 30, 2019: 30, 2020: 30}, "CHE": {2018: 1, 2019: 9, 2020: 1}, "DEU": {2018: 1, 2020: 1},
	}
	ratio := catalog.Indicator{Unit: "per 100 people", Kind: catalog.Ratio, Rule: catalog.WeightedMean, Weight: "weight"}
	d := data(t, ratio, values, weights)
	row := growth(t, d, GrowthOptions{Selection: group(t, "AUT,BEL,CHE,DEU"), Method: LS, From: 2018, To: 2020})
	if want := []string{"AUT", "BEL"}; !slices.Equal(row.Sample, want) { // the others miss a value or a weight of 2019
		t.Errorf("sample %v, want %v", row.Sample, want)
	}
	expect(t, "start", row.Start, 2.5)
	expect(t, "rate", row.GrowthPct, 0)
	expect(t, "coverage, the least of all years", row.Covered, 100*40.0/49)
	if row.Status != Partial {
		t.Errorf("status %s", row.Status)
	}

	values["BEL"], values["CHE"], values["DEU"] = map[int]float64{2018: 3, 2019: 6, 2020: 12}, nil, nil
	values["AUT"] = map[int]float64{2018: 3, 2019: 1, 2020: 2}
	weights["AUT"], weights["BEL"] = map[int]float64{2018: 10, 2019: 10, 2020: 20}, map[int]float64{2018: 10, 2019: 30, 2020: 10}
	row = growth(t, data(t, ratio, values, weights), GrowthOptions{Selection: group(t, "AUT,BEL"), Method: LS, From: 2018, To: 2020})
	// 3, 4.75 and 16/3: the slope of three logarithms is half of ln(16/9)
	expect(t, "rate of means", row.GrowthPct, 100*(4.0/3-1))

	alone := group(t, "AUT,BEL")
	alone.Items = []economy.Item{{ID: "BEL"}}
	row = growth(t, data(t, ratio, values, nil), GrowthOptions{Selection: alone, Method: LS, From: 2018, To: 2020})
	expect(t, "rate of one economy", row.GrowthPct, 100)
}

// Values of a user's series below 1 are no tiny base, unless its digits say so.
func TestMultipliedOnlyWhereTheStepIsKnown(t *testing.T) {
	values := map[string]map[int]float64{"AUT": {2019: 0.2, 2020: 0.3}}
	for digits := range 2 {
		i := flow
		i.Digits = digits
		one := group(t, "AUT")
		one.Items = []economy.Item{{ID: "AUT"}}
		row := growth(t, data(t, i, values, nil), GrowthOptions{Selection: one, Method: YoY, From: 2019, To: 2020})
		if _, got := row.Notes.Find(NoteMultiplied); got {
			t.Errorf("%d digits: multiplied", digits)
		}
	}
	d := data(t, flow, values, nil)
	d.Indicator.Dataset = &catalog.Dataset{ID: "published"}
	row := GrowthRow{Start: 0.2, End: 0.3, GrowthPct: 50, Method: YoY}
	if !row.tooLarge(d) {
		t.Error("0.2 is below the unit of a publisher that prints whole numbers")
	}
}
