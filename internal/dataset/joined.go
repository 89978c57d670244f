package dataset

import (
	"context"
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"sync"

	"tradestats/internal/catalog"
	"tradestats/internal/source"
	"tradestats/internal/unpack"
)

// Publishers give one table in several files, a year or a direction of trade in each.
// Where no figure stands in two of them they are one, as they would be in a table of a
// server; else which is meant must be said.

// join puts together the files of one table. Those that --prefer names stay apart, and
// so do those of which no other has an indicator: they are not read for it.
func (e *files) join(ctx context.Context, all []*own, prefer []string) ([]*own, error) {
	for k, f := range all {
		for _, g := range all[:k] {
			if f.rank(prefer) < len(prefer) || g.rank(prefer) < len(prefer) || !f.isOfTheTable(g) || !f.lists(g) {
				continue
			}
			for _, one := range []*own{f, g} {
				if err := e.scan(ctx, one); err != nil {
					return nil, err
				}
			}
		}
	}
	for k, f := range all {
		f.keep(all[:k], all[k+1:])
	}
	var sets [][]*own
	for _, f := range all {
		set := []*own{f}
		var rest [][]*own
		for _, of := range sets {
			if f.joins(of) {
				set = append(of, set...)
			} else {
				rest = append(rest, of)
			}
		}
		sets = append(rest, set)
	}
	var out []*own
	for _, set := range sets {
		f, err := e.joined(set)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// isOfTheTable tells whether two files are of one table of one vintage, by all but what
// they hold. Tables of a server have been joined there.
func (f *own) isOfTheTable(g *own) bool {
	a, b := f.about, g.about
	a.Why, a.Title, a.Vintage = b.Why, b.Title, b.Vintage
	for code, id := range f.ids {
		if other, known := g.ids[code]; known && other != id {
			return false
		}
	}
	return f.sum == "" && g.sum == "" && a == b && f.day == g.day && f.apart == g.apart && reflect.DeepEqual(f.declared, g.declared)
}

// lists tells whether two files name an indicator in common, of which they need not have
// rows.
func (f *own) lists(g *own) bool {
	return slices.ContainsFunc(f.dataset.Indicators, func(i catalog.Indicator) bool { return g.holds(i.ID) })
}

// scan reads a text for what it has.
func (e *files) scan(ctx context.Context, f *own) error {
	if f.has != nil {
		return nil
	}
	c := NewContent()
	who := e.who(f)
	var w source.Want
	if f.about.Bilateral { // totals tell as much as all the rows that are in them, and sooner
		w.Partner, w.Who, w.Factor = e.sides(f, Query{}, &sync.Map{}), who, factors(f.unitOf)
	}
	_, err := f.reader.Read(ctx, w, func(r source.Row) error {
		c.Held.Add(f.ids[r.Code], r.Year)
		c.Economies[who(r.Economy, r.EconomyLabel)] = AnEconomy // or a group: it only matters who
		return nil
	})
	f.has = &c
	return err
}

// keep leaves the indicators of which a file has nothing while another one of its table
// has, or names them later: a layout names all that its publisher has.
func (f *own) keep(before, after []*own) {
	if f.has == nil {
		return
	}
	f.dataset.Indicators = slices.DeleteFunc(f.dataset.Indicators, func(i catalog.Indicator) bool {
		others := func(g *own) bool { return g.has != nil && g.has.Held[i.ID] != nil && f.isOfTheTable(g) }
		later := func(g *own) bool { return g.has != nil && g.holds(i.ID) && f.isOfTheTable(g) }
		return f.has.Held[i.ID] == nil && (slices.ContainsFunc(before, others) || slices.ContainsFunc(after, others) || slices.ContainsFunc(after, later))
	})
}

// joins tells whether a file has an indicator in common with others, and no figure.
func (f *own) joins(set []*own) bool {
	shares := false
	for _, g := range set {
		if f.has == nil || g.has == nil || !f.isOfTheTable(g) || f.has.Meets(g.has) {
			return false
		}
		shares = shares || f.lists(g)
	}
	return shares
}

// joined are files as one text.
func (e *files) joined(set []*own) (*own, error) {
	first := set[0]
	if len(set) == 1 {
		return first, nil
	}
	out := *first
	out.parts = set
	out.text = unpack.Bytes(fmt.Sprintf("%s and %d more", first.text.Name, len(set)-1), nil)
	out.text.Path, out.ids = first.text.Path, map[string]string{}
	var kept []source.Series
	for _, f := range set {
		for _, s := range f.series {
			if _, seen := out.ids[s.Code]; !seen && f.holds(f.ids[s.Code]) {
				out.ids[s.Code] = f.ids[s.Code]
				kept = append(kept, s)
			}
		}
	}
	p, err := catalog.PublisherOf(out.about.Publisher)
	if err != nil {
		return nil, err
	}
	return &out, e.describeAs(&out, given{text: out.text, declared: out.declared}, p, kept)
}

// texts are those that a text was joined from, else itself.
func (f *own) texts() []*own {
	if len(f.parts) == 0 {
		return []*own{f}
	}
	return f.parts
}

// rows reads all texts that a text was joined from.
func (f *own) rows(ctx context.Context, w source.Want, each func(source.Row) error) error {
	for _, part := range f.texts() {
		if _, err := part.reader.Read(ctx, w, each); err != nil {
			return err
		}
	}
	return nil
}

// hashOfAll is the sum of the list of files as sha256sum prints it.
func (f *own) hashOfAll() (string, error) {
	sums := sha256.New()
	for _, part := range f.parts {
		sum, err := part.text.SHA256()
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sums, "%s  %s\n", sum, filepath.Base(part.text.Name))
	}
	return fmt.Sprintf("%x", sums.Sum(nil)), nil
}
