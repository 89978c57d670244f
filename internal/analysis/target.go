package analysis

import (
	"math"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/formula"
	"tradestats/internal/frame"
)

// paceYears is how far back the pace is measured from, at most, unless a year is
// asked for.
const paceYears = 5

// A Goal is a value of the indicator to be reached in a year.
type Goal struct {
	Of            *catalog.Target // that it is; nil of one that nobody published
	Value         float64         // in the unit of the indicator
	Year          int
	BaseYear      int // from which its source counts; 0 is none
	LowerIsBetter bool
}

// id is that of the target, or "".
func (g Goal) id() string {
	if g.Of == nil {
		return ""
	}
	return g.Of.ID
}

// TargetOptions say which goal is measured for whom, and since when.
type TargetOptions struct {
	Selection
	Coverage
	Goal      Goal
	From, To  int  // the year the pace is measured from; the last year to look at. 0 is open
	Published bool // a group is the publisher's own, where there is one
}

// A TargetRow says how an economy or a group stands to a target. Gap is what is
// still to go, 0 or less when it is reached. Path is the scale that Ratio, Standing,
// ReachedIn and Projected are of: the logit for a percentage, which slows down
// towards its bounds, else the straight line; the straight line stands beside it.
// Of a group the value is that of all who reported, the pace that of those who
// reported in both years.
type TargetRow struct {
	Target      string  `col:"target"`
	Indicator   string  `col:"indicator"`
	Economy     string  `col:"economy" show:"economy"`
	Partner     string  `col:"partner"`
	Year        int     `col:"year,omitzero" show:"year"`
	Value       float64 `col:"value" show:"value"`
	TargetYear  int     `col:"target_year" show:"year"`
	TargetValue float64 `col:"target_value" show:"value"`
	Gap         float64 `col:"gap" show:"?value"`
	GapPct      float64 `col:"gap_pct"` // of the target
	From        int     `col:"from,omitzero"`
	Pace        float64 `col:"pace" show:"change"`               // a year, in the unit of the value
	Needed      float64 `col:"pace_needed" show:"change"`        // the same
	ChangePct   float64 `col:"required_change_pct"`              // in all, of the present value
	GrowthPct   float64 `col:"required_growth_pct"`              // compound, a year
	NextValue   float64 `col:"next_value"`                       // of the next year on the path
	LogitPace   float64 `col:"logit_pace"`                       // a year, in logits
	LogitNeeded float64 `col:"logit_pace_needed"`                // the same
	Achieved    float64 `col:"achieved_pct"`                     // of the way from the base year
	Elapsed     float64 `col:"elapsed_pct"`                      // of the time from the base year
	Path        string  `col:"path"`                             // logit or linear
	Ratio       float64 `col:"ratio" show:"number:2"`            // of the pace so far to the pace needed
	ReachedIn   int     `col:"reached_in,omitzero" show:"?year"` // at the present pace; 0 for not
	Projected   float64 `col:"projected"`                        // in the target's year, at the present pace
	Standing    string  `col:"standing" show:"term"`
	LinearRatio float64 `col:"linear_ratio" show:"?number:2"`
	LinearIn    int     `col:"linear_reached_in,omitzero"`
	LinearEnd   float64 `col:"linear_projected"`
	Members     int     `col:"members"`
	Matched     int     `col:"matched"`
	Covered     float64 `col:"coverage_pct"`
	Status      string  `col:"status" show:"status"`
	Note        string  `col:"note"`

	Reason Reason
	Notes  Notes
}

// TargetRows is a result of Distance.
type TargetRows []TargetRow

// Frame returns the rows as `tradestats target` prints them.
func (r TargetRows) Frame() frame.Frame { return frame.Of(r) }

const linearPath = "linear"

// A stand is where a series is and whence it came.
type stand struct {
	now       formula.Point
	base      formula.Point // where it would have come from at its pace, on the value's own scale
	logitBase formula.Point // and on the logit
	members   int
	matched   int
	covered   float64
	status    string
	reason    Reason
	noPace    Notes // why there is no pace
	notes     Notes
}

