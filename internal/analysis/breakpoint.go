package analysis

import (
	"math"

	"tradestats/internal/economy"
	"tradestats/internal/formula"
	"tradestats/internal/frame"
)

// A BreakRow is the best single break of the trend of a series: two lines that
// part in Year leave the least unexplained. The line is of the logarithms, or of
// the levels of a percentage. F is indicative: its usual critical values do not
// hold for a break that was searched for, so there is no p-value. The slopes are
// in per cent a year, or in points for a percentage.
type BreakRow struct {
	Indicator string  `col:"indicator"`
	Economy   string  `col:"economy" show:"economy"`
	Partner   string  `col:"partner"`
	From      int     `col:"from,omitzero" show:"period;fitted"`
	To        int     `col:"to,omitzero"`
	Year      int     `col:"year,omitzero" show:"year;break-year"` // the first of the second line
	F         float64 `col:"f" show:"number:1"`
	DF1       int     `col:"df1,omitzero"`
	DF2       int     `col:"df2,omitzero"`
	Before    float64 `col:"slope_before" show:"?slope"`
	After     float64 `col:"slope_after" show:"slope"`
	SlopeUnit string  `col:"slope_unit"`
	Scale     string  `col:"scale"`
	Flagged   string  `col:"flagged" show:"term"` // yes or no: a break is known there
	Values    int     `col:"values"`
	Members   int     `col:"members"`
	Matched   int     `col:"matched"`
	Covered   float64 `col:"coverage_pct"`
	Status    string  `col:"status" show:"status"`
	Note      string  `col:"note"`

	Reason Reason
	Notes  Notes
}

// BreakRows is a result of FindBreaks.
type BreakRows []BreakRow

// Frame returns the rows as `tradestats breaks` prints them.
func (r BreakRows) Frame() frame.Frame { return frame.Of(r) }

// FindBreaks searches the best single break of each selected item
// (docs/method.md, D11). It needs six values; years may be missing.
func FindBreaks(d *Data, o SeriesOptions) (BreakRows, error) {
	var out BreakRows
	for _, item := range o.Items {
		f, err := d.seriesOf(item, o)
		if err != nil {
			return nil, err
		}
		row := d.breakRow(item, f)
		if f.status == Withheld {
			row.Notes.because(f.reason)
		} else if why := d.findBreak(&row, item, f); why != NoReason {
			row.Status, row.Reason = Withheld, why
			row.Notes.because(why)
		}
		row.Note = row.Notes.English()
		out = append(out, row)
	}
	return out, nil
}

func (d *Data) breakRow(item economy.Item, f fitted) BreakRow {
	none := math.NaN()
	row := BreakRow{
		Indicator: d.Indicator.ID, Economy: item.String(), Partner: d.Partner, F: none, Before: none, After: none,
		SlopeUnit: "per cent a year", Scale: logScale, Values: len(f.values), Members: f.members, Matched: len(f.sample), Covered: f.covered,
		Status: f.status, Reason: f.reason, Notes: f.notes,
	}
	if d.Indicator.IsPercentage() {
		row.Scale, row.SlopeUnit = levelScale, "percentage points a year"
	}
	if n := len(f.years); n > 0 {
		row.From, row.To = f.years[0], f.years[n-1]
	}
	return row
}

// findBreak fills the row in, or says why there is nothing to find.
func (d *Data) findBreak(row *BreakRow, item economy.Item, f fitted) Reason {
	if len(f.values) < 2*formula.MinSegment {
		return FewForBreak
	}
	on := f.values
	if row.Scale == logScale {
		on = make([]float64, len(f.values))
		for k, v := range f.values {
			if v <= 0 {
				return NotPositive
			}
			on[k] = math.Log(v)
		}
	}
	b, why := formula.BestBreak(f.years, on)
	if why != NoReason {
		return why
	}
	before, _ := formula.FitLine(timesOf(f.years[:b.Index]), on[:b.Index])
	after, _ := formula.FitLine(timesOf(f.years[b.Index:]), on[b.Index:])
	row.Year, row.F, row.DF1, row.DF2 = f.years[b.Index], b.F, b.DF1, b.DF2
	row.Before, row.After = before.Slope, after.Slope
	if row.Scale == logScale {
		row.Before, row.After = 100*math.Expm1(before.Slope), 100*math.Expm1(after.Slope)
	}
	n := &row.Notes
	n.say(NoteIndicative)
	if item.Group && row.Matched > 0 {
		n.add(Note{Key: NoteThroughout, Count: row.Matched, Of: row.Members, Since: row.From, Year: row.To})
	}
	d.known(row, f)
	return NoReason
}

// known tells whether a break is flagged where one was found, and notes those
// that are flagged elsewhere.
func (d *Data) known(row *BreakRow, f fitted) {
	row.Flagged = "no"
	if len(f.sample) == 0 {
		for _, year := range f.broken {
			row.Notes.add(Note{Key: NoteOwnBreak, Year: year})
			if year == row.Year {
				row.Flagged = "yes"
			}
		}
		return
	}
	list := d.Breaks(f.sample, row.From, row.To)
	for _, b := range list {
		if b.Year == row.Year {
			row.Flagged = "yes"
		}
	}
	var notes Notes
	notes.breaks(list)
	for _, n := range notes {
		n.Key = NoteKnownBreak
		row.Notes.add(n)
	}
}

func timesOf(years []int) []float64 {
	out := make([]float64, len(years))
	for k, year := range years {
		out[k] = float64(year - years[0])
	}
	return out
}
