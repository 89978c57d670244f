package cli

import (
	"github.com/urfave/cli/v2"

	"tradestats/internal/study"
)

func (p *program) indexCommand() *cli.Command {
	return p.questionCommand(question{
		name: "index", usage: "levels with a base year as 100",
		examples: `tradestats index digital-services-exports -e eu27,asean --base 2015
tradestats index gdp -e CHN,IND,USA --base 2010 -f csv`,
		description: `Sets each year against a base year, which is 100: curves that start together. The
index of a group is of the members that reported both years, and says how much of the
group they cover, as growth does.
Columns: indicator, economy, partner, year, index, base_year, value, base_value, members,
matched, coverage_pct, status, note.`,
		rules: []cli.Flag{textFlag("base", "", "`YEAR` that is 100; default the first that can be published")},
		read: func(c *cli.Context, q study.Query) (study.Study, error) {
			base, err := year(c, "base")
			return &study.Index{Query: q, Base: base}, err
		},
	})
}
