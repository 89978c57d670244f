package cli

import (
	"github.com/urfave/cli/v2"

	"tradestats/internal/study"
)

func (p *program) balanceCommand() *cli.Command {
	return p.questionCommand(question{
		name: "balance", usage: "exports less imports, and their ratio", args: "EXPORTS...",
		examples: `tradestats balance digital-services-exports -e USA,IND,eu27 --from 2019
tradestats balance digital-services-exports -e eu27 --currency EUR`,
		description: `Sets exports against imports: the balance, the cover ratio (exports over imports) and
the normalised balance, from -1 to 1. Those of a group are of the members that reported
both, and say how much of the group they cover. The imports are the counterpart of the
exports in the catalogue, or those that --imports names.
Columns: indicator, imports_indicator, economy, partner, year, exports, imports, balance,
cover_ratio, normalised, unit, members, matched, coverage_pct, status, note.`,
		rules: []cli.Flag{textFlag("imports", "", "`ID` the imports; default the counterpart of the exports")},
		read: func(c *cli.Context, q study.Query) (study.Study, error) {
			return &study.Balance{Query: q, Imports: c.String("imports")}, nil
		},
	})
}
