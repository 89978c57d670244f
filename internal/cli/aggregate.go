package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/study"
	"tradestats/internal/table"
)

type aggregateOptions struct {
	common
	study.Query
	Rule    string // takes the place of the indicator's own
	Filling study.Filling
	Net     string // "intra": without the trade between the members
	Compare string // "published": beside the publisher's own group
}

func (p *program) aggregateCommand() *cli.Command {
	flags := categorized("Selection", selecting(textFlag("year", "", "`YEAR` this year only; default every year")))
	return &cli.Command{
		Name: "aggregate", Usage: "values of groups, with their coverage", ArgsUsage: "INDICATOR...",
		UsageText: `tradestats aggregate digital-services-exports -e eu27 --year 2023
tradestats aggregate internet-users -e lac,sub-saharan-africa --from 2019`,
		Description: `Makes groups of economies by the indicator's rule: flows and stocks are summed, ratios
are weighted by their denominator, and never summed. Each value says how much of the
group is covered, by the last known values of who did not report: a sum is complete
from 95 %, partial from two thirds, withheld below. 'missing' lists the absent.
Columns: indicator, group, partner, year, value, unit, rule, members, perimeter,
reporting, coverage_pct, missing, status, note.`,
		Flags: slices.Concat(flags, ruling(
			textFlag("rule", "", "`RULE` median, or the indicator's own by its name; default the indicator's own"),
			textFlag("fill", "", "`HOW` worldbank: fill the gaps of sums as the World Bank does, and say so; default never"),
			textFlag("proxy", "", "`ID` of --fill: by what missing members are estimated; default gdp"),
			textFlag("benchmark", "", "`YEAR` of --fill: in which they are; default 2010, or the first year after it"),
			textFlag("net", "", "`WHAT` intra: without the trade between the members, where --data has figures by partner"),
			textFlag("compare", "", "`WITH` published: the publisher's own group beside ours, on its composition, and the difference"),
			composition(),
		), counting(), reading(), printing()),
		Action: func(c *cli.Context) error {
			o := aggregateOptions{Rule: strings.ReplaceAll(c.String("rule"), "-", " "), Net: c.String("net"), Compare: c.String("compare"),
				Filling: study.Filling{How: c.String("fill"), Proxy: c.String("proxy")}}
			var err error
			if o.Filling.Benchmark, err = year(c, "benchmark"); err != nil {
				return err
			}
			if o.common, err = p.readCommon(c); err != nil {
				return err
			}
			if o.Query, err = readQuery(c); err != nil {
				return err
			}
			return p.deliver(c.Context, o.Output, func(w io.Writer) error { return runAggregate(c.Context, o, w) })
		},
		OnUsageError: onUsageError,
	}
}

// runAggregate prints the groups of a selection.
func runAggregate(ctx context.Context, o aggregateOptions, w io.Writer) error {
	if err := o.OnlyYear(); err != nil {
		return err
	}
	if err := oneOf("--rule", o.Rule, append([]string{""}, rules...)); err != nil {
		return err
	}
	if err := o.settle(); err != nil {
		return err
	}
	if o.Compare != "" {
		return answer(ctx, o.common, &study.Compare{Query: o.Query}, w)
	}
	s, err := o.open(ctx)
	if err != nil {
		return err
	}
	data, err := s.Prepare(ctx, o.Query)
	if err != nil {
		return err
	}
	var all analysis.Aggregations
	var sheets []func() table.Sheet
	for _, d := range data {
		rows, err := s.aggregate(ctx, d, o)
		if err != nil {
			return err
		}
		all = append(all, rows...)
		sheets = append(sheets, func() table.Sheet { return s.aggregateSheet(d, rows) })
	}
	return o.print(w, all.Frame(), each(sheets))
}

