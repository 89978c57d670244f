package study

import (
	"context"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/tidy"
)

// A Balance asks for exports less imports. Its indicators are exports, each with its
// counterpart in the catalogue unless Imports names another one.
type Balance struct {
	Query   `yaml:",inline"`
	Imports string `yaml:"imports"`
}

// Run answers the question.
func (q *Balance) Run(ctx context.Context, d *Desk) ([]analysis.Result, error) {
	return d.each(ctx, q.Query, func(exports *analysis.Data, sel analysis.Selection) (analysis.Result, error) {
		imports, err := q.counterpart(ctx, d, exports)
		if err != nil {
			return analysis.Result{}, err
		}
		if sel, err = d.paired(q.Query, exports, imports, sel); err != nil {
			return analysis.Result{}, err
		}
		rows, err := analysis.BalanceByYear(exports, imports, q.yearly(sel))
		rows, err = some(d, exports, sel, q.Query, rows, err)
		return analysis.Result{Analysis: "balance", Also: []catalog.Indicator{imports.Indicator}, Rows: rows}, err
	})
}

func (q *Balance) counterpart(ctx context.Context, d *Desk, exports *analysis.Data) (*analysis.Data, error) {
	i := exports.Indicator
	if err := mustAdd(i, "a balance", "print exports and imports side by side"); err != nil {
		return nil, err
	}
	id := q.Imports
	if id == "" {
		id = i.Counterpart
	}
	switch {
	case id == "":
		return nil, tidy.Errorf(tidy.Usage, "name them with --imports", "%s has no counterpart in the catalogue", i.ID)
	case i.Trade == "imports" && q.Imports == "":
		return nil, tidy.Errorf(tidy.Usage, "give the exports: 'tradestats balance "+id+"'", "%s are imports", i.ID)
	case i.Trade == "imports":
		return nil, tidy.Errorf(tidy.Usage, "exchange the two: 'tradestats balance "+id+" --imports "+i.ID+"'", "%s are imports", i.ID)
	case i.Trade == "" && !i.Dataset.Own:
		return nil, tidy.Errorf(tidy.Usage, "name exports, such as digital-services-exports", "%s are no exports", i.ID)
	case id == i.ID:
		return nil, tidy.Errorf(tidy.Usage, "name the imports", "%s less itself is nothing", id)
	}
	imports, err := d.beside(ctx, q.Query, id, exports.Partner)
	if err != nil {
		return nil, err
	}
	if err := mustAdd(imports.Indicator, "a balance", "name imports that are a sum"); err != nil {
		return nil, err
	}
	if contains(d.Catalog(), i, id) || contains(d.Catalog(), imports.Indicator, i.ID) {
		return nil, tidy.Errorf(tidy.Usage, "name imports of the same things", "one of %s and %s is a part of the other", i.ID, id)
	}
	if m := imports.Indicator; m.Trade == "exports" || m.Trade == "" && !m.Dataset.Own {
		return nil, tidy.Errorf(tidy.Usage, "name imports, such as digital-services-imports", "%s are no imports", m.ID)
	}
	return imports, mayCompare(i, imports.Indicator)
}

// A Per asks for an indicator for each unit of another one.
type Per struct {
	Query `yaml:",inline"`
	Per   string `yaml:"per"` // "" is population
}

// Run answers the question.
func (q *Per) Run(ctx context.Context, d *Desk) ([]analysis.Result, error) {
	id := q.Per
	if id == "" {
		id = "population"
	}
	return d.each(ctx, q.Query, func(data *analysis.Data, sel analysis.Selection) (analysis.Result, error) {
		if err := mustAdd(data.Indicator, "a quotient", "it is one already"); err != nil {
			return analysis.Result{}, err
		}
		if id == data.Indicator.ID {
			return analysis.Result{}, tidy.Errorf(tidy.Usage, "name another one with --per", "%s is divided by itself", id)
		}
		per, err := d.beside(ctx, q.Query, id, tidy.World)
		if err != nil {
			return analysis.Result{}, err
		}
		if err := mustAdd(per.Indicator, "what is divided by", "name a flow or a stock, such as population or gdp"); err != nil {
			return analysis.Result{}, err
		}
		if sameSeries(data.Indicator, per.Indicator) {
			return analysis.Result{}, mayCompare(data.Indicator, per.Indicator)
		}
		if sel, err = d.paired(q.Query, data, per, sel); err != nil {
			return analysis.Result{}, err
		}
		rows, err := analysis.Per(data, per, q.yearly(sel))
		rows, err = some(d, data, sel, q.Query, rows, err)
		return analysis.Result{Analysis: "per", Also: []catalog.Indicator{per.Indicator}, Rows: rows}, err
	})
}

