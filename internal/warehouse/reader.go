package warehouse

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tradestats/internal/source"
	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
)

// A reader reads a load as source reads the file that it is of.
type reader struct {
	client *register.Server
	load   *register.Load
	from   string // the table, in SQL
	memo   memo
}

// About implements source.Reader.
func (r *reader) About() source.About { return r.load.About }

// Series implements source.Reader.
func (r *reader) Series(context.Context) ([]source.Series, error) { return r.load.Series, nil }

// Read implements source.Reader. Nothing is handed on before all of it has come.
func (r *reader) Read(ctx context.Context, w source.Want, each func(source.Row) error) ([]source.Left, error) {
	q, err := plan(r.load, w)
	if err != nil {
		return nil, err
	}
	rows, err := r.rows(ctx, q)
	if err == nil {
		err = r.stillStands(ctx)
	}
	if err != nil {
		return nil, err
	}
	for _, a := range q.fresh {
		r.memo.keep(a.text, a.rows)
	}
	for _, row := range rows {
		if err := each(row); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// stillStands finds that another load has taken the place of this one, whose rows are
// then dropped, server after server, or that some of them have gone otherwise.
func (r *reader) stillStands(ctx context.Context) error {
	if r.load.Foreign() {
		return nil
	}
	var n int
	var now uint64
	_, err := atOnce([]func() (_ struct{}, err error){
		func() (_ struct{}, err error) { n, err = r.client.There(ctx, r.load); return },
		func() (_ struct{}, err error) { now, err = r.client.Last(ctx, r.load); return },
	})
	switch {
	case err != nil:
		return err
	case now != r.load.Attempt:
		return tidy.Errorf(tidy.Failed, "run it again", "%s has been loaded anew into %s while it was read", r.load.Dataset, r.client.String())
	case n != r.load.Rows:
		return tidy.Errorf(tidy.Failed, "load it again", "%s: of the %d rows of %s that were loaded %d are there", r.client.String(), r.load.Rows, r.load.File, n)
	}
	return nil
}

// rows are those of all series that are wanted. The server is asked for sums of series and
// for the others at the same time.
func (r *reader) rows(ctx context.Context, q *query) ([]source.Row, error) {
	var plain []source.Series
	var asked []func() ([]source.Row, error)
	for _, s := range r.load.Series {
		parts, summed := r.load.Sums[s.Code]
		switch {
		case q.want.Series != nil && !q.want.Series(s.Code):
		case !summed:
			plain = append(plain, s)
		case q.whole || len(q.kept) > 0:
			asked = append(asked, func() ([]source.Row, error) { return r.addedUp(ctx, q, s, parts) })
		}
	}
	if len(plain) > 0 {
		asked = append(asked, func() ([]source.Row, error) { return r.each(ctx, q, plain) })
	}
	found, err := atOnce(asked)
	return slices.Concat(found...), err
}

// each reads series that have rows of their own.
func (r *reader) each(ctx context.Context, q *query, series []source.Series) ([]source.Row, error) {
	var ids []string
	of := map[string]source.Series{}
	for _, s := range series {
		id := r.load.IDs[s.Code]
		ids, of[id] = append(ids, id), s
	}
	found := &cellsFound{cells: map[cellKey]*summed{}}
	for _, some := range register.Pieces(ids, func(string) int { return 0 }) {
		if err := r.cells(ctx, q, some, false, found); err != nil {
			return nil, err
		}
	}
	return r.rowsOf(q, found, func(c *cellKey) source.Series { return of[c.indicator] })
}

// addedUp reads a series that is the sum of others.
func (r *reader) addedUp(ctx context.Context, q *query, s source.Series, parts []string) ([]source.Row, error) {
	var ids []string
	for _, code := range parts {
		ids = append(ids, r.load.IDs[code])
	}
	found := &cellsFound{cells: map[cellKey]*summed{}}
	if err := r.cells(ctx, q, ids, true, found); err != nil {
		return nil, err
	}
	rows, err := r.rowsOf(q, found, func(*cellKey) source.Series { return s })
	if err != nil {
		return nil, err
	}
	for k := range rows {
		if without := found.without(r.load, rows[k], parts); without != "" {
			rows[k].Flag = source.JoinFlags(rows[k].Flag, without)
		}
	}
	return rows, nil
}

// cells asks the server for the cells of some indicators.
func (r *reader) cells(ctx context.Context, q *query, ids []string, addedUp bool, found *cellsFound) error {
	asked := []func([]string, bool) (client.Selection, bool){}
	switch {
	case !r.load.About.Bilateral:
		asked = append(asked, func(ids []string, _ bool) (client.Selection, bool) { return q.plain(ids) })
	default:
		if q.whole {
			asked = append(asked, q.totals)
		}
		if len(q.kept) > 0 {
			asked = append(asked, q.pairs)
		}
	}
	for _, ask := range asked {
		s, possible := ask(ids, addedUp)
		if !possible {
			continue
		}
		s.From = r.from
		if r.load.Foreign() && !s.Single {
			s = keyed(s)
		}
		rows, err := r.ask(ctx, q, s)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := found.take(row, s.Single); err != nil {
				return r.wrong(row, err)
			}
		}
	}
	return nil
}

// wrong says what is wrong with a row of an answer.
func (r *reader) wrong(row []string, err error) error {
	with := row[atTwice]
	if row[atPartner] != "" {
		with = "with " + row[atPartner]
	}
	key := strings.Join(strings.Fields(row[atEconomy]+" "+with+" "+row[atYear]), " ")
	switch err {
	case errNotANumber:
		return tidy.Errorf(tidy.Data, "correct it, or leave the row out", "%s: the value of %s, %s is no number", r.client.String(), row[atIndicator], key)
	case errTwice:
		return tidy.Errorf(tidy.Data, "keep one of them, under one of its spellings; of a ReplacingMergeTree, read a view that selects FROM it FINAL",
			"%s: %s, %s stands twice", r.client.String(), row[atIndicator], key)
	}
	return r.client.Garbage(strings.Join(row, " "))
}

// rowsOf makes rows of cells: of a total the row of the World, where it has all that
// the partners have, else their sum. A sum that is wanted and would mix units is an error.
func (r *reader) rowsOf(q *query, found *cellsFound, seriesOf func(*cellKey) source.Series) ([]source.Row, error) {
	keys := found.order
	slices.SortFunc(keys, func(a, b cellKey) int {
		return cmp.Or(cmp.Compare(a.indicator, b.indicator), cmp.Compare(a.economy, b.economy), cmp.Compare(a.partner, b.partner), cmp.Compare(a.year, b.year), cmp.Compare(a.whole, b.whole))
	})
	out := make([]source.Row, 0, len(keys))
	var mixed *source.Mixed
	for _, key := range keys {
		c, other := found.cells[key], found.cells[key.other()]
		if other != nil && key.partner == "" && r.load.About.Bilateral && !c.standsBeside(other, key.whole != "0") {
			continue
		}
		s := seriesOf(&key)
		wrong := c.together(&q.want, key, s)
		switch {
		case wrong == nil:
			out = append(out, r.row(key, c, s))
		case q.wantsOf(key.economy):
			mixed = source.FirstMixed(mixed, wrong)
		}
	}
	if mixed != nil {
		return nil, mixed.In(r.place())
	}
	return out, nil
}

// place is what errors call the table.
func (r *reader) place() string {
	if r.load.Foreign() {
		return r.client.String()
	}
	return r.name()
}
