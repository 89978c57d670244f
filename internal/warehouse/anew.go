package warehouse

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"

	"tradestats/internal/dataset"
	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
)

// A Watch opens tables and tells whether they have been loaded anew since: for who goes on
// reading, as a server does. Of a table of another hand its parts say so, where it has some.
type Watch struct {
	mu sync.Mutex
	of []opened
}

// opened is a table with the loads that stood, or the parts that there were, before it was
// opened: what comes meanwhile is seen, at the worst a second time.
type opened struct {
	stand func(context.Context) ([]string, error)
	stood []string
}

// Tables opens what an address names, as the function Tables does.
func (w *Watch) Tables(ctx context.Context, address string) ([]dataset.Table, error) {
	a, err := client.ParseAddress(address)
	if err != nil {
		return nil, err
	}
	c := &opening{register.Dial(a)}
	beside, err := c.Has(ctx, register.LoadsSuffix)
	if err != nil {
		return nil, err
	}
	of := opened{stand: c.parts}
	if len(beside) > 0 && c.Missing(register.LoadsSuffix, beside, register.Loads) == nil {
		of.stand = c.stand
	}
	if of.stood, err = of.stand(ctx); err != nil {
		return nil, err
	}
	tables, err := c.open(ctx, beside)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.of = append(w.of, of)
	return tables, nil
}

// Anew tells whether another load stands in one of the tables than when it was opened, or
// one more, or one less.
func (w *Watch) Anew(ctx context.Context) (bool, error) {
	w.mu.Lock()
	of := slices.Clone(w.of)
	w.mu.Unlock()
	for _, t := range of {
		now, err := t.stand(ctx)
		if err != nil {
			return false, err
		}
		if !slices.Equal(now, t.stood) {
			return true, nil
		}
	}
	return false, nil
}

// stand are the loads that stand, of the address's vintage where it names one, each as its
// dataset, vintage and attempt.
func (c *opening) stand(ctx context.Context) ([]string, error) {
	rows, err := c.Ask(ctx, client.Selection{Columns: client.Pick("dataset", "vintage", "attempt", "number"), Grouped: 4, From: c.InSQL(register.LoadsSuffix), Where: []string{"kind = " + client.Literal(register.KindLoad)}})
	if err != nil {
		return nil, err
	}
	of := map[string]map[uint64]register.Attempt{}
	for _, r := range rows {
		if c.Vintage != "" && !dataset.SameVintage(r[1], c.Vintage) {
			continue
		}
		id, number, err := c.ReadAttempt(r, 2)
		if err != nil {
			return nil, err
		}
		key := strings.Join(r[:2], "\t")
		if of[key] == nil {
			of[key] = map[uint64]register.Attempt{}
		}
		of[key][id] = register.Attempt{Number: number, Finished: true}
	}
	var out []string
	for _, key := range register.SortedKeys(of) {
		out = append(out, key+"\t"+strconv.FormatUint(register.LastFinished(of[key]), 10))
	}
	return out, nil
}

// parts tell what a table of a MergeTree holds: whatever is inserted, deleted or changed makes
// one of them another, and merging none: a part that has come of several has their last block
// and their oldest version. A view has none, nor has what is kept elsewhere, nor who may not
// know.
func (c *opening) parts(ctx context.Context) ([]string, error) {
	rows, err := c.Ask(ctx, client.Selection{Columns: client.Pick("partition_id", "max(max_block_number)", "min(data_version)", "sum(rows)"), Grouped: 1, From: "system.parts",
		Where: []string{"active", "database = " + client.Literal(c.Database), "table = " + client.Literal(c.Table)}})
	var refused *client.Exception
	if errors.As(err, &refused) && refused.Forbids() {
		return nil, nil
	}
	var out []string
	for _, r := range rows {
		out = append(out, strings.Join(r[:4], "\t"))
	}
	slices.Sort(out)
	return out, err
}
