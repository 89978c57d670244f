package load

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
)

// List returns the loads that stand in a table, and what is left of others, by dataset and
// vintage. It is empty where nothing was ever loaded to its end; a table of another hand is an
// error, of kind Failed as all but those of the address, which are of kind Usage.
func List(ctx context.Context, address string) ([]Loaded, error) {
	a, err := client.ParseTable(address)
	if err != nil {
		return nil, err
	}
	c := &target{Server: register.Dial(a)}
	found, left, there, err := c.inventory(ctx)
	if err != nil {
		return nil, err
	}
	var out []Loaded
	for _, l := range found {
		s := summary(l)
		s.Note = register.Shaded([]*register.Load{l}, found).Note(l)
		if n := there[l.Attempt]; n != l.Rows {
			s.Note = fmt.Sprintf("not read: of its rows %d are there; load it again", n)
		}
		out = append(out, s)
	}
	for _, l := range left {
		s := l.summary()
		s.Warnings = []string{l.warning(c.Server)}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b Loaded) int {
		return cmp.Or(cmp.Compare(a.Dataset, b.Dataset), cmp.Compare(a.Vintage, b.Vintage))
	})
	return out, nil
}

// inventory are the loads that stand, what is left of others, and the rows of the former that are there, all of one
// moment: where rows of one are missing since it was replaced or taken out meanwhile, it is taken anew.
func (c *target) inventory(ctx context.Context) (found []*register.Load, left []*leftover, there map[uint64]int, err error) {
	for range 5 {
		if found, err = c.listed(ctx); err != nil {
			return nil, nil, nil, err
		}
		if left, err = c.leftovers(ctx, found); err != nil {
			return nil, nil, nil, err
		}
		if there, err = c.rowsOf(ctx, found); err != nil {
			return nil, nil, nil, err
		}
		if !slices.ContainsFunc(found, func(l *register.Load) bool { return there[l.Attempt] != l.Rows }) {
			return found, left, there, nil
		}
		now, err := c.Finished(ctx)
		if err != nil {
			return nil, nil, nil, err
		}
		if slices.EqualFunc(found, now, func(a, b *register.Load) bool { return a.Attempt == b.Attempt }) {
			return found, left, there, nil
		}
	}
	return nil, nil, nil, tidy.Errorf(tidy.Failed, "list it when no load is under way", "%s: what stands in it changes while it is listed", c.String())
}

// rowsOf counts the rows of some loads that the table has, by their attempts: somebody may
// have deleted some since.
func (c *target) rowsOf(ctx context.Context, all []*register.Load) (map[uint64]int, error) {
	out := map[uint64]int{}
	if len(all) == 0 {
		return out, nil
	}
	rows, err := c.Ask(ctx, client.Selection{Columns: client.Pick("attempt"), Grouped: 1, From: c.InSQL(""), Where: []string{"attempt IN " + attempts(all)}})
	for _, r := range rows {
		id, n, err := c.ReadAttempt(r, 0)
		if err != nil {
			return nil, err
		}
		out[id] = n
	}
	return out, err
}

// listed are the loads of a table that load has made.
func (c *target) listed(ctx context.Context) ([]*register.Load, error) {
	if _, err := c.Columns(ctx); err != nil { // a load of which a part is missing would pass for one cut off
		return nil, err
	}
	if err := c.NotOverCopies(ctx); err != nil {
		return nil, err
	}
	beside, err := c.Has(ctx, register.LoadsSuffix)
	switch {
	case err != nil:
		return nil, err
	case len(beside) == 0:
		return nil, tidy.Errorf(tidy.Failed, "its rows are its maker's to change", "%s is of another hand: 'tradestats load' has put nothing there", c.String())
	}
	if err := c.Missing(register.LoadsSuffix, beside, register.Loads); err != nil {
		return nil, err
	}
	return c.Finished(ctx)
}
