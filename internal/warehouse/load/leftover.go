package load

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/dataset"
	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
)

// A leftover is what a table has of an attempt that is not read: of a load that was cut
// off, or is on its way, or of one whose place another has taken and whose rows were not
// dropped.
type leftover struct {
	Dataset, Vintage string
	Attempt          uint64
	File             string // "" where nobody knows
	finished         bool
	Indicators       int
	Economies        int
	Partners         int
	Rows             int
	Years            string
}

// leftovers are those of a table, beside the loads that stand.
func (c *target) leftovers(ctx context.Context, standing []*register.Load) ([]*leftover, error) {
	s := client.Selection{Columns: client.Pick("dataset", "vintage", "attempt", "uniqExact(indicator)", "uniqExact(economy)", "uniqExactIf(partner, partner != '')",
		"arrayStringConcat(arrayMap(y -> toString(y), groupUniqArray(year)), ' ')"), Grouped: 3, From: c.InSQL("")}
	s.Where = notOf(standing)
	rows, err := c.Ask(ctx, s)
	if err != nil {
		return nil, err
	}
	found := map[uint64]*leftover{}
	for _, r := range rows {
		l := &leftover{Dataset: r[0], Vintage: r[1], Years: dataset.Ranges(dataset.ReadRanges(r[6]))}
		var bad [5]error
		l.Attempt, bad[0] = strconv.ParseUint(r[2], 10, 64)
		for k, into := range []*int{&l.Indicators, &l.Economies, &l.Partners} {
			*into, bad[k+1] = strconv.Atoi(r[3+k])
		}
		l.Rows, bad[4] = strconv.Atoi(r[7])
		if slices.ContainsFunc(bad[:], func(err error) bool { return err != nil }) {
			return nil, c.Garbage(fmt.Sprint(r))
		}
		found[l.Attempt] = l
	}
	return c.begun(ctx, found, standing)
}

// begun adds what the table of loads knows of leftovers, and those of which it has
// nothing else.
func (c *target) begun(ctx context.Context, found map[uint64]*leftover, standing []*register.Load) ([]*leftover, error) {
	s := client.Selection{Columns: client.Pick("dataset", "vintage", "attempt", "kind", "name", "value"), Grouped: 6, From: c.InSQL(register.LoadsSuffix), Where: append(notOf(standing), "kind IN ("+client.Literal(register.KindBegun)+", "+client.Literal(register.KindLoad)+")")}
	rows, err := c.Ask(ctx, s)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		attempt, err := strconv.ParseUint(r[2], 10, 64)
		if err != nil {
			return nil, c.Garbage(fmt.Sprint(r))
		}
		l := found[attempt]
		if l == nil {
			l = &leftover{Dataset: r[0], Vintage: r[1], Attempt: attempt}
			found[attempt] = l
		}
		if r[4] == "file" {
			l.File = r[5]
		}
		l.finished = l.finished || r[3] == register.KindLoad
	}
	var out []*leftover
	for _, l := range found {
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b *leftover) int {
		return cmp.Or(cmp.Compare(a.Dataset, b.Dataset), cmp.Compare(a.Vintage, b.Vintage), cmp.Compare(a.File, b.File), cmp.Compare(a.Rows, b.Rows), cmp.Compare(a.Attempt, b.Attempt))
	})
	return out, nil
}

// load is what a leftover is of, as sweeping and --remove know it.
func (l *leftover) load() *register.Load {
	return &register.Load{Dataset: l.Dataset, Vintage: l.Vintage}
}

// summary is a leftover as it is printed.
func (l *leftover) summary() Loaded {
	note := "not read: cut off, or on its way"
	if l.finished {
		note = "not read: another has taken its place, or not all is known of it"
	}
	return Loaded{Dataset: l.Dataset, Vintage: l.Vintage, File: l.File, Indicators: l.Indicators, Economies: l.Economies, Partners: l.Partners, Rows: l.Rows, Years: l.Years, Note: note}
}

// warning says how to be rid of a leftover.
func (l *leftover) warning(c *register.Server) string {
	again, rows, why := "loading it again", "rows", "was cut off, or is on its way"
	if l.File != "" {
		again = "loading " + l.File + " again"
	}
	if l.Rows == 1 {
		rows = "row"
	}
	if l.finished {
		why = "another one has taken the place of"
	}
	return fmt.Sprintf("%d %s of %s are of a load that %s, and are not read: %s takes them away, or %s",
		l.Rows, rows, l.load().Name(), why, again, c.Removing(l.load().Name(), " --unfinished"))
}

// removeLeft takes out what a table has left of a load that a name means, and nothing
// that stands by then.
func (t *target) removeLeft(ctx context.Context, left []*leftover, name string) ([]Loaded, error) {
	if len(left) == 0 {
		return nil, tidy.Errorf(tidy.Usage, "see what it has with --list", "%s has nothing left of loads that have not come to their end", t.String())
	}
	var names []*register.Load
	for _, l := range left {
		if !slices.ContainsFunc(names, func(o *register.Load) bool { return o.Name() == l.load().Name() }) {
			names = append(names, l.load())
		}
	}
	of, err := t.meant(names, name)
	if err != nil {
		return nil, err
	}
	now, err := t.Finished(ctx)
	if err != nil {
		return nil, err
	}
	gone := map[uint64]bool{}
	for _, l := range left {
		if l.load().Name() == of.Name() && !slices.ContainsFunc(now, func(o *register.Load) bool { return o.Attempt == l.Attempt }) {
			gone[l.Attempt] = true
		}
	}
	if err := t.dropUnfinished(ctx, of, left, gone); err != nil {
		return nil, err
	}
	var out []Loaded
	for _, l := range left {
		if gone[l.Attempt] {
			out = append(out, l.summary())
		}
	}
	return out, nil
}

// dropUnfinished drops attempts, but for one that has come to its end since it was taken for
// a leftover, which is no longer gone. Each is told first that it is withdrawn, and then asked
// whether it has ended: a load says that it has ended, and then asks whether it is withdrawn
// (alone). So one of the two sees the other, whenever they come, and nothing that was said to
// be done is dropped. What says so goes last.
func (t *target) dropUnfinished(ctx context.Context, of *register.Load, left []*leftover, gone map[uint64]bool) error {
	for _, l := range left {
		if !gone[l.Attempt] || l.finished { // whose place another has taken: it came to its end before
			continue
		}
		if err := t.note(ctx, &register.Load{Dataset: of.Dataset, Vintage: of.Vintage, Attempt: l.Attempt}, [][3]string{{register.KindBegun, register.Withdrawn, ""}}); err != nil {
			return err
		}
	}
	all, err := t.Attempts(ctx, of)
	if err != nil {
		return err
	}
	for _, l := range left {
		if all[l.Attempt].Finished && !l.finished {
			delete(gone, l.Attempt)
		}
	}
	return t.dropEverywhere(ctx, of, func(id uint64) bool { return gone[id] }, "", register.LoadsSuffix)
}

// notOf are the conditions that rows of other attempts meet, by which a server leaves
// out whole partitions.
func notOf(standing []*register.Load) []string {
	if len(standing) == 0 {
		return nil
	}
	return []string{"attempt NOT IN " + attempts(standing)}
}

// attempts are those of loads, as IN takes them.
func attempts(all []*register.Load) string {
	ids := make([]string, len(all))
	for k, l := range all {
		ids[k] = strconv.FormatUint(l.Attempt, 10)
	}
	return "(" + strings.Join(ids, ", ") + ")"
}
