package cli

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"
)

// TestSettingsAreFlags: every setting stands for a flag that some command has, and
// the page on settings has it.
func TestSettingsAreFlags(t *testing.T) {
	page, err := os.ReadFile("../../docs/repository.md")
	if err != nil {
		t.Fatal(err)
	}
	commands := (&program{}).app().Commands
	for _, s := range knownSettings() {
		if !slices.ContainsFunc(commands, func(c *cli.Command) bool { return c.Name != "config" && s.flagOf(c) != nil }) {
			t.Errorf("%s: no command has the flag", s.Name)
		}
		if !strings.Contains(string(page), "`"+s.Name+"`") {
			t.Errorf("%s is not in docs/repository.md", s.Name)
		}
	}
}
