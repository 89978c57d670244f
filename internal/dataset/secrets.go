package dataset

import (
	"regexp"
	"strings"
)

var (
	// beginnings are where an address may begin, also one that is written wrongly.
	beginnings = regexp.MustCompile(`(?i)clickhouse[a-z+]*:/*|[a-z][a-z0-9+.-]+:/+`)
	// opening is a user with a password behind, or a host with its port.
	opening = regexp.MustCompile(`^[^\s/:@]*:`)
	port    = regexp.MustCompile(`^[^\s/:@]*:\d*([/?#\s]|$)`)
)

// Shown is a value that may be an address, without its password: nothing is shown of
// what stands between the user and the last @, whatever it is.
func Shown(value string) string { return masked(value, func(text string) string { return text }) }

// ShownIn is a message in which no address tells its password. An address ends with its
// word there, unless a password goes on behind it.
func ShownIn(message string) string {
	return masked(message, func(text string) string {
		word, _, _ := strings.Cut(text, " ")
		if !strings.Contains(word, "@") && opening.MatchString(text) && !port.MatchString(text) {
			return text
		}
		return word
	})
}

// masked hides passwords of addresses; extent is how far one may go that begins with a
// text.
func masked(text string, extent func(string) string) string {
	var b strings.Builder
	for {
		at := beginnings.FindStringIndex(text)
		if at == nil {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:at[1]])
		text = text[at[1]:]
		end := max(strings.LastIndex(extent(text), "@"), 0)
		user, _, secret := strings.Cut(text[:end], ":")
		switch {
		case !secret:
			b.WriteString(text[:end])
		case strings.ContainsAny(user, "/ @"):
			b.WriteString("***")
		default:
			b.WriteString(user + ":***")
		}
		text = text[end:]
	}
}
