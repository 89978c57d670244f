package cli

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/table"
	"tradestats/internal/tidy"
)

// How much of a comparison is printed for a reader; CSV has all.
const (
	mostRevisions = 5 // the largest ones
	mostSpans     = 8 // rows of years
	mostSources   = 3 // datasets of a side
	fewEconomies  = 3 // as many of a year are named, more are counted
	fewYears      = 3 // as many new years are told one by one
)

// A brief is a text for a reader: a title, what is said under labels, tables.
type brief struct {
	title  string
	fields []field
	tables []table.Sheet
}

func (b *brief) say(label, text string) {
	if text != "" {
		b.fields = append(b.fields, field{label, text})
	}
}

// printBriefs prints briefs for a terminal, or as markdown.
func (s *session) printBriefs(w io.Writer, all []brief) error {
	var out strings.Builder
	for k, b := range all {
		if k > 0 {
			out.WriteString("\n")
		}
		if s.Format == formatMarkdown {
			b.markdown(&out, s.Locale.Colon(), k > 0)
		} else {
			b.text(&out)
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}

func (b brief) text(out *strings.Builder) {
	out.WriteString(strings.Join(table.Wrap(b.title, table.LineWidth), "\n") + "\n\n")
	width := 0
	for _, f := range b.fields {
		width = max(width, table.Runes(f.name))
	}
	for _, f := range b.fields {
		for k, line := range table.Wrap(f.text, table.LineWidth-width-2) {
			label := ""
			if k == 0 {
				label = f.name
			}
			out.WriteString(table.Pad(label, width, false) + "  " + line + "\n")
		}
	}
	for _, t := range b.tables {
		out.WriteString("\n" + t.Text())
	}
}

func (b brief) markdown(out *strings.Builder, colon string, below bool) {
	level := "#"
	if below {
		level = "##"
	}
	fmt.Fprintf(out, "%s %s\n\n", level, table.Escape(b.title))
	for _, f := range b.fields {
		fmt.Fprintf(out, "- **%s**%s %s\n", table.Escape(f.name), colon, table.Escape(f.text))
	}
	for _, t := range b.tables {
		out.WriteString("\n" + t.Markdown())
	}
}

// told is a sentence of the words, in the reader's language.
func (s *session) told(key string, args map[string]any) string {
	text, err := s.Locale.Say(key, args)
	if err != nil {
		return "!" + key + "!"
	}
	return text
}

func (s *session) counted(key string, n int) string {
	return s.told(key, map[string]any{"n": n})
}

// briefs say what was compared, then what differs in each indicator.
func (s *session) briefs(older, newer *side, all []analysis.Revision, o diffOptions) []brief {
	common := among(older.ids, newer.ids)
	head := brief{title: s.told("diff.title", map[string]any{"old": older.given, "new": newer.given})}
	head.say(s.told("diff.old", nil), s.described(older, common))
	head.say(s.told("diff.new", nil), s.described(newer, common))
	if o.Tolerance > 0 {
		head.say(s.told("diff.unchanged", nil), s.told("diff.within", map[string]any{"size": s.amount(o.Tolerance)}))
	} else {
		head.say(s.told("diff.unchanged", nil), s.told("diff.exact", nil))
	}
	var shared, alone []analysis.Revision
	for _, r := range all {
		if slices.Contains(common, r.Indicator) {
			shared = append(shared, r)
		} else {
			alone = append(alone, r)
		}
	}
	head.say(s.told("diff.only-new", nil), s.alone(newer, alone))
	head.say(s.told("diff.only-old", nil), s.alone(older, alone))
	if len(shared) > 1 && !slices.ContainsFunc(shared, func(r analysis.Revision) bool { return r.Differs() }) {
		n := 0
		for _, r := range shared {
			n += r.Common()
		}
		head.say(s.told("diff.both", nil), s.counted("diff.all-same", n))
	}
	if len(shared) > 1 {
		head.tables = append(head.tables, s.overview(shared))
	}
	out := []brief{head}
	for _, r := range shared {
		if len(shared) == 1 || r.Differs() || r.Converted != 0 {
			out = append(out, s.brief(s.indicatorOf(r, newer, older), r))
		}
	}
	return out
}

// described names a side, with the publishers and vintages of its figures.
func (s *session) described(of *side, ids []string) string {
	var sources []string
	for _, id := range ids {
		i, err := of.engine.Catalog().Indicator(id)
		if err != nil {
			continue
		}
		text := strings.TrimPrefix(s.Source(i), s.Locale.Word("label.source")+" ")
		if !strings.HasSuffix(of.given, text) && !slices.Contains(sources, text) {
			sources = append(sources, text)
		}
	}
	if more := len(sources) - mostSources; more > 1 {
		sources = append(sources[:mostSources], s.Result("more", map[string]any{"n": more}))
	}
	name := of.given
	if of.engine == s.Engine {
		name = s.told("diff.embedded", nil)
	}
	if len(sources) == 0 {
		return name
	}
	return name + s.Locale.Colon() + " " + strings.Join(sources, s.Locale.Semicolon()+" ")
}

// alone lists the indicators that one side only has.
func (s *session) alone(of *side, all []analysis.Revision) string {
	var out []string
	for _, r := range all {
		if !slices.Contains(of.ids, r.Indicator) || r.Groups {
			continue
		}
		var years []int
		for _, row := range r.Rows {
			years = append(years, row.Year)
		}
		economies := len(r.NewEconomies) + len(r.LostEconomies)
		out = append(out, s.told("diff.holds", map[string]any{"indicator": r.Indicator, "n": economies, "years": tidy.YearRanges(years)}))
	}
	return strings.Join(s.cut(out), s.Locale.Semicolon()+" ")
}

// indicatorOf is what is known of an indicator, in the unit of the result.
func (s *session) indicatorOf(r analysis.Revision, sides ...*side) catalog.Indicator {
	var out catalog.Indicator
	for _, of := range sides {
		i, err := of.engine.Catalog().Indicator(r.Indicator)
		if err == nil && (out.ID == "" || out.Kind == catalog.Unknown) {
			out = i
		}
	}
	if r.NewUnit != "" {
		out.Unit = r.NewUnit
	} else {
		out.Unit = r.OldUnit
	}
	return out
}

// overview is a table of all that was compared, a row each.
func (s *session) overview(all []analysis.Revision) table.Sheet {
	t := table.Sheet{Columns: []table.Column{table.Left(s.Word("indicator")), table.Right(unbroken(s.told("diff.both", nil))), table.Right(s.told("diff.unchanged", nil)),
		table.Right(s.told("diff.revised", nil)), table.Right(s.told("diff.up", nil)), table.Right(s.told("diff.down", nil)), table.Right(s.told("diff.rounding", nil)),
		table.Right(s.told("diff.flag", nil)), table.Right(s.told("diff.added", nil)), table.Right(s.told("diff.gone", nil))}}
	for _, r := range all {
		name := r.Indicator
		if r.Partner != worldPartner {
			name += ", " + s.Name(r.Partner)
		}
		if r.Groups {
			name += " (" + s.told("diff.groups", nil) + ")"
		}
		cells := []string{name}
		for _, n := range []int{r.Common(), r.Unchanged, r.Revised, r.Up, r.Down, r.Rounding.Count, r.Reflagged, r.Added, r.Gone} {
			cells = append(cells, s.count(n))
		}
		t.Add(nil, cells...)
	}
	return t
}

// count prints a number, and nothing for none.
func (s *session) count(n int) string {
	if n == 0 {
		return ""
	}
	return s.Locale.Number(float64(n), 0)
}

// brief says what differs in one indicator.
func (s *session) brief(i catalog.Indicator, r analysis.Revision) brief {
	b := brief{title: s.Title(i, r.Partner)}
	if i.Name.In(s.Lang) != r.Indicator {
		b.title += " (" + r.Indicator + ")"
	}
	if r.Groups {
		b.title += s.Locale.Colon() + " " + s.told("diff.groups", nil)
	}
	b.say(s.told("diff.both", nil), s.bothText(i, r))
	b.say(s.told("diff.rounding", nil), s.roundingText(r))
	b.say(s.Word("unit"), s.unitText(r))
	for k, f := range r.Factors {
		if k == mostRevisions {
			b.say("", s.Result("more", map[string]any{"n": len(r.Factors) - k}))
			break
		}
		b.say(s.told("diff.factor", nil), s.factorText(f))
	}
	b.say(s.told("diff.added", nil), s.changedText(r, analysis.Added))
	b.say(s.told("diff.gone", nil), s.changedText(r, analysis.Gone))
	if largest := r.Largest(mostRevisions, false); len(largest) > 0 {
		b.tables = append(b.tables, s.largest(i, r, largest))
	}
	if spans := r.Spans(mostSpans); r.Revised > 0 && len(spans) > 1 {
		b.tables = append(b.tables, s.spans(i, spans))
	}
	return b
}

// largest is a table of the largest revisions, below which stand those that are
// largest relative to what they were, where they are others.
func (s *session) largest(i catalog.Indicator, r analysis.Revision, rows analysis.RevisionRows) table.Sheet {
	t := table.Sheet{Label: s.Locale.Word("label.note"), Between: s.Locale.Semicolon() + " ", Columns: []table.Column{
		table.Left(unbroken(s.told("diff.largest", nil))), table.Left(s.Word("year")), table.Right(s.told("diff.old", nil)), table.Right(s.told("diff.new", nil)),
		table.Right(s.told("diff.difference", nil)), table.Right("%")}}
	for _, row := range rows {
		before, after, change := s.fromTo(i, row)
		pct := s.signedAmount(row.DifferencePct)
		if i.IsPercentage() {
			pct = ""
		}
		t.Add(nil, s.displayed(row.Economy), fmt.Sprint(row.Year), before, after, change, pct)
	}
	if i.IsPercentage() {
		return t
	}
	var others []string
	for _, row := range r.Largest(mostRevisions, true) {
		if !slices.Contains(rows, row) {
			before, after, _ := s.fromTo(i, row)
			others = append(others, fmt.Sprintf("%s %d %s → %s (%s)", s.displayed(row.Economy), row.Year, before, after, s.signedAmount(row.DifferencePct)))
		}
	}
	if len(others) > 0 {
		t.Foot = []string{s.told("diff.relative", map[string]any{"economies": strings.Join(others, s.Locale.Semicolon()+" ")})}
	}
	return t
}

// fromTo prints both values and their difference, with as many decimals as
// tell them apart.
func (s *session) fromTo(i catalog.Indicator, r analysis.RevisionRow) (before, after, change string) {
	d := table.Decimals(i, max(math.Abs(r.Old), math.Abs(r.New)))
	for ; d < 12 && s.Locale.Number(r.Old, d) == s.Locale.Number(r.New, d); d++ {
	}
	for c := d; c <= 12; c++ {
		if change = s.Locale.Signed(r.Difference, c); change != s.Locale.Signed(0, c) {
			break
		}
	}
	if i.IsPercentage() {
		change = s.Locale.PointsShort(r.Difference, d)
	}
	return s.Locale.Number(r.Old, d), s.Locale.Number(r.New, d), change
}

// spans is a table of what differs, year by year.
func (s *session) spans(i catalog.Indicator, spans []analysis.RevisionSpan) table.Sheet {
	t := table.Sheet{Columns: []table.Column{table.Left(unbroken(s.told("diff.by-year", nil))), table.Right(unbroken(s.told("diff.both", nil))), table.Right(s.told("diff.revised", nil)),
		table.Right(s.told("diff.up", nil)), table.Right(s.told("diff.down", nil)), table.Right(s.told("diff.median", nil)), table.Right(s.told("diff.total", nil)),
		table.Right(s.told("diff.rounding", nil)), table.Right(s.told("diff.flag", nil)), table.Right(s.told("diff.added", nil)), table.Right(s.told("diff.gone", nil))}}
	for _, y := range spans {
		years, total := fmt.Sprint(y.From), ""
		if y.To != y.From {
			years += fmt.Sprintf("-%d", y.To)
		} else if i.Additive() && y.Revised > 0 && y.OldTotal != 0 {
			total = s.signedAmount(100 * (y.NewTotal - y.OldTotal) / math.Abs(y.OldTotal))
		}
		t.Add(nil, years, s.count(y.Common), s.count(y.Revised), s.count(y.Up), s.count(y.Down),
			s.medianText(i, y.MedianPct, y.MedianDifference), total, s.count(y.Rounded), s.count(y.Reflagged), s.count(y.Added), s.count(y.Gone))
	}
	return t
}

// unbroken keeps a heading in one line.
func unbroken(text string) string { return strings.ReplaceAll(text, " ", "\u00a0") }
