package cli

import (
	"io"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/urfave/cli/v2"

	"tradestats/internal/locale"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// common is what the flags say that nearly every command has.
type common struct {
	Data       []string // files and folders of the user's
	Prefer     []string // files to take an indicator from when several hold it
	Mapping    string   // a mapping file for those of Data that no layout knows
	NoEmbedded bool
	AsOf       string   // the date that figures may be of at the latest, "" any
	Groups     []string // definitions NAME=A,B,-C
	GroupFiles []string // YAML files of groups
	Targets    []string // YAML files of targets
	OwnTopics  []string // YAML files of topics that the settings name
	Base       string   // the folder of the file of settings
	Lang       string
	Format     string
	Output     string       // a file; "" and "-" are stdout
	Warn       func(string) // never nil
}

// The formats of results.
const (
	formatTable    = "table"
	formatCSV      = "csv"
	formatJSON     = "json"
	formatMarkdown = "markdown"
)

var formats = []string{formatTable, formatCSV, formatJSON, formatMarkdown}

func selecting(flags ...cli.Flag) []cli.Flag { return selectingFrom("world", flags) }

// selectingEvery is selecting for what prints every economy unless some are named.
func selectingEvery(flags ...cli.Flag) []cli.Flag { return selectingFrom("every economy", flags) }

func selectingFrom(standard string, flags []cli.Flag) []cli.Flag {
	return append([]cli.Flag{
		listFlag("indicator", "i", "`ID` indicator; also as an argument, and several added up as A+B"),
		listFlag("economy", "e", "`NAMES` economies and groups, by code, id or name; GROUP:members, GROUP@2019; default "+standard),
		listFlag("partner", "p", "`NAMES` partners of bilateral figures, a row each; default the world"),
		textFlag("from", "", "`YEAR` first year"),
		textFlag("to", "", "`YEAR` last year"),
	}, flags...)
}

func ruling(flags ...cli.Flag) []cli.Flag {
	return categorized("Rules", append(flags,
		textFlag("coverage", "", "`RULE` value (by last known value, the default) or members (the World Bank's: two thirds of them)"),
		textFlag("min-coverage", "", "`PERCENT` publish from this coverage on; 0 prints everything, with its status"),
	))
}

func composition() cli.Flag {
	return textFlag("composition", "", "`HOW` fixed (members of the last year asked for, the default) or at-the-time (each year's own)")
}

// counting are the flags of what money is counted in.
func counting() []cli.Flag {
	return categorized("Money", []cli.Flag{
		textFlag("currency", "", "`CODE` count money in EUR, CNY, ..., at annual average exchange rates; default as published"),
		textFlag("deflator", "", "`ID` count at constant prices: divided by this index of prices, each economy by its own, or ID:USA all by one"),
	})
}

func reading() []cli.Flag {
	return categorized("Data", []cli.Flag{
		listFlag("data", "", "`PATH` file or folder laid over the embedded figures, - for standard input; ID=PATH names the indicator of a file that does not; clickhouse://USER@HOST:8123/DATABASE/TABLE is a table of figures that were loaded"),
		textFlag("as-of", "", "`DATE` use what was out by then: of folders named by a date in that of --data (data/2024-07) the newest up to it, of the embedded figures those of that date or before"),
		listFlag("prefer", "", "`FILE` of the files of --data take indicators from this one when several hold them"),
		textFlag("mapping", "", "`FILE` how to read the files of --data that no layout fits ('tradestats inspect --draft' writes one)"),
		&cli.BoolFlag{Name: "no-embedded", Usage: "do without the embedded figures"},
		listFlag("group", "", "`NAME=A,B,-C` makes a group of economies and groups, without others"),
		groupFileFlag(),
	})
}

// aiming is the flag of commands that know targets by id.
func aiming() []cli.Flag {
	return categorized("Data", []cli.Flag{
		listFlag("target-file", "", "`FILE` of targets of your own, see docs/repository.md"),
	})
}

func groupFileFlag() cli.Flag {
	return listFlag("group-file", "", "`FILE` of groups of your own, with their names, see docs/repository.md")
}

func printing() []cli.Flag {
	return categorized("Output", []cli.Flag{
		textFlag("format", "f", "`FORMAT` table, csv, json or markdown; default by the name of the output, else table"),
		textFlag("output", "o", "`FILE` write there; - is standard output"),
		textFlag("lang", "", "`LANG` en, fr, es or pt: of table and markdown; csv and json are the same in all"),
		quiet(),
	})
}

func quiet() cli.Flag {
	return &cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "no warnings"}
}

func textFlag(name, short, use string) cli.Flag {
	return &cli.StringFlag{Name: name, Aliases: aliases(short), Usage: use}
}

func listFlag(name, short, use string) cli.Flag {
	return &cli.StringSliceFlag{Name: name, Aliases: aliases(short), Usage: use}
}

func aliases(short string) []string {
	if short == "" {
		return nil
	}
	return []string{short}
}

func categorized(category string, flags []cli.Flag) []cli.Flag {
	for _, f := range flags {
		switch f := f.(type) {
		case *cli.StringFlag:
			f.Category = category
		case *cli.StringSliceFlag:
			f.Category = category
		case *cli.BoolFlag:
			f.Category = category
		}
	}
	return flags
}

