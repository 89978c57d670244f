package dataset

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
)

// An ownFile is a file of the user's.
type ownFile struct {
	path  string
	id    string // names the indicator of a file that does not; else ""
	named bool   // id was given on the command line
	kept  []byte // of a pipe, which can be read once only
}

var named = regexp.MustCompile(`^([A-Za-z0-9][A-Za-z0-9_.-]*)=(.+)$`)

// overlay lays the user's files over the embedded figures.
func (e *files) overlay(ctx context.Context, data []string) error {
	var more []*catalog.Dataset
	taken := map[string]bool{}
	for _, d := range e.catalog.Datasets {
		taken[d.ID] = true
	}
	for _, value := range data {
		found, err := expand(value)
		if err != nil {
			return err
		}
		for _, f := range found {
			d, err := e.survey(ctx, f)
			if err != nil {
				return err
			}
			for _, i := range d.Indicators {
				if other := e.own[i.ID]; other != nil {
					return tidy.Errorf(tidy.Usage, "give one of the two", "%s is in both %s and %s", i.ID, other.path, f.path)
				}
				e.own[i.ID] = f
			}
			d.ID = untaken(d.ID, taken)
			taken[d.ID] = true
			more = append(more, d)
		}
	}
	if len(more) == 0 {
		return nil
	}
	c, err := e.catalog.With(more...)
	if err != nil {
		return err
	}
	e.catalog = c
	return e.weighable()
}

// untaken is an id, with a number where others have it: two folders may hold
// files of one name.
func untaken(id string, taken map[string]bool) string {
	unique := id
	for n := 2; taken[unique]; n++ {
		unique = fmt.Sprintf("%s-%d", id, n)
	}
	return unique
}

// weighable finds a declaration whose weight is no indicator.
func (e *files) weighable() error {
	for _, id := range slices.Sorted(maps.Keys(e.own)) {
		i, err := e.catalog.Indicator(id)
		if err != nil {
			return err
		}
		if i.Weight == "" || e.catalog.Has(i.Weight) {
			continue
		}
		_, unknown := e.catalog.Indicator(i.Weight)
		return tidy.Errorf(tidy.Data, tidy.HintOf(unknown), "%s: the weight %q of %s is no indicator", e.own[id].path, i.Weight, id)
	}
	return nil
}

