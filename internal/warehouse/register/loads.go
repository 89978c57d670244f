package register

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/dataset"
	"tradestats/internal/source"
	"tradestats/internal/warehouse/client"
)

// A Load is a text's figures in a table, with all that is known of them.
type Load struct {
	Dataset, Vintage string
	Attempt          uint64
	Number           int // a later one takes the place of an earlier one
	File, SHA256     string
	Declared         string // the YAML beside the file
	About            source.About
	Series           []source.Series
	Sums             map[string][]string // of series without rows of their own
	IDs              map[string]string   // code of a series -> indicator
	dataset.Content                      // what it has rows of
	Rows             int
	Replaced         []Replaced // of which the table may still have something
	Left             []string   // what was left out of the text

	Dating string // what is to be known of how it came by its vintage; "" is nothing
}

// Foreign tells that it is a table which load has not made.
func (l *Load) Foreign() bool { return l.Attempt == 0 }

// The kinds of rows of the table of loads: what a name has for its value.
const (
	KindBegun   = "begun" // before the first row of figures is sent
	KindLoad    = "load"  // file, sha256, ...: of a load that came to its end
	kindSeries  = "series"
	kindLabel   = "label"
	kindUnit    = "unit"
	kindPart    = "part" // of a sum of series: its code, and those of its parts, which have no spaces
	kindEconomy = "economy"
	kindPartner = "partner"
	kindYears   = "years" // of an indicator

	kindLeft     = "left"     // what was left out, by its number
	kindReplaced = "replaced" // an attempt at a load under another name
)

// Withdrawn is the name of what is noted of a load that somebody takes out as one that was cut
// off: of the kind that says that it begins, by which nothing is read.
const Withdrawn = "withdrawn"

// AsRows are those of the table of loads, but for what all of them have.
func (l *Load) AsRows() [][3]string {
	flag := strconv.FormatBool
	out := [][3]string{
		{KindLoad, "file", l.File}, {KindLoad, "sha256", l.SHA256}, {KindLoad, "declared", l.Declared}, {KindLoad, "rows", strconv.Itoa(l.Rows)},
		{KindLoad, "layout", l.About.Layout}, {KindLoad, "publisher", l.About.Publisher}, {KindLoad, "code", l.About.Dataset}, {KindLoad, "title", l.About.Title},
		{KindLoad, "bilateral", flag(l.About.Bilateral)}, {KindLoad, "own", flag(l.About.Own)}, {KindLoad, "reported", flag(l.About.Reported)},
	}
	for _, s := range l.Series {
		out = append(out, [3]string{kindSeries, s.Code, l.IDs[s.Code]}, [3]string{kindLabel, s.Code, s.Label}, [3]string{kindUnit, s.Code, s.Unit})
	}
	for _, code := range SortedKeys(l.Sums) {
		out = append(out, [3]string{kindPart, code, strings.Join(l.Sums[code], " ")})
	}
	for _, id := range SortedKeys(l.Held) {
		out = append(out, [3]string{kindYears, id, l.Held.Years(id)})
	}
	for kind, of := range map[string]map[string]string{kindEconomy: l.Economies, kindPartner: l.Partners} {
		for _, id := range SortedKeys(of) {
			out = append(out, [3]string{kind, id, of[id]})
		}
	}
	for _, r := range l.Replaced {
		out = append(out, r.row())
	}
	for k, text := range l.Left {
		out = append(out, [3]string{kindLeft, fmt.Sprintf("%03d", k), text})
	}
	slices.SortFunc(out, func(a, b [3]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return out
}

// take adds a row to what is known.
func (l *Load) take(kind, name, value string) {
	switch kind {
	case kindSeries:
		l.IDs[name] = value
	case kindLabel, kindUnit:
		k := slices.IndexFunc(l.Series, func(s source.Series) bool { return s.Code == name })
		if k < 0 {
			k, l.Series = len(l.Series), append(l.Series, source.Series{Code: name})
		}
		if kind == kindLabel {
			l.Series[k].Label = value
		} else {
			l.Series[k].Unit = value
		}
	case kindPart:
		l.Sums[name] = strings.Fields(value)
	case kindEconomy:
		l.Economies[name] = value
	case kindPartner:
		l.Partners[name] = value
	case kindYears:
		l.Held[name] = dataset.ReadRanges(value)
	case kindLeft:
		l.Left = append(l.Left, value)
	case kindReplaced:
		l.Replaced = append(l.Replaced, readReplaced(name, value))
	case KindLoad:
		l.say(name, value)
	}
}

func (l *Load) say(name, value string) {
	texts := map[string]*string{"file": &l.File, "sha256": &l.SHA256, "declared": &l.Declared,
		"layout": &l.About.Layout, "publisher": &l.About.Publisher, "code": &l.About.Dataset, "title": &l.About.Title}
	switches := map[string]*bool{"bilateral": &l.About.Bilateral, "own": &l.About.Own, "reported": &l.About.Reported}
	switch {
	case texts[name] != nil:
		*texts[name] = value
	case switches[name] != nil:
		*switches[name] = value == "true"
	case name == "rows":
		l.Rows, _ = strconv.Atoi(value)
	}
}

// SortedKeys are the keys of a map in their order.
func SortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// Leaves notes what was left out of a text, for those who read the table as for those who
// read the file.
func (l *Load) Leaves(name string, warnings []string) {
	l.Left = nil
	for _, text := range warnings {
		l.Left = append(l.Left, strings.TrimPrefix(text, name+": "))
	}
}

// OfLoad are the conditions that the rows of an attempt meet.
func (l *Load) OfLoad() []string { return append(l.OfDataset(), l.ofAttempt()) }

func (l *Load) ofAttempt() string { return "attempt = " + strconv.FormatUint(l.Attempt, 10) }

// OfDataset are the conditions that the rows of all attempts at a load meet.
func (l *Load) OfDataset() []string {
	return []string{"dataset = " + client.Literal(l.Dataset), "vintage = " + client.Literal(l.Vintage)}
}

// IsEstimated tells whether a row was estimated by its publisher, and so not reported.
func IsEstimated(flag string) bool { return slices.Contains(strings.Split(flag, ", "), "estimated") }
