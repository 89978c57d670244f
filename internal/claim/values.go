package claim

import (
	"math"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/study"
)

// values are the figures of an economy or a group by year: the publisher's own
// where there are some, else the aggregate of those that reported, with where it
// would lie if the others had.
func (e *evaluator) values(who string, from, to int) ([]Figure, error) {
	q := e.query()
	q.Economies, q.From, q.To = []string{who}, from, to
	results, err := (&study.Aggregate{Query: q}).Run(e.ctx, e.desk)
	if err != nil {
		return nil, err
	}
	var out []Figure
	for _, r := range results[0].Rows.([]analysis.Aggregation) {
		out = append(out, e.valueOf(r, from == to && to != 0))
	}
	return out, nil
}

// valueOf makes a figure of an aggregate; note tells whether to say what it rests on.
func (e *evaluator) valueOf(r analysis.Aggregation, note bool) Figure {
	f := Figure{What: "value", Indicator: e.Claim.Select.Indicator, Who: r.Group, Partner: e.Claim.Select.Partner, Year: r.Year,
		Value: r.Value, Unit: r.Unit, Status: r.Status}.exactly()
	if own, ok := r.Notes.Find(analysis.NotePublished); ok {
		f.Value, f.Status = own.Value, "published"
		return f.exactly()
	}
	f.low, f.high = e.span(r)
	if !note {
		return f
	}
	switch {
	case r.Status == analysis.Withheld:
		e.note("note.withheld", map[string]any{"who": Who(r.Group), "year": r.Year, "covered": e.covered(r.Group, r.Year, r.Covered)})
	case r.Status == analysis.Partial:
		e.reserve("note.partial", map[string]any{"who": Who(r.Group), "year": r.Year, "covered": e.covered(r.Group, r.Year, r.Covered)})
	}
	e.noteValue(r)
	return f
}

// noteValue notes what is to be known of a value.
func (e *evaluator) noteValue(r analysis.Aggregation) {
	for _, n := range r.Notes {
		switch n.Key {
		case analysis.NoteSummed:
			e.reserve("note.summed", map[string]any{"who": Who(r.Group)})
		case analysis.NoteInternalTrade:
			e.note("note.internal-trade", map[string]any{"who": Who(r.Group)})
		case analysis.NoteCurrency:
			e.note("note.currency", map[string]any{"currency": n.Flag})
		case analysis.NoteFlagged:
			e.note("note.flagged", map[string]any{"flag": Flag(n.Flag), "who": flagged(n, r.Group), "year": r.Year})
		}
	}
}

// Flag is what a publisher says of a value, in the arguments of a sentence.
type Flag string

// flagged are the economies that have a flag: those of the note, or the row's own.
func flagged(n analysis.Note, own string) []Who {
	if n.Economies == "" {
		return []Who{Who(own)}
	}
	var out []Who
	for _, id := range strings.Fields(n.Economies) {
		out = append(out, Who(id))
	}
	return out
}

func (e *evaluator) covered(who string, year int, pct float64) Figure {
	if math.IsNaN(pct) {
		pct = 0
	}
	return Figure{What: "coverage", Indicator: e.Claim.Select.Indicator, Who: who, Year: year, Value: pct, Unit: "per cent", Status: analysis.OK}
}

// matched is a coverage by those that reported two years.
func (e *evaluator) matched(who string, from, year int, pct float64) Figure {
	f := e.covered(who, year, pct)
	f.Matched = from
	return f
}

// counted is a coverage by the number of economies.
func (e *evaluator) counted(who string, year int, pct float64) Figure {
	f := e.covered(who, year, pct)
	f.Counted = true
	return f
}

// span is where a group's value would lie if those that are missing had reported:
// of a sum as much again as they last were, of a percentage from nobody to
// everybody, of other ratios that are partly covered from nothing to twice the mean.
func (e *evaluator) span(r analysis.Aggregation) (low, high float64) {
	c := r.Covered / 100
	switch {
	case !(c > 0 && c < 1) || math.IsNaN(r.Value):
	case r.Rule == catalog.Sum && r.Value > 0:
		return r.Value, r.Value / c
	case e.about.IsPercentage() && (r.Rule == catalog.WeightedMean || r.Rule == catalog.RatioOfSums):
		return r.Value * c, r.Value*c + 100*(1-c)
	case r.Status == analysis.Partial && r.Value > 0 && r.Rule != catalog.Median:
		return r.Value * c, r.Value * (2 - c)
	}
	return r.Value, r.Value
}

// growthRow is how a selected item grew between two years, over those that
// reported in both.
func (e *evaluator) growthRow(who string, from, to int) (analysis.GrowthRow, error) {
	q := e.query()
	q.Economies, q.From, q.To = []string{who}, from, to
	g := study.Growth{Query: q}
	if to-from > 1 {
		g.Method = analysis.CAGR
	}
	results, err := g.Run(e.ctx, e.desk)
	if err != nil {
		return analysis.GrowthRow{}, err
	}
	return results[0].Rows.([]analysis.GrowthRow)[0], nil
}

// restsOn notes what the change of an item between two years rests on.
func (e *evaluator) restsOn(r analysis.GrowthRow) {
	if r.Status == analysis.Partial {
		e.reserve("note.partial", map[string]any{"who": Who(r.Economy), "year": r.To, "covered": e.matched(r.Economy, r.From, r.To, r.Covered)})
	}
	e.breaks(r.Breaks)
}

// least is the share of a result, in per cent, from which a break of a member is
// one of the result.
const least = 1

// breaks reserves a verdict that compares years across a break.
func (e *evaluator) breaks(list []analysis.Break) {
	for _, b := range list {
		if !(b.Share < least) {
			e.reserve("note.break", map[string]any{"who": Who(b.Economy), "year": b.Year})
		}
	}
}
