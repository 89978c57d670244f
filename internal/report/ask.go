package report

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/explain"
	"tradestats/internal/picture"
	"tradestats/internal/study"
	"tradestats/internal/table"
	"tradestats/internal/tidy"
)

// An inquiry is what blocks share that put questions to a desk of their own: the
// figures that the answers rest on, and what is to be known beside them.
type inquiry struct {
	used     []string // indicators
	rates    bool     // and exchange rates
	warnings []string
}

// heard is what the topic's environment hears of a block.
func (q *inquiry) heard() inquiry { return *q }

// hear keeps a warning, once.
func (q *inquiry) hear(text string) {
	if !slices.Contains(q.warnings, text) {
		q.warnings = append(q.warnings, text)
	}
}

// ask puts a question and keeps what the answer rests on. Nothing found is no
// failure: the page says so.
func (q *inquiry) ask(e *env, id string, put func(context.Context, *study.Desk) error) error {
	desk := e.desk(q.hear)
	err := put(e.ctx, desk)
	q.used = append(q.used, desk.Used()...)
	var known *tidy.Error
	if errors.As(err, &known) && known.Kind == tidy.Empty {
		return nil
	}
	if err != nil {
		return fmt.Errorf("topic %s, block %s: %w", e.topic.ID, id, err)
	}
	return nil
}

// within bounds a query by the edition's year: what asks for later years is
// refused, and one whose years have not begun is told by false.
func (e *env) within(q *study.Query, id string) (begun bool, err error) {
	q.Apply(q.Publish)
	if last := max(q.Year, q.To); last > e.year {
		return false, tidy.Errorf(tidy.Usage, "ask for years up to it, or leave them out", "topic %s, block %s: it asks for %d, and the edition is of %d", e.topic.ID, id, last, e.year)
	}
	if q.Year == 0 && q.To == 0 {
		q.To = e.year
	}
	return q.To == 0 || q.From <= q.To, nil
}

// readAsk decodes what a block asks for, and says what is wrong with it.
func readAsk(node *yaml.Node, into any) (w wants) {
	if node.IsZero() {
		return nil
	}
	if err := strict(node, into, "ask"); err != nil {
		return wrongAsk(err)
	}
	return nil
}

// wrongAsk says what is wrong with a question, and what to do.
func wrongAsk(err error) wants {
	var row *tidy.RowError
	if errors.As(err, &row) {
		return wants{fmt.Sprintf("ask, line %d: %s %q; %s", row.Line, row.Why, row.Text, row.Hint)}
	}
	return wants{strings.TrimSuffix(err.Error()+"; "+tidy.HintOf(err), "; ")}
}

