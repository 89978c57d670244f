package cli

import (
	"strconv"

	"github.com/urfave/cli/v2"

	"tradestats/internal/study"
)

func (p *program) concentrationCommand() *cli.Command {
	return p.questionCommand(question{
		name: "concentration", usage: "how far a sum rests on few economies",
		examples: `tradestats concentration digital-services-exports --year 2023
tradestats concentration ict-services-exports -e eu27,asean --top 3 --from 2015 -f csv`,
		description: `Measures how far the sum over a group rests on few of its members: the
Herfindahl-Hirschman index (0 to 1), the same normalised by the number of reporters, UNCTAD's
form of that on square roots, the effective number 1/HHI, and the share of the largest
(--top). Shares of the world are of the publisher's World where there is one, else of those
that reported. It is covered as the sum is: complete from 95 %, partial from two thirds.
Ratios do not add up and are refused.
Columns: indicator, economy, partner, year, hhi, hhi_normalised, hhi_unctad, effective, top,
cr_pct, largest, largest_pct, n, members, perimeter, coverage_pct, status, note.`,
		rules: []cli.Flag{textFlag("top", "", "`N` how many of the largest make cr_pct; default 4")},
		read: func(c *cli.Context, q study.Query) (study.Study, error) {
			top := 0
			if text := c.String("top"); text != "" {
				var err error
				if top, err = strconv.Atoi(text); err != nil || top < 1 {
					return nil, usage("give a number such as 4", "--top %q is no number of economies", text)
				}
			}
			return &study.Concentration{Query: q, Top: top}, nil
		},
	})
}
