package warehouse

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/dataset"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
)

// A load is a text's figures in a table, with all that is known of them.
type load struct {
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
	Replaced         []replaced // of which the table may still have something
	Left             []string   // what was left out of the text

	dating string // what is to be known of how it came by its vintage; "" is nothing
}

// foreign tells that it is a table which load has not made.
func (l *load) foreign() bool { return l.Attempt == 0 }

// The kinds of rows of the table of loads: what a name has for its value.
const (
	kindBegun   = "begun" // before the first row of figures is sent
	kindLoad    = "load"  // file, sha256, ...: of a load that came to its end
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

// withdrawn is the name of what is noted of a load that somebody takes out as one that was cut
// off: of the kind that says that it begins, by which nothing is read.
const withdrawn = "withdrawn"

// rows are those of the table of loads, but for what all of them have.
func (l *load) rows() [][3]string {
	flag := strconv.FormatBool
	out := [][3]string{
		{kindLoad, "file", l.File}, {kindLoad, "sha256", l.SHA256}, {kindLoad, "declared", l.Declared}, {kindLoad, "rows", strconv.Itoa(l.Rows)},
		{kindLoad, "layout", l.About.Layout}, {kindLoad, "publisher", l.About.Publisher}, {kindLoad, "code", l.About.Dataset}, {kindLoad, "title", l.About.Title},
		{kindLoad, "bilateral", flag(l.About.Bilateral)}, {kindLoad, "own", flag(l.About.Own)}, {kindLoad, "reported", flag(l.About.Reported)},
	}
	for _, s := range l.Series {
		out = append(out, [3]string{kindSeries, s.Code, l.IDs[s.Code]}, [3]string{kindLabel, s.Code, s.Label}, [3]string{kindUnit, s.Code, s.Unit})
	}
	for _, code := range sortedKeys(l.Sums) {
		out = append(out, [3]string{kindPart, code, strings.Join(l.Sums[code], " ")})
	}
	for _, id := range sortedKeys(l.Held) {
		out = append(out, [3]string{kindYears, id, l.Held.Years(id)})
	}
	for kind, of := range map[string]map[string]string{kindEconomy: l.Economies, kindPartner: l.Partners} {
		for _, id := range sortedKeys(of) {
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
func (l *load) take(kind, name, value string) {
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
	case kindLoad:
		l.say(name, value)
	}
}

func (l *load) say(name, value string) {
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

// finished are the loads of a table that came to their end, of each dataset and
// vintage the last one, in their order, without those of which not all is known: such a one
// can be loaded again and taken out like what a load that was cut off has left.
func (c *Client) finished(ctx context.Context) ([]*load, error) {
	all, err := c.ended(ctx)
	return slices.DeleteFunc(all, func(l *load) bool { return !l.known() }), err
}

// read are the finished loads, for a reader, to whom a load of which not all is known would be
// figures gone without a word.
func (c *Client) read(ctx context.Context) ([]*load, error) {
	all, err := c.ended(ctx)
	for _, l := range all {
		if !l.known() {
			return nil, tidy.Errorf(tidy.Failed, "load it again, or take it out: "+c.removing(l, " --unfinished"),
				"%s: what is known of the load of %s is not whole", c.String(), l.name())
		}
	}
	return all, err
}

// known tells whether what is known of a load is enough to read it.
func (l *load) known() bool { return l.File != "" && len(l.Series) > 0 }

// ended are the loads that came to their end and whose place no other has taken.
func (c *Client) ended(ctx context.Context) ([]*load, error) {
	rows, err := c.ask(ctx, selection{columns: pick("dataset", "vintage", "attempt", "number", "kind", "name", "value"), grouped: 7, from: c.table(loadsSuffix), where: []string{"kind != " + literal(kindBegun)}})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(rows, slices.Compare[[]string])
	last, seen := map[[2]string]*load{}, map[uint64]bool{}
	for _, r := range rows {
		attempt, number, err := c.readAttempt(r, 2)
		if err != nil {
			return nil, err
		}
		seen[attempt] = true
		key := [2]string{r[0], r[1]}
		l := last[key]
		if l == nil || number > l.Number || number == l.Number && attempt > l.Attempt {
			l = &load{Dataset: r[0], Vintage: r[1], Attempt: attempt, Number: number, IDs: map[string]string{}, Sums: map[string][]string{}, Content: dataset.NewContent()}
			l.About = source.About{Vintage: r[1], Why: "a table of ClickHouse"}
			last[key] = l
		}
		if l.Attempt == attempt {
			l.take(r[4], r[5], r[6])
		}
	}
	out := slices.SortedFunc(maps.Values(last), func(a, b *load) int {
		return cmp.Or(cmp.Compare(a.Dataset, b.Dataset), cmp.Compare(a.Vintage, b.Vintage))
	})
	return withoutReplaced(out, seen), nil
}

// An attempt is one of those at a load's dataset and vintage that the table of loads
// knows.
type attempt struct {
	number    int
	finished  bool
	withdrawn bool // somebody takes it for one that was cut off
}

// attempts are those at a load's dataset and vintage that have begun.
func (c *Client) attempts(ctx context.Context, l *load) (map[uint64]attempt, error) {
	rows, err := c.ask(ctx, selection{columns: pick("attempt", "number", "max(kind = "+literal(kindLoad)+")", "max(name = "+literal(withdrawn)+")"), grouped: 2, from: c.table(loadsSuffix), where: l.ofDataset()})
	out := map[uint64]attempt{}
	for _, r := range rows {
		id, n, err := c.readAttempt(r, 0)
		if err != nil {
			return nil, err
		}
		a := out[id]
		out[id] = attempt{max(a.number, n), a.finished || r[2] == "1", a.withdrawn || r[3] == "1"}
	}
	return out, err
}

// readAttempt reads an attempt and its number behind it from a row of an answer.
func (c *Client) readAttempt(row []string, at int) (id uint64, number int, err error) {
	id, bad := strconv.ParseUint(row[at], 10, 64)
	number, alsoBad := strconv.Atoi(row[at+1])
	if bad != nil || alsoBad != nil {
		err = c.garbage(strings.Join(row, " "))
	}
	return id, number, err
}

// last is the attempt that stands; 0 where none does.
func (c *Client) last(ctx context.Context, l *load) (uint64, error) {
	all, err := c.attempts(ctx, l)
	return lastFinished(all), err
}

// lastFinished is the finished attempt of the highest number; of two, which began at the
// same time, the greater one.
func lastFinished(all map[uint64]attempt) (last uint64) {
	for id, a := range all {
		if before := all[last].number; a.finished && (a.number > before || a.number == before && id > last) {
			last = id
		}
	}
	return last
}

// there counts the rows of an attempt that the table has.
func (c *Client) there(ctx context.Context, l *load) (int, error) {
	rows, err := c.ask(ctx, selection{columns: pick("attempt"), grouped: 1, from: c.table(""), where: []string{l.ofAttempt()}}) // which alone reads one column
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	_, n, err := c.readAttempt(rows[0], 0)
	return n, err
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