// absent are those of some indicators that the figures at hand do not hold; sums
// are looked at part by part.
func (e *env) absent(indicators []string) (out []string) {
	for _, sum := range indicators {
		for _, id := range strings.Split(sum, "+") {
			if _, err := e.engine.Catalog().Indicator(id); err != nil && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// reader lays out rows in the page's language.
func (p *page) reader() *table.Reader { return table.For(p.Locale, p.env.economies) }

// remarks are the notes of rows as sentences, each once.
func (p *page) remarks(made madeOf, lists ...analysis.Notes) []string {
	var out []string
	for _, list := range lists {
		for _, n := range p.said(made, list) {
			if s := sentence(n); !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// madeOf says what the number of a note is made of.
type madeOf func(analysis.Note) explain.Number

// said are notes in the page's language; the numbers in them are the page's.
func (p *page) said(made madeOf, list analysis.Notes) []string {
	p.links.forget()
	for _, n := range list {
		what := fmt.Sprintf("note/%s/%s/%d-%d", n.Key, strings.ReplaceAll(n.Economies, " ", "+"), n.Since, n.Year)
		f := figure{ID: what, Value: n.Value, Unit: "unit of the series", Status: analysis.OK, Selection: cmp.Or(n.Economies, string(n.Key)), of: made(n)}
		switch n.Key {
		case analysis.NoteBreak, analysis.NoteKnownBreak, analysis.NoteOwnBreak, analysis.NoteSpanned:
			f.Unit = "per cent of the whole"
		}
		if n.Value != 0 && !math.IsNaN(n.Value) {
			p.note(f)
		}
	}
	return p.reader().Notes(list)
}

// sentence gives a note the capital and the full stop of a sentence.
func sentence(note string) string {
	first, size := utf8.DecodeRuneInString(note)
	next, _ := utf8.DecodeRuneInString(note[size:])
	if !unicode.IsUpper(next) { // "eLAC" keeps its small letter
		note = string(unicode.ToUpper(first)) + note[size:]
	}
	return typographic(strings.TrimSuffix(note, ".") + ".")
}

// amount is a value of an indicator inside a sentence, with its unit.
func (p *page) amount(i catalog.Indicator, f figure) string { return p.shown(f, p.inUnit(i)) }

// distance is a difference of two values inside a sentence, without its sign: the sign
// is left to the words. The figure keeps it, for it may stand in a table too.
func (p *page) distance(i catalog.Indicator, f figure) string {
	print := p.inUnit(i)
	if i.IsPercentage() {
		print = func(v float64) string { return p.PointsSize(v, 1) }
	}
	return p.shown(f, func(v float64) string { return print(math.Abs(v)) })
}

// inUnit prints values of an indicator with their unit.
func (p *page) inUnit(i catalog.Indicator) func(float64) string {
	switch {
	case i.IsPercentage():
		return with(p.Percent, 1)
	case picture.InMillions(i):
		return p.Money
	}
	return func(v float64) string {
		u := picture.UnitOf(p.Locale, i, math.Abs(v))
		return strings.TrimSpace(u.Value(v) + " " + u.Words) // a file may name no unit
	}
}

// place puts a picture on the page, its data beside it and every plotted value
// into the manifest; made says what each is made of.
func (p *page) place(id string, pic picture.Picture, made func(picture.Value) explain.Number) {
	p.once("chart " + id)
	pic.About.Selection.Topic, pic.About.Selection.Edition, pic.About.Selection.ID = p.env.topic.ID, p.env.year, id
	p.book.finds("title", p.block.ID+"/"+id, p.Lang(), pic.Chart.Title)
	var err error
	pic.Chart.Metadata, err = pic.About.Compact()
	p.fail(err)
	p.book.charts = append(p.book.charts, drawing{id: id, lang: p.Lang(), picture: pic})
	if name := "charts/" + id + ".csv"; p.book.files[name] == nil {
		var text strings.Builder
		p.fail(pic.CSV(&text))
		p.book.files[name] = []byte(text.String())
	}
	seen := map[string]int{}
	for _, v := range pic.Data {
		key := fmt.Sprintf("chart/%s/%s/%s/%s/%d", id, v.Indicator, v.Measure, v.Series, v.Year)
		if seen[key]++; seen[key] > 1 { // partners
			key += fmt.Sprintf("/%d", seen[key])
		}
		status := v.Status
		if status == "" {
			status = v.Measure
		}
		p.note(figure{ID: key, Value: v.Value, Unit: v.Unit, Status: status, Selection: fmt.Sprintf("%s, %s, %d", v.Indicator, v.Series, v.Year), of: made(v)})
	}
	if ending := p.env.image(); ending != "" {
		fmt.Fprintf(&p.section, "![%s](charts/%s.%s.%s)\n\n", pic.Chart.Alt, id, p.Lang(), ending)
	}
}

// pictures draws a question in all languages of the edition: what is plotted is
// the same, the words are not.
func (q *inquiry) pictures(e *env, id string, ask picture.Question) (map[string]picture.Picture, error) {
	out := map[string]picture.Picture{}
	for _, lang := range e.languages {
		l, err := localeOf(lang, e.currency)
		if err != nil {
			return nil, err
		}
		err = q.ask(e, id, func(ctx context.Context, d *study.Desk) error {
			pic, err := picture.Make(ctx, d, table.For(l, e.economies), ask)
			if err == nil {
				out[lang] = pic
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// leastBreak is the share of a whole, in per cent, from which the break of a part is
// named in a sentence; the table names all.
const leastBreak = 1

// breakRemarks are the breaks among notes, for the sentence that rests on them.
func (p *page) breakRemarks(made madeOf, notes analysis.Notes) []string {
	var breaks analysis.Notes
	for _, n := range notes {
		if n.Value != 0 && n.Value < leastBreak {
			continue
		}
		if slices.Contains([]analysis.NoteKey{analysis.NoteBreak, analysis.NoteKnownBreak, analysis.NoteOwnBreak, analysis.NoteSpanned}, n.Key) {
			breaks = append(breaks, n)
		}
	}
	return p.remarks(made, breaks)
}

// notedSheet writes a table with its file, the notes of its rows numbered below;
// columns without any text are left out. Each row says what its notes' numbers are made of.
func (p *page) notedSheet(id string, s *sheet, notes []analysis.Notes, made []madeOf, general ...string) {
	laid := table.Sheet{Label: p.Word("label.note"), Between: p.Semicolon() + " "}
	for _, c := range s.columns {
		laid.Columns = append(laid.Columns, table.Column{Head: c.title, Right: !c.left})
	}
	for k, cells := range s.printed {
		laid.Add(p.said(made[k], notes[k]), cells...)
	}
	done := laid.Lay()
	s.columns, s.printed = nil, done.Rows
	for _, c := range done.Columns {
		s.columns = append(s.columns, column{c.Head, !c.Right})
	}
	p.sheet(id, s)
	p.notes(general...)
	for _, line := range done.Below {
		p.notes(typographic(line))
	}
}
