package cli

import (
	"github.com/urfave/cli/v2"

	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// twoYears are the flags of what compares two years.
func twoYears() []cli.Flag {
	return selecting(textFlag("year", "", "`YEAR` this year on the one before; default the newest that enough have reported"))
}

func byFlag() cli.Flag {
	return listFlag("by", "", "`NAMES` parts: groups and economies without a member in common; default each member")
}

func (p *program) contributionCommand() *cli.Command {
	return p.questionCommand(question{
		name: "contribution", usage: "who added how much to growth",
		examples: `tradestats contribution digital-services-exports --year 2023 --by africa,americas,asia,europe,oceania
tradestats contribution digital-services-exports -e eu27 --from 2019 --to 2023`,
		description: `Shares out the growth of each group of -e, in points: the parts, and what none of them
accounts for, sum exactly to the growth in the row of the total. The whole is the
publisher's own group where there is one, such as the world: what nobody reported, or the
publisher estimated, is the residual then. Else it is the members that reported both years.
A share of the growth is given only where all parts moved the same way.
Columns: indicator, whole, part, partner, from, to, contribution_pp, share_of_growth_pct,
growth_pct, start, end, change, members, matched, coverage_pct, status, note.`,
		selection: twoYears(),
		rules:     []cli.Flag{byFlag()},
		read: func(c *cli.Context, q study.Query) (study.Study, error) {
			return &study.Contribution{Query: q, By: tidy.Split(c.StringSlice("by")...)}, nil
		},
	})
}

func (p *program) shiftShareCommand() *cli.Command {
	return p.questionCommand(question{
		name: "shift-share", usage: "whether a ratio moved within its parts or between them",
		examples: `tradestats shift-share internet-users -e world --from 2015 --to 2023 --by africa,americas,asia,europe,oceania
tradestats shift-share ict-services-exports --of digital-services-exports -e eu27 --from 2015 --to 2023`,
		description: `Splits the change of a group's ratio, in points, into what its parts' own ratios changed
(within) and what their weights did (between), without a remainder. The ratio is an
indicator with weights, or with --of the share of one sum in another. Only members that
have it in both years enter, and the rows say how much of the weights they make.
Columns: indicator, group, part, from, to, within_pp, between_pp, total_pp, start_pct,
end_pct, start_weight_pct, end_weight_pct, members, matched, coverage_pct, status, note.`,
		selection: twoYears(),
		rules:     []cli.Flag{textFlag("of", "", "`ID` the whole that the indicator is a share of"), byFlag()},
		read: func(c *cli.Context, q study.Query) (study.Study, error) {
			return &study.ShiftShare{Query: q, Of: c.String("of"), By: tidy.Split(c.StringSlice("by")...)}, nil
		},
	})
}
