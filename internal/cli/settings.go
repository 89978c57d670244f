package cli

import (
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/chart"
	"tradestats/internal/dataset"
	"tradestats/internal/locale"
	"tradestats/internal/report"
	"tradestats/internal/settings"
	"tradestats/internal/tidy"
)

// A setting is one of settings with the flag it stands for.
type setting struct {
	settings.Setting
	use  string   // what the flag of 'config' says
	only []string // the commands whose flag of this name it is; empty: of all
	not  []string // those whose flag of this name is another thing
}

// standsFor tells whether the setting is about the flag of its name that a command
// has.
func (s setting) standsFor(command string) bool {
	if command == "config" {
		return s.Name != "output" // the file that it prints to
	}
	return !slices.Contains(s.not, command) && (len(s.only) == 0 || slices.Contains(s.only, command))
}

// knownSettings are all there are, in the order in which config prints them.
func knownSettings() []setting {
	path, list := settings.AnyPath, settings.List
	return []setting{
		{settings.Setting{Name: "data", Kind: list, Path: settings.NamedPath}, "`PATH` files and folders laid over the embedded figures", nil, nil},
		{settings.Setting{Name: "prefer", Kind: list}, "`FILE` taken first where several of data hold an indicator", nil, nil},
		{settings.Setting{Name: "as-of", Check: isDate, Default: "the newest"}, "`DATE` that figures are of at the latest", nil, nil},
		{settings.Setting{Name: "mapping", Path: path}, "`FILE` how to read what no layout fits", nil, nil},
		{settings.Setting{Name: "no-embedded", Kind: settings.Switch, Default: "false"}, "do without the embedded figures", nil, nil},
		{settings.Setting{Name: "group", Kind: list, Check: isDefinition}, "`NAME=A,B,-C` groups of your own", nil, nil},
		{settings.Setting{Name: "group-file", Kind: list, Path: path}, "`FILE` of groups of your own", nil, nil},
		{settings.Setting{Name: "target-file", Kind: list, Path: path}, "`FILE` of targets of your own", nil, nil},
		{settings.Setting{Name: topicFiles, Kind: list, Path: path}, "`FILE` topics of your own, which report writes", []string{"report"}, nil},
		{settings.Setting{Name: "year", Check: isYear("year"), Default: "the newest"}, "`YEAR` of the edition", []string{"report"}, nil},
		{settings.Setting{Name: "output", Path: path, New: true, Default: "reports"}, "`DIR` of editions", []string{"report"}, nil},
		{settings.Setting{Name: "against", Path: path, Default: "that of the year before"}, "`DIR` an edition that CHANGES.md compares with", []string{"report"}, nil},
		{settings.Setting{Name: "formats", Kind: list, Check: eachOf("formats", report.Formats), Default: "md, png, csv"}, "`LIST` in which an edition is written", []string{"report"}, nil},
		{settings.Setting{Name: "lang", Kind: list, Check: eachOf("lang", locale.Languages()), Default: "en; of a report all of its topic"}, "`LANG` of reports; tables take the first", nil, nil},
		{settings.Setting{Name: "currency", Check: isCurrency, Default: "as published"}, "`CODE` that money is counted in", nil, nil},
		{settings.Setting{Name: "min-coverage", Check: isPercentage("min-coverage"), Default: "by the rules of docs/method.md"}, "`PERCENT` published from this coverage on", nil, nil},
		{settings.Setting{Name: "coverage", Check: eachOf("coverage", []string{"value", "members"}), Default: "value"}, "`RULE` value or members", nil, nil},
		{settings.Setting{Name: "composition", Check: eachOf("composition", []string{"fixed", "at-the-time"}), Default: "fixed"}, "`HOW` fixed or at-the-time", nil, nil},
		{settings.Setting{Name: "tolerance", Check: isPercentage("tolerance"), Default: "0"}, "`PERCENT` within which diff finds values unchanged", []string{"diff"}, nil},
		{settings.Setting{Name: "base", Check: isYear("base"), Default: "the first"}, "`YEAR` that is 100 in an index", nil, nil},
		{settings.Setting{Name: "format", Check: eachOf("format", formats), Default: "table"}, "`FORMAT` of what commands print", nil, []string{"chart"}},
		{settings.Setting{Name: "theme", Check: isTheme, Path: pathOfTheme, Default: "light"}, "`THEME` of charts: light, dark, print or a YAML file", nil, nil},
		{settings.Setting{Name: "size", Check: eachOf("size", sizeNames()), Default: "web"}, "`SIZE` of the images of chart", nil, nil},
		{settings.Setting{Name: "quiet", Kind: settings.Switch, Default: "false"}, "no warnings", nil, nil},
	}
}

func plainSettings() []settings.Setting {
	var out []settings.Setting
	for _, s := range knownSettings() {
		out = append(out, s.Setting)
	}
	return out
}

// eachOf checks a choice, or a list of choices with commas.
func eachOf(name string, known []string) func(string) error {
	return func(text string) error {
		all := tidy.Split(text)
		if len(all) == 0 {
			return tidy.OneOf(name, text, known)
		}
		for _, one := range all {
			if err := tidy.OneOf(name, one, known); err != nil {
				return err
			}
		}
		return nil
	}
}

func isYear(name string) func(string) error {
	return func(text string) error {
		if y, err := strconv.Atoi(text); err != nil || y < 1000 || y > 9999 {
			return usage("write four digits, such as 2023", "%s %q is no year", name, text)
		}
		return nil
	}
}

func isDate(text string) error { return dataset.CheckVintage("as-of", text) }

func isPercentage(name string) func(string) error {
	return func(text string) error {
		if v, err := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64); err != nil || math.IsNaN(v) || v < 0 || v > 100 {
			return usage("give a number from 0 to 100", "%s %q is no percentage", name, text)
		}
		return nil
	}
}

func isCurrency(text string) error {
	return tidy.OneOf("currency", strings.ToUpper(text), append(dataset.Currencies(), "USD"))
}

func isDefinition(text string) error {
	if name, list, ok := strings.Cut(text, "="); !ok || strings.TrimSpace(name) == "" || strings.TrimSpace(list) == "" {
		return usage("write NAME=A,B,-C, such as eu-without-germany=eu27,-DEU; a file of groups is named by group-file", "group %q has no members", text)
	}
	return nil
}

// pathOfTheme is the path of a theme that is a file.
func pathOfTheme(text string) (before, path string) {
	if ext := strings.ToLower(filepath.Ext(text)); ext == ".yaml" || ext == ".yml" {
		return "", text
	}
	return "", ""
}

func isTheme(text string) error {
	if _, path := pathOfTheme(text); path != "" {
		return nil
	}
	var names []string
	for _, t := range chart.Themes() {
		names = append(names, t.Name)
	}
	return tidy.OneOf("theme", text, names)
}

func sizeNames() []string {
	var names []string
	for _, s := range chart.Sizes() {
		names = append(names, s.Name)
	}
	return names
}
