package source

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"tradestats/internal/tidy"
)

// A key that stands twice would be counted twice by a sum. A reading that sums
// finds such keys, and no more: what else it knows of a partner is in a sum. A
// second reading looks at the rows of these keys alone. Where their values differ
// the file is wrong; where they are the same a third one passes them over, and
// adds the first of each at the end, in the order of the file.

// A rowKey is what only one row of a file may have.
type rowKey struct {
	code, economy, partner string
	year                   int
}

// key is the key of a row, whatever the spelling.
func (w *Want) key(row *Row) rowKey {
	return rowKey{row.Code, w.who(row.Economy, row.EconomyLabel), w.who(row.Partner, row.PartnerLabel), row.Year}
}

func (w *Want) who(code, label string) string {
	if w.Who == nil || code == "" {
		return code
	}
	return w.Who(code, label)
}

func (k rowKey) String() string {
	with := ""
	if k.partner != "" {
		with = " with " + k.partner
	}
	return fmt.Sprintf("%s%s %d of %s", k.economy, with, k.year, k.code)
}

// mostRepeats is how many keys are looked at: with more, the file holds a table
// twice.
const mostRepeats = 100_000

// repeated is the error of keys that stand twice in a sum.
type repeated struct{ keys map[rowKey]bool }

func (e *repeated) Error() string { return fmt.Sprintf("%d keys stand twice", len(e.keys)) }

// repeats collects the keys that a reading found twice.
type repeats map[rowKey]bool

func (r repeats) add(key rowKey) {
	if len(r) <= mostRepeats {
		r[key] = true
	}
}

// err is the error of the keys for which it is not known that they may be left
// out.
func (r repeats) err(w Want) error {
	if len(r) == 0 || w.once != nil {
		return nil
	}
	return &repeated{r}
}

// passed tells whether a row is one of those that are added at the end.
func (w *Want) passed(key rowKey) bool {
	_, ok := w.once[key]
	return ok
}

// addedOnce are the rows that stand twice, each once, in the order of the file.
func (w *Want) addedOnce() []Row {
	rows := slices.Collect(maps.Values(w.once))
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Year, b.Year))
	})
	return rows
}

// compareRepeats reads the rows of some keys, and returns the first of each and
// how many more there are. Rows of one key that differ in value or unit are an error.
func (r *reader) compareRepeats(ctx context.Context, w Want, keys map[rowKey]bool) (once map[rowKey]Row, more int, err error) {
	if len(keys) > mostRepeats {
		return nil, 0, tidy.Errorf(tidy.Data, "remove what stands twice", "%s: more than %d rows stand twice, and a sum would count both", r.text.Name, mostRepeats)
	}
	codes := map[string]bool{}
	for key := range keys {
		codes[key.code] = true
	}
	once = map[rowKey]Row{}
	all := Want{From: w.From, To: w.To, Factor: w.Factor, Refused: w.Refused, Series: func(code string) bool { return codes[code] }}
	_, err = r.readOnce(ctx, all, func(row Row) error {
		key := w.key(&row)
		if !keys[key] {
			return nil
		}
		first, twice := once[key]
		if !twice {
			once[key] = row
			return nil
		}
		if more++; !w.Same(&first, &row) {
			return &tidy.RowError{File: r.text.Name, Line: row.Line, Hint: "remove one of the two rows",
				Why: fmt.Sprintf("%s stands twice: it has the value %s here and %s in line %d, and a sum would count both", key, row.Said(&first), first.Said(&row), first.Line)}
		}
		return nil
	})
	return once, more, r.placed(err)
}
