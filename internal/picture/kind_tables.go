package picture

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/chart"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// heatmap colours the cells of a table: economies or corridors by years, or of
// several indicators by these in one year.
func (m *maker) heatmap() error {
	if len(m.q.Economies) == 0 {
		m.q.Economies = []string{"g20:members"}
	}
	all, err := m.measure()
	if err != nil {
		return err
	}
	if err := m.sameUnit(); err != nil {
		return err
	}
	u := m.unit(all)
	body := chart.Heatmap{Diverging: m.q.As == AsGrowth, Value: u.Round, Cut: u.Tick, KeyTitle: capital(u.Words), NoData: m.Word("picture.no-data"), Estimate: m.Word("picture.estimate"), Provisional: m.Word("flag.provisional")}
	if len(m.used) > 1 {
		m.heatItems(&body, all)
	} else {
		m.heatYears(&body, all)
	}
	m.out.Chart.Body = body
	m.subject = m.subjectOf(all)
	m.parts = []string{u.Words, m.yearsText()}
	m.tell(all, m.years.last)
	return nil
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

// calendar shows which years who reported.
func (m *maker) calendar() error {
	data, err := m.prepared()
	if err != nil {
		return err
	}
	if len(m.q.Economies) == 0 && len(data) == 1 {
		m.q.Economies = []string{"g20:members"}
	}
	sel, err := m.desk.Selection(m.q.Query, data[0].Years(), "world")
	if err != nil {
		return err
	}
	if len(data) > 1 && len(sel.Items) > 1 {
		return tidy.Errorf(tidy.Usage, "name one economy, or one indicator", "a calendar shows one indicator of several economies, or several of one")
	}
	first, last := m.spanOf(data)
	body := chart.Calendar{First: first, Labels: m.stateLabels()}
	for _, d := range data {
		m.uses(d.Indicator)
		for _, item := range sel.Items {
			if item.Group {
				return tidy.Errorf(tidy.Usage, "write "+item.String()+":members for each of its members", "a calendar is of economies, %s is a group", item)
			}
			row := m.calendarRow(d, item.String(), first, last)
			if len(data) > 1 {
				row.Name = m.called(d.Indicator)
			}
			body.Rows = append(body.Rows, row)
		}
	}
	m.out.Chart.Body = body
	m.subject = m.say("picture.who-reported", args{"name": m.called(data[0].Indicator)})
	if len(data) > 1 {
		m.subject = m.say("picture.who-reported", args{"name": m.name(sel.Items[0].ID).Text})
	}
	m.parts = []string{m.yearsText()}
	return nil
}

func (m *maker) spanOf(data []*analysis.Data) (first, last int) {
	for _, d := range data {
		for _, y := range d.Years() {
			if first == 0 || y < first {
				first = y
			}
			last = max(last, y)
		}
	}
	from, to := m.q.Span()
	if from != 0 {
		first = from
	}
	if to != 0 {
		last = to
	}
	return first, last
}

func (m *maker) calendarRow(d *analysis.Data, id string, first, last int) chart.CalendarRow {
	row := chart.CalendarRow{Name: m.label(id)}
	n := 0
	for y := first; y <= last; y++ {
		state, status := chart.StateMissing, "missing"
		v, ok := d.Value(id, y)
		if ok {
			n++
			state, status = chart.StateReported, analysis.OK
			for _, f := range d.Flagged([]string{id}, y) {
				status = f.Flag
				switch markOf(f.Flag) {
				case chart.Estimate:
					state = chart.StateEstimated
				case chart.Provisional:
					state = chart.StateProvisional
				}
			}
			if len(d.Breaks([]string{id}, y-1, y)) > 0 {
				state, status = chart.StateBreak, "break"
			}
		} else {
			v = math.NaN()
		}
		row.States = append(row.States, state)
		m.out.Data = append(m.out.Data, Value{id, d.Indicator.ID, AsValue, y, v, d.Indicator.Unit, status})
		m.years.add(y)
	}
	row.Count = m.say("picture.n-of-m", args{"n": n, "of": last - first + 1})
	return row
}

// bullet sets levels against a target.
func (m *maker) bullet() error {
	q := study.Target{Query: m.q.Query}
	if value, year, ok := strings.Cut(m.q.Target, "@"); ok && len(m.q.Indicators) == 1 {
		v, err := strconv.ParseFloat(value, 64)
		y, notYear := strconv.Atoi(year)
		if err != nil || notYear != nil {
			return tidy.Errorf(tidy.Usage, "write the id of one, or VALUE@YEAR as in 75@2030", "--target %q is no target", m.q.Target)
		}
		q.Set, q.Indicators = []study.OwnGoal{{Indicator: m.q.Indicators[0], Value: v, Year: y}}, nil
	} else if m.q.Target != "" {
		q.Targets, q.Indicators = []string{m.q.Target}, nil
	} else {
		return tidy.Errorf(tidy.Usage, "name one of 'tradestats list targets' with --target, or VALUE@YEAR", "bullet bars need a target")
	}
	results, err := q.Run(m.ctx, m.desk)
	if err != nil {
		return err
	}
	var rows analysis.TargetRows
	for _, r := range results {
		m.uses(r.About)
		rows = append(rows, r.Rows.(analysis.TargetRows)...)
	}
	if len(m.used) > 1 {
		return tidy.Errorf(tidy.Usage, "name one target of it", "the targets of %s are measured in several units", m.q.Target)
	}
	return m.bulletRows(rows)
}

func (m *maker) bulletRows(rows analysis.TargetRows) error {
	i := m.used[0]
	most, reached := 0.0, 0
	for _, r := range rows {
		most = math.Max(most, math.Max(orZero(r.Value), r.TargetValue))
	}
	u := UnitOf(m.Locale, i, most)
	body := chart.Bullet{Value: u.Value, Tick: u.Tick, TopTick: u.Top, TargetLabel: m.say("picture.target", args{"year": rows[0].TargetYear})}
	if i.IsPercentage() && most <= 100 {
		body.Max = 100
	}
	counted, groups := 0, 0
	for _, r := range rows {
		_, group := m.desk.Economies.Group(r.Economy)
		row := chart.BulletRow{Name: m.label(r.Economy), Value: r.Value, Target: r.TargetValue, HasTarget: true, Emphasis: m.emphasis(r.Economy)}
		if math.IsNaN(r.Value) {
			row.Value, row.Missing = 0, m.Word("picture.not-reported")
		} else {
			m.years.add(r.Year)
		}
		switch {
		case group:
			groups++
		case row.Missing == "":
			counted++
			if r.Gap <= 0 {
				reached++
			}
		}
		body.Rows = append(body.Rows, row)
		m.out.Data = append(m.out.Data, Value{r.Economy, i.ID, AsValue, r.Year, r.Value, i.Unit, r.Status}, Value{r.Economy, i.ID, "target", r.TargetYear, r.TargetValue, i.Unit, ""})
	}
	slices.SortStableFunc(body.Rows, func(a, b chart.BulletRow) int { return cmp.Compare(b.Value, a.Value) })
	m.out.Chart.Body = body
	m.subject = m.called(i)
	m.parts = []string{u.Words, m.yearsText()}
	if counted > 1 && counted+groups == len(rows) { // a finding on economies: a group is none of them
		m.title = m.say("picture.finding-reached", args{"n": reached, "of": counted, "year": rows[0].TargetYear})
	}
	if rows[0].Target != "" {
		m.note(sentence(m.reader.Note(analysis.Note{Key: analysis.NoteTarget, Target: rows[0].Target})))
	}
	return nil
}

// stateLabels are the words of a calendar's key.
func (m *maker) stateLabels() (out [chart.States]string) {
	for state, key := range map[chart.State]string{
		chart.StateReported: "picture.reported", chart.StateEstimated: "flag.estimated", chart.StateProvisional: "flag.provisional",
		chart.StateBreak: "flag.break", chart.StateMissing: "picture.not-reported", chart.StateWithheld: "status.withheld",
	} {
		out[state] = capital(m.Word(key))
	}
	return out
}
