package cli

import (
	"context"
	"io"
	"os"
	"slices"
	"time"

	"github.com/urfave/cli/v2"

	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/frame"
	"tradestats/internal/source"
	"tradestats/internal/table"
	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/load"
)

type loadOptions struct {
	common
	load.Options
	Files  []string // files, folders, ID=PATH or "-"
	List   bool     // what the table has
	Remove string   // one load of it

	Unfinished bool // of Remove: only what has not come to its end
}

func (p *program) loadCommand() *cli.Command {
	return &cli.Command{
		Name: "load", Usage: "put files into a table of ClickHouse", ArgsUsage: "[FILE...]",
		UsageText: `tradestats load OECD-WTO_BATIS.zip --to clickhouse://figures@warehouse:8123/trade/services
tradestats load batis.csv --vintage 2025-01 --cluster analytics --to clickhouse://warehouse:8123/trade/services
tradestats load --list --to clickhouse://warehouse:8123/trade/services
tradestats load --remove batis-batis@2025-01 --to clickhouse://warehouse:8123/trade/services
tradestats aggregate batis-sc-exports -e eu27 --data clickhouse://warehouse:8123/trade/services`,
		Description: `Streams publishers' files, as --data reads them, into a table, which is made when it is
missing. With --data clickhouse://... the other commands then answer from it as from the
file, and the server does the selecting and the adding up.
A file takes the place of what the table has of its dataset and vintage, at once when all
of its rows are there; a load that was cut off counts for nothing and can be run again.
Files with other indicators, years or economies of a dataset stand beside each other, as
those of Comtrade, one a year. --list prints what the table has, --remove takes it out;
what a load that was cut off has left stands in the list with a note.
The password stands in the address, in CLICKHOUSE_PASSWORD, or in the file that
CLICKHOUSE_PASSWORD_FILE names. See docs/clickhouse.md.
Columns: dataset, vintage, file, indicators, economies, partners, rows, years, note
(why it is not read, or that it is taken out).`,
		Flags: slices.Concat(categorized("Where to", []cli.Flag{
			textFlag("to", "", "`ADDRESS` of the table: clickhouse://USER@HOST:8123/DATABASE/TABLE, or clickhouse+https://"),
			textFlag("cluster", "", "`NAME` spread the table over the shards of this cluster"),
			&cli.BoolFlag{Name: "list", Usage: "print what the table has, and load nothing"},
			textFlag("remove", "", "`DATASET[@VINTAGE]` take this out of the table"),
			&cli.BoolFlag{Name: "unfinished", Usage: "with --remove: only what is left of loads of it that have not come to their end"},
			textFlag("vintage", "", "`DATE` that the files are of, but for those that state a later one; default what they say themselves"),
		}), categorized("Data", []cli.Flag{
			textFlag("mapping", "", "`FILE` how to read files that no layout fits"),
		}), printing()),
		Action: func(c *cli.Context) error {
			o, err := p.readLoad(c)
			if err != nil {
				return err
			}
			return p.deliver(c.Context, o.Output, func(w io.Writer) error { return runLoad(c.Context, o, w) })
		},
		OnUsageError: onUsageError,
	}
}

func (p *program) readLoad(c *cli.Context) (loadOptions, error) {
	o := loadOptions{Files: c.Args().Slice(), List: c.Bool("list"), Remove: c.String("remove"), Unfinished: c.Bool("unfinished"), Options: load.Options{
		To: c.String("to"), Cluster: c.String("cluster"), Vintage: c.String("vintage"), Today: anywhere(p.now()),
	}}
	var err error
	if o.common, err = p.readCommon(c); err != nil {
		return o, err
	}
	switch {
	case o.List && o.Remove != "" || (o.List || o.Remove != "") && len(o.Files) > 0:
		return o, usage("one at a time: FILE..., --list or --remove", "what is to be done?")
	case len(o.Files) == 0 && !o.List && o.Remove == "":
		return o, usage("name a file, a folder, or - for standard input", "load what?")
	case o.Remove != "" && o.Vintage != "":
		return o, usage("write --remove "+o.Remove+"@"+o.Vintage, "--vintage is of files that are loaded")
	case o.List && (o.Vintage != "" || o.Cluster != ""):
		return o, usage("leave --vintage and --cluster out", "--list lists all that the table has, of every vintage and shard")
	case len(o.Files) == 0 && o.Mapping != "":
		return o, usage("leave it out", "--mapping is of files that are loaded")
	case o.Unfinished && o.Remove == "":
		return o, usage("say which with --remove DATASET[@VINTAGE]", "--unfinished goes with --remove")
	case o.To == "":
		return o, usage("say --to clickhouse://USER@HOST:8123/DATABASE/TABLE", "load where?")
	case !dataset.IsAddress(o.To):
		return o, usage("write clickhouse://USER@HOST:8123/DATABASE/TABLE", "--to %q is no address of a table", dataset.Shown(o.To))
	}
	return o, dataset.CheckVintage("--vintage", o.Vintage)
}

// anywhere is the day that has begun somewhere on earth.
func anywhere(now time.Time) string { return now.UTC().Add(14 * time.Hour).Format(time.DateOnly) }

// runLoad does what is asked for and prints the loads that it is about.
func runLoad(ctx context.Context, o loadOptions, w io.Writer) error {
	s, err := common{Lang: o.Lang, Warn: o.Warn}.open(ctx)
	if err != nil {
		return err
	}
	rows, err := o.do(ctx, s.Economies)
	for _, r := range rows { // those that stand although a later one failed, too
		for _, text := range r.Warnings {
			o.Warn(text)
		}
	}
	if err != nil {
		return err
	}
	switch {
	case len(rows) > 0:
	case o.List:
		o.Warn("the table holds nothing")
	default: // of a removal: what was left has come to its end meanwhile
		o.Warn("nothing is taken out")
	}
	if len(rows) == 0 && !o.machine() {
		return nil // a sheet without rows would be blank lines
	}
	f := frame.Of(rows)
	return o.print(w, f, func() []table.Sheet { return []table.Sheet{s.listSheet(f, nil)} })
}

// do lists, removes or loads.
func (o loadOptions) do(ctx context.Context, economies *economy.Registry) ([]load.Loaded, error) {
	switch {
	case o.List:
		return load.List(ctx, o.To)
	case o.Remove != "":
		return load.Remove(ctx, o.Remove, load.RemoveOptions{To: o.To, Cluster: o.Cluster, Unfinished: o.Unfinished})
	}
	texts, err := o.texts(ctx, economies)
	if err != nil {
		return nil, err
	}
	return load.Load(ctx, texts, o.Options)
}

// texts are those to be loaded, each known to be one that can be.
func (o loadOptions) texts(ctx context.Context, economies *economy.Registry) ([]*dataset.Surveyed, error) {
	found, err := dataset.Survey(ctx, dataset.Options{Data: o.Files, Stdin: os.Stdin, Mapping: o.Mapping, Economies: economies})
	if err != nil {
		return nil, err
	}
	var texts []*dataset.Surveyed
	for _, s := range found {
		companion, passed := source.IsCompanion(s.Err)
		switch {
		case passed:
			o.Warn(companion.Name + " is passed over: " + companion.What)
		case s.Err != nil:
			return nil, s.Err
		case s.IDs[""] == dataset.Unnamed:
			return nil, usage("name it: load ID="+s.Name, "%s: the file does not say which indicator it holds", s.Name)
		default:
			texts = append(texts, s)
		}
	}
	if len(texts) == 0 {
		return nil, tidy.Errorf(tidy.Data, "give a file with figures", "%s: no figures in it", o.Files[0])
	}
	return texts, nil
}
