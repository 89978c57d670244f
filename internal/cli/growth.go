package cli

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/urfave/cli/v2"

	"tradestats/internal/analysis"
	"tradestats/internal/study"
	"tradestats/internal/table"
)

type growthOptions struct {
	common
	study.Growth
}

func (p *program) growthCommand() *cli.Command {
	flags := categorized("Selection", selecting(
		textFlag("year", "", "`YEAR` yoy, midpoint: this year on the one before; cagr, ls: the last year"),
	))
	return &cli.Command{
		Name: "growth", Usage: "growth rates of economies and groups", ArgsUsage: "INDICATOR...",
		UsageText: `tradestats growth digital-services-exports -e eu27,lac --year 2023
tradestats growth digital-services-exports -e world --method cagr --from 2010 --to 2023`,
		Description: `Prints growth in per cent, for percentages the change in points. A group's growth is
that of the members which reported both years (the matched sample), and says how much
of the group they cover, by the last known values of the others: complete from 90 %,
partial from two thirds, withheld below. naive_pct is the rate of whoever reported.
Columns: indicator, economy, partner, from, to, method, growth_pct, change, change_unit,
start, end, members, perimeter, matched, coverage_pct, naive_pct, status, note.`,
		Flags: slices.Concat(flags, ruling(
			textFlag("method", "", "`METHOD` yoy (each year on the one before, the default), cagr (compound, between two years), ls (least squares), midpoint (change in per cent of the mean of both values)"),
			textFlag("ls-convention", "", "`HOW` of ls: exp (exp(b)-1, the default) or log (b, as UNCTAD printed it until some years ago)"),
			composition(),
		), counting(), reading(), printing()),
		Action: func(c *cli.Context) error {
			o := growthOptions{Growth: study.Growth{Method: c.String("method"), LSConvention: c.String("ls-convention")}}
			var err error
			if o.common, err = p.readCommon(c); err != nil {
				return err
			}
			if o.Query, err = readQuery(c); err != nil {
				return err
			}
			return p.deliver(c.Context, o.Output, func(w io.Writer) error { return runGrowth(c.Context, o, w) })
		},
		OnUsageError: onUsageError,
	}
}

// runGrowth prints the growth of a selection.
func runGrowth(ctx context.Context, o growthOptions, w io.Writer) error {
	if err := o.Settle(); err != nil {
		return err
	}
	s, err := o.open(ctx)
	if err != nil {
		return err
	}
	data, err := s.Prepare(ctx, o.Query)
	if err != nil {
		return err
	}
	found, err := forAll(data, func(d *analysis.Data) (analysis.GrowthRows, error) { return o.Of(s.Desk, d) })
	if err != nil {
		return err
	}
	var all analysis.GrowthRows
	var sheets []func() table.Sheet
	for k, d := range data {
		rows := found[k]
		analysis.OnBasis(rows, d.Basis)
		all = append(all, rows...)
		for _, r := range rows {
			s.warnNewer(fmt.Sprintf("%s: growth of %s ends in %d", r.Indicator, r.Economy, r.To), r.Newer)
		}
		sheets = append(sheets, func() table.Sheet { return s.growthSheet(d, o.Method, rows) })
	}
	return o.print(w, all.Frame(), each(sheets))
}

// forAll analyses indicators on all processors; the answers are in their order.
func forAll[R any](data []*analysis.Data, analyse func(*analysis.Data) (R, error)) ([]R, error) {
	out := make([]R, len(data))
	return out, study.Parallel(len(data), func(k int) (err error) {
		out[k], err = analyse(data[k])
		return err
	})
}

// each makes sheets only when they are asked for.
func each(sheets []func() table.Sheet) func() []table.Sheet {
	return func() []table.Sheet {
		var out []table.Sheet
		for _, make := range sheets {
			out = append(out, make())
		}
		return out
	}
}

func (s *session) growthSheet(d *analysis.Data, method string, rows analysis.GrowthRows) table.Sheet {
	heading := s.Word("growth")
	switch method {
	case analysis.CAGR, analysis.LS:
		heading = s.Word("growth-average")
	case analysis.MidpointChange:
		heading = s.Result("column.growth-midpoint", nil)
	}
	t := s.Sheet(d.Indicator, d.Partner, table.Left(s.Word("economy")), table.Left(s.Word("period")), table.Right(heading), table.Right(s.Word("change")),
		table.Right(s.Word("reporting")), table.Right(s.Word("coverage")), table.Left(s.Word("status")), table.Right(s.Word("publisher")))
	for _, r := range rows {
		reporting := ""
		if r.Members > 1 && weighable(r.Reason) {
			reporting = fmt.Sprintf("%d/%d", r.Matched, r.Members)
		}
		change := s.Change(d.Indicator, r.Change)
		if d.Indicator.IsPercentage() && change != "" {
			change = s.Locale.PointsShort(r.Change, 1)
		}
		t.Add(s.growthNotes(r), s.Name(r.Economy), fmt.Sprintf("%d-%d", r.From, r.To), s.Rate(r.GrowthPct), change,
			reporting, s.Percent(r.Covered), s.Status(r.Status), s.publishedGrowth(r.Notes))
	}
	return t
}

// growthNotes leaves out what has a column of its own, and adds what those
// reported that are no part of the matched sample.
func (s *session) growthNotes(r analysis.GrowthRow) []string {
	list := r.Notes.Without(analysis.NotePublishedRate, analysis.NotePublishedChange)
	if r.Members < 2 || !(math.Abs(r.NaivePct-r.GrowthPct) >= 1) {
		return s.Notes(append(list, r.Newer...))
	}
	notes := s.Notes(list.Without(analysis.NoteOtherSign)) // the rate itself shows it
	notes = append(notes, s.Result("note.naive", map[string]any{"value": r.NaivePct}))
	return append(notes, s.Notes(r.Newer)...)
}

// publishedGrowth is the growth of the publisher's own value of a group.
func (s *session) publishedGrowth(notes analysis.Notes) string {
	if n, ok := notes.Find(analysis.NotePublishedRate); ok {
		return s.Rate(n.Value)
	}
	if n, ok := notes.Find(analysis.NotePublishedChange); ok {
		return s.Locale.PointsShort(n.Value, 1)
	}
	return ""
}
