package picture

import (
	"tradestats/internal/analysis"
	"tradestats/internal/chart"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// fan carries a series on, with the ranges that hold 50 and 80 % of the
// outcomes if its past simply went on.
func (m *maker) fan() error {
	q := study.Forecast{Query: m.q.Query, Horizon: m.q.Horizon}
	results, err := q.Run(m.ctx, m.desk)
	if err != nil {
		return err
	}
	rows := results[0].Rows.(analysis.ForecastRows)
	if len(results) > 1 || rows[0].Economy != rows[len(rows)-1].Economy {
		return tidy.Errorf(tidy.Usage, "draw a chart of each", "a projection shows one economy or group")
	}
	if rows[0].Status == analysis.Withheld {
		return tidy.Errorf(tidy.Empty, "give a longer series", "nothing to draw: %s cannot be projected: %s", rows[0].Economy, rows[0].Note)
	}
	data, err := m.prepared()
	if err != nil {
		return err
	}
	m.uses(data[0].Indicator)
	s := fitted(rows[0], data[0])
	all := []series{s}
	u := m.fanUnit(s, rows)
	body := chart.Fan{Name: m.label(s.id), Points: s.line(), ReportedLabel: m.Word("picture.reported"), ProjectedLabel: m.Word("picture.projected"),
		Label80: m.say("picture.range", args{"share": 80.}), Value: u.Round, Tick: u.Tick, TopTick: u.Top, FromZero: true, Max: m.ceiling(all)}
	m.plotAll(s)
	for _, r := range rows {
		body.Projection = append(body.Projection, chart.FanPoint{X: r.Year, Mid: r.Value, Low80: r.Low80, High80: r.High80, Low50: r.Low50, High50: r.High50})
		m.plotProjection(s, r)
	}
	m.out.Chart.Body = body
	m.subject = m.subjectOf(all)
	m.parts = []string{u.Words, m.yearsText()}
	last := rows[len(rows)-1]
	m.note(m.say("picture.fan", args{"from": last.From, "to": last.To}))
	for _, n := range last.Notes {
		switch n.Key {
		case analysis.NotePublishedSeries:
			m.note(m.say("picture.published-totals", args{"publisher": publisherOf(m.Locale, data[0].Indicator), "of": m.name(s.id)}))
			m.tellSpannedOf(data[0].Indicator.ID, span{first: last.From, last: last.To})
		case analysis.NoteBreak: // which speaks of a change elsewhere
			m.note(m.say("picture.fan-break", args{"who": m.name(n.Economies), "year": n.Year}))
		case analysis.NoteThroughout, analysis.NoteAfterBreak, analysis.NoteOwnBreak, analysis.NoteGapBefore, analysis.NoteConstant:
			m.note(sentence(m.reader.Note(n)))
		}
	}
	return nil
}

// fitted is the series that a projection was laid on: drawing another one, such as
// all who reported a year, would show a jump where it begins.
func fitted(r analysis.ForecastRow, d *analysis.Data) series {
	s := series{id: r.Economy, data: d, at: map[int]point{}}
	for k, year := range r.FittedYears {
		s.at[year] = point{value: r.Fitted[k], status: r.Status}
	}
	s.status()
	return s
}

func (m *maker) plotProjection(s series, r analysis.ForecastRow) {
	for k, v := range []float64{r.Value, r.Low50, r.High50, r.Low80, r.High80} {
		m.plot(s, ahead[k], r.Year, point{value: v, status: r.Status})
	}
}

// ahead are the measures of a projection: its median and the ends of the ranges drawn.
var ahead = []string{"projection", "lower_50", "upper_50", "lower_80", "upper_80"}

func (m *maker) fanUnit(s series, rows analysis.ForecastRows) Unit {
	most := largest([]series{s})
	for _, r := range rows {
		most = max(most, r.High80)
	}
	return m.unitFor(s.data.Indicator, most)
}
