package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/urfave/cli/v2"

	"tradestats/internal/starter"
)

func (p *program) initCommand() *cli.Command {
	return &cli.Command{
		Name: "init", Usage: "a repository of your own: settings, a topic, groups, a check", ArgsUsage: "DIR",
		UsageText: `tradestats init mine
tradestats init . --force`,
		Description: `Writes what a repository of reports of your own begins with into DIR, a new or empty
folder: tradestats.yaml with the settings, a first topic, a file of groups, a folder for
data, a workflow that checks the reports where they are hosted, and a README.md that
explains the steps. It works at once, on the figures that come with the program.
With --force the folder may hold files: what is missing is written, no file that is there
is changed, and those that differ from what would be written are named.`,
		Flags: categorized("Output", []cli.Flag{
			&cli.BoolFlag{Name: "force", Usage: "write beside what is there, and leave that as it is"},
			quiet(),
		}),
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 || c.Args().First() == "" {
				return usage("name a folder, as in 'tradestats init mine'; . is this one", "init makes one repository: %d folders given", c.NArg())
			}
			warn := warner(p.stderr, c.Bool("quiet"))
			return p.deliver(context.WithoutCancel(c.Context), "", func(w io.Writer) error {
				return runInit(c.Args().First(), c.Bool("force"), warn, w)
			})
		},
		OnUsageError: onUsageError,
	}
}

// runInit writes the repository and prints its files and what to do next.
func runInit(dir string, force bool, warn func(string), w io.Writer) error {
	done, err := starter.Write(dir, force)
	if err != nil {
		return err
	}
	for _, file := range done.Kept {
		warn(file + " is not what init writes: left as it is")
	}
	for _, file := range done.Written {
		fmt.Fprintln(w, file)
	}
	fmt.Fprintf(w, "%d files written, %d unchanged\n\nNext:\n", len(done.Written), done.Unchanged)
	if dir != "." {
		fmt.Fprintf(w, "  cd %s\n", quoted(dir))
	}
	_, err = io.WriteString(w, `  tradestats config           # the settings, and where each is made
  tradestats report           # write the reports
  tradestats report --check   # are they what the figures give?
`)
	return err
}

// quoted is a path as a shell reads it.
func quoted(path string) string {
	if strings.ContainsFunc(path, func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !strings.ContainsRune("/._-~", c)
	}) {
		return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return path
}
