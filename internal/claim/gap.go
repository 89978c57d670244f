package claim

import (
	"math"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/study"
)

// gap holds the distance between two, or between the members of one group,
// against the claimed one, and how it moved.
func (e *evaluator) gap() error {
	if len(e.Claim.Select.Economies) == 1 {
		return e.spread()
	}
	s := e.Claim.Select
	var sides [2]Figure
	for k, who := range s.Economies {
		figures, err := e.values(who, s.Year, s.Year)
		if err != nil {
			return err
		}
		if len(figures) == 0 || !figures[0].Known() {
			return e.withheld()
		}
		sides[k] = figures[0]
	}
	a, b := sides[0], sides[1]
	e.Found = e.Claim.figure("gap", a.Value-b.Value)
	e.Found.Unit, e.Found.low, e.Found.high = e.unit(), a.low-b.high, a.high-b.low
	if a.Status == analysis.Partial || b.Status == analysis.Partial {
		e.Found.Status = analysis.Partial
	}
	e.say("says.gap", map[string]any{"found": e.Found, "what": e.about, "ahead": Who(a.Who), "behind": Who(b.Who), "a": a, "b": b, "year": s.Year})
	e.hold(e.Found)
	if s.From == 0 {
		return nil
	}
	return e.gapSince()
}

// gapSince compares the gap in both years, each side over those that reported in
// both.
func (e *evaluator) gapSince() error {
	s := e.Claim.Select
	e.aside = e.Claim.Claimed.Direction == ""
	var rows [2]analysis.GrowthRow
	for k, who := range s.Economies {
		var err error
		if rows[k], err = e.growthRow(who, s.From, s.Year); err != nil {
			return err
		}
		if rows[k].Status == analysis.Withheld && math.IsNaN(rows[k].Start+rows[k].End) {
			return e.unmoved()
		}
		e.restsOn(rows[k])
	}
	before, now := e.Claim.figure("gap-matched", rows[0].Start-rows[1].Start), e.Claim.figure("gap-matched", rows[0].End-rows[1].End)
	before.Year, before.Unit, now.Unit = s.From, e.unit(), e.unit()
	step := math.Abs(before.Value) / 100
	if e.about.IsPercentage() {
		step = math.Max(.5, step) // points
	}
	way := movement(math.Abs(before.Value), math.Abs(now.Value), step)
	e.say("says.gap-since", map[string]any{"before": before, "now": now, "since": s.From, "year": s.Year, "way": Sentence{Key: "way." + way}})
	e.moved(way)
	return nil
}

// moved answers whether a gap moved as claimed, if that is claimed.
func (e *evaluator) moved(way string) {
	if claimed := e.Claim.Claimed.Direction; claimed != "" {
		e.yes = append(e.yes, within(claimed == way, false))
	}
}

// unmoved says that how a gap moved is not known.
func (e *evaluator) unmoved() error {
	s := e.Claim.Select
	e.note("note.no-since", map[string]any{"since": s.From, "year": s.Year})
	if e.Claim.Claimed.Direction != "" {
		e.yes = append(e.yes, open)
	}
	return nil
}

// movement is the way from one distance to another; what is less than a step is
// none.
func movement(before, now, step float64) string {
	switch {
	case math.Abs(now-before) < step:
		return Stable
	case now > before:
		return Widening
	}
	return Closing
}

// spread is the gap between the members of one group.
func (e *evaluator) spread() error {
	s := e.Claim.Select
	q := e.query()
	q.Year = s.Year
	results, err := (&study.Divide{Query: q}).Run(e.ctx, e.desk)
	if err != nil {
		return err
	}
	r := divideRow(results[0])
	covered := map[string]any{"who": Who(r.Economy), "year": s.Year, "covered": e.covered(r.Economy, s.Year, r.Covered)}
	if r.Status == analysis.Withheld {
		e.note("note.withheld", covered)
		return nil
	}
	if r.Status == analysis.Partial {
		e.reserve("note.partial", covered)
	}
	e.Found = e.Claim.figure("gap", r.Gap)
	e.Found.Unit, e.Found.Status = e.unit(), r.Status
	e.Found.high = math.Inf(1) // those that are missing can only be further apart
	if r.N == r.Perimeter {
		e.Found.high = r.Gap
	}
	high, low, n := e.Found, e.Found, e.Found
	high.What, high.Who, high.Value, high.Unit = "value", r.Highest, r.High, e.about.Unit
	low.What, low.Who, low.Value, low.Unit = "value", r.Lowest, r.Low, e.about.Unit
	n.What, n.Who, n.Value, n.Unit = "reporting", r.Economy, float64(r.N), "economies"
	e.say("says.spread", map[string]any{"found": e.Found, "what": e.about, "who": Who(r.Economy), "n": n, "year": s.Year,
		"ahead": Who(firstOf(r.Highest)), "behind": Who(firstOf(r.Lowest)), "a": high, "b": low})
	e.hold(e.Found)
	if s.From == 0 {
		return nil
	}
	return e.spreadSince()
}

func divideRow(r analysis.Result) analysis.DivideRow { return r.Rows.(analysis.DivideRows)[0] }

// firstOf is the first of several ids.
func firstOf(ids string) string {
	first, _, _ := strings.Cut(ids, " ")
	return first
}

// spreadSince compares how far the members are apart in both years, those with
// figures in both, each counted once.
func (e *evaluator) spreadSince() error {
	s := e.Claim.Select
	e.aside = e.Claim.Claimed.Direction == ""
	q := e.query()
	q.From, q.To = s.From, s.Year
	results, err := (&study.Convergence{Query: q}).Run(e.ctx, e.desk)
	if err != nil {
		return err
	}
	r := results[0].Rows.(analysis.ConvergenceRows)[0]
	if r.Status == analysis.Withheld || math.IsNaN(r.CVStart+r.CVEnd) {
		return e.unmoved()
	}
	if r.Status == analysis.Partial {
		e.reserve("note.partial-members", map[string]any{"who": Who(r.Economy), "since": s.From, "year": s.Year, "covered": e.counted(r.Economy, s.From, r.Covered)})
	}
	before := Figure{What: "variation", Indicator: s.Indicator, Who: r.Economy, Year: s.From, Value: r.CVStart, Unit: variation, Status: r.Status}
	now, n := before, before
	now.Year, now.Value = s.Year, r.CVEnd
	n.What, n.Year, n.Since, n.Value, n.Unit = "matched", s.Year, s.From, float64(r.N), "economies"
	way := movement(r.CVStart, r.CVEnd, r.CVStart/100)
	e.say("says.spread-since", map[string]any{"before": before, "now": now, "n": n, "since": s.From, "year": s.Year, "way": Sentence{Key: "way." + way}})
	e.spreadBreaks()
	e.moved(way)
	return nil
}

// spreadBreaks notes the breaks of the members between the years.
func (e *evaluator) spreadBreaks() {
	s := e.Claim.Select
	if r, err := e.growthRow(s.Economies[0], s.From, s.Year); err == nil { // else the group has no mean, and no breaks by weight
		e.breaks(r.Breaks)
	}
}
