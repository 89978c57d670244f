package picture

import (
	"cmp"
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/chart"
	"tradestats/internal/economy"
	"tradestats/internal/tidy"
)

// most rows and parts of stacked bars.
const (
	mostStacks = 8
	mostParts  = 4 // the rest is the fifth
)

// stacked shows what a whole is made of, a bar a year: of a group its largest
// members, of several economies and groups these in the world; the last part is
// the rest.
func (m *maker) stacked() error {
	whole, restKey, err := m.wholeAndParts()
	if err != nil {
		return err
	}
	shares := m.q.As == AsShare
	m.q.As, m.q.Of = AsValue, ""
	all, err := m.measure()
	if err != nil {
		return err
	}
	if !all[0].data.Indicator.Additive() {
		return tidy.Errorf(tidy.Usage, "draw --kind bars", "%s is a %s: its values are no parts of a whole", all[0].data.Indicator.ID, all[0].data.Indicator.Kind)
	}
	total, parts := m.split(all, whole)
	if total == nil || len(parts) == 0 {
		return m.nothing()
	}
	years := m.stackYears(*total, parts)
	if len(years) == 0 {
		return m.nothing()
	}
	u := m.unit([]series{*total})
	body := chart.Stacked{Value: u.Round, Total: u.Round}
	if shares {
		body = chart.Stacked{Value: func(v float64) string { return m.Number(v, 0) }, Whole: true}
	}
	for _, p := range parts {
		body.Parts = append(body.Parts, m.label(p.id))
	}
	body.Parts = append(body.Parts, m.Word(restKey))
	for _, y := range years {
		row := chart.StackRow{Name: m.Year(y)}
		sum, rest := total.at[y].value, total.at[y].value
		scale := 1.0
		if shares {
			scale = 100 / sum
		}
		for _, p := range parts {
			v := p.at[y].value
			rest -= v
			row.Parts = append(row.Parts, v*scale)
			m.plotPart(p, y, v*scale, shares)
		}
		if rest < -.0005*sum {
			return tidy.Errorf(tidy.Usage, "name parts that do not overlap", "the parts exceed %s in %d", total.id, y)
		}
		row.Parts = append(row.Parts, max(rest, 0)*scale)
		m.plotPart(series{id: "rest", data: total.data, at: total.at}, y, max(rest, 0)*scale, shares)
		body.Rows = append(body.Rows, row)
	}
	m.out.Chart.Body = body
	m.subject = m.called(total.data.Indicator) + m.Colon() + " " + m.name(total.id).Text
	words := u.Words
	if shares {
		words = m.Word("picture.per-cent-of-total")
		m.note(m.Word("note.rounding"))
	}
	m.parts = []string{words, m.yearsText()}
	m.tell([]series{*total}, years[len(years)-1])
	return nil
}

func (m *maker) plotPart(s series, year int, v float64, shares bool) {
	p := s.at[year]
	m.plot(s, AsValue, year, point{value: v, status: p.status})
	if last := &m.out.Data[len(m.out.Data)-1]; shares {
		last.Measure, last.Unit = AsShare, "per cent"
	}
}

// wholeAndParts settles of what the parts are, and asks for both.
func (m *maker) wholeAndParts() (whole, restKey string, err error) {
	q := &m.q
	if len(q.Economies) == 0 {
		q.Economies = []string{economy.World}
	}
	items, err := m.desk.Economies.Select(q.Economies, "9999-12-31")
	if err != nil {
		return "", "", err
	}
	if len(items) == 1 && items[0].Group {
		whole = items[0].String()
		q.Economies = []string{whole, whole + ":members"}
		return whole, "picture.other-members", nil
	}
	if err := m.apart(items); err != nil {
		return "", "", err
	}
	whole = cmp.Or(q.Of, economy.World)
	q.Economies = append([]string{whole}, q.Economies...)
	return whole, "picture.rest", nil
}

// apart refuses parts that share a member: it would be counted twice.
func (m *maker) apart(items []economy.Item) error {
	of := map[string]economy.Item{}
	for _, item := range items {
		members, err := m.desk.Economies.Expand(item, economy.YearEnd(9999))
		if err != nil {
			return err
		}
		for _, e := range members {
			if other, twice := of[e]; twice {
				return tidy.Errorf(tidy.Usage, "leave one of them out", "%s and %s share %s: as parts of a whole it would be counted twice", other, item, e)
			}
			of[e] = item
		}
	}
	return nil
}

// split tells the whole from its largest parts: those of the newest year of the whole.
func (m *maker) split(all []series, whole string) (*series, []series) {
	var total *series
	var parts []series
	for k, s := range all {
		if s.id == whole {
			total = &all[k]
		} else {
			parts = append(parts, s)
		}
	}
	if total == nil {
		return nil, nil
	}
	newest, _ := total.last()
	parts = slices.DeleteFunc(parts, func(s series) bool { return !s.at[newest].drawn() || s.at[newest].status == "" })
	slices.SortStableFunc(parts, func(a, b series) int { return cmp.Compare(b.at[newest].value, a.at[newest].value) })
	return total, parts[:min(len(parts), mostParts)]
}

// stackYears are the years of the bars: those that the whole and every part
// have, at most eight, the first and the last among them.
func (m *maker) stackYears(total series, parts []series) []int {
	var years []int
	for _, y := range total.years() {
		if !slices.ContainsFunc(parts, func(p series) bool {
			return !p.at[y].drawn() || p.at[y].status == analysis.Withheld || p.at[y].status == ""
		}) {
			years = append(years, y)
		}
	}
	if len(years) <= mostStacks {
		return years
	}
	step := (len(years) + mostStacks - 2) / (mostStacks - 1)
	var out []int
	for k := len(years) - 1; k > 0; k -= step {
		out = append(out, years[k])
	}
	if len(out) > 1 && out[len(out)-1]-years[0] < step {
		out = out[:len(out)-1]
	}
	out = append(out, years[0])
	slices.Reverse(out)
	return out
}
