package load

import (
	"context"

	"tradestats/internal/dataset"
	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/register"
)

// place finds the place of a text among the loads that stand, and names it: that of the
// one of its name and of those of which it has all, which it returns, else one beside
// them all.
func (t *target) place(ctx context.Context, s *dataset.Surveyed, l *register.Load, others []*register.Load) ([]*register.Load, error) {
	var before []*register.Load
	for _, o := range others {
		switch clashes, err := meetsAt(ctx, l, s, o); {
		case err != nil:
			return nil, err
		case l.Replaces(o):
			before = append([]*register.Load{o}, before...)
		case l.Dates(o):
			before = append(before, o)
		case clashes && l.Covers(o):
			before = append(before, o)
		case clashes:
			return nil, t.clash(l, o)
		}
	}
	l.Dataset = l.FreeName(before, others)
	for _, o := range before {
		l.Replaced = append(l.Replaced, o.Replaced...)
		if o.Name() != l.Name() { // whose place a higher number takes
			l.Replaced = append(l.Replaced, register.Replaced{Dataset: o.Dataset, Vintage: o.Vintage, Attempt: o.Attempt, Number: o.Number})
		}
	}
	return before, nil
}

// meetsAt tells whether a text clashes with a load, and reads it where only its rows can
// tell.
func meetsAt(ctx context.Context, l *register.Load, s *dataset.Surveyed, o *register.Load) (bool, error) {
	if l.Replaces(o) || !l.OfOneDay(o) || !l.Lists(o) {
		return false, nil
	}
	err := scan(ctx, l, s)
	return err == nil && l.Clashes(o), err
}

// clash is the error for a text that would stand beside another with the same figures.
func (t *target) clash(l, o *register.Load) error {
	why := "does not hold all of that"
	if l.Differs(o) {
		why = "is declared otherwise, as by a YAML beside one of them"
	}
	return tidy.Errorf(tidy.Usage, "give the date of each with --vintage, or remove the one that is there: "+t.Removing(o.Name(), ""),
		"%s has %s already, from %s; %s %s, and so cannot take its place", t.String(), l.Both(o), o.File, l.File, why)
}
