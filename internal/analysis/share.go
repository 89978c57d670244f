package analysis

import (
	"math"
	"slices"

	"tradestats/internal/economy"
	"tradestats/internal/formula"
)

// A ShareRow is what an item makes of a whole.
type ShareRow struct {
	Indicator string  `col:"indicator"`
	Economy   string  `col:"economy" show:"economy"`
	Partner   string  `col:"partner"`
	Year      int     `col:"year" show:"year"`
	Value     float64 `col:"value" show:"value"`
	Of        string  `col:"of"`
	Whole     float64 `col:"of_value" show:"value"`
	SharePct  float64 `col:"share_pct" show:"percent"`
	Unit      string  `col:"unit"`
	Members   int     `col:"members"`
	Matched   int     `col:"matched" show:"members"`
	Covered   float64 `col:"coverage_pct" show:"percent;coverage"`
	Status    string  `col:"status" show:"status"`
	Note      string  `col:"note"`

	Sample []string // members whose sum it is, where it is one in a group
	Notes  Notes
}

// ShareOfIndicator is the share of an indicator in another one that contains it, or
// that it is set against, of the members that reported both.
func ShareOfIndicator(d, of *Data, o YearlyOptions) ([]ShareRow, error) {
	var out []ShareRow
	err := eachShared(d, of, o, func(item economy.Item, year int, p pair) {
		row := ShareRow{
			Indicator: d.Indicator.ID, Economy: item.String(), Partner: d.Partner, Year: year, Value: p.first,
			Of: of.Indicator.ID, Whole: p.second, SharePct: p.quotient(100), Unit: d.Indicator.Unit,
			Members: p.members, Matched: len(p.sample), Covered: p.covered, Status: p.status, Notes: p.notes(d, of, item, year),
		}
		if row.SharePct > 100 {
			row.Notes.say(NoteAboveWhole)
		}
		row.Note = row.Notes.English()
		out = append(out, row)
	})
	return out, err
}

// ShareOfGroup is the share of each item in a group, of which the publisher's own
// value is taken where there is one. The less covered of the two gives the status.
func ShareOfGroup(d *Data, of economy.Item, o YearlyOptions) ([]ShareRow, error) {
	var out []ShareRow
	for _, item := range o.Items {
		for _, year := range within(d.values.all, o.From, o.To) {
			rows, err := d.share(item, of, year, o)
			if err != nil {
				return nil, err
			}
			out = append(out, rows)
		}
	}
	return out, nil
}

func (d *Data) share(item, of economy.Item, year int, o YearlyOptions) (ShareRow, error) {
	a := AggregateOptions{Selection: o.Selection, Coverage: o.Coverage}
	var sides [2]Aggregation
	for k, it := range []economy.Item{item, of} {
		members, err := o.Members(it, year)
		if err != nil {
			return ShareRow{}, err
		}
		sides[k] = d.aggregate(members, year, it, a)
		sides[k].finish(d, it)
	}
	part, whole := sides[0], sides[1]
	row := ShareRow{
		Indicator: d.Indicator.ID, Economy: item.String(), Partner: d.Partner, Year: year, Value: part.Value, Of: of.String(),
		Whole: whole.Value, SharePct: math.NaN(), Unit: d.Indicator.Unit, Members: part.Members, Matched: part.Reporting,
		Covered: part.Covered, Status: part.Status, Sample: part.Sample, Notes: part.Notes.Without(NotePublished),
	}
	if v, ok := d.Published(of.ID, year); ok && of.Pin == "" {
		row.Whole = v
		if of.ID == economy.World {
			row.Notes.say(NoteShareWorld)
		} else {
			row.Notes.say(NoteSharePublished)
		}
	} else {
		row.ofReporters(whole)
	}
	row.Notes.breaks(d.Breaks(part.Sample, year-1, year))
	row.divide()
	row.Note = row.Notes.English()
	return row, nil
}

// ofReporters takes the sum of the reporters as the whole, with its coverage.
func (row *ShareRow) ofReporters(whole Aggregation) {
	if worse(whole.Status, row.Status) {
		row.Status, row.Covered = whole.Status, whole.Covered
		row.Notes.add(Note{Key: NoteWholeCovered, Value: orElse(whole.Covered, 0)})
		if whole.Reason != NoReason {
			row.Notes.because(whole.Reason)
		}
	}
}

// worse tells whether a status says less than another one.
func worse(a, b string) bool {
	order := []string{OK, Partial, Withheld}
	return slices.Index(order, a) > slices.Index(order, b)
}

func (row *ShareRow) divide() {
	switch {
	case row.Status == Withheld:
	case !(row.Whole > 0):
		row.Status = Withheld
		row.Notes.because(DividesByZero)
	default:
		row.SharePct = 100 * row.Value / row.Whole
		if row.SharePct < 0 {
			row.Notes.because(formula.NegativeValue)
		}
	}
}
