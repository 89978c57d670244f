package cli

import (
	"context"
	"errors"
	"testing"

	"tradestats/internal/analysis"
	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/explain"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// who are the world, the EU, three more groups and five economies, of which
// some report late or not at all.
var who = []string{"world", "eu27", "lac", "sub-saharan-africa", "mercosur", "IRL", "IND", "BRA", "USA", "TCD"}

// TestEveryInputIsInItsFile explains figures of every indicator and checks each
// input against the file that it names, as a reader would. That the inputs give
// the figure is checked by Of itself, which fails where they do not.
func TestEveryInputIsInItsFile(t *testing.T) {
	desk, files := newDesk(t), tables{}
	maker := explain.NewMaker(desk)
	explained, withheld := 0, 0
	for _, id := range desk.Engine.Catalog().IDs() {
		newest := newestYear(t, desk, id)
		for year := newest - 2; year <= newest; year++ {
			for _, e := range who {
				for _, measure := range explain.Measures {
					q := explain.Question{Query: study.Query{Indicators: []string{id}, Economies: []string{e}, Year: year}, Measure: measure}
					got, err := maker.Of(context.Background(), q)
					var known *tidy.Error
					if errors.As(err, &known) { // a share of a ratio, a rank of a group, no figures
						continue
					}
					if err != nil {
						t.Errorf("%s %s %d %s: %v", id, e, year, measure, err)
						continue
					}
					explained++
					if got.Status == analysis.Withheld {
						withheld++
					}
					files.stand(t, id+" "+measure, got.Inputs)
				}
			}
		}
	}
	if explained < 500 || withheld == 0 {
		t.Errorf("%d figures explained, %d of them withheld: too few to say anything", explained, withheld)
	}
}

// TestSpansAndRules does the same for average rates, currencies and the other
// rules of coverage.
func TestSpansAndRules(t *testing.T) {
	desk, files := newDesk(t), tables{}
	maker := explain.NewMaker(desk)
	forced := analysis.Coverage{Min: 0, Forced: true}
	for _, id := range []string{"digital-services-exports", "gdp", "internet-users"} {
		for _, e := range who {
			for name, q := range map[string]study.Query{
				"span":      {From: 2015},
				"members":   {Coverage: analysis.Coverage{ByMembers: true}},
				"forced":    {Coverage: forced},
				"euro":      {Money: study.Money{Currency: "EUR"}},
				"euro span": {From: 2018, Money: study.Money{Currency: "EUR"}},
			} {
				q.Indicators, q.Economies, q.Year = []string{id}, []string{e}, 2022
				got, err := maker.Of(context.Background(), explain.Question{Query: q})
				var known *tidy.Error
				if err != nil && !errors.As(err, &known) {
					t.Errorf("%s %s %s: %v", id, e, name, err)
				}
				files.stand(t, name, got.Inputs)
			}
		}
	}
}

func newDesk(t *testing.T) *study.Desk {
	t.Helper()
	registry, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	engine, err := dataset.Open(context.Background(), dataset.Options{Economies: registry})
	if err != nil {
		t.Fatal(err)
	}
	return &study.Desk{Engine: engine, Economies: registry, Warning: func(string) {}, Shelf: &study.Shelf{}}
}

func newestYear(t *testing.T, d *study.Desk, id string) int {
	t.Helper()
	data, err := d.Prepare(context.Background(), study.Query{Indicators: []string{id}})
	if err != nil {
		t.Fatal(err)
	}
	years := data[0].Years()
	return years[len(years)-1]
}
