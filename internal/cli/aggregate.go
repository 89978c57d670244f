package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tradestats/internal/analysis"
	"tradestats/internal/study"
	"tradestats/internal/table"
	"tradestats/internal/tidy"
)

type aggregateOptions struct {
	common
	study.Aggregate
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
			o := aggregateOptions{Compare: c.String("compare"), Aggregate: study.Aggregate{
				Rule: strings.ReplaceAll(c.String("rule"), "-", " "), Net: c.String("net"),
				Filling: study.Filling{How: c.String("fill"), Proxy: c.String("proxy")},
			}}
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
		rows, err := o.Of(ctx, s.Desk, d)
		if err != nil {
			return err
		}
		analysis.OnBasis(rows, d.Basis)
		all = append(all, rows...)
		sheets = append(sheets, func() table.Sheet { return s.aggregateSheet(d, rows) })
	}
	return o.print(w, all.Frame(), each(sheets))
}

// settle checks the flags.
func (o *aggregateOptions) settle() error {
	if err := tidy.OneOf("--compare", o.Compare, []string{"", "published"}); err != nil {
		return err
	}
	if o.Compare != "" && (o.Filling.How != "" || o.Net != "" || o.Rule != "") {
		return usage("ask for one of them", "--compare stands beside --fill, --net or --rule")
	}
	return o.Settle()
}

func (s *session) aggregateSheet(d *analysis.Data, rows analysis.Aggregations) table.Sheet {
	t := s.Sheet(d.Indicator, d.Partner, table.Left(s.Word("group")), table.Left(s.Word("year")), table.Right(s.Word("value")),
		table.Right(s.Word("reporting")), table.Right(s.Word("coverage")), table.Left(s.Word("status")), table.Right(s.Word("publisher")))
	if len(rows) > 0 && rows[0].Rule != d.Indicator.Rule && rows[0].Rule != "reported" {
		t.General = []string{s.ColumnHead("rule") + s.Locale.Colon() + " " + s.Term(rows[0].Rule)}
	}
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
			coverage, s.StatusOf(r.Status, r.Notes, d.Indicator), published)
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