func (s *stand) withhold(why Reason) { s.status, s.reason = Withheld, why }

// Distance measures how far each selected item is from a goal, how fast it
// moves and how fast it would have to (docs/method.md, D8).
func Distance(d *Data, o TargetOptions) (TargetRows, error) {
	var out TargetRows
	for _, item := range o.Items {
		s, err := d.standOf(item, o)
		if err != nil {
			return nil, err
		}
		out = append(out, d.distance(item, s, o))
	}
	return out, nil
}

func (d *Data) distance(item economy.Item, s stand, o TargetOptions) TargetRow {
	none := math.NaN()
	row := TargetRow{
		Target: o.Goal.id(), Indicator: d.Indicator.ID, Economy: item.String(), Partner: d.Partner, Year: s.now.Year, Value: none,
		TargetYear: o.Goal.Year, TargetValue: o.Goal.Value, Gap: none, GapPct: none, ChangePct: none, From: s.base.Year, Pace: none, Needed: none, GrowthPct: none,
		NextValue: none, LogitPace: none, LogitNeeded: none, Achieved: none, Elapsed: none, Ratio: none, Projected: none,
		LinearRatio: none, LinearEnd: none, Members: s.members, Matched: s.matched, Covered: s.covered, Status: s.status, Reason: s.reason,
	}
	if len(s.noPace) > 0 {
		row.From = 0
	}
	if o.Goal.Of != nil {
		row.Notes.add(Note{Key: NoteTarget, Target: o.Goal.Of})
	}
	if s.status == Withheld {
		row.Notes.add(Note{Key: ReasonKey(s.reason), Year: s.now.Year})
		row.Notes = append(row.Notes, s.notes...)
		row.Note = row.Notes.English()
		return row
	}
	target := formula.Target{
		Point: formula.Point{Year: o.Goal.Year, Value: o.Goal.Value}, LowerIsBetter: o.Goal.LowerIsBetter, Percentage: d.Indicator.IsPercentage(),
	}
	look := formula.OutlookOf(target, s.base, s.now)
	logit := formula.OutlookOf(target, s.logitBase, s.now).Logit
	row.fill(look, logit, s.now)
	if target.LowerIsBetter == (s.base.Value > target.Value) {
		row.Achieved = 100 * look.Achieved.Value // no part of a way that did not lead there
	}
	row.explain(look, logit, target, s)
	row.Note = row.Notes.English()
	return row
}

// fill sets the figures: on the logit where it carries a ratio, or would if
// anything were still needed, else on the straight line.
func (row *TargetRow) fill(look formula.Outlook, logit formula.Course, now formula.Point) {
	row.Value, row.Gap = now.Value, look.Gap.Value
	row.Pace, row.Needed, row.GrowthPct = look.Linear.Pace.Value, look.Linear.Needed.Value, look.CAGR.Value
	row.GapPct, row.ChangePct = 100*look.Relative.Value, look.Change.Value
	row.LogitPace, row.LogitNeeded = logit.Pace.Value, logit.Needed.Value
	row.Elapsed = 100 * look.Elapsed.Value
	if len(look.Path) > 0 {
		row.NextValue = look.Path[0].Value
	}
	row.LinearRatio, row.LinearIn, row.LinearEnd = look.Linear.Ratio.Value, look.Linear.ReachedIn, look.Linear.Projected.Value
	on := look.Linear
	row.Path = linearPath
	if logit.Needed.Reason != formula.AtBound && logit.Pace.Reason != formula.AtBound {
		on, row.Path = logit, logitScale
	}
	row.Ratio, row.ReachedIn, row.Projected = on.Ratio.Value, on.ReachedIn, on.Projected.Value
	row.Standing = string(standingOf(on.Ratio))
}

