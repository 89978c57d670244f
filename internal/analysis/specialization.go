package analysis

import (
	"math"
	"slices"

	"tradestats/internal/economy"
	"tradestats/internal/formula"
	"tradestats/internal/frame"
)

// SpecializationOptions say whose specialization is measured.
type SpecializationOptions struct {
	Selection
	Coverage
	From, To int // years, both included; 0 is open
}

// A SpecializationRow compares the share of a part in a whole of an economy, or
// of a group, with the share that it has in all economies that reported both.
// Of a group it is of the members that reported both. Shares are in per cent.
type SpecializationRow struct {
	Indicator  string  `col:"indicator"`
	Of         string  `col:"of"`
	Economy    string  `col:"economy" show:"economy"`
	Partner    string  `col:"partner"`
	Year       int     `col:"year" show:"year"`
	Balassa    float64 `col:"rca" show:"number:2"`
	Symmetric  float64 `col:"rca_symmetric" show:"number:2"`
	Normalised float64 `col:"rca_normalised_10000" show:"?number:2"` // times 10,000
	SharePct   float64 `col:"share_pct" show:"percent;own-share"`
	WorldPct   float64 `col:"reference_share_pct" show:"percent"`
	Value      float64 `col:"value"`
	Total      float64 `col:"total"`
	WorldValue float64 `col:"reference_value"`
	WorldTotal float64 `col:"reference_total"`
	WorldN     int     `col:"reference_n" show:"?year"`
	WorldCover float64 `col:"reference_coverage_pct"`
	Members    int     `col:"members"`
	Matched    int     `col:"matched" show:"members"`
	Covered    float64 `col:"coverage_pct" show:"percent;coverage"`
	Status     string  `col:"status" show:"status"`
	Note       string  `col:"note"`

	Reason Reason
	Notes  Notes // what the column says
}

// SpecializationRows is a result of Specializations.
type SpecializationRows []SpecializationRow

// Frame returns the rows as `tradestats specialization` prints them.
func (r SpecializationRows) Frame() frame.Frame { return frame.Of(r) }

// Specializations measures how far each selected item is specialized in a part
// of a whole, both in one unit, a row for each year in which anyone reported both
// (docs/method.md, D1). An item is covered as the two sums are, of which the lower
// counts, and so is the reference.
func Specializations(part, whole *Data, o SpecializationOptions) (SpecializationRows, error) {
	p := nested{part, whole}
	references := map[int]both{}
	var out SpecializationRows
	for _, item := range o.Items {
		before := 0
		for _, year := range within(CommonYears(part, whole), o.From, o.To) {
			if _, ok := references[year]; !ok {
				references[year] = p.sum(merged(part.EverReported(), whole.EverReported()), year, o)
			}
			members, err := o.Members(item, year)
			if err != nil {
				return nil, err
			}
			own := p.sum(members, year, o)
			row := p.compare(item, own, references[year], year, o.Coverage)
			row.Members = len(members)
			if row.Status != Withheld {
				p.caveats(&row, item, own.sample, before)
				before = year
			}
			row.Note = row.Notes.English()
			out = append(out, row)
		}
	}
	return out, nil
}

// A nested is a part and its whole, with the same partner.
type nested struct{ part, whole *Data }

// CommonYears are those in which anyone reported one indicator, and anyone the
// other, ascending.
func CommonYears(a, b *Data) []int { return shared(a, b, 0, 0) }

// both are the sums of a part and of its whole over the same economies.
type both struct {
	members     int
	sample      []string
	part, whole float64
	covered     float64 // in per cent, the lower of the two
}

// sum adds up the members that reported both.
func (p nested) sum(members []string, year int, o SpecializationOptions) both {
	x, y := p.part.values.roster(members, year), p.whole.values.roster(members, year)
	b := both{members: len(members), sample: intersect(x.reporters, y.reporters)}
	b.part, b.whole = p.part.total(b.sample, year), p.whole.total(b.sample, year)
	b.covered = min(p.part.values.valueCoverage(b.sample, x, year), p.whole.values.valueCoverage(b.sample, y, year))
	if o.ByMembers {
		n := float64(len(b.sample))
		b.covered = min(percent(n, o.headcount(x)), percent(n, o.headcount(y)))
	}
	return b
}

