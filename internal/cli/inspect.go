package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/urfave/cli/v2"

	"tradestats/internal/audit"
	"tradestats/internal/dataset"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
	"tradestats/internal/unpack"
)

type inspectOptions struct {
	common
	Files []string // files, folders, ID=PATH or "-"
	Draft bool     // a mapping file instead
}

func (p *program) inspectCommand() *cli.Command {
	return &cli.Command{
		Name: "inspect", Usage: "what a file is, what it holds, what is wrong with it", ArgsUsage: "FILE...",
		UsageText: `tradestats inspect download.csv
tradestats inspect ~/Downloads -f csv -o problems.csv
tradestats inspect --draft table.csv > table.yaml
tradestats inspect --records download.csv > clean.csv
tradestats inspect --records download.csv --delimiter ';' --encoding iso-8859-15`,
		Description: `Says of each file, zip or folder, or of - for standard input: the layout and what it was
recognised by, publisher, vintage, indicators under the ids that --data would give them,
units, years, economies, what was left out, and all problems, each with line and column.
An error makes a file invalid: exit 3. A warning is for a person to look at.
csv has the problems: file, line, column, severity, kind, text, why, hint. json has all.
--draft writes a mapping file for a table that no layout fits, to start from.
--records prints the records of a file as clean CSV: UTF-8, commas, quotes where needed,
without preamble, footnotes and a second table; a header of several lines becomes one.
How the file is written is found out and said on standard error; flags overrule it.`,
		Flags: slices.Concat([]cli.Flag{
			&cli.BoolFlag{Name: "records", Usage: "print the records of one file as clean CSV", Category: "Records"},
		}, categorized("Records", recordsFlags()), categorized("Mapping", []cli.Flag{
			textFlag("mapping", "", "`FILE` how to read what no layout fits"),
			&cli.BoolFlag{Name: "draft", Usage: "print a mapping file for one file"},
		}), printing()),
		Action:       p.inspect,
		OnUsageError: onUsageError,
	}
}

func (p *program) inspect(c *cli.Context) error {
	if c.Bool("records") {
		o, err := readRecordsOptions(c)
		if err != nil {
			return err
		}
		return p.runRecords(c.Context, o)
	}
	o, err := p.readInspect(c)
	if err != nil {
		return err
	}
	var all []*audit.Report
	err = p.deliver(c.Context, o.Output, func(w io.Writer) error {
		if o.Draft {
			return runDraft(o, w)
		}
		all, err = runInspect(c.Context, o, w)
		return err
	})
	if err != nil {
		return err
	}
	return invalid(all)
}

func (p *program) readInspect(c *cli.Context) (inspectOptions, error) {
	o := inspectOptions{Files: c.Args().Slice(), Draft: c.Bool("draft")}
	for _, f := range recordsFlags() {
		if name := f.Names()[0]; c.IsSet(name) {
			return o, usage("add --records; a mapping file says it for the other commands", "--%s is about --records", name)
		}
	}
	var err error
	if o.common, err = p.readCommon(c); err != nil {
		return o, err
	}
	switch n := len(o.Files); {
	case n == 0:
		return o, usage("name a file, a folder, or - for standard input", "inspect what?")
	case o.Draft && n != 1:
		return o, usage("give the name of one file", "--draft is about one file, not %d", n)
	}
	return o, nil
}

// runInspect prints what files are and what is wrong with them.
func runInspect(ctx context.Context, o inspectOptions, w io.Writer) ([]*audit.Report, error) {
	s, err := o.open(ctx)
	if err != nil {
		return nil, err
	}
	texts, err := dataset.Survey(ctx, dataset.Options{Data: o.Files, Stdin: os.Stdin, Mapping: o.Mapping, Economies: s.Economies})
	if err != nil {
		return nil, err
	}
	var all []*audit.Report
	for _, t := range texts {
		r, err := audit.Read(ctx, t)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	audit.Compare(all)
	return all, s.printInspected(w, all)
}

// invalid is the error of files that cannot be used.
func invalid(all []*audit.Report) error {
	var bad []*audit.Report
	errors := 0
	for _, r := range all {
		if !r.Valid() {
			bad = append(bad, r)
		}
		errors += r.Errors
	}
	switch len(bad) {
	case 0:
		return nil
	case 1:
		return tidy.Errorf(tidy.Data, "", "%s is invalid: %s", bad[0].File, errorsText(errors))
	}
	return tidy.Errorf(tidy.Data, "", "%d of %d files are invalid: %s", len(bad), len(all), errorsText(errors))
}

func errorsText(n int) string {
	if n == 1 {
		return "1 error"
	}
	return fmt.Sprintf("%d errors", n)
}

// runDraft prints a mapping file to start from.
func runDraft(o inspectOptions, w io.Writer) error {
	texts, err := unpack.Open(o.Files[0], unpack.Options{Stdin: os.Stdin})
	if err != nil {
		return err
	}
	texts = slices.DeleteFunc(texts, func(t *unpack.Text) bool { return t.Refused != nil })
	if len(texts) != 1 {
		return usage("unpack it and name one of them", "%s holds %d files: a mapping file is about one", o.Files[0], len(texts))
	}
	text, err := source.Draft(texts[0])
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, text)
	return err
}
