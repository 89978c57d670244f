package dataset

import (
	"cmp"
	"context"
	"regexp"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
	"tradestats/internal/unpack"
)

// A Table is one that a server has of a file's figures. It is read as the file
// would be: what is known of publishers, vintages, units and breaks holds for both.
type Table struct {
	Name     string            // as messages and origins call it; without a password
	Reader   source.Reader     // which has the server select and add up
	IDs      map[string]string // code of a series -> indicator
	Declared string            // the YAML that stood beside the file, "" where none did
	SHA256   string            // of the file, in hex; of several, of their list as sha256sum prints it; "" where there was none
	Settled  bool              // economies are as Stream hands them on
	Apart    bool              // one of the vintages that the server has, of which the newest is meant
	Alone    string            // the address of its vintage alone, where it is one of several or may become so
	Note     string            // what whoever reads the newest vintages is to know; "" is nothing
	Left     []string          // what was left out when it was loaded, said when it is read

	// Harmonise settles a table whose economies and partners are spelled as its maker
	// pleased: it is given what tells their ids and what they are, as Stream hands them
	// on. nil where they have been settled.
	Harmonise func(economy, partner func(spelled string) (id, kind string, err error)) error
}

var schemes = regexp.MustCompile(`(?i)^clickhouse(\+https?)?://`)

// IsAddress tells whether a value of --data is the address of a table, not a path.
func IsAddress(value string) bool { return schemes.MatchString(value) }

// Repeatable is a value of --data as a command may repeat it: without the password,
// which whoever repeats it has elsewhere.
func Repeatable(value string) string { return strings.ReplaceAll(Shown(value), ":***@", "@") }

// served are the tables at some addresses, as texts of the user's.
func (e *files) served(ctx context.Context, addresses []addressed, o Options) ([]*own, error) {
	var out []*own
	for _, a := range addresses {
		if !IsAddress(a.value) {
			return nil, tidy.Errorf(tidy.Usage, "leave out what is before the =", "%s: the series of a table have their names", Shown(a.value))
		}
		if o.Tables == nil {
			return nil, tidy.Errorf(tidy.Usage, "name files or folders", "%s is an address, and here files are read", Shown(a.value))
		}
		tables, err := o.Tables(ctx, a.value)
		if err != nil {
			return nil, err
		}
		for _, t := range tables {
			f, err := e.table(ctx, t, a)
			if err != nil {
				return nil, err
			}
			out = append(out, f)
			if t.Note != "" && o.AsOf == "" {
				e.notes = append(e.notes, t.Note)
			}
		}
	}
	return out, nil
}

// table learns what a table holds, as survey does of a text.
func (e *files) table(ctx context.Context, t Table, a addressed) (*own, error) {
	f := &own{text: unpack.Bytes(t.Name, nil), reader: t.Reader, about: t.Reader.About(), ids: t.IDs, apart: t.Apart, alone: t.Alone, settled: t.Settled, sum: cmp.Or(t.SHA256, noFile), left: t.Left}
	if err := e.harmonise(f, t); err != nil {
		return nil, err
	}
	g := given{text: f.text, declared: a.declared, declaredIn: a.file}
	if err := g.dateTable(f, t); err != nil {
		return nil, err
	}
	series, err := t.Reader.Series(ctx)
	if err != nil {
		return nil, err
	}
	if t.Declared != "" {
		if g.declared, err = catalog.Declaration(t.Name, []byte(t.Declared)); err != nil {
			return nil, err
		}
	}
	p, err := catalog.PublisherOf(f.about.Publisher)
	if err != nil {
		return nil, err
	}
	return f, e.describeAs(f, g, p, series)
}

// harmonise has a table spell economies and partners in one way.
func (e *files) harmonise(f *own, t Table) error {
	if t.Harmonise == nil {
		return nil
	}
	p := (&Surveyed{Name: t.Name, About: f.about, engine: e, own: f}).streaming()
	economy := func(spelled string) (id, kind string, err error) {
		who, err := p.collector.resolve(spelled, "", false, 0, p.place)
		return who.id, kindOf(who), err
	}
	partner := func(spelled string) (id, kind string, err error) {
		with, err := p.partner(source.Row{Partner: spelled})
		return with.id, with.kind, err
	}
	if err := t.Harmonise(economy, partner); err != nil {
		return err
	}
	f.about, f.settled = t.Reader.About(), true
	return nil
}

// noFile stands where a table was not loaded from a file.
const noFile = "-"

// hash is the sum of the file that a text is, or that a table was loaded from; ""
// where there was none.
func (f *own) hash() (string, error) {
	switch {
	case len(f.parts) > 0:
		return f.hashOfAll()
	case f.sum == "":
		return f.text.SHA256()
	case f.sum == noFile:
		return "", nil
	}
	return f.sum, nil
}

// reporters tells the reader whose rows a query keeps.
func (e *files) reporters(f *own, q Query) func(code, label string) (any, pairs bool) {
	asked, who := newFilter(q), e.who(f)
	return func(code, label string) (bool, bool) {
		id := who(code, label)
		return asked.economy(id), len(asked.between) == 0 || asked.between[id]
	}
}
