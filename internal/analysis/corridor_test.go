package analysis

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/frame"
	"tradestats/internal/tidy"
)

// Properties of corridors that hold whatever the figures: on made-up trade
// between six economies, with gaps.

var corridorLine = Line{Item: "x", Exports: "x-exports", Imports: "x-imports"}

// tradeOf is made-up trade between six economies and their totals; one value in
// so many is missing, 0 is none.
func tradeOf(r *rand.Rand, missing int) []tidy.Observation {
	var out []tidy.Observation
	for _, indicator := range []string{corridorLine.Exports, corridorLine.Imports} {
		for _, e := range six {
			for year := 2018; year <= 2020; year++ {
				sum := 0.0
				for _, p := range six {
					v := 1 + 100*r.Float64()
					if p == e || missing > 0 && r.IntN(missing) == 0 {
						continue
					}
					sum += v
					out = append(out, tidy.Observation{Indicator: indicator, Economy: e, Partner: p, Year: year, Value: v})
				}
				out = append(out, tidy.Observation{Indicator: indicator, Economy: e, Partner: tidy.World, Year: year, Value: sum + 500*r.Float64()})
			}
		}
	}
	return out
}

// tradesIn reads made-up trade, the World's of 2020 beside it.
func tradesIn(t *testing.T, obs []tidy.Observation) *Trades {
	t.Helper()
	about := func(id, way string) catalog.Indicator {
		return catalog.Indicator{ID: id, Unit: "million US dollars", Kind: catalog.Flow, Rule: catalog.Sum, Trade: way}
	}
	embedded, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	c, err := embedded.With(&catalog.Dataset{ID: "made", Own: true, Indicators: []catalog.Indicator{
		about(corridorLine.Exports, "exports"), about(corridorLine.Imports, "imports"),
	}})
	if err != nil {
		t.Fatal(err)
	}
	world := []tidy.Observation{{Indicator: corridorLine.Imports, Economy: "WLD", Partner: tidy.World, Year: 2020, Value: 1e5}}
	published := func(string, string, int) int { return 0 }
	trades, err := ReadTrades(c, frame.FromObservations(obs), frame.FromObservations(world), published)
	if err != nil {
		t.Fatal(err)
	}
	return trades
}

// sidesOf are two groups of economies, "a=..." and "b=...", or economies.
func sidesOf(t *testing.T, names [2]string, groups ...string) Selection {
	t.Helper()
	registry, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	if registry, err = registry.With(groups); err != nil {
		t.Fatal(err)
	}
	items, err := registry.Select(names[:], economy.YearEnd(2020))
	if err != nil {
		t.Fatal(err)
	}
	return Selection{Items: items, Economies: registry, Reference: 2020}
}

