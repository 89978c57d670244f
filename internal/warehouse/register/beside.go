package register

import (
	"cmp"
	"slices"

	"tradestats/internal/dataset"
	"tradestats/internal/source"
)

// A table has many loads, and of each vintage an indicator must stand in one of them,
// or in several whose years or economies are others: then they are read as one. What
// reading would refuse is refused here, before a row is sent.

// Differs tells whether two loads are of different tables: they never are one.
func (l *Load) Differs(o *Load) bool {
	a, b := l.About, o.About
	return l.Declared != o.Declared || a.Publisher != b.Publisher || a.Own != b.Own || a.Bilateral != b.Bilateral || a.Reported != b.Reported
}

// OfOneDay tells whether two loads are of the same vintage, or neither of any.
func (l *Load) OfOneDay(o *Load) bool { return dataset.SameVintage(l.Vintage, o.Vintage) }

// Clashes tells whether two loads of a vintage cannot stand beside each other.
func (l *Load) Clashes(o *Load) bool {
	return l.OfOneDay(o) && l.Shares(&o.Content) && (l.Differs(o) || l.Meets(&o.Content))
}

// Covers tells whether a load has all that another one has.
func (l *Load) Covers(o *Load) bool {
	return !l.Differs(o) && len(Lacking(&o.Content, &l.Content)) == 0
}

// Lacking says what one content has and another one does not.
func Lacking(c, o *dataset.Content) []string {
	var out []string
	gone := c.Without(o)
	if len(gone.Held) > 0 {
		out = append(out, gone.Held.String())
	}
	if len(gone.Economies) > 0 {
		out = append(out, "the economies "+dataset.Some(SortedKeys(gone.Economies)))
	}
	if len(gone.Partners) > 0 {
		out = append(out, "the partners "+dataset.Some(SortedKeys(gone.Partners)))
	}
	return out
}

// Holds says what a load has, also of series that are the sum of others.
func (l *Load) Holds(found dataset.Held, told dataset.Told) {
	l.Held, l.Economies, l.Partners = found, told.Economies, told.Partners
	for sum, parts := range l.Sums {
		for _, part := range parts {
			for year := range found[l.IDs[part]] {
				found.Add(l.IDs[sum], year)
			}
		}
	}
}

// Indicators are how many a load has rows of.
func (l *Load) Indicators() int {
	n := len(l.Held)
	for sum := range l.Sums {
		if l.Held[l.IDs[sum]] != nil {
			n--
		}
	}
	return n
}

// Lists tells whether two texts name an indicator in common, of which they need not
// have rows.
func (l *Load) Lists(o *Load) bool {
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

// ReadBefore is the newest of the loads with a date that are read in place of one without;
// nil where there is none.
func (l *Load) ReadBefore(others []*Load) (newest *Load) {
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

// Keep leaves the series of which a load has nothing while another load has, or names
// them later: a layout names all that its publisher has.
func (l *Load) Keep(all []*Load) {
	rest := all[1+slices.Index(all, l):]
	l.Series = slices.DeleteFunc(l.Series, func(s source.Series) bool {
		id := l.IDs[s.Code]
		return l.Held[id] == nil && (slices.ContainsFunc(all, func(o *Load) bool { return o.Held[id] != nil }) ||
			slices.ContainsFunc(rest, func(o *Load) bool { return o.IDs[s.Code] == id }))
	})
}

// Both says what two loads have in common.
func (l *Load) Both(o *Load) string {
	return cmp.Or(l.Held.Both(o.Held).String(), "the same indicators in another layout")
}

// IsApart tells whether a load is one of the vintages of a table, which are compared with
// each other and with the embedded figures as folders of a date are, also where there is
// but one; so is one without a date beside others of its dataset or indicators.
func (l *Load) IsApart(all []*Load) bool {
	return dataset.Dated(l.Vintage) || slices.ContainsFunc(all, func(o *Load) bool {
		return !o.OfOneDay(l) && (o.unnumbered() == l.unnumbered() || o.Shares(&l.Content))
	})
}
