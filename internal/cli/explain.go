package cli

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"tradestats/internal/dataset"
	"tradestats/internal/explain"
	"tradestats/internal/frame"
)

type explainOptions struct {
	common
	explain.Question
}

func (p *program) explainCommand() *cli.Command {
	return &cli.Command{
		Name: "explain", Usage: "how a figure came about: formula, inputs with file and line, rule", ArgsUsage: "INDICATOR ECONOMY YEAR | [EDITION/]TOPIC/NUMBER",
		UsageText: `tradestats explain digital-services-exports eu27 2023
tradestats explain digital-services-exports IRL 2023 --from 2019
tradestats explain internet-users lac 2022 --measure coverage -f csv
tradestats explain world/exporters/share/CHN/2023`,
		Description: `Tells how one figure of an economy or a group came about, so that it can be checked by
hand: the formula and where docs/method.md has it, every number that goes into it with
its file and line, what the absent last reported, and the rule by which the figure is
published or withheld. It is computed a second time from the inputs listed; where that
gives another figure, the command fails. A figure that is withheld is explained too.
Growth is on the year before, over more years the average rate a year (cagr).
A number that an edition prints is asked by the topic and its id in manifest.json; before
them the year of the edition, by default the newest: what it is made of, each part with
its inputs, and the number made again from these.
Columns of csv: role, indicator, economy, partner, year, value, unit, used, flag, file,
line, last_line, rows, of a number of an edition before them its part; json has the
whole explanation.`,
		Flags: slices.Concat(categorized("Selection", []cli.Flag{
			textFlag("measure", "", "`WHAT` value, growth, share (of the world), rank or coverage; default value, with --from growth"),
			textFlag("from", "", "`YEAR` of growth: the first year; default the year before"),
			listFlag("partner", "p", "`NAME` partner of bilateral figures; default the world"),
		}), ruling(composition()), categorized("Money", []cli.Flag{
			textFlag("currency", "", "`CODE` count money in EUR, CNY, ..., at annual average exchange rates; default as published"),
		}), reading(), aiming(), categorized("Data", []cli.Flag{
			listFlag("topic-file", "", "`FILE` a topic of your own that prints the number, see docs/topics.md"),
		}), printing()),
		Action: func(c *cli.Context) error {
			if c.NArg() == 1 && strings.Contains(c.Args().First(), "/") {
				return p.explainNumber(c)
			}
			o, err := p.readExplain(c)
			if err != nil {
				return err
			}
			return p.deliver(c.Context, o.Output, func(w io.Writer) error { return runExplain(c.Context, o, w) })
		},
		OnUsageError: onUsageError,
	}
}

// readExplain reads the arguments, which are three, and the flags.
func (p *program) readExplain(c *cli.Context) (o explainOptions, err error) {
	if o.common, err = p.readCommon(c); err != nil {
		return o, err
	}
	if c.NArg() != 3 {
		return o, usage("as in 'tradestats explain digital-services-exports eu27 2023', or 'tradestats explain world/exporters/share/CHN/2023'", "name an indicator, an economy or group and a year, or the number of an edition, not %d words", c.NArg())
	}
	if c.IsSet("topic-file") {
		return o, usage("leave it out, or name the number of an edition", "--topic-file is of a number that a topic prints")
	}
	if o.Query, err = readSelection(c, c.Args().Slice()[:1]); err != nil {
		return o, err
	}
	text := c.Args().Get(2)
	if o.Year, err = strconv.Atoi(text); err != nil || o.Year < 1000 || o.Year > 9999 {
		return o, usage("write four digits, such as 2023", "%q is no year", text)
	}
	o.Economies, o.Measure, o.Flags = []string{c.Args().Get(1)}, c.String("measure"), sameFlags(c)
	return o, nil
}

// sameFlags are the flags that another command needs to print the same figure, without
// passwords: pages and manifests have them.
func sameFlags(c *cli.Context) (out []string) {
	for _, name := range []string{"partner", "data", "prefer", "group", "group-file"} {
		for _, v := range c.StringSlice(name) {
			out = append(out, "--"+name, dataset.Repeatable(v))
		}
	}
	for _, name := range []string{"as-of", "mapping", "currency", "coverage", "min-coverage", "composition"} {
		if v := c.String(name); v != "" {
			out = append(out, "--"+name, v)
		}
	}
	if c.Bool("no-embedded") {
		out = append(out, "--no-embedded")
	}
	return out
}

// runExplain prints an explanation.
func runExplain(ctx context.Context, o explainOptions, w io.Writer) error {
	s, err := o.open(ctx)
	if err != nil {
		return err
	}
	e, err := explain.Of(ctx, s.Desk, o.Question)
	if err != nil {
		return err
	}
	if o.Format == formatJSON {
		return writeExplanation(w, e)
	}
	return o.print(w, frame.Of(e.Inputs), each(s.explainSheets(e)))
}
