package client

import (
	"regexp"
	"strings"
)

// plainWord is what a shell leaves as it is.
var plainWord = regexp.MustCompile(`^[A-Za-z0-9_./:@%+,=-]+$`)

// command is what a person is to type for a table, with what its address and its cluster ask
// for: "tradestats load --remove 'batis-batis' --cluster shards --to clickhouse://...". what
// stands in it as it is.
func (c *Client) command(what string) string {
	text := "tradestats load " + what
	if c.Cluster != "" {
		text += " --cluster " + word(c.Cluster)
	}
	return text + " --to " + word(c.Typed())
}

// Removing is the command that takes out a load of a name, or what is left of loads of it.
func (c *Client) Removing(name, options string) string {
	return c.command("--remove " + quoted(name) + options)
}

// word is a text as one word of a shell.
func word(text string) string {
	if plainWord.MatchString(text) {
		return text
	}
	return quoted(text)
}

func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
