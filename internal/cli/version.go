package cli

import (
	"fmt"
	"io"

	"github.com/urfave/cli/v2"
)

func (p *program) versionCommand() *cli.Command {
	return &cli.Command{
		Name: "version", Usage: "the version",
		UsageText:   "tradestats version",
		Description: "Prints the version of the program.",
		Action: func(c *cli.Context) error {
			if err := noArguments(c); err != nil {
				return err
			}
			return p.deliver(c.Context, "", func(w io.Writer) error {
				_, err := fmt.Fprintln(w, "tradestats "+Version)
				return err
			})
		},
		OnUsageError: onUsageError,
	}
}

func noArguments(c *cli.Context) error {
	if c.Args().Present() {
		return usage("see 'tradestats "+c.Command.Name+" --help'", "%s takes no argument: %q", c.Command.Name, c.Args().First())
	}
	return nil
}
