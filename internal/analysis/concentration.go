package analysis

import (
	"math"

	"tradestats/internal/economy"
	"tradestats/internal/formula"
	"tradestats/internal/frame"
)

// Concentration says how far a whole rests on few of its parts (docs/method.md, D2).
// A measure that there is not is NaN.
type Concentration struct {
	N          int     // parts
	HHI        float64 // sum of the squared shares, 0 to 1
	Normalised float64 // the same, 0 where all parts are equal
	Root       float64 // UNCTAD's form, on square roots
	Effective  float64 // 1/HHI: so many equal parts would be as concentrated
	Top        float64 // share of the largest parts, in per cent
	Uneven     Reason  // why there is neither Normalised nor Root
}

// Concentrate measures the concentration of values in a whole, whose largest
// parts are that many. With the whole given, such as the publisher's World, those
// that did not report are missing from it with their small squares only, so that
// no index moves because they come and go; a whole of 0 is the sum of the values.
func Concentrate(values []float64, whole float64, largest int) (Concentration, Reason) {
	nan := math.NaN()
	c := Concentration{N: len(values), HHI: nan, Normalised: nan, Root: nan, Effective: nan, Top: nan}
	shares, why := formula.SharesOf(values, whole)
	if why != NoReason {
		return c, why
	}
	c.HHI, _ = shares.HHI() // there are shares, and their squares sum to more than zero
	c.Effective, why = shares.Effective()
	if why != NoReason {
		return c, why
	}
	c.Normalised, c.Uneven = shares.Normalised()
	c.Root, _ = shares.Root() // for the same reason
	c.Top, why = shares.Ratio(largest)
	c.Top *= 100
	return c, why
}

// ConcentrationOptions say whose concentration is measured.
type ConcentrationOptions struct {
	Selection
	Coverage
	Top      int // how many of the largest make the concentration ratio
	From, To int // years, both included; 0 is open
}

// A ConcentrationRow says how far the sum over a group rests on few economies.
// The indices are from 0 to 1, shares in per cent.
type ConcentrationRow struct {
	Indicator  string  `col:"indicator"`
	Economy    string  `col:"economy" show:"economy"`
	Partner    string  `col:"partner"`
	Year       int     `col:"year" show:"year"`
	HHI        float64 `col:"hhi" show:"number:4"`
	Normalised float64 `col:"hhi_normalised" show:"?number:4"`
	Root       float64 `col:"hhi_unctad" show:"?number:4"`
	Effective  float64 `col:"effective" show:"number:1"`
	Top        int     `col:"top" show:"year"`
	TopPct     float64 `col:"cr_pct" show:"percent"`
	Largest    string  `col:"largest" show:"economy"`
	LargestPct float64 `col:"largest_pct" show:"?percent"`
	N          int     `col:"n" show:"?members"`
	Members    int     `col:"members"`
	Perimeter  int     `col:"perimeter"`
	Covered    float64 `col:"coverage_pct" show:"percent;coverage"`
	Status     string  `col:"status" show:"status"`
	Note       string  `col:"note"`

	Reason Reason
	Notes  Notes // what the column says
}

// ConcentrationRows is a result of Concentrations.
type ConcentrationRows []ConcentrationRow

// Frame returns the rows as `tradestats concentration` prints them.
func (r ConcentrationRows) Frame() frame.Frame { return frame.Of(r) }

// Concentrations measures the concentration of the sum over each selected group,
// a row for each year that anyone reported (docs/method.md, D2): shares are of the
// publisher's World for the world, else of those that reported. Coverage is that
// of the sum.
func Concentrations(d *Data, o ConcentrationOptions) (ConcentrationRows, error) {
	var out ConcentrationRows
	for _, item := range o.Items {
		var before int
		for _, year := range within(d.values.all, o.From, o.To) {
			members, err := o.Members(item, year)
			if err != nil {
				return nil, err
			}
			row := d.concentration(item, members, year, before, o)
			if row.Status != Withheld {
				before = year
			}
			out = append(out, row)
		}
	}
	return out, nil
}

// concentration is the row of a year; before is the year of the row that a
// reader compares it with, or 0.
func (d *Data) concentration(item economy.Item, members []string, year, before int, o ConcentrationOptions) ConcentrationRow {
	sum := d.aggregate(members, year, item, AggregateOptions{Selection: o.Selection, Coverage: o.Coverage})
	nan := math.NaN()
	row := ConcentrationRow{
		Indicator: d.Indicator.ID, Economy: item.String(), Partner: d.Partner, Year: year, Top: o.Top,
		HHI: nan, Normalised: nan, Root: nan, Effective: nan, TopPct: nan, LargestPct: nan,
		N: sum.Reporting, Members: sum.Members, Perimeter: sum.Perimeter, Covered: sum.Covered, Status: sum.Status, Reason: sum.Reason,
	}
	if row.Status != Withheld {
		row.measure(d, item, sum.Sample, o.Coverage)
	}
	if row.Reason != NoReason {
		row.Notes.because(row.Reason)
	}
	if row.Status != Withheld {
		if before != 0 {
			row.Notes.breaks(d.Breaks(sum.Sample, before, year))
		}
		row.Notes.flags(d.Flagged(sum.Sample, year), year)
	}
	row.Note = row.Notes.English()
	return row
}

// measure sets the indices, and notes what they are of.
func (row *ConcentrationRow) measure(d *Data, item economy.Item, reporters []string, rule Coverage) {
	order := byPlace(d.values, reporters, row.Year)
	values, sum := make([]float64, len(order)), 0.0
	for k, p := range order {
		values[k] = p.value
		sum += p.value
	}
	whole, of := sum, Notes{{Key: NoteSharesReported}}
	if v, ok := d.Published(item.ID, row.Year); ok && item.ID == economy.World && item.Pin == "" {
		// A World that rounding alone makes smaller than its parts is still their whole.
		if sum <= v*(1+1e-3) && values[0] <= v {
			whole, of = v, Notes{{Key: NoteSharesWorld}}
			if row.Covered = min(row.Covered, percent(sum, v)); worse(rule.status(row.Covered, sumThresholds), row.Status) {
				row.Status = rule.status(row.Covered, sumThresholds)
			}
			if row.Status == Withheld {
				row.Reason = LowCoverage
				return
			}
		} else {
			of = Notes{{Key: NoteWorldExceeded, Value: v}}
		}
	}
	c, why := Concentrate(values, whole, row.Top)
	if whole == 0 || why == ZeroBase {
		why = ZeroWhole
	}
	if why != NoReason {
		row.Status, row.Reason = Withheld, why
		return
	}
	row.HHI, row.Normalised, row.Root, row.Effective, row.TopPct = c.HHI, c.Normalised, c.Root, c.Effective, c.Top
	row.Largest, row.LargestPct = reporters[order[0].at], percent(order[0].value, whole)
	row.Notes = append(row.Notes, of...)
	if of[0].Key == NoteSharesWorld {
		row.Notes.publishedFlags(d, item.ID, row.Year, row.Year)
	}
	if d.tradesWithin(item) {
		row.Notes.say(NoteInternalTrade)
	}
	if c.Uneven == formula.ShortOfWhole {
		row.Notes.because(c.Uneven)
	}
}
