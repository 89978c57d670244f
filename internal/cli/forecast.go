package cli

import (
	"strconv"

	"github.com/urfave/cli/v2"

	"tradestats/internal/analysis"
	"tradestats/internal/formula"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

func published() cli.Flag {
	return &cli.BoolFlag{Name: "published", Usage: "groups are the publisher's own, or nothing; without it the publisher's own where it is long enough, else the members that reported throughout"}
}

func (p *program) forecastCommand() *cli.Command {
	return p.questionCommand(question{
		name: "forecast", usage: "a mechanical projection: the past of a series carried on",
		examples: `tradestats forecast digital-services-exports -e IND,FRA
tradestats forecast internet-users -e world --horizon 3 -f csv`,
		description: `Carries series on and says how far they could stray: a row for each year ahead. It is a
mechanical projection: it knows the past of the series and nothing else.
The model is drift (the mean change a year), holt (a smoothed level and trend) or damped
(the same, the trend fading); auto takes damped from eight values on, drift below.
Percentages are fitted on the logit and never leave 0 to 100. At most five years ahead,
and no more than a third of the years fitted. What lies before a gap is left out, and
what lies before a flagged break if eight values follow it; fewer than three values give
no projection. A group is the members that reported in every year from the first in
which they cover it to its last complete year, or the publisher's own where that is long enough.
Columns: indicator, economy, partner, year, value, se, lower_80, upper_80, lower_95,
upper_95, scale, model, parameters, from, to (the years fitted), members, matched,
coverage_pct, status, note.`,
		selection: selecting(),
		rules: []cli.Flag{
			textFlag("model", "", "`MODEL` auto, drift, holt or damped"),
			textFlag("horizon", "", "`N` years ahead, 1 to 5; default as many as the series carries"),
			published(),
		},
		read: func(c *cli.Context, q study.Query) (study.Study, error) {
			model := c.String("model")
			if model == "" {
				model = analysis.AutoModel
			}
			if err := tidy.OneOf("--model", model, analysis.Models); err != nil {
				return nil, err
			}
			horizon := 0
			if text := c.String("horizon"); text != "" {
				n, err := strconv.Atoi(text)
				if err != nil || n < 1 || n > formula.MaxHorizon {
					return nil, usage("give a number of years, 1 to 5", "--horizon %q is too far or no number", text)
				}
				horizon = n
			}
			return &study.Forecast{Query: q, Model: model, Horizon: horizon, Published: c.Bool("published")}, nil
		},
	})
}
