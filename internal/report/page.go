package report

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/explain"
	"tradestats/internal/locale"
	"tradestats/internal/tidy"
)

// A figure is a number that a page prints. It is kept with what it means, so
// that every printed number can be looked up in the manifest.
type figure struct {
	ID        string  `json:"id"` // block/what/who/when
	Value     float64 `json:"value"`
	Unit      string  `json:"unit"`
	Status    string  `json:"status"`
	Selection string  `json:"selection"` // indicator, economy or group, years

	of explain.Number // what it is made of
}

// same tells whether two figures print the same.
func (f figure) same(g figure) bool {
	return f.ID == g.ID && f.Value == g.Value && f.Unit == g.Unit && f.Status == g.Status && f.Selection == g.Selection
}

// A page is one report in one language while it is written. Errors are kept
// and returned by finish, so that blocks read like the page they write.
type page struct {
	*locale.Locale
	env     *env
	book    *book
	block   header
	text    bytes.Buffer
	section bytes.Buffer
	brief   []string
	errs    []error
	links   *links // of a page whose numbers lead to how they came about; else nil
}

// A book is what the pages of a topic share: numbers, tables and charts. The
// files of tables and of the charts' data are the same in all languages.
type book struct {
	figures map[string]figure
	pages   map[string][]byte // by language: the markdown with all its images
	files   map[string][]byte // path below the topic's folder -> content
	charts  []drawing
	made    map[string]bool // charts and tables, by language
	drawn   map[string]bool // indicators that charts of blocks name as their sources
	record
}

func newBook() *book {
	return &book{figures: map[string]figure{}, pages: map[string][]byte{}, files: map[string][]byte{}, made: map[string]bool{}, drawn: map[string]bool{}}
}

// args are the arguments of a sentence. A figure among them is noted in the
// manifest and handed on as its value.
type args map[string]any

func newPage(e *env, b *book, lang string) (*page, error) {
	l, err := localeOf(lang, e.currency)
	if err != nil {
		return nil, err
	}
	return &page{Locale: l, env: e, book: b}, nil
}

// localeOf is a language as the edition counts money in it.
func localeOf(lang, currency string) (*locale.Locale, error) {
	l, err := locale.For(lang)
	if err != nil {
		return nil, err
	}
	return l.In(currency), nil
}

func (p *page) fail(err error) {
	if err != nil {
		p.errs = append(p.errs, fmt.Errorf("topic %s, block %s, %s: %w", p.env.topic.ID, p.block.ID, p.Lang(), err))
	}
}

// ambiguous is the error of a figure that a page would print with two meanings.
func ambiguous(id, how string) error {
	return tidy.Errorf(tidy.Failed, "leave the block out of the topic to have the other pages, and please report it with the topic", "internal error: figure %s %s", id, how)
}

// note keeps a figure for the manifest. The same id always has the same value.
func (p *page) note(f figure) figure {
	f.ID = p.block.ID + "/" + f.ID
	f.of = f.of.Within(p.env.currency, p.env.year)
	if before, ok := p.book.figures[f.ID]; ok && !before.same(f) && before.Value == before.Value {
		p.fail(ambiguous(f.ID, fmt.Sprintf("is %v in one place and %v in another", f.Value, before.Value)))
	}
	if before := p.book.figures[f.ID]; !before.of.IsZero() && !f.of.IsZero() && !reflect.DeepEqual(before.of, f.of) {
		p.fail(ambiguous(f.ID, "is made of one thing in one place and of another in another"))
	}
	p.book.figures[f.ID] = f
	return f
}

// say returns the sentence of a key.
func (p *page) say(key string, a args) string {
	plain := map[string]any{}
	p.links.forget()
	for name, v := range a {
		if f, ok := v.(figure); ok {
			f = p.note(f)
			p.links.hear(f)
			v = f.Value
		}
		plain[name] = v
	}
	text, err := p.Say(key, plain)
	p.fail(err)
	return typographic(text)
}

// heading starts a section.
func (p *page) heading(level int, text string) {
	fmt.Fprintf(&p.section, "%s %s\n\n", strings.Repeat("#", level), text)
}

// title starts a block's section; figures of another year than the edition's
// say so in it.
func (p *page) title(year int) {
	text := p.Typeset(p.block.Title.In(p.Lang()))
	if year != 0 && year != p.env.year {
		text += ", " + p.Year(year)
	}
	p.heading(2, text)
}

// para writes sentences as one paragraph; empty ones are left out.
func (p *page) para(sentences ...string) {
	var kept []string
	for _, s := range sentences {
		if s != "" {
			kept = append(kept, s)
		}
	}
	if len(kept) > 0 {
		fmt.Fprintf(&p.section, "%s\n\n", strings.Join(kept, " "))
	}
}

