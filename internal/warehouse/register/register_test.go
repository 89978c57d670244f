package register

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"tradestats/internal/dataset"
	"tradestats/internal/source"
	"tradestats/internal/warehouse/client"
)

// What the table of loads has of a load comes back as it was.
func TestLoadsComeBack(t *testing.T) {
	l := &Load{Dataset: "d", Vintage: "2025-01", Attempt: 7, Number: 2, File: "a\tb.csv", SHA256: "00ff", Declared: "indicators:\n", Rows: 12,
		About:    source.About{Vintage: "2025-01", Why: "a table of ClickHouse", Layout: "BaTIS", Publisher: "wto", Dataset: "BATIS", Title: "Trade", Bilateral: true, Own: true, Reported: true},
		Series:   []source.Series{{Code: "a", Label: "A", Unit: "x"}, {Code: "b", Label: "B"}},
		Sums:     map[string][]string{"b": {"a", "c"}},
		IDs:      map[string]string{"a": "of-a", "b": "of-b"},
		Content:  dataset.Content{Economies: map[string]string{"FRA": dataset.AnEconomy, "EU": dataset.AGroup}, Partners: map[string]string{"nes": dataset.ARest}, Held: dataset.Held{"of-a": {2019: true, 2020: true, 2022: true}}},
		Replaced: []Replaced{{Dataset: "d\te", Vintage: "2025-01", Attempt: 3, Number: 4}}, Left: []string{"left out: 2 rows, monthly", "names\tthat"}}
	var answer strings.Builder
	rows := l.AsRows()
	for _, r := range rows {
		fmt.Fprintf(&answer, "d\t2025-01\t7\t2\t%s\t%s\t%s\t1\n", client.Cell(r[0]), client.Cell(r[1]), client.Cell(r[2]))
	}
	fmt.Fprintf(&answer, "d\t2025-01\t6\t1\tload\tfile\tearlier.csv\t1\n")
	fmt.Fprintf(&answer, "d\\te\t2025-01\t3\t4\tload\tfile\treplaced.csv\t1\n\n\t\t0\t0\t\t\t\t%d\n", len(rows)+2)
	c := serving(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, answer.String()) })
	got, err := c.Finished(context.Background())
	if err != nil || len(got) != 1 || !reflect.DeepEqual(got[0], l) {
		t.Errorf("%v, %+v; want %+v", err, got, l)
	}
}

// The highest number that came to its end stands; of two, the greater attempt.
func TestWhichAttemptStands(t *testing.T) {
	for _, of := range []struct {
		all  map[uint64]Attempt
		want uint64
	}{
		{nil, 0},
		{map[uint64]Attempt{9: {Number: 1, Finished: false}}, 0},
		{map[uint64]Attempt{9: {Number: 1, Finished: true}, 5: {Number: 2, Finished: true}, 7: {Number: 3, Finished: false}}, 5},
		{map[uint64]Attempt{9: {Number: 2, Finished: true}, 5: {Number: 2, Finished: true}, 7: {Number: 1, Finished: true}}, 9},
	} {
		if got := LastFinished(of.all); got != of.want {
			t.Errorf("of %v %d stands; want %d", of.all, got, of.want)
		}
	}
}

// Indicators are asked for in pieces that a statement and a server's memory can hold.
func TestPieces(t *testing.T) {
	rows := map[string]int{"a": 1, "b": mostGrouped, "c": 5, "d": 6}
	got := Pieces(SortedKeys(rows), func(id string) int { return rows[id] })
	if fmt.Sprint(got) != "[[a] [b] [c d]]" {
		t.Error(got)
	}
	var many []string
	for k := range 2*MostListed + 1 {
		many = append(many, fmt.Sprint(k))
	}
	if got := Pieces(many, func(string) int { return 0 }); len(got) != 3 || len(got[2]) != 1 {
		t.Error(len(got))
	}
	for _, piece := range Pieces([]string{strings.Repeat("x", mostOfText/2), strings.Repeat("y", mostOfText/2), "z"}, func(string) int { return 0 }) {
		if len(client.List(piece)) > mostOfText+2 {
			t.Error(len(client.List(piece)))
		}
	}
}

func TestWhatATableIsSpreadOver(t *testing.T) {
	for engine, want := range map[string]spreading{
		"Distributed(shards, default, t_local, rand())":                  {"shards", "default", "t_local"},
		"Distributed('shards', 'default', 't_local', rand())":            {"shards", "default", "t_local"},
		"Distributed('shards','default',`t local`)":                      {"shards", "default", "t local"},
		`Distributed('it\'s, one', 'a\\b', 't, 1', rand())`:              {"it's, one", `a\b`, "t, 1"},
		"MergeTree PARTITION BY (dataset) ORDER BY (indicator)":          {},
		"ReplicatedMergeTree('/tables/Distributed(a, b, c)', '{shard}')": {},
	} {
		if got := SpreadOver(engine); got != want {
			t.Errorf("%s: %+v", engine, got)
		}
	}
}

// Settings that let a part pass for all are asked for, those of leaves of today's
// versions among them, and named.
func TestAnswersInPart(t *testing.T) {
	answer := "\n\t\t0\n"
	c := serving(t, func(w http.ResponseWriter, r *http.Request) {
		sql, _ := io.ReadAll(r.Body)
		if !strings.Contains(string(sql), `name LIKE '%overflow\_mode%' AND value IN ('break', 'any')`) {
			t.Error(string(sql))
		}
		io.WriteString(w, answer)
	})
	if err := c.AnswersWhole(context.Background()); err != nil {
		t.Error(err)
	}
	answer = "read_overflow_mode_leaf\tbreak\t1\n\n\t\t1\n"
	if err := c.AnswersWhole(context.Background()); err == nil || !strings.Contains(err.Error(), "read_overflow_mode_leaf is break") {
		t.Error(err)
	}
}