// standingOf is the class of a ratio of the pace so far to the pace needed.
func standingOf(ratio formula.Figure) formula.Standing {
	const rounding = 1e-9 // what is exactly enough does not fail by its last digit
	switch {
	case ratio.Reason == formula.TargetReached:
		return formula.Reached
	case ratio.Reason == formula.DeadlinePassed:
		return formula.Missed
	case ratio.Reason != NoReason:
		return formula.NoStanding
	case ratio.Value >= formula.OnTrackFrom-rounding:
		return formula.OnTrack
	case ratio.Value >= formula.SlightlyOffFrom-rounding:
		return formula.SlightlyOff
	}
	return formula.OffTrack
}

// explain notes why a cell is empty and what the figures rest on.
func (row *TargetRow) explain(look formula.Outlook, logit formula.Course, target formula.Target, s stand) {
	n := &row.Notes
	if look.Gap.Value <= 0 {
		n.add(Note{Key: NoteReached, Year: row.TargetYear})
	} else if row.TargetYear <= row.Year {
		n.add(Note{Key: NoteMissed, Year: row.TargetYear})
	}
	if target.Percentage && row.Path == linearPath {
		n.because(formula.AtBound)
	}
	if look.CAGR.Reason == ZeroBase || look.CAGR.Reason == NotPositive {
		n.because(look.CAGR.Reason)
	}
	*n = append(*n, s.noPace...)
	on := look.Linear
	if row.Path == logitScale {
		on = logit
	}
	if len(s.noPace) == 0 && (on.NoYear == formula.MovingAway || on.NoYear == formula.NotInSight) {
		n.because(on.NoYear)
	}
	*n = append(*n, s.notes...)
}

// standOf finds the last year of an item that can be published, and the one its
// pace is measured from.
func (d *Data) standOf(item economy.Item, o TargetOptions) (stand, error) {
	s := stand{members: 1, matched: 1, covered: 100, status: OK}
	switch {
	case !item.Group:
		s.standAlone(d.alone(item.ID), o)
		if s.status == Withheld {
			s.matched, s.covered = 0, math.NaN()
		} else {
			s.notes.breaks(d.Breaks([]string{item.ID}, s.base.Year, s.now.Year))
			s.notes.ownFlags(d, item.ID, s.now.Year, s.yearsUsed()...)
		}
	case item.Pin == "" && (o.Published || !d.aggregable() || d.standsAlone(item, SeriesOptions{Selection: o.Selection, To: o.To})) && len(d.PublishedYears(item.ID)) > 0:
		s.members, s.matched, s.covered = 0, 0, math.NaN()
		s.standAlone(d.publishers(item.ID), o)
		s.notes.say(NotePublishedSeries)
		s.notes.publishedFlags(d, item.ID, s.now.Year, s.yearsUsed()...)
		members, err := o.Members(item, s.now.Year)
		if err != nil {
			return s, err
		}
		s.notes.spanned(d.Spanned(members, s.base.Year, s.now.Year))
	case o.Published:
		s.members, s.matched, s.covered = 0, 0, math.NaN()
		s.withhold(NotPublished)
	default:
		return s, d.standGroup(&s, item, o)
	}
	return s, nil
}

// aggregable tells whether a group can be made of economies.
func (d *Data) aggregable() bool {
	return d.Indicator.Additive() || d.weights != nil || d.Indicator.Rule == catalog.Median
}

func (s stand) yearsUsed() []int {
	if s.base.Year == 0 {
		return []int{s.now.Year}
	}
	return []int{s.base.Year, s.now.Year}
}

// firstOfPace bounds the years that the pace can be measured from.
func (o TargetOptions) firstOfPace(now int) (from, to int) {
	switch {
	case o.From != 0:
		return o.From, o.From
	case o.Goal.BaseYear != 0:
		return o.Goal.BaseYear, o.Goal.BaseYear
	}
	return now - paceYears, now - 1
}

