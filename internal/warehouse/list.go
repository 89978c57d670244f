package warehouse

import (
	"context"

	"tradestats/internal/tidy"
)

// List returns the loads that stand in a table.
func List(ctx context.Context, address string) ([]Loaded, error) {
	a, err := ParseAddress(address)
	if err != nil {
		return nil, err
	}
	found, err := Dial(a).listed(ctx)
	var out []Loaded
	for _, l := range found {
		out = append(out, l.summary())
	}
	return out, err
}

// listed are the loads of a table that load has made.
func (c *Client) listed(ctx context.Context) ([]*load, error) {
	has, err := c.has(ctx, "")
	switch {
	case err != nil:
		return nil, err
	case len(has) == 0:
		return nil, c.noTable(ctx)
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
