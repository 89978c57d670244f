package picture

import (
	"cmp"
	"math"
	"slices"

	"tradestats/internal/chart"
)

// grouped draws up to three years, or up to three indicators of one year, side
// by side.
func (m *maker) grouped() error {
	all, err := m.measure()
	if err != nil {
		return err
	}
	if err := m.sameUnit(); err != nil {
		return err
	}
	body := chart.Grouped{Missing: m.Word("picture.not-reported")}
	ids := idsOf(all)
	years, err := m.groupedYears(all)
	if err != nil {
		return err
	}
	if len(m.used) > 1 {
		for _, i := range m.used {
			body.Series = append(body.Series, m.briefly(i))
		}
	} else {
		for _, y := range years {
			body.Series = append(body.Series, m.Year(y))
		}
	}
	for _, id := range ids {
		row := chart.GroupedRow{Name: m.label(id), Emphasis: m.emphasis(id)}
		for _, i := range m.used {
			for _, y := range years {
				row.Values = append(row.Values, m.cellOf(all, id, i.ID, y))
			}
		}
		body.Rows = append(body.Rows, row)
	}
	body.Ordered = len(m.used) == 1
	slices.SortStableFunc(body.Rows, func(a, b chart.GroupedRow) int {
		return cmp.Compare(sortedBy(b, body.Ordered), sortedBy(a, body.Ordered))
	})
	u := m.unit(all)
	body.Value, body.FirstValue = u.Value, u.First
	m.out.Chart.Body = body
	m.subject = m.subjectOf(all)
	when := m.yearsText()
	if len(years) > 1 && len(m.used) == 1 {
		when = m.List(body.Series)
	}
	m.parts = []string{u.Words, m.perimeter(), when}
	m.tellMarked(all, years...)
	m.tellBegun(all, years...)
	m.tellLater(all, years[len(years)-1])
	m.tell(all, years[len(years)-1])
	return nil
}

// sortedBy is the value that rows are ordered by: of years the newest, of indicators
// the first.
func sortedBy(r chart.GroupedRow, years bool) float64 {
	values := slices.Clone(r.Values)
	if years {
		slices.Reverse(values)
	}
	for _, v := range values {
		if v.Known {
			return v.Value
		}
	}
	return math.Inf(-1)
}

// groupedYears are the years side by side: of one indicator the first, the
// middle and the last of those asked for, of several the newest.
func (m *maker) groupedYears(all []series) ([]int, error) {
	if len(m.used) > 1 || m.q.Year != 0 {
		return []int{m.newestCommon(all)}, nil
	}
	from, to, err := m.two(all)
	if err != nil {
		return nil, err
	}
	if middle := (from + to) / 2; to-from >= 4 {
		return []int{from, middle, to}, nil
	}
	return []int{from, to}, nil
}

// cellOf is a value for a row of a table, and notes it as plotted.
func (m *maker) cellOf(all []series, id, indicator string, year int) chart.Cell {
	for _, s := range all {
		if s.id != id || s.data.Indicator.ID != indicator {
			continue
		}
		p, ok := s.at[year]
		if ok {
			m.plot(s, m.q.As, year, p)
		}
		if ok && p.drawn() {
			return chart.Cell{Value: p.value, Known: true, Status: p.mark}
		}
	}
	return chart.Cell{}
}

// idsOf are the economies and groups of some series, each once, in order.
func idsOf(all []series) []string {
	var out []string
	for _, s := range all {
		if !slices.Contains(out, s.id) {
			out = append(out, s.id)
		}
	}
	return out
}
