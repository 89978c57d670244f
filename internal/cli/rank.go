package cli

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/urfave/cli/v2"

	"tradestats/internal/analysis"
	"tradestats/internal/study"
	"tradestats/internal/table"
)

type rankOptions struct {
	common
	study.Rank
}

func (p *program) rankCommand() *cli.Command {
	flags := categorized("Selection", []cli.Flag{
		listFlag("indicator", "i", "`ID` indicator; also as an argument"),
		listFlag("economy", "e", "`NAMES` economies, and groups that stand for their members; default all economies"),
		listFlag("partner", "p", "`NAMES` partners of bilateral figures; default the world"),
		textFlag("year", "", "`YEAR` that is ranked; default the newest that enough have reported"),
		textFlag("to", "", "`YEAR` the same"),
		textFlag("from", "", "`YEAR` compared with; default the year before"),
	})
	return &cli.Command{
		Name: "rank", Usage: "economies by size, with shares and earlier ranks", ArgsUsage: "INDICATOR...",
		UsageText: `tradestats rank digital-services-exports --from 2019
tradestats rank internet-users -e mercosur --year 2023`,
		Description: `Orders economies by their values, largest first. Shares are of the publisher's World
where there is one, else of the economies ranked; growth is the average yearly rate
since the year compared with. Earlier ranks count those that reported in both years.
Columns: indicator, year, rank, economy, name, value, share_pct, cumulative_pct,
previous_rank, growth_pct, status, note.`,
		Flags: slices.Concat(flags, ruling(), counting(), reading(), printing()),
		Action: func(c *cli.Context) error {
			var o rankOptions
			var err error
			if o.common, err = p.readCommon(c); err != nil {
				return err
			}
			if o.Query, err = readQuery(c); err != nil {
				return err
			}
			return p.deliver(c.Context, o.Output, func(w io.Writer) error { return runRank(c.Context, o, w) })
		},
		OnUsageError: onUsageError,
	}
}

// runRank prints the ranking of each indicator.
func runRank(ctx context.Context, o rankOptions, w io.Writer) error {
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
	found, err := forAll(data, func(d *analysis.Data) (analysis.Ranking, error) { return o.Of(s.Desk, d, s.Name) })
	if err != nil {
		return err
	}
	var all analysis.Ranking
	var sheets []func() table.Sheet
	for k, d := range data {
		r := found[k]
		analysis.OnBasis(r.Rows, d.Basis)
		all.Rows = append(all.Rows, r.Rows...)
		s.warnNewer(fmt.Sprintf("%s: the ranking is of %d", d.Indicator.ID, r.Year), r.Newer)
		sheets = append(sheets, func() table.Sheet { return s.rankSheet(d, r) })
	}
	return o.print(w, all.Frame(), each(sheets))
}

func (s *session) rankSheet(d *analysis.Data, r analysis.Ranking) table.Sheet {
	status := table.Left(s.Word("status"))
	growth := fmt.Sprintf("%s (%d-%d)", s.Word("growth-average"), r.Previous, r.Year)
	if r.Year-r.Previous == 1 {
		growth = s.Word("growth")
	}
	percentage := d.Indicator.IsPercentage()
	if percentage {
		growth = fmt.Sprintf("%s (%d-%d)", s.Word("change"), r.Previous, r.Year)
	}
	t := s.Sheet(d.Indicator, d.Partner, table.Right(s.Word("rank")), table.Left(s.Word("economy")), table.Right(s.Word("value")),
		table.Right(s.Word("share")), table.Right(s.Word("cumulative")), table.Right(fmt.Sprintf("%s (%d)", s.Word("previous-rank"), r.Previous)), table.Right(growth), status)
	t.Title += fmt.Sprintf(", %d", r.Year)
	t.General = s.Notes(r.Newer)
	for _, row := range r.Rows {
		rank, previous, standing := "", "", ""
		if row.Rank > 0 {
			rank = fmt.Sprint(row.Rank)
		}
		if row.PreviousRank > 0 {
			previous = fmt.Sprint(row.PreviousRank)
		}
		if row.Status != analysis.OK {
			standing = s.Status(row.Status)
		}
		change := s.Rate(row.GrowthPct)
		if percentage {
			change = ""
			if row.In {
				change = s.Locale.PointsShort(row.Change, 1)
			}
		}
		// the heading has the year compared with, and its column the change
		notes := s.Notes(row.Notes.Without(analysis.NoteGrowthSince, analysis.NoteChangeSince))
		t.Add(notes, rank, row.Name, s.Value(d.Indicator, row.Value), s.Percent(row.SharePct),
			s.Percent(row.Cumulative), previous, change, standing)
	}
	return t
}
