// Package load puts files into tables of ClickHouse, lists what is there and takes it out. A
// load stands at once when all of its rows are there, and of several who load and remove at
// the same time nobody is told what is not so.
package load

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"tradestats/internal/dataset"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
)

// Options say what goes where.
type Options struct {
	To      string // the address of a table
	Cluster string // spread over its shards; "" for one server
	Vintage string // of all texts, but of those that state a later one; "" keeps their own
	Today   string // the day, as 2024-07-16: a vintage that begins after it is refused; "" refuses none
}

// A Loaded row says what was loaded of a text.
type Loaded struct {
	Dataset    string `col:"dataset"`
	Vintage    string `col:"vintage"`
	File       string `col:"file"`
	Indicators int    `col:"indicators"`
	Economies  int    `col:"economies"`
	Partners   int    `col:"partners"`
	Rows       int    `col:"rows"`
	Years      string `col:"years"`
	Note       string `col:"note"` // why it is not read

	Warnings []string // what was left out, or is left
}

// Load puts texts into a table, which is made when it is missing: each in the place of
// what the table has of its dataset and vintage, at once when all of its rows are
// there, or beside it where it has other indicators, years or economies. What a load that
// was cut off has left counts for nothing, and is dropped by the next one that comes to
// its end.
//
// An error is of kind Usage where an address, a vintage or a cluster is none to load into, or
// a text cannot stand beside what is there; of kind Data where a text holds something invalid,
// of which then nothing is left; else Failed. Texts before the one that fails stand, and a
// second error that is joined to the first says so.
func Load(ctx context.Context, texts []*dataset.Surveyed, o Options) ([]Loaded, error) {
	a, err := client.ParseTable(o.To)
	if err != nil {
		return nil, err
	}
	all, err := loadable(ctx, texts, o)
	if err != nil {
		return nil, err
	}
	c := register.Dial(a)
	if err := c.AnswersWhole(ctx); err != nil {
		return nil, err
	}
	t, err := prepare(ctx, c, o.Cluster)
	if err != nil {
		return nil, err
	}
	var out []Loaded
	for k, l := range all {
		done, err := t.load(ctx, texts[k], l)
		if err != nil {
			return out, errors.Join(err, t.loadedBefore(all, k))
		}
		out = append(out, done)
	}
	now, err := t.Finished(ctx)
	if err != nil {
		return nil, err
	}
	last := &out[len(out)-1]
	last.Warnings = append(last.Warnings, register.Shadows(all, now)...)
	return out, nil
}

// loadedBefore says which files of a command stand although one has failed, the k-th; nil
// where none does.
func (t *target) loadedBefore(all []*register.Load, k int) error {
	if k == 0 {
		return nil
	}
	var names []string
	for _, l := range all {
		names = append(names, l.File)
	}
	return tidy.Errorf(tidy.Failed, "run it again for "+dataset.Some(names[k:])+", or for all: a file that is loaded twice stands once",
		"loaded before that, and standing in %s: %s", t.String(), dataset.Some(names[:k]))
}

