package warehouse

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"tradestats/internal/dataset"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/client"
)

// What the table of loads has of a load comes back as it was.
func TestLoadsComeBack(t *testing.T) {
	l := &load{Dataset: "d", Vintage: "2025-01", Attempt: 7, Number: 2, File: "a\tb.csv", SHA256: "00ff", Declared: "indicators:\n", Rows: 12,
		About:    source.About{Vintage: "2025-01", Why: "a table of ClickHouse", Layout: "BaTIS", Publisher: "wto", Dataset: "BATIS", Title: "Trade", Bilateral: true, Own: true, Reported: true},
		Series:   []source.Series{{Code: "a", Label: "A", Unit: "x"}, {Code: "b", Label: "B"}},
		Sums:     map[string][]string{"b": {"a", "c"}},
		IDs:      map[string]string{"a": "of-a", "b": "of-b"},
		Content:  dataset.Content{Economies: map[string]string{"FRA": dataset.AnEconomy, "EU": dataset.AGroup}, Partners: map[string]string{"nes": dataset.ARest}, Held: dataset.Held{"of-a": {2019: true, 2020: true, 2022: true}}},
		Replaced: []replaced{{Dataset: "d\te", Vintage: "2025-01", Attempt: 3, Number: 4}}, Left: []string{"left out: 2 rows, monthly", "names\tthat"}}
	var answer strings.Builder
	rows := l.rows()
	for _, r := range rows {
		fmt.Fprintf(&answer, "d\t2025-01\t7\t2\t%s\t%s\t%s\t1\n", client.Cell(r[0]), client.Cell(r[1]), client.Cell(r[2]))
	}
	fmt.Fprintf(&answer, "d\t2025-01\t6\t1\tload\tfile\tearlier.csv\t1\n")
	fmt.Fprintf(&answer, "d\\te\t2025-01\t3\t4\tload\tfile\treplaced.csv\t1\n\n\t\t0\t0\t\t\t\t%d\n", len(rows)+2)
	c := serving(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, answer.String()) })
	got, err := c.finished(context.Background())
	if err != nil || len(got) != 1 || !reflect.DeepEqual(got[0], l) {
		t.Errorf("%v, %+v; want %+v", err, got, l)
	}
}

// The highest number that came to its end stands; of two, the greater attempt.
func TestWhichAttemptStands(t *testing.T) {
	for _, of := range []struct {
		all  map[uint64]attempt
		want uint64
	}{
		{nil, 0},
		{map[uint64]attempt{9: {number: 1, finished: false}}, 0},
		{map[uint64]attempt{9: {number: 1, finished: true}, 5: {number: 2, finished: true}, 7: {number: 3, finished: false}}, 5},
		{map[uint64]attempt{9: {number: 2, finished: true}, 5: {number: 2, finished: true}, 7: {number: 1, finished: true}}, 9},
	} {
		if got := lastFinished(of.all); got != of.want {
			t.Errorf("of %v %d stands; want %d", of.all, got, of.want)
		}
	}
}

// The row of the World stands where it has all series that the partners have.
func TestWhichTotalStands(t *testing.T) {
	of := func(items ...string) *summed { return &summed{items: items} }
	for _, c := range []struct {
		world, partners *summed
		whole           bool
	}{{of(), of(), true}, {of("a", "b"), of("a"), true}, {of("a"), of("a", "b"), false}, {of("a"), of("b"), false}} {
		if c.world.standsBeside(c.partners, true) != c.whole {
			t.Errorf("the World's %v beside %v", c.world.items, c.partners.items)
		}
	}
	if !of("a", "b").standsBeside(of("a"), false) || of("a").standsBeside(of("a"), false) {
		t.Error("the partners stand where the World lacks one of theirs")
	}
}

// An INSERT that fails ends the reading of the file, with the server's reason; a file
// that fails ends the INSERTs, with its own.
func TestBatchesEnd(t *testing.T) {
	sent := make(chan []byte, 1)
	refuses := false
	c := serving(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if refuses {
			w.WriteHeader(500)
			io.WriteString(w, "Code: 241. DB::Exception: Memory limit exceeded")
			return
		}
		sent <- body
	})
	l := &load{Dataset: "d", Attempt: 1}
	row := dataset.Streamed{Row: source.Row{Economy: "FRA", Year: 2020, Value: 1.5, Line: 2}, Indicator: "chips"}
	b := newBatches(context.Background(), c, l)
	if err := errors.Join(b.add(row), b.close(nil)); err != nil || b.rows != 1 || b.of["chips"] != 1 {
		t.Error(err, b.rows, b.of)
	}
	const want = "\x01d\x00\x01\x00\x00\x00\x00\x00\x00\x00\x05chips\x03FRA\x00\xe4\x07\x00\x00\x00\x00\x00\x00\xf8\x3f\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00"
	if got := <-sent; !bytes.Equal(got, []byte(want)) {
		t.Errorf("%q; want %q", got, want)
	}
	failed := errors.New("the file")
	b = newBatches(context.Background(), c, l)
	if err := errors.Join(b.add(row), b.close(failed)); !errors.Is(err, failed) {
		t.Error(err)
	}
	refuses = true
	b = newBatches(context.Background(), c, l)
	var err error
	for err == nil {
		if err = b.add(row); err == nil {
			err = b.flush()
		}
	}
	if err := b.close(err); err == nil || tidy.KindOf(err) != tidy.Failed || !strings.Contains(err.Error(), "Memory limit exceeded") {
		t.Error(err)
	}
}

