package cli

import (
	"strings"

	"github.com/urfave/cli/v2"

	"tradestats/internal/study"
)

func (p *program) targetCommand() *cli.Command {
	return p.questionCommand(question{
		name: "target", usage: "how far targets are, and whether the pace is enough", args: "[TARGET...]", noIndicator: true,
		examples: `tradestats target
tradestats target bc-internet-ldc -e BGD,ETH
tradestats target --set internet-users=90@2030 -e lac,BRA`,
		description: `Measures targets that were published (see 'tradestats list targets'), those of a file of
your own (--target-file), or those of --set:
what is still to go, the pace so far and the pace needed, the year in which the target is
reached at the present pace, and whether that is in time. Without TARGET all that the
figures at hand measure, each for the group that it is set for; -e adds economies.
The pace is measured since --from, by default the first year within the last five, that
of a group over the members that reported in both years. The ratio is of the pace so far
to the pace needed: on track from 1, slightly off from 0.75, off track below. Percentages
move on a logit path, which slows down towards 100; the straight line stands beside it.
Columns: target, indicator, economy, partner, year, value, target_year, target_value,
gap, gap_pct, from, pace, pace_needed, required_change_pct, required_growth_pct,
next_value, logit_pace, logit_pace_needed, achieved_pct, elapsed_pct, path, ratio,
reached_in, projected, standing, linear_ratio, linear_reached_in, linear_projected,
members, matched, coverage_pct, status, note.`,
		selection: []cli.Flag{
			listFlag("economy", "e", "`NAMES` economies and groups beside the one a target is set for; of --set alone the default is world"),
			textFlag("from", "", "`YEAR` the pace is measured from; default the first with a value within the last five"),
			textFlag("to", "", "`YEAR` the last to look at; default the newest that can be published"),
		},
		data: aiming(),
		rules: []cli.Flag{
			listFlag("set", "", "`INDICATOR=VALUE@YEAR` a target of one's own"),
			&cli.BoolFlag{Name: "lower-is-better", Usage: "the targets of --set are reached from above, as prices are"},
			published(),
		},
		read: readTarget,
	})
}

// readTarget takes ids of published targets, apart or joined by commas, and those of --set.
func readTarget(c *cli.Context, q study.Query) (study.Study, error) {
	st := &study.Target{Query: q, Published: c.Bool("published")}
	for _, id := range strings.Split(strings.Join(c.Args().Slice(), ","), ",") {
		if id = strings.TrimSpace(id); id != "" {
			st.Targets = append(st.Targets, id)
		}
	}
	for _, text := range c.StringSlice("set") {
		goal, err := study.ParseGoal(text)
		if err != nil {
			return nil, err
		}
		goal.LowerIsBetter = c.Bool("lower-is-better")
		st.Set = append(st.Set, goal)
	}
	if c.Bool("lower-is-better") && len(st.Set) == 0 {
		return nil, usage("give one with --set INDICATOR=VALUE@YEAR", "--lower-is-better is about targets of --set, and there is none")
	}
	return st, nil
}
