package analysis

import (
	"math"

	"tradestats/internal/economy"
)

// A ComparedRow sets a publisher's own group beside ours, on its composition.
type ComparedRow struct {
	Indicator string  `col:"indicator"`
	Group     string  `col:"group" show:"economy"`
	Partner   string  `col:"partner"`
	Year      int     `col:"year" show:"year"`
	Value     float64 `col:"value" show:"value"`
	Published float64 `col:"published" show:"value;publisher"`
	Diff      float64 `col:"difference" show:"change"`
	DiffPct   float64 `col:"difference_pct" show:"signed:2"`
	Unit      string  `col:"unit"`
	Rule      string  `col:"rule"`
	Members   int     `col:"members"`
	Reporting int     `col:"reporting" show:"members"`
	Covered   float64 `col:"coverage_pct" show:"percent;coverage"`
	Status    string  `col:"status" show:"status"`
	Note      string  `col:"note"`

	Notes Notes
}

// ComparePublished sets the publisher's own groups beside ours, year by year. Of the
// world the World Bank's composition is taken where the figures are its own: the
// economies of its list. What the publisher withholds or we do stands empty.
func ComparePublished(d *Data, o YearlyOptions) ([]ComparedRow, error) {
	var out []ComparedRow
	for _, item := range o.Items {
		if !item.Group || item.Pin != "" || len(d.PublishedYears(item.ID)) == 0 {
			continue
		}
		for _, year := range within(d.values.all, o.From, o.To) {
			members, err := o.Members(item, year)
			if err != nil {
				return nil, err
			}
			if d.Indicator.Dataset.Source == worldBank && item.ID == economy.World {
				members = o.bankList(members)
			}
			a := d.aggregate(members, year, item, AggregateOptions{Selection: o.Selection, Coverage: o.Coverage})
			a.finish(d, item)
			out = append(out, setBeside(d, item, a))
		}
	}
	return out, nil
}

// worldBank is the World Bank as the catalogue calls it.
const worldBank = "worldbank"

// bankList keeps the economies of the World Bank's list.
func (s Selection) bankList(members []string) []string {
	var out []string
	for _, m := range members {
		if e, ok := s.Economies.Economy(m); ok && e.BankRegion != "" {
			out = append(out, m)
		}
	}
	return out
}

func setBeside(d *Data, item economy.Item, a Aggregation) ComparedRow {
	row := ComparedRow{
		Indicator: a.Indicator, Group: item.String(), Partner: a.Partner, Year: a.Year, Value: a.Value, Published: math.NaN(),
		Diff: math.NaN(), DiffPct: math.NaN(), Unit: a.Unit, Rule: a.Rule, Members: a.Members, Reporting: a.Reporting,
		Covered: a.Covered, Status: a.Status, Notes: a.Notes.Without(NotePublished, NoteNever, NoteInternalTrade, NoteLargest),
	}
	v, ok := d.Published(item.ID, a.Year)
	if !ok {
		row.Notes.say(NoteNotPublished)
	} else {
		row.Published = v
		if !math.IsNaN(a.Value) {
			row.Diff = a.Value - v
			row.DiffPct = percent(row.Diff, math.Abs(v))
		}
	}
	row.Note = row.Notes.English()
	return row
}
