package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tradestats/internal/dataset"
	"tradestats/internal/locale"
	"tradestats/internal/report"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

type reportOptions struct {
	common
	Topics     []string
	TopicFiles []string
	Money      study.Money
	Year       int
	Languages  []string // empty: all of the topic
	Formats    []string
	Whole      bool // Languages and Formats come from the settings: nothing beside them stays
	Out        string
	Check      bool
	Against    string
	Always     bool // Against is that of the settings
	// Committing is called when the command must no longer be cut off.
	Committing func()
	Again      []string // flags with which another command finds the same figures
}

func (p *program) reportCommand() *cli.Command {
	return &cli.Command{
		Name: "report", Usage: "write the yearly edition: pages, charts, tables", ArgsUsage: "[TOPIC...]",
		UsageText: `tradestats report world --year 2023
tradestats report --check`,
		Description: `Writes the reports of a year to DIR/YEAR/TOPIC, by default of all topics: pages with
their charts, the figures of each chart, and a manifest of what they rest on. The same
figures give the same bytes. Files that it did not write are left alone and named.
CHANGES.md says what changed from the edition of the year before, where it stands, or
from that of --against, and why: new year, revision, membership, tool or method.
With --check nothing is written: exit code 5 says that the edition would differ. Exit
code 4 says that an assertion of a topic does not hold.`,
		Flags: slices.Concat(categorized("Edition", []cli.Flag{
			listFlag("topic-file", "", "`FILE` a topic of your own, see docs/topics.md"),
			textFlag("year", "", "`YEAR` the edition's; default the newest of the headline figures"),
			listFlag("lang", "", "`LANG` en, fr, es or pt; default all languages of the topic, with --check those of the edition"),
			listFlag("formats", "", "`LIST` of md, png, csv, svg, html; default md,png,csv"),
			textFlag("output", "o", "`DIR` default reports"),
			textFlag("against", "", "`DIR` an edition that CHANGES.md compares with; default that of the year before in the same folder"),
			&cli.BoolFlag{Name: "check", Usage: "compare with what is there, and write nothing"},
		}), counting()[:1], reading(), aiming(), categorized("Output", []cli.Flag{quiet()})),
		Action: func(c *cli.Context) error {
			o, err := p.readReport(c)
			if err != nil {
				return err
			}
			o.Committing = func() { p.committing.Store(true) } // the edition is put in place whole
			var unmet error
			err = p.deliver(context.WithoutCancel(c.Context), "", func(w io.Writer) (err error) {
				unmet, err = runReport(c.Context, o, w)
				return err
			})
			return cmp.Or(err, unmet)
		},
		OnUsageError: onUsageError,
	}
}

func (p *program) readReport(c *cli.Context) (reportOptions, error) {
	data, err := p.readData(c)
	data.Lang, data.Warn = "en", warner(p.stderr, c.Bool("quiet"))
	o := reportOptions{
		common: data,
		Topics: c.Args().Slice(), TopicFiles: c.StringSlice("topic-file"), Languages: tidy.Split(c.StringSlice("lang")...), Formats: tidy.Split(c.StringSlice("formats")...),
		Whole: !c.IsSet("lang") && !c.IsSet("formats"), Out: c.String("output"), Check: c.Bool("check"), Against: c.String("against"), Always: !c.IsSet("against"),
		Money: study.Money{Currency: strings.ToUpper(c.String("currency"))}, Again: p.again(c),
	}
	if err != nil {
		return o, err
	}
	if o.Out == "" {
		if c.IsSet("output") {
			return o, usage("name a folder, or leave the flag out", "--output is empty")
		}
		o.Out = "reports"
	}
	if o.Against == "" && c.IsSet("against") {
		return o, usage("name the folder of an edition, such as reports/2022, or leave the flag out", "--against is empty")
	}
	if o.Out == "-" {
		return o, usage("name a folder", "an edition is many files: it cannot be written to standard output")
	}
	if o.Year, err = year(c, "year"); err != nil {
		return o, err
	}
	for _, f := range o.Formats {
		if err := tidy.OneOf("--formats", f, report.Formats); err != nil {
			return o, err
		}
	}
	for _, l := range o.Languages {
		if err := tidy.OneOf("--lang", l, locale.Languages()); err != nil {
			return o, err
		}
	}
	return o, nil
}

