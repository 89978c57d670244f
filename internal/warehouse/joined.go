package warehouse

import (
	"context"
	"crypto/sha256"
	"fmt"

	"tradestats/internal/dataset"
	"tradestats/internal/source"
	"tradestats/internal/warehouse/register"
)

// A joined reader reads loads that are one table in several files, as publishers give
// one for each year: each cell stands in one of them.
type joined []*reader

// About implements source.Reader.
func (j joined) About() source.About { return j[0].About() }

// Series implements source.Reader: what several have is one series.
func (j joined) Series(context.Context) ([]source.Series, error) {
	var out []source.Series
	seen := map[string]bool{}
	for _, r := range j {
		for _, s := range r.load.Series {
			if !seen[s.Code] {
				seen[s.Code] = true
				out = append(out, s)
			}
		}
	}
	return out, nil
}

// Read implements source.Reader. Nothing is handed on before all of it has come.
func (j joined) Read(ctx context.Context, w source.Want, each func(source.Row) error) ([]source.Left, error) {
	var rows []source.Row
	for _, r := range j {
		_, err := r.Read(ctx, w, func(row source.Row) error {
			if len(j) > 1 {
				row.Text = r.name()
			}
			rows = append(rows, row)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	for _, row := range rows {
		if err := each(row); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// name is what origins call a load: as a file in a folder of its date, where it has one, since a
// table has a file once of each vintage.
func (r *reader) name() string {
	name := r.client.String() + "/"
	if dataset.Dated(r.load.Vintage) {
		name += r.load.Vintage + "/"
	}
	return name + r.load.File
}

// tables are the loads as dataset takes them: those of one vintage that have a series in
// common are one.
func (c *opening) tables(found []*register.Load) []dataset.Table {
	for _, l := range found {
		l.Keep(found)
	}
	var all []joined
	for _, l := range found {
		one := joined{{client: c.Server, load: l, from: c.InSQL("")}}
		var rest []joined
		for _, j := range all {
			if j.takes(l) {
				one = append(j, one...)
			} else {
				rest = append(rest, j)
			}
		}
		all = append(rest, one)
	}
	var out []dataset.Table
	for _, j := range all {
		out = append(out, j.table(found))
	}
	if len(out) > 0 {
		out[0].Note = c.Unseen(found)
	}
	return out
}

// takes tells whether a load is of the same table.
func (j joined) takes(l *register.Load) bool {
	shares := false
	for _, r := range j {
		if !r.load.OfOneDay(l) || r.load.Differs(l) || r.load.Clashes(l) {
			return false
		}
		shares = shares || r.load.Shares(&l.Content)
	}
	return shares
}

// table is what dataset reads.
func (j joined) table(all []*register.Load) dataset.Table {
	first := j[0].load
	t := dataset.Table{Name: j[0].name(), Reader: j, IDs: map[string]string{}, Declared: first.Declared, SHA256: first.SHA256, Settled: true}
	sums := sha256.New()
	for _, r := range j {
		for _, s := range r.load.Series {
			t.IDs[s.Code] = r.load.IDs[s.Code]
		}
		fmt.Fprintf(sums, "%s  %s\n", r.load.SHA256, r.load.File)
		for _, text := range r.load.Left {
			t.Left = append(t.Left, r.name()+": "+text)
		}
		t.Apart = t.Apart || j.client().Vintage == "" && r.load.IsApart(all)
	}
	if t.Apart && dataset.Dated(first.Vintage) {
		t.Alone = j.client().Typed() + "/" + first.Vintage
	}
	if n := len(j) - 1; n > 0 {
		t.Name += fmt.Sprintf(" and %d more", n)
		t.SHA256 = fmt.Sprintf("%x", sums.Sum(nil))
	}
	return t
}

// client is the one that asks for all of it.
func (j joined) client() *register.Server { return j[0].client }