// A Share asks what economies and groups make of a group, or an indicator of another
// one that it is a part of.
type Share struct {
	Query `yaml:",inline"`
	Of    string `yaml:"of"` // a group, an economy or an indicator; "" is the world
}

// Run answers the question.
func (q *Share) Run(ctx context.Context, d *Desk) ([]analysis.Result, error) {
	of := q.Of
	if of == "" {
		of = economy.World
	}
	return d.each(ctx, q.Query, func(data *analysis.Data, sel analysis.Selection) (analysis.Result, error) {
		if err := mustAdd(data.Indicator, "a share", "print it as it is"); err != nil {
			return analysis.Result{}, err
		}
		out := analysis.Result{Analysis: "share"}
		var rows []analysis.ShareRow
		var err error
		if isSum(of) || d.Catalog().Has(of) {
			var whole *analysis.Data
			if whole, err = q.whole(ctx, d, data, of); err == nil {
				out.Also = []catalog.Indicator{whole.Indicator}
				sel, err = d.paired(q.Query, data, whole, sel)
			}
			if err == nil {
				rows, err = analysis.ShareOfIndicator(data, whole, q.yearly(sel))
			}
		} else {
			out.Of = of
			rows, err = q.ofGroup(d, data, sel, &out.Of)
		}
		out.Rows, err = some(d, data, sel, q.Query, rows, err)
		return out, err
	})
}

// whole loads the indicator that another one is a share of, if it may be.
func (q *Share) whole(ctx context.Context, d *Desk, data *analysis.Data, id string) (*analysis.Data, error) {
	whole, err := d.beside(ctx, q.Query, id, data.Partner)
	if err != nil {
		return nil, err
	}
	a, b := data.Indicator, whole.Indicator
	if err := mustAdd(b, "a whole", "name a flow or a stock"); err != nil {
		return nil, err
	}
	switch {
	case a.ID == b.ID:
		return nil, tidy.Errorf(tidy.Usage, "name another whole with {of}", "%s is a share of itself", a.ID)
	case contains(d.Catalog(), a, b.ID):
		return nil, tidy.Errorf(tidy.Usage, "exchange the two{cli:: 'tradestats share "+b.ID+" --of "+a.ID+"'}", "%s contains %s, not the other way round", a.ID, b.ID)
	case a.Trade != "" && b.Trade != "" && a.Trade != b.Trade:
		return nil, tidy.Errorf(tidy.Usage, "{cli:'tradestats balance' compares them}", "%s are %s and %s %s: neither is a part of the other", a.ID, a.Trade, b.ID, b.Trade)
	}
	d.warnPublishers(a, b)
	return whole, mayCompare(a, b)
}

func (q *Share) ofGroup(d *Desk, data *analysis.Data, sel analysis.Selection, of *string) ([]analysis.ShareRow, error) {
	items, err := d.Economies.Select([]string{*of}, economy.YearEnd(sel.Reference))
	if err != nil {
		return nil, err
	}
	if len(items) != 1 {
		return nil, tidy.Errorf(tidy.Usage, "name one group{cli:, or make one with --group NAME=A,B}", "{of %q} is more than one", *of)
	}
	*of = items[0].String()
	members, err := sel.Members(items[0], sel.Reference)
	if err != nil {
		return nil, err
	}
	for _, item := range sel.Items {
		list, err := sel.Members(item, sel.Reference)
		if err != nil {
			return nil, err
		}
		if err := within(item, list, items[0], members); err != nil {
			return nil, err
		}
	}
	return analysis.ShareOfGroup(data, items[0], q.yearly(sel))
}

// within refuses an item that is not part of a whole.
func within(item economy.Item, list []string, whole economy.Item, members []string) error {
	in := map[string]bool{}
	for _, m := range members {
		in[m] = true
	}
	for _, m := range list {
		if !in[m] {
			return tidy.Errorf(tidy.Usage, "leave it out, or name a whole that holds it", "%s is no part of %s: %s is not in it", item.String(), whole.String(), m)
		}
	}
	return nil
}
