package picture

import (
	"cmp"
	"math"
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/chart"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// usualSteps is how many parts a waterfall names.
const usualSteps = 7

// waterfall leads from the level of a whole in one year over what its parts
// added to that of another.
func (m *maker) waterfall() error {
	q := study.Contribution{Query: m.q.Query, By: m.q.By}
	results, err := q.Run(m.ctx, m.desk)
	if err != nil {
		return err
	}
	rows := results[0].Rows.([]analysis.ContributionRow)
	if len(results) > 1 || rows[0].Whole != rows[len(rows)-1].Whole {
		return tidy.Errorf(tidy.Usage, "draw a chart of each", "a waterfall shows one economy or group")
	}
	i := results[0].About
	m.uses(i)
	steps, rest, total := sortSteps(rows, cmp.Or(m.q.Count, usualSteps))
	if math.IsNaN(total.Change) || total.Status == analysis.Withheld {
		return tidy.Errorf(tidy.Empty, "{cli:see 'tradestats contribution'}", "nothing to draw: the growth of %s is withheld: %s", total.Whole, total.Note)
	}
	m.title = m.contributionFinding(steps, total)
	m.waterfallSteps(steps, rest, total)
	if m.title != "" { // which names two parts, not of what
		m.parts = append([]string{m.name(total.Whole).Inline}, m.parts...)
	}
	m.subject = m.called(i) + m.Colon() + " " + m.name(total.Whole).Text
	m.tellTotals(rest != 0, total)
	m.tellWithheldParts(rows, total)
	return nil
}

// waterfallSteps are the two totals and the steps between them, and the words of their unit.
func (m *maker) waterfallSteps(steps []analysis.ContributionRow, rest float64, total analysis.ContributionRow) {
	i := m.used[0]
	u := m.unitFor(i, max(math.Abs(total.Start), math.Abs(total.End)))
	body := chart.Waterfall{Start: chart.Total{Name: m.Year(total.From), Value: total.Start}, End: chart.Total{Name: m.Year(total.To), Value: total.End}, Value: u.Value, Signed: u.Signed}
	for k, r := range steps {
		body.Steps = append(body.Steps, chart.Step{Name: m.label(r.Part), Value: r.Change, Loud: k < 2 && m.title != ""})
		m.plotStep(r.Part, i.ID, r.Change, r)
	}
	if rest != 0 {
		body.Steps = append(body.Steps, chart.Step{Name: m.Word("picture.all-others"), Value: rest})
		m.plotStep("others", i.ID, rest, total)
	}
	status := total.Status
	if _, own := total.Notes.Find(analysis.NoteSharePublished); own {
		status = published
	}
	for _, end := range []struct {
		year  int
		value float64
	}{{total.From, total.Start}, {total.To, total.End}} {
		m.out.Data = append(m.out.Data, Value{Series: total.Whole, Indicator: i.ID, Partner: total.Partner, Measure: AsValue, Year: end.year, Value: end.value, Unit: i.Unit, Status: status})
	}
	m.out.Chart.Body = body
	m.parts = []string{m.say("picture.contributions", args{"unit": u.Words}), m.yearsText()}
}

// tellTotals says whose the two totals are and what is in the last step.
func (m *maker) tellTotals(others bool, total analysis.ContributionRow) {
	_, published := total.Notes.Find(analysis.NoteSharePublished)
	if published {
		m.note(m.say("picture.published-totals", args{"publisher": publisherOf(m.Locale, m.used[0]), "of": m.name(total.Whole)}))
	} else if total.Matched > 0 && total.Matched < total.Members {
		m.note(m.say("picture.matched", args{"n": total.Matched, "of": total.Members, "from": total.From, "to": total.To}))
	}
	if others && published {
		m.note(m.Word("picture.all-others-published"))
	} else if others {
		m.note(m.Word("picture.all-others-note"))
	}
	if total.Status == analysis.Partial {
		m.note(m.say("picture.among-estimates", args{"names": m.say("picture.covered", args{"name": m.name(total.Whole).Text, "year": total.To, "share": total.Covered})}))
	}
	for _, n := range total.Notes {
		if worthSaying[n.Key] || n.Key == analysis.NoteBreak && n.Value >= 1 {
			m.note(sentence(m.reader.Note(n)))
		}
	}
}

// tellWithheldParts names the parts asked for that have no step of their own: what was
// reported of them is in the last one.
func (m *maker) tellWithheldParts(rows []analysis.ContributionRow, total analysis.ContributionRow) {
	var silent, withheld []string
	for _, r := range rows {
		switch {
		case r.Status != analysis.Withheld || r.Part == analysis.Total:
		case r.Matched == 0:
			silent = append(silent, m.label(r.Part))
		default:
			withheld = append(withheld, m.label(r.Part)+" ("+m.reader.Notes(r.Notes)[0]+")")
		}
	}
	if len(silent) > 0 {
		m.note(m.say("picture.not-both", args{"from": total.From, "to": total.To, "names": m.reader.Listed(silent)}))
	}
	if len(withheld) > 0 {
		m.note(m.say("picture.withheld-parts", args{"list": m.reader.Listed(withheld)}))
	}
}

func (m *maker) plotStep(id, indicator string, change float64, r analysis.ContributionRow) {
	m.out.Data = append(m.out.Data, Value{Series: id, Indicator: indicator, Partner: r.Partner, Measure: "change", Year: r.To, Value: change, Unit: m.used[0].Unit, Status: r.Status})
	m.years.add(r.From)
	m.years.add(r.To)
}

// sortSteps keeps the largest parts; what the others and no part account for
// is the rest.
func sortSteps(rows []analysis.ContributionRow, n int) (steps []analysis.ContributionRow, rest float64, total analysis.ContributionRow) {
	for _, r := range rows {
		switch {
		case r.Part == analysis.Total:
			total = r
		case r.Part == analysis.Residual:
			rest += orZero(r.Change)
		case !math.IsNaN(r.Change):
			steps = append(steps, r)
		}
	}
	slices.SortStableFunc(steps, func(a, b analysis.ContributionRow) int {
		return cmp.Compare(math.Abs(b.Change), math.Abs(a.Change))
	})
	if len(steps) > n {
		for _, r := range steps[n:] {
			rest += r.Change
		}
		steps = steps[:n]
	}
	slices.SortStableFunc(steps, func(a, b analysis.ContributionRow) int { return cmp.Compare(b.Change, a.Change) })
	return steps, rest, total
}

func orZero(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return v
}
