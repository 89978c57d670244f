package load

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"tradestats/internal/dataset"
	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
)

// A key that stands twice in a file would be counted twice by the server. Which ones
// do the server finds, indicator by indicator; the file is read again for their rows
// alone, and once more without those that repeat others.

// A rowKey is what only one row of a load may have.
type rowKey struct {
	indicator, economy, partner string
	year                        int
}

func keyOf(r dataset.Streamed) rowKey { return rowKey{r.Indicator, r.Economy, r.Partner, r.Year} }

// mostTwice is how many keys are looked at: with more, a file holds a table twice.
const mostTwice = 100_000

// twice are the keys of an attempt of which there are several rows. of counts its rows
// by indicator.
func (t *target) twice(ctx context.Context, l *register.Load, of map[string]int) ([]rowKey, error) {
	var out []rowKey
	for _, ids := range register.Pieces(register.SortedKeys(of), func(id string) int { return of[id] }) {
		group := fmt.Sprintf("SELECT indicator, economy, partner, year, count() AS n FROM %s WHERE %s GROUP BY indicator, economy, partner, year HAVING n > 1 LIMIT %d",
			t.InSQL(""), strings.Join(append(l.OfLoad(), "indicator IN "+client.List(ids)), " AND "), mostTwice+1)
		rows, err := t.Ask(ctx, client.Selection{Columns: client.Pick("indicator", "economy", "partner", "year"), Grouped: 4, From: "(" + group + ")"})
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			year, err := strconv.Atoi(r[3])
			if err != nil {
				return nil, t.Garbage(strings.Join(r, " "))
			}
			out = append(out, rowKey{r[0], r[1], r[2], year})
		}
		if len(out) > mostTwice {
			return nil, tidy.Errorf(tidy.Data, "remove what stands twice", "%s: more than %d rows stand twice, and a sum would count both", l.File, mostTwice)
		}
	}
	return out, nil
}

// again sends a text anew without the rows that repeat others.
func (t *target) again(ctx context.Context, s *dataset.Surveyed, l *register.Load, keys []rowKey) (dataset.Told, error) {
	if err := t.discard(ctx, l); err != nil {
		return dataset.Told{}, err
	}
	first := map[rowKey]*dataset.Streamed{}
	for _, key := range keys {
		first[key] = nil
	}
	repeats, err := compare(ctx, s, first)
	if err != nil {
		return dataset.Told{}, err
	}
	passed := map[rowKey]bool{}
	told, more, err := t.send(ctx, s, l, func(r dataset.Streamed) bool {
		key := keyOf(r)
		if _, twice := first[key]; !twice {
			return false
		}
		seen := passed[key]
		passed[key] = true
		return seen
	})
	if err == nil && len(more) > 0 {
		err = tidy.Errorf(tidy.Data, "do not change a file while it is loaded", "%s has changed while it was loaded", s.Name)
	}
	rows := "rows"
	if repeats == 1 {
		rows = "row"
	}
	told.Warnings = append(told.Warnings, fmt.Sprintf("%s: left out: %d %s, the same as earlier ones", s.Name, repeats, rows))
	l.Leaves(s.Name, told.Warnings)
	return told, err
}

// compare reads the rows of some keys and counts those that repeat the first of
// theirs. Rows of one key that differ are an error, but for two spellings of one
// economy in a publisher's file without partners.
func compare(ctx context.Context, s *dataset.Surveyed, first map[rowKey]*dataset.Streamed) (int, error) {
	repeats := 0
	_, err := s.Stream(ctx, func(r dataset.Streamed) error {
		key := keyOf(r)
		before, twice := first[key]
		switch {
		case !twice:
		case before == nil:
			first[key] = &r
		case s.Same(before, &r) || !s.About.Bilateral && !s.About.Own && before.Spelled != r.Spelled:
			repeats++
		default:
			return &tidy.RowError{File: s.Name, Line: r.Line, Hint: "remove one of the two rows",
				Why: fmt.Sprintf("%s stands twice: it has the value %s here and %s in line %d, and a sum would count both", key, r.Said(&before.Row), before.Said(&r.Row), before.Line)}
		}
		return nil
	})
	return repeats, err
}

func (k rowKey) String() string {
	with := ""
	if k.partner != "" {
		with = " with " + k.partner
	}
	return fmt.Sprintf("%s%s %d of %s", k.economy, with, k.year, k.indicator)
}
