package claim

import (
	"math"

	"tradestats/internal/analysis"
	"tradestats/internal/study"
)

// level holds the value of a year against the claimed one.
func (e *evaluator) level() error {
	s := e.Claim.Select
	figures, err := e.values(s.Economies[0], s.Year, s.Year)
	if err != nil {
		return err
	}
	if len(figures) == 0 || !figures[0].Known() {
		return e.withheld()
	}
	e.Found = figures[0]
	e.say("says.level", map[string]any{"found": e.Found, "what": e.about, "who": Who(e.Found.Who), "year": s.Year})
	e.hold(e.Found)
	return nil
}

// withheld leaves a claim open whose figure is withheld, which a note says; where
// nobody reported at all, the years that there are.
func (e *evaluator) withheld() error {
	if len(e.Notes) > 0 {
		return nil
	}
	return e.without()
}

// hold answers whether the claimed value is met, if one is claimed.
func (e *evaluator) hold(f Figure) {
	if e.Claim.Claimed.Value != nil {
		e.yes = append(e.yes, e.Claim.Claimed.against(f))
	}
}

// growth holds a rate, or the change of a percentage in points, against the
// claimed one. It is that of the publisher's own group where there is one.
func (e *evaluator) growth() error {
	s := e.Claim.Select
	r, err := e.growthRow(s.Economies[0], s.From, s.Year)
	if err != nil {
		return err
	}
	v, own := r.GrowthPct, false
	if e.about.IsPercentage() {
		v = r.Change
	}
	for _, n := range r.Notes {
		if n.Key == analysis.NotePublishedRate || n.Key == analysis.NotePublishedChange {
			v, own = n.Value, true
		}
	}
	if math.IsNaN(v) {
		return e.without()
	}
	e.Found = Figure{What: "growth", Indicator: s.Indicator, Who: s.Economies[0], Partner: s.Partner, Year: s.Year, Since: s.From, Value: v, Unit: e.Found.Unit, Status: r.Status}.exactly()
	if own {
		e.Found.Status = "published"
		e.breaks(r.Breaks)
	} else {
		e.restsOn(r)
	}
	key := "says.growth"
	if s.Year-s.From > 1 && !e.about.IsPercentage() {
		key = "says.growth-yearly"
	}
	e.say(key, map[string]any{"found": e.Found, "what": e.about, "who": Who(s.Economies[0]), "since": s.From, "year": s.Year})
	e.hold(e.Found)
	return nil
}

// share holds a share of a group's total against the claimed one.
func (e *evaluator) share() error {
	s := e.Claim.Select
	part, err := e.values(s.Economies[0], s.Year, s.Year)
	if err != nil {
		return err
	}
	of, err := e.values(e.Claim.Whole(), s.Year, s.Year)
	if err != nil {
		return err
	}
	if len(part) == 0 || len(of) == 0 || !part[0].Known() || !(of[0].Value > 0) {
		return e.withheld()
	}
	p, w := part[0], of[0]
	e.Found = Figure{What: "share", Indicator: s.Indicator, Who: p.Who, Partner: s.Partner, Year: s.Year, Value: 100 * p.Value / w.Value, Unit: "per cent", Status: p.Status}
	e.Found.low, e.Found.high = 100*p.low/w.high, 100*p.high/w.low
	e.say("says.share", map[string]any{"found": e.Found, "what": e.about, "who": Who(p.Who), "of": Who(e.Claim.Whole()), "year": s.Year})
	e.hold(e.Found)
	return nil
}

// rank holds a place among the members of a group against the claimed one.
func (e *evaluator) rank() error {
	s := e.Claim.Select
	who, _, err := e.desk.Economies.Resolve(s.Economies[0])
	if err != nil {
		return err
	}
	q := e.query()
	q.Economies, q.Year = []string{e.Claim.Whole()}, s.Year
	results, err := (&study.Rank{Query: q}).Run(e.ctx, e.desk)
	if err != nil {
		return err
	}
	rows := results[0].Rows.([]analysis.RankRow)
	for _, r := range rows {
		if r.Economy == who && r.Rank > 0 {
			e.placed(r, len(rows))
			return nil
		}
	}
	return e.without()
}

// Units of figures that are in no series.
const (
	places    = "rank"                     // a place in a ranking
	variation = "coefficient of variation" // standard deviation over mean
)

func (e *evaluator) placed(r analysis.RankRow, among int) {
	s := e.Claim.Select
	e.Found = Figure{What: "place", Indicator: s.Indicator, Who: r.Economy, Partner: s.Partner, Year: s.Year, Value: float64(r.Rank), Unit: places, Status: r.Status}.exactly()
	of := e.Found
	of.What, of.Value, of.Unit = "ranked", float64(among), "economies"
	if r.Status != analysis.OK {
		e.reserve("note.partial-rank", nil)
	}
	e.say("says.rank", map[string]any{"found": e.Found, "of": of, "what": e.about, "who": Who(r.Economy), "among": Who(e.Claim.Whole()), "year": s.Year})
	e.hold(e.Found)
}

// record asks whether no other year at hand is as high, or as low.
func (e *evaluator) record() error {
	s := e.Claim.Select
	figures, err := e.values(s.Economies[0], s.From, 0)
	if err != nil {
		return err
	}
	var own, best *Figure
	answered, first, last := yes, s.Year, s.Year
	for k := range figures {
		f := &figures[k]
		switch {
		case !f.Known() || f.Year > s.Year:
			continue // a record of its day is one still
		case f.Year == s.Year:
			own = f
			continue
		}
		if best == nil || e.beyond(f.Value, best.Value) {
			best = f
		}
		first = min(first, f.Year)
	}
	if own == nil || best == nil {
		return e.without()
	}
	if _, err := e.values(s.Economies[0], s.Year, s.Year); err != nil { // says what it rests on
		return err
	}
	for _, f := range figures {
		if f.Known() && f.Year < s.Year {
			answered = worse(answered, e.beats(*own, f))
			last = f.Year
		}
	}
	return e.recorded(*own, *best, answered, first, last)
}

func (e *evaluator) recorded(own, best Figure, answered answer, first, last int) error {
	e.Found = own
	best.What = "other"
	e.say("says.record", map[string]any{"found": own, "other": best, "what": e.about, "who": Who(own.Who), "year": own.Year,
		"best": best.Year, "first": first, "last": last, "low": e.Claim.Claimed.Extreme == Lowest})
	r, err := e.growthRow(e.Claim.Select.Economies[0], first, own.Year)
	if err != nil {
		return err
	}
	e.breaks(r.Breaks)
	e.yes = append(e.yes, answered)
	e.hold(own)
	return nil
}

// beyond tells whether a value is further out than another one.
func (e *evaluator) beyond(a, b float64) bool {
	if e.Claim.Claimed.Extreme == Lowest {
		return a < b
	}
	return a > b
}

// beats tells whether a year is beyond another one wherever both lie.
func (e *evaluator) beats(own, other Figure) answer {
	if e.Claim.Claimed.Extreme == Lowest {
		return within(own.high < other.low, own.low < other.high)
	}
	return within(own.low > other.high, own.high > other.low)
}

// worse is the answer that says less for a claim.
func worse(a, b answer) answer {
	for _, one := range []answer{no, open} {
		if a == one || b == one {
			return one
		}
	}
	return yes
}
