package cli

import (
	"github.com/urfave/cli/v2"

	"tradestats/internal/study"
)

func (p *program) specializationCommand() *cli.Command {
	return p.questionCommand(question{
		name: "specialization", usage: "revealed comparative advantage in a part of a whole",
		examples: `tradestats specialization ict-services-exports --of digital-services-exports -e IND,IRL --year 2023
tradestats specialization ict-services-exports --of digital-services-exports -e eu27,asean -f csv`,
		description: `Compares the share of an indicator in a whole (--of) with its share in that of all economies
that reported both that year: Balassa's index (neutral at 1), its symmetric form (-1 to 1)
and the normalised one, times 10,000. Both indicators are sums of one unit. A group is of
its members that reported both; it and the reference are covered as sums are. Where the two
come of different publishers a part may exceed its whole, which a note says.
Columns: indicator, of, economy, partner, year, rca, rca_symmetric, rca_normalised_10000,
share_pct, reference_share_pct, value, total, reference_value, reference_total, reference_n,
reference_coverage_pct, members, matched, coverage_pct, status, note.`,
		rules: []cli.Flag{textFlag("of", "", "`ID` the indicator that is the whole")},
		read: func(c *cli.Context, q study.Query) (study.Study, error) {
			return &study.Specialization{Query: q, Of: c.String("of")}, nil
		},
	})
}
