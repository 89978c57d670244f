package dataset

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync"

	"tradestats/internal/catalog"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
	"tradestats/internal/unpack"
)

// Unnamed is the id of the one series of a text that does not name it, which
// the user would have to.
const Unnamed = "unnamed"

// A Surveyed text is one of the user's, with what its series would be here, or
// why it cannot be used.
type Surveyed struct {
	Name    string            // as messages and origins call it
	Text    *unpack.Text      // nil where Err is about the file
	Reader  source.Reader     // nil with Err
	About   source.About      // what the text says of itself, where its layout is known
	Series  []source.Series   // in the order of the text
	IDs     map[string]string // the text's code of a series -> id of the indicator
	Dataset *catalog.Dataset  // with the indicators; nil with Err
	Apart   string            // the last day of its vintage, where it is one of several that stand side by side
	Dating  string            // what is to be known of how About.Vintage came about; "" is nothing
	Err     error             // a *source.Companion, or an error of kind Data or Usage

	engine *files
	own    *own
	who    *collector
}

// Survey finds the texts of Options.Data and says of each what it holds, under
// the ids that an engine would give. What is wrong with one of them does not
// keep it from the others. An error is of what could not be read at all.
func Survey(ctx context.Context, o Options) ([]*Surveyed, error) {
	c, err := catalog.Embedded()
	if err != nil {
		return nil, err
	}
	e := &files{catalog: c, economies: o.Economies, own: map[string]*own{}, embedded: !o.NoEmbedded}
	fallback, err := readMapping(o.Mapping)
	if err != nil {
		return nil, err
	}
	var out []*Surveyed
	for _, value := range o.Data {
		if err := noTable(value); err != nil {
			return nil, err
		}
		id, path := "", value
		if m := nameOfPath.FindStringSubmatch(value); m != nil {
			if _, err := os.Stat(value); err != nil {
				id, path = m[1], m[2]
			}
		}
		paths, err := e.tables(path)
		if err != nil {
			return nil, err
		}
		for _, c := range e.passed { // folders that are no vintage
			out = append(out, &Surveyed{Name: c.Name, Err: c})
		}
		e.passed = nil
		for _, in := range paths {
			found, err := e.surveyFile(ctx, in.path, o, given{filed: in, id: id, fallback: fallback, loose: in.path != path && !tabular(in.path)})
			if err != nil {
				return nil, err
			}
			out = append(out, found...)
		}
	}
	return out, nil
}

// surveyFile surveys the texts of one file.
func (e *files) surveyFile(ctx context.Context, path string, o Options, g given) ([]*Surveyed, error) {
	failed := func(err error) ([]*Surveyed, error) {
		if g.loose {
			err = passedOver(path, err)
		}
		if companion, ok := source.IsCompanion(err); ok {
			return []*Surveyed{{Name: path, Err: companion}}, nil
		}
		if tidy.KindOf(err) != tidy.Data {
			return nil, err
		}
		return []*Surveyed{{Name: path, Err: err}}, nil
	}
	var err error
	if g.declared, g.mapping, err = readBeside(path); err != nil {
		return failed(err)
	}
	opened := unpack.Options{Stdin: o.Stdin}
	if g.mapping != nil {
		opened.Encoding = g.mapping.Encoding
	}
	texts, err := unpack.Open(path, opened)
	if err != nil {
		return failed(err)
	}
	var out []*Surveyed
	for _, t := range texts {
		g.text = t
		g.loose = g.loose || t.Member != "" && !tabular(t.Member)
		s := &Surveyed{Name: t.Name, Text: t, Err: passedOver(t.Name, t.Refused), engine: e}
		if s.Err == nil {
			s.Err = s.learn(ctx, g)
		}
		if s.Err != nil && !reportable(s.Err) {
			return nil, s.Err
		}
		out = append(out, s)
	}
	return out, nil
}

// reportable tells whether an error is about a text, and not about the machine.
func reportable(err error) bool {
	_, companion := source.IsCompanion(err)
	kind := tidy.KindOf(err)
	return companion || kind == tidy.Data || kind == tidy.Usage
}