// loadable are the loads of some texts, before anything is sent.
func loadable(ctx context.Context, texts []*dataset.Surveyed, o Options) ([]*register.Load, error) {
	var out []*register.Load
	for _, s := range texts {
		l := &register.Load{Dataset: base(s), File: filepath.Base(s.Name), About: s.About, Series: s.Series, Sums: source.Sums(s.Reader), IDs: s.IDs}
		l.Vintage, l.Dating = s.VintageFor("--vintage", o.Vintage)
		err := notAfter(o.Today, s.Name, l.Vintage)
		if err != nil {
			return nil, err
		}
		if l.Declared, err = s.DeclaredBeside(); err != nil {
			return nil, err
		}
		if l.SHA256, err = s.Text.SHA256(); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, together(ctx, texts, out)
}

// notAfter refuses a vintage that has not begun anywhere on earth, where it is today at most: it would be the newest for years.
func notAfter(today, name, vintage string) error {
	if !dataset.Dated(vintage) || today == "" || vintage <= today[:min(len(vintage), len(today))] {
		return nil
	}
	return tidy.Errorf(tidy.Usage, "say with --vintage, or where the file states it, of which date its figures are", "%s: the vintage %s has not begun", name, vintage)
}

// load puts one text into the table.
func (t *target) load(ctx context.Context, s *dataset.Surveyed, l *register.Load) (Loaded, error) {
	others, err := t.Finished(ctx)
	if err != nil {
		return Loaded{}, err
	}
	before, err := t.place(ctx, s, l, others)
	if err != nil {
		return Loaded{}, err
	}
	earlier, err := t.Attempts(ctx, l)
	if err != nil {
		return Loaded{}, err
	}
	for _, a := range earlier {
		l.Number = max(l.Number, a.Number)
	}
	l.Number++
	told, twice, err := t.send(ctx, s, l, nil)
	if err == nil && len(twice) > 0 {
		told, err = t.again(ctx, s, l, twice)
	}
	if tidy.KindOf(err) == tidy.Data { // which is mended, and perhaps loaded under another name
		t.discard(context.WithoutCancel(ctx), l) //nolint:errcheck // what is left is listed
	}
	if err != nil {
		return Loaded{}, err
	}
	lost, err := t.settle(ctx, l, before, others)
	if err != nil {
		return Loaded{}, err
	}
	done := summary(l)
	done.Warnings = slices.Concat(told.Warnings, surprises(l, before, others), lost)
	if err := t.replace(ctx, l); err != nil {
		return Loaded{}, tidy.Wrap(tidy.Failed, err, "loading it again, or another file of its name, takes that away", "%s stands in %s, and rows of what it has taken the place of are left", l.File, t.String())
	}
	return done, nil
}

// settle makes a load stand whose rows are there, or withdraws it: of what is said to have
// failed nothing is read. It returns what the table no longer has.
func (t *target) settle(ctx context.Context, l *register.Load, before, others []*register.Load) ([]string, error) {
	lost, err := t.keepsAll(ctx, l, before)
	if err == nil {
		err = t.rival(ctx, l, before, others)
	}
	if err == nil {
		if err := t.conclude(ctx, l); err != nil { // of which the answer alone may have been lost
			t.withdraw(context.WithoutCancel(ctx), l) //nolint:errcheck // where nobody answers, the first error says so
			return nil, err
		}
		err = t.rival(ctx, l, before, others)
	}
	if err == nil {
		err = t.alone(ctx, l)
	}
	if err == nil {
		err = t.stands(ctx, l)
	}
	if err != nil {
		return nil, errors.Join(err, t.withdraw(context.WithoutCancel(ctx), l))
	}
	return lost, nil
}

// send sends the rows of a text as a new attempt, without those that skip names, and
// returns the keys of which the table then has several rows.
func (t *target) send(ctx context.Context, s *dataset.Surveyed, l *register.Load, skip func(dataset.Streamed) bool) (dataset.Told, []rowKey, error) {
	var random [8]byte
	if _, err := rand.Read(random[:]); err != nil {
		return dataset.Told{}, nil, err
	}
	l.Attempt, l.Rows = binary.LittleEndian.Uint64(random[:])|1, 0
	if err := t.note(ctx, l, [][3]string{{register.KindBegun, "file", l.File}}); err != nil {
		return dataset.Told{}, nil, err
	}
	b := newBatches(ctx, t.Server, l)
	told, err := s.Stream(b.ctx, func(r dataset.Streamed) error {
		if skip != nil && skip(r) {
			return nil
		}
		return b.add(r)
	})
	if err = b.close(err); err != nil {
		return told, nil, err
	}
	l.Rows = b.rows
	l.Holds(b.held, told)
	l.Leaves(s.Name, told.Warnings)
	if err := t.arrived(ctx, l); err != nil {
		return told, nil, err
	}
	twice, err := t.twice(ctx, l, b.of)
	return told, twice, err
}

// arrived sees that all rows that were sent are there.
func (t *target) arrived(ctx context.Context, l *register.Load) error {
	n, err := t.There(ctx, l)
	if err == nil && n != l.Rows {
		return tidy.Errorf(tidy.Failed, "nothing of it counts: run it again, alone", "of %d rows of %s %d have arrived in %s", l.Rows, l.File, n, t.String())
	}
	return err
}

// alone finds that somebody else has loaded the same at the same time, came to the end
// first, and has a higher number, or has taken the load out as one that was cut off.
func (t *target) alone(ctx context.Context, l *register.Load) error {
	all, err := t.Attempts(ctx, l)
	switch {
	case err != nil:
		return err
	case all[l.Attempt].Withdrawn || register.LastFinished(all) == 0:
		return tidy.Errorf(tidy.Failed, "run it again", "%s has been taken out of %s by somebody else at the same time", l.File, t.String())
	case register.LastFinished(all) != l.Attempt:
		return tidy.Errorf(tidy.Failed, "nothing of this load counts: run it again, alone", "%s has been loaded into %s by somebody else at the same time", l.Dataset, t.String())
	}
	return t.arrived(ctx, l)
}

// stands finds that somebody else has loaded the same figures as another text.
func (t *target) stands(ctx context.Context, l *register.Load) error {
	now, err := t.Finished(ctx)
	for _, o := range now {
		if o.Name() != l.Name() && l.Clashes(o) {
			return t.clash(l, o)
		}
	}
	return err
}

// conclude tells everybody of a load: from here on it stands.
func (t *target) conclude(ctx context.Context, l *register.Load) error {
	return t.note(ctx, l, l.AsRows())
}

// note writes rows of the table of loads.
func (t *target) note(ctx context.Context, l *register.Load, rows [][3]string) error {
	var b bytes.Buffer
	for _, r := range rows {
		fmt.Fprintf(&b, "%s\t%s\t%d\t%d\t%s\t%s\t%s\n", client.Cell(l.Dataset), client.Cell(l.Vintage), l.Attempt, l.Number, client.Cell(r[0]), client.Cell(r[1]), client.Cell(r[2]))
	}
	return t.Insert(ctx, into(t.InSQL(register.LoadsSuffix), register.Loads)+" FORMAT TabSeparated", &b)
}

// into is the statement that rows stand behind, but for their format.
func into(table string, columns []register.Column) string {
	var names []string
	for _, c := range columns {
		names = append(names, c.Name)
	}
	return "INSERT INTO " + table + " (" + strings.Join(names, ", ") + ")"
}

// reported is how much of a row's value was reported, where its publisher tells.
func reported(about source.About, r dataset.Streamed) float64 {
	if about.Reported && !register.IsEstimated(r.Flag) {
		return r.Value
	}
	return 0
}