// expand returns the files of one --data value, those of a folder by name.
func expand(value string) ([]*ownFile, error) {
	id, path := "", value
	if m := named.FindStringSubmatch(value); m != nil {
		if _, err := os.Stat(value); err != nil { // a file may have = in its name
			id, path = m[1], m[2]
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	if !info.IsDir() {
		return []*ownFile{{path: path, id: id, named: id != ""}}, nil
	}
	if id != "" {
		return nil, tidy.Errorf(tidy.Usage, "name a file", "%s is a folder: it cannot be one series", path)
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	var out []*ownFile
	for _, entry := range entries {
		if !entry.IsDir() && strings.EqualFold(filepath.Ext(entry.Name()), ".csv") {
			out = append(out, &ownFile{path: filepath.Join(path, entry.Name())})
		}
	}
	if len(out) == 0 {
		return nil, tidy.Errorf(tidy.Data, "put tidy .csv files there", "%s: no data in this folder", path)
	}
	return out, nil
}

// survey reads a file once and returns the dataset that it is: its indicators
// with what the declaration beside it or the catalogue says of them.
func (e *files) survey(ctx context.Context, f *ownFile) (*catalog.Dataset, error) {
	declared, err := readDeclaration(f.path)
	if err != nil {
		return nil, err
	}
	if f.id == "" && declared != nil && len(declared.Indicators) == 1 {
		f.id = declared.Indicators[0].ID
	}
	units, err := f.units(ctx)
	if err != nil {
		return nil, err
	}
	ids := slices.Sorted(maps.Keys(units))
	if err := undeclared(f.path, declared, ids); err != nil {
		return nil, err
	}
	d := anonymous(f.path)
	if declared != nil {
		named := *declared
		named.ID, named.Own, named.Indicators = d.ID, true, nil
		if named.Publisher == nil {
			named.Publisher = d.Publisher
		}
		if named.Short == nil {
			named.Short = named.Publisher
		}
		if named.Licence == nil {
			named.Licence, named.Terms = d.Licence, d.Terms
		}
		named.Title, named.Code = cmp.Or(named.Title, d.Title), cmp.Or(named.Code, d.Code)
		named.Citation = cmp.Or(named.Citation, named.Publisher.In("en")+", "+d.Title)
		d = &named
	}
	for _, id := range ids {
		d.Indicators = append(d.Indicators, e.describe(id, units[id], declared, f.path))
	}
	return d, nil
}

// units returns the indicators that a file holds, each with the unit that its
// first row gives.
func (f *ownFile) units(ctx context.Context) (map[string]string, error) {
	units := map[string]string{}
	err := f.read(ctx, func(r source.Row) error {
		id := f.indicator(r)
		if id == "" {
			return tidy.Errorf(tidy.Usage, fmt.Sprintf("name it: --data ID=%s", f.path), "%s: the file does not say which indicator it holds", f.path)
		}
		if f.named && id != f.id {
			return tidy.Errorf(tidy.Usage, fmt.Sprintf("say --data %s", f.path), "%s names its indicators itself: %s is not %s", f.path, id, f.id)
		}
		if _, seen := units[id]; !seen {
			units[id] = r.Unit
		}
		return nil
	})
	if err == nil && len(units) == 0 {
		err = tidy.Errorf(tidy.Data, "give at least one value", "%s: no row has a value", f.path)
	}
	return units, err
}

// anonymous is the dataset of a file of which nothing is declared.
func anonymous(path string) *catalog.Dataset {
	name := filepath.Base(path)
	return &catalog.Dataset{
		ID: "own-" + strings.TrimSuffix(name, filepath.Ext(name)), Own: true,
		Publisher: catalog.Text{"": name}, Short: catalog.Text{"": name}, Title: name, Code: name,
		Licence: catalog.Text{"": "not stated"}, Terms: "Not stated: ask whoever the file came from.", Citation: name,
	}
}

// undeclared finds a declaration of what the file does not hold: a wrong id
// would otherwise leave the series it means without unit and kind.
func undeclared(path string, declared *catalog.Dataset, ids []string) error {
	if declared == nil {
		return nil
	}
	for _, i := range declared.Indicators {
		if !slices.Contains(ids, i.ID) {
			hint := "the file holds " + strings.Join(ids, ", ")
			return tidy.Errorf(tidy.Data, hint, "%s: indicator %q is declared beside it and is not in it", path, i.ID)
		}
	}
	return nil
}

// describe says what is known of a series of the user's: by its declaration,
// else by the catalogue, else only its id and the unit its rows give.
func (e *files) describe(id, unit string, declared *catalog.Dataset, path string) catalog.Indicator {
	i := catalog.Indicator{ID: id, Unit: unit, Rule: catalog.None, Name: catalog.Text{"": id}}
	if known, err := e.catalog.Indicator(id); err == nil {
		i = known
	}
	if declared != nil {
		for _, d := range declared.Indicators {
			if d.ID == id {
				i = d
			}
		}
	}
	if len(i.Name) == 0 {
		i.Name = catalog.Text{"": id}
	}
	i.File, i.SHA256 = path, ""
	return i
}

func (f *ownFile) indicator(r source.Row) string {
	if r.Indicator != "" {
		return r.Indicator
	}
	return f.id
}

func (f *ownFile) read(ctx context.Context, each func(source.Row) error) error {
	in, err := f.open()
	if err != nil {
		return unreadable(f.path, err)
	}
	defer in.Close()
	r, err := source.Open(f.path, in)
	if err != nil {
		return err
	}
	return r.Read(ctx, each)
}

// open opens the file; what a pipe gives is kept, for it is read twice.
func (f *ownFile) open() (io.ReadCloser, error) {
	if f.kept != nil {
		return io.NopCloser(bytes.NewReader(f.kept)), nil
	}
	in, err := os.Open(f.path)
	if err != nil {
		return nil, err
	}
	info, err := in.Stat()
	if err != nil || info.Mode().IsRegular() {
		return in, err
	}
	defer in.Close()
	text, err := io.ReadAll(in)
	if err != nil {
		return nil, err
	}
	f.kept = append([]byte{}, text...) // not nil, even when there was nothing
	return io.NopCloser(bytes.NewReader(f.kept)), nil
}

// load gives the collector the file's rows of its indicator.
func (f *ownFile) load(ctx context.Context, c *collector) error {
	return f.read(ctx, func(r source.Row) error {
		if f.indicator(r) != c.indicator.ID {
			return nil
		}
		return c.add(r, f.path)
	})
}
