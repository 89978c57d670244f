package dataset

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"tradestats/internal/source"
)

// largestCounted is the size in bytes of a file up to which its economies are counted:
// that means reading it once more, and a larger one is hardly a few economies.
const largestCounted = 16 << 20

// fewer notes which texts take the place of the program's figures of an indicator and
// hold clearly fewer economies, less than two thirds: what is then missing was not
// missing before. It is asked while the catalogue is still the embedded one.
func (e *files) fewer(ctx context.Context, all []*own) error {
	for _, f := range all {
		carried, err := e.carried(ctx, f)
		if err != nil {
			return err
		}
		if len(carried) == 0 || f.about.Bilateral || !f.small() {
			continue
		}
		held, ok := e.held(ctx, f, carried)
		if !ok {
			continue // a row is invalid: that is said where the text is used
		}
		var short []string
		for _, id := range slices.Sorted(maps.Keys(carried)) {
			if n := len(held[id]); !enough(n, len(carried[id])) {
				short = append(short, fmt.Sprintf("%s, and holds %d of their %d economies", id, n, len(carried[id])))
			}
		}
		if len(short) > 0 {
			e.notes = append(e.notes, fmt.Sprintf("%s has taken the place of the program's figures of %s; see 'tradestats diff embedded %s'",
				f.described(), strings.Join(short, "; of "), f.text.Name))
		}
	}
	return nil
}

// enough tells whether some of all are two thirds of them.
func enough(some, all int) bool { return 3*some >= 2*all }

// small tells whether a text lies in a file that is soon read again.
func (f *own) small() bool {
	var size int64
	for _, part := range f.texts() {
		if info, err := os.Stat(part.text.Path); err == nil { // of a pipe the text was kept
			size += info.Size()
		}
	}
	return size <= largestCounted
}

// carried are the economies that the program has of each indicator which a text takes
// the place of.
func (e *files) carried(ctx context.Context, f *own) (map[string]map[string]bool, error) {
	out := map[string]map[string]bool{}
	for id, from := range e.own {
		i, err := e.catalog.Indicator(id)
		if from != f || err != nil || !e.embedded || e.late(i.Dataset) {
			continue
		}
		c, err := e.collector(Query{}, id)
		if err != nil {
			return nil, err
		}
		if err := loadEmbedded(ctx, c); err != nil {
			return nil, err
		}
		out[id] = map[string]bool{}
		for _, o := range c.observations {
			out[id][o.Economy] = true
		}
	}
	return out, nil
}

// held are those of the economies carried that a text holds, as far as it has to be
// read to know that they are enough. It is not ok where a row is invalid.
func (e *files) held(ctx context.Context, f *own, carried map[string]map[string]bool) (map[string]map[string]bool, bool) {
	out, left := map[string]map[string]bool{}, len(carried)
	for id := range carried {
		out[id] = map[string]bool{}
	}
	stop := errors.New("enough")
	c := &collector{economies: e.economies, catalog: e.catalog}
	from := &place{file: f.text.Name, codes: f.about.Codes, own: f.about.Own}
	w := source.Want{Series: func(code string) bool { return carried[f.ids[code]] != nil }}
	err := f.rows(ctx, w, func(r source.Row) error {
		id := f.ids[r.Code]
		who, err := c.resolve(r.Economy, r.EconomyLabel, r.Group, r.Line, from)
		if err != nil || who.unknown || who.published || out[id][who.id] || !carried[id][who.id] {
			return err
		}
		before := enough(len(out[id]), len(carried[id]))
		if out[id][who.id] = true; !before && enough(len(out[id]), len(carried[id])) {
			left--
		}
		if left == 0 {
			return stop
		}
		return nil
	})
	return out, err == nil || errors.Is(err, stop)
}
