package cli

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tradestats/internal/tidy"
)

// A line is a command line in the order that urfave/cli reads: it takes flags
// after an argument for arguments.
type line struct {
	command *cli.Command // nil in help that names none
	args    []string     // flags as --name=value, "--", arguments
	help    bool
}

// An arranger sorts words into flags and arguments.
type arranger struct {
	app       *cli.App
	command   *cli.Command
	flags     []given
	arguments []string
	help      bool
}

// given is a flag as it was written.
type given struct{ written, name, text string }

// arrange finds the command, and puts the flags, which may stand anywhere
// before "--", in front of the arguments. What is no command and no flag of
// it is a usage error with the nearest one.
func arrange(app *cli.App, words []string) (line, error) {
	a := arranger{app: app}
	for len(words) > 0 {
		word := words[0]
		words = words[1:]
		var err error
		switch {
		case word == "--":
			a.arguments = append(a.arguments, words...)
			words = nil
		case strings.HasPrefix(word, "-") && word != "-":
			words, err = a.flag(word, words)
		case a.command == nil:
			err = a.choose(word)
		default:
			a.arguments = append(a.arguments, word)
		}
		if err != nil {
			return line{}, err
		}
	}
	return a.line()
}

// choose takes the first word that is no flag for the command.
func (a *arranger) choose(word string) error {
	if word == "help" && !a.help {
		a.help = true
		return nil
	}
	a.command = a.app.Command(word)
	if a.command == nil {
		hint := "see 'tradestats help'"
		var names []string
		for _, c := range a.app.Commands {
			names = append(names, c.Name)
		}
		if near := tidy.Nearest(word, names, 1); len(near) > 0 {
			hint = "did you mean " + near[0] + "? " + hint
		}
		return usage(hint, "unknown command %q", word)
	}
	return nil
}

// flag reads one flag, and its value from the words that follow.
func (a *arranger) flag(word string, rest []string) ([]string, error) {
	name, value, valued := strings.Cut(strings.TrimLeft(word, "-"), "=")
	if name == "help" || name == "h" {
		a.help = true
		return rest, nil
	}
	if name == "version" && a.command == nil {
		a.command = a.app.Command("version")
		return rest, nil
	}
	f := a.find(name)
	if f == nil {
		return nil, a.unknown(word)
	}
	primary := f.Names()[0]
	if _, switches := f.(*cli.BoolFlag); switches {
		if valued && value != "true" && value != "false" {
			return nil, usage("write it without a value", "--%s takes no value: %q", primary, value)
		}
		text := "--" + primary
		if valued {
			text += "=" + value
		}
		a.flags = append(a.flags, given{word, name, text})
		return rest, nil
	}
	if !valued {
		if len(rest) == 0 || rest[0] == "--" || a.isFlag(rest[0]) {
			return nil, usage("see --help", "%s needs a value", word)
		}
		value, rest = rest[0], rest[1:]
	}
	a.flags = append(a.flags, given{word, name, "--" + primary + "=" + value})
	return rest, nil
}

// isFlag tells whether a word is exactly a flag, and so is no value.
func (a *arranger) isFlag(word string) bool {
	name, _, _ := strings.Cut(strings.TrimLeft(word, "-"), "=")
	return strings.HasPrefix(word, "-") && a.find(name) != nil
}

// find looks among the command's flags; before the command is known, among
// those of all commands, which use a name for one thing only.
func (a *arranger) find(name string) cli.Flag {
	commands := a.app.Commands
	if a.command != nil {
		commands = []*cli.Command{a.command}
	}
	for _, c := range commands {
		for _, f := range c.Flags {
			if name != "" && slices.Contains(f.Names(), name) {
				return f
			}
		}
	}
	return nil
}

func (a *arranger) unknown(word string) error {
	name, _, _ := strings.Cut(strings.TrimLeft(word, "-"), "=")
	var known []string
	where := "tradestats"
	commands := a.app.Commands
	if a.command != nil {
		where += " " + a.command.Name
		commands = []*cli.Command{a.command}
	}
	for _, c := range commands {
		for _, f := range c.Flags {
			for _, n := range f.Names() {
				if len(n) > 1 && !slices.Contains(known, "--"+n) {
					known = append(known, "--"+n)
				}
			}
		}
	}
	hint := "see '" + where + " --help'"
	if near := tidy.Nearest("--"+name, known, 1); len(near) > 0 && name != "" {
		hint = "did you mean " + near[0] + "? " + hint
	}
	dashed, _, _ := strings.Cut(word, "=")
	return usage(hint, "unknown flag %s of '%s'", dashed, where)
}

func (a *arranger) line() (line, error) {
	out := line{command: a.command, help: a.help}
	if out.help || a.command == nil {
		out.help = true
		return out, nil
	}
	for _, f := range a.flags {
		if a.find(f.name) == nil { // it stood before the command
			return out, a.unknown(f.written)
		}
		out.args = append(out.args, f.text)
	}
	out.args = append(out.args, "--")
	out.args = append(out.args, a.arguments...)
	return out, nil
}
