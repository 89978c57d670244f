package cli

import (
	"strings"

	"github.com/urfave/cli/v2"

	"tradestats/internal/study"
)

func (p *program) corridorCommand() *cli.Command {
	return p.questionCommand(question{
		name: "corridor", usage: "trade between two sides, as both report it", args: "A B", noIndicator: true,
		examples: `tradestats corridor eu27 CHN --data batis.csv
tradestats corridor eu27 CHN -i batis-si-exports --from 2015 --data batis.csv
tradestats corridor CHN USA --data comtrade.csv -f csv
tradestats corridor eu27 IND`,
		description: `Compares the trade between two economies or groups, in the files of --data that have
partners: both directions as each side reports them, balance, cover ratio, normalised
balance and Grubel-Lloyd index of each, what each makes of the other's trade, how intense
the exports are, and how far the two reports of a flow are apart. A group is the sum over
pairs of a member and a partner; ratios are of the pairs that have both values.
Without trade by partner it says which files have it, and compares totals with all
partners, each row of which says so.
Columns: indicator, item, reporter (of an asymmetry the exporter), partner, year,
measure, value, unit, coverage_pct, status, note.`,
		selection: []cli.Flag{
			listFlag("indicator", "i", "`ID` exports or imports; default every indicator by partner of --data"),
			textFlag("from", "", "`YEAR` first year"),
			textFlag("to", "", "`YEAR` last year"),
			textFlag("year", "", "`YEAR` this year only; default the newest"),
		},
		read: func(c *cli.Context, q study.Query) (study.Study, error) {
			args := c.Args().Slice()
			if len(args) != 2 {
				return nil, usage("name two, as in 'tradestats corridor eu27 CHN'; indicators come with -i", "a corridor has two sides, not %d", len(args))
			}
			return &study.Corridor{Query: q, A: strings.TrimSpace(args[0]), B: strings.TrimSpace(args[1])}, nil
		},
	})
}
