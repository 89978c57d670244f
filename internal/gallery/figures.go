package gallery

import (
	"context"
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// A Ranked is an indicator with its newest ranking.
type Ranked struct {
	Indicator catalog.Indicator
	Years     []int // with a value of any economy, ascending
	Economies int   // that ever reported
	Year      int   // of the ranking; 0: there is none
	Rows      []analysis.RankRow

	data *analysis.Data
}

// A Figure is what an economy last reported of an indicator, and its rank.
type Figure struct {
	*Ranked
	Last     analysis.Absent // the newest value
	Row      analysis.RankRow
	Reported int // years with a value
}

// Ranks returns all indicators in the order of the catalogue. They do not change.
func (g *Gallery) Ranks(ctx context.Context) ([]*Ranked, error) { return g.ranks.take(ctx, g.rankAll) }

func (g *Gallery) rankAll(ctx context.Context) ([]*Ranked, error) {
	var out []*Ranked
	for _, d := range g.Engine.Catalog().Datasets {
		read, err := g.readOwn(ctx, d)
		if err != nil {
			return nil, err
		}
		for _, i := range d.Indicators {
			if g.Engine.Missing(i.ID) != nil {
				continue
			}
			r, err := g.rank(ctx, i.ID, read[i.ID])
			switch tidy.KindOf(err) {
			case tidy.Usage, tidy.Empty: // nothing of the world to rank
				if err != nil {
					continue
				}
			}
			if err != nil {
				return nil, err
			}
			out = append(out, r)
		}
	}
	return out, nil
}

// readOwn reads the indicators of a dataset of the user's at once, for a large file, or
// a table of a server, should not be asked once for each. What it does not return is
// had by itself, or said why not.
func (g *Gallery) readOwn(ctx context.Context, d *catalog.Dataset) (map[string]*analysis.Data, error) {
	if !d.Own || len(d.Indicators) < 2 {
		return nil, nil
	}
	var ids []string
	for _, i := range d.Indicators {
		if g.Engine.Missing(i.ID) == nil {
			ids = append(ids, i.ID)
		}
	}
	all, err := g.desk().Prepare(ctx, study.Query{Indicators: ids})
	switch tidy.KindOf(err) {
	case tidy.Usage, tidy.Empty: // of one of them: the others have what they have
	default:
		if err != nil {
			return nil, err
		}
	}
	out := map[string]*analysis.Data{}
	for _, data := range all {
		out[data.Indicator.ID] = data
	}
	return out, nil
}

// rank ranks an indicator by its data, which are read where they have not been.
func (g *Gallery) rank(ctx context.Context, id string, data *analysis.Data) (*Ranked, error) {
	desk := g.desk()
	q := study.Rank{Query: study.Query{Indicators: []string{id}}}
	if data == nil {
		all, err := desk.Prepare(ctx, q.Query)
		if err != nil {
			return nil, err
		}
		if len(all) == 0 {
			return nil, tidy.Errorf(tidy.Empty, "", "%s has no values", id)
		}
		data = all[0]
	}
	r := &Ranked{Indicator: data.Indicator, Years: data.Years(), Economies: len(data.EverReported()), data: data}
	ranking, err := q.Of(desk, data, func(e string) string { return g.Economies.Name(e, "en").Text })
	if err == nil {
		r.Year, r.Rows = ranking.Year, ranking.Rows
	} else if kind := tidy.KindOf(err); kind != tidy.Usage && kind != tidy.Empty {
		return nil, err
	}
	return r, nil
}

// Indicator returns one of them.
func (g *Gallery) Indicator(ctx context.Context, id string) (*Ranked, error) {
	all, err := g.Ranks(ctx)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, r := range all {
		if r.Indicator.ID == id {
			return r, nil
		}
		ids = append(ids, r.Indicator.ID)
	}
	return nil, Absent("indicator", id, ids)
}

// Of are the figures of an economy, of those indicators that it ever reported.
func (g *Gallery) Of(ctx context.Context, iso3 string) ([]Figure, error) {
	all, err := g.Ranks(ctx)
	if err != nil {
		return nil, err
	}
	var out []Figure
	for _, r := range all {
		f := Figure{Ranked: r}
		last, known := r.data.LastKnown(iso3, 9999)
		if !known {
			continue
		}
		f.Last = last
		for _, year := range r.Years {
			if _, ok := r.data.Value(iso3, year); ok {
				f.Reported++
			}
		}
		if k := slices.IndexFunc(r.Rows, func(row analysis.RankRow) bool { return row.Economy == iso3 }); k >= 0 {
			f.Row = r.Rows[k]
		}
		out = append(out, f)
	}
	return out, nil
}

// Reported are the economies that ever reported anything.
func (g *Gallery) Reported(ctx context.Context) (map[string]bool, error) {
	all, err := g.Ranks(ctx)
	out := map[string]bool{}
	for _, r := range all {
		for _, iso3 := range r.data.EverReported() {
			out[iso3] = true
		}
	}
	return out, err
}

// Economy returns the code of an economy that has an address: its ISO 3166-1 alpha-3.
func (g *Gallery) Economy(code string) (string, error) {
	if _, ok := g.Economies.Economy(code); ok {
		return code, nil
	}
	var known []string
	for _, e := range g.Economies.Economies() {
		known = append(known, e.ISO3)
	}
	return "", Absent("economy", code, known)
}