// again are the flags with which explain finds a number of the edition. Files are called
// as origins call them: a page must not depend on where the program is run.
func (p *program) again(c *cli.Context) []string {
	out := sameFlags(c)
	for _, file := range c.StringSlice("target-file") {
		out = append(out, "--target-file", file)
	}
	for k := 1; k < len(out); k++ {
		if !slices.Contains([]string{"--data", "--group-file", "--target-file", "--mapping"}, out[k-1]) || dataset.IsAddress(out[k]) {
			continue
		}
		if id, path, named := strings.Cut(out[k], "="); named {
			out[k] = id + "=" + dataset.FromBase(p.base, path)
		} else {
			out[k] = dataset.FromBase(p.base, out[k])
		}
	}
	return out
}

// reopen opens files that an earlier edition was made of, counted in the same money.
// Paths are those of its manifest: of a repository, from the folder of its settings.
func (o reportOptions) reopen(s *session) func(context.Context, []string) (dataset.Engine, error) {
	return func(ctx context.Context, paths []string) (dataset.Engine, error) {
		var data []string
		for _, path := range paths {
			if !filepath.IsAbs(path) {
				path = filepath.Join(o.Base, path)
			}
			data = append(data, path)
		}
		targets, err := s.Engine.Catalog().Targets()
		if err != nil {
			return nil, err
		}
		var preferred []string // of which the earlier edition had some
		for _, name := range o.Prefer {
			if slices.ContainsFunc(data, func(path string) bool { return dataset.IsCalled(path, name) }) {
				preferred = append(preferred, name)
			}
		}
		engine, err := dataset.Open(ctx, dataset.Options{Data: data, Prefer: preferred, Mapping: o.Mapping, NoEmbedded: o.NoEmbedded, Base: o.Base, Economies: s.Economies, Targets: targets})
		if err != nil {
			return nil, err
		}
		return study.OnBasis(ctx, &study.Desk{Engine: engine, Economies: s.Economies, Warning: func(string) {}, OwnOnly: o.NoEmbedded}, o.Money)
	}
}

// editionMemory is what a run of reports should get by with, in bytes. All files of
// an edition are held until they are written together: without a limit the run takes
// a tenth less time and twice the memory. Go may exceed it.
const editionMemory = 72 << 20

// runReport writes an edition and prints its pages. Assertions that do not hold are
// unmet: the edition is written all the same.
func runReport(ctx context.Context, o reportOptions, w io.Writer) (unmet, err error) {
	s, err := o.open(ctx)
	if err != nil {
		return nil, err
	}
	engine, err := study.OnBasis(ctx, s.Desk, o.Money)
	if err != nil {
		return nil, err
	}
	if os.Getenv("GOMEMLIMIT") == "" && len(o.Data) == 0 { // of files of the user's nobody knows how large they are
		debug.SetMemoryLimit(editionMemory)
	}
	done, err := report.Run(ctx, report.Options{
		Topics: o.Topics, TopicFiles: o.TopicFiles, OwnTopics: o.OwnTopics, Year: o.Year, Languages: o.Languages, Formats: o.Formats, Whole: o.Whole, Out: o.Out, Check: o.Check, Against: o.Against, AlwaysAgainst: o.Always, Reopen: o.reopen(s),
		Currency: o.Money.Currency, Engine: engine, AsPublished: s.Engine, Again: o.Again, Base: o.Base, Economies: s.Economies, Version: Version, Committing: o.Committing,
	})
	for _, text := range done.Warnings {
		s.Warn(text)
	}
	for _, path := range done.Foreign {
		s.Warn(path + ": not written by tradestats, left alone")
	}
	if err != nil {
		return nil, err
	}
	if o.Check {
		fmt.Fprintf(w, "%d files are what would be written\n", done.Unchanged)
		return done.Unmet, nil
	}
	for _, path := range done.Removed {
		fmt.Fprintln(w, "removed "+path)
	}
	for _, page := range done.Pages {
		fmt.Fprintln(w, page)
	}
	fmt.Fprintf(w, "%d files written, %d unchanged\n", len(done.Written), done.Unchanged)
	return done.Unmet, nil
}
