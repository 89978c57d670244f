package cli

import (
	"context"
	"io"
	"slices"

	"github.com/urfave/cli/v2"

	"tradestats/internal/analysis"
	"tradestats/internal/study"
	"tradestats/internal/table"
)

// A question is a command that puts a study: what its help says, the flags that
// are its own, and how they are read.
type question struct {
	name, usage string
	args        string // "INDICATOR..." unless it says otherwise
	examples    string
	description string
	selection   []cli.Flag // default: selecting, with --year
	rules       []cli.Flag // of its own
	data        []cli.Flag // beside reading
	noIndicator bool       // its arguments are no indicators, which need not be named
	read        func(c *cli.Context, q study.Query) (study.Study, error)
}

func (p *program) questionCommand(q question) *cli.Command {
	if q.args == "" {
		q.args = "INDICATOR..."
	}
	if q.selection == nil {
		q.selection = selecting(textFlag("year", "", "`YEAR` this year only; default every year"))
	}
	return &cli.Command{
		Name: q.name, Usage: q.usage, ArgsUsage: q.args, UsageText: q.examples, Description: q.description,
		Flags: slices.Concat(categorized("Selection", q.selection), ruling(append(q.rules, composition())...), counting(), reading(), q.data, printing()),
		Action: func(c *cli.Context) error {
			o, err := p.readCommon(c)
			if err != nil {
				return err
			}
			asked, err := q.query(c)
			if err != nil {
				return err
			}
			st, err := q.read(c, asked)
			if err != nil {
				return err
			}
			return p.deliver(c.Context, o.Output, func(w io.Writer) error { return answer(c.Context, o, st, w) })
		},
		OnUsageError: onUsageError,
	}
}

// query reads the flags that every question has.
func (q question) query(c *cli.Context) (study.Query, error) {
	if q.noIndicator {
		return readSelection(c, c.StringSlice("indicator"))
	}
	return readQuery(c)
}

// answer runs a study and prints what it found, a table for each indicator.
func answer(ctx context.Context, o common, st study.Study, w io.Writer) error {
	s, err := o.open(ctx)
	if err != nil {
		return err
	}
	results, err := st.Run(ctx, s.Desk)
	if err != nil {
		return err
	}
	return o.print(w, analysis.FrameOf(results), func() []table.Sheet {
		var out []table.Sheet
		for _, r := range results {
			out = append(out, s.Sheets(r)...)
		}
		return out
	})
}
