package analysis

import (
	"tradestats/internal/catalog"
	"tradestats/internal/economy"
)

// A PerRow is one indicator for each unit of another, such as exports per head.
// That of a group is the ratio of the sums over the members that reported both.
type PerRow struct {
	Indicator string  `col:"indicator"`
	Per       string  `col:"per"`
	Economy   string  `col:"economy" show:"economy"`
	Partner   string  `col:"partner"`
	Year      int     `col:"year" show:"year"`
	Value     float64 `col:"value" show:"value"`
	PerValue  float64 `col:"per_value" show:"number"`
	Result    float64 `col:"result" show:"number"`
	Unit      string  `col:"unit" show:"unit"`
	Members   int     `col:"members"`
	Matched   int     `col:"matched" show:"members"`
	Covered   float64 `col:"coverage_pct" show:"percent;coverage"`
	Status    string  `col:"status" show:"status"`
	Note      string  `col:"note"`

	Notes Notes
}

// Per divides an indicator by another one, both sums over economies. In one unit the
// result is in per cent of the other.
func Per(d, per *Data, o YearlyOptions) ([]PerRow, error) {
	scale, unit := catalog.PerUnit(d.Indicator, per.Indicator)
	var out []PerRow
	err := eachShared(d, per, o, func(item economy.Item, year int, p pair) {
		row := PerRow{
			Indicator: d.Indicator.ID, Per: per.Indicator.ID, Economy: item.String(), Partner: d.Partner, Year: year,
			Value: p.first, PerValue: p.second, Result: p.quotient(scale), Unit: unit,
			Members: p.members, Matched: len(p.sample), Covered: p.covered, Status: p.status,
			Notes: p.notes(d, per, item, year),
		}
		row.Note = row.Notes.English()
		out = append(out, row)
	})
	return out, err
}
