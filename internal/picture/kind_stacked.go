package picture

import (
	"cmp"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
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
	if i := all[0].data.Indicator; !i.Additive() {
		return tidy.Errorf(tidy.Usage, "draw {kind bars}{cli:; a file of your own says its kind and rule in a YAML beside it}", "%s is %s: its values are no parts of a whole", i.ID, kindInWords(i))
	}
	total, parts := m.split(all, whole)
	if total == nil || len(parts) == 0 {
		return m.nothing()
	}
	years := m.stackYears(*total, parts)
	if len(years) == 0 {
		return m.nothing()
	}
	body := chart.Stacked{Rest: true}
	for _, p := range parts {
		body.Parts = append(body.Parts, m.label(p.id))
	}
	body.Parts = append(body.Parts, m.Word(restKey))
	for _, y := range years {
		row, err := m.stack(*total, parts, y, shares)
		if err != nil {
			return err
		}
		body.Rows = append(body.Rows, row)
	}
	m.subject = m.called(total.data.Indicator) + m.Colon() + " " + m.name(total.id).Text
	words := m.unit([]series{*total})
	body.Value, body.Total = words.Round, words.Round
	if shares {
		body.Whole, body.Value = true, func(v float64) string { return m.Number(v, 0) }
		words.Words = m.Word("picture.per-cent-of-total")
		m.note(m.Word("note.rounding"))
	}
	m.out.Chart.Body = body
	m.parts = []string{words.Words, m.yearsText()}
	told := append([]series{*total}, parts...)
	m.tellMarked(told, years...)
	m.tellBegun(told, years...)
	m.tell(told, years[len(years)-1])
	return nil
}

// stack is the bar of a year; one that rests on a part of the members is marked.
func (m *maker) stack(total series, parts []series, year int, shares bool) (chart.StackRow, error) {
	whole := total.at[year]
	row := chart.StackRow{Name: m.Year(year)}
	rest, scale, marked := whole.value, 1.0, whole.mark
	if shares {
		scale = 100 / whole.value
	}
	for _, p := range parts {
		v := p.at[year]
		rest, marked = rest-v.value, max(marked, v.mark)
		row.Parts = append(row.Parts, v.value*scale)
		m.plotPart(p, year, v.value*scale, shares)
	}
	row.Name += mark(marked)
	if rest < -.0005*whole.value {
		return row, tidy.Errorf(tidy.Usage, "name parts that do not overlap", "the parts exceed %s in %d", total.id, year)
	}
	row.Parts = append(row.Parts, max(rest, 0)*scale)
	m.plotPart(series{id: "rest", data: total.data, at: total.at}, year, max(rest, 0)*scale, shares)
	return row, nil
}

func kindInWords(i catalog.Indicator) string {
	if i.Kind == catalog.Unknown {
		return "of a kind that nobody declared"
	}
	return "a " + i.Kind
}

func (m *maker) plotPart(s series, year int, v float64, shares bool) {
	p := s.at[year]
	p.value = v
	m.plot(s, AsValue, year, p)
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
	if len(q.Economies) == 1 { // what its members make of a group is what is asked for
		q.Economies[0] = strings.TrimSuffix(q.Economies[0], membersOf)
	}
	items, err := m.desk.Economies.Select(q.Economies, "9999-12-31")
	if err != nil {
		return "", "", err
	}
	if len(items) == 1 && items[0].Group {
		whole = items[0].String()
		q.Economies = []string{whole, whole + membersOf}
		if whole == economy.World { // an economy is no member of it
			return whole, "picture.other-economies", nil
		}
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
	step := (len(years) + mostStacks - 1) / mostStacks
	var out []int
	for k := len(years) - 1; k >= 0; k -= step { // equal steps back from the newest
		out = append(out, years[k])
	}
	slices.Reverse(out)
	return out
}