func corridorOf(t *testing.T, trades *Trades, sel Selection) CorridorRows {
	t.Helper()
	rows, err := Corridor(trades, CorridorOptions{Selection: sel, Lines: []Line{corridorLine}, Years: []int{2019, 2020}})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func measured(rows CorridorRows, reporter, measure string) CorridorRow {
	for _, row := range rows {
		if row.Reporter == reporter && row.Measure == measure && row.Year == 2020 {
			return row
		}
	}
	return CorridorRow{}
}

var twoGroups = []string{"west=AUT,BEL,CHE", "east=DEU,ESP,FRA"}

func TestCorridorWhateverTheOrderOfRows(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	obs := tradeOf(r, 6)
	sel := sidesOf(t, [2]string{"west", "east"}, twoGroups...)
	first := frame.Cells(corridorOf(t, tradesIn(t, obs), sel).Frame())
	for range 10 {
		r.Shuffle(len(obs), func(i, j int) { obs[i], obs[j] = obs[j], obs[i] })
		if diff := cmp.Diff(first, frame.Cells(corridorOf(t, tradesIn(t, obs), sel).Frame())); diff != "" {
			t.Fatal(diff)
		}
	}
}

// A group's flow is the sum of its pairs, whichever side is named first, and
// what one exports to the other is the mirror of what that imports.
func TestCorridorOfGroupsIsTheSumOfItsPairs(t *testing.T) {
	trades := tradesIn(t, tradeOf(rand.New(rand.NewPCG(5, 6)), 0))
	rows := corridorOf(t, trades, sidesOf(t, [2]string{"west", "east"}, twoGroups...))
	sum, mirror := 0.0, 0.0
	for _, a := range []string{"AUT", "BEL", "CHE"} {
		for _, b := range []string{"DEU", "ESP", "FRA"} {
			pair := corridorOf(t, trades, sidesOf(t, [2]string{a, b}))
			sum += measured(pair, a, MeasureExports).Value
			mirror += measured(pair, b, MeasureImports).Value
		}
	}
	expect(t, "exports", measured(rows, "west", MeasureExports).Value, sum)
	expect(t, "asymmetry", measured(rows, "west", MeasureAsymmetry).Value, sum-mirror)
	other := corridorOf(t, trades, sidesOf(t, [2]string{"east", "west"}, twoGroups...))
	for _, row := range rows {
		if row.Year == 2020 {
			expect(t, row.Measure, orElse(measured(other, row.Reporter, row.Measure).Value, -1), orElse(row.Value, -1))
		}
	}
}

// Ratios do not depend on the unit, amounts follow it.
func TestCorridorOfScaledTrade(t *testing.T) {
	obs := tradeOf(rand.New(rand.NewPCG(7, 8)), 8)
	sel := sidesOf(t, [2]string{"west", "east"}, twoGroups...)
	before := corridorOf(t, tradesIn(t, obs), sel)
	for k := range obs {
		obs[k].Value *= 1000
	}
	for k, row := range corridorOf(t, tradesIn(t, obs), sel) {
		factor := 1.0
		switch row.Measure {
		case MeasureExports, MeasureImports, MeasureBalance, MeasureAsymmetry:
			factor = 1000
		case MeasureIntensity, MeasureIntensitySelf:
			continue // the World's imports stayed
		}
		expect(t, row.Measure, orElse(row.Value, -1), orElse(factor*before[k].Value, -1))
	}
}

// Whatever is missing, a row without a figure says why and one with a figure
// has a coverage; no ratio leaves its bounds.
func TestCorridorWithGaps(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 9))
		trades := tradesIn(t, tradeOf(r, 1+r.IntN(6)))
		for _, row := range corridorOf(t, trades, sidesOf(t, [2]string{"west", "DEU"}, twoGroups...)) {
			empty := math.IsNaN(row.Value)
			switch {
			case math.IsInf(row.Value, 0), empty != (row.Status == Withheld), empty && (row.Reason == NoReason || row.Note == ""):
				t.Errorf("seed %d: %+v", seed, row)
			case !empty && !(row.Covered >= twoThirds-1e-6 && row.Covered <= 100+1e-9):
				t.Errorf("seed %d: coverage of %+v", seed, row)
			case row.Unit == unitIndex && math.Abs(row.Value) > 1, row.Measure == MeasureAsymmetryPct && math.Abs(row.Value) > 200:
				t.Errorf("seed %d: bounds of %+v", seed, row)
			}
		}
	}
}

// The share of a group is of its trade with others: what its members trade with
// each other is no part of the whole.
func TestCorridorShareWithoutInternalTrade(t *testing.T) {
	obs := []tidy.Observation{}
	for _, o := range []struct {
		e, p string
		v    float64
	}{
		{"AUT", "BEL", 30}, {"BEL", "AUT", 10}, {"AUT", "DEU", 20}, {"BEL", "DEU", 40}, {"AUT", tidy.World, 100}, {"BEL", tidy.World, 140},
	} {
		obs = append(obs, tidy.Observation{Indicator: corridorLine.Exports, Economy: o.e, Partner: o.p, Year: 2020, Value: o.v})
	}
	rows, err := Corridor(tradesIn(t, obs), CorridorOptions{Selection: sidesOf(t, [2]string{"g", "DEU"}, "g=AUT,BEL"), Lines: []Line{corridorLine}, Years: []int{2020}})
	if err != nil {
		t.Fatal(err)
	}
	share := measured(rows, "g", MeasureExportShare)
	expect(t, "share", share.Value, 100*60.0/200)
	if _, said := share.Notes.Find(NoteTotalNetted); !said {
		t.Errorf("not said: %q", share.Note)
	}
}

// Sums of few partners are no totals, those of many are, and are said to be.
func TestCorridorTotalsOfFewPartners(t *testing.T) {
	obs := []tidy.Observation{
		{Indicator: corridorLine.Exports, Economy: "AUT", Partner: "DEU", Year: 2020, Value: 20},
		{Indicator: corridorLine.Exports, Economy: "AUT", Partner: tidy.World, Year: 2020, Value: 200},
	}
	for partners, want := range map[int]float64{0: 10, wholeWorld - 1: -1, wholeWorld: 10} {
		c, err := catalog.Embedded()
		if err != nil {
			t.Fatal(err)
		}
		if c, err = c.With(&catalog.Dataset{ID: "made", Indicators: []catalog.Indicator{{ID: corridorLine.Exports, Kind: catalog.Flow, Rule: catalog.Sum}}}); err != nil {
			t.Fatal(err)
		}
		trades, err := ReadTrades(c, frame.FromObservations(obs), frame.FromObservations(nil), func(string, string, int) int { return partners })
		if err != nil {
			t.Fatal(err)
		}
		share := measured(corridorOf(t, trades, sidesOf(t, [2]string{"AUT", "DEU"})), "AUT", MeasureExportShare)
		expect(t, "share", orElse(share.Value, -1), want)
		if _, said := share.Notes.Find(NoteSummed); said != (partners == wholeWorld) {
			t.Errorf("%d partners: %q", partners, share.Note)
		}
	}
}
