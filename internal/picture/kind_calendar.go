package picture

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"tradestats/internal/analysis"
	"tradestats/internal/chart"
	"tradestats/internal/tidy"
)

// calendar shows which years who reported.
func (m *maker) calendar() error {
	data, err := m.prepared()
	if err != nil {
		return err
	}
	if len(data) == 1 {
		m.standardGroup()
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
	if len(data) == 1 { // else in the order asked for
		order := collate.New(language.Make(m.Lang()))
		slices.SortStableFunc(body.Rows, func(a, b chart.CalendarRow) int { return order.CompareString(a.Name, b.Name) })
	}
	m.out.Chart.Body = body
	m.subject = m.say("picture.who-reported", args{"name": uncapital(m.called(data[0].Indicator))})
	if len(data) > 1 {
		m.subject = m.say("picture.who-reported", args{"name": m.name(sel.Items[0].ID).Text})
	}
	m.parts = []string{m.perimeter(), m.yearsText()}
	if m.outside {
		m.note(m.Word("picture.outside"))
	}
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

// calendarRow are the states of an economy's years. Before the first and after the
// last year that anybody has reported the data say nothing of who did not.
func (m *maker) calendarRow(d *analysis.Data, id string, first, last int) chart.CalendarRow {
	row := chart.CalendarRow{Name: m.label(id)}
	known := d.Years()
	newest := m.newestOut(d, known)
	from, to := max(first, known[0]), min(last, newest)
	n := 0
	for y := first; y <= last; y++ {
		v, ok := d.Value(id, y)
		state, flag := chart.StateMissing, ""
		switch {
		case y < from || y > to && !ok:
			row.States = append(row.States, chart.StateOutside)
			m.outside = true
			continue
		case ok:
			if y <= to {
				n++
			}
			state, flag = m.stateOf(d, id, y)
		default:
			v = math.NaN()
		}
		row.States = append(row.States, state)
		m.out.Data = append(m.out.Data, Value{Series: id, Indicator: d.Indicator.ID, Partner: d.Partner, Measure: AsValue, Year: y, Value: v, Unit: d.Indicator.Unit, Flag: flag})
		m.years.add(y)
	}
	row.Count = m.say("picture.n-of-m", args{"n": n, "of": max(0, to-from+1)})
	return row
}

// newestOut is the newest year that counts. One that fewer than a third of the reporters of the year before have reported,
// in figures taken before the end of the year after it, is still being reported: it says nothing of who did not.
func (m *maker) newestOut(d *analysis.Data, known []int) int {
	count := func(year int) (n int) {
		for _, e := range d.EverReported() {
			if _, ok := d.Value(e, year); ok {
				n++
			}
		}
		return n
	}
	taken, _ := strconv.Atoi(strings.SplitN(d.Indicator.Dataset.Vintage, "-", 2)[0]) // 0 where nobody said: all years count
	k := len(known) - 1
	for ; k > 0 && known[k] >= taken-1 && taken > 0; k-- {
		n, then := count(known[k]), count(known[k-1])
		if 3*n >= then {
			break
		}
		m.note(m.say("picture.coming-out", args{"year": known[k], "n": n, "then": then, "before": known[k-1]}))
	}
	return known[k]
}

// stateOf is how firm a reported value is, and its flag.
func (m *maker) stateOf(d *analysis.Data, id string, year int) (state chart.State, flag string) {
	state = chart.StateReported
	for _, f := range d.Flagged([]string{id}, year) {
		flag = f.Flag
		switch markOf(f.Flag) {
		case chart.Estimate:
			state = chart.StateEstimated
		case chart.Provisional:
			state = chart.StateProvisional
		}
	}
	if len(d.Breaks([]string{id}, year-1, year)) > 0 {
		return chart.StateBreak, cmp.Or(flag, tidy.FlagBreak)
	}
	return state, flag
}

// stateLabels are the words of a calendar's key.
func (m *maker) stateLabels() (out [chart.States]string) {
	for state, key := range map[chart.State]string{
		chart.StateReported: "picture.reported", chart.StateEstimated: "flag.estimated", chart.StateProvisional: "flag.provisional",
		chart.StateBreak: "flag.break", chart.StateMissing: "picture.no-data", chart.StateWithheld: "status.withheld",
	} {
		out[state] = capital(m.Word(key))
	}
	return out
}
