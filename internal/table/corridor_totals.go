package table

import (
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
)

// corridorTotals sets totals of the sides beside each other, indicator by
// indicator.
func (r *Reader) corridorTotals(result analysis.Result, rows analysis.CorridorRows) Sheet {
	c := &corridorSheet{Reader: r, result: result, rows: rows}
	var about []catalog.Indicator
	for _, row := range rows {
		c.sides = once(c.sides, row.Reporter)
		if !slices.ContainsFunc(about, func(i catalog.Indicator) bool { return i.ID == row.Indicator }) {
			about = append(about, row.About)
		}
	}
	s := c.Sheet(result.About, "")
	s.Title = c.Result("title.corridor-totals", map[string]any{"a": c.Name(c.sides[0]), "b": c.Name(c.sides[1])})
	s.General, s.Foot = c.Notes(result.Notes), nil
	s.Columns = columns(c.names(), Left(c.Result("corridor.all-partners", nil)), Left(c.Word("year")))
	for _, i := range about {
		s.Foot = once(s.Foot, r.Source(i))
		c.totalsOf(&s, i)
	}
	return s
}

func (c *corridorSheet) totalsOf(s *Sheet, i catalog.Indicator) {
	for _, row := range c.rows {
		if row.Indicator != i.ID || row.Reporter != c.sides[0] {
			continue
		}
		label := "– " + c.measured(row.Measure)
		if row.Measure == analysis.MeasurePerHead {
			label += ", " + c.Locale.Unit(strings.TrimSuffix(row.Unit, " per head"))
		}
		if row.Measure == analysis.MeasureTotal || row.Measure == analysis.MeasureLevel {
			label = c.Title(i, "")
		}
		var cells []*analysis.CorridorRow
		for k := range c.rows {
			if other := &c.rows[k]; other.Indicator == i.ID && other.Measure == row.Measure {
				cells = append(cells, other)
			}
		}
		c.line(s, []string{label, strconv.Itoa(row.Year)}, c.names(), cells,
			analysis.NotePublished, analysis.NotePublishedRate, analysis.NotePublishedChange)
	}
}
