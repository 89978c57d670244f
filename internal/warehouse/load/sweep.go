package load

import (
	"context"
	"fmt"
	"strconv"

	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
)

// A load tells that it begins, with a number above all that have begun before it. The
// one of the highest number that came to its end stands, and drops what is below it:
// of loads that it takes the place of, of those that were cut off, and of those that
// are still on their way, for they can stand no more. A load that must not stand makes
// itself unknown again, one that somebody removes goes with what is below it, and what is left
// of loads that were cut off goes when somebody says so. A load that has come to its end asks
// whether it still stands before it says that it is done (settle), so that none is
// said to be there that another one, or a removal, has taken away.

// kept are the attempts at a load that a node has rows of in a table.
func (t *target) kept(ctx context.Context, node *register.Server, suffix string, l *register.Load) ([]uint64, error) {
	rows, err := node.Ask(ctx, client.Selection{Columns: client.Pick("attempt"), Grouped: 1, From: t.InSQL(suffix + t.local), Where: l.OfDataset()})
	var out []uint64
	for _, r := range rows {
		id, _, err := node.ReadAttempt(r, 0)
		if err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, err
}

// dropAll drops the rows of some attempts on every node, of those that it has.
func (t *target) dropAll(ctx context.Context, l *register.Load, gone func(uint64) bool, suffixes ...string) error {
	for _, node := range t.nodes {
		for _, suffix := range suffixes {
			all, err := t.kept(ctx, node, suffix, l)
			if err != nil {
				return err
			}
			for _, id := range all {
				if !gone(id) {
					continue
				}
				if err := node.Run(ctx, fmt.Sprintf("ALTER TABLE %s DROP PARTITION (%s, %s, %s)", t.InSQL(suffix+t.local), client.Literal(l.Dataset), client.Literal(l.Vintage), strconv.FormatUint(id, 10))); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// dropEverywhere drops the rows of some attempts of one table on all nodes, before those of
// the next.
func (t *target) dropEverywhere(ctx context.Context, l *register.Load, gone func(uint64) bool, suffixes ...string) error {
	for _, suffix := range suffixes {
		if err := t.dropAll(ctx, l, gone, suffix); err != nil {
			return err
		}
	}
	return nil
}

// replace drops what a load that stands has taken the place of.
func (t *target) replace(ctx context.Context, l *register.Load) error {
	older, err := t.upTo(ctx, l, l.Number-1)
	if err != nil {
		return err
	}
	if err := t.dropAll(ctx, l, older, "", register.LoadsSuffix); err != nil {
		return err
	}
	return t.dropReplaced(ctx, l)
}

// dropReplaced drops what a load has taken the place of under other names.
func (t *target) dropReplaced(ctx context.Context, l *register.Load) error {
	for _, r := range l.Replaced {
		gone, err := t.upTo(ctx, r.Load(), r.Number)
		if err != nil {
			return err
		}
		if err := t.dropAll(ctx, r.Load(), gone, "", register.LoadsSuffix); err != nil {
			return err
		}
	}
	return nil
}

// upTo tells which attempts at a load's dataset and vintage may be dropped: those that
// have begun with a number up to one, and rows of attempts that nobody knows, which were
// below a load that stood before. It is asked first which rows there are, and then who
// has begun: one that begins meanwhile is known, or not seen.
func (t *target) upTo(ctx context.Context, l *register.Load, number int) (func(id uint64) bool, error) {
	seen := map[uint64]bool{}
	for _, node := range t.nodes {
		all, err := t.kept(ctx, node, "", l)
		if err != nil {
			return nil, err
		}
		for _, id := range all {
			seen[id] = true
		}
	}
	begun, err := t.Attempts(ctx, l)
	return func(id uint64) bool {
		a, known := begun[id]
		return known && a.Number <= number || !known && seen[id]
	}, err
}

// withdraw makes a load unknown again that does not stand, or whose rows are not all
// there.
func (t *target) withdraw(ctx context.Context, l *register.Load) error {
	return t.dropAll(ctx, l, func(id uint64) bool { return id == l.Attempt }, register.LoadsSuffix)
}

// discard drops what was sent of a load that has not come to its end.
func (t *target) discard(ctx context.Context, l *register.Load) error {
	return t.dropAll(ctx, l, func(id uint64) bool { return id == l.Attempt }, "", register.LoadsSuffix)
}
