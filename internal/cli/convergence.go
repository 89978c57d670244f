package cli

import (
	"github.com/urfave/cli/v2"

	"tradestats/internal/analysis"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

func (p *program) convergenceCommand() *cli.Command {
	return p.questionCommand(question{
		name: "convergence", usage: "whether economies come closer: beta and sigma",
		examples: `tradestats convergence internet-users --from 2010 --to 2023
tradestats convergence fixed-broadband -e oecd --from 2005 --to 2023 --form log`,
		description: `Lays a line through what the economies of a group gained between two years and where they
started (beta: below zero the low gain on the high), and compares their spread in both
years (sigma: the standard deviation of logarithms and the coefficient of variation, of a
sample), on the economies with a value in both years, each counted once. Percentages are
taken in points (level: the gain over the whole period), all else in logarithms (log: a
year's growth). speed_pct is the rate at which the distance shrinks, in per cent a year (continuous), half_life the
years until half of it is. Those compared, against those that ever reported: complete from
90 %, partial from two thirds.
Columns: indicator, economy, partner, from, to, form, n, beta, se, t, r2, intercept, speed_pct,
half_life, sd_log_start, sd_log_end, cv_start, cv_end, members, perimeter, coverage_pct,
status, note.`,
		selection: selecting(),
		rules:     []cli.Flag{textFlag("form", "", "`FORM` log or level; default level for percentages, log for all else")},
		read: func(c *cli.Context, q study.Query) (study.Study, error) {
			form := c.String("form")
			if err := tidy.OneOf("--form", form, append([]string{""}, analysis.Forms...)); err != nil {
				return nil, err
			}
			return &study.Convergence{Query: q, Form: form}, nil
		},
	})
}
