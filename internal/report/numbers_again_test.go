package report

import (
	"math"
	"testing"

	"tradestats/internal/explain"
	"tradestats/internal/study"
)

// TestNumbersByPartnerAreMadeAgain: what a corridor of files prints, in the currency of
// the edition and of the sides, one by one and of groups, is made again from its pairs.
func TestNumbersByPartnerAreMadeAgain(t *testing.T) {
	for name, c := range map[string]struct{ topic, file string }{
		"balanced":   {corridorOf("FRA", "[CHN]", "    currencies: {FRA: EUR, CHN: CNY}\n"), "testdata/made-up-batis.csv"},
		"a group":    {corridorOf("eu27", "[CHN]", ""), "testdata/made-up-batis.csv"},
		"several":    {corridorOf("FRA", "[CHN, USA]", ""), "testdata/made-up-batis.csv"},
		"asymmetric": {corridorOf("FRA", "[CHE]", "    currencies: {FRA: EUR, CHE: CHF}\n"), "testdata/made-up-bop_its6_det.tsv"},
	} {
		t.Run(name, func(t *testing.T) {
			b := composeTopic(t, c.topic, c.file)
			o := options(t, t.TempDir(), c.file)
			m := explain.NewMaker(&study.Desk{Engine: o.Engine, Economies: o.Economies, Warning: func(string) {}, Shelf: &study.Shelf{}})
			n := 0
			for id, f := range b.figures {
				if f.Value != f.Value {
					continue
				}
				made, err := m.Make(t.Context(), f.of)
				if err != nil || !(math.Abs(made.Value-f.Value) <= 1e-9*max(1, math.Abs(f.Value))) {
					t.Errorf("%s is %v, and made again %v: %v", id, f.Value, made.Value, err)
				}
				n++
			}
			if n < 10 {
				t.Errorf("%d numbers", n)
			}
		})
	}
}

// TestNumbersOfAnalysesAreMadeAgain: where a block asks plainly, the numbers of the
// answer are made again from what its rows say; where it does not, nothing is said.
func TestNumbersOfAnalysesAreMadeAgain(t *testing.T) {
	ask := func(analysis, ask string) string {
		return topicOf("  - kind: analysis\n    id: answer\n    title: {en: Answer, fr: Answer}\n    analysis: " + analysis + "\n    ask: {" + ask + "}\n")
	}
	for name, c := range map[string]struct {
		topic string
		told  int
	}{
		"aggregate":   {ask("aggregate", "indicators: [internet-users], economies: [eu27, ldc, IND], from: 2019, to: 2023"), 40},
		"growth":      {ask("growth", "indicators: [digital-services-exports], economies: [eu27, lac, IRL], method: cagr, from: 2015, to: 2022"), 15},
		"yearly":      {ask("growth", "indicators: [digital-services-exports], economies: [eu27], from: 2019, to: 2022, currency: EUR"), 15},
		"share":       {ask("share", "indicators: [digital-services-exports], economies: [eu27, USA], year: 2022"), 4},
		"rank":        {ask("rank", "indicators: [internet-users], economies: [elac], year: 2022"), 15},
		"convergence": {ask("convergence", "indicators: [internet-users], economies: [elac, eu27], from: 2015, to: 2022"), 10},
		"not plainly": {ask("aggregate", "indicators: [digital-services-exports], economies: [eu27], year: 2022, by_members: true"), 0},
	} {
		t.Run(name, func(t *testing.T) {
			told := 0
			b := composeTopic(t, c.topic)
			for id, f := range b.figures {
				if f.Value != f.Value || f.of.IsZero() {
					continue
				}
				told++
				o := options(t, t.TempDir())
				made, err := explain.NewMaker(&study.Desk{Engine: o.Engine, Economies: o.Economies, Warning: func(string) {}, Shelf: &study.Shelf{}}).Make(t.Context(), f.of)
				if err != nil || !(math.Abs(made.Value-f.Value) <= 1e-9*max(1, math.Abs(f.Value))) {
					t.Errorf("%s is %v, and made again %v: %v", id, f.Value, made.Value, err)
				}
			}
			if told < c.told || c.told == 0 && told > 0 {
				t.Errorf("of %d numbers is said what they are made of, wanted %d", told, c.told)
			}
		})
	}
}
