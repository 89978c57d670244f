package picture

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/chart"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// bullet sets levels against one target.
func (m *maker) bullet() error {
	q, own, err := m.targetQuestion()
	if err != nil {
		return err
	}
	results, err := q.Run(m.ctx, m.desk)
	if err != nil {
		return err
	}
	var rows analysis.TargetRows
	targets := []string{}
	for _, r := range results {
		m.uses(r.About)
		for _, row := range r.Rows.(analysis.TargetRows) {
			rows = append(rows, row)
			targets = union(targets, []string{row.Target})
		}
	}
	if len(targets) > 1 {
		return tidy.Errorf(tidy.Usage, "name one of them: "+strings.Join(targets, ", "), "%s has %d targets, and bars stand against one", m.q.Target, len(targets))
	}
	if own {
		if err := checkScale(m.used[0], rows); err != nil {
			return err
		}
	}
	m.bulletRows(rows)
	if own {
		m.note(m.Word("picture.own-target"))
	} else if note, ok := rows[0].Notes.Find(analysis.NoteTarget); ok {
		m.note(sentence(m.reader.Note(note)))
	}
	return nil
}

// targetQuestion reads --target: an id, or a value and a year of one's own.
func (m *maker) targetQuestion() (q study.Target, own bool, err error) {
	q.Query = m.q.Query
	q.Indicators = nil
	value, year, own := strings.Cut(m.q.Target, "@")
	switch {
	case m.q.Target == "":
		return q, false, tidy.Errorf(tidy.Usage, "name one{cli: of 'tradestats list targets'} with {target}, or VALUE@YEAR", "bullet bars need a target")
	case !own:
		q.Targets = []string{m.q.Target}
		return q, false, nil
	case len(m.q.Indicators) != 1:
		return q, true, tidy.Errorf(tidy.Usage, "name one", "a target of your own needs the indicator that it is for")
	}
	v, notValue := strconv.ParseFloat(value, 64)
	y, notYear := strconv.Atoi(year)
	if notValue != nil || notYear != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return q, true, tidy.Errorf(tidy.Usage, "write the id of one, or VALUE@YEAR as in 75@2030, in the unit of the indicator", "{target %q} is no target", m.q.Target)
	}
	q.Set = []study.OwnGoal{{Indicator: m.q.Indicators[0], Value: v, Year: y}}
	return q, true, nil
}

// checkScale refuses a target of one's own in money that is less than a hundredth of the middle value: amounts are kept
// in millions and shown in billions, so it was meant in another scale than it is read in.
func checkScale(i catalog.Indicator, rows analysis.TargetRows) error {
	var values []float64
	for _, r := range rows {
		if r.Value > 0 { // of those that reported
			values = append(values, r.Value)
		}
	}
	goal := rows[0].TargetValue
	if !InMillions(i) || goal <= 0 || len(values) == 0 {
		return nil
	}
	slices.Sort(values)
	middle := values[len(values)/2]
	if goal >= middle/100 {
		return nil
	}
	write := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	return tidy.Errorf(tidy.Usage, fmt.Sprintf("write %s@%d for %s billion", write(1000*goal), rows[0].TargetYear, write(goal)),
		"{target} %s is read in the unit of the figures, %s, of which the middle one is %s", write(goal), i.Unit, write(math.Round(middle)))
}

// bulletRows makes the bars. Values of other years than the newest say theirs.
func (m *maker) bulletRows(rows analysis.TargetRows) {
	i := m.used[0]
	most, newest := 0.0, 0
	for _, r := range rows {
		most = math.Max(most, math.Max(orZero(r.Value), r.TargetValue))
		newest = max(newest, r.Year)
	}
	u := m.unitFor(i, most)
	body := chart.Bullet{Value: u.Value, Tick: u.Tick, TopTick: u.Top, TargetLabel: m.say("picture.target", args{"year": rows[0].TargetYear, "value": u.Top(rows[0].TargetValue)})}
	if i.IsPercentage() && most <= 100 {
		body.Max = 100
	}
	counted, reached, partly, compared := 0, 0, []string{}, false
	for _, r := range rows {
		row := chart.BulletRow{Name: m.label(r.Economy), Value: r.Value, Target: r.TargetValue, HasTarget: true, Compared: !SetFor(r), Emphasis: m.emphasis(r.Economy)}
		compared = compared || row.Compared
		switch {
		case math.IsNaN(r.Value):
			row.Value, row.Missing = 0, m.Word("picture.not-reported")
		case r.Status == analysis.Partial:
			partly = append(partly, m.say("picture.covered", args{"name": row.Name, "year": r.Year, "share": r.Covered}))
			row.Name += "*"
		}
		if row.Missing == "" && r.Year != newest {
			row.Name += " (" + m.Year(r.Year) + ")"
		}
		if _, group := m.desk.Economies.Group(r.Economy); !group && row.Missing == "" {
			counted++
			if r.Gap <= 0 {
				reached++
			}
		}
		body.Rows = append(body.Rows, row)
		m.plotTarget(r, i)
	}
	slices.SortStableFunc(body.Rows, func(a, b chart.BulletRow) int {
		return cmp.Or(cmp.Compare(a.Missing, b.Missing), cmp.Compare(b.Value, a.Value))
	})
	m.out.Chart.Body = body
	m.subject = m.say("picture.against-target", args{"name": m.called(i), "value": u.Top(rows[0].TargetValue), "year": rows[0].TargetYear})
	m.parts = []string{u.Words, m.perimeter(), m.yearsText()}
	if counted > 1 && counted == len(rows) && !compared { // of economies alone, all of which have a value
		m.title = m.say("picture.finding-reached", args{"n": reached, "of": counted, "year": rows[0].TargetYear})
	}
	if note, ok := rows[0].Notes.Find(analysis.NoteTarget); ok && compared {
		m.note(m.say("picture.group-target", args{"group": m.name(note.Target.Group)}))
	}
	if len(partly) > 0 {
		m.note(m.say("picture.mark-partial", args{"list": m.reader.Listed(partly)}))
	}
}

// SetFor tells whether a published target is that of whom a row is about: one for the
// world or for a group is a goal of the whole, which a single member neither reaches
// nor misses. A target of the reader's own is set for all.
func SetFor(r analysis.TargetRow) bool {
	note, published := r.Notes.Find(analysis.NoteTarget)
	return !published || note.Target == nil || note.Target.Group == "" || note.Target.Group == r.Economy
}

func (m *maker) plotTarget(r analysis.TargetRow, i catalog.Indicator) {
	value := Value{Series: r.Economy, Indicator: i.ID, Partner: r.Partner, Measure: AsValue, Year: r.Year, Value: r.Value, Unit: i.Unit, Status: r.Status}
	goal := value
	goal.Measure, goal.Year, goal.Value, goal.Status = "target", r.TargetYear, r.TargetValue, ""
	m.out.Data = append(m.out.Data, value, goal)
	if !math.IsNaN(r.Value) {
		m.years.add(r.Year)
	}
}