// readData reads the flags that reading defines. A date that is given and empty, as
// of a variable that is not set, would be no limit.
func (p *program) readData(c *cli.Context) (common, error) {
	o := common{
		Data: c.StringSlice("data"), Prefer: c.StringSlice("prefer"), Mapping: c.String("mapping"), NoEmbedded: c.Bool("no-embedded"),
		AsOf: c.String("as-of"), Groups: c.StringSlice("group"), GroupFiles: c.StringSlice("group-file"), Targets: c.StringSlice("target-file"), OwnTopics: p.ownTopics, Base: p.base,
	}
	if c.IsSet("as-of") && o.AsOf == "" {
		return o, usage("write a date such as 2024-07-16, or leave the flag out", "--as-of is empty")
	}
	return o, nil
}

// readCommon reads the flags that reading, printing and quiet define.
func (p *program) readCommon(c *cli.Context) (common, error) {
	o, err := p.readData(c)
	if err != nil {
		return o, err
	}
	o.Lang, o.Format, o.Output, o.Warn = c.String("lang"), c.String("format"), c.String("output"), warner(p.stderr, c.Bool("quiet"))
	if o.Output == "-" {
		o.Output = ""
	}
	if byName := formatOf(o.Output); o.Format == "" || !c.IsSet("format") && byName != formatTable {
		o.Format = byName // the name of the output is nearer than a setting
	}
	if o.Lang == "" {
		o.Lang = "en"
	}
	if err := tidy.OneOf("--format", o.Format, formats); err != nil {
		return o, err
	}
	if err := tidy.OneOf("--lang", o.Lang, locale.Languages()); err != nil {
		return o, err
	}
	if o.machine() {
		o.Lang = "en" // what machines read is the same in all languages
	}
	return o, nil
}

// warner prints warnings, which are results, on stderr, each once.
func warner(w io.Writer, quiet bool) func(string) {
	if quiet {
		return func(string) {}
	}
	var told sync.Map
	return func(text string) {
		if _, before := told.LoadOrStore(text, true); !before {
			say(w, "warning: "+text)
		}
	}
}

// formatOf is the format that the name of the output asks for.
func formatOf(path string) string {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv":
		return formatCSV
	case ".json":
		return formatJSON
	case ".md":
		return formatMarkdown
	}
	return formatTable
}

// readQuery reads the flags that selecting and ruling define, and the
// indicators that stand as arguments, of which there must be one.
func readQuery(c *cli.Context) (study.Query, error) {
	q, err := readSelection(c, append(c.Args().Slice(), c.StringSlice("indicator")...))
	if err == nil && len(q.Indicators) == 0 {
		err = usage("name one, as in 'tradestats "+c.Command.Name+" digital-services-exports'; see 'tradestats list indicators'", "no indicator")
	}
	return q, err
}

// readSelection reads the flags that selecting and ruling define, and lists of
// indicators.
func readSelection(c *cli.Context, indicators []string) (study.Query, error) {
	q := study.Query{
		Economies: c.StringSlice("economy"), Partners: c.StringSlice("partner"),
		Money: study.Money{Currency: c.String("currency"), Deflator: c.String("deflator"), Standing: !c.IsSet("currency") && !c.IsSet("deflator")},
	}
	for _, id := range indicators {
		for _, one := range strings.Split(id, ",") {
			if one = strings.TrimSpace(one); one != "" && !slices.Contains(q.Indicators, one) {
				q.Indicators = append(q.Indicators, one)
			}
		}
	}
	for _, flag := range []struct {
		name string
		into *int
	}{{"from", &q.From}, {"to", &q.To}, {"year", &q.Year}} {
		var err error
		if *flag.into, err = year(c, flag.name); err != nil {
			return q, err
		}
	}
	if q.From != 0 && q.To != 0 && q.From > q.To {
		return q, usage("exchange the two", "--from %d is after --to %d", q.From, q.To)
	}
	return q, readRules(c, &q)
}

func readRules(c *cli.Context, q *study.Query) error {
	how, coverage := c.String("composition"), c.String("coverage")
	if err := tidy.OneOf("--composition", how, []string{"", "fixed", "at-the-time"}); err != nil {
		return err
	}
	if err := tidy.OneOf("--coverage", coverage, []string{"", "value", "members"}); err != nil {
		return err
	}
	q.AtTheTime, q.Coverage.ByMembers = how == "at-the-time", coverage == "members"
	if least := c.String("min-coverage"); least != "" {
		v, err := strconv.ParseFloat(strings.TrimSuffix(least, "%"), 64)
		if err != nil || math.IsNaN(v) || v < 0 || v > 100 {
			return usage("give a number from 0 to 100", "--min-coverage %q is no percentage", least)
		}
		q.Coverage.Min, q.Coverage.Forced = v, true
	}
	return nil
}

// year reads a flag that holds a year; 0 when it was not given.
func year(c *cli.Context, name string) (int, error) {
	text := c.String(name)
	if text == "" && !c.IsSet(name) {
		return 0, nil
	}
	y, err := strconv.Atoi(text)
	if err != nil || y < 1000 || y > 9999 {
		return 0, usage("write four digits, such as 2023", "--%s %q is no year", name, text)
	}
	return y, nil
}
