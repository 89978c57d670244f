package study

import (
	"context"
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/tidy"
)

// An Aggregate asks for the values of groups.
type Aggregate struct {
	Query   `yaml:",inline"`
	Filling `yaml:",inline"`
	Rule    string `yaml:"rule"` // takes the place of the indicator's own
	Net     string `yaml:"net"`  // "intra": without the trade between the members
}

// Run answers the question.
func (q *Aggregate) Run(ctx context.Context, d *Desk) ([]analysis.Result, error) {
	if err := q.Settle(); err != nil {
		return nil, err
	}
	return d.each(ctx, q.Query, func(data *analysis.Data, _ analysis.Selection) (analysis.Result, error) {
		rows, err := q.Of(ctx, d, data)
		return analysis.Result{Analysis: "aggregate", Rows: []analysis.Aggregation(rows)}, err
	})
}

// rules are those that can be asked for.
var rules = []string{"", catalog.Sum, catalog.WeightedMean, catalog.RatioOfSums, catalog.Median}

// Settle checks the question.
func (q *Aggregate) Settle() error {
	if err := q.OnlyYear(); err != nil {
		return err
	}
	for _, c := range []struct {
		flag, word string
		known      []string
	}{{"--rule", q.Rule, rules}, {"--fill", q.How, []string{"", FillWorldBank}}, {"--net", q.Net, []string{"", "intra"}}} {
		if err := tidy.OneOf(c.flag, c.word, c.known); err != nil {
			return err
		}
	}
	switch {
	case q.How == "" && (q.Proxy != "" || q.Benchmark != 0):
		return tidy.Errorf(tidy.Usage, "add --fill worldbank", "--proxy and --benchmark are of --fill only")
	case q.How != "" && q.Rule != "":
		return tidy.Errorf(tidy.Usage, "ask for one of them", "--fill stands beside --rule")
	case q.Net != "" && (q.How != "" || q.Rule != ""):
		return tidy.Errorf(tidy.Usage, "ask for one of them", "--net stands beside --fill or --rule")
	}
	return nil
}

// Of makes the groups of one indicator and partner.
func (q *Aggregate) Of(ctx context.Context, d *Desk, data *analysis.Data) (analysis.Aggregations, error) {
	if err := allowed(data.Indicator, q.Rule); err != nil {
		return nil, err
	}
	sel, err := d.Selection(q.Query, data.Years(), economy.World)
	if err != nil {
		return nil, err
	}
	from, to := q.Span()
	options := analysis.AggregateOptions{Selection: sel, Coverage: q.Coverage, Rule: q.Rule, From: from, To: to}
	if options.Fill, err = d.fill(ctx, q.Query, q.Filling, data); err != nil {
		return nil, err
	}
	aggregate := analysis.Aggregate
	if q.Net != "" {
		aggregate = d.netted(ctx, q.Query)
	}
	rows, err := aggregate(data, options)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(rows, func(r analysis.Aggregation) bool {
		return r.Reporting > 0 || r.Reason == analysis.NoMembers || r.Reason == analysis.NoWeights
	}) {
		return nil, d.NoValues(data, sel, "value", Period(from, to))
	}
	return rows, nil
}

// allowed refuses a rule that would make nonsense of an indicator.
func allowed(i catalog.Indicator, rule string) error {
	median := "leave --rule out, or take --rule median"
	switch {
	case rule == "" || rule == catalog.Median || rule == i.Rule:
		return nil
	case i.Kind == catalog.Unknown:
		return tidy.Errorf(tidy.Usage, hintDeclare, "%s is not declared: --rule %s cannot be taken", i.ID, rule)
	case rule == catalog.Sum && !i.Additive():
		return tidy.Errorf(tidy.Usage, median, "%s is a %s, and is never summed", i.ID, i.Kind)
	case i.Weight == "":
		return tidy.Errorf(tidy.Usage, median, "%s has no weights: --rule %q cannot be taken", i.ID, rule)
	}
	return nil
}
