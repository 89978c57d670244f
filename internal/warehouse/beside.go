package warehouse

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tradestats/internal/dataset"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
)

// A table has many loads, and of each vintage an indicator must stand in one of them,
// or in several whose years or economies are others: then they are read as one. What
// reading would refuse is refused here, before a row is sent.

// differs tells whether two loads are of different tables: they never are one.
func (l *load) differs(o *load) bool {
	a, b := l.About, o.About
	return l.Declared != o.Declared || a.Publisher != b.Publisher || a.Own != b.Own || a.Bilateral != b.Bilateral || a.Reported != b.Reported
}

// ofOneDay tells whether two loads are of the same vintage, or neither of any.
func (l *load) ofOneDay(o *load) bool { return dataset.SameVintage(l.Vintage, o.Vintage) }

// clashes tells whether two loads of a vintage cannot stand beside each other.
func (l *load) clashes(o *load) bool {
	return l.ofOneDay(o) && l.Shares(&o.Content) && (l.differs(o) || l.Meets(&o.Content))
}

// covers tells whether a load has all that another one has.
func (l *load) covers(o *load) bool {
	return !l.differs(o) && len(lacking(&o.Content, &l.Content)) == 0
}

// lacking says what one content has and another one does not.
func lacking(c, o *dataset.Content) []string {
	var out []string
	gone := c.Without(o)
	if len(gone.Held) > 0 {
		out = append(out, gone.Held.String())
	}
	if len(gone.Economies) > 0 {
		out = append(out, "the economies "+dataset.Some(sortedKeys(gone.Economies)))
	}
	if len(gone.Partners) > 0 {
		out = append(out, "the partners "+dataset.Some(sortedKeys(gone.Partners)))
	}
	return out
}

// base is the name of a text's dataset in the table: what its publisher calls it, or
// of a download of one series that series, for the name of the file is another one each
// time.
func base(s *dataset.Surveyed) string {
	if a := s.About; a.Publisher != "" && !a.Own && a.Dataset == "" && len(s.Series) == 1 {
		return a.Publisher + "-" + s.IDs[s.Series[0].Code]
	}
	return s.Dataset.ID
}

// scan reads a text for what it holds.
func (l *load) scan(ctx context.Context, s *dataset.Surveyed) error {
	if l.Held != nil {
		return nil
	}
	found := dataset.Held{}
	told, err := s.Stream(ctx, func(r dataset.Streamed) error {
		found.Add(r.Indicator, r.Year)
		return nil
	})
	if err == nil {
		l.holds(found, told)
	}
	return err
}

// holds says what a load has, also of series that are the sum of others.
func (l *load) holds(found dataset.Held, told dataset.Told) {
	l.Held, l.Economies, l.Partners = found, told.Economies, told.Partners
	for sum, parts := range l.Sums {
		for _, part := range parts {
			for year := range found[l.IDs[part]] {
				found.Add(l.IDs[sum], year)
			}
		}
	}
}

// indicators are how many a load has rows of.
func (l *load) indicators() int {
	n := len(l.Held)
	for sum := range l.Sums {
		if l.Held[l.IDs[sum]] != nil {
			n--
		}
	}
	return n
}

// lists tells whether two texts name an indicator in common, of which they need not
// have rows.
func (l *load) lists(o *load) bool {
	named := map[string]bool{}
	for _, id := range l.IDs {
		named[id] = true
	}
	for _, id := range o.IDs {
		if named[id] {
			return true
		}
	}
	return false
}

// together refuses texts of one command that cannot stand beside each other.
func together(ctx context.Context, texts []*dataset.Surveyed, all []*load) error {
	for k, l := range all {
		for m, o := range all[:k] {
			if err := pair(ctx, texts[m], texts[k], o, l); err != nil {
				return err
			}
		}
	}
	return nil
}

// pair refuses two texts of one command that cannot stand beside each other: those with
// the same figures, and those of one name, by which the later one would take the place
// of the earlier one.
func pair(ctx context.Context, first, second *dataset.Surveyed, o, l *load) error {
	if l.ofOneDay(o) && l.lists(o) {
		if err := l.scan(ctx, second); err != nil {
			return err
		}
		if err := o.scan(ctx, first); err != nil {
			return err
		}
		if l.clashes(o) {
			return tidy.Errorf(tidy.Usage, "join them in one file, load one of the two, or give the date of each with --vintage",
				"%s and %s both have %s of the same economies: files of a table part by indicator, year or economy", first.Name, second.Name, l.both(o))
		}
	}
	if l.replaces(o) {
		return tidy.Errorf(tidy.Usage, "rename one of the two, as by its year", "%s and %s are both called %s in the table: one would take the place of the other", first.Name, second.Name, l.File)
	}
	return nil
}

// surprises are what somebody who has loaded a text may not expect of reading it.
func (l *load) surprises(before, others []*load) []string {
	var out []string
	if l.dating != "" {
		out = append(out, l.dating)
	}
	for _, o := range before {
		switch gone := lacking(&o.Content, &l.Content); {
		case len(gone) == 0 && l.Rows > mostCompared && l.Rows < o.Rows:
			out = append(out, fmt.Sprintf("%s has taken the place of %s and has fewer rows: %d, where there were %d", l.File, o.File, l.Rows, o.Rows))
		case len(gone) > 0:
			out = append(out, fmt.Sprintf("%s has taken the place of %s and does not have all of it; the table no longer has %s", l.File, o.File, strings.Join(gone, ", nor ")))
		}
	}
	if o := l.readBefore(others); o != nil {
		out = append(out, fmt.Sprintf("%s has no date, and what has one is read first: %s, of %s; say --vintage DATE", l.File, o.File, o.Vintage))
	}
	return out
}

// readBefore is the newest of the loads with a date that are read in place of one without;
// nil where there is none.
func (l *load) readBefore(others []*load) (newest *load) {
	if dataset.Dated(l.Vintage) {
		return nil
	}
	for _, o := range others {
		if l.Shares(&o.Content) && dataset.Dated(o.Vintage) && (newest == nil || newest.day() < o.day()) {
			newest = o
		}
	}
	return newest
}

// summary is a load as it is printed.
func (l *load) summary() Loaded {
	return Loaded{Dataset: l.Dataset, Vintage: l.Vintage, File: l.File, Indicators: l.indicators(), Economies: len(l.Economies), Partners: len(l.Partners), Rows: l.Rows, Years: l.Held.Span()}
}

// keep leaves the series of which a load has nothing while another load has, or names
// them later: a layout names all that its publisher has.
func (l *load) keep(all []*load) {
	rest := all[1+slices.Index(all, l):]
	l.Series = slices.DeleteFunc(l.Series, func(s source.Series) bool {
		id := l.IDs[s.Code]
		return l.Held[id] == nil && (slices.ContainsFunc(all, func(o *load) bool { return o.Held[id] != nil }) ||
			slices.ContainsFunc(rest, func(o *load) bool { return o.IDs[s.Code] == id }))
	})
}
