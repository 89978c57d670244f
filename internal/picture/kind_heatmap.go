package picture

import (
	"cmp"
	"slices"

	"tradestats/internal/chart"
	"tradestats/internal/tidy"
)

// heatmap colours the cells of a table: economies or corridors by years, or of
// several indicators by these in one year.
func (m *maker) heatmap() error {
	m.standardGroup()
	all, err := m.measure()
	if err != nil {
		return err
	}
	if err := m.sameUnit(); err != nil {
		return err
	}
	u := m.unit(all)
	body := chart.Heatmap{Diverging: m.q.As == AsGrowth, Value: u.Round, Cut: u.Tick, KeyTitle: capital(u.Words), NoData: m.Word("picture.no-data"), Estimate: m.Word("picture.estimate"), Provisional: m.Word("flag.provisional")}
	body.Cuts = m.shareCuts(all, 10)
	if len(m.used) > 1 {
		m.heatItems(&body, all)
	} else {
		m.heatYears(&body, all)
	}
	m.out.Chart.Body = body
	m.subject = m.subjectOf(all)
	m.parts = []string{u.Words, m.perimeter(), m.yearsText()}
	m.tellBreakYears(all)
	m.tellBegun(all)
	m.tell(all, m.years.last)
	return nil
}

// shareCuts are cuts for percentages that fill the range up to 100, where a class
// tells as much at the top as at the bottom; none for what is not.
func (m *maker) shareCuts(all []series, lowest float64) []float64 {
	if m.ceiling(all) != 100 {
		return nil
	}
	return []float64{lowest, 20 + lowest/2, 50, 65, 80, 90}
}

// heatYears are rows of years, the highest newest value first.
func (m *maker) heatYears(body *chart.Heatmap, all []series) {
	first, last := 0, 0
	for _, s := range all {
		years := s.years()
		if first == 0 || years[0] < first {
			first = years[0]
		}
		last = max(last, years[len(years)-1])
	}
	for y := first; y <= last; y++ {
		body.Columns = append(body.Columns, m.Year(y))
	}
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b series) int {
		_, p := a.last()
		_, q := b.last()
		return cmp.Compare(q.value, p.value)
	})
	for _, s := range sorted {
		row := chart.HeatRow{Name: m.labelOf(s, all), Emphasis: m.emphasis(s.id)}
		for y := first; y <= last; y++ {
			p, ok := s.at[y]
			if ok {
				m.plot(s, m.q.As, y, p)
			}
			cell := chart.Cell{}
			if ok && p.drawn() {
				cell = chart.Cell{Value: p.value, Known: true, Status: p.mark}
			}
			row.Cells = append(row.Cells, cell)
		}
		body.Rows = append(body.Rows, row)
	}
}

// heatItems are rows of indicators in one year.
func (m *maker) heatItems(body *chart.Heatmap, all []series) {
	year := m.newestCommon(all)
	for _, i := range m.used {
		body.Columns = append(body.Columns, m.briefly(i))
	}
	type key struct{ id, partner string }
	var order []key
	for _, s := range all {
		if k := (key{s.id, s.data.Partner}); !slices.Contains(order, k) {
			order = append(order, k)
		}
	}
	for _, k := range order {
		row := chart.HeatRow{Name: m.label(k.id), Emphasis: m.emphasis(k.id)}
		if k.partner != tidy.World {
			row.Name += " → " + m.label(k.partner)
		}
		for _, i := range m.used {
			cell := chart.Cell{}
			for _, s := range all {
				if s.id == k.id && s.data.Partner == k.partner && s.data.Indicator.ID == i.ID && s.at[year].drawn() && s.at[year].status != "" {
					cell = chart.Cell{Value: s.at[year].value, Known: true, Status: s.at[year].mark}
					m.plot(s, m.q.As, year, s.at[year])
				}
			}
			row.Cells = append(row.Cells, cell)
		}
		body.Rows = append(body.Rows, row)
	}
}
