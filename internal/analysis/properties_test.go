package analysis

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/frame"
	"tradestats/internal/tidy"
)

// The members of the trials' groups: the whole, and its two parts.
var (
	northern = []string{"DNK", "FIN", "ISL", "NOR", "SWE"}
	southern = []string{"ESP", "GRC", "ITA", "PRT"}
)

// A trial is made-up data of a sum and of a ratio weighted by it, with gaps.
type trial struct {
	registry *economy.Registry
	obs      []tidy.Observation
	catalog  *catalog.Catalog
}

func newTrial(t *testing.T, seed uint64) trial {
	t.Helper()
	registry, err := economy.Load()
	if err == nil {
		registry, err = registry.With([]string{"north=DNK,FIN,ISL,NOR,SWE", "south=ESP,GRC,ITA,PRT", "both=north,south"})
	}
	if err != nil {
		t.Fatal(err)
	}
	c, err := (&catalog.Catalog{}).With(&catalog.Dataset{ID: "made-up", Own: true, Indicators: []catalog.Indicator{
		{ID: "sum", Unit: "million US dollars", Kind: catalog.Flow, Rule: catalog.Sum},
		{ID: "ratio", Unit: "per cent of population", Kind: catalog.Ratio, Rule: catalog.WeightedMean, Weight: "sum"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(seed, 7))
	out := trial{registry: registry, catalog: c}
	for _, e := range slices.Concat(northern, southern) {
		for year := 2010; year < 2020; year++ {
			if random.IntN(8) > 0 {
				out.obs = append(out.obs,
					tidy.Observation{Indicator: "sum", Economy: e, Partner: tidy.World, Year: year, Value: math.Exp(8 * random.Float64())},
					tidy.Observation{Indicator: "ratio", Economy: e, Partner: tidy.World, Year: year, Value: 100 * random.Float64()})
			}
		}
	}
	return out
}

// with returns the data of both indicators, each value of the sum changed by a
// function.
func (tr trial) with(t *testing.T, change func(float64) float64, order []int) (sum, ratio *Data) {
	t.Helper()
	obs := make([]tidy.Observation, len(tr.obs))
	for k, o := range tr.obs {
		if o.Indicator == "sum" {
			o.Value = change(o.Value)
		}
		at := k
		if order != nil {
			at = order[k]
		}
		obs[at] = o
	}
	data, err := Prepare(tr.catalog, frame.FromObservations(obs), frame.FromObservations(nil), []string{"sum", "ratio"})
	if err != nil {
		t.Fatal(err)
	}
	return data[0], data[1]
}

func same(v float64) float64 { return v }

func (tr trial) selection(groups ...string) Selection {
	s := Selection{Economies: tr.registry, Reference: 2019}
	for _, g := range groups {
		s.Items = append(s.Items, economy.Item{ID: g, Group: true})
	}
	return s
}

var forced = Coverage{Forced: true}

// close tells whether two figures agree to what sums in another order leave.
func closeTo(a, b float64) bool {
	return math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-9*math.Max(1, math.Abs(a)+math.Abs(b))
}

const trials = 60

func TestPointsOfPartsSumToGrowth(t *testing.T) {
	for seed := range uint64(trials) {
		tr := newTrial(t, seed)
		sum, _ := tr.with(t, same, nil)
		for _, parts := range [][]economy.Item{nil, tr.selection("north", "south").Items} {
			rows, err := ContributionsTo(sum, ContributionOptions{Selection: tr.selection("both"), Coverage: forced, Parts: parts, From: 2012, To: 2017})
			if err != nil {
				t.Fatal(err)
			}
			total := rows[len(rows)-1]
			if points := pointsOf(rows[:len(rows)-1]); total.Part != Total || !closeTo(points, total.Points) || !closeTo(total.Points, total.GrowthPct) {
				t.Fatalf("seed %d: parts add %v points to %v", seed, points, total)
			}
		}
	}
}

func TestSharesSumToOne(t *testing.T) {
	for seed := range uint64(trials) {
		tr := newTrial(t, seed)
		sum, _ := tr.with(t, same, nil)
		var items []economy.Item
		for _, e := range sum.Reporters(2015) {
			items = append(items, economy.Item{ID: e})
		}
		sel := tr.selection()
		sel.Items = items
		rows, err := ShareOfGroup(sum, economy.Item{ID: "both", Group: true}, YearlyOptions{Selection: sel, Coverage: forced, From: 2015, To: 2015})
		all := 0.0
		for _, r := range rows {
			all += r.SharePct
		}
		if err != nil || !closeTo(all, 100) {
			t.Fatalf("seed %d: shares sum to %v (%v)", seed, all, err)
		}
	}
}

func TestShiftShareIsExact(t *testing.T) {
	for seed := range uint64(trials) {
		tr := newTrial(t, seed)
		_, ratio := tr.with(t, same, nil)
		rows, err := ShiftShareOf(RatioOf(ratio), ShiftOptions{Selection: tr.selection("both"), Coverage: forced, From: 2011, To: 2018})
		if err != nil {
			t.Fatal(err)
		}
		total, parts := rows[len(rows)-1], 0.0
		for _, r := range rows[:len(rows)-1] {
			parts += r.Within + r.Between
		}
		if !closeTo(parts, total.Total) || !closeTo(total.EndRatio-total.StartRatio, total.Total) {
			t.Fatalf("seed %d: parts change by %v, the whole by %v from %v to %v", seed, parts, total.Total, total.StartRatio, total.EndRatio)
		}
	}
}

// TestOrderMattersToNoQuestion: the same observations in another order give the same
// parts, indices and splits, to the last bit.
func TestOrderMattersToNoQuestion(t *testing.T) {
	for seed := range uint64(trials) {
		tr := newTrial(t, seed)
		random := rand.New(rand.NewPCG(seed, 11))
		results := func(order []int) string {
			sum, ratio := tr.with(t, same, order)
			s := tr.selection("both", "north")
			c, err := ContributionsTo(sum, ContributionOptions{Selection: s, Coverage: forced, From: 2012, To: 2017})
			i, also := Index(sum, IndexOptions{Selection: s, Coverage: forced, Base: 2012})
			if err != nil || also != nil {
				t.Fatal(err, also)
			}
			w, last := ShiftShareOf(RatioOf(ratio), ShiftOptions{Selection: s, Coverage: forced, From: 2012, To: 2017})
			if last != nil {
				t.Fatal(last)
			}
			return fmt.Sprint(frame.Cells(frame.Of(c)), frame.Cells(frame.Of(i)), frame.Cells(frame.Of(w)))
		}
		if a, b := results(nil), results(random.Perm(len(tr.obs))); a != b {
			t.Fatalf("seed %d: the order of rows matters:\n%s\n%s", seed, a, b)
		}
	}
}
