package dataset

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
	"tradestats/internal/unpack"
)

// overlay lays the user's files over the embedded figures.
func (e *files) overlay(ctx context.Context, o Options) error {
	all, err := e.all(ctx, o)
	if err != nil {
		return err
	}
	if err := e.choose(all, o.Prefer); err != nil {
		return err
	}
	e.splits(all)
	more := e.taken(all)
	switch {
	case len(all) == 0 && len(o.Data) > 0 && o.AsOf == "":
		return tidy.Errorf(tidy.Data, "give a file with figures", "%s: no figures in it", Shown(o.Data[0]))
	case len(more) == 0:
		return nil
	}
	e.remainders(more)
	if err := e.fewer(ctx, all); err != nil {
		return err
	}
	if e.catalog, err = e.catalog.With(more...); err != nil {
		return err
	}
	return e.weighable()
}

// all are the texts and tables of --data that may be used.
func (e *files) all(ctx context.Context, o Options) ([]*own, error) {
	var addresses []addressed
	var err error
	if o.Data, addresses, err = apartAddresses(o.Data); err != nil {
		return nil, err
	}
	texts, err := e.texts(o)
	if err != nil {
		return nil, err
	}
	all := make([]*own, len(texts))
	for k, t := range texts {
		if all[k], err = e.survey(ctx, t); err != nil {
			return nil, err
		}
	}
	served, err := e.served(ctx, addresses, o)
	if err != nil {
		return nil, err
	}
	all = e.upTo(slices.DeleteFunc(append(all, served...), func(f *own) bool { return f == nil }))
	return e.join(ctx, all, o.Prefer)
}

// taken are the datasets of what is taken from texts, each under an id of its own.
func (e *files) taken(all []*own) []*catalog.Dataset {
	taken := map[string]bool{}
	for _, d := range e.catalog.Datasets {
		taken[d.ID] = true
	}
	var out []*catalog.Dataset
	for _, f := range all {
		f.dataset.Indicators = slices.DeleteFunc(f.dataset.Indicators, func(i catalog.Indicator) bool { return e.own[i.ID] != f })
		for _, d := range f.datasets() {
			if len(d.Indicators) > 0 {
				d.ID = untaken(d.ID, taken)
				taken[d.ID] = true
				out = append(out, d)
			}
		}
	}
	return out
}

// choose decides which file each indicator is taken from.
func (e *files) choose(all []*own, prefer []string) error {
	for _, name := range prefer {
		if !slices.ContainsFunc(all, func(f *own) bool { return f.called(name) }) {
			return tidy.Errorf(tidy.Usage, "name one of the files of --data", "--prefer %s: no such file is read", name)
		}
	}
	holders := map[string][]*own{}
	var ids []string
	for _, f := range all {
		for _, i := range f.dataset.Indicators {
			if holders[i.ID] == nil {
				ids = append(ids, i.ID)
			}
			holders[i.ID] = append(holders[i.ID], f)
		}
	}
	for _, id := range ids {
		f, err := pick(id, holders[id], prefer)
		if err != nil {
			return err
		}
		d, preferred := e.carriedNewer(id, f), f.rank(prefer) < len(prefer)
		switch {
		case d != nil && f.apart && !preferred:
			e.giveWay(f, d)
			continue
		case d != nil && !preferred:
			e.takesOver(f, d)
		}
		e.own[id] = f
	}
	return nil
}

// pick is the one of several files that an indicator is taken from: the one that is
// preferred, else that of the newest vintage.
func pick(id string, of []*own, prefer []string) (*own, error) {
	best := len(prefer)
	for _, f := range of {
		best = min(best, f.rank(prefer))
	}
	of = newest(slices.DeleteFunc(of, func(f *own) bool { return f.rank(prefer) != best }))
	if len(of) == 1 {
		return of[0], nil
	}
	if name := of[0].text.Name; name == of[1].text.Name {
		return nil, tidy.Errorf(tidy.Usage, "give it once", "%s is in %s, which --data gives twice", id, name)
	}
	if err := besideVintages(id, of); err != nil {
		return nil, err
	}
	hint := fmt.Sprintf("give one of the two, or choose with --prefer %s", apartFrom(of[1].text.Name, of[0].text.Name))
	return nil, tidy.Errorf(tidy.Usage, hint, "%s is in both %s and %s", id, of[0].described(), of[1].described())
}

// apartFrom is the end of a path that tells it from another one.
func apartFrom(path, other string) string {
	if name := filepath.Base(path); name != filepath.Base(other) {
		return name
	}
	return path
}

// rank is the place of a file among those preferred.
func (f *own) rank(prefer []string) int {
	if k := slices.IndexFunc(prefer, f.called); k >= 0 {
		return k
	}
	return len(prefer)
}

// called tells whether a file is meant: by its path, the end of it, or the
// folder or archive that it is in.
func (f *own) called(name string) bool {
	return IsCalled(f.text.Name, name) || f.text.Path == name || strings.HasSuffix(f.text.Path, "/"+name)
}

// IsCalled tells whether a name is that of a path, its end, or a folder that it begins
// with.
func IsCalled(path, name string) bool {
	return path == name || strings.HasSuffix(path, "/"+name) || strings.HasPrefix(path, strings.TrimSuffix(name, "/")+"/")
}

// described is the file with its vintage, which tells two of one dataset apart.
func (f *own) described() string {
	if v := f.dataset.Vintage; v != "" {
		return fmt.Sprintf("%s (of %s)", f.text.Name, v)
	}
	return f.text.Name
}

