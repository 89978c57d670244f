package analysis

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"sync"
	"testing"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/frame"
	"tradestats/internal/tidy"
)

// wide is a made-up table of 30 indicators, 217 economies and 35 years.
func wide(tb testing.TB) (*catalog.Catalog, frame.Frame, []string, *economy.Registry) {
	tb.Helper()
	registry, err := economy.Load()
	if err != nil {
		tb.Fatal(err)
	}
	var who []string
	for _, e := range registry.Economies() {
		if e.BankRegion != "" {
			who = append(who, e.ISO3)
		}
	}
	who = who[:min(217, len(who))]
	random := rand.New(rand.NewPCG(1, 2))
	var list []catalog.Indicator
	var ids []string
	var obs []tidy.Observation
	for k := range 30 {
		i := catalog.Indicator{ID: fmt.Sprintf("made-up-%02d", k), Unit: "million US dollars", Kind: catalog.Flow, Rule: catalog.Sum}
		if k%3 == 2 {
			i.Unit, i.Kind, i.Rule, i.Weight = "per cent of population", catalog.Ratio, catalog.WeightedMean, "made-up-00"
		}
		list, ids = append(list, i), append(ids, i.ID)
		for _, e := range who {
			for year := 1990; year < 2025; year++ {
				obs = append(obs, tidy.Observation{Indicator: i.ID, Economy: e, Partner: tidy.World, Year: year, Value: 1 + 90*random.Float64(), Unit: i.Unit, Origin: "made up"})
			}
		}
	}
	c, err := (&catalog.Catalog{}).With(&catalog.Dataset{ID: "made-up", Own: true, Indicators: list})
	if err != nil {
		tb.Fatal(err)
	}
	return c, frame.FromObservations(obs), ids, registry
}

// BenchmarkAnalyses takes all rows of a wide table, from its frame, through growth,
// aggregates of eight groups, ranks and divides.
func BenchmarkAnalyses(b *testing.B) {
	c, f, ids, registry := wide(b)
	none := frame.FromObservations(nil)
	var items []economy.Item
	for _, g := range []string{"africa", "americas", "asia", "europe", "oceania", "eu27", "lac", "world"} {
		items = append(items, economy.Item{ID: g, Group: true})
	}
	sel := Selection{Items: items, Economies: registry, Reference: 2024}
	debug.SetGCPercent(200) // as the program does
	b.ReportAllocs()
	for b.Loop() {
		data, err := Prepare(c, f, none, ids)
		if err != nil {
			b.Fatal(err)
		}
		var wait sync.WaitGroup // as the command line does, on all processors
		next := make(chan *Data)
		for range runtime.GOMAXPROCS(0) {
			wait.Go(func() {
				for d := range next {
					analyse(b, d, sel)
				}
			})
		}
		for _, d := range data {
			next <- d
		}
		close(next)
		wait.Wait()
	}
}

// analyse computes what there is to ask of an indicator in all years.
func analyse(b *testing.B, d *Data, sel Selection) {
	if _, err := Growth(d, GrowthOptions{Selection: sel, Method: YoY, From: 1990, To: 2024}); err != nil {
		b.Error(err)
	}
	if _, err := Aggregate(d, AggregateOptions{Selection: sel}); err != nil {
		b.Error(err)
	}
	if !d.Indicator.Additive() {
		if _, err := Divide(d, DivideOptions{Selection: sel}); err != nil {
			b.Error(err)
		}
	}
	all := d.EverReported()
	for _, year := range d.Years() {
		Rank(d, RankOptions{Economies: all, Year: year, Name: func(e string) string { return e }})
	}
}
