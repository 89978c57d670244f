package warehouse

import (
	"context"
	"slices"
	"strings"

	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/client"
)

// RemoveOptions say where something is to be taken out, and whether of what stands.
type RemoveOptions struct {
	To         string // the address of a table
	Cluster    string // that it is spread over; "" for one server
	Unfinished bool   // only what has not come to its end
}

// Remove takes a load out of a table: DATASET, or DATASET@VINTAGE where it has several
// of a dataset, of which DATASET is the one without a date. It is gone for everybody before
// its rows are. Where no load of the name stands, or o.Unfinished says so, it takes out what
// is left of loads that have not come to their end. What it returns is gone.
//
// An error is of kind Usage where the name means none or several, else Failed: then part of
// the rows may be left, which count for nothing.
func Remove(ctx context.Context, name string, o RemoveOptions) ([]Loaded, error) {
	a, err := client.ParseTable(o.To)
	if err != nil {
		return nil, err
	}
	t := &target{server: dial(a)}
	found, err := t.listed(ctx)
	if err != nil {
		return nil, err
	}
	left, err := t.leftovers(ctx, found)
	if err != nil {
		return nil, err
	}
	if err := t.spread(ctx, o.Cluster); err != nil {
		return nil, err
	}
	l, err := t.meant(found, name)
	switch {
	case o.Unfinished || onlyLeft(found, left, name):
		return t.removeLeft(ctx, left, name)
	case err != nil:
		return nil, err
	}
	done := l.summary()
	done.Note = "taken out"
	if stay := l.further(found); len(stay) > 0 {
		done.Warnings = []string{strings.Join(stay, ", ") + " of the same dataset and vintage stands: --remove takes out one file at a time"}
	}
	return []Loaded{done}, t.remove(ctx, l)
}

// further are the names of the other files of a load's dataset and vintage.
func (l *load) further(found []*load) []string {
	var out []string
	for _, o := range found {
		if o != l && o.unnumbered() == l.unnumbered() && o.Vintage == l.Vintage {
			out = append(out, o.name())
		}
	}
	return out
}

// onlyLeft tells whether a name is that of leftovers and of no load that stands.
func onlyLeft(found []*load, left []*leftover, name string) bool {
	means := func(l *load) bool { return l.name() == name || l.Dataset == name }
	return !slices.ContainsFunc(found, means) && slices.ContainsFunc(left, func(l *leftover) bool { return means(l.load()) })
}

// remove takes out a load that stands, and all that it has taken the place of.
func (t *target) remove(ctx context.Context, l *load) error {
	if err := t.dropReplaced(ctx, l); err != nil { // which would stand again
		return err
	}
	gone, err := t.upTo(ctx, l, l.Number)
	if err != nil {
		return err
	}
	return t.dropEverywhere(ctx, l, gone, loadsSuffix, "")
}

// meant is the load that a name means.
func (t *target) meant(found []*load, name string) (*load, error) {
	var of, all []string
	var only *load
	for _, l := range found {
		if l.name() == name || l.Dataset+"@"+l.Vintage == name {
			return l, nil
		}
		if all = append(all, l.name()); l.Dataset == name {
			of, only = append(of, l.name()), l
		}
	}
	switch {
	case len(of) == 1:
		return only, nil
	case len(of) > 1:
		return nil, tidy.Errorf(tidy.Usage, "say which one: "+strings.Join(of, ", "), "%s has %s of several vintages", t.String(), name)
	case len(all) == 0:
		return nil, tidy.Errorf(tidy.Usage, "nothing has been loaded to its end", "%s has no %s", t.String(), name)
	}
	hint := "it has " + strings.Join(all, ", ")
	if near := tidy.Nearest(name, all, 3); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, ", ") + "?"
	}
	return nil, tidy.Errorf(tidy.Usage, hint, "%s has no load %q", t.String(), name)
}