// standAlone reads a series that stands under one code: an economy, or a group of
// the publisher's.
func (s *stand) standAlone(series standalone, o TargetOptions) {
	years := within(series.years, 0, o.To)
	if len(years) == 0 {
		s.withhold(NoValue)
		return
	}
	s.now.Year = years[len(years)-1]
	s.now.Value = series.at(s.now.Year)
	from, to := o.firstOfPace(s.now.Year)
	before := within(years, from, min(to, s.now.Year-1))
	if len(before) == 0 {
		s.unpaced(from)
		return
	}
	s.base.Year = before[0]
	s.base.Value = series.at(s.base.Year)
	s.logitBase = s.base
}

// unpaced says that there is no year to measure a pace from. The base is put on
// the present, which formula takes for none.
func (s *stand) unpaced(since int) {
	s.noPace = Notes{{Key: NoteNoPace, Since: since, Year: s.now.Year}}
	s.base, s.logitBase = formula.Point{Year: 0}, formula.Point{Year: 0}
	s.base.Year, s.logitBase.Year = s.now.Year, s.now.Year
}

// standGroup is the last year of a group that can be published, and the pace of
// those members that reported in both years: laid to the value of all, so that
// no movement comes from who reports.
func (d *Data) standGroup(s *stand, item economy.Item, o TargetOptions) error {
	group := o.Selection
	group.Items = []economy.Item{item}
	rows, err := Aggregate(d, AggregateOptions{Selection: group, Coverage: o.Coverage, To: o.To})
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		s.withhold(NoReporter)
		return nil
	}
	last := len(rows) - 1
	for last > 0 && rows[last].Status == Withheld {
		last--
	}
	now := rows[last]
	if now.Status == Withheld { // no year at all: the newest says why
		now = rows[len(rows)-1]
	}
	s.now = formula.Point{Year: now.Year, Value: now.Value}
	s.members, s.matched, s.covered, s.status, s.reason = now.Members, 0, now.Covered, now.Status, now.Reason
	if now.Status == Withheld {
		return nil
	}
	members, err := o.Members(item, now.Year)
	if err != nil {
		return err
	}
	if err := d.paceOfGroup(s, item, o); err != nil {
		return err
	}
	s.notes.flags(d.Flagged(now.Sample, now.Year), now.Year)
	if d.tradesWithin(item) {
		s.notes.say(NoteInternalTrade)
	}
	if o.To == 0 {
		s.notes = append(s.notes, d.newer(members, now.Year)...)
	}
	if years := within(d.PublishedYears(item.ID), 0, o.To); len(years) > 0 && item.Pin == "" {
		year := years[len(years)-1]
		v, _ := d.Published(item.ID, year)
		s.notes.add(Note{Key: NotePublishedIn, Year: year, Value: v})
	}
	return nil
}

func (d *Data) paceOfGroup(s *stand, item economy.Item, o TargetOptions) error {
	from, to := o.firstOfPace(s.now.Year)
	var why Notes
	for _, year := range within(d.Years(), from, min(to, s.now.Year-1)) {
		g, err := d.growth(item, year, s.now.Year, GrowthOptions{Selection: o.Selection, Coverage: o.Coverage, Method: levels})
		if err != nil {
			return err
		}
		if g.Status == Withheld {
			why = Notes{g.because()}
			continue
		}
		s.matched, s.covered = g.Matched, min(s.covered, g.Covered)
		if g.Status == Partial {
			s.status = Partial
		}
		s.base = formula.Point{Year: year, Value: s.now.Value - g.Change}
		s.logitBase = formula.Point{Year: year, Value: shiftedLogit(s.now.Value, g.Start, g.End)}
		s.notes.breaks(g.Breaks)
		return nil
	}
	s.unpaced(from)
	s.noPace = append(s.noPace, why...)
	return nil
}

// shiftedLogit is the percentage from which a movement of that many logits as from
// start to end would have led to now; NaN where one of them has no logit.
func shiftedLogit(now, start, end float64) float64 {
	a, _ := formula.Logit(now)
	b, _ := formula.Logit(start)
	c, _ := formula.Logit(end)
	if back := a - (c - b); !math.IsNaN(back) {
		return formula.FromLogit(back)
	}
	return math.NaN()
}
