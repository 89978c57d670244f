package cli

import (
	"fmt"
	"io"
	"strings"

	"tradestats/internal/table"

	"github.com/urfave/cli/v2"
)

// writeHelp prints the help of a command, or of the program: an example
// first, then what it does, then the flags.
func writeHelp(w io.Writer, app *cli.App, c *cli.Command) error {
	var b strings.Builder
	if c == nil {
		appHelp(&b, app)
	} else {
		commandHelp(&b, app, c)
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return unwritable("the help", err)
	}
	return nil
}

func appHelp(b *strings.Builder, app *cli.App) {
	fmt.Fprintf(b, "%s\n\n%s - %s.\n\n%s\n\n", indent(app.UsageText), app.Name, app.Usage, app.Description)
	width := 0
	for _, c := range app.Commands {
		width = max(width, len(c.Name))
	}
	category := ""
	for k, c := range app.Commands {
		if c.Category != category {
			if category = c.Category; k > 0 {
				b.WriteString("\n")
			}
			fmt.Fprintf(b, "%s:\n", category)
		}
		fmt.Fprintf(b, "  %s  %s\n", table.Pad(c.Name, width, false), c.Usage)
	}
	b.WriteString("\nEach has more to say under 'tradestats COMMAND --help'. Flags may stand anywhere.\n")
	b.WriteString("Exit codes: 0 done, 1 failed, 2 usage, 3 invalid data, 4 an assertion does not\nhold (report), 5 output differs (--check), 6 nothing selected, 130 interrupted.\n")
}

func commandHelp(b *strings.Builder, app *cli.App, c *cli.Command) {
	fmt.Fprintf(b, "%s\n\n%s\n\n", indent(c.UsageText), c.Description)
	use := strings.TrimSpace(c.Name + " " + c.ArgsUsage)
	if len(c.Flags) == 0 {
		fmt.Fprintf(b, "Usage: %s %s\n", app.Name, use)
		return
	}
	fmt.Fprintf(b, "Usage: %s %s [flags]\n", app.Name, use)
	category, width := "", 0
	for _, f := range c.Flags {
		width = max(width, table.Runes(flagNames(f)))
	}
	for _, f := range c.Flags {
		doc := f.(cli.DocGenerationFlag)
		if k := doc.(cli.CategorizableFlag).GetCategory(); k != category {
			category = k
			fmt.Fprintf(b, "\n%s:\n", category)
		}
		_, text := placeholder(doc.GetUsage())
		lines := table.Wrap(text, table.LineWidth-width-4)
		fmt.Fprintf(b, "  %s  %s\n", table.Pad(flagNames(f), width, false), lines[0])
		for _, more := range lines[1:] {
			fmt.Fprintf(b, "  %s  %s\n", strings.Repeat(" ", width), more)
		}
	}
}

// flagNames prints "-e, --economy NAMES".
func flagNames(f cli.Flag) string {
	name, short := f.Names()[0], "    "
	if len(f.Names()) > 1 {
		short = "-" + f.Names()[1] + ", "
	}
	what, _ := placeholder(f.(cli.DocGenerationFlag).GetUsage())
	return strings.TrimRight(short+"--"+name+" "+what, " ")
}

// placeholder takes the name of a flag's value, which stands in backquotes at
// the start, from its text.
func placeholder(text string) (string, string) {
	if after, ok := strings.CutPrefix(text, "`"); ok {
		if what, rest, ok := strings.Cut(after, "`"); ok {
			return what, strings.TrimPrefix(rest, " ")
		}
	}
	return "", text
}

func indent(text string) string { return "  " + strings.ReplaceAll(text, "\n", "\n  ") }
