package cli

import (
	"fmt"
	"math"
	"path"
	"strconv"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/dataset"
	"tradestats/internal/explain"
	"tradestats/internal/frame"
	"tradestats/internal/table"
	"tradestats/internal/tidy"
)

// explainSheets are an explanation in words, and the table of its inputs.
func (s *session) explainSheets(e explain.Explanation) []func() table.Sheet {
	return []func() table.Sheet{
		func() table.Sheet { return s.explainWords(e) },
		func() table.Sheet { return s.explainInputs(e) },
	}
}

// saying is a text of the words by its whole key.
func (s *session) saying(key string, args map[string]any) string {
	text, err := s.Locale.Say(key, args)
	if err != nil {
		return "!" + key + "!"
	}
	return text
}

func (s *session) explainWords(e explain.Explanation) table.Sheet {
	when := fmt.Sprint(e.Year)
	if e.From != 0 {
		when = fmt.Sprintf("%d-%d", e.From, e.Year)
	}
	sheet := table.Sheet{
		Title:   fmt.Sprintf("%s, %s, %s", s.Title(e.Indicator, e.Partner), s.Name(e.Item.String()), when),
		Columns: []table.Column{table.Left(s.saying("explain.what", nil)), table.Left(s.saying("explain.how", nil))},
	}
	add := func(key, text string) {
		if text != "" {
			sheet.Add(nil, s.saying("explain.part."+key, nil), text)
		}
	}
	add("figure", s.figure(e))
	formula := s.saying("explain.formula."+e.Formula, nil)
	if e.Section != "" {
		formula += " (" + s.saying("explain.section", map[string]any{"section": e.Section}) + ")"
	}
	add("formula", formula)
	if e.Item.Group && e.Measure == explain.Growth {
		add("sample", s.saying("explain.matched", nil))
	}
	add("rounding", s.saying("explain.rounding", nil))
	if e.Members > 1 {
		add("members", s.saying("explain.reporting", map[string]any{"n": e.Reporting, "of": e.Members}))
	}
	add("coverage", s.Percent(e.Coverage))
	add("publication", s.publication(e))
	add("needed", s.needed(e))
	for _, note := range s.Notes(e.Notes) {
		add("note", note)
	}
	return sheet
}

// figure is the value as tables print it and, to check it by hand, as csv does.
func (s *session) figure(e explain.Explanation) string {
	v := e.Value
	printed, unit := "", ""
	switch {
	case math.IsNaN(v):
		return s.Status("withheld")
	case e.Measure == explain.Rank:
		return frame.Number(v)
	case e.Points:
		printed = s.Locale.PointsShort(v, 1)
	case e.Measure == explain.Growth:
		printed = s.Rate(v)
	case e.Measure == explain.Value:
		printed, unit = s.Value(e.Indicator, v), " "+s.Locale.Unit(e.Unit)
	default:
		printed = s.Percent(v)
	}
	return s.saying("explain.exactly", map[string]any{"printed": printed + unit, "exact": s.Exact(v)})
}

// publication says from which coverage on the figure is published.
func (s *session) publication(e explain.Explanation) string {
	status := s.StatusOf(e.Status, e.Notes, e.Indicator)
	if e.Bounds == [2]float64{} {
		return status
	}
	return s.saying("explain.bounds", map[string]any{"status": status, "partial": e.Bounds[0], "full": e.Bounds[1]})
}

// needed says what a figure lacks that is withheld for want of reporters; other
// reasons, such as a base of zero, are notes.
func (s *session) needed(e explain.Explanation) string {
	few := e.Reason == analysis.LowCoverage || e.Reason == analysis.SingleReporter || e.Reason == analysis.FewReporters || e.Reason == analysis.NoReporter
	if e.Status != analysis.Withheld || e.Bounds == [2]float64{} || !few && !(e.Coverage < e.Bounds[0]) {
		return ""
	}
	third := !e.Indicator.Additive() && e.Measure != explain.Rank
	return s.saying("explain.needed", map[string]any{"partial": e.Bounds[0], "third": third})
}

func (s *session) explainInputs(e explain.Explanation) table.Sheet {
	sheet := table.Sheet{
		Columns: []table.Column{
			table.Left(s.saying("explain.role", nil)), table.Left(s.Word("economy")), table.Left(s.Word("year")), table.Right(s.Word("value")),
			table.Right(s.saying("explain.used", nil)), table.Left(s.saying("explain.flag", nil)), table.Left(s.saying("explain.place", nil)),
		},
		Foot: []string{s.Source(e.Indicator), s.saying("explain.same", map[string]any{"command": e.Command})},
	}
	for _, in := range e.Inputs {
		used := ""
		if in.Used != in.Value {
			used = s.Exact(in.Used)
		}
		sheet.Add(nil, s.saying("explain.use."+in.Role, nil), whoseOf(in.Economy, in.Partner), fmt.Sprint(in.Year), s.Exact(in.Value), used, s.flagWords(in.Flag), placeOf(in))
	}
	return sheet
}

// flagWords are a publisher's flag in the reader's language, where there are words.
func (s *session) flagWords(flag string) string {
	words := strings.Split(flag, ", ")
	for k, w := range words {
		if s.Locale.Has("flag." + w) {
			words[k] = s.Locale.Word("flag." + w)
		}
	}
	return strings.Join(words, ", ")
}

// whoseOf is an economy, and its partner where that is one.
func whoseOf(economy, partner string) string {
	if partner == "" || partner == tidy.World {
		return economy
	}
	return economy + ", " + partner
}

// placeOf writes file and line as origins are written, but for the address of a table,
// which would fill each line: the command below has it.
func placeOf(in explain.Input) string {
	at := in.File
	if dataset.IsAddress(at) {
		at = path.Base(at)
	}
	if in.Line > 0 {
		at += ":" + strconv.Itoa(in.Line)
	}
	if in.Rows > 1 {
		at += fmt.Sprintf("-%d (%d)", in.LastLine, in.Rows)
	}
	return at
}
