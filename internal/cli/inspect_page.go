package cli

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"tradestats/internal/audit"
	"tradestats/internal/catalog"
	"tradestats/internal/dataset"
	"tradestats/internal/table"
)

// How much of a report is printed for a reader; JSON has all.
const (
	mostIndicators = 12
	mostProblems   = 15
	mostOfGroups   = 5
	mostCovered    = 3  // indicators with a coverage of their own; of more it is of all together
	narrowWidth    = 80 // of a terminal that was not widened: problems are read there
)

// printPages prints a page for each text, and the sum of the problems.
func (s *session) printPages(w io.Writer, all []*audit.Report) error {
	var briefs []brief
	for _, r := range all {
		b := brief{title: r.File}
		s.describe(&b, r)
		if len(r.Indicators) > 0 {
			b.tables = append(b.tables, s.indicatorSheet(r))
			if len(r.Coverage) > 0 {
				b.tables = append(b.tables, s.coverageSheets(r)...)
			}
		}
		if len(r.Problems) > 0 {
			b.tables = append(b.tables, s.problemSheet(r))
		}
		briefs = append(briefs, b)
	}
	if err := s.printBriefs(w, briefs); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%s\n", s.verdict(all))
	return err
}

// verdict counts the problems of all texts.
func (s *session) verdict(all []*audit.Report) string {
	errors, warnings, bad := 0, 0, 0
	for _, r := range all {
		errors, warnings = errors+r.Errors, warnings+r.Warnings
		if !r.Valid() {
			bad++
		}
	}
	var parts []string
	if errors > 0 {
		parts = append(parts, s.counted("inspect.n-errors", errors))
	}
	if warnings > 0 {
		parts = append(parts, s.counted("inspect.n-warnings", warnings))
	}
	text := s.counted("inspect.n-problems", errors+warnings)
	if len(parts) > 0 {
		text += s.Locale.Colon() + " " + strings.Join(parts, ", ")
	}
	if len(all) > 1 {
		text = s.told("inspect.n-files", map[string]any{"n": len(all), "invalid": bad}) + s.Locale.Semicolon() + " " + text
	}
	return text
}

// describe says what a text is.
func (s *session) describe(b *brief, r *audit.Report) {
	layout := r.Layout + s.Locale.Colon() + " " + r.Why
	unknown := slices.ContainsFunc(r.Problems, func(p audit.Problem) bool { return p.Kind == audit.Layout })
	switch {
	case r.Companion != "":
		layout = s.told("inspect.companion", map[string]any{"what": r.Companion})
	case unknown:
		layout = s.told("inspect.unknown", nil)
	case r.Layout == "":
		layout = ""
	}
	s.say(b, s.told("inspect.layout", nil), layout)
	if r.Layout != "" {
		s.say(b, s.Word("publisher"), s.publisherOf(r))
		s.say(b, s.Word("dataset"), strings.Join(distinctTexts(r.Dataset, r.Title), ", "))
		s.say(b, s.Word("vintage"), cmp.Or(r.Vintage, s.told("inspect.unstated", nil)))
	}
	if r.Companion == "" {
		s.say(b, s.told("inspect.encoding", nil), r.Encoding)
	}
	s.holds(b, r)
}

// holds says what stands in a text.
func (s *session) holds(b *brief, r *audit.Report) {
	if r.Values > 0 {
		s.say(b, s.told("inspect.values", nil), s.Locale.Number(float64(r.Values), 0))
		s.say(b, s.told("inspect.years", nil), s.Years(r.Years))
	}
	s.say(b, s.Word("economies"), s.numbered(r.Economies))
	s.say(b, s.told("inspect.partners", nil), s.numbered(r.Partners))
	s.say(b, s.told("inspect.groups", nil), s.countedTexts(r.Groups))
	s.say(b, s.told("inspect.flags", nil), s.countedTexts(r.Flags))
	for _, l := range r.Left {
		s.say(b, s.told("inspect.left", nil), s.told("inspect.rows", map[string]any{"n": l.Rows, "why": l.Text}))
	}
	for _, text := range r.Remarks {
		s.say(b, s.told("inspect.remark", nil), text)
	}
}

// say adds what stands under a label. In a terminal it is broken here, so that it
// has room in a narrow one.
func (s *session) say(b *brief, label, text string) {
	if s.Format == formatMarkdown || text == "" {
		b.say(label, text)
		return
	}
	for k, line := range table.Wrap(text, narrowWidth-22) {
		if k > 0 {
			label = ""
		}
		b.fields = append(b.fields, field{label, line})
	}
}

