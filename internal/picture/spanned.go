package picture

import (
	"tradestats/internal/analysis"
	"tradestats/internal/economy"
)

// tellSpanned says which breaks of large members the publisher's own World spans, in
// the years that are drawn: what they add cannot be taken out of it.
func (m *maker) tellSpanned() {
	years := map[string]*span{} // by indicator
	var order []string
	for _, v := range m.out.Data {
		if v.Series != economy.World || v.Status != published {
			continue
		}
		if years[v.Indicator] == nil {
			years[v.Indicator] = &span{}
			order = append(order, v.Indicator)
		}
		years[v.Indicator].add(v.Year)
		switch v.Measure {
		case AsGrowth:
			years[v.Indicator].add(v.Year - 1)
		case AsIndex:
			years[v.Indicator].add(m.q.Base)
		}
	}
	for _, id := range order {
		m.tellSpannedOf(id, *years[id])
	}
}

func (m *maker) tellSpannedOf(indicator string, s span) {
	for _, d := range m.data {
		if d.Indicator.ID != indicator || s.first == s.last {
			continue
		}
		members, err := m.desk.Economies.Members(economy.World, economy.YearEnd(s.last))
		if err != nil {
			continue // the data know the World by a code alone
		}
		list, at := d.Spanned(members, s.first, s.last)
		for _, b := range list {
			n := analysis.Note{Key: analysis.NoteSpanned, Economies: b.Economy, Since: at, Year: b.Year, Value: b.Share}
			m.note(sentence(m.name(economy.World).Text + m.Colon() + " " + m.reader.Note(n)))
		}
	}
}
