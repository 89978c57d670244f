package warehouse

import (
	"cmp"
	"context"
	"slices"

	"tradestats/internal/tidy"
)

// List returns the loads that stand in a table, and what is left of others.
func List(ctx context.Context, address string) ([]Loaded, error) {
	a, err := parseTable(address)
	if err != nil {
		return nil, err
	}
	c := Dial(a)
	found, err := c.listed(ctx)
	if err != nil {
		return nil, err
	}
	left, err := c.leftovers(ctx, found)
	if err != nil {
		return nil, err
	}
	var out []Loaded
	for _, l := range found {
		s := l.summary()
		s.Note = shaded([]*load{l}, found).note(l)
		out = append(out, s)
	}
	for _, l := range left {
		s := l.summary()
		s.Warnings = []string{l.warning(c)}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b Loaded) int {
		return cmp.Or(cmp.Compare(a.Dataset, b.Dataset), cmp.Compare(a.Vintage, b.Vintage))
	})
	return out, nil
}

// listed are the loads of a table that load has made.
func (c *Client) listed(ctx context.Context) ([]*load, error) {
	if _, err := c.columns(ctx); err != nil { // a load of which a part is missing would pass for one cut off
		return nil, err
	}
	if err := c.notOverCopies(ctx); err != nil {
		return nil, err
	}
	beside, err := c.has(ctx, loadsSuffix)
	switch {
	case err != nil:
		return nil, err
	case len(beside) == 0:
		return nil, tidy.Errorf(tidy.Failed, "its rows are its maker's to change", "%s is of another hand: 'tradestats load' has put nothing there", c.String())
	}
	if err := c.missing(loadsSuffix, beside, loads); err != nil {
		return nil, err
	}
	return c.finished(ctx)
}