// remainders notes the indicators of an embedded dataset that stay beside
// others of it which a file replaces: they may be of another vintage.
func (e *files) remainders(more []*catalog.Dataset) {
	if !e.embedded {
		return
	}
	for _, d := range e.catalog.Datasets {
		var replaced, kept []string
		var by *own
		for _, i := range d.Indicators {
			if f := e.own[i.ID]; f != nil {
				replaced, by = append(replaced, i.ID), f
			} else {
				kept = append(kept, i.ID)
			}
		}
		if by != nil && len(kept) > 0 && !by.about.Own && !e.late(d) {
			e.notes = append(e.notes, fmt.Sprintf("%s takes the place of %s; %s stays as it comes with the program, of %s",
				by.described(), strings.Join(replaced, ", "), strings.Join(kept, ", "), d.Vintage))
		}
	}
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
		return tidy.Errorf(tidy.Data, tidy.HintOf(unknown), "%s: the weight %q of %s is no indicator", e.own[id].text.Name, i.Weight, id)
	}
	return nil
}

// A given text is one of --data, with what is said about it.
type given struct {
	text     *unpack.Text
	filed           // its file
	id       string // names its one indicator; "" when not given
	declared *catalog.Dataset
	mapping  *source.Mapping

	declaredIn string          // the YAML that names a table; "" of one beside a file
	loose      bool            // it need not be a table: its name does not say that it is one
	fallback   *source.Mapping // for a text that no layout knows
}

var nameOfPath = regexp.MustCompile(`^([A-Za-z0-9][A-Za-z0-9_.-]*)=(.+)$`)

// texts finds all texts of --data.
func (e *files) texts(o Options) ([]given, error) {
	fallback, err := readMapping(o.Mapping)
	if err != nil {
		return nil, err
	}
	var out []given
	for _, value := range o.Data {
		id, path := "", value
		if m := nameOfPath.FindStringSubmatch(value); m != nil {
			if _, err := os.Stat(value); err != nil { // a file may have = in its name
				id, path = m[1], m[2]
			}
		}
		found, err := e.at(path, o)
		if err != nil {
			return nil, err
		}
		if id != "" && !oneSeries(found) {
			return nil, tidy.Errorf(tidy.Usage, "name a file with one series", "%s holds %d files: it cannot be one series", path, len(found))
		}
		for _, g := range found {
			g.id, g.fallback = id, fallback
			out = append(out, g)
		}
	}
	return out, nil
}

// oneSeries tells whether texts can be one series: one text, or one of each vintage.
func oneSeries(found []given) bool {
	seen := map[string]bool{}
	for _, g := range found {
		if seen[g.vintage] || !g.apart && len(found) > 1 {
			return false
		}
		seen[g.vintage] = true
	}
	return true
}

// at finds the texts at one path: of a folder those of the files in it.
func (e *files) at(path string, o Options) ([]given, error) {
	paths, err := e.tables(path)
	if err != nil {
		return nil, err
	}
	var out []given
	for _, p := range paths {
		found, err := e.in(p, o, p.path != path && !tabular(p.path))
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	if len(out) == 0 && len(paths) > 0 {
		return nil, noData(path)
	}
	return out, nil
}

// tabular tells whether the name of a file says that it holds a table.
func tabular(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv", ".gz", ".zip":
		return true
	}
	return false
}

// in finds the texts in one file, with the YAML beside it. A loose one may be no
// text at all.
func (e *files) in(p filed, o Options, loose bool) ([]given, error) {
	path := p.path
	declared, mapping, err := readBeside(path)
	if err != nil {
		return nil, err
	}
	opened := unpack.Options{Stdin: o.Stdin}
	if mapping != nil {
		opened.Encoding = mapping.Encoding
	}
	texts, err := unpack.Open(path, opened)
	if err != nil && loose {
		err = passedOver(path, err)
		if companion, ok := source.IsCompanion(err); ok {
			e.passOver(companion)
			return nil, nil
		}
	}
	if err != nil {
		return nil, err
	}
	var out []given
	for _, t := range texts {
		t.Name = FromBase(o.Base, t.Name)
		if companion, ok := source.IsCompanion(passedOver(t.Name, t.Refused)); ok {
			e.passOver(companion)
			continue
		}
		out = append(out, given{text: t, filed: p, declared: declared, mapping: mapping, loose: loose || t.Member != "" && !tabular(t.Member)})
	}
	return out, nil
}

// FromBase is the name of a file of a repository as it is called there: what is
// written must not depend on where the program is run.
func FromBase(base, name string) string {
	if base == "" {
		return name
	}
	rel, err := filepath.Rel(base, name)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return name
	}
	return rel
}

// passedOver makes a companion of a file that is no table, beside others that
// may be; an error of the machine stays one.
func passedOver(name string, err error) error {
	if err == nil || tidy.KindOf(err) != tidy.Data {
		return err
	}
	var unknown *source.UnknownLayout
	what := strings.TrimPrefix(err.Error(), name+": ")
	if errors.As(err, &unknown) {
		what = "layout not known"
	}
	return &source.Companion{Name: name, What: what}
}

func (e *files) passOver(c *source.Companion) {
	e.passed = append(e.passed, c)
	e.notes = append(e.notes, fmt.Sprintf("%s is passed over: %s", c.Name, c.What))
}

// unreadable says what the operating system says, without saying it twice.
func unreadable(path string, err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return tidy.Wrap(tidy.Failed, err, "check the path and its permissions", "cannot read %s", path)
}
