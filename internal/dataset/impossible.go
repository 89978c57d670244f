package dataset

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/frame"
	"tradestats/internal/source"
)

// An impossible counts the values of one indicator in a file that none of it can be: shares
// of a whole beyond 0 and 100 per cent, and what is counted below zero.
type impossible struct {
	bounds map[string]catalog.Bounds // by the unit of rows
	rows   int
	count  int
	first  []string // places
	vague  bool
	label  string
}

func impossibleOf(indicators map[string]*collector) map[string]*impossible {
	out := map[string]*impossible{}
	for id := range indicators {
		out[id] = &impossible{}
	}
	return out
}

// mostNamed is how many places a warning names.
const mostNamed = 3

// look counts a row as it stands in the file. Amounts of money are passed over but for exports
// and imports with all partners: items of a balance of payments can be negative.
func (x *impossible) look(i catalog.Indicator, r *source.Row, from *place) {
	b, known := x.bounds[r.Unit]
	if !known {
		if b = i.Bounds(r.Unit); i.Trade == "" {
			if _, money := catalog.Currency(cmp.Or(i.Unit, r.Unit)); money {
				b = catalog.Indicator{}.Bounds("")
			}
		}
		if x.bounds == nil {
			x.bounds = map[string]catalog.Bounds{}
		}
		x.bounds[r.Unit] = b
	}
	if b.None() || r.Rows > 0 || r.Partner != "" {
		return
	}
	x.rows++
	side := b.Outside(r.Value)
	if side == "" {
		return
	}
	x.vague, x.label = b.Vague, r.Code+" "+r.Label
	if x.count++; len(x.first) < mostNamed {
		x.first = append(x.first, fmt.Sprintf("%s: %s %d is %s, %s", origin(*r, from), r.Economy, r.Year, frame.Number(r.Value), side))
	}
}

// say is what a warning says of it, "" where there is nothing to say.
func (x *impossible) say(id, toCheck string) string {
	if x.count == 0 || !(catalog.Bounds{Vague: x.vague}).Doubts(x.count, x.rows, x.label) {
		return ""
	}
	text := strings.Join(x.first, "; ")
	if more := x.count - len(x.first); more > 0 {
		text += fmt.Sprintf("; and %d more", more)
	}
	return fmt.Sprintf("%s; no value of %s can be, and what is made of them is wrong: %s", text, id, toCheck)
}

// toCheck is what to do about values of a text that cannot be: of a table what it was loaded from
// is at hand, if anything is, under whatever path.
func (f *own) toCheck() string {
	switch f.sum {
	case "":
		return fmt.Sprintf("check values and unit, see 'tradestats inspect %s'", f.text.Name)
	case noFile:
		return "check values and unit where the table is filled"
	}
	return "check values and unit, see 'tradestats inspect' of the file that was loaded"
}

// doubts are the warnings on a text, by indicator.
func (e *files) doubts(all map[string]*impossible, f *own) (out []string) {
	for _, id := range slices.Sorted(maps.Keys(all)) {
		if text := all[id].say(id, f.toCheck()); text != "" {
			e.doubted.Store(id, true)
			out = append(out, text)
		}
	}
	return out
}
