package study

import (
	"context"
	"slices"
	"sort"

	"tradestats/internal/analysis"
	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/tidy"
)

// FillWorldBank fills the gaps of sums as the World Bank does.
const FillWorldBank = "worldbank"

// Filling is how the gaps of sums are filled, as a user asks for it.
type Filling struct {
	How       string `yaml:"fill"`      // FillWorldBank, or "" for not at all
	Proxy     string `yaml:"proxy"`     // "" is gdp
	Benchmark int    `yaml:"benchmark"` // 0 is the World Bank's, or the first year after it
}

// worldBanksBenchmark is the year in which the World Bank imputes what is missing.
const worldBanksBenchmark = 2010

// fill loads what the gaps of an indicator's sums are filled with; nil where that is
// not asked for.
func (d *Desk) fill(ctx context.Context, q Query, f Filling, data *analysis.Data) (*analysis.Fill, error) {
	if f.How == "" {
		return nil, nil
	}
	if !analysis.Fillable(data.Indicator) {
		return nil, tidy.Errorf(tidy.Usage, "--coverage members applies the World Bank's rule for means, which takes the missing for the average of the others",
			"%s is no sum: --fill has nothing to fill", data.Indicator.ID)
	}
	if f.Proxy == "" {
		f.Proxy = "gdp"
	}
	if f.Benchmark == 0 {
		k := min(sort.SearchInts(data.Years(), worldBanksBenchmark), len(data.Years())-1)
		f.Benchmark = data.Years()[k]
	}
	if !slices.Contains(data.Years(), f.Benchmark) {
		return nil, tidy.Errorf(tidy.Usage, "take one of "+tidy.YearRanges(data.Years()), "%s has no values for the benchmark year %d", data.Indicator.ID, f.Benchmark)
	}
	proxy, err := d.beside(ctx, q, f.Proxy, tidy.World)
	if err != nil {
		return nil, err
	}
	return &analysis.Fill{Proxy: proxy, Benchmark: f.Benchmark}, mustAdd(proxy.Indicator, "a proxy", "name a flow or a stock, such as gdp or population")
}

// netted returns an aggregate without the trade between the members of each group.
func (d *Desk) netted(ctx context.Context, q Query) func(*analysis.Data, analysis.AggregateOptions) (analysis.Aggregations, error) {
	return func(data *analysis.Data, o analysis.AggregateOptions) (analysis.Aggregations, error) {
		if err := nettable(data); err != nil {
			return nil, err
		}
		var out analysis.Aggregations
		for _, item := range o.Items {
			one := o
			one.Items = []economy.Item{item}
			net := data
			if item.Group {
				var err error
				if net, err = d.net(ctx, q, data, o.Selection, item); err != nil {
					return nil, err
				}
			}
			rows, err := analysis.Aggregate(net, one)
			if err != nil {
				return nil, err
			}
			out = append(out, rows...)
		}
		return out, nil
	}
}

func nettable(data *analysis.Data) error {
	if err := mustAdd(data.Indicator, "netting", "leave --net out"); err != nil {
		return err
	}
	if data.Partner != tidy.World {
		return tidy.Errorf(tidy.Usage, "leave --partner out", "--net takes the trade between members out of that with all partners")
	}
	return nil
}

// net loads the trade of a group's members with each other.
func (d *Desk) net(ctx context.Context, q Query, data *analysis.Data, sel analysis.Selection, item economy.Item) (*analysis.Data, error) {
	if sel.AtTheTime {
		return nil, tidy.Errorf(tidy.Usage, "take the members of one year: --composition fixed, or GROUP@2020", "--net needs one list of members")
	}
	members, err := sel.Members(item, sel.Reference)
	if err != nil {
		return nil, err
	}
	have, err := d.partnersAmong(ctx, dataset.Query{Indicators: parts([]string{data.Indicator.ID}), Partners: members, Between: members})
	if err != nil {
		return nil, err
	}
	with := map[string]*analysis.Data{}
	var partners []string
	for _, m := range members {
		if slices.Contains(have, m) {
			partners = append(partners, m)
		}
	}
	if len(partners) == 0 {
		return nil, empty("lay a file with partners over it, such as BaTIS or Comtrade, with --data; without --net the trade between the members is included, and said",
			"%s has no figures by partner among the members of %s", data.Indicator.ID, item.String())
	}
	q.Partners, q.Indicators = partners, []string{data.Indicator.ID}
	all, err := d.Prepare(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		with[p.Partner] = p
	}
	return data.Net(members, with), nil
}