// learn is what files.survey does, in spite of records that are invalid.
func (s *Surveyed) learn(ctx context.Context, g given) error {
	r, err := openText(g)
	if err != nil {
		return err
	}
	f := &own{text: g.text, reader: r, about: r.About(), ids: map[string]string{}}
	noted := len(s.engine.notes)
	s.engine.date(f, g)
	s.About, s.Dating = f.about, strings.Join(s.engine.notes[noted:], "; ")
	if g.apart {
		s.Apart = f.day
	}
	var row *tidy.RowError
	series, err := r.Series(ctx)
	if errors.As(err, &row) {
		series, err = seriesOf(ctx, r)
	}
	switch {
	case err != nil:
		return err
	case len(series) == 0 && row == nil:
		return noValue(ctx, g.text.Name, r)
	}
	if nameless(f.about, g, series) {
		g.id = Unnamed
	}
	if err := s.engine.describe(f, g, series); err != nil {
		return err
	}
	s.Reader, s.Series, s.IDs, s.Dataset, s.own = r, series, f.ids, f.dataset, f
	s.who = &collector{economies: s.engine.economies, catalog: s.engine.catalog}
	return nil
}

// seriesOf are the series of the records that are valid, as far as the text can
// be read.
func seriesOf(ctx context.Context, r source.Reader) ([]source.Series, error) {
	var out []source.Series
	seen := map[string]bool{}
	_, err := r.Read(ctx, source.Want{Refused: func(*tidy.RowError) {}}, func(row source.Row) error {
		if !seen[row.Code] {
			seen[row.Code] = true
			out = append(out, row.Series)
		}
		return nil
	})
	if tidy.KindOf(err) == tidy.Data {
		err = nil // it is said when the text is read
	}
	return out, err
}

// nameless tells whether a text has one series, of which nothing says what it is.
func nameless(about source.About, g given, series []source.Series) bool {
	declared := g.declared != nil && len(g.declared.Indicators) == 1
	return g.id == "" && !declared && (about.Own || about.Publisher == "") && len(series) == 1 && series[0].Code == ""
}

// A Who is what a code or name of a text stands for.
type Who struct {
	ID      string // ISO3 of an economy; of a publisher's own group its code, tidy.World that of the world
	Group   bool   // one of the publisher's, kept apart from economies
	Unknown bool   // nothing: the rows are left out, or a mistake in the user's own file

	Contrary string // how the code and the name beside it contradict each other; "" where they do not
}

// Who says what an economy or partner stands for, as an engine would have it.
func (s *Surveyed) Who(code, label string, group bool) (Who, error) {
	found, err := s.who.find(code, label, group, &place{file: s.Name, codes: s.About.Codes, own: s.About.Own})
	return Who{ID: found.id, Group: found.published, Unknown: found.unknown, Contrary: found.contrary}, err
}

// Suggest returns the nearest names to one that stands for nothing.
func (s *Surveyed) Suggest(name string, n int) []string { return s.who.economies.Suggest(name, n) }

// KnownBreak tells whether a value is known as the first one after a break that
// the publisher does not mark.
func (s *Surveyed) KnownBreak(indicator, economy string, year int, value float64) bool {
	all, err := knownBreaks()
	return err == nil && all[indicator][breakKey{economy, year}].matches(value)
}

// Indicator is what a series of the text would be here.
func (s *Surveyed) Indicator(code string) catalog.Indicator {
	for _, i := range s.Dataset.Indicators {
		if i.ID == s.IDs[code] {
			return i
		}
	}
	return catalog.Indicator{}
}

// Embedded returns the indicator of the catalogue whose figures those of an id
// would take the place of: not one that is newer, where vintages are compared.
func (s *Surveyed) Embedded(id string) (catalog.Indicator, bool) {
	i, err := s.engine.catalog.Indicator(id)
	return i, err == nil && (!s.own.apart || s.engine.carriedNewer(id, s.own) == nil)
}

// Totals reads the totals over partners of some series of a bilateral text: of
// those that have no rows of their own, because they are sums, too.
func (s *Surveyed) Totals(ctx context.Context, wanted func(code string) bool, each func(source.Row) error) error {
	w := s.totals(wanted)
	w.Refused = func(*tidy.RowError) {}
	_, err := s.Reader.Read(ctx, w, each)
	return err
}

// totals asks for the totals over partners of some series, nil being all.
func (s *Surveyed) totals(wanted func(code string) bool) source.Want {
	return source.Want{Series: wanted, Partner: s.engine.sides(s.own, Query{}, &sync.Map{}), Who: s.engine.who(s.own), Factor: factors(s.own.unitOf)}
}