// settle checks what cannot be asked for together.
func (o *aggregateOptions) settle() error {
	if err := oneOf("--fill", o.Filling.How, []string{"", study.FillWorldBank}); err != nil {
		return err
	}
	if err := oneOf("--net", o.Net, []string{"", "intra"}); err != nil {
		return err
	}
	if err := oneOf("--compare", o.Compare, []string{"", "published"}); err != nil {
		return err
	}
	others := o.Filling.How != "" || o.Net != "" || o.Rule != ""
	switch {
	case o.Filling.How == "" && (o.Filling.Proxy != "" || o.Filling.Benchmark != 0):
		return usage("add --fill worldbank", "--proxy and --benchmark are of --fill only")
	case o.Net != "" && (o.Filling.How != "" || o.Rule != ""):
		return usage("ask for one of them", "--net stands beside --fill or --rule")
	case o.Compare != "" && others:
		return usage("ask for one of them", "--compare stands beside --fill, --net or --rule")
	}
	return nil
}

func (s *session) aggregate(ctx context.Context, d *analysis.Data, o aggregateOptions) (analysis.Aggregations, error) {
	if err := allowed(d.Indicator, o.Rule); err != nil {
		return nil, err
	}
	sel, err := s.Selection(o.Query, d.Years(), economy.World)
	if err != nil {
		return nil, err
	}
	from, to := o.Span()
	options := analysis.AggregateOptions{Selection: sel, Coverage: o.Coverage, Rule: o.Rule, From: from, To: to}
	if options.Fill, err = s.Fill(ctx, o.Query, o.Filling, d); err != nil {
		return nil, err
	}
	aggregate := analysis.Aggregate
	if o.Net != "" {
		aggregate = s.Netted(ctx, o.Query)
	}
	rows, err := aggregate(d, options)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(rows, func(r analysis.Aggregation) bool { return r.Reporting > 0 || r.Reason == analysis.NoMembers }) {
		return nil, s.NoValues(d, sel, "value", study.Period(from, to))
	}
	analysis.OnBasis(rows, d.Basis)
	return rows, nil
}

// allowed refuses a rule that would make nonsense of an indicator.
func allowed(i catalog.Indicator, rule string) error {
	median := "leave --rule out, or take --rule median"
	switch {
	case rule == "" || rule == catalog.Median || rule == i.Rule:
		return nil
	case i.Kind == catalog.Unknown:
		return usage("put a YAML beside the file that declares unit, kind and rule", "%s is not declared: --rule %s cannot be taken", i.ID, rule)
	case rule == catalog.Sum && !i.Additive():
		return usage(median, "%s is a %s, and is never summed", i.ID, i.Kind)
	case i.Weight == "":
		return usage(median, "%s has no weights: --rule %q cannot be taken", i.ID, rule)
	}
	return nil
}

func (s *session) aggregateSheet(d *analysis.Data, rows analysis.Aggregations) table.Sheet {
	t := s.Sheet(d.Indicator, d.Partner, table.Left(s.Word("group")), table.Left(s.Word("year")), table.Right(s.Word("value")),
		table.Right(s.Word("reporting")), table.Right(s.Word("coverage")), table.Left(s.Word("status")), table.Right(s.Word("publisher")))
	for _, r := range rows {
		published := ""
		if n, ok := r.Notes.Find(analysis.NotePublished); ok {
			published = s.Value(d.Indicator, n.Value)
		}
		notes := s.Notes(r.Notes.Without(analysis.NotePublished)) // it has a column of its own
		if len(r.Absent) > 0 && r.Reporting > 0 {
			notes = append(notes, s.Absent(d.Indicator, r.Absent))
		}
		reporting, coverage := "", ""
		if weighable(r.Reason) {
			coverage = s.Percent(r.Covered)
			if r.Members > 1 || r.Rule != "reported" {
				reporting = fmt.Sprintf("%d/%d", r.Reporting, r.Members)
			}
		}
		t.Add(notes, s.Name(r.Group), fmt.Sprint(r.Year), s.Value(d.Indicator, r.Value), reporting,
			coverage, s.Status(r.Status), published)
	}
	return t
}

// weighable tells whether a figure, or the lack of one, says anything about who
// reported: not where the members or the rule are what is missing.
func weighable(why analysis.Reason) bool {
	switch why {
	case analysis.NoMembers, analysis.CompositionChanged, analysis.Undeclared, analysis.NotWeighted:
		return false
	}
	return true
}
