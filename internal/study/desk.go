package study

import (
	"context"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/frame"
	"tradestats/internal/tidy"
)

// A Desk has the figures and the economies that studies work with.
type Desk struct {
	Engine    dataset.Engine
	Economies *economy.Registry
	Warning   func(string)   // hears what is to be known beside a result; never nil
	Doubt     func(string)   // hears of them again what is wrong with values of files, where Warning is not listened to; may be nil
	OwnOnly   bool           // only the user's files are read
	Counted   analysis.Notes // in what the engine counts money, where it is not as published
	Shelf     *Shelf         // what other desks have prepared; nil where there are none

	extended *catalog.Catalog // that of the engine, and what was asked of it: sums, other units
	used     []string         // indicators that were loaded
}

// Used returns the indicators that answers rest on, weights among them.
// The list is the caller's own.
func (d *Desk) Used() []string { return slices.Clone(d.used) }

// Catalog returns the indicators that can be asked for, sums and currencies that
// were asked for among them.
func (d *Desk) Catalog() *catalog.Catalog {
	if d.extended != nil {
		return d.extended
	}
	return d.Engine.Catalog()
}

// Prepare loads indicators with their weights, for all economies and years:
// coverage needs what anyone last reported. It returns the data of each
// indicator and partner asked for, none of them without any value.
func (d *Desk) Prepare(ctx context.Context, q Query) ([]*analysis.Data, error) {
	if err := d.Known(ctx, q); err != nil {
		return nil, err
	}
	needs, err := analysis.Needs(d.Catalog(), q.Indicators)
	if err != nil {
		return nil, err
	}
	p := d.Shelf.take(q, func(p *prepared) {
		one := *d // whose warnings and indicators are kept with its data
		one.used = nil
		one.Warning = func(text string) { p.warnings = append(p.warnings, text) }
		one.Doubt = func(text string) { p.doubts = append(p.doubts, text) }
		p.data, _, p.err = one.Load(ctx, q, needs)
		p.used = one.used
	})
	for _, text := range p.warnings {
		d.Warning(text)
	}
	d.doubts(p.doubts)
	d.used = append(d.used, p.used...)
	return p.data, p.err
}

// doubts passes on what is wrong with values of files.
func (d *Desk) doubts(of []string) {
	for _, text := range of {
		if d.Doubt != nil {
			d.Doubt(text)
		}
	}
}

// Load loads indicators and returns the data of those asked for beside what was
// found.
func (d *Desk) Load(ctx context.Context, q Query, indicators []string) ([]*analysis.Data, dataset.Loaded, error) {
	partners, err := d.PartnersAsked(q)
	if err != nil {
		return nil, dataset.Loaded{}, err
	}
	load := partners
	if len(indicators) > len(q.Indicators) { // weights are of the world
		load = append([]string{tidy.World}, partners...)
	}
	found, notes, err := d.found(ctx, q, dataset.Query{Indicators: indicators, Partners: load})
	if err != nil {
		return nil, found, err
	}
	all, err := analysis.Prepare(d.Catalog(), found.Frame, found.Published, q.Indicators)
	if err != nil {
		return nil, found, err
	}
	var out []*analysis.Data
	counted := d.Counted
	for _, d := range all {
		if slices.Contains(partners, d.Partner) && len(d.Years()) > 0 {
			d.Basis = append(notes.of(d.Indicator), summed(d, found)...)
			if _, money := catalog.Currency(d.Indicator.Unit); money && len(notes.of(d.Indicator)) == 0 {
				d.Basis = append(d.Basis, counted...)
			}
			d.Unpriced(notes.left)
			out = append(out, d)
		}
	}
	return out, found, d.complete(ctx, q, out)
}

// summed says that totals with all partners are sums of those that the data have, which
// a stray partner more or less moves.
func summed(d *analysis.Data, found dataset.Loaded) analysis.Notes {
	most := 0
	if d.Partner == tidy.World {
		for _, year := range d.Years() {
			for _, e := range d.Reporters(year) {
				most = max(most, found.Summed(d.Indicator.ID, e, year))
			}
		}
	}
	if most == 0 {
		return nil
	}
	return analysis.Notes{{Key: analysis.NoteSummed, Count: most}}
}

// basisNotes say in what money of a query is counted.
type basisNotes struct {
	basis analysis.Basis
	asked []string
	left  []analysis.LeftOut
}

// of are the notes of an indicator: none where its unit is no money.
func (b basisNotes) of(i catalog.Indicator) analysis.Notes {
	if _, money := catalog.Currency(i.Unit); !money || !slices.Contains(b.asked, i.ID) {
		return nil
	}
	return b.basis.Notes()
}

// Found loads what a query needs as Load does, without preparing it.
func (d *Desk) Found(ctx context.Context, q Query, load dataset.Query) (dataset.Loaded, error) {
	found, _, err := d.found(ctx, q, load)
	return found, err
}

// found loads what a query needs, adds up the sums that it asks for and puts money
// on the basis asked for.
func (d *Desk) found(ctx context.Context, q Query, load dataset.Query) (dataset.Loaded, basisNotes, error) {
	asked := load.Indicators
	load.Indicators = parts(asked)
	d.used = append(d.used, load.Indicators...)
	found, err := d.Engine.Load(ctx, load)
	if err != nil {
		return found, basisNotes{}, err
	}
	for _, w := range append(found.Warnings, d.missing(load.Indicators)...) {
		d.Warning(w)
	}
	d.doubts(found.Doubts)
	basis, err := d.Basis(ctx, q.Money)
	var left []analysis.LeftOut
	if err == nil && !basis.None() {
		left, err = d.rebaseAsked(q, basis, &found)
	}
	if err == nil && slices.ContainsFunc(asked, isSum) {
		err = addSums(&found, asked)
	}
	return found, basisNotes{basis, q.Indicators, left}, err
}

