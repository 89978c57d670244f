package cli

import (
	"github.com/urfave/cli/v2"

	"tradestats/internal/study"
)

func (p *program) breaksCommand() *cli.Command {
	return p.questionCommand(question{
		name: "breaks", usage: "where the trend of a series breaks, and whether that is known",
		examples: `tradestats breaks internet-users -e GHA,CHN
tradestats breaks digital-services-exports -e world:members -f csv`,
		description: `Lays one line through the logarithms of a series (the values themselves of a percentage),
then two that part in a year, and prints the year that leaves least unexplained, at
least three values on each side. F compares the two; it is indicative, since it is the
largest of many and has no usual critical value. flagged says whether the publisher or
the list of known breaks has one there. A group is the members that reported in every
year, or the publisher's own where that is long enough.
Columns: indicator, economy, partner, from, to, year (the first of the second line), f,
df1, df2, slope_before, slope_after, slope_unit, scale, flagged, values, members, matched,
coverage_pct, status, note.`,
		selection: selecting(),
		rules:     []cli.Flag{published()},
		read: func(c *cli.Context, q study.Query) (study.Study, error) {
			return &study.Breaks{Query: q, Published: c.Bool("published")}, nil
		},
	})
}
