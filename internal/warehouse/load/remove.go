package load

import (
	"context"
	"slices"
	"strings"

	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
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
	t := &target{Server: register.Dial(a)}
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
	done := summary(l)
	done.Note = "taken out"
	if stay := l.Further(found); len(stay) > 0 {
		done.Warnings = []string{strings.Join(stay, ", ") + " of the same dataset and vintage stands: --remove takes out one file at a time"}
	}
	return []Loaded{done}, t.remove(ctx, l)
}

// onlyLeft tells whether a name is that of leftovers and of no load that stands.
func onlyLeft(found []*register.Load, left []*leftover, name string) bool {
	means := func(l *register.Load) bool { return l.Name() == name || l.Dataset == name }
	return !slices.ContainsFunc(found, means) && slices.ContainsFunc(left, func(l *leftover) bool { return means(l.load()) })
}

// remove takes out a load that stands, and all that it has taken the place of.
func (t *target) remove(ctx context.Context, l *register.Load) error {
	if err := t.dropReplaced(ctx, l); err != nil { // which would stand again
		return err
	}
	gone, err := t.upTo(ctx, l, l.Number)
	if err != nil {
		return err
	}
	return t.dropEverywhere(ctx, l, gone, register.LoadsSuffix, "")
}

// meant is the load that a name means.
func (t *target) meant(found []*register.Load, name string) (*register.Load, error) {
	var of, all []string
	var only *register.Load
	for _, l := range found {
		if l.Name() == name || l.Dataset+"@"+l.Vintage == name {
			return l, nil
		}
		if all = append(all, l.Name()); l.Dataset == name {
			of, only = append(of, l.Name()), l
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
