package register

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/dataset"
)

// Replaces tells whether a text is called as one that stands, whose place it takes.
func (l *Load) Replaces(o *Load) bool {
	return o.Vintage == l.Vintage && o.File == l.File && o.unnumbered() == l.unnumbered()
}

// Dates tells whether a text is one that stands without a date, loaded again with its own.
func (l *Load) Dates(o *Load) bool {
	return dataset.Dated(l.Vintage) && !dataset.Dated(o.Vintage) && l.SHA256 != "" && l.SHA256 == o.SHA256 && !l.Differs(o) && maps.Equal(l.IDs, o.IDs)
}

// FreeName is what the table calls the dataset of a text: as its publisher does, where that
// is free or becomes so, else as the load of its name that it takes the place of, else
// with the first number that is free.
func (l *Load) FreeName(before, others []*Load) string {
	taken, goes := map[string]bool{}, map[string]bool{}
	for _, o := range others {
		taken[o.Name()] = true
	}
	for _, o := range before {
		goes[o.Name()] = true
	}
	if len(before) > 0 && l.Replaces(before[0]) && !goes[l.Name()] {
		return before[0].Dataset
	}
	one := *l
	for n := 2; taken[one.Name()] && !goes[one.Name()]; n++ {
		one.Dataset = fmt.Sprintf("%s%s%d", l.Dataset, numbered, n)
	}
	return one.Dataset
}

// A Replaced load is one under another name whose place a load takes, from the moment on
// in which that is said to be done: its rows are dropped afterwards.
type Replaced struct {
	Dataset, Vintage string
	Attempt          uint64
	Number           int
}

func (r Replaced) row() [3]string {
	return [3]string{kindReplaced, strconv.FormatUint(r.Attempt, 10), strings.Join([]string{strconv.Itoa(r.Number), r.Vintage, r.Dataset}, "\t")}
}

// readReplaced reads what row has written; of anything else it is zero, which no attempt
// is.
func readReplaced(name, value string) (r Replaced) {
	of := strings.SplitN(value, "\t", 3)
	if len(of) < 3 {
		return r
	}
	r.Attempt, _ = strconv.ParseUint(name, 10, 64)
	r.Number, _ = strconv.Atoi(of[0])
	r.Vintage, r.Dataset = of[1], of[2]
	return r
}

// WithoutReplaced are the loads whose place no other one has taken. Of what each has
// taken the place of it leaves what was seen: the rest is gone.
func WithoutReplaced(all []*Load, seen map[uint64]bool) []*Load {
	gone := map[uint64]bool{}
	for _, l := range all {
		l.Replaced = slices.DeleteFunc(l.Replaced, func(r Replaced) bool { return !seen[r.Attempt] })
		for _, r := range l.Replaced {
			gone[r.Attempt] = true
		}
	}
	return slices.DeleteFunc(all, func(l *Load) bool { return gone[l.Attempt] })
}

// Load is what sweeping knows a replaced load by.
func (r Replaced) Load() *Load {
	return &Load{Dataset: r.Dataset, Vintage: r.Vintage, Attempt: r.Attempt, Number: r.Number}
}

// numbered parts the name of a dataset from the number of a further text of it.
const numbered = "#"

// unnumbered is the dataset that a load is of, without the number of the text.
func (l *Load) unnumbered() string {
	name, _, _ := strings.Cut(l.Dataset, numbered)
	return name
}

// Name is what --remove calls a load.
func (l *Load) Name() string {
	if l.Vintage == "" {
		return l.Dataset
	}
	return l.Dataset + "@" + l.Vintage
}

// Further are the names of the other files of a load's dataset and vintage.
func (l *Load) Further(found []*Load) []string {
	var out []string
	for _, o := range found {
		if o != l && o.unnumbered() == l.unnumbered() && o.Vintage == l.Vintage {
			out = append(out, o.Name())
		}
	}
	return out
}