// Indicators are asked for in pieces that a statement and a server's memory can hold.
func TestPieces(t *testing.T) {
	rows := map[string]int{"a": 1, "b": mostGrouped, "c": 5, "d": 6}
	got := pieces(sortedKeys(rows), func(id string) int { return rows[id] })
	if fmt.Sprint(got) != "[[a] [b] [c d]]" {
		t.Error(got)
	}
	var many []string
	for k := range 2*mostListed + 1 {
		many = append(many, fmt.Sprint(k))
	}
	if got := pieces(many, func(string) int { return 0 }); len(got) != 3 || len(got[2]) != 1 {
		t.Error(len(got))
	}
	for _, piece := range pieces([]string{strings.Repeat("x", mostOfText/2), strings.Repeat("y", mostOfText/2), "z"}, func(string) int { return 0 }) {
		if len(client.List(piece)) > mostOfText+2 {
			t.Error(len(client.List(piece)))
		}
	}
}

// A file that holds a table twice is told so, and no list of its keys is held.
func TestTooManyStandTwice(t *testing.T) {
	var answer strings.Builder
	for k := range mostTwice + 1 {
		fmt.Fprintf(&answer, "chips\tFRA\tDEU\t%d\t1\n", k)
	}
	fmt.Fprintf(&answer, "\n\t\t\t0\t%d\n", mostTwice+1)
	c := serving(t, func(w http.ResponseWriter, r *http.Request) {
		sql, _ := io.ReadAll(r.Body)
		if !strings.Contains(string(sql), "AND indicator IN ('chips') GROUP BY indicator, economy, partner, year HAVING n > 1 LIMIT 100001)") {
			t.Error(string(sql))
		}
		io.WriteString(w, answer.String())
	})
	_, err := (&target{server: c}).twice(context.Background(), &load{File: "twice.csv"}, map[string]int{"chips": 5})
	if err == nil || tidy.KindOf(err) != tidy.Data || !strings.Contains(err.Error(), "twice.csv: more than 100000 rows stand twice") {
		t.Error(err)
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
		if got := spreadOver(engine); got != want {
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
	if err := c.answersWhole(context.Background()); err != nil {
		t.Error(err)
	}
	answer = "read_overflow_mode_leaf\tbreak\t1\n\n\t\t1\n"
	if err := c.answersWhole(context.Background()); err == nil || !strings.Contains(err.Error(), "read_overflow_mode_leaf is break") {
		t.Error(err)
	}
}

// A load that does not stand and cannot be withdrawn says both.
func TestLoadThatCannotBeWithdrawn(t *testing.T) {
	c := serving(t, func(w http.ResponseWriter, r *http.Request) {
		sql, _ := io.ReadAll(r.Body)
		if strings.HasPrefix(string(sql), "ALTER") {
			w.WriteHeader(http.StatusForbidden)
			io.WriteString(w, "Code: 497. DB::Exception: Not enough privileges")
			return
		}
		if strings.Contains(string(sql), "name = 'file'") { // of another file none has
			io.WriteString(w, "\n0\t0\t\t0\n")
			return
		}
		if strings.HasPrefix(string(sql), "INSERT") || r.URL.Query().Has("query") {
			return
		}
		if strings.Contains(string(sql), "max(kind") { // another one has come to its end
			io.WriteString(w, "8\t2\t1\t0\t1\n7\t1\t1\t0\t1\n\n0\t0\t1\t0\t2\n")
			return
		}
		io.WriteString(w, "7\t1\n\n0\t1\n")
	})
	_, err := (&target{server: c, nodes: []*server{c}}).settle(context.Background(), &load{Dataset: "own-chips", Attempt: 7, Number: 1}, nil, nil)
	if err == nil || !strings.Contains(err.Error(), "own-chips has been loaded") || !strings.Contains(err.Error(), "does not allow this") {
		t.Error(err)
	}
}
