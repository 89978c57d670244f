package report

import (
	"context"
	"slices"
	"strings"

	"tradestats/internal/explain"
)

// A Number is a number that an edition prints, with what it is made of.
type Number struct {
	Topic     string
	ID        string // in the manifest: block/what/who/when
	Value     float64
	Unit      string
	Status    string
	Selection string
	Of        explain.Number // zero where a block does not say
}

// Printed are the numbers of an edition, sorted by topic and id.
type Printed struct {
	Year    int // of the edition
	Numbers []Number
	None    []Number // what it prints as not available: withheld, or not there
}

// Numbers returns the numbers that an edition of the topics prints. Nothing is drawn
// or written.
func Numbers(ctx context.Context, o Options) (Printed, error) {
	jobs, err := plan(ctx, &o)
	if err != nil {
		return Printed{}, err
	}
	out := Printed{Year: o.Year}
	for _, j := range jobs {
		_, bk, err := j.write(ctx, o)
		if err != nil {
			return Printed{}, err
		}
		for _, f := range bk.figures {
			n := Number{j.topic.ID, f.ID, f.Value, f.Unit, f.Status, f.Selection, f.of}
			if f.Value != f.Value {
				out.None = append(out.None, n)
				continue
			}
			out.Numbers = append(out.Numbers, n)
		}
	}
	slices.SortFunc(out.Numbers, func(a, b Number) int { return strings.Compare(a.Topic+"/"+a.ID, b.Topic+"/"+b.ID) })
	return out, nil
}
