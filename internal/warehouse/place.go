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
	"tradestats/internal/tidy"
)

// replaces tells whether a text is called as one that stands, whose place it takes.
func (l *load) replaces(o *load) bool {
	return o.Vintage == l.Vintage && o.File == l.File && o.unnumbered() == l.unnumbered()
}

// place finds the place of a text among the loads that stand, and names it: that of the
// one of its name and of those of which it has all, which it returns, else one beside
// them all.
func (t *target) place(ctx context.Context, s *dataset.Surveyed, l *load, others []*load) ([]*load, error) {
	var before []*load
	for _, o := range others {
		switch clashes, err := l.meetsAt(ctx, s, o); {
		case err != nil:
			return nil, err
		case l.replaces(o):
			before = append([]*load{o}, before...)
		case l.dates(o):
			before = append(before, o)
		case clashes && l.covers(o):
			before = append(before, o)
		case clashes:
			return nil, t.clash(l, o)
		}
	}
	l.Dataset = l.freeName(before, others)
	for _, o := range before {
		l.Replaced = append(l.Replaced, o.Replaced...)
		if o.name() != l.name() { // whose place a higher number takes
			l.Replaced = append(l.Replaced, replaced{o.Dataset, o.Vintage, o.Attempt, o.Number})
		}
	}
	return before, nil
}

// dates tells whether a text is one that stands without a date, loaded again with its own.
func (l *load) dates(o *load) bool {
	return dataset.Dated(l.Vintage) && !dataset.Dated(o.Vintage) && l.SHA256 != "" && l.SHA256 == o.SHA256 && !l.differs(o) && maps.Equal(l.IDs, o.IDs)
}

// meetsAt tells whether a text clashes with a load, and reads it where only its rows can
// tell.
func (l *load) meetsAt(ctx context.Context, s *dataset.Surveyed, o *load) (bool, error) {
	if l.replaces(o) || !l.ofOneDay(o) || !l.lists(o) {
		return false, nil
	}
	err := l.scan(ctx, s)
	return err == nil && l.clashes(o), err
}

// freeName is what the table calls the dataset of a text: as its publisher does, where that
// is free or becomes so, else as the load of its name that it takes the place of, else
// with the first number that is free.
func (l *load) freeName(before, others []*load) string {
	taken, goes := map[string]bool{}, map[string]bool{}
	for _, o := range others {
		taken[o.name()] = true
	}
	for _, o := range before {
		goes[o.name()] = true
	}
	if len(before) > 0 && l.replaces(before[0]) && !goes[l.name()] {
		return before[0].Dataset
	}
	one := *l
	for n := 2; taken[one.name()] && !goes[one.name()]; n++ {
		one.Dataset = fmt.Sprintf("%s%s%d", l.Dataset, numbered, n)
	}
	return one.Dataset
}

// A replaced load is one under another name whose place a load takes, from the moment on
// in which that is said to be done: its rows are dropped afterwards.
type replaced struct {
	Dataset, Vintage string
	Attempt          uint64
	Number           int
}

func (r replaced) row() [3]string {
	return [3]string{kindReplaced, strconv.FormatUint(r.Attempt, 10), strings.Join([]string{strconv.Itoa(r.Number), r.Vintage, r.Dataset}, "\t")}
}

// readReplaced reads what row has written; of anything else it is zero, which no attempt
// is.
func readReplaced(name, value string) (r replaced) {
	of := strings.SplitN(value, "\t", 3)
	if len(of) < 3 {
		return r
	}
	r.Attempt, _ = strconv.ParseUint(name, 10, 64)
	r.Number, _ = strconv.Atoi(of[0])
	r.Vintage, r.Dataset = of[1], of[2]
	return r
}

// withoutReplaced are the loads whose place no other one has taken. Of what each has
// taken the place of it leaves what was seen: the rest is gone.
func withoutReplaced(all []*load, seen map[uint64]bool) []*load {
	gone := map[uint64]bool{}
	for _, l := range all {
		l.Replaced = slices.DeleteFunc(l.Replaced, func(r replaced) bool { return !seen[r.Attempt] })
		for _, r := range l.Replaced {
			gone[r.Attempt] = true
		}
	}
	return slices.DeleteFunc(all, func(l *load) bool { return gone[l.Attempt] })
}

// load is what sweeping knows a replaced load by.
func (r replaced) load() *load {
	return &load{Dataset: r.Dataset, Vintage: r.Vintage, Attempt: r.Attempt, Number: r.Number}
}

// numbered parts the name of a dataset from the number of a further text of it.
const numbered = "#"

// unnumbered is the dataset that a load is of, without the number of the text.
func (l *load) unnumbered() string {
	name, _, _ := strings.Cut(l.Dataset, numbered)
	return name
}

// name is what --remove calls a load.
func (l *load) name() string {
	if l.Vintage == "" {
		return l.Dataset
	}
	return l.Dataset + "@" + l.Vintage
}

// clash is the error for a text that would stand beside another with the same figures.
func (t *target) clash(l, o *load) error {
	why := "does not hold all of that"
	if l.differs(o) {
		why = "is declared otherwise, as by a YAML beside one of them"
	}
	return tidy.Errorf(tidy.Usage, "give the date of each with --vintage, or remove the one that is there: "+t.Removing(o.name(), ""),
		"%s has %s already, from %s; %s %s, and so cannot take its place", t.String(), l.both(o), o.File, l.File, why)
}

// both says what two loads have in common.
func (l *load) both(o *load) string {
	return cmp.Or(l.Held.Both(o.Held).String(), "the same indicators in another layout")
}
