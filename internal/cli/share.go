package cli

import (
	"github.com/urfave/cli/v2"

	"tradestats/internal/study"
)

func (p *program) shareCommand() *cli.Command {
	return p.questionCommand(question{
		name: "share", usage: "what economies make of a group, or an indicator of another",
		examples: `tradestats share digital-services-exports -e eu27,CHN,IND --from 2015
tradestats share digital-services-exports -e FRA,DEU --of eu27 --year 2023
tradestats share ict-services-exports --of digital-services-exports -e IND,IRL`,
		description: `Prints shares in per cent. --of a group takes the publisher's own value where there is
one, such as that of the world, else the sum of its reporters; --of an indicator the
members that reported both. Ratios have no shares, a whole is no part of its part, and
units must agree.
Columns: indicator, economy, partner, year, value, of, of_value, share_pct, unit, members,
matched, coverage_pct, status, note.`,
		rules: []cli.Flag{textFlag("of", "", "`WHOLE` a group, an economy or an indicator; default world")},
		read: func(c *cli.Context, q study.Query) (study.Study, error) {
			return &study.Share{Query: q, Of: c.String("of")}, nil
		},
	})
}