// compare sets the item's sums against those of the reference.
func (p nested) compare(item economy.Item, own, world both, year int, c Coverage) SpecializationRow {
	nan := math.NaN()
	row := SpecializationRow{
		Indicator: p.part.Indicator.ID, Of: p.whole.Indicator.ID, Economy: item.String(), Partner: p.part.Partner, Year: year,
		Balassa: nan, Symmetric: nan, Normalised: nan, SharePct: nan, WorldPct: nan, Value: nan, Total: nan, WorldValue: nan, WorldTotal: nan,
		WorldN: len(world.sample), WorldCover: world.covered, Matched: len(own.sample), Covered: own.covered,
	}
	row.judge(item, own, world, c)
	if len(world.sample) > 0 && !math.IsInf(world.part, 0) && !math.IsInf(world.whole, 0) {
		row.WorldValue, row.WorldTotal, row.WorldPct = world.part, world.whole, percent(world.part, world.whole)
	}
	if row.Status != Withheld {
		row.Value, row.Total, row.SharePct = own.part, own.whole, percent(own.part, own.whole)
		row.measure()
	}
	switch row.Reason {
	case NoReason:
	case NoValue:
		row.Notes.add(p.lacking(item.ID, year))
	default:
		row.Notes.because(row.Reason)
	}
	return row
}

// lacking says which of the two an economy has no value of.
func (p nested) lacking(economy string, year int) Note {
	_, ok := p.part.values.at(economy, year)
	_, also := p.whole.values.at(economy, year)
	switch {
	case ok:
		return Note{Key: NoteNoValueOf, Flag: p.whole.Indicator.ID}
	case also:
		return Note{Key: NoteNoValueOf, Flag: p.part.Indicator.ID}
	}
	return Note{Key: ReasonKey(NoValue)}
}

// judge decides whether the item and the reference are covered well enough.
func (row *SpecializationRow) judge(item economy.Item, own, world both, c Coverage) {
	switch {
	case own.members == 0:
		row.Status, row.Reason = Withheld, NoMembers
	case len(own.sample) == 0 && item.Group:
		row.Status, row.Reason, row.Covered = Withheld, NoReporter, 0
	case len(own.sample) == 0:
		row.Status, row.Reason, row.Covered = Withheld, NoValue, math.NaN()
	default:
		row.Status = c.status(own.covered, sumThresholds)
		reference := c.status(world.covered, sumThresholds)
		switch {
		case row.Status == Withheld:
			row.Reason = LowCoverage
		case reference == Withheld:
			row.Status, row.Reason = Withheld, LowReference
		case reference == Partial:
			row.Status = Partial
		}
		// An only reporter is compared with itself.
		if row.Status != Withheld && (item.Group && len(own.sample) < 2 || len(world.sample) < 2) {
			row.Status, row.Reason = c.few(SingleReporter)
		}
	}
}

// measure sets the three forms.
func (row *SpecializationRow) measure() {
	s := formula.Specialization{Part: row.Value, Total: row.Total, WorldPart: row.WorldValue, WorldTotal: row.WorldTotal}
	why := NoReason
	for _, form := range []struct {
		into *float64
		of   func() (float64, Reason)
		by   float64
	}{{&row.Balassa, s.Balassa, 1}, {&row.Symmetric, s.Symmetric, 1}, {&row.Normalised, s.Normalised, 10000}} {
		v, reason := form.of()
		*form.into = v * form.by
		if reason != NoReason && why == NoReason {
			why = reason
		}
	}
	if why == ZeroBase {
		why = ZeroWhole
	}
	if why != NoReason {
		row.Status, row.Reason = Withheld, why
		row.Balassa, row.Symmetric, row.Normalised = math.NaN(), math.NaN(), math.NaN()
	}
}

// caveats notes how the figures of a row are to be read, which a reader compares
// with those of the year before, if that is not 0.
func (p nested) caveats(row *SpecializationRow, item economy.Item, sample []string, before int) {
	n := &row.Notes
	if row.SharePct > 100 {
		n.add(Note{Key: NoteExceedsWhole, Value: row.SharePct})
	}
	if item.Group {
		n.list(NoteMembersExceed, p.exceeding(sample, row.Year))
	}
	if p.part.tradesWithin(item) {
		n.say(NoteInternalTrade)
	}
	for _, d := range []*Data{p.part, p.whole} {
		if before != 0 {
			n.breaks(d.Breaks(sample, before, row.Year))
		}
		if item.Group {
			n.flags(d.Flagged(sample, row.Year), row.Year)
		} else {
			n.ownFlags(d, item.ID, row.Year, row.Year)
		}
	}
	*n = n.once()
}

// exceeding are those of a sample whose part is larger than their whole.
func (p nested) exceeding(sample []string, year int) []string {
	var out []string
	for _, e := range sample {
		x, _ := p.part.values.at(e, year)
		if y, _ := p.whole.values.at(e, year); x > y {
			out = append(out, e)
		}
	}
	return out
}

// merged joins two sorted lists, each name once.
func merged(a, b []string) []string {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}
