package warehouse

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"

	"tradestats/internal/dataset"
)

// A Watch opens tables and tells whether they have been loaded anew since: for who goes on
// reading, as a server does. A table of another hand has nothing that says so.
type Watch struct {
	mu sync.Mutex
	of []opened
}

// opened is a table with the loads that stood before it was opened: what comes to its end
// meanwhile is seen, at the worst a second time.
type opened struct {
	client *Client
	stood  []string
}

// Tables opens what an address names, as the function Tables does.
func (w *Watch) Tables(ctx context.Context, address string) ([]dataset.Table, error) {
	a, err := ParseAddress(address)
	if err != nil {
		return nil, err
	}
	c := Dial(a)
	beside, err := c.has(ctx, loadsSuffix)
	if err != nil {
		return nil, err
	}
	var stood []string
	loaded := len(beside) > 0 && c.missing(loadsSuffix, beside, loads) == nil
	if loaded {
		if stood, err = c.stand(ctx); err != nil {
			return nil, err
		}
	}
	tables, err := c.open(ctx, beside)
	if err != nil || !loaded {
		return tables, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.of = append(w.of, opened{c, stood})
	return tables, nil
}

// Anew tells whether another load stands in one of the tables than when it was opened, or
// one more, or one less.
func (w *Watch) Anew(ctx context.Context) (bool, error) {
	w.mu.Lock()
	of := slices.Clone(w.of)
	w.mu.Unlock()
	for _, t := range of {
		now, err := t.client.stand(ctx)
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
func (c *Client) stand(ctx context.Context) ([]string, error) {
	rows, err := c.ask(ctx, selection{columns: pick("dataset", "vintage", "attempt", "number"), grouped: 4, from: c.table(loadsSuffix), where: []string{"kind = " + literal(kindLoad)}})
	if err != nil {
		return nil, err
	}
	of := map[string]map[uint64]attempt{}
	for _, r := range rows {
		if c.Vintage != "" && !dataset.SameVintage(r[1], c.Vintage) {
			continue
		}
		id, number, err := c.attempt(r, 2)
		if err != nil {
			return nil, err
		}
		key := strings.Join(r[:2], "\t")
		if of[key] == nil {
			of[key] = map[uint64]attempt{}
		}
		of[key][id] = attempt{number: number, finished: true}
	}
	var out []string
	for _, key := range sortedKeys(of) {
		out = append(out, key+"\t"+strconv.FormatUint(standing(of[key]), 10))
	}
	return out, nil
}
