package report

import (
	"math"

	"tradestats/internal/analysis"
	"tradestats/internal/chart"
)

// A targetForm is how the table of a target prints: percentages plainly, other values
// in one scale, which the headings name.
type targetForm struct {
	unit          string // behind headings; may be empty
	value, change chart.Format
}

func (p *page) formOf(one *aim) targetForm {
	if one.about.IsPercentage() {
		return targetForm{"", with(p.Number, 1), with(p.Signed, 1)}
	}
	largest := one.rows[0].TargetValue
	for _, row := range one.rows {
		if !math.IsNaN(row.Value) {
			largest = math.Max(largest, math.Abs(row.Value))
		}
	}
	u := p.valueUnit(one.about, largest)
	form := targetForm{"", u.Exact, u.Change}
	if u.Words != "" { // a file may name no unit
		form.unit = " (" + u.Words + ")"
	}
	return form
}

func (b *targetBlock) table(p *page, one *aim) {
	i, form := one.about, p.formOf(one)
	out := &sheet{
		columns: []column{text(p.Word("table.economy")), number(p.Word("table.year")), number(p.Word("table.value") + form.unit), number(p.say("target.column-gap", args{"points": i.IsPercentage()}) + form.unit),
			number(p.Word("target.column-pace") + form.unit), number(p.Word("target.column-needed") + form.unit), number(p.say("target.column-ratio", args{"points": i.IsPercentage()})), number(p.Word("target.column-reached")), text(p.Word("target.column-standing"))},
		head: []string{"target", "economy", "year", "value", "target_year", "target_value", "gap", "pace_from", "pace", "pace_needed", "ratio", "path", "reached_in", "standing", "coverage_pct", "status"},
	}
	var notes []analysis.Notes
	var made []madeOf
	var spanned []analysis.Break
	for _, row := range one.rows {
		spanned = append(spanned, spannedBy(row)...)
		b.addRow(p, out, form, one, row)
		p.book.stands(b.ID, one.target.ID, row.Economy, row.Standing, row.ReachedIn)
		made = append(made, one.noted(row))
		notes = append(notes, row.Notes.Without(analysis.NoteTarget, analysis.NoteReached, analysis.NoteMissed, analysis.NoteSpanned))
	}
	p.notedSheet(b.chart(one), out, notes, made, p.say("target.note", args{"points": i.IsPercentage(), "from": b.From}), p.spannedNote(spanned))
}

// spannedBy are the breaks of members that the pace of a publisher's own group spans.
func spannedBy(row analysis.TargetRow) []analysis.Break {
	var out []analysis.Break
	for _, n := range row.Notes {
		if n.Key == analysis.NoteSpanned {
			out = append(out, analysis.Break{Economy: n.Economies, Year: n.Year})
		}
	}
	return out
}

func (b *targetBlock) addRow(p *page, out *sheet, form targetForm, one *aim, row analysis.TargetRow) {
	standing, reached := "", ""
	if row.Standing != "" {
		standing = p.reader().Term(row.Standing)
	}
	if row.ReachedIn != 0 {
		reached = p.Year(row.ReachedIn)
	}
	dagger := ""
	if len(spannedBy(row)) > 0 {
		dagger = "†"
		if row.Gap > 0 { // what is reached is reached; whether the pace will do rests on the break
			standing += dagger
		}
	}
	year := ""
	if row.Year != 0 {
		year = p.Year(row.Year)
	}
	pace, needed := row.Pace, row.Needed
	if row.Gap <= 0 || row.TargetYear <= row.Year {
		needed = math.NaN()
	}
	out.add([]string{p.name(row.Economy).Text, year, p.shown(b.value(one, row), form.value) + mark(row.Status),
		p.shown(b.gap(one, row), form.change), p.shown(b.pace(one, "pace", row, pace), form.change) + dagger,
		p.shown(b.pace(one, "needed", row, needed), form.change), p.cell(b.fig(one, "ratio", row, row.Year, row.Ratio, "times"), 2) + dagger, reached, standing},
		one.target.ID, row.Economy, row.Year, row.Value, row.TargetYear, row.TargetValue, row.Gap, row.From, pace, needed, row.Ratio, row.Path, row.ReachedIn, row.Standing, row.Covered, row.Status)
}
