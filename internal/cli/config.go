package cli

import (
	"cmp"
	"context"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"tradestats/internal/dataset"
	"tradestats/internal/frame"
	"tradestats/internal/settings"
	"tradestats/internal/table"
)

func (p *program) configCommand() *cli.Command {
	return &cli.Command{
		Name: "config", Usage: "the settings that hold here, and where each is made",
		UsageText: `tradestats config
TRADESTATS_LANG=fr tradestats config -f csv
tradestats config --config other/tradestats.yaml --currency EUR`,
		Description: `Prints each setting, its value and where it comes from: a flag, a variable of the
environment, a line of the file of settings, or the program's default, in this order of
precedence. Each stands for the flag of its name of all commands that have it.
The file is tradestats.yaml in the working folder, or that of --config or TRADESTATS_CONFIG;
paths in it are relative to it. A variable is named after the setting, TRADESTATS_CURRENCY
or TRADESTATS_MIN_COVERAGE; the values of a list in it are separated by semicolons.
Columns: setting, value, source.`,
		Flags: slices.Concat(categorized("Settings", settingFlags()), printing()),
		Action: func(c *cli.Context) error {
			o, err := p.readCommon(c)
			if err != nil {
				return err
			}
			if err := noArguments(c); err != nil {
				return err
			}
			return p.deliver(c.Context, o.Output, func(w io.Writer) error { return p.runConfig(c.Context, o, p.settled(c), w) })
		},
		OnUsageError: onUsageError,
	}
}

// settingFlags are those of all settings but for what config itself prints.
func settingFlags() []cli.Flag {
	var out []cli.Flag
	for _, s := range knownSettings() {
		switch {
		case slices.Contains(ofConfigItself, s.Name):
		case s.Kind == settings.Switch:
			out = append(out, &cli.BoolFlag{Name: s.Name, Usage: s.use})
		case s.Kind == settings.List:
			out = append(out, listFlag(s.Name, "", s.use))
		default:
			out = append(out, textFlag(s.Name, "", s.use))
		}
	}
	return out
}

// ofConfigItself are settings whose flags say how config prints.
var ofConfigItself = []string{"output", "format", "lang", "quiet"}

type settingLine struct {
	Name   string `col:"setting"`
	Value  string `col:"value"`
	Source string `col:"source"` // a flag, a variable, FILE:LINE, or default
}

// settled are all settings as they hold for a command line.
func (p *program) settled(c *cli.Context) []settingLine {
	var out []settingLine
	for _, s := range knownSettings() {
		value := p.settings[s.Name]
		row := settingLine{s.Name, shown(value.Texts), cmp.Or(value.From, "default")}
		if value.From == "" {
			row.Value = s.Default
		}
		if c.IsSet(s.Name) && s.standsFor(c.Command.Name) {
			row = settingLine{s.Name, asGiven(c, s), "--" + s.Name}
		}
		out = append(out, row)
	}
	return out
}

// asGiven is what a flag says.
func asGiven(c *cli.Context, s setting) string {
	if _, list := flagNamed(c.Command, s.Name).(*cli.StringSliceFlag); list {
		return shown(c.StringSlice(s.Name))
	}
	if s.Kind == settings.Switch {
		return strconv.FormatBool(c.Bool(s.Name))
	}
	return dataset.Shown(c.String(s.Name))
}

// shown are the values of a list, without passwords.
func shown(values []string) string {
	out := make([]string, len(values))
	for k, v := range values {
		out[k] = dataset.Shown(v)
	}
	return strings.Join(out, "; ")
}

// runConfig prints the settings, and says what nobody reads or finds yet.
func (p *program) runConfig(ctx context.Context, o common, rows []settingLine, w io.Writer) error {
	s, err := common{Lang: o.Lang, Warn: o.Warn}.open(ctx)
	if err != nil {
		return err
	}
	for _, strange := range settings.Strangers(os.Environ(), plainSettings(), configVariable) {
		text := strange[0] + ": there is no such setting"
		if strange[1] != "" {
			text += "; did you mean " + strange[1] + "?"
		}
		o.Warn(text)
	}
	for _, path := range p.settings["data"].Texts {
		if dataset.IsEmptyFolder(path) {
			o.Warn(path + ": no figures in it yet: those that come with the program are used alone")
		}
	}
	f := frame.Of(rows)
	return o.print(w, f, func() []table.Sheet { return []table.Sheet{s.listSheet(f, nil)} })
}
