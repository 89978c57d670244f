package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/settings"
	"tradestats/internal/tidy"
)

// What names the file of settings, on the command line and in the environment.
const (
	configFlag     = "config"
	configVariable = settings.Prefix + "CONFIG"
)

// topicFiles is the setting that is no flag's default: report TOPIC finds topics of
// a repository by their ids, and without ids writes them all.
const topicFiles = "topic-file"

// readTopics are the commands that know topics by id.
var readTopics = []string{"report", "chart", "explain", "list", "show", "config", "serve", "site"}

// configurable gives --config to the commands with a flag that a setting stands for.
func configurable(filed ...[]*cli.Command) []*cli.Command {
	known := knownSettings()
	all := slices.Concat(filed...)
	for _, c := range all {
		if slices.ContainsFunc(known, func(s setting) bool { return s.flagOf(c) != nil }) {
			c.Flags = append(c.Flags, categorized("Settings", []cli.Flag{
				textFlag(configFlag, "", "`FILE` of settings; default "+settings.FileName+" where there is one, see 'tradestats config'"),
			})...)
		}
	}
	return all
}

// flagOf is the flag of a command that a setting stands for, or nil.
func (s setting) flagOf(c *cli.Command) cli.Flag {
	if !s.standsFor(c.Name) {
		return nil
	}
	return flagNamed(c, s.Name)
}

func flagNamed(c *cli.Command, name string) cli.Flag {
	k := slices.IndexFunc(c.Flags, func(f cli.Flag) bool { return f.Names()[0] == name })
	if k < 0 {
		return nil
	}
	return c.Flags[k]
}

// settle makes what the file of settings and the environment say the defaults of the
// command's flags. A flag that is given takes their place, and where a command asks
// whether one was given, a setting is none.
func (p *program) settle(line line) error {
	if flagNamed(line.command, configFlag) == nil {
		return nil
	}
	known := plainSettings()
	values := settings.Values{}
	var err error
	if file := line.configFile(); file != "" {
		p.base = filepath.Dir(file)
		if values, err = settings.Read(file, known); err != nil {
			return err
		}
	}
	if p.settings, err = values.Over(os.Environ(), known); err != nil {
		return err
	}
	if _, other := line.value("data"); other { // which is no choice among other files
		delete(p.settings, "prefer")
	}
	for _, s := range knownSettings() {
		value, said := p.settings[s.Name]
		if _, given := line.value(s.Name); !said || given && s.standsFor(line.command.Name) {
			continue
		}
		if err := p.take(line.command, s, value); err != nil {
			return err
		}
	}
	return p.checkGroups(line)
}

// configFile is the file of settings: that of the flag, of the environment, or the
// one in the working folder; "" is none.
func (l line) configFile() string {
	if file, given := l.value(configFlag); given {
		return file
	}
	if file := os.Getenv(configVariable); file != "" {
		return file
	}
	return settings.Find()
}

// value is that of a flag on the line.
func (l line) value(flag string) (string, bool) {
	for _, arg := range l.args {
		if arg == "--" {
			break
		}
		if name, value, _ := strings.Cut(strings.TrimPrefix(arg, "--"), "="); name == flag {
			return value, true
		}
	}
	return "", false
}

// take makes a value the default of the command's flag.
func (p *program) take(c *cli.Command, s setting, value settings.Value) error {
	flag, topics := s.flagOf(c), s.Name == topicFiles
	if topics && !slices.Contains(readTopics, c.Name) || !topics && flag == nil {
		return nil
	}
	value, err := s.Expanded(value)
	if err != nil {
		return err
	}
	p.settings[s.Name] = value
	if topics {
		p.ownTopics = value.Texts
		return nil
	}
	switch flag := flag.(type) {
	case *cli.StringFlag:
		flag.Value = value.Texts[0]
		if s.Kind == settings.List { // of which this command takes one
			flag.Value = tidy.Split(value.Texts...)[0]
		}
	case *cli.BoolFlag:
		flag.Value = value.Texts[0] == "true"
	case *cli.StringSliceFlag:
		flag.Value = cli.NewStringSlice(inUse(s, value.Texts)...)
	}
	return nil
}

// inUse leaves out folders of data that are kept for files to come.
func inUse(s setting, texts []string) []string {
	if s.Name != "data" {
		return texts
	}
	return slices.DeleteFunc(slices.Clone(texts), dataset.IsEmptyFolder)
}

// checkGroups says where a definition of a group stands that is wrong: whoever reads
// the flags cannot tell.
func (p *program) checkGroups(line line) error {
	value, said := p.settings["group"]
	_, other := line.value("group-file")
	if _, given := line.value("group"); !said || given || other {
		return nil
	}
	registry, err := economy.Load()
	if err != nil {
		return err
	}
	if registry, err = registry.WithFiles(p.settings["group-file"].Texts); err != nil {
		return err
	}
	for k := range value.Texts {
		if _, err := registry.With(value.Texts[:k+1]); err != nil {
			return value.At(k, err)
		}
	}
	return nil
}
