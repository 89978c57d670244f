// Package picture draws the answer to a question: it asks the studies, lays
// their rows out as a chart, and says in the reader's language what it shows.
// An image of it can stand alone: with its title, notes and source, its data as
// a table, its alternative text, and what it was made of.
//
// A kind of chart is a file: it takes the measured series of the maker and
// fills in the body, the plotted values and the words that are its own.
package picture

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/chart"
	"tradestats/internal/frame"
	"tradestats/internal/study"
	"tradestats/internal/table"
)

// Signature stands in the corner of every chart.
const Signature = "tradestats"

// A Picture is a chart with its data and its provenance, in one language.
type Picture struct {
	Chart chart.Chart // its texts and its body; size and theme are set by Image
	Data  []Value     // what is plotted
	About About       // what it shows and what it was made of
	// Unlabelled says that series found no room for a label; nil says nothing.
	Unlabelled func(names []string) string
}

// A Value is one plotted value, as a row of the chart's CSV file.
type Value struct {
	Series    string  `col:"series"` // an economy, a group, or what a part is called
	Indicator string  `col:"indicator"`
	Partner   string  `col:"partner"` // of bilateral figures; WLD is the world
	Measure   string  `col:"measure"` // value, index, share, growth, rank, ...
	Year      int     `col:"year,omitzero"`
	Value     float64 `col:"value"` // NaN where it is missing or withheld
	Unit      string  `col:"unit"`
	Status    string  `col:"status"`
	Flag      string  `col:"flag"` // the publisher's
}

// Ahead tells whether a value is one of a projection, or an end of a range around it.
func (v Value) Ahead() bool { return slices.Contains(ahead, v.Measure) }

// Make answers a question with a picture. What is asked for and does not exist
// or makes no sense is an error of kind tidy.Usage, nothing to draw one of kind
// tidy.Empty.
func Make(ctx context.Context, desk *study.Desk, reader *table.Reader, q Question) (Picture, error) {
	if q.Currency != "" { // amounts are said in it; whether there is such one is checked with the figures
		q.Currency = strings.ToUpper(q.Currency)
		reader = table.For(reader.Locale.In(q.Currency), desk.Economies)
	}
	m := &maker{ctx: ctx, desk: desk, words: words{reader.Locale, reader}, q: q}
	if err := m.settle(); err != nil {
		return Picture{}, err
	}
	m.asked = m.q
	if err := m.kind.draw(m); err != nil {
		return Picture{}, err
	}
	if len(m.out.Data) == 0 {
		return Picture{}, m.nothing()
	}
	m.tellSpanned()
	if err := m.mustBeDrawn(); err != nil {
		return Picture{}, err
	}
	return m.finish()
}

// CSV writes the plotted values, the same in every language.
func (p Picture) CSV(w io.Writer) error { return frame.WriteCSV(w, frame.Of(p.Data)) }

// dataOf is the file that CSV writes.
func dataOf(values []Value) ([]byte, error) {
	var b bytes.Buffer
	err := frame.WriteCSV(&b, frame.Of(values))
	return b.Bytes(), err
}

// At is the picture in a size and a theme; that of a page grows with its rows. Series
// whose labels find no room there are named in a note, of the image as of what it says of
// itself. The note takes room itself: it is written until it names those that are left
// out beside it.
func (p Picture) At(size chart.Size, theme *chart.Theme) (Picture, error) {
	c := &p.Chart
	c.Size, c.Theme = size, theme
	c.Size = forPage(*c)
	layout, err := c.Layout()
	if err != nil || len(layout.Dropped) == 0 || p.Unlabelled == nil {
		return p, err
	}
	notes := c.Notes
	for range 4 {
		named := layout.Dropped
		c.Notes = append(notes[:len(notes):len(notes)], p.Unlabelled(named))
		if layout, err = c.Layout(); err != nil {
			return p, err
		}
		if len(layout.Dropped) == 0 || slices.Equal(slices.Sorted(slices.Values(named)), slices.Sorted(slices.Values(layout.Dropped))) {
			break
		}
	}
	p.About.Notes = append([]string{}, c.Notes...)
	c.Metadata, err = p.About.Compact()
	return p, err
}

// Image is the chart of a picture in a size and a theme.
func (p Picture) Image(size chart.Size, theme *chart.Theme) (chart.Chart, error) {
	at, err := p.At(size, theme)
	return at.Chart, err
}

// maker is a picture being made.
type maker struct {
	ctx  context.Context
	desk *study.Desk
	words
	q     Question
	kind  kind
	each  bool // the economies are all, for nobody was named
	data  []*analysis.Data
	asked Question // as it was settled, before a kind changes it
	who   []string // economies and groups asked for, by id
	items []string // those to highlight, by id

	out      Picture
	used     []catalog.Indicator // indicators that the chart shows, the first one first
	also     []catalog.Indicator // what the figures rest on beside them: what shares are of, rates of exchange, prices
	title    string              // a finding; "" where none holds
	subject  string              // the title where there is no finding
	parts    []string            // of the subtitle
	within   string              // the end of the subtitle, on trade between members
	notes    []string
	years    span
	gathered bool     // groups were taken apart into members
	outside  bool     // a calendar has years that the data do not cover
	rivals   []string // whom a title speaks of beside the highlighted
}

