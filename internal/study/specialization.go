package study

import (
	"context"
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/tidy"
)

// A Specialization asks how large a part is in a whole, against its share in
// that of all economies.
type Specialization struct {
	Query `yaml:",inline"`
	Of    string `yaml:"of"` // the indicator that is the whole
}

// Run answers the question.
func (q *Specialization) Run(ctx context.Context, d *Desk) ([]analysis.Result, error) {
	if err := q.OnlyYear(); err != nil {
		return nil, err
	}
	if q.Of == "" {
		return nil, tidy.Errorf(tidy.Usage, "name it with --of, as in 'ict-services-exports --of digital-services-exports'", "within which indicator?")
	}
	load := q.Query
	load.Indicators = append(slices.Clone(q.Indicators), q.Of)
	if err := d.Known(ctx, load); err != nil {
		return nil, err
	}
	for _, id := range q.Indicators {
		if err := d.partOf(id, q.Of); err != nil {
			return nil, err
		}
	}
	all, err := d.Prepare(ctx, load)
	if err != nil {
		return nil, err
	}
	var out []analysis.Result
	for _, part := range all {
		if part.Indicator.ID == q.Of {
			continue
		}
		r, err := q.within(d, part, all)
		if err != nil {
			return nil, err
		}
		analysis.OnBasis(r.Rows, part.Basis)
		out = append(out, r)
	}
	return out, nil
}

// within answers for one part, with the whole that has the same partner.
func (q *Specialization) within(d *Desk, part *analysis.Data, all []*analysis.Data) (analysis.Result, error) {
	none := analysis.Result{}
	k := slices.IndexFunc(all, func(other *analysis.Data) bool {
		return other.Indicator.ID == q.Of && other.Partner == part.Partner
	})
	if k < 0 {
		return none, empty("{cli:see 'tradestats show "+q.Of+"'}", "%s has no values with %s", q.Of, part.Partner)
	}
	years := analysis.CommonYears(part, all[k])
	if len(years) == 0 {
		return none, empty("{cli:see 'tradestats show "+q.Of+"'}", "%s and %s have no year in common", part.Indicator.ID, q.Of)
	}
	sel, err := d.Selection(q.Query, years, economy.World)
	if err != nil {
		return none, err
	}
	if slices.ContainsFunc(sel.Items, func(item economy.Item) bool { return item.ID == economy.World && item.Pin == "" }) {
		return none, tidy.Errorf(tidy.Usage, "select economies or groups with -e, as in -e IND,eu27", "the world is what others are compared with")
	}
	from, to := q.Span()
	rows, err := analysis.Specializations(part, all[k], analysis.SpecializationOptions{Selection: sel, Coverage: q.Coverage, From: from, To: to})
	if err == nil && !slices.ContainsFunc(rows, func(r analysis.SpecializationRow) bool { return r.Matched > 0 || r.Reason == analysis.NoMembers }) {
		err = d.NoValues(part, sel, "value together with "+q.Of, Period(from, to))
	}
	return analysis.Result{
		Analysis: "specialization", About: part.Indicator, Partner: part.Partner, Rows: rows,
		Notes: analysis.Notes{{Key: analysis.NoteReference, Flag: q.Of}},
	}, err
}

// partOf refuses what cannot be a part of a whole, and warns of what may not.
func (d *Desk) partOf(part, whole string) error {
	c := d.Catalog()
	p, err := c.Indicator(part)
	if err != nil {
		return err
	}
	w, err := c.Indicator(whole)
	if err != nil {
		return err
	}
	for _, i := range []catalog.Indicator{p, w} {
		if err := additive(i, "specialization"); err != nil {
			return err
		}
	}
	switch {
	case part == whole:
		return tidy.Errorf(tidy.Usage, "name with --of what it is a part of", "%s within itself is always everything", part)
	case contains(c, p, whole):
		return tidy.Errorf(tidy.Usage, "exchange the two: "+whole+" --of "+part, "%s contains %s, and is no part of it", part, whole)
	case p.Unit != w.Unit || p.Kind != w.Kind:
		return tidy.Errorf(tidy.Usage, "take two of one unit and kind", "%s (%s, %s) is no part of %s (%s, %s)", part, p.Kind, p.Unit, whole, w.Kind, w.Unit)
	case p.Trade != "" && w.Trade != "" && p.Trade != w.Trade:
		return tidy.Errorf(tidy.Usage, "take two of one direction", "%s are %s, and no part of the %s %s", part, p.Trade, w.Trade, whole)
	}
	d.warnPublishers(p, w)
	return mayCompare(p, w)
}

// warnPublishers warns where a part and its whole are of publishers that may draw the
// line differently.
func (d *Desk) warnPublishers(part, whole catalog.Indicator) {
	if part.Dataset != whole.Dataset && publisher(part) != publisher(whole) && contains(d.Catalog(), whole, part.ID) {
		d.Warning(part.ID + " and " + whole.ID + " come of different publishers: a part may exceed its whole")
	}
}

// publisher is who published an indicator: two ways to one publisher's figures
// are one.
func publisher(i catalog.Indicator) string { return i.Dataset.Publisher.In("en") }
