package analysis

import (
	"math"
	"slices"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/formula"
	"tradestats/internal/tidy"
)

// SeriesOptions say which years of whom a fit is laid on.
type SeriesOptions struct {
	Selection
	Coverage
	From, To  int  // years, both included; 0 is open
	Published bool // a group is the publisher's own, where there is one
}

// A fitted is a series that a model is laid on, and what it rests on. A group is
// the same members in every year of it: whoever comes and goes would look like
// a change of the group.
type fitted struct {
	years   []int
	values  []float64
	sample  []string // the economies it rests on; none for a publisher's own group
	broken  []int    // years of flagged breaks of the series itself
	members int
	covered float64 // in per cent of the group, in the year that is covered least
	status  string
	reason  Reason
	notes   Notes
}

func (f *fitted) withhold(why Reason) { f.status, f.reason = Withheld, why }

// seriesOf returns the series of an item.
func (d *Data) seriesOf(item economy.Item, o SeriesOptions) (fitted, error) {
	f := fitted{status: OK, covered: math.NaN()}
	switch {
	case !item.Group:
		f.members, f.covered = 1, 100
		f.take(d.alone(item.ID), o)
		f.sample = []string{item.ID}
		return f, nil
	case o.Published || d.standsAlone(item, o):
		f.take(d.publishers(item.ID), o)
		if item.Pin != "" || len(f.years) == 0 {
			f.years, f.values = nil, nil
			f.withhold(NotPublished)
			return f, nil
		}
		f.notes.say(NotePublishedSeries)
		return f, nil
	}
	return f, d.matchedSeries(&f, item, o)
}

// A standalone is a series that stands under one code: that of an economy, or of
// a group of the publisher's.
type standalone struct {
	years  []int
	at     func(year int) float64
	broken func(year int) bool // whether a break is flagged there
}

// standsAlone tells whether the publisher's own group is taken without being asked for:
// it is the whole, and long enough for a model; who reported throughout is a part.
func (d *Data) standsAlone(item economy.Item, o SeriesOptions) bool {
	own := within(d.PublishedYears(item.ID), o.From, o.To)
	return item.Pin == "" && !o.AtTheTime && len(own) >= formula.MinForModel &&
		own[len(own)-1]-own[0] == len(own)-1
}

func (d *Data) alone(economy string) standalone {
	s := standalone{at: func(year int) float64 {
		v, _ := d.Value(economy, year)
		return v
	}}
	for _, year := range d.Years() {
		if _, ok := d.Value(economy, year); ok {
			s.years = append(s.years, year)
		}
	}
	s.broken = func(year int) bool { return len(d.Breaks([]string{economy}, year-1, year)) > 0 }
	return s
}

func (d *Data) publishers(group string) standalone {
	return standalone{
		years: d.PublishedYears(group),
		at: func(year int) float64 {
			v, _ := d.Published(group, year)
			return v
		},
		broken: func(year int) bool { return tidy.IsBreak(d.publishedFlag(group, year)) },
	}
}

// take reads a series within the years asked for.
func (f *fitted) take(s standalone, o SeriesOptions) {
	f.years = slices.Clone(within(s.years, o.From, o.To))
	for _, year := range f.years {
		f.values = append(f.values, s.at(year))
		if s.broken(year) {
			f.broken = append(f.broken, year)
		}
	}
	if len(f.years) == 0 {
		f.withhold(NoValue)
	}
}

// matchedSeries is the longest series of a group that ends in its last complete
// year and whose members reported throughout: the first year from which they
// cover the group as growth must be covered.
func (d *Data) matchedSeries(f *fitted, item economy.Item, o SeriesOptions) error {
	group := o.Selection
	group.Items = []economy.Item{item}
	rows, err := Aggregate(d, AggregateOptions{Selection: group, Coverage: o.Coverage, From: o.From, To: o.To})
	if err != nil {
		return err
	}
	f.covered = 0
	if len(rows) == 0 {
		f.withhold(NoReporter)
		return nil
	}
	last := len(rows) - 1
	for last >= 0 && !o.fits(rows[last].Status) {
		last--
	}
	if why := d.noSeries(last); why != "" {
		f.members = rows[len(rows)-1].Members
		f.withhold(why)
		return nil
	}
	f.members = rows[last].Members
	end := rows[last].Year
	for _, row := range rows[:max(last-formula.MinForDrift+2, 0)] {
		g, err := d.throughoutSpan(item, row.Year, end, o)
		if err != nil {
			return err
		}
		f.covered = orElse(g.Covered, 0)
		if o.fits(g.Status) {
			return d.fromSample(f, item, g, o)
		}
	}
	f.withhold(NoMatchedSeries)
	return nil
}

// noSeries is why a group has no series of one sample, empty where it may have one; last is the place of its last
// complete year, negative where it has none.
func (d *Data) noSeries(last int) Reason {
	summed := d.Indicator.Additive() || d.weights != nil
	switch {
	case !summed && d.Indicator.Kind == catalog.Unknown:
		return Undeclared
	case !summed:
		return NotWeighted
	case last < 0:
		return NoCompleteYear
	}
	return ""
}

// fromSample takes the series of the members that reported throughout a span.
func (d *Data) fromSample(f *fitted, item economy.Item, g GrowthRow, o SeriesOptions) error {
	f.sample, f.status = g.Sample, g.Status
	f.years, f.values = d.series(g.Sample, g.From, g.To)
	if n := len(f.years); n > 0 {
		f.notes.add(Note{Key: NoteSampleLast, Year: f.years[n-1], Value: f.values[n-1]})
	}
	if d.Indicator.Additive() && worse(o.Coverage.status(f.covered, sumThresholds), f.status) {
		f.status = Partial // as a sum it is
	}
	if d.tradesWithin(item) {
		f.notes.say(NoteInternalTrade)
	}
	if o.To != 0 {
		return nil
	}
	members, err := o.Members(item, g.To)
	f.notes = append(f.notes, d.newer(members, g.To)...)
	return err
}

// fits tells whether a year may stand in a fit: complete, or whatever a forced
// minimum lets through.
func (o SeriesOptions) fits(status string) bool {
	return status == OK || o.Forced && status == Partial
}

// throughoutSpan is who reported in all years of a span and how well they cover
// each, as for a least-squares rate; that a rate would fail is no matter here.
func (d *Data) throughoutSpan(item economy.Item, from, to int, o SeriesOptions) (GrowthRow, error) {
	g, err := d.growth(item, from, to, GrowthOptions{Selection: o.Selection, Coverage: o.Coverage, Method: LS})
	if g.Reason == NotPositive || g.Reason == TooFewPoints {
		g.Status = o.Coverage.status(g.Covered, growthThresholds)
		if len(g.Sample) < 2 {
			g.Status, _ = o.few(SingleReporter)
		}
	}
	return g, err
}

// cut leaves what comes from a year on.
func (f *fitted) cut(from int) {
	k, _ := slices.BinarySearch(f.years, from)
	f.years, f.values = f.years[k:], f.values[k:]
}