// span is the years that are shown; first and last may be the same.
type span struct{ first, last int }

func (s *span) add(year int) {
	if s.first == 0 || year < s.first {
		s.first = year
	}
	s.last = max(s.last, year)
}

// plot notes a plotted value.
func (m *maker) plot(s series, measure string, year int, p point) {
	m.out.Data = append(m.out.Data, Value{Series: s.id, Indicator: s.data.Indicator.ID, Partner: s.data.Partner, Measure: measure, Year: year,
		Value: p.value, Unit: m.unitOf(s.data.Indicator), Status: p.status, Flag: p.flag})
	if p.drawn() {
		m.years.add(year)
	}
}

// unitOf is the unit of what is measured, as files give it.
func (m *maker) unitOf(i catalog.Indicator) string {
	switch m.q.As {
	case AsIndex:
		return "index"
	case AsShare:
		return "per cent"
	case AsGrowth:
		if i.IsPercentage() {
			return "percentage points"
		}
		return "per cent"
	}
	return i.Unit
}

// uses notes an indicator, for the source line and for what the picture rests on.
func (m *maker) uses(i catalog.Indicator) {
	for _, u := range m.used {
		if u.ID == i.ID {
			return
		}
	}
	m.used = append(m.used, i)
}

// note adds a sentence below the chart, once.
func (m *maker) note(text string) {
	if text == "" {
		return
	}
	for _, n := range m.notes {
		if n == text {
			return
		}
	}
	m.notes = append(m.notes, text)
}

// finish puts the words around the chart and notes what it was made of.
func (m *maker) finish() (Picture, error) {
	c := &m.out.Chart
	c.Signature, c.Lang = Signature, m.Lang()
	subtitle := append(slices.Clone(m.parts), m.within)
	if m.partners() > 1 {
		m.title = "" // a finding would have to say with whom
	}
	switch {
	case m.q.Title != "":
		c.Title = m.q.Title
		subtitle = append([]string{m.subject}, subtitle...)
	case m.title != "" && strings.HasPrefix(m.title, m.subject):
		c.Title = m.title // it names the subject itself
	case m.title != "" && m.headline() != "":
		c.Title = m.headline()
	case m.title != "":
		c.Title = m.title
		subtitle = append([]string{m.subject}, subtitle...)
	default:
		c.Title = m.subject
	}
	subtitle = slices.DeleteFunc(subtitle, func(s string) bool { return s == "" }) // a unit that nobody said
	c.Title, c.Subtitle = typographic(capital(c.Title)), typographic(capital(strings.Join(subtitle, ", ")))
	m.note(m.q.Note.In(m.Lang()))
	if len(m.notes) > 0 {
		c.Notes = []string{typographic(m.Word("label.note") + " " + strings.Join(m.notes, " "))}
	}
	if err := m.restsOn(); err != nil {
		return Picture{}, err
	}
	sources := slices.Concat(m.used, m.also)
	c.Source = Sources(m.Locale, sources)
	c.Licence = Licences(m.Locale, sources)
	var err error
	if c.Alt, err = Alt(m.Locale, c.Title, c.Subtitle, c.Body); err != nil {
		return Picture{}, err
	}
	m.out.Unlabelled = func(names []string) string {
		return m.say("picture.unlabelled", args{"names": m.reader.Listed(names)})
	}
	if m.out.About, err = m.about(); err != nil {
		return Picture{}, err
	}
	c.Metadata, err = m.out.About.Compact()
	return m.out, err
}

// headline is a finding behind the name of what it is about; "" where a title has no
// room for both. Then the subtitle names it.
func (m *maker) headline() string {
	if len(m.used) != 1 {
		return ""
	}
	text := m.called(m.used[0]) + m.Colon() + " " + m.title
	if utf8.RuneCountInString(text) > longestHeadline {
		return ""
	}
	return text
}

// longestHeadline is the length in signs of two lines of a title on a chart for the
// web. The Romance languages need a quarter more than English for the same finding.
const longestHeadline = 120

// partial tells whether a status keeps a figure from being called the largest.
func partial(status string) bool { return status != analysis.OK && status != published }

// published is the status of a publisher's own total.
const published = "published"

// yearsText is "2015–2023", or one year.
func (m *maker) yearsText() string {
	if m.years.first == m.years.last {
		return m.Year(m.years.last)
	}
	return fmt.Sprintf("%s–%s", m.Year(m.years.first), m.Year(m.years.last))
}