// list writes a bulleted list.
func (p *page) list(items []string) {
	for _, s := range items {
		fmt.Fprintf(&p.section, "- %s\n", s)
	}
	if len(items) > 0 {
		p.section.WriteString("\n")
	}
}

// notes writes footnotes under a table, in small words.
func (p *page) notes(sentences ...string) {
	var kept []string
	for _, s := range sentences {
		if s != "" {
			kept = append(kept, s)
		}
	}
	if len(kept) > 0 {
		fmt.Fprintf(&p.section, "*%s*\n\n", strings.Join(kept, " "))
	}
}

// summary adds a sentence to the list at the top of the page, when the topic
// wants the block there.
func (p *page) summary(sentence string) {
	if sentence != "" && p.block.Brief {
		p.book.finds("brief", p.block.ID, p.Lang(), sentence)
		p.brief = append(p.brief, sentence)
	}
}

// name is the printed name of an economy or group. The publisher in brackets
// behind the name of a region is said once, in a note.
func (p *page) name(id string) economy.Name {
	n := p.env.economies.Name(id, p.Lang())
	for _, s := range []*string{&n.Text, &n.Inline, &n.Short, &n.OfForm, &n.InForm} {
		name, _, _ := strings.Cut(*s, " (")
		*s = typographic(name)
	}
	return n
}

// widest is the length of an economy's name, in signs, that a chart has room
// for.
const widest = 30

// label is the name of an economy or group on a chart.
func (p *page) label(id string) string {
	n := p.name(id)
	_, group := p.env.economies.Group(id)
	if n.Short != "" && (group || utf8.RuneCountInString(n.Text) > widest) {
		return n.Short
	}
	return n.Text
}

// typographic makes apostrophes those of print.
func typographic(s string) string { return strings.ReplaceAll(s, "'", "’") }

// indicator gives a sentence the words of an indicator.
func (p *page) indicator(i catalog.Indicator) args {
	subject := i.Subject.In(p.Lang())
	if subject == "" {
		subject = i.Name.In(p.Lang())
	}
	return args{"subject": subject, "form": subjectForm(i, p.Lang()), "publisher": i.Dataset.Short.In(p.Lang()),
		"called": called(i.Dataset, p.Lang()), "object": i.Object.In(p.Lang()), "trade": i.Trade, "name": i.Name.In(p.Lang())}
}

// called is a publisher in a sentence, with its article.
func called(d *catalog.Dataset, lang string) string {
	if c := d.Called.In(lang); c != "" {
		return c
	}
	return d.Short.In(lang)
}

// with returns the arguments and some more.
func (a args) with(more args) args {
	out := args{}
	for k, v := range a {
		out[k] = v
	}
	for k, v := range more {
		out[k] = v
	}
	return out
}

// endSection moves the section just written into the page.
func (p *page) endSection() {
	p.text.Write(p.section.Bytes())
	p.section.Reset()
}

// finish returns the page, or what went wrong while it was written.
func (p *page) finish() ([]byte, error) {
	var out bytes.Buffer
	t := p.env.topic
	fmt.Fprintf(&out, "# %s\n\n", p.Typeset(t.Title.In(p.Lang())))
	fmt.Fprintf(&out, "%s\n\n", p.say("report.edition", args{"year": p.env.year}))
	if p.env.currency != "" && p.env.currency != catalog.Dollar {
		fmt.Fprintf(&out, "%s\n\n", p.say("report.converted", nil))
	}
	for _, other := range union(p.env.languages, t.Languages) {
		if other != p.Lang() && p.env.hasLanguage(other) {
			l, err := locale.For(other)
			p.fail(err)
			if err == nil {
				fmt.Fprintf(&out, "[%s](report.%s.md)\n\n", locale.Capitalize(l.Word("grammar.language")), other)
			}
		}
	}
	if doubts := p.doubts(); doubts != "" { // before anything that rests on them
		fmt.Fprintf(&out, "%s\n\n", bold(doubts))
	}
	if len(p.brief) > 0 {
		fmt.Fprintf(&out, "## %s\n\n", p.say("report.brief", nil))
		for _, s := range p.brief {
			fmt.Fprintf(&out, "- %s\n", s)
		}
		out.WriteString("\n")
	}
	out.Write(p.text.Bytes())
	for _, mark := range locale.Unresolved(out.String()) {
		p.fail(fmt.Errorf("no words for %s", mark))
	}
	return []byte(typographic(strings.TrimRight(out.String(), "\n")) + "\n"), errors.Join(p.errs...)
}
