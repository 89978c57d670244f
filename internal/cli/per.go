package cli

import (
	"github.com/urfave/cli/v2"

	"tradestats/internal/study"
)

func (p *program) perCommand() *cli.Command {
	return p.questionCommand(question{
		name: "per", usage: "values per head, or per unit of another indicator",
		examples: `tradestats per digital-services-exports -e IRL,IND,eu27 --year 2023
tradestats per digital-services-exports -e IRL,IND --per gdp`,
		description: `Divides an indicator by another one: by population, or by what --per names. In one unit
the result is in per cent of the other. That of a group is the ratio of the sums over the
members that reported both, never a mean of their ratios.
Columns: indicator, per, economy, partner, year, value, per_value, result, unit, members,
matched, coverage_pct, status, note.`,
		rules: []cli.Flag{textFlag("per", "", "`ID` what is divided by; default population")},
		read: func(c *cli.Context, q study.Query) (study.Study, error) {
			return &study.Per{Query: q, Per: c.String("per")}, nil
		},
	})
}
