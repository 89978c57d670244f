// Package explain tells how a figure came about: the formula, every input with
// its file and line, and the rule by which it is published. The figure is asked
// of the study that prints it, and computed a second time here from the listed
// inputs alone, over observations and not over the panels of package analysis; where the
// two differ, an explanation would mislead and is refused.
package explain

import (
	"context"
	"math"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// The measures that can be explained.
const (
	Value    = "value"
	Growth   = "growth"
	Share    = "share"
	Rank     = "rank"
	Coverage = "coverage"
)

// Measures lists them.
var Measures = []string{Value, Growth, Share, Rank, Coverage}

// A Question names one figure: its Query has one indicator, one economy or
// group, one partner at most, the Year, and for growth the year From.
type Question struct {
	study.Query
	Measure string   // "" is Growth where From is given, else Value
	Flags   []string // further flags that the same figure needs on a command line
}

// An Explanation is a figure and what it was made of. Numbers that are not
// there are NaN.
type Explanation struct {
	Indicator catalog.Indicator // in the unit that is counted in
	Partner   string
	Item      economy.Item
	Year      int
	From      int // of growth; else 0
	Measure   string
	Formula   string // a key of the words under explain.formula
	Section   string // of docs/method.md
	Value     float64
	Unit      string // of Value; "" of a rank
	Points    bool   // Value is a change in percentage points
	Status    string // of analysis: ok, partial, withheld
	Reason    analysis.Reason
	Coverage  float64 // in per cent
	Bounds    [2]float64
	Members   int // of the group, or of the list that is ranked
	Reporting int // of them, with what the formula needs
	Notes     analysis.Notes
	Inputs    []Input
	Command   string // prints the same figure
}

// Of explains a figure. An unknown name is an error of kind tidy.Usage, a year
// without figures one of kind tidy.Empty that says which there are. A figure
// that is withheld is explained.
func Of(ctx context.Context, d *study.Desk, q Question) (Explanation, error) {
	return NewMaker(d).Of(ctx, q)
}

// Of is Of, of many figures.
func (m *Maker) Of(ctx context.Context, q Question) (Explanation, error) {
	d := m.desk
	if err := q.settle(); err != nil {
		return Explanation{}, err
	}
	asked, err := ask(ctx, d, q)
	if err != nil {
		return asked, err
	}
	s, err := m.gather(ctx, q.Indicators[0], q.Money, asked.Partner)
	if err != nil {
		return asked, err
	}
	s.about = asked.Indicator
	again, err := s.again(d, q, &asked)
	if err != nil {
		return asked, err
	}
	asked.Command = commandLine(q)
	if err := compare(asked, again); err != nil {
		return asked, err
	}
	asked.Inputs, err = m.apart(ctx, s.inputs)
	return asked, err
}

// settle checks the question.
func (q *Question) settle() error {
	if q.Measure == "" {
		q.Measure = Value
		if q.From != 0 {
			q.Measure = Growth
		}
	}
	if err := tidy.OneOf("--measure", q.Measure, Measures); err != nil {
		return err
	}
	switch {
	case len(q.Indicators) != 1 || len(parts(q.Indicators[0])) != 1:
		return tidy.Errorf(tidy.Usage, "explain its parts one by one", "explain takes one indicator, no list and no sum")
	case len(q.Economies) != 1:
		return tidy.Errorf(tidy.Usage, "name one", "explain takes one economy or group, not %d", len(q.Economies))
	case q.From != 0 && q.Measure != Growth:
		return tidy.Errorf(tidy.Usage, "leave --from out, or take --measure growth", "--from is of growth only")
	case q.From != 0 && q.From >= q.Year:
		return tidy.Errorf(tidy.Usage, "the first year comes before the last", "--from %d is not before %d", q.From, q.Year)
	}
	if q.Measure == Growth && q.From == 0 {
		q.From = q.Year - 1
	}
	return nil
}

// recomputed is what the listed inputs give.
type recomputed struct{ value, coverage float64 }

// tolerance is the relative difference that two orders of adding may make.
const tolerance = 1e-9

// Same tells whether two numbers are the same but for the order of adding.
func Same(a, b float64) bool { return math.Abs(a-b) <= tolerance*max(1, math.Abs(b)) }

// compare refuses an explanation whose inputs give another figure.
func compare(e Explanation, again recomputed) error {
	for _, c := range []struct {
		what      string
		said, got float64
	}{{e.Measure, e.Value, again.value}, {"coverage", e.Coverage, again.coverage}} {
		if math.IsNaN(c.said) || c.what == "coverage" && math.IsNaN(c.got) {
			continue // withheld, or not of this measure
		}
		if !(math.Abs(c.said-c.got) <= tolerance*math.Max(math.Abs(c.said), math.Abs(c.got))) {
			return errDiffers(e, c.what, c.said, c.got)
		}
	}
	return nil
}
