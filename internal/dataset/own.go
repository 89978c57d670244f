package dataset

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"tradestats/internal/catalog"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
	"tradestats/internal/unpack"
)

// An own text is one of the user's, with what its series are here.
type own struct {
	text    *unpack.Text
	reader  source.Reader
	about   source.About
	dataset *catalog.Dataset
	ids     map[string]string // the file's code of a series -> indicator
	day     string            // the last one of its vintage; "" where that is not known
	said    string            // its vintage by its own word, or by that of the YAML beside it
	apart   bool              // one of several vintages that stand side by side
	alone   string            // the address of this vintage of a table of a server, by itself
	settled bool              // its economies have been harmonised
	sum     string            // of the file that a table of a server was loaded from, in hex
	left    []string          // what was left out when that table was loaded

	declared *catalog.Dataset // beside the file
	series   []source.Series
	has      *Content // what it has rows of; nil where nobody had to know
	parts    []*own   // the files that it was joined from
}

// survey learns what a text holds: its series, with what the declaration beside
// it, the catalogue or its publisher says of them. It is nil for a companion of
// other files, which is passed over.
func (e *files) survey(ctx context.Context, g given) (*own, error) {
	r, err := openText(g)
	if companion, ok := source.IsCompanion(err); ok {
		e.passOver(companion)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	series, err := r.Series(ctx)
	if err != nil {
		return nil, err
	}
	if len(series) == 0 {
		return nil, noValue(ctx, g.text.Name, r)
	}
	f := &own{text: g.text, reader: r, about: r.About(), ids: map[string]string{}, declared: g.declared, series: series}
	e.date(f, g)
	return f, e.describe(f, g, series)
}

// noValue is the error for a text without a value, which says what was left out
// of it.
func noValue(ctx context.Context, name string, r source.Reader) error {
	left, err := r.Read(ctx, source.Want{}, func(source.Row) error { return nil })
	switch {
	case err != nil:
		return err
	case len(left) == 0:
		return tidy.Errorf(tidy.Data, "give at least one value", "%s: no row has a value", name)
	}
	return tidy.Errorf(tidy.Data, "give annual values of whole economies", "%s: nothing is left of it: %s", name, leftOut(left))
}

// leftOut says what was left out, and why.
func leftOut(left []source.Left) string {
	var out []string
	for _, l := range left {
		rows := "rows"
		if l.Rows == 1 {
			rows = "row"
		}
		out = append(out, fmt.Sprintf("left out: %d %s, %s", l.Rows, rows, l.Why))
	}
	return strings.Join(out, "; ")
}

// openText opens a text by the mapping beside it, else by its layout, else by
// the mapping for what no layout knows.
func openText(g given) (source.Reader, error) {
	r, err := openGiven(g)
	if g.loose {
		err = passedOver(g.text.Name, err)
	}
	return r, err
}

func openGiven(g given) (source.Reader, error) {
	if g.mapping == nil && g.fallback != nil && g.fallback.Partial() {
		return openAs(g.text, g.fallback)
	}
	r, err := source.Open(g.text, source.Options{Mapping: g.mapping})
	var unknown *source.UnknownLayout
	if !errors.As(err, &unknown) || g.mapping != nil || g.fallback == nil {
		return r, err
	}
	return openAs(g.text, g.fallback)
}

// openAs opens a text by a mapping that is not beside it.
func openAs(t *unpack.Text, m *source.Mapping) (source.Reader, error) {
	if m.Encoding != "" {
		var err error
		if t, err = t.As(m.Encoding); err != nil {
			return nil, err
		}
	}
	return source.Open(t, source.Options{Mapping: m})
}

// describe makes the dataset of a text.
func (e *files) describe(f *own, g given, series []source.Series) error {
	p, err := catalog.PublisherOf(f.about.Publisher)
	if err != nil {
		return err
	}
	if err := f.nameSeries(e.catalog, g, p, series); err != nil {
		return err
	}
	return e.describeAs(f, g, p, series)
}

// describeAs makes the dataset of a text whose series have their ids.
func (e *files) describeAs(f *own, g given, p *catalog.Publisher, series []source.Series) error {
	f.dataset = f.publishedBy(p)
	var ids []string
	for _, s := range series {
		i := e.indicator(f, p, s)
		if i.ID = f.ids[s.Code]; !slices.Contains(ids, i.ID) {
			ids = append(ids, i.ID)
			f.dataset.Indicators = append(f.dataset.Indicators, i)
		}
	}
	slices.Sort(ids)
	if err := g.undeclared(ids); err != nil {
		return err
	}
	f.declare(g.declared)
	slices.SortFunc(f.dataset.Indicators, func(a, b catalog.Indicator) int { return cmp.Compare(a.ID, b.ID) })
	return nil
}

// nameSeries gives each series of a text its id.
func (f *own) nameSeries(c *catalog.Catalog, g given, p *catalog.Publisher, series []source.Series) error {
	id := g.id
	if id == "" && g.declared != nil && len(g.declared.Indicators) == 1 && len(series) == 1 {
		id = g.declared.Indicators[0].ID
	}
	taken := map[string]bool{}
	for _, s := range series {
		known, keyed := c.ByKey(f.about.Publisher + ":" + s.Code)
		switch {
		case f.about.Own && s.Code != "" && g.id != "" && s.Code != g.id:
			return tidy.Errorf(tidy.Usage, fmt.Sprintf("say --data %s", f.text.Name), "%s names its indicators itself: %s is not %s", f.text.Name, s.Code, g.id)
		case f.about.Own && s.Code != "":
			f.ids[s.Code] = s.Code
		case id != "" && len(series) == 1:
			f.ids[s.Code] = id
		case id != "":
			return tidy.Errorf(tidy.Usage, fmt.Sprintf("say --data %s", f.text.Name), "%s holds %d series: they cannot all be %s", f.text.Name, len(series), id)
		case s.Code == "":
			return tidy.Errorf(tidy.Usage, fmt.Sprintf("name it: --data ID=%s", f.text.Name), "%s: the file does not say which indicator it holds", f.text.Name)
		case keyed && !taken[known.ID]:
			f.ids[s.Code] = known.ID
		default:
			f.ids[s.Code] = untaken(f.ownID(p, s.Code), taken)
		}
		taken[f.ids[s.Code]] = true
	}
	return nil
}

// ownID is the id of a series that is no indicator of the catalogue.
func (f *own) ownID(p *catalog.Publisher, code string) string {
	if p == nil {
		return slug(f.about.Publisher + " " + code)
	}
	if original := p.Copies[code]; original != "" {
		return p.Prefix + original
	}
	if p.Table {
		code = f.table() + " " + code
	}
	return p.Prefix + slug(code)
}

// table is the code of the publisher's table, else the name of the file without
// that of the publisher.
func (f *own) table() string {
	if f.about.Dataset != "" {
		return slug(f.about.Dataset)
	}
	name := slug(bareName(f.text.Name))
	for _, prefix := range []string{"estat-", f.about.Publisher + "-"} {
		name = strings.TrimPrefix(name, prefix)
	}
	return name
}

// indicator says what is known of a series: by the catalogue, by the catalogue's
// indicator that it is a copy of, by its publisher, else its unit alone.
func (e *files) indicator(f *own, p *catalog.Publisher, s source.Series) catalog.Indicator {
	i := catalog.Indicator{Unit: s.Unit, Rule: catalog.None, Name: catalog.Text{"": cmp.Or(s.Label, f.ids[s.Code])}}
	known, err := e.catalog.Indicator(f.ids[s.Code])
	switch {
	case err == nil:
		i = known
	case p != nil && p.Copies[s.Code] != "" && e.catalog.Has(p.Copies[s.Code]):
		i, _ = e.catalog.Indicator(p.Copies[s.Code])
		i.Counterpart, i.Parts, i.Keys, i.Dataset = "", nil, nil, nil
	case p != nil:
		i = p.Describe(s.Code, s.Label, s.Unit)
		i.Counterpart = f.counterpart(s.Code)
	}
	i.File, i.SHA256 = f.text.Name, ""
	return i
}

// counterpart is the other direction of a series whose code ends in exports or
// imports, if the file holds that.
func (f *own) counterpart(code string) string {
	for _, way := range [][2]string{{"exports", "imports"}, {"imports", "exports"}} {
		if rest, ok := strings.CutSuffix(code, way[0]); ok {
			return f.ids[rest+way[1]]
		}
	}
	return ""
}

// declare lays what the user declares beside a file over what is known of it.
func (f *own) declare(declared *catalog.Dataset) {
	if declared == nil {
		return
	}
	d := f.dataset
	named := *declared
	named.ID, named.Own, named.Indicators = d.ID, true, d.Indicators
	if named.Publisher == nil {
		named.Publisher = d.Publisher
		if named.Short == nil && !f.about.Own {
			named.Short = d.Short
		}
	}
	if named.Short == nil {
		named.Short = named.Publisher
	}
	if named.Licence == nil {
		named.Licence, named.Terms = d.Licence, d.Terms
	}
	named.Title, named.Code, named.Vintage = cmp.Or(named.Title, d.Title), cmp.Or(named.Code, d.Code), d.Vintage // which knows the declared one
	named.Citation = cmp.Or(named.Citation, cited(named.Publisher.In("en"), named.Title, named.Vintage))
	for k, i := range named.Indicators {
		for _, own := range declared.Indicators {
			if own.ID == i.ID {
				if own.File = i.File; len(own.Name) == 0 {
					own.Name = catalog.Text{"": own.ID}
				}
				named.Indicators[k] = own
			}
		}
	}
	f.dataset = &named
}

// loadOwn reads a text once and gives each collector the rows of its indicator.
func (e *files) loadOwn(ctx context.Context, p *pass, q Query) error {
	of := map[string]*collector{}
	for _, c := range p.collectors {
		of[c.indicator.ID] = c
	}
	for _, f := range p.own.texts() {
		if err := e.loadText(ctx, p, f, of, q); err != nil {
			return err
		}
	}
	return nil
}

// loadText reads one text of a pass.
func (e *files) loadText(ctx context.Context, p *pass, f *own, of map[string]*collector, q Query) error {
	against := &contradiction{}
	for _, c := range p.collectors {
		c.contradicted = against
	}
	w := source.Want{From: q.From, To: q.To, Series: func(code string) bool { return of[f.ids[code]] != nil }}
	var strangers sync.Map
	if f.about.Bilateral {
		unitOf := func(code string) string { return of[f.ids[code]].indicator.Unit }
		w.Partner, w.Who, w.Factor = e.sides(f, q, &strangers), e.who(f), factors(unitOf)
	}
	w.Reporter = e.reporters(f, q)
	from, beyond := &place{file: f.text.Name, codes: f.about.Codes, own: f.about.Own, settled: f.settled}, impossibleOf(of)
	left, err := f.reader.Read(ctx, w, func(r source.Row) error {
		c := of[f.ids[r.Code]]
		beyond[c.indicator.ID].look(c.indicator, &r, from)
		return c.add(r, from)
	})
	p.doubts = append(p.doubts, e.doubts(beyond, f)...)
	p.warnings = append(append(p.warnings, f.left...), strangersIn(f.text.Name, &strangers)...)
	if text := against.say(f.text.Name); text != "" {
		p.warnings = append(p.warnings, text)
	}
	if len(left) > 0 {
		p.warnings = append(p.warnings, f.text.Name+": "+leftOut(left))
	}
	return err
}