// Late tells why a dataset is not used: all that it holds is after the date asked
// for. nil where it is, or holds no indicators.
func (d *Desk) Late(of *catalog.Dataset) error {
	var why error
	for _, i := range of.Indicators {
		if why = d.Engine.Missing(i.ID); why == nil {
			return nil
		}
	}
	return why
}

// missing are the warnings of figures that are after the date asked for, where there
// are others to answer from; without any that is the error.
func (d *Desk) missing(ids []string) []string {
	var out []string
	for _, id := range ids {
		if err := d.Engine.Missing(id); err != nil {
			out = append(out, err.Error()+"; "+tidy.HintOf(err))
		}
	}
	if len(out) == len(ids) {
		return nil
	}
	return out
}

// Known checks the indicators of a query, and makes those that are sums or counted in
// another currency; one that is an economy was written without -e.
func (d *Desk) Known(ctx context.Context, q Query) error {
	for _, id := range parts(q.Indicators) {
		_, err := d.Engine.Catalog().Indicator(id)
		if err == nil {
			continue
		}
		if late := d.Engine.Missing(id); late != nil {
			err = late
		}
		if _, _, notEconomy := d.Economies.Resolve(id); notEconomy == nil {
			return tidy.Errorf(tidy.Usage, "select economies with {economy}, as in {economy "+id+"}", "%q is no indicator", id)
		}
		return err
	}
	basis, err := d.Basis(ctx, q.Money)
	if err != nil {
		return err
	}
	if !basis.None() {
		if err := d.recount(basis, q); err != nil {
			return err
		}
	}
	return d.declareSums(q.Indicators)
}

// complete says which indicator has no data at all with the partners asked
// for, and which partners it has.
func (d *Desk) complete(ctx context.Context, q Query, found []*analysis.Data) error {
	for _, id := range q.Indicators {
		if slices.ContainsFunc(found, func(d *analysis.Data) bool { return d.Indicator.ID == id }) {
			continue
		}
		for _, part := range parts([]string{id}) {
			if err := d.Engine.Missing(part); err != nil {
				return tidy.Wrap(tidy.Empty, err, "", "nothing selected")
			}
		}
		with, err := d.PartnersOf(ctx, id)
		switch {
		case err != nil:
			return err
		case len(with) > 0 && len(q.Partners) > 0:
			return empty("its partners are "+strings.Join(with, " "), "%s has no values with %s", id, strings.Join(q.Partners, ", "))
		case d.OwnOnly:
			return empty("{cli:with --no-embedded only the files of --data are read}", "%s has no values", id)
		}
		return empty("{cli:see 'tradestats show "+id+"'}", "%s has no values", id)
	}
	return nil
}

// PartnersOf are the partners of an indicator's figures.
func (d *Desk) PartnersOf(ctx context.Context, id string) ([]string, error) {
	all := []string{tidy.World}
	for _, e := range d.Economies.Economies() {
		all = append(all, e.ISO3)
	}
	return d.partnersAmong(ctx, dataset.Query{Indicators: parts([]string{id}), Partners: all})
}

// partnersAmong are the partners of what a query finds.
func (d *Desk) partnersAmong(ctx context.Context, q dataset.Query) ([]string, error) {
	found, err := d.Engine.Load(ctx, q)
	if err != nil {
		return nil, err
	}
	obs, err := frame.Observations(found.Frame)
	var partners []string
	for _, o := range obs {
		partners = append(partners, o.Partner)
	}
	slices.Sort(partners)
	partners = slices.Compact(partners)
	if len(partners) > 1 { // the World is their total
		partners = slices.DeleteFunc(partners, func(p string) bool { return p == tidy.World })
	}
	return partners, err
}

// PartnersAsked are those asked for, by code; a group means its members.
func (d *Desk) PartnersAsked(q Query) ([]string, error) {
	if len(q.Partners) == 0 {
		return []string{tidy.World}, nil
	}
	day := economy.YearEnd(max(q.Year, q.To, q.From))
	if q.Year+q.To+q.From == 0 {
		day = economy.YearEnd(9999) // the members of today's list
	}
	items, err := d.Economies.Select(q.Partners, day)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, item := range items {
		if item.ID == economy.World {
			out = append(out, tidy.World)
			continue
		}
		members, err := d.Economies.Expand(item, day)
		if err != nil {
			return nil, err
		}
		out = append(out, members...)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// Selection reads -e for one indicator: the year whose members count is the
// one asked for, else the newest of the data.
func (d *Desk) Selection(q Query, years []int, standard string) (analysis.Selection, error) {
	texts := q.Economies
	if len(texts) == 0 {
		texts = []string{standard}
	}
	out := analysis.Selection{Economies: d.Economies, AtTheTime: q.AtTheTime, Reference: reference(q, years)}
	var err error
	out.Items, err = d.Economies.Select(texts, economy.YearEnd(out.Reference))
	return out, err
}

func reference(q Query, years []int) int {
	switch {
	case q.Year != 0:
		return q.Year
	case q.To != 0:
		return q.To
	}
	return years[len(years)-1]
}

// Members are the economies that the items of a selection stand for in a year.
func Members(sel analysis.Selection, year int) (map[string]bool, error) {
	out := map[string]bool{}
	for _, item := range sel.Items {
		list, err := sel.Members(item, year)
		if err != nil {
			return nil, err
		}
		for _, e := range list {
			out[e] = true
		}
	}
	return out, nil
}
