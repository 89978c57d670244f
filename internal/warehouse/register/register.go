package register

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/dataset"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/client"
)

// The table of loads is asked for what stands, and for what has begun.

// Finished are the loads of a table that came to their end, of each dataset and
// vintage the last one, in their order, without those of which not all is known: such a one
// can be loaded again and taken out like what a load that was cut off has left.
func (c *Server) Finished(ctx context.Context) ([]*Load, error) {
	all, err := c.ended(ctx)
	return slices.DeleteFunc(all, func(l *Load) bool { return !l.known() }), err
}

// Read are the finished loads, for a reader, to whom a load of which not all is known would be
// figures gone without a word.
func (c *Server) Read(ctx context.Context) ([]*Load, error) {
	all, err := c.ended(ctx)
	for _, l := range all {
		if !l.known() {
			return nil, tidy.Errorf(tidy.Failed, "load it again, or take it out: "+c.Removing(l.Name(), " --unfinished"),
				"%s: what is known of the load of %s is not whole", c.String(), l.Name())
		}
	}
	return all, err
}

// known tells whether what is known of a load is enough to read it.
func (l *Load) known() bool { return l.File != "" && len(l.Series) > 0 }

// ended are the loads that came to their end and whose place no other has taken.
func (c *Server) ended(ctx context.Context) ([]*Load, error) {
	rows, err := c.Ask(ctx, client.Selection{Columns: client.Pick("dataset", "vintage", "attempt", "number", "kind", "name", "value"), Grouped: 7, From: c.InSQL(LoadsSuffix), Where: []string{"kind != " + client.Literal(KindBegun)}})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(rows, slices.Compare[[]string])
	last, seen := map[[2]string]*Load{}, map[uint64]bool{}
	for _, r := range rows {
		attempt, number, err := c.ReadAttempt(r, 2)
		if err != nil {
			return nil, err
		}
		seen[attempt] = true
		key := [2]string{r[0], r[1]}
		l := last[key]
		if l == nil || number > l.Number || number == l.Number && attempt > l.Attempt {
			l = &Load{Dataset: r[0], Vintage: r[1], Attempt: attempt, Number: number, IDs: map[string]string{}, Sums: map[string][]string{}, Content: dataset.NewContent()}
			l.About = source.About{Vintage: r[1], Why: "a table of ClickHouse"}
			last[key] = l
		}
		if l.Attempt == attempt {
			l.take(r[4], r[5], r[6])
		}
	}
	out := slices.SortedFunc(maps.Values(last), func(a, b *Load) int {
		return cmp.Or(cmp.Compare(a.Dataset, b.Dataset), cmp.Compare(a.Vintage, b.Vintage))
	})
	return WithoutReplaced(out, seen), nil
}

// An attempt is one of those at a load's dataset and vintage that the table of loads
// knows.
type Attempt struct {
	Number    int
	Finished  bool
	Withdrawn bool // somebody takes it for one that was cut off
}

// Attempts are those at a load's dataset and vintage that have begun.
func (c *Server) Attempts(ctx context.Context, l *Load) (map[uint64]Attempt, error) {
	rows, err := c.Ask(ctx, client.Selection{Columns: client.Pick("attempt", "number", "max(kind = "+client.Literal(KindLoad)+")", "max(name = "+client.Literal(Withdrawn)+")"), Grouped: 2, From: c.InSQL(LoadsSuffix), Where: l.OfDataset()})
	out := map[uint64]Attempt{}
	for _, r := range rows {
		id, n, err := c.ReadAttempt(r, 0)
		if err != nil {
			return nil, err
		}
		a := out[id]
		out[id] = Attempt{max(a.Number, n), a.Finished || r[2] == "1", a.Withdrawn || r[3] == "1"}
	}
	return out, err
}

// ReadAttempt reads an attempt and its number behind it from a row of an answer.
func (c *Server) ReadAttempt(row []string, at int) (id uint64, number int, err error) {
	id, bad := strconv.ParseUint(row[at], 10, 64)
	number, alsoBad := strconv.Atoi(row[at+1])
	if bad != nil || alsoBad != nil {
		err = c.Garbage(strings.Join(row, " "))
	}
	return id, number, err
}

// Last is the attempt that stands; 0 where none does.
func (c *Server) Last(ctx context.Context, l *Load) (uint64, error) {
	all, err := c.Attempts(ctx, l)
	return LastFinished(all), err
}

// LastFinished is the finished attempt of the highest number; of two, which began at the
// same time, the greater one.
func LastFinished(all map[uint64]Attempt) (last uint64) {
	for id, a := range all {
		if before := all[last].Number; a.Finished && (a.Number > before || a.Number == before && id > last) {
			last = id
		}
	}
	return last
}

// There counts the rows of an attempt that the table has.
func (c *Server) There(ctx context.Context, l *Load) (int, error) {
	rows, err := c.Ask(ctx, client.Selection{Columns: client.Pick("attempt"), Grouped: 1, From: c.InSQL(""), Where: []string{l.ofAttempt()}}) // which alone reads one column
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	_, n, err := c.ReadAttempt(rows[0], 0)
	return n, err
}
