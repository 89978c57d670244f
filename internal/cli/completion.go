package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/locale"
	"tradestats/internal/report"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// completionFlag asks for the words that can stand at the end of a command
// line, as the scripts below do. Its name is that of urfave/cli.
const completionFlag = "--generate-bash-completion"

var shells = []string{"bash", "zsh", "fish"}

func (p *program) completionCommand() *cli.Command {
	return &cli.Command{
		Name: "completion", Usage: "a script that completes command lines in a shell", ArgsUsage: "bash|zsh|fish",
		UsageText: `source <(tradestats completion bash)
tradestats completion zsh > "${fpath[1]}/_tradestats"
tradestats completion fish > ~/.config/fish/completions/tradestats.fish`,
		Description: `Prints a script for a shell, which then completes commands, flags, indicators, economies,
groups and topics.`,
		Action: func(c *cli.Context) error {
			shell := c.Args().First()
			if shell == "" {
				return usage("use "+strings.Join(shells, ", "), "completion for which shell?")
			}
			if err := tidy.OneOf("shell", shell, shells); err != nil {
				return err
			}
			return p.deliver(c.Context, "", func(w io.Writer) error {
				_, err := io.WriteString(w, completionScripts[shell])
				return err
			})
		},
		OnUsageError: onUsageError,
	}
}

var completionScripts = map[string]string{
	"bash": `_tradestats() {
  local cur="${COMP_WORDS[COMP_CWORD]}" line
  COMPREPLY=()
  while IFS= read -r line; do
    case "$line" in "$cur"*) COMPREPLY+=("$line");; esac
  done < <("${COMP_WORDS[0]}" "${COMP_WORDS[@]:1:COMP_CWORD-1}" ` + completionFlag + ` 2>/dev/null)
}
complete -o default -F _tradestats tradestats
`,
	"zsh": `#compdef tradestats
_tradestats() {
  local -a words_found
  words_found=("${(@f)$("${words[1]}" "${(@)words[2,CURRENT-1]}" ` + completionFlag + ` 2>/dev/null)}")
  if [[ -n "${words_found[1]}" ]]; then compadd -a words_found; else _files; fi
}
if [[ "$funcstack[1]" = _tradestats ]]; then _tradestats "$@"; else compdef _tradestats tradestats; fi
`,
	"fish": `function __tradestats_complete
  set -l words (commandline -opc)
  $words[1] $words[2..-1] ` + completionFlag + ` 2>/dev/null
end
complete -c tradestats -a '(__tradestats_complete)'
`,
}

// completing tells whether the words before the cursor are to be completed.
func completing(args []string) ([]string, bool) {
	if n := len(args); n > 1 && args[n-1] == completionFlag {
		return args[1 : n-1], true
	}
	return nil, false
}

// complete prints what can stand after the words, a line each. The shell keeps
// what begins with what was typed. Nothing is printed where a file can stand.
func complete(app *cli.App, words []string, w io.Writer) error {
	for _, word := range completions(app, words) {
		if _, err := fmt.Fprintln(w, word); err != nil {
			return err
		}
	}
	return nil
}

func completions(app *cli.App, words []string) []string {
	if slices.Contains(words, "--") {
		return nil
	}
	a := arranger{app: app}
	for len(words) > 0 {
		word := words[0]
		words = words[1:]
		if !strings.HasPrefix(word, "-") || word == "-" {
			if a.command == nil {
				a.command = app.Command(word) // "help" leaves it open
			} else {
				a.arguments = append(a.arguments, word)
			}
			continue
		}
		f := a.find(strings.TrimLeft(word, "-"))
		if _, switches := f.(*cli.BoolFlag); f == nil || switches {
			continue
		}
		if len(words) == 0 { // its value comes next
			return values(f.Names()[0])
		}
		words = words[1:]
	}
	if a.command == nil {
		var names []string
		for _, c := range app.Commands {
			names = append(names, c.Name)
		}
		return append(names, "help")
	}
	out := arguments(a.command.Name, len(a.arguments))
	for _, f := range a.command.Flags {
		out = append(out, "--"+f.Names()[0])
	}
	return append(out, "--help")
}

// values are those that a flag takes; none where it takes a file or a year.
func values(flag string) []string {
	switch flag {
	case "format":
		return formats
	case "lang":
		return locale.Languages()
	case "method":
		return analysis.Methods
	case "rule":
		return []string{catalog.Median}
	case "composition":
		return []string{"fixed", "at-the-time"}
	case "coverage":
		return []string{"value", "members"}
	case "formats":
		return report.Formats
	case "form":
		return analysis.Forms
	case "indicator", "of":
		return indicatorIDs()
	case "economy", "partner", "by":
		return economyIDs()
	}
	return nil
}

// arguments are those that a command takes after n others.
func arguments(command string, n int) []string {
	switch {
	case command == "target":
		return targetIDs()
	case command == "get" || command == "growth" || command == "aggregate" || command == "rank" || slices.Contains(study.Kinds(), command):
		return indicatorIDs()
	case command == "list" && n == 0:
		return slices.Clone(listKinds)
	case command == "show":
		return slices.Concat([]string{"catalogue"}, indicatorIDs(), topicIDs(), targetIDs(), economyIDs())
	case command == "report":
		return topicIDs()
	case command == "completion" && n == 0:
		return slices.Clone(shells)
	}
	return nil
}

// Completion says nothing about what goes wrong: there is nobody to read it.

func indicatorIDs() []string {
	c, err := catalog.Embedded()
	if err != nil {
		return nil
	}
	return c.IDs()
}

func economyIDs() []string {
	r, err := economy.Load()
	if err != nil {
		return nil
	}
	var out []string
	for _, g := range r.Groups() {
		out = append(out, g.ID)
	}
	for _, e := range r.Economies() {
		out = append(out, e.ISO3)
	}
	return out
}

func topicIDs() []string {
	topics, err := report.Topics()
	if err != nil {
		return nil
	}
	var out []string
	for _, t := range topics {
		out = append(out, t.ID)
	}
	return out
}
