package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tradestats/internal/changes"
)

// All values here are made up.

// comparing is what the page of what changed is written from, of two topics.
func comparing(t *testing.T) (*comparison, *page) {
	t.Helper()
	topics, err := selectTopics([]string{"elac2026", "world"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	o := options(t, t.TempDir())
	a := &comparison{Options: o, before: &earlier{year: 2022}, lang: "en"}
	for _, one := range topics {
		a.topics = append(a.topics, topicChanges{topic: one, lang: "en"})
	}
	p, err := newPage(&env{topic: topics[0], year: 2023, economies: o.Economies, engine: o.Engine}, newBook(), "en")
	if err != nil {
		t.Fatal(err)
	}
	return a, p
}

func moved(topic, id, unit, selection string, from, to float64) changes.Difference {
	return changes.Difference{Topic: topic, Kind: changes.Moved, ID: id, Old: changes.Number{Value: from, Unit: unit},
		New: changes.Number{Value: to, Unit: unit, Selection: selection}}
}

// Each figure stands once, under the topic that is about it; what only has the same
// values stays.
func TestLargestMoves(t *testing.T) {
	a, _ := comparing(t)
	all := []changes.Difference{
		moved("elac2026", "key/value/WLD/2023", "million US dollars", "digital-services-exports, WLD, 2023", 10, 15),
		moved("world", "key/value/WLD/2023", "million US dollars", "digital-services-exports, WLD, 2023", 10, 15),
		moved("world", "key/chart/bars/digital-services-exports/value/WLD/2023", "million US dollars", "digital-services-exports, WLD, 2023", 10, 15),
		moved("world", "ranks/rank/IRL/2023", "rank", "digital-services-exports, IRL, 2023", 7, 6),
		moved("world", "ranks/previous-rank/IRL/2023", "rank", "digital-services-exports, IRL, 2023", 7, 6),
		moved("world", "ranks/rank/IND/2023", "rank", "digital-services-exports, IND, 2023", 7, 6),
	}
	var got []string
	for _, d := range a.largest(all, changes.InUnits) {
		got = append(got, d.Topic+"/"+d.ID)
	}
	want := []string{"world/key/value/WLD/2023", "world/ranks/previous-rank/IRL/2023", "world/ranks/rank/IND/2023", "world/ranks/rank/IRL/2023"}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What is left over is counted in figures, not in the ids that print them.
func TestMoreMovesAreFigures(t *testing.T) {
	a, p := comparing(t)
	for k := range mostRows + 2 {
		for _, topic := range []string{"elac2026", "world"} {
			a.topics[1].all = append(a.topics[1].all, moved(topic, fmt.Sprintf("key/%d/FRA/2023", k), "million US dollars", "digital-services-exports, FRA, 2023", 0, float64(k+1)))
		}
	}
	a.writeMoves(p)
	if text := p.section.String(); !strings.Contains(text, "\n2 more are in [changes.csv]") {
		t.Error(text)
	}
}

// A figure that names nothing bears the title of its section.
func TestNameOfFigures(t *testing.T) {
	a, p := comparing(t)
	for _, c := range []struct {
		d    changes.Difference
		want string
	}{
		{moved("world", "exporters/value/FRA/2023", "", "digital-services-exports, FRA, 2023", 1, 2), "Exports of digitally deliverable services, France (The ten largest exporters) `world/"},
		{moved("world", "claims/claims/unchecked", "claims", "claims of the block", 1, 2), "What texts say, and what the figures say `world/claims/claims/unchecked`"},
	} {
		if got := a.figureName(p, c.d); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: got %s", c.d.ID, got)
		}
	}
}

// Comments, quotes, the order of keys and where lines break ask nothing else.
func TestMeaningOfATopic(t *testing.T) {
	const text = "id: own\ntitle: Own\nlanguages: [en]\nheadline: internet-users\nsince: 2015\nblocks:\n  - {kind: sources, id: sources, title: Sources}\n"
	hash := func(text string) string {
		t.Helper()
		topic, err := parseTopic("own.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return topic.hash
	}
	same := "# A topic of ours\ntitle: \"Own\" # for readers\nid: own\nlanguages:\n  - en\nheadline: internet-users\n\nsince: 2015\nblocks:\n  - kind: sources\n    title: Sources\n    id: sources\n"
	if hash(text) != hash(same) {
		t.Error("comments and layout make another topic of it")
	}
	if hash(text) == hash(strings.Replace(text, "2015", "2016", 1)) {
		t.Error("another year is the same topic")
	}
}
