package analysis

import (
	"math"

	"tradestats/internal/frame"
)

// IndexOptions say in which years an index is taken, and on which base.
type IndexOptions struct {
	Selection
	Coverage
	Base     int // the year that is 100; 0 is the first that can be published
	From, To int // years, both included; 0 is open
}

// An IndexRow is the level of a year with that of the base year as 100. Of a group
// both are of the members that reported in both years: an index of whoever
// reported would move because they come and go.
type IndexRow struct {
	Indicator string  `col:"indicator"`
	Economy   string  `col:"economy" show:"economy"`
	Partner   string  `col:"partner"`
	Year      int     `col:"year" show:"year"`
	Index     float64 `col:"index" show:"number:1"`
	Base      int     `col:"base_year" show:"year"`
	Value     float64 `col:"value" show:"value"`
	BaseValue float64 `col:"base_value" show:"value"`
	Members   int     `col:"members"`
	Matched   int     `col:"matched" show:"members"`
	Covered   float64 `col:"coverage_pct" show:"percent;coverage"`
	Status    string  `col:"status" show:"status"`
	Note      string  `col:"note"`

	Notes Notes
}

// IndexRows is a result of Index.
type IndexRows []IndexRow

// Frame returns the rows as `tradestats index` prints them.
func (r IndexRows) Frame() frame.Frame { return frame.Of(r) }

// Index sets each year of each selected item against its base year
// (docs/method.md, B14). The rule for what is missing is that of growth between the two
// years.
func Index(d *Data, o IndexOptions) (IndexRows, error) {
	var out IndexRows
	for _, item := range o.Items {
		g := GrowthOptions{Selection: o.Selection, Coverage: o.Coverage, Method: CAGR, From: o.Base}
		base, _, err := d.span(item, g)
		if err != nil {
			return nil, err
		}
		for _, year := range within(d.values.all, o.From, o.To) {
			g.Method = levels
			row, err := d.growth(item, min(base, year), max(base, year), g)
			if err != nil {
				return nil, err
			}
			out = append(out, indexRow(row, base, year))
		}
	}
	return out, nil
}

// indexRow turns the growth between two years into an index of one on the other.
func indexRow(g GrowthRow, base, year int) IndexRow {
	row := IndexRow{
		Indicator: g.Indicator, Economy: g.Economy, Partner: g.Partner, Year: year, Base: base, Index: math.NaN(),
		Value: g.End, BaseValue: g.Start, Members: g.Members, Matched: g.Matched, Covered: g.Covered, Status: g.Status,
		Notes: g.Notes.Without(NotePublishedRate, NotePublishedChange, NoteMultiplied, NoteOtherSign, NotePointsYearly),
	}
	if year < base {
		row.Value, row.BaseValue = g.Start, g.End
	}
	if row.Status != Withheld {
		if row.BaseValue > 0 {
			if row.Index = 100 * row.Value / row.BaseValue; math.IsInf(row.Index, 0) {
				row.Index, row.Status = math.NaN(), Withheld
				row.Notes.because(NotFinite)
			}
		} else if row.Status = Withheld; row.BaseValue == 0 {
			row.Notes.because(ZeroBase)
		} else {
			row.Notes.because(NegativeBase)
		}
	}
	row.Note = row.Notes.English()
	return row
}
