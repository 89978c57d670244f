package analysis

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/frame"
	"tradestats/internal/tidy"
)

// Properties that hold whatever the figures: on made-up ones, with gaps.

// catalogRatio is a percentage with weights.
var catalogRatio = catalog.Indicator{Unit: "per cent", Kind: catalog.Ratio, Rule: catalog.WeightedMean, Weight: "weight"}

var six = []string{"AUT", "BEL", "CHE", "DEU", "ESP", "FRA"}

// made returns made-up values of six economies, about one in ten missing.
func made(r *rand.Rand) map[string]map[int]float64 {
	out := map[string]map[int]float64{}
	for _, e := range six {
		out[e] = map[int]float64{}
		level := 10 + 1000*r.Float64()
		for year := 2010; year <= 2020; year++ {
			level *= 0.9 + 0.3*r.Float64()
			if r.IntN(10) > 0 {
				out[e][year] = level
			}
		}
	}
	return out
}

// full fills the gaps of made-up values.
func full(values map[string]map[int]float64) map[string]map[int]float64 {
	for _, years := range values {
		for year := 2010; year <= 2020; year++ {
			if years[year] == 0 {
				years[year] = 100
			}
		}
	}
	return values
}

func TestOrderOfRowsNeverMatters(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	values := made(r)
	var obs []tidy.Observation
	for _, e := range six {
		for year := 2010; year <= 2020; year++ {
			if v, ok := values[e][year]; ok {
				obs = append(obs, tidy.Observation{Indicator: "vector", Economy: e, Partner: tidy.World, Year: year, Value: v})
			}
		}
	}
	d := data(t, flow, values, nil)
	sel := group(t, strings.Join(six, ","))
	results := func() [3][][]string {
		g, err := Growth(d, GrowthOptions{Selection: sel, Method: YoY})
		if err != nil {
			t.Fatal(err)
		}
		a, err := Aggregate(d, AggregateOptions{Selection: sel})
		if err != nil {
			t.Fatal(err)
		}
		k := Rank(d, RankOptions{Economies: six, Name: strings.ToLower})
		return [3][][]string{frame.Cells(g.Frame()), frame.Cells(a.Frame()), frame.Cells(k.Frame())}
	}
	first := results()
	for range 20 {
		r.Shuffle(len(obs), func(i, j int) { obs[i], obs[j] = obs[j], obs[i] })
		panels, _, err := split(frame.FromObservations(obs))
		if err != nil {
			t.Fatal(err)
		}
		d.values = panels[[2]string{"vector", tidy.World}]
		if diff := cmp.Diff(first, results()); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestContributionsSumToGrowth(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		var parts []Part
		for range 1 + r.IntN(8) {
			parts = append(parts, Part{"x", 1000 * r.Float64(), 1000 * r.Float64()})
		}
		got, why := Contribute(1000+3000*r.Float64(), 5000*r.Float64(), parts)
		if why != NoReason {
			t.Fatal(why)
		}
		points, change := got.Residual.Points, got.Residual.Change
		for _, p := range got.Parts {
			points += p.Points
			change += p.Change
		}
		expect(t, "points", points, got.Growth)
		expect(t, "change", change, got.Change)
	}
}

func TestPartitionSumsToTheWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		values := made(r)
		d := data(t, flow, values, nil)
		sum := func(list string) map[int]float64 {
			rows, err := Aggregate(d, AggregateOptions{Selection: group(t, list), Coverage: Coverage{Forced: true}})
			if err != nil {
				t.Fatal(err)
			}
			out := map[int]float64{}
			for _, row := range rows {
				if !math.IsNaN(row.Value) {
					out[row.Year] = row.Value
				}
			}
			return out
		}
		cut := 1 + r.IntN(5)
		whole, left, right := sum(strings.Join(six, ",")), sum(strings.Join(six[:cut], ",")), sum(strings.Join(six[cut:], ","))
		for year, v := range whole {
			expect(t, "parts", left[year]+right[year], v)
		}
	}
}

// A weighted mean lies between the values, and equal values are their mean.
func TestMeanLiesBetween(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	i := catalogRatio
	for range 50 {
		values, weights := full(made(r)), full(made(r))
		d := data(t, i, values, weights)
		rows, err := Aggregate(d, AggregateOptions{Selection: group(t, strings.Join(six, ","))})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			least, most := math.Inf(1), math.Inf(-1)
			for _, e := range six {
				least, most = min(least, values[e][row.Year]), max(most, values[e][row.Year])
			}
			if row.Value < least || row.Value > most {
				t.Fatalf("%d: mean %v of values from %v to %v", row.Year, row.Value, least, most)
			}
		}
	}
}

func TestGrowthOfScaledSeries(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for _, method := range []string{YoY, CAGR, LS} {
		values := full(made(r))
		scaled := map[string]map[int]float64{}
		for e, years := range values {
			scaled[e] = map[int]float64{}
			for y, v := range years {
				scaled[e][y] = 1000 * v
			}
		}
		o := GrowthOptions{Selection: group(t, strings.Join(six, ",")), Method: method}
		o.Items = append(o.Items, economy.Item{ID: "AUT"})
		a, err := Growth(data(t, flow, values, nil), o)
		if err != nil {
			t.Fatal(err)
		}
		b, err := Growth(data(t, flow, scaled, nil), o)
		if err != nil {
			t.Fatal(err)
		}
		if len(a) == 0 || len(a) != len(b) {
			t.Fatalf("%s: %d and %d rows", method, len(a), len(b))
		}
		for k := range a {
			expect(t, method, b[k].GrowthPct, a[k].GrowthPct)
			expect(t, method+" change", b[k].Change, 1000*a[k].Change)
			if a[k].Status != OK || b[k].Status != OK {
				t.Errorf("%s: %s and %s", method, a[k].Status, b[k].Status)
			}
		}
	}
}

// Growth of a matched sample depends on those that reported both years only.
func TestGrowthIgnoresTheUnmatched(t *testing.T) {
	d := data(t, flow, map[string]map[int]float64{
		"AUT": {2019: 100, 2020: 110}, "BEL": {2019: 200, 2020: 220}, "CHE": {2020: 5},
	}, nil)
	row := growth(t, d, GrowthOptions{Selection: group(t, "AUT,BEL,CHE"), Method: YoY, From: 2019, To: 2020})
	expect(t, "growth", row.GrowthPct, 10)
	if row.Matched != 2 || row.NaivePct <= row.GrowthPct {
		t.Errorf("matched %d, naive %v", row.Matched, row.NaivePct)
	}
}
