package warehouse

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
	if c.cluster != "" {
		text += " --cluster " + word(c.cluster)
	}
	return text + " --to " + word(c.typed())
}

// removing is the command that takes a load out, or what is left of loads of its name.
func (c *Client) removing(l *load, options string) string {
	return c.command("--remove " + quoted(l.name()) + options)
}

// word is a text as one word of a shell.
func word(text string) string {
	if plainWord.MatchString(text) {
		return text
	}
	return quoted(text)
}

func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
