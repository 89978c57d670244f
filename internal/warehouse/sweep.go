package warehouse

import (
	"context"
	"fmt"
	"slices"
	"strconv"
)

// ofDataset are the conditions that the rows of all attempts at a load meet.
func (l *load) ofDataset() []string {
	return []string{"dataset = " + literal(l.Dataset), "vintage = " + literal(l.Vintage)}
}

// attempts are those at a load that a node has rows of in a table.
func (t *target) attempts(ctx context.Context, node *Client, suffix string, l *load) ([]uint64, error) {
	rows, err := node.ask(ctx, selection{columns: pick("attempt"), grouped: 1, from: t.table(suffix + t.local), where: l.ofDataset()})
	var out []uint64
	for _, r := range rows {
		attempt, err := strconv.ParseUint(r[0], 10, 64)
		if err != nil {
			return nil, node.garbage(r[0])
		}
		out = append(out, attempt)
	}
	return out, err
}

// drop drops the rows of an attempt that a node has in a table.
func (t *target) drop(ctx context.Context, node *Client, suffix string, l *load, attempt uint64) error {
	return node.run(ctx, fmt.Sprintf("ALTER TABLE %s DROP PARTITION (%s, %s, %d)", t.table(suffix+t.local), literal(l.Dataset), literal(l.Vintage), attempt))
}

// dropAll drops the rows of some attempts on every node, of those that it has.
func (t *target) dropAll(ctx context.Context, l *load, gone func(uint64) bool, suffixes ...string) error {
	for _, node := range t.nodes {
		for _, suffix := range suffixes {
			all, err := t.attempts(ctx, node, suffix, l)
			if err != nil {
				return err
			}
			for _, attempt := range all {
				if !gone(attempt) {
					continue
				}
				if err := t.drop(ctx, node, suffix, l, attempt); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// clear drops what loads have left that were cut off: the rows of attempts that the
// table of loads does not know. Which ones there are is asked first, for one that comes
// to its end meanwhile is known then.
func (t *target) clear(ctx context.Context, l *load) error {
	var seen []uint64
	for _, node := range t.nodes {
		all, err := t.attempts(ctx, node, "", l)
		if err != nil {
			return err
		}
		seen = append(seen, all...)
	}
	known, err := t.numbers(ctx, l)
	if err != nil {
		return err
	}
	return t.dropAll(ctx, l, func(attempt uint64) bool {
		_, finished := known[attempt]
		return !finished && slices.Contains(seen, attempt)
	}, "")
}

// replace drops the attempts that a load has taken the place of, and never a later one.
func (t *target) replace(ctx context.Context, l *load) error {
	known, err := t.numbers(ctx, l)
	if err != nil {
		return err
	}
	return t.dropAll(ctx, l, func(attempt uint64) bool {
		n, finished := known[attempt]
		return finished && n < l.Number
	}, "", loadsSuffix)
}

// withdraw makes a load unknown again whose rows are not all there.
func (t *target) withdraw(ctx context.Context, l *load) error {
	return t.dropAll(ctx, l, func(attempt uint64) bool { return attempt == l.Attempt }, loadsSuffix)
}
