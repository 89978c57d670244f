package cli

import (
	"context"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"tradestats/internal/analysis"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

type diffOptions struct {
	common
	study.Query // -i chooses among what the two hold
	Old, New    string
	Tolerance   float64 // in per cent of the old value
	Published   bool    // the publishers' own groups too
}

func (p *program) diffCommand() *cli.Command {
	return &cli.Command{
		Name: "diff", Usage: "what changed from one vintage of figures to the next", ArgsUsage: "OLD NEW",
		UsageText: `tradestats diff 2024/ 2025/
tradestats diff embedded download.csv -e eu27 --from 2015
tradestats diff clickhouse://figures@warehouse:8123/trade/services/2024-07 clickhouse://figures@warehouse:8123/trade/services/2025-01-20
tradestats diff chips=old.csv chips=new.csv --tolerance 0.5 -f csv -o revisions.csv`,
		Description: `Compares two files or folders, by indicator, economy, partner and year, and says what was
added, is gone, was revised. OLD and NEW are each a file or a folder, ID=PATH for a file
that does not name its indicator, - for standard input, a table of ClickHouse or one
vintage of it (clickhouse://HOST:8123/DATABASE/TABLE/2024-07), 'embedded' for the figures that
come with the program, or the id of one of their datasets or indicators (a file of that
name is ./ID). Against 'embedded' only the indicators of the other side are compared.
Values that agree to 12 digits are the same, unless --tolerance is given. Units that
differ by a power of ten are converted to the new one; others are refused.
Columns, of what differs: indicator, economy, partner, year, status (added, gone, revised,
or flag where only the flag changed), old, new, difference, difference_pct (of the old
value), unit, old_flag, new_flag, old_origin, new_origin.`,
		Flags: slices.Concat(diffFlags(), printing()),
		Action: func(c *cli.Context) error {
			o, err := p.readDiff(c)
			if err != nil {
				return err
			}
			var changed []analysis.Revision
			err = p.deliver(c.Context, o.Output, func(w io.Writer) error {
				changed, err = runDiff(c.Context, o, w)
				return err
			})
			if err == nil && c.Bool("exit-code") {
				err = differs(changed)
			}
			return err
		},
		OnUsageError: onUsageError,
	}
}

func diffFlags() []cli.Flag {
	return slices.Concat(categorized("Selection", []cli.Flag{
		listFlag("indicator", "i", "`ID` this indicator only; default all that either has"),
		listFlag("economy", "e", "`NAMES` economies, by code or name; a group means its members; default all"),
		listFlag("partner", "p", "`NAMES` partners of bilateral figures; default the world"),
		textFlag("from", "", "`YEAR` first year"),
		textFlag("to", "", "`YEAR` last year"),
		&cli.BoolFlag{Name: "published", Usage: "the publishers' own groups too"},
		listFlag("group", "", "`NAME=A,B,-C` makes a group of economies and groups, without others"),
		groupFileFlag(),
	}), categorized("Rules", []cli.Flag{
		textFlag("tolerance", "", "`PERCENT` values this near to the old one are unchanged; default 0"),
		&cli.BoolFlag{Name: "exit-code", Usage: "exit with 5 when anything differs, with 0 when nothing does"},
	}))
}

// differs is the error of --exit-code.
func differs(all []analysis.Revision) error {
	var n analysis.Revision
	for _, r := range all {
		n.Revised, n.Reflagged = n.Revised+r.Revised+r.Rounding.Count, n.Reflagged+r.Reflagged
		n.Added, n.Gone = n.Added+r.Added, n.Gone+r.Gone
	}
	if n.Revised+n.Reflagged+n.Added+n.Gone == 0 {
		return nil
	}
	return tidy.Errorf(tidy.Differs, "", "the two differ: %d revised, %d added, %d gone, %d with another flag", n.Revised, n.Added, n.Gone, n.Reflagged)
}

func (p *program) readDiff(c *cli.Context) (diffOptions, error) {
	o := diffOptions{Published: c.Bool("published")}
	var err error
	if o.common, err = p.readCommon(c); err != nil {
		return o, err
	}
	if c.NArg() != 2 {
		return o, usage("as in 'tradestats diff old.csv new.csv'; indicators are chosen with -i", "diff compares two, OLD and NEW: %d given", c.NArg())
	}
	o.Old, o.New = c.Args().Get(0), c.Args().Get(1)
	if o.Old == "-" && o.New == "-" {
		return o, usage("name a file for one of the two", "standard input cannot be both")
	}
	o.Indicators, o.Economies, o.Partners = tidy.Split(c.StringSlice("indicator")...), c.StringSlice("economy"), c.StringSlice("partner")
	if o.From, err = year(c, "from"); err != nil {
		return o, err
	}
	if o.To, err = year(c, "to"); err != nil {
		return o, err
	}
	if o.From != 0 && o.To != 0 && o.From > o.To {
		return o, usage("exchange the two", "--from %d is after --to %d", o.From, o.To)
	}
	if text := c.String("tolerance"); text != "" {
		o.Tolerance, err = strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64)
		if err != nil || math.IsNaN(o.Tolerance) || math.IsInf(o.Tolerance, 0) || o.Tolerance < 0 {
			return o, usage("give a number such as 0.5", "--tolerance %q is no percentage", text)
		}
	}
	return o, nil
}

// runDiff prints what differs and returns its summaries.
func runDiff(ctx context.Context, o diffOptions, w io.Writer) ([]analysis.Revision, error) {
	s, err := o.open(ctx)
	if err != nil {
		return nil, err
	}
	older, err := s.side(ctx, o.Old)
	if err != nil {
		return nil, err
	}
	newer, err := s.side(ctx, o.New)
	if err != nil {
		return nil, err
	}
	if err := match(older, newer, o.Indicators); err != nil {
		return nil, err
	}
	before, err := s.figures(ctx, older, o)
	if err != nil {
		return nil, err
	}
	after, err := s.figures(ctx, newer, o)
	if err != nil {
		return nil, err
	}
	if err := s.chosen(o, &before, &after); err != nil {
		return nil, err
	}
	rows, all, err := analysis.Compare(before, after, o.Tolerance)
	if err != nil {
		return nil, err
	}
	if o.machine() {
		return all, o.print(w, rows.Frame(), nil)
	}
	return all, s.printBriefs(w, s.briefs(older, newer, all, o))
}