// distinctTexts are those that are not empty, each once.
func distinctTexts(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if t != "" && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

func (s *session) publisherOf(r *audit.Report) string {
	p, err := catalog.PublisherOf(r.Publisher)
	if err != nil || p == nil {
		return r.Publisher
	}
	return p.Name.In(s.Lang)
}

// numbered counts codes, and lists a few.
func (s *session) numbered(codes []string) string {
	switch n := len(codes); {
	case n == 0:
		return ""
	case n <= table.Most:
		return fmt.Sprintf("%d: %s", n, strings.Join(codes, " "))
	default:
		return s.Locale.Number(float64(n), 0)
	}
}

// countedTexts lists texts with how often they stand there, the first ones.
func (s *session) countedTexts(all []audit.Count) string {
	var out []string
	for k, c := range all {
		if more := len(all) - k; k >= mostOfGroups && more > 1 {
			out = append(out, s.Result("more", map[string]any{"n": more}))
			break
		}
		out = append(out, c.Text+" ("+s.Locale.Number(float64(c.Rows), 0)+")")
	}
	return strings.Join(out, ", ")
}

// indicatorSheet lists the series of a text.
func (s *session) indicatorSheet(r *audit.Report) table.Sheet {
	t := table.Sheet{Label: s.Locale.Word("label.note"), Between: s.Locale.Semicolon() + " ", Columns: []table.Column{table.Left(s.Word("indicator")), table.Left(s.Word("unit")),
		table.Left(s.told("inspect.years", nil)), table.Right(s.Word("economies")), table.Right(s.told("inspect.values", nil))}}
	for k, i := range r.Indicators {
		if more := len(r.Indicators) - k; k >= mostIndicators && more > 1 {
			t.Foot = append(t.Foot, s.told("inspect.more-indicators", map[string]any{"n": more}))
			break
		}
		id := i.ID
		if id == dataset.Unnamed {
			id = "?"
		}
		t.Add(s.indicatorNotes(r, i), id, s.Locale.Unit(i.Unit), yearsOrNone(i.Years), s.count(i.Economies), s.count(i.Values))
	}
	return t
}

// yearsOrNone are the first and the last year: which ones miss stands in the
// table of coverage.
func yearsOrNone(years []int) string {
	switch n := len(years); n {
	case 0:
		return ""
	case 1:
		return fmt.Sprint(years[0])
	default:
		return fmt.Sprintf("%d-%d", years[0], years[n-1])
	}
}

func (s *session) indicatorNotes(r *audit.Report, i audit.Indicator) []string {
	var notes []string
	if i.ID == dataset.Unnamed {
		notes = append(notes, s.told("inspect.unnamed", map[string]any{"file": r.File}))
	}
	if i.Embedded {
		notes = append(notes, s.told("inspect.replaces", map[string]any{"vintage": i.Replaces}))
	}
	if i.Sum {
		notes = append(notes, s.told("inspect.sum", nil))
	}
	return notes
}

// problemSheet lists the first problems of a text: errors first where not all
// have room.
func (s *session) problemSheet(r *audit.Report) table.Sheet {
	shown := r.Problems
	if len(shown) > mostProblems {
		shown = slices.Clone(shown)
		slices.SortStableFunc(shown, func(a, b audit.Problem) int { return strings.Compare(string(a.Severity), string(b.Severity)) })
		shown = shown[:mostProblems]
	}
	t := table.Sheet{Label: s.Locale.Word("label.note"), Between: s.Locale.Semicolon() + " ", Columns: []table.Column{table.Left(s.told("inspect.place", nil)), table.Left(""), table.Left(s.told("inspect.problem", nil))}}
	for _, p := range shown {
		s.addProblem(&t, p)
	}
	if more := r.Errors + r.Warnings - len(shown); more > 0 {
		t.Foot = append(t.Foot, s.told("inspect.more", map[string]any{"n": more}))
	}
	return t
}

// addProblem adds the rows of one problem. In a terminal the text is broken here,
// so that the table has room in a narrow one.
func (s *session) addProblem(t *table.Sheet, p audit.Problem) {
	at := ""
	if p.Line > 0 {
		at = fmt.Sprint(p.Line)
	}
	if p.Column > 0 {
		at += fmt.Sprintf(":%d", p.Column)
	}
	text := p.Why
	if p.Text != "" && !p.OfValue() {
		text += fmt.Sprintf(": %q", cutText(p.Text))
	}
	severity := s.told("inspect.warning", nil)
	if p.Severity == audit.Error {
		severity = s.told("inspect.error", nil)
	}
	var hints []string
	if p.Hint != "" {
		hints = []string{p.Hint}
	}
	if s.Format == formatMarkdown {
		t.Add(hints, at, severity, text)
		return
	}
	for k, line := range table.Wrap(text, narrowWidth-30) {
		if k > 0 {
			at, severity, hints = "", "", nil
		}
		t.Add(hints, at, severity, line)
	}
}

// cutText is a text for one line of a message.
func cutText(text string) string {
	const longest = 60
	letters := []rune(text)
	if len(letters) > longest {
		return string(letters[:longest]) + "..."
	}
	return text
}
