package cli

import (
	"github.com/urfave/cli/v2"

	"tradestats/internal/study"
)

func (p *program) divideCommand() *cli.Command {
	return p.questionCommand(question{
		name: "divide", usage: "how unequal economies are in a ratio",
		examples: `tradestats divide internet-users --year 2023
tradestats divide internet-users --by high-income,upper-middle-income,lower-middle-income,low-income --year 2023
tradestats divide fixed-broadband -e lac --from 2015 --to 2023 --matched -f csv`,
		description: `Describes the distribution of a ratio over the economies of a group, weighted by what
weighs the ratio (people), and with each counted once ("plain"): mean, median, Gini (the
plain one also times n/(n-1)), Theil T and L, coefficient of variation (of a population;
plain also of a sample), the highest and the lowest, their ratio and their gap.
--by takes Theil apart into what lies between the means of groups that have no member in
common and what lies within them; rows with a part describe it by itself, and what it adds
to both (between_pct: in per cent of the whole's Theil T). Who is in none is a part too.
It is covered as a weighted mean is: complete from 90 % of the weights, partial from two
thirds. Reporters change from year to year, which a note says; --matched keeps those with
a value in every year.
Columns: indicator, economy, part, partner, year, n, weight_pct, mean, mean_plain, median, gini,
gini_plain, gini_plain_corrected, theil_t, theil_t_between, theil_t_within, between_pct,
theil_l, theil_l_between, theil_l_within, theil_t_plain, theil_l_plain, cv, cv_plain,
cv_plain_sample, highest, high, lowest, low, high_to_low, gap, members,
perimeter, coverage_pct, status, note.`,
		rules: []cli.Flag{
			listFlag("by", "", "`GROUPS` take the inequality apart by these"),
			&cli.BoolFlag{Name: "matched", Usage: "only economies with a value in every year from --from to --to"},
		},
		read: func(c *cli.Context, q study.Query) (study.Study, error) {
			return &study.Divide{Query: q, By: c.StringSlice("by"), Matched: c.Bool("matched")}, nil
		},
	})
}
